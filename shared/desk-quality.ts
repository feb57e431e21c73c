// Answers how handovers were rated by those who received them, as far as the pack lets it be told.
import { LATELY, type Recent } from './desk-recent.ts';
import { teamsOf } from './views/health.ts';
import { qualityOf } from './views/quality.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';

export const qualityCalls = (
  { clock }: Pick<DeskInside, 'clock'>,
  recent: (lane: string) => Promise<Recent>,
): Pick<Handlers, 'quality.results'> => ({
  'quality.results': async ({ lane, person, policy }) => {
    const { since, rated } = await recent(lane);
    const teams = teamsOf(policy, person).map(({ id }) => id);
    return { since: Math.max(since, clock() - LATELY), ...qualityOf(policy, person, teams, rated) };
  },
});
