// A workstation and a real hub: enrolment, sign-in with and without the line, first sync, work that goes up and comes down.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Workplace } from '../../electron/workplace.ts';
import { comesIn, LANE, secretOf, startHubKit, type HubKit } from '../hub/real-hub.ts';

let kit: HubKit | null = null;
afterEach(async () => {
  await kit?.end();
  kit = null;
});
const begin = async (...options: Parameters<typeof startHubKit>): Promise<HubKit> => (kit = await startHubKit(...options));

const opensCase = ({ engine }: Workplace, title: string, actor = 'lena'): string => {
  const done = engine.submit({
    lane: LANE,
    caseId: null,
    actor,
    type: 'open-case',
    data: {
      number: engine.nextCaseNumber(LANE),
      customer: null,
      category: engine.policy(LANE)!.pack.categories[0]!.id,
      channel: 'phone',
      urgency: 'medium',
      impact: 'low',
      reason: null,
      call: null,
    },
    body: { title, text: 'Seit heute früh kein Netz' },
  });
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  return done.value.caseId;
};

describe('a workstation of a hub', () => {
  it('[HC1] is enrolled with a code, lets people in by their secret, and two of them work on the same cases', async () => {
    const { desk, end: _end } = await begin({ kind: 'memory' });
    const [one, two] = [await desk({ name: 'Platz 1' }), await desk({ name: 'Platz 2' })];
    expect((await one.desk.call('hub.view', null, {})).enrolled).toBe(true);
    await comesIn(one.desk, 'lena');
    await comesIn(two.desk, 'jonas');
    const caseId = opensCase(one, 'Router blinkt rot');
    await one.engine.sync(LANE);
    await expect.poll(() => two.store.row(caseId)?.title, { timeout: 5_000 }).toBe('Router blinkt rot');
    expect([one.engine.status(LANE).waiting, one.engine.status(LANE).trouble, one.ledger]).toEqual([0, null, null]);
  });
});
