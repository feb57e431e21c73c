// Escalations follow the row of the matrix that sends them: the amount wanted, the hour, who is there, and the row's own time to accept.
import { describe, expect, it } from 'vitest';
import { clocksOf } from '../../shared/case/clocks.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { compilePack } from '../../shared/policy/compile.ts';
import type { MatrixRow } from '../../shared/policy/pack-schema.ts';
import { previewOf } from '../../shared/views/preview.ts';
import { after, command, contextOf, given, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';
import { escalation, fullForm, opened } from './story.ts';

const why = { de: 'Zum Versuch.', en: 'For a trial.' };
const withRow = (row: Partial<MatrixRow>) =>
  compilePack({
    ...TELECOM.pack,
    matrix: [{ id: 'own', when: {}, to: { tier: 4 as const, team: 'leitung' }, why, ...row }, ...TELECOM.pack.matrix],
  });
/** Where it goes by the preview, and by the command itself. */
const both = (row: Partial<MatrixRow>, change: { amount?: number; at?: number; present?: readonly string[] | null } = {}) => {
  const policy = withRow(row);
  const { amount = 4_000, at = NOON, present = null } = change;
  const form = fullForm({ decision: { type: 'goodwill-credit', amount, own: 1_500 } });
  const sent = command('escalate', escalation(form, { present: present === null ? null : [...present] }), { id: 'h-1' });
  const { result } = given(opened()).when('lena', sent, { at, policy });
  if (!result.ok) throw new Error(result.refusal.code);
  const offered = result.value.find(({ type }) => type === 'handover-offered')!.data as { row: string | null; acceptBy: number };
  const asked = previewOf({
    state: after(opened()),
    history: { events: [opened()], bodyOf: () => null },
    policy,
    person: contextOf('lena').actor,
    customer: null,
    past: { contacts: 0, goodwill: 0 },
    reason: 'authority-exceeded',
    form,
    customerWaiting: false,
    now: at,
    to: null,
    present,
  });
  if (!asked.ok) throw new Error(asked.refusal.code);
  expect([asked.value.row, asked.value.acceptBy]).toEqual([offered.row, offered.acceptBy]);
  const state = after(opened(), ...(result.value.map((event, n) => ({ ...event, id: `e-${n}`, at })) as never[]));
  return { ...offered, clocks: clocksOf(state, policy, at) };
};

describe('an escalation', () => {
  it.each([
    [3_999, 'd-commercial'],
    [4_000, 'own'],
  ])('[R11] of %i goes by %s where a row asks for the amount of field 8', (amount, row) =>
    expect(both({ when: { amount: { from: 4_000 } } }, { amount }).row).toBe(row),
  );

  it('[R11] goes by the hours of its own time', () => {
    const closed: Partial<MatrixRow> = { when: { hours: { calendar: 'service', is: 'closed' } } };
    expect(both(closed).row).toBe('d-commercial');
    expect(both(closed, { at: NOON + 12 * HOUR }).row).toBe('own');
  });

  it('[R11] passes over a team of which the desk sees nobody after hours', () => {
    const needs = (present: readonly string[] | null) => both({ needsPresence: true }, { at: NOON + 12 * HOUR, present }).row;
    expect([needs([]), needs(['lena']), needs(['helga']), needs(null)]).toEqual(['d-commercial', 'd-commercial', 'own', 'own']);
  });

  it('[R11] has the time of its row to be accepted, and its clock says the same', () => {
    const { acceptBy, clocks } = both({ acceptBy: { minutes: 7 }, to: { tier: 3, team: 'tl-technik' } });
    expect(acceptBy).toBe(NOON + 7 * MINUTE);
    expect(clocks.filter(({ clock }) => clock === 'accept').map(({ dueAt }) => dueAt)).toEqual([acceptBy]);
  });

  it('[R11] to the principal counts in the hours of its contact', () => {
    const at = NOON + 12 * HOUR;
    const { acceptBy, clocks } = both({ to: { tier: 'A', team: 'auftraggeber', contact: 'nt-netz' } }, { at });
    expect(acceptBy).toBe(at + 8 * HOUR);
    expect(clocks.filter(({ clock }) => clock === 'principal-answer').map(({ dueAt }) => dueAt)).toEqual([acceptBy]);
  });
});
