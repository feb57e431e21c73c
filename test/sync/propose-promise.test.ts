// A proposal made away from the hub and the promise to call back: one order, all or nothing.
import { expect, it } from 'vitest';
import { screenCommand } from '../../shared/views/screen-command.ts';
import { LANE, opens } from './desks.ts';
import { ACCOUNT, leaseDesk, sharedOffice, signsIn, talk } from './lease-desks.ts';

it('[U38] a proposal stands with its promise, and a refused one leaves nothing', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  await talk(desk);
  const caseId = opens(desk, 'Gutschrift', 'lena');
  const { desk: api, session } = await signsIn(office, desk, 'lena');
  desk.line.isDead = true;
  await desk.engine.sync(LANE);
  const until = office.clock.now + 86_400_000;
  const sends = (reason: string | null, what: string) =>
    api.call('command.send', session, {
      type: 'ask-approval',
      caseId,
      data: {
        decisionType: 'goodwill-credit',
        amount: 6_000,
        reason,
        evidence: [],
        customerWaiting: false,
        recommendation: 'grant',
        proposed: { until },
      },
      body: {},
      promise: { what, who: 'Frau Sommer' },
    });
  const waiting = desk.store.outboxCount(LANE);
  expect(await sends('no-such-reason', 'Bescheid')).toMatchObject({ ok: false });
  await expect(Promise.resolve().then(() => sends(null, ' '))).rejects.toMatchObject({ apiFault: { where: 'promise.what' } });
  expect(desk.store.outboxCount(LANE)).toBe(waiting);
  expect(await sends(null, 'Bescheid über die Gutschrift')).toMatchObject({ ok: true });
  const queued = desk.store
    .outbox(LANE, 99)
    .slice(waiting)
    .map(({ command }) => [command.type, command.caseId === ACCOUNT]);
  expect(queued).toEqual([
    ['spend-budget', true],
    ['ask-approval', false],
    ['make-promise', false],
  ]);
  expect(desk.store.currentState(caseId)).toMatchObject({
    approvals: [{ proposed: { until } }],
    promises: [{ due: until, by: 'lena', callback: true }],
  });
});

it('[U38] a promise that goes with nothing is refused, not left out', () => {
  const asks = { type: 'ask-approval', caseId: 'c-1', body: {}, promise: { what: 'Bescheid' } } as const;
  const decides = { ...asks, type: 'decide', data: { proposed: { until: 1 } } } as const;
  const said = [asks, decides].map((sent) =>
    screenCommand.safeParse({ data: {}, ...sent }).error?.issues.map(({ path }) => path.join('.')),
  );
  expect(said).toEqual([['promise'], ['promise']]);
  expect(screenCommand.safeParse({ ...asks, data: { proposed: { until: 1 } } }).success).toBe(true);
});
