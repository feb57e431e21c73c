// The frames of version 1 as they were recorded once: read for ever, by hubs and desks of every later version, and ruled on as they were.
// A later version gets a folder of its own, recorded once; what stands in this one is never changed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorOf } from '../../shared/store/anchor.ts';
import type { Body, Command } from '../../shared/case/commands.ts';
import { COMMANDS } from '../../shared/case/commands.ts';
import type { CaseEvent, Confirmed } from '../../shared/case/events.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { createNewId } from '../../shared/kernel/ids.ts';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { createEngine } from '../../shared/sync/engine.ts';
import { readCommand } from '../../shared/sync/judge.ts';
import { OLDEST_PROTOCOL, type InventoryPage, type Page, type Transport } from '../../shared/sync/protocol.ts';
import { transportTrouble } from '../../shared/sync/trouble.ts';
import { hubFaultSchema, routes, wakeSchema, type RouteName, type RouteOutput } from '../../shared/sync/wire.ts';
import { createTimers, createWorld, digest, LANE } from './desks.ts';
import { settleDown } from './hub-desks.ts';

const DIR = join(import.meta.dirname, '../fixtures/protocol-1');
const read = <Shape>(name: string): Shape => JSON.parse(readFileSync(join(DIR, `${name}.json`), 'utf8')) as Shape;
type Exchange<Name extends RouteName> = { readonly input: unknown; readonly output: RouteOutput<Name> };
const exchanges = <Name extends RouteName>(name: Name): readonly Exchange<Name>[] => read(name);

// Every way of version 1; a later version may have more.
const WAYS = [
  'enrol',
  'people',
  'sign-in',
  'lanes',
  'hello',
  'part',
  'push',
  'pull',
  'inventory',
  'snapshots',
  'histories',
  'bodies',
  'packs',
  'customers',
  'absences',
  'put-absences',
] as const;

/** As a newer hub says it: with something more at every place where there is a choice of names. */
const withMore = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withMore);
  if (typeof value !== 'object' || value === null) return value;
  return { ...Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withMore(inner)])), unheard: 1 };
};

describe('frames of version 1', () => {
  it.runIf(OLDEST_PROTOCOL === 1)('[Y85] are all here', () => {
    const files = readdirSync(DIR).map((file) => file.replace('.json', ''));
    expect(files.toSorted()).toEqual([...WAYS, 'commands', 'events', 'fault', 'life', 'wake'].toSorted());
  });
  it.each(WAYS)('[Y85] %s: what a desk asks and what a hub answers is read, and nothing of it is lost', (name) => {
    const said = exchanges(name);
    expect(said.length).toBeGreaterThan(0);
    for (const { input, output } of said) {
      expect(routes[name].input.parse(input)).toEqual(input);
      expect(routes[name].output.parse(output)).toEqual(output);
    }
  });
  it.each(WAYS)('[Y86] %s: what a newer hub adds to its answer is passed over', (name) => {
    for (const { output } of exchanges(name)) {
      const heard = routes[name].output.safeParse(withMore(output));
      expect(heard.error?.issues ?? []).toEqual([]);
      expect(heard.data).toMatchObject(output);
    }
  });
  it.each(WAYS)('[Y86] %s: what a newer desk asks in its own words is refused with its place, never guessed', (name) => {
    for (const { input } of exchanges(name))
      expect(routes[name].input.safeParse({ ...(input as object), unheard: 1 }).error?.issues).toMatchObject([{ keys: ['unheard'] }]);
  });
  it('[Y85] a wake-up and every fault are read', () => {
    for (const frame of read<unknown[]>('wake')) expect(wakeSchema.parse(withMore(frame))).toEqual(frame);
    for (const frame of read<unknown[]>('fault')) expect(hubFaultSchema.parse(frame)).toEqual(frame);
  });
});

describe('commands and events of version 1', () => {
  it('[Y85] a command of every kind of that time is read, with its words', () => {
    const sent = read<readonly { command: Command; body: unknown }[]>('commands');
    expect(sent.length).toBeGreaterThan(50);
    for (const { command, body } of sent) {
      expect(readCommand(LANE, JSON.stringify(command))).toEqual({ ok: true, value: command });
      expect(COMMANDS[command.type].body.parse(body)).toEqual(body);
    }
  });
  it('[Y85] an event of every kind of that time is folded, after an opening', () => {
    const events = read<readonly CaseEvent[]>('events');
    const opening = events.find(({ type }) => type === 'case-opened')!;
    expect(events.length).toBeGreaterThan(50);
    for (const event of events.filter(({ type }) => type !== 'case-opened')) {
      const before = evolve(null, opening);
      expect(evolve(before, event)).toMatchObject({ id: before.id, version: 2 });
    }
  });
  it('[Y85] a whole life comes to the state it had then', () => {
    const { events, state } = read<{ events: readonly CaseEvent[]; state: CaseState }>('life');
    expect(events.reduce<CaseState | null>(evolve, null)).toMatchObject(state);
  });
});

describe('both sides', () => {
  it('[Y87] a hub rules on the journal of a desk of version 1 as it did then', async () => {
    const world = createWorld();
    const [papers] = exchanges('packs');
    await world.ledger.publishPack(papers!.output.packs[0]!.document);
    await world.ledger.putCustomers(
      LANE,
      exchanges('customers').flatMap(({ output }) => output.customers),
    );
    for (const { input, output } of exchanges('push')) {
      const settled = await world.ledger.push(input);
      if (!settled.ok || !output.ok) throw new Error(JSON.stringify(settled));
      expect(settled.value.journal).toEqual(output.value.journal);
      expect(settled.value.position).toBe(output.value.position);
      const ruled = (verdicts: typeof settled.value.verdicts) =>
        verdicts.map(({ command, dseq, verdict, refusal }) => ({ command, dseq, verdict, refusal }));
      expect(ruled(settled.value.verdicts)).toEqual(ruled(output.value.verdicts as typeof settled.value.verdicts));
    }
    const told = exchanges('pull').flatMap(({ output }) => output.events as unknown as Confirmed[]);
    const kept = await world.ledgerStore.events(LANE, 0, 999);
    for (const { event, position, version } of told)
      expect(kept[position - 1]).toMatchObject({ version, event: { id: event.id, type: event.type } });
  });

  it('[Y87] a desk takes in what a hub of version 1 tells: inventory, snapshots, news and histories', async () => {
    const world = createWorld();
    const timers = createTimers();
    const clock = (): number => world.clock.now;
    const store = createMemoryDeskStore();
    const engine = createEngine({
      store,
      transport: recordedHub(),
      clock,
      newId: createNewId(clock, world.random),
      digest,
      random: world.random,
      schedule: timers.schedule,
    });
    await engine.sync();
    await settleDown({ engine, store, timers });
    const states = exchanges('snapshots').flatMap(({ output }) => output.snapshots);
    expect(engine.status(LANE)).toMatchObject({ trouble: null, position: 12 });
    for (const { caseId } of states.slice(0, 2)) {
      const events = store.eventsOf(caseId);
      expect(events.map(({ version }) => version)).toEqual(events.map((_event, index) => index + 1));
      expect(store.currentState(caseId)).toEqual(events.map(({ event }) => event).reduce<CaseState | null>(evolve, null));
      expect(store.row(caseId)?.title).not.toBe('');
    }
    expect(store.customerCount(LANE)).toBe(2);
    expect(store.absences(LANE).map(({ id }) => id)).toContain('away-1');
    expect(store.unfilledCount(LANE)).toBe(0);
  });
});

/** Answers from the recorded frames alone: what Murat's desk was told, in whatever order it asks. */
const recordedHub = (): Transport => {
  const greeting = exchanges('hello')[0]!.output.greeting!;
  const [stock, end] = exchanges('inventory');
  const events = exchanges('pull')
    .slice(0, -1)
    .flatMap(({ output }) => output.events as unknown as Confirmed[]);
  const news = events.filter((entry, index) => events.findIndex(({ position }) => position === entry.position) === index);
  const page = exchanges('pull')[0]!.output;
  const histories = exchanges('histories').flatMap(({ output }) => output);
  const words = [...exchanges('bodies').flatMap(({ output }) => output.bodies), ...histories.flatMap(({ bodies }) => bodies)];
  const known = <Row extends { readonly caseId: string }>(rows: readonly Row[], cases: readonly string[]): Row[] =>
    rows.filter(({ caseId }, index) => cases.includes(caseId) && rows.findIndex((row) => row.caseId === caseId) === index);
  const never = (name: string) => (): Promise<never> => Promise.reject(transportTrouble('broken', `${name} was never asked`));
  return {
    mode: 'hub',
    lanes: () => Promise.resolve([LANE]),
    hello: () => Promise.resolve(greeting),
    part: never('part'),
    push: never('push'),
    pull: (_lane, { position }) => {
      const rest = news.filter((entry) => entry.position > position);
      const last = rest.at(-1);
      const { position: at, anchor } = stock!.output;
      return Promise.resolve({
        ...page,
        again: false,
        events: rest,
        position: last?.position ?? Math.max(at, position),
        anchor: last !== undefined ? anchorOf(last) : position > at ? anchorOf(news.at(-1)!) : anchor,
        more: false,
      } as unknown as Page);
    },
    inventory: (_lane, after) => Promise.resolve((after === null ? stock : end)!.output as unknown as InventoryPage),
    snapshots: (_lane, cases) =>
      Promise.resolve(
        known(
          exchanges('snapshots').flatMap(({ output }) => output.snapshots),
          cases,
        ),
      ) as unknown as ReturnType<Transport['snapshots']>,
    histories: (_lane, cases) =>
      Promise.resolve({
        events: histories
          .flatMap((told) => told.events as unknown as Confirmed[])
          .filter(({ event, version }) => cases.some(({ caseId, after }) => caseId === event.caseId && version > after)),
        bodies: words,
        more: [],
      }),
    bodies: (_lane, hashes) => Promise.resolve(words.filter((body: Body) => hashes.includes(body.hash))),
    publishPack: never('publishPack'),
    packs: () => Promise.resolve(exchanges('packs')[0]!.output.packs) as unknown as ReturnType<Transport['packs']>,
    customers: (_lane, after) =>
      Promise.resolve(
        exchanges('customers').find(({ input }) => (input as { after: number }).after === after)?.output ?? {
          mark: after,
          more: false,
          customers: [],
        },
      ),
    putCustomers: never('putCustomers'),
    putAbsences: never('putAbsences'),
    absences: () => Promise.resolve(exchanges('absences')[0]!.output),
  };
};
