// A desk that is in step says first what it has to say; what others did meanwhile it hears with the answer, or by pieces where it is much.
import { expect, it } from 'vitest';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { frameOf } from '../../shared/sync/exchange-frame.ts';
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

const ENDS: readonly (readonly [string, number])[] = [
  ['ends before the desk does', 3],
  ['ends where the desk does, with what the desk has just said', 1],
];

it.each(ENDS)(
  '[Y122] a hub that was set back and %s has said nothing yet: what waits is settled once both know where they part',
  async (_, lost) => {
    const held = { now: createMemoryLedgerStore() };
    const office = await createOffice({ store: new Proxy(held.now, { get: (_store, name) => Reflect.get(held.now, name) }) });
    const [front, back] = [createHubDesk(office, ['lena']), createHubDesk(office, ['lena'])];
    for (const { engine } of [front, back]) await engine.sync();
    const caseId = opens(front);
    for (const { engine } of [front, back]) await engine.sync(LANE);
    const backup = held.now.image();
    const theirs = Array.from({ length: lost }, (_each, n) => notes(back, caseId, `von nebenan ${n}`));
    for (const { engine } of [back, front]) await engine.sync(LANE);

    held.now = createMemoryLedgerStore(backup);
    const own = notes(front, caseId, 'von hier');
    const from = front.asked.length;
    // The line breaks before both can look for it.
    Object.defineProperty(front.line, 'isDead', { configurable: true, get: () => front.asked.at(-1) === 'hello' });
    await front.engine.sync(LANE);
    expect(front.asked.slice(from, from + 3)).toEqual(['push', ...(lost > 1 ? [] : ['pull']), 'hello']);
    expect([front.store.waiting(own)?.command.id, front.store.currentState(caseId)?.version]).toEqual([own, 1 + lost + 1]);
    Object.defineProperty(front.line, 'isDead', { configurable: true, value: false, writable: true });
    const said = (): readonly string[] => front.store.eventsOf(caseId).map(({ event }) => event.command);
    for (const { engine } of [back, front]) await engine.sync(LANE);
    expect([trouble(front), front.store.outboxCount(LANE), said().slice(1).toSorted()]).toEqual([null, 0, [own, ...theirs].toSorted()]);
  },
);

it('[Y61] a sign of life counts when it comes, also where a desk only asks whether both logs still are one', async () => {
  const { office, front, caseId } = await twoDesks();
  await office.ledgerStore.beat(LANE, office.clock.now);
  const own = notes(front, caseId, 'ohne Antwort');
  front.line.isDead = true;
  await front.engine.sync(LANE);
  const { store, device } = front;
  let told = 0;
  const desk = createHubDesk(office, ['lena'], {
    store,
    device,
    wire: (transport) => ({
      ...transport,
      hello: async (...asked) => {
        // Its answer got lost, and the rights hide what came of it.
        const [entry] = store.outbox(LANE, 1);
        if (told === 0) await transport.push(frameOf({ store, device }, LANE, [entry!]));
        told += 1;
        return transport.hello(...asked);
      },
      pull: async (...asked) => ({ ...(await transport.pull(...asked)), events: [] }),
      push: async (frame) => {
        office.clock.now += 30_000;
        await office.ledgerStore.beat(LANE, office.clock.now);
        return transport.push(frame);
      },
    }),
  });
  await desk.engine.sync(LANE);
  expect([store.outcome(own)?.verdict, desk.engine.status(LANE).lastHeard]).toEqual(['accepted', office.clock.now]);
});
