// A ruling for which nothing has to be asked is there at once; what has to be asked is waited for, and only deciding leads into quarantine.
import { expect, it } from 'vitest';
import { NOTHING_KNOWN } from '../../shared/sync/forecast.ts';
import { judge, type Bench, type Ruling } from '../../shared/sync/judge.ts';
import { createPolicies } from '../../shared/sync/policies.ts';
import type { Command } from '../../shared/case/commands.ts';
import { opened } from '../case/story.ts';
import { after, command, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';

const PAID = { isPaid: true, flag: null, budgets: [] };
const BENCH: Bench = {
  policies: { ...createPolicies(), current: () => TELECOM, version: () => TELECOM },
  now: NOON,
  customer: () => null,
  known: () => NOTHING_KNOWN,
  hub: () => {
    throw new Error('nobody asks the hub for this');
  },
  paid: () => PAID,
};
const STATE = after(opened());
const WORDS = { hash: 'a'.repeat(64), salt: 's'.repeat(16), text: '{"text":"Ruft wieder an"}' };
const note = { ...command('add-note', {}, { body: WORDS.hash }), actor: 'lena' } as Command;
const rule = (change: Partial<Bench> = {}): Ruling | Promise<Ruling> => judge(note, STATE, WORDS, { ...BENCH, ...change });

it('what needs nobody asked is ruled on at once, and just as it is where everything is asked for', async () => {
  const now = rule();
  expect(now).not.toBeInstanceOf(Promise);
  expect(now).toMatchObject({ verdict: 'accepted', events: [{ type: 'note-added' }] });
  const asked = rule({ known: async () => NOTHING_KNOWN, paid: async () => PAID });
  expect(asked).toBeInstanceOf(Promise);
  expect(await asked).toEqual(now);
});

it('a ruling that cannot be decided is kept aside, at once or later; a store that cannot be asked is no fault of the command', async () => {
  const ill = (): never => {
    throw new Error('the tables are gone');
  };
  const aside = {
    verdict: 'quarantined',
    refusal: { code: 'could-not-judge', data: { detail: 'the tables are gone' } },
    events: [],
    state: STATE,
  };
  expect(await rule({ paid: ill })).toMatchObject(aside);
  expect(await rule({ paid: async () => ill() })).toMatchObject(aside);
  expect(await rule({ known: async () => NOTHING_KNOWN, paid: ill })).toMatchObject(aside);
  await expect(rule({ known: async () => ill() })).rejects.toThrow('the tables are gone');
  expect(() => rule({ known: ill })).toThrow('the tables are gone');
});
