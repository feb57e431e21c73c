// What was settled by its events between two commands that wait, went out of sight, and comes out otherwise at a hub that was set back.
import { expect, it } from 'vitest';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import type { Transport } from '../../shared/sync/protocol.ts';
import { transportTrouble } from '../../shared/sync/trouble.ts';
import { LANE, notes, opens } from './desks.ts';
import { casesOf, createHubDesk, createOffice, trouble, type HubDesk } from './hub-desks.ts';

const listed = ({ store }: HubDesk): readonly string[] => store.refused(LANE, null).map(({ outgoing }) => outgoing.command.id);

/** Two notes at one desk: the first waits still, the second is settled, its case is nobody's here any more, and the hub has lost it. */
const betweenTwo = async () => {
  const held = { now: createMemoryLedgerStore() };
  const office = await createOffice({ store: new Proxy(held.now, { get: (_store, name) => Reflect.get(held.now, name) }) });
  const losses = { left: 0, isForeign: false, isGreeting: false };
  const wire = (transport: Transport): Transport => ({
    ...transport,
    hello: (...asked) => {
      losses.isGreeting = true;
      return transport.hello(...asked);
    },
    pull: (...asked) => {
      losses.isGreeting = false;
      return transport.pull(...asked);
    },
    push: async (frame) => {
      // What is told again with a greeting comes through.
      if (losses.left === 0 || losses.isGreeting) return transport.push(frame);
      losses.left -= 1;
      const people = office.bound.get(frame.device)!;
      if (losses.isForeign) office.bound.set(frame.device, ['jonas']);
      await transport.push(frame);
      office.bound.set(frame.device, people);
      throw transportTrouble('unreachable', 'the answer got lost');
    },
  });
  const first = createHubDesk(office, ['lena', 'jonas'], { wire });
  const { store, device } = first;
  const beside = createHubDesk(office, ['jonas']);
  for (const { engine } of [first, beside]) await engine.sync();
  const own = opens(first);
  await first.engine.sync(LANE);
  const backup = held.now.image();
  const theirs = opens(beside, 'Leitung tot', 'jonas');
  for (const { engine } of [beside, first]) await engine.sync(LANE);
  const waits = notes(first, own, 'wartet');
  const between = notes(first, theirs, 'dazwischen', 'jonas');
  Object.assign(losses, { left: 9, isForeign: true });
  await first.engine.sync(LANE);
  // It pulls before it pushes: the events of the second note come, and the first was not lena's to say a moment ago.
  await createHubDesk(office, ['lena', 'jonas'], { store, device, wire }).engine.sync(LANE);
  expect([store.waiting(waits) !== null, store.outcome(between)?.verdict]).toEqual([true, 'accepted']);
  losses.isForeign = false;
  const desk = createHubDesk(office, ['lena'], { store, device, wire });
  await desk.engine.sync(LANE);
  expect([casesOf(desk), store.waiting(waits) !== null]).toEqual([[own], true]);
  held.now = createMemoryLedgerStore(backup);
  return { office, desk, losses, waits, between, own };
};

it.each([
  ['whose answer comes', 0],
  ['whose first answer gets lost', 1],
  ['whose answers get lost until it is greeted again', 9],
])('[Y59] a hub %s tells its author that it does not stand, once', async (_, lost) => {
  const { office, desk, losses, waits, between } = await betweenTwo();
  losses.left = lost;
  for (let round = 0; round < 4; round += 1) await desk.engine.sync(LANE);
  losses.left = 0;
  for (let round = 0; round < 2; round += 1) await desk.engine.sync(LANE);
  const there = await office.ledgerStore.settledCommands(LANE, [waits, between]);
  expect([there.get(waits)?.outcome.verdict, there.get(between)?.outcome.verdict]).toEqual(['accepted', 'quarantined']);
  expect([trouble(desk), desk.store.outboxCount(LANE), desk.store.outcome(between)?.verdict, listed(desk)]).toEqual([
    null,
    0,
    'quarantined',
    [between],
  ]);
});
