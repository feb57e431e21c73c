// Hands a pressed key to the part that lies on top, prints keys as this person has them, and says why one can do nothing now.
import { useEffectEvent, useLayoutEffect, type RefObject } from 'react';
import { create } from 'zustand';
import { focusHome, isFocusLost } from './focus-home.ts';
import { AS_GIVEN, chordOf, idsOf, isFunctionKey, isLetter, type Chord, type KeyMap, type Stroke } from './key-map.ts';
import { KEYS, type KeyId } from './key-table.ts';

export { KEYS, type KeyId } from './key-table.ts';

/** The keys of whoever is signed in. */
export const useKeyMap = create<KeyMap>(() => AS_GIVEN);

/** Which keys a stroke could mean. */
export const keysOf = (stroke: Stroke): readonly KeyId[] => idsOf(stroke, useKeyMap.getState());

const isField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable="true"]') !== null;

/** Typed in last, by the clock of the strokes: a field may leave under the hand that types in it. */
let typedAt = -Infinity;
const TYPING_MS = 1_000;

/** Nothing has the focus, as after a load: the letters then belong to the list of the screen, unless something lies on top or somebody is still typing. */
const fromNowhere = ({ target, timeStamp }: KeyboardEvent): boolean =>
  (target === document.body || target === document.documentElement) &&
  timeStamp - typedAt > TYPING_MS &&
  document.querySelector('[data-list="rows"]') !== null &&
  document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') === null;

/** Single letters belong to rows and approvals that carry `data-letters`, and to the list where nothing has the focus; anywhere else somebody is typing. */
export const lettersAllowed = (target: EventTarget | null): boolean => {
  if (!(target instanceof Element)) return false;
  if (isField(target)) return false;
  return target.closest('[data-letters]') !== null;
};

const SHIFT = { de: 'Umschalt', en: 'Shift' } as const;
const NAMES = { de: { Escape: 'Esc', Enter: 'Eingabe' }, en: { Escape: 'Esc', Enter: 'Enter' } } as const;

/** On a Mac the command key does what Ctrl does elsewhere. */
export const isMac = (): boolean => /^Mac|iPhone|iPad/.test(window.navigator.platform);

export const chordLabel = ({ code, mod, shift }: Chord, language: 'de' | 'en', mac = isMac()): string => {
  const names: Readonly<Record<string, string>> = NAMES[language];
  const held = mod === true ? [mac ? 'Cmd' : language === 'de' ? 'Strg' : 'Ctrl'] : shift === true ? [SHIFT[language]] : [];
  return [...held, names[code] ?? code.toUpperCase()].join(' ');
};

/** Whether an act has a key at all: single letters can be switched off. */
export const hasKey = (id: KeyId, map: KeyMap): boolean => map.letters || !isLetter(chordOf(id, map));

/** The key as it is printed on a button. */
export const keyLabel = (id: KeyId, language: 'de' | 'en'): string => chordLabel(chordOf(id, useKeyMap.getState()), language);

type Handler = (event: KeyboardEvent) => void;
type Silent = (id: KeyId, sentence: string | null) => void;
/** Says a sentence, or what an act needs that has nothing to act on: set by the console, which knows the words. */
let silent: Silent = () => undefined;
export const onSilentKey = (say: Silent): void => {
  silent = say;
};

type Binding = { readonly id: KeyId; readonly handler: Handler; readonly layer: number; readonly within: RefObject<Element | null> | null };

// Later and higher layers first: an open sheet answers Escape before the screen below it does.
const bindings: Binding[] = [];

const isWithin = ({ within }: Binding, target: EventTarget | null): boolean =>
  within === null || (target instanceof Node && within.current?.contains(target) === true);

const dispatch = (event: KeyboardEvent): void => {
  if (event.key.length === 1 && isField(event.target)) typedAt = event.timeStamp;
  if (event.defaultPrevented || event.isComposing) return;
  const map = useKeyMap.getState();
  const ids = idsOf(event, map).filter((id) => !isLetter(chordOf(id, map)) || lettersAllowed(event.target) || fromNowhere(event));
  const open = bindings.filter((binding) => ids.includes(binding.id) && isWithin(binding, event.target));
  const chosen = open.reduce<Binding | undefined>(
    (best, next) => (best === undefined || next.layer >= best.layer ? next : best),
    undefined,
  );
  if (chosen !== undefined) {
    event.preventDefault();
    // What a key closes or sends may have had the focus; letters walk along lists, which lead it themselves.
    if (!isLetter(chordOf(chosen.id, map)) && !isFocusLost()) focusHome();
    chosen.handler(event);
    return;
  }
  // A key of ours that has nothing to do right now must not open the browser's search or menu instead.
  const idle = ids.find((id) => isFunctionKey(chordOf(id, map)));
  if (idle === undefined) return;
  event.preventDefault();
  // Behind a layer on top the screen below is no place to act.
  if (document.querySelector('[role="dialog"]') === null) silent(idle, null);
};

export const startKeys = (): (() => void) => {
  typedAt = -Infinity;
  window.addEventListener('keydown', dispatch);
  return () => window.removeEventListener('keydown', dispatch);
};

export type Answering = {
  readonly active?: boolean;
  readonly layer?: number;
  readonly within?: RefObject<Element | null> | null;
  /** Set when the key can do nothing now: the sentence it says instead, with the way on in it. */
  readonly blocked?: string | null;
};

/**
 * Answers a key as long as the part is on screen and `active`; `layer` 0 = screen, 1 = panel or row, 2 = overlay. With `within`
 * only while the focus is inside that part: of several approvals the one that has the focus is answered.
 */
export const useKey = (
  id: KeyId,
  handler: Handler,
  answering: boolean | Answering = true,
  ofLayer = 0,
  ofPart: RefObject<Element | null> | null = null,
): void => {
  const asked: Answering = typeof answering === 'boolean' ? { active: answering, layer: ofLayer, within: ofPart } : answering;
  const { active = true, layer = 0, within = null, blocked = null } = asked;
  const newest = useEffectEvent((event: KeyboardEvent) => (blocked === null ? handler(event) : silent(id, blocked)));
  // With the part itself, not a moment after it was painted: whoever sees a key may press it.
  useLayoutEffect(() => {
    if (!active) return undefined;
    const binding: Binding = { id, handler: (event) => newest(event), layer, within };
    bindings.push(binding);
    return () => void bindings.splice(bindings.indexOf(binding), 1);
  }, [id, active, layer, within]);
};

/** Does what the key would do; for the button it is printed on. */
export const pressKey = (id: KeyId): void => {
  const open = bindings.filter((binding) => binding.id === id);
  const chosen = open.reduce<Binding | undefined>(
    (best, next) => (best === undefined || next.layer >= best.layer ? next : best),
    undefined,
  );
  chosen?.handler(new KeyboardEvent('keydown', { key: KEYS[id].code }));
};

/** The same for a part that is still on its way onto the screen: a case is being fetched, then its key is there. */
export const pressSoon = (id: KeyId, tries = 40): void => {
  if (bindings.some((binding) => binding.id === id)) return pressKey(id);
  if (tries > 0) window.setTimeout(() => pressSoon(id, tries - 1), 50);
};
