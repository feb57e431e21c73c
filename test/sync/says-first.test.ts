// A desk that is in step says first what it has to say; what others did meanwhile it hears with the answer, or by pieces where it is much.
import { expect, it } from 'vitest';
import { LANE, notes, opens } from './desks.ts';
import { createHubDesk, createOffice, trouble, type HubDesk } from './hub-desks.ts';

const asks = async (desk: HubDesk): Promise<readonly string[]> => {
  const from = desk.asked.length;
  await desk.engine.sync(LANE);
  return desk.asked.slice(from);
};

const twoDesks = async () => {
  const office = await createOffice();
  const [front, back] = [createHubDesk(office, ['lena']), createHubDesk(office, ['lena'])];
  for (const { engine } of [front, back]) await engine.sync();
  const caseId = opens(front);
  for (const { engine } of [front, back]) await engine.sync(LANE);
  return { office, front, back, caseId };
};

it('[Y120] a desk in step pushes before it pulls, and takes in what others did together with its verdicts', async () => {
  const { front, back, caseId } = await twoDesks();
  const theirs = notes(back, caseId, 'von nebenan');
  expect(await asks(back)).toEqual(['push', 'pull']);
  const own = notes(front, caseId, 'von hier');
  expect(await asks(front)).toEqual(['push', 'pull', 'bodies']);
  expect([trouble(front), front.store.outboxCount(LANE), front.store.outcome(own)?.verdict]).toEqual([null, 0, 'accepted']);
  expect(front.store.eventsOf(caseId).map(({ event }) => event.command)).toContain(theirs);
});

it('[Y120] with nothing to say it pulls; far behind, it hears what others did before its verdicts', async () => {
  const { front, back, caseId } = await twoDesks();
  expect(await asks(front)).toEqual(['pull']);
  for (let n = 0; n < 130; n += 1) notes(back, caseId, `Notiz ${n}`);
  await back.engine.sync(LANE);
  const own = notes(front, caseId, 'spät');
  expect((await asks(front)).filter((name) => name !== 'bodies')).toEqual(['push', 'pull']);
  expect([front.store.outcome(own)?.verdict, front.store.eventsOf(caseId).length, front.store.outboxCount(LANE)]).toEqual([
    'accepted',
    132,
    0,
  ]);
});
