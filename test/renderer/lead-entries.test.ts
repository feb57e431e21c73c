// The lead's list is by time, and says of nothing that it is in his hand while somebody else holds it.
import { expect, it } from 'vitest';
import { entryDue, isInHand, leadEntries } from '../../renderer/parts/lead-entries.ts';
import type { CaseRow, InboxRow } from '../../shared/views/shapes.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { NOON } from '../given.ts';

const row = (caseId: string, minutes: number | null, over: object = {}): CaseRow =>
  ({
    caseId,
    due: minutes === null ? null : { clock: 'promise', at: NOON + minutes * MINUTE, warnAt: NOON },
    flight: null,
    phase: 'open',
    holder: { person: 'murat', team: 'tl-abrechnung', tier: 3, waiting: false },
    ...over,
  }) as CaseRow;
const arriving = (caseId: string, due: number, accept: number): InboxRow =>
  ({ row: row(caseId, due), card: { acceptBy: NOON + accept * MINUTE, sentAt: NOON - HOUR } }) as InboxRow;

it('[V8] the lead reads each part of his list by what presses first, an overdue duty before the time to accept', () => {
  const groups = [
    { group: 'back', rows: [row('calm', 300), row('none', null)] },
    { group: 'mine', rows: [row('late', -10), row('soon', 5)] },
    {
      group: 'sent',
      rows: [row('inside', -99, { flight: { team: 'technik' } }), row('outside', 60, { flight: { team: 'auftraggeber' } })],
    },
  ];
  const handovers = [arriving('first', 400, 20), arriving('burning', -26, 120), arriving('soon', 5, 90)];
  const entries = leadEntries(groups, handovers, new Set(['auftraggeber']), NOON);
  expect(entries.map(({ kind, row: { caseId } }) => `${kind} ${caseId}`)).toEqual([
    'waiting burning',
    'waiting first',
    'waiting soon',
    'held late',
    'held outside',
    'held calm',
    'held none',
  ]);
  expect(entryDue(entries[0]!, NOON)).toMatchObject({ clock: 'promise', at: NOON - 26 * MINUTE });
  expect(entryDue(entries[1]!, NOON)).toMatchObject({ clock: 'accept', at: NOON + 20 * MINUTE });
});

it('[V8] only what he holds is in his hand: news of a case of somebody else, a queue or a handover on its way is not', () => {
  const lena = { person: 'lena', team: 'abrechnung', tier: 1, waiting: false };
  expect(isInHand(row('a', null), 'murat')).toBe(true);
  expect(isInHand(row('b', null, { holder: lena }), 'murat')).toBe(false);
  expect(isInHand(row('c', null, { flight: { team: 'technik' } }), 'murat')).toBe(false);
  expect(isInHand(row('d', null, { holder: { ...row('d', null).holder, waiting: true } }), 'murat')).toBe(false);
});
