// Findings that say the same of many places are one line with a count.
import { expect, it } from 'vitest';
import { foldFindings, timesOf } from '../../electron/cli/fold-findings.ts';

const found = (detail: string, caseId: string | null = null, lane = 'nordlicht', code = 'ledger-broken') => ({
  code,
  lane,
  caseId,
  detail,
});

it('[HS44] folds what differs in a case, a number or a hash alone, and nothing else', () => {
  const hash = (digit: string) => digit.repeat(64);
  const all = [
    found('the stored state is not the fold of the log', 'c-1'),
    found('row 17 missing from index states_by_rank'),
    found('the stored state is not the fold of the log', 'c-2'),
    found('row 9 missing from index states_by_rank'),
    found('row 9 missing from index events_by_case'),
    found('the stored state is not the fold of the log', 'c-3', 'hotel'),
    found(`the words under ${hash('a')} are not the sealed ones`),
    found('the stored state is not the fold of the log', 'c-4', 'nordlicht', 'state-differs'),
    found(`the words under ${hash('7')} are not the sealed ones`),
    found('the stored state is not the fold of the log', 'c-5'),
  ];
  expect(foldFindings(all)).toEqual([
    { first: all[0], count: 3 },
    { first: all[1], count: 2 },
    { first: all[4], count: 1 },
    { first: all[5], count: 1 },
    { first: all[6], count: 2 },
    { first: all[7], count: 1 },
  ]);
  expect([timesOf(1, 'de'), timesOf(206, 'de'), timesOf(2, 'en')]).toEqual([[], ['206-mal, hier zuerst'], ['2 times, first here']]);
});
