// The history tells what is confirmed, pending and refused, newest first.
import { describe, expect, it } from 'vitest';
import { timelineOf } from '../../shared/views/timeline.ts';
import type { CaseEvent, Confirmed } from '../../shared/case/events.ts';
import type { Command } from '../../shared/case/commands.ts';

const by = { person: 'lena', role: 'agent', tier: 1, team: 'kundenservice' } as const;

const note = (id: string, at: number): CaseEvent => ({
  id,
  lane: 'nordlicht',
  caseId: 'case-1',
  command: id.split('.')[0]!,
  type: 'note-added',
  at,
  by,
  pack: '1',
  body: `hash-${id}`,
  data: {},
});

const confirmed = (event: CaseEvent, version: number, flag: string | null = null): Confirmed => ({
  event,
  position: version,
  version,
  recordedAt: event.at + 5,
  flag,
});

const refusedNote = (id: string, at: number): Command => ({
  id,
  lane: 'nordlicht',
  caseId: 'case-1',
  type: 'add-note',
  actor: 'lena',
  at,
  quality: 'unsynced',
  pack: '1',
  seen: 0,
  data: {},
  body: null,
});

const parts = { reader: 'lena', pending: [], refused: [], people: new Map(), bodyOf: (hash: string | null) => hash };

describe('timeline', () => {
  it('[V1] the newest stands first, with the words behind its hash', () => {
    const items = timelineOf({ ...parts, confirmed: [confirmed(note('a.0', 10), 1), confirmed(note('b.0', 20), 2)] });
    expect(items.map(({ id }) => id)).toEqual(['b.0', 'a.0']);
    expect(items[0]).toMatchObject({ body: 'hash-b.0', recordedAt: 25, pending: false, refusal: null });
  });

  it('[V2] a clock that runs wrong does not reshuffle the case: order is the version, pending comes after', () => {
    const items = timelineOf({
      ...parts,
      confirmed: [confirmed(note('a.0', 1000), 1), confirmed(note('b.0', 20), 2)],
      pending: [note('c.0', 5)],
    });
    expect(items.map(({ id }) => id)).toEqual(['c.0', 'b.0', 'a.0']);
    expect(items[0]).toMatchObject({ pending: true, recordedAt: null });
  });

  it('[V3] a refused command stays in the history with its reason, at its own time', () => {
    const refusal = { code: 'not-holder', data: { holder: 'ute' } };
    const items = timelineOf({
      ...parts,
      confirmed: [confirmed(note('a.0', 10), 1), confirmed(note('b.0', 30), 2)],
      refused: [{ command: refusedNote('r1', 20), refusal, at: 40 }],
    });
    expect(items.map(({ id }) => id)).toEqual(['b.0', 'r1', 'a.0']);
    expect(items[1]).toMatchObject({ type: 'add-note', refusal, pending: false });
  });

  it('[V4] what the ledger flagged is flagged in the history', () => {
    const items = timelineOf({ ...parts, confirmed: [confirmed(note('a.0', 10), 1, 'over-cap')] });
    expect(items[0]!.flag).toBe('over-cap');
  });
});
