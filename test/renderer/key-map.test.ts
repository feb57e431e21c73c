// Which key does what for one person: changed one by one, refused where it is taken or cannot be had, kept and read again.
import { describe, expect, it } from 'vitest';
import { fc } from '../seeded.ts';
import {
  AS_GIVEN,
  chordOf,
  chordOfStroke,
  clashOf,
  FIXED,
  idsOf,
  isSameChord,
  keptOf,
  readKeyMap,
  unfit,
  withKey,
  type Chord,
  type KeyMap,
} from '../../renderer/parts/key-map.ts';
import { KEY_IDS, rowOf, type KeyId } from '../../renderer/parts/key-table.ts';
import de from '../../renderer/texts/de.json' with { type: 'json' };

const stroke = ({ code, mod, shift }: Chord) => ({
  key: code,
  ctrlKey: mod === true,
  metaKey: false,
  altKey: false,
  shiftKey: shift === true,
});

describe('[LK4] a key of one’s own', () => {
  it('does what it was given, and the old one nothing any more', () => {
    const map = withKey(AS_GIVEN, 'escalate', { code: 'e', mod: true });
    expect([idsOf(stroke({ code: 'e', mod: true }), map), idsOf(stroke({ code: 'F9' }), map)]).toEqual([['escalate'], []]);
    expect(idsOf({ ...stroke({ code: 'E' }), metaKey: true }, map)).toEqual(['escalate']);
    expect(keptOf(withKey(map, 'escalate', null))).toBeNull();
  });

  it.each([
    ['escalate', { code: 'F4' }, { why: 'taken', by: 'note' }],
    ['escalate', { code: 'k', mod: true }, { why: 'taken', by: 'palette' }],
    ['escalate', { code: 'w', mod: true }, { why: 'browser' }],
    ['escalate', { code: 'F5' }, { why: 'browser' }],
    ['escalate', { code: 'F9', mod: true }, { why: 'browser' }],
    ['escalate', { code: 'e' }, { why: 'typed' }],
    ['escalate', { code: 'Delete' }, { why: 'unknown' }],
    ['accept', { code: 'e', shift: true }, { why: 'typed' }],
    ['back', { code: 'F5', shift: true }, { why: 'fixed' }],
    ['accept', { code: 'e' }, null],
    ['accept', { code: 'e', mod: true }, null],
    ['escalate', { code: 'F5', shift: true }, null],
  ] as const)('for %s on %j is %j', (id, chord, why) => {
    expect(unfit(id, chord, AS_GIVEN)).toEqual(why);
    expect(withKey(AS_GIVEN, id, chord) === AS_GIVEN).toBe(why !== null);
  });

  it('of a letter is silent once letters are switched off; with Ctrl it goes on', () => {
    const off: KeyMap = { letters: false, own: { accept: { code: 'e', mod: true } } };
    expect([idsOf(stroke({ code: 'j' }), off), idsOf(stroke({ code: 'e', mod: true }), off)]).toEqual([[], ['accept']]);
  });

  it('given back its first key is refused while another act has it', () => {
    const map = withKey(withKey(AS_GIVEN, 'note', { code: 'F2', shift: true }), 'note', { code: 'e', mod: true });
    const taken = withKey(map, 'escalate', { code: 'F4' });
    expect(withKey(taken, 'note', null)).toBe(taken);
    expect(withKey(withKey(taken, 'escalate', null), 'note', null).own).toEqual({});
  });

  it('kept and read again is the same; two that changed places, too', () => {
    const swapped: KeyMap = { letters: true, own: { note: { code: 'F9' }, escalate: { code: 'F4' } } };
    expect(readKeyMap(keptOf(swapped))).toEqual(swapped);
    expect(readKeyMap(keptOf(AS_GIVEN))).toEqual(AS_GIVEN);
  });

  it('that was kept and has become unfit falls back to the beginning', () => {
    const kept = {
      letters: true,
      own: { note: { code: 'w', mod: true }, escalate: { code: 'e', mod: true }, gone: { code: 'F2' }, call: 7 },
    };
    expect(readKeyMap(kept)).toEqual({ letters: true, own: { escalate: { code: 'e', mod: true } } });
  });

  it('never leaves two acts on one key, whatever was kept or pressed', () => {
    const code = fc.constantFrom('F2', 'F4', 'F9', 'F5', 'e', 'k', '1', 'Escape', 'Enter', ',', 'Tab');
    const chord = fc.record({ code, mod: fc.constantFrom(true as const, undefined), shift: fc.constantFrom(true as const, undefined) });
    const wish = fc.tuple(fc.constantFrom(...KEY_IDS), chord);
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 12 }), fc.boolean(), fc.anything(), (wishes, letters, anything) => {
        const pressed = wishes.reduce<KeyMap>((map, [id, next]) => withKey(map, id, next as Chord), AS_GIVEN);
        const read = readKeyMap({ letters, own: Object.fromEntries(wishes) });
        for (const map of [pressed, read, readKeyMap(anything)]) {
          const chords = KEY_IDS.map((id) => chordOf(id, map));
          const twice = chords.filter((one, at) => chords.findIndex((other) => isSameChord(one, other)) !== at);
          expect(twice).toEqual([]);
          for (const id of FIXED) expect(chordOf(id, map)).toEqual(chordOf(id, AS_GIVEN));
        }
      }),
    );
  });

  it('is no Shift or Ctrl alone, and nothing with Alt', () => {
    const held = { ctrlKey: true, metaKey: false, altKey: false, shiftKey: false };
    expect([chordOfStroke({ ...held, key: 'Control' }), chordOfStroke({ ...held, key: 'q', altKey: true })]).toEqual([null, null]);
  });

  it('that browser or screen reader need, too, has words beside it', () => {
    const clashes = new Set(KEY_IDS.map((id: KeyId) => clashOf(chordOf(id, AS_GIVEN))));
    const told = Object.keys(de.settings.clash);
    // F2, F4, F8 and F9 are nobody else's in a window.
    expect([...clashes].filter((clash) => clash !== null && !told.includes(clash))).toEqual(['F2', 'F4', 'F8', 'F9']);
    expect(KEY_IDS.every((id) => rowOf(id).code !== 'F5' && rowOf(id).code !== 'F12')).toBe(true);
  });
});
