// What a desk counts of cases out of its sight, when what was granted there is taken back.
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../shared/case/events.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { LANE, notes, opens, says } from './desks.ts';
import { createHubDesk, createOffice, DESK_STORES, trouble, type Office } from './hub-desks.ts';

/** As a version to come may write it into the log: an event that takes the only decision of a case back. */
const takesBack = async ({ ledgerStore, clock }: Office, caseId: string): Promise<void> => {
  const { position } = (await ledgerStore.head(LANE))!;
  const last = (await ledgerStore.eventsOf(caseId)).at(-1)!;
  const state = (await ledgerStore.states([caseId])).get(caseId)!;
  const [{ decision }] = state.decisions as [CaseState['decisions'][number]];
  const event = { ...last.event, id: 'back.0', command: 'back', type: 'decision-withdrawn', data: { decision }, body: null };
  const withdrawn: CaseState = { ...state, version: state.version + 1, decisions: [] };
  const written = await ledgerStore.append({
    lane: LANE,
    expected: position,
    events: [
      { event: event as unknown as CaseEvent, position: position + 1, version: withdrawn.version, recordedAt: clock.now, flag: null },
    ],
    states: [withdrawn],
    grants: [],
    settled: [],
    bodies: [],
  });
  if (!written) throw new Error('nothing was written');
};

describe.each(DESK_STORES)('in %s', (_, newStore) => {
  it('[Y94] a case out of sight that grants nothing any more is told empty, and counts no longer; one that never granted is not told', async () => {
    const office = await createOffice({ newStore });
    const [front, back] = [createHubDesk(office, ['lena']), createHubDesk(office, ['jonas'])];
    await front.engine.sync();
    await back.engine.sync();
    const caseId = opens(front);
    says(front, 'decide', caseId, { decisionType: 'goodwill-credit', amount: 900, reason: null, evidence: [] });
    await front.engine.sync(LANE);
    await back.engine.sync(LANE);
    const counted = () => [trouble(back), back.store.digests(LANE).flatMap(({ grants }) => grants.map(({ amount }) => amount))];
    expect(counted()).toEqual([null, [900]]);
    await takesBack(office, caseId);
    const quiet = opens(front);
    notes(front, quiet, 'nichts gewährt');
    await front.engine.sync(LANE);
    const page = await office.seat(back.device).pull(LANE, back.store.head(LANE));
    expect([page.events, page.digests.map(({ grants }) => grants)]).toEqual([[], [[]]]);
    await back.engine.sync(LANE);
    expect([counted(), back.store.digests(LANE), back.store.budgetTotals(LANE)]).toEqual([[null, []], [], []]);
  });
});
