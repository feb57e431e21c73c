// Knows every key of the console, which of them work while typing, and hands a pressed key to the part that lies on top.
import { useEffect, useEffectEvent, type RefObject } from 'react';

export type KeyId = keyof typeof KEYS;

/** `mod` is Ctrl, on a Mac also Cmd. Letters work only where `letters` says so: a list row or an approval has the focus. */
type KeyRow = {
  readonly code: string;
  readonly mod?: true;
  readonly shift?: true;
  readonly letters?: true;
  readonly group: 'everywhere' | 'case' | 'list' | 'lead';
};

export const KEYS = {
  help: { code: 'F1', group: 'everywhere' },
  newCase: { code: 'F2', group: 'everywhere' },
  palette: { code: 'k', mod: true, group: 'everywhere' },
  screenDesk: { code: '1', mod: true, group: 'everywhere' },
  screenLead: { code: '2', mod: true, group: 'everywhere' },
  alerts: { code: 'b', mod: true, group: 'everywhere' },
  send: { code: 'Enter', mod: true, group: 'everywhere' },
  back: { code: 'Escape', group: 'everywhere' },
  hold: { code: 'F3', group: 'case' },
  note: { code: 'F4', group: 'case' },
  promise: { code: 'F4', shift: true, group: 'case' },
  decide: { code: 'F6', group: 'case' },
  checkOut: { code: 'F6', shift: true, group: 'case' },
  approval: { code: 'F7', group: 'case' },
  consult: { code: 'F7', shift: true, group: 'case' },
  withdraw: { code: 'F8', group: 'case' },
  links: { code: 'F8', shift: true, group: 'case' },
  escalate: { code: 'F9', group: 'case' },
  lateral: { code: 'F9', shift: true, group: 'case' },
  resolve: { code: 'F10', group: 'case' },
  next: { code: 'j', letters: true, group: 'list' },
  previous: { code: 'k', letters: true, group: 'list' },
  seen: { code: 'g', letters: true, group: 'list' },
  snooze: { code: 's', letters: true, group: 'list' },
  accept: { code: 'a', letters: true, group: 'lead' },
  return: { code: 'r', letters: true, group: 'lead' },
  query: { code: 'q', letters: true, group: 'lead' },
  yes: { code: 'y', letters: true, group: 'lead' },
  no: { code: 'n', letters: true, group: 'lead' },
  amount: { code: 'b', letters: true, group: 'lead' },
  pass: { code: 'p', letters: true, group: 'lead' },
} as const satisfies Record<string, KeyRow>;

export type Stroke = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

const rowOf = (id: KeyId): KeyRow => KEYS[id];

/** Which keys a stroke could mean: "k" alone is "previous", Ctrl+K the palette; Shift+F9 is not F9. */
export const keysOf = (stroke: Stroke): readonly KeyId[] => {
  if (stroke.altKey) return [];
  const mod = stroke.ctrlKey || stroke.metaKey;
  return (Object.keys(KEYS) as KeyId[]).filter((id) => {
    const row = rowOf(id);
    if ((row.mod === true) !== mod || row.code.toLowerCase() !== stroke.key.toLowerCase()) return false;
    // With Ctrl a capital letter is the same key; of the others each stands for itself.
    return row.mod === true || (row.shift === true) === stroke.shiftKey;
  });
};

/** Single letters belong to rows and approvals that carry `data-letters`; anywhere else somebody is typing. */
export const lettersAllowed = (target: EventTarget | null): boolean => {
  if (!(target instanceof Element)) return false;
  if (target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable="true"]') !== null) return false;
  return target.closest('[data-letters]') !== null;
};

/** The key as it is printed on a button. */
export const keyLabel = (id: KeyId, language: 'de' | 'en'): string => {
  const row = rowOf(id);
  const names: Readonly<Record<string, string>> =
    language === 'de' ? { Escape: 'Esc', Enter: 'Eingabe' } : { Escape: 'Esc', Enter: 'Enter' };
  const name = names[row.code] ?? row.code.toUpperCase();
  const held = row.mod === true ? [language === 'de' ? 'Strg' : 'Ctrl'] : row.shift === true ? [SHIFT[language]] : [];
  return [...held, name].join(' ');
};

const SHIFT = { de: 'Umschalt', en: 'Shift' } as const;

type Handler = (event: KeyboardEvent) => void;
type Binding = { readonly id: KeyId; readonly handler: Handler; readonly layer: number; readonly within: RefObject<Element | null> | null };

// Later and higher layers first: an open sheet answers Escape before the screen below it does.
const bindings: Binding[] = [];

const isWithin = ({ within }: Binding, target: EventTarget | null): boolean =>
  within === null || (target instanceof Node && within.current?.contains(target) === true);

const dispatch = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || event.isComposing) return;
  const ids = keysOf(event).filter((id) => rowOf(id).letters !== true || lettersAllowed(event.target));
  const open = bindings.filter((binding) => ids.includes(binding.id) && isWithin(binding, event.target));
  const chosen = open.reduce<Binding | undefined>(
    (best, next) => (best === undefined || next.layer >= best.layer ? next : best),
    undefined,
  );
  if (chosen !== undefined) {
    event.preventDefault();
    chosen.handler(event);
    return;
  }
  // A key of ours that has nothing to do right now must not open the browser's search or menu instead.
  if (ids.some((id) => /^F\d+$/.test(rowOf(id).code))) event.preventDefault();
};

export const startKeys = (): (() => void) => {
  window.addEventListener('keydown', dispatch);
  return () => window.removeEventListener('keydown', dispatch);
};

/**
 * Answers a key as long as the part is on screen and `active`; `layer` 0 = screen, 1 = panel or row, 2 = overlay. With `within`
 * only while the focus is inside that part: of several approvals the one that has the focus is answered.
 */
export const useKey = (id: KeyId, handler: Handler, active = true, layer = 0, within: RefObject<Element | null> | null = null): void => {
  const newest = useEffectEvent(handler);
  useEffect(() => {
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
