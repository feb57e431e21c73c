// Rights that change while a desk is told, and are at once again what they were: nothing that was withheld in between stays away.
import { expect, it } from 'vitest';
import { DAY } from '../../shared/kernel/time.ts';
import { LANE, notes, opens } from './desks.ts';
import { casesOf, consults, createHubDesk, createOffice, trouble, type HubDesk, type Office } from './hub-desks.ts';

/** A desk whose people are somebody else's while it is told of cases for the first time, so often. */
const flickering = (office: Office, people: readonly string[], name: 'snapshots' | 'histories', times: { left: number }): HubDesk => {
  const foreign = async <Told>(ask: () => Promise<Told>): Promise<Told> => {
    times.left -= 1;
    if (times.left < 0) return ask();
    office.bound.set(desk.device, ['piotr']);
    const told = await ask();
    office.bound.set(desk.device, people);
    return told;
  };
  const desk: HubDesk = createHubDesk(office, people, {
    wire: (transport) =>
      name === 'snapshots'
        ? { ...transport, snapshots: (...asked) => foreign(() => transport.snapshots(...asked)) }
        : { ...transport, histories: (...asked) => foreign(() => transport.histories(...asked)) },
  });
  return desk;
};

it('[Y50] a stocktaking during which cases were withheld is begun again, until all of them are there', async () => {
  const office = await createOffice();
  const front = createHubDesk(office, ['lena']);
  await front.engine.sync();
  const cases = Array.from({ length: 45 }, () => opens(front)).toSorted();
  await front.engine.sync(LANE);
  const back = flickering(office, ['jonas', 'lena'], 'snapshots', { left: 1 });
  await back.engine.sync();
  expect([casesOf(back), trouble(back)]).toEqual([cases, null]);
});

it('[Y50] so is one during which what is new of a case was withheld', async () => {
  const office = await createOffice();
  const times = { left: 0 };
  const [front, back] = [createHubDesk(office, ['lena']), flickering(office, ['lena', 'jonas'], 'histories', times)];
  await front.engine.sync();
  const caseId = opens(front);
  await front.engine.sync(LANE);
  await back.engine.sync();
  await back.engine.fillHistories(LANE);
  notes(front, caseId, 'neu');
  await front.engine.sync(LANE);
  office.clock.now += DAY;
  times.left = 1;
  await back.engine.sync(LANE);
  expect(times.left).toBeLessThan(1);
  expect([casesOf(back), back.store.confirmedState(caseId)?.version, trouble(back)]).toEqual([[caseId], 2, null]);
});

it('[Y54] a case that came to its people and was withheld when it was asked for arrives all the same', async () => {
  const office = await createOffice();
  const [front, back] = [createHubDesk(office, ['lena']), flickering(office, ['jonas'], 'snapshots', { left: 1 })];
  await front.engine.sync();
  await back.engine.sync();
  const caseId = opens(front);
  for (const { engine } of [front, back]) await engine.sync(LANE);
  consults(front, caseId);
  for (const { engine } of [front, back]) await engine.sync(LANE);
  expect([casesOf(back), trouble(back)]).toEqual([[caseId], null]);
});

it('[Y123] a history the hub told nothing of is asked for again, and meanwhile not said to be on its way', async () => {
  const office = await createOffice();
  const times = { left: 9 };
  const [front, back] = [createHubDesk(office, ['lena']), flickering(office, ['lena', 'jonas'], 'histories', times)];
  await front.engine.sync();
  const caseId = opens(front);
  await front.engine.sync(LANE);
  await back.engine.sync();
  expect(back.engine.status(LANE).arriving).toEqual({ what: 'history', done: 0, total: 1 });
  await back.engine.fillHistories(LANE);
  await back.engine.sync(LANE);
  const said = [back.engine.status(LANE).arriving, back.store.missing(caseId)];
  times.left = 0;
  const other = opens(front);
  await front.engine.sync(LANE);
  await back.engine.sync(LANE);
  await back.engine.fillHistories(LANE);
  expect([...said, back.store.missing(caseId), back.store.missing(other)]).toEqual([undefined, 1, 0, 0]);
});
