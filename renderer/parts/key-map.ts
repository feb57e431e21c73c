// Decides which key does what for one person: the keys of the beginning, changed one by one; refuses what is taken or cannot be had.
import type { Json } from '../../shared/kernel/result.ts';
import { KEY_IDS, rowOf, type KeyId } from './key-table.ts';

/** A key with what is held down; `code` as a keyboard event names it, letters small. */
export type Chord = { readonly code: string; readonly mod?: true; readonly shift?: true };
/** `letters` false: no single letter does anything. */
export type KeyMap = { readonly letters: boolean; readonly own: Readonly<Partial<Record<KeyId, Chord>>> };
export type Stroke = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

export const AS_GIVEN: KeyMap = { letters: true, own: {} };

const FUNCTION_KEY = /^F(?:[1-9]|1[0-2])$/;
const LETTER = /^[a-z0-9]$/;

export const isFunctionKey = ({ code }: Chord): boolean => FUNCTION_KEY.test(code);
/** Works only where a row has the focus: anywhere else somebody is typing. */
export const isLetter = ({ code, mod }: Chord): boolean => mod !== true && LETTER.test(code);

export const chordOf = (id: KeyId, map: KeyMap): Chord => {
  const { code, mod, shift } = map.own[id] ?? rowOf(id);
  return { code, ...(mod === true ? { mod } : {}), ...(shift === true ? { shift } : {}) };
};

export const isSameChord = (a: Chord, b: Chord): boolean =>
  a.code.toLowerCase() === b.code.toLowerCase() && (a.mod === true) === (b.mod === true) && (a.shift === true) === (b.shift === true);

/** What was pressed, or null while only Shift or Ctrl is held down, and for anything with Alt: on many keyboards that writes signs. */
export const chordOfStroke = ({ key, ctrlKey, metaKey, altKey, shiftKey }: Stroke): Chord | null => {
  if (altKey || ['Shift', 'Control', 'Meta', 'Alt', 'AltGraph', 'Dead', 'Process', 'Unidentified'].includes(key)) return null;
  const mod = ctrlKey || metaKey;
  const code = key.length === 1 ? key.toLowerCase() : key;
  // With Ctrl a capital letter is the same key; a sign that needs Shift is its own key already.
  const shift = shiftKey && !mod && (key.length > 1 || LETTER.test(code));
  return { code, ...(mod ? { mod: true } : {}), ...(shift ? { shift: true } : {}) };
};

/** Which keys a stroke means: "k" alone is "previous", Ctrl+K the palette; Shift+F9 is not F9. */
export const idsOf = (stroke: Stroke, map: KeyMap): readonly KeyId[] => {
  const pressed = chordOfStroke(stroke);
  if (pressed === null) return [];
  return KEY_IDS.filter((id) => {
    const chord = chordOf(id, map);
    return isSameChord(chord, pressed) && (map.letters || !isLetter(chord));
  });
};

/** What edits text, or what no page can keep from the browser (new tab, new window, close, quit). */
const HELD_BY_BROWSER = new Set(['t', 'n', 'w', 'q', 'r', 'l', 'a', 'c', 'v', 'x', 'y', 'z', 'tab', '0', '+', '-', '=']);

/** Why a key cannot be given to an act; `taken` names the act that has it. */
export type Unfit = { readonly why: 'taken'; readonly by: KeyId } | { readonly why: 'browser' | 'typed' | 'fixed' | 'unknown' };

/** These stay: the way out and the way to send are the same everywhere, and what one is typing ends with them. */
export const FIXED: ReadonlySet<KeyId> = new Set(['back', 'send']);

/** Null = the key may be given to the act. Letters only for what had a letter before: those work on rows alone. */
export const unfit = (id: KeyId, chord: Chord, map: KeyMap): Unfit | null => {
  if (FIXED.has(id)) return { why: 'fixed' };
  const by = KEY_IDS.find((other) => other !== id && isSameChord(chordOf(other, map), chord));
  if (by !== undefined) return { why: 'taken', by };
  if (chord.mod === true) return HELD_BY_BROWSER.has(chord.code.toLowerCase()) || chord.code.length > 1 ? { why: 'browser' } : null;
  if (isFunctionKey(chord)) return ['F5', 'F11', 'F12'].includes(chord.code) && chord.shift !== true ? { why: 'browser' } : null;
  if (isLetter(chord)) return rowOf(id).letters === true && chord.shift !== true ? null : { why: 'typed' };
  return { why: 'unknown' };
};

/** With the act on another key; unfit chords change nothing. The key of the beginning is no change. */
export const withKey = (map: KeyMap, id: KeyId, chord: Chord | null): KeyMap => {
  const { [id]: _, ...rest } = map.own;
  const given = { ...map, own: rest };
  if (chord === null) return unfit(id, chordOf(id, given), given)?.why === 'taken' ? map : given;
  if (unfit(id, chord, map) !== null) return map;
  return isSameChord(chord, chordOf(id, given)) ? given : { ...map, own: { ...rest, [id]: chord } };
};

/** What reserves a key besides us, so that it can be said beside it; null = nobody we know of. */
export const clashOf = (chord: Chord): string | null => {
  if (isLetter(chord)) return 'letters';
  if (chord.mod === true) return /^[1-9]$/.test(chord.code) ? 'tabs' : chord.code.toLowerCase() === 'k' ? 'searchBar' : null;
  if (!isFunctionKey(chord) || chord.shift === true) return null;
  return chord.code;
};

/** As it is kept; null where nothing differs from the beginning. */
export const keptOf = ({ letters, own }: KeyMap): Json =>
  letters && Object.keys(own).length === 0 ? null : { letters, own: own as unknown as Json };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readChord = (value: unknown): Chord | null => {
  if (!isRecord(value) || typeof value['code'] !== 'string' || value['code'].length > 20) return null;
  return { code: value['code'], ...(value['mod'] === true ? { mod: true } : {}), ...(value['shift'] === true ? { shift: true } : {}) };
};

/** Out of what was kept; what has become unfit since (a new key of ours, another version) falls back to the beginning. */
export const readKeyMap = (kept: unknown): KeyMap => {
  if (!isRecord(kept)) return AS_GIVEN;
  const own = isRecord(kept['own']) ? kept['own'] : {};
  const wanted = KEY_IDS.flatMap((id) => {
    const chord = readChord(own[id]);
    return chord === null ? [] : [[id, chord] as const];
  });
  const start: KeyMap = { letters: kept['letters'] !== false, own: {} };
  const asKept: KeyMap = { ...start, own: Object.fromEntries(wanted) };
  // Two that changed places are fit only together.
  if (wanted.every(([id, chord]) => unfit(id, chord, asKept) === null)) return asKept;
  return wanted.reduce((map, [id, chord]) => withKey(map, id, chord), start);
};
