// Checks what must hold of a simulated world at rest; each broken rule is named as sync.md §3.2 names it.
import type { Digest } from '../../shared/kernel/ids.ts';
import type { Confirmed } from '../../shared/case/events.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { Outcome } from '../../shared/store/desk-store.ts';
import type { LedgerStore, Settled } from '../../shared/store/ledger-store.ts';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { rebuildDerived } from '../../shared/sync/rebuild.ts';
import type { Ms } from '../../shared/kernel/time.ts';
import type { Desk } from './desks.ts';
import { isSame } from './same.ts';

export type Broken = { readonly rule: string; readonly what: string };

export type World = {
  readonly lane: string;
  readonly desks: readonly Desk[];
  readonly ledger: LedgerStore;
  readonly digest: Digest;
  readonly now: Ms;
};

const ALL = 1_000_000;

/** Everything that is broken, empty where nothing is. */
export const checkWorld = async (world: World): Promise<readonly Broken[]> => {
  const { lane, ledger } = world;
  const log = await ledger.events(lane, 0, ALL);
  const live = world.desks.filter(({ isLost }) => !isLost);
  const settled = await ledger.settledCommands(
    lane,
    world.desks.flatMap(({ tracked }) => tracked.map(({ command }) => command)),
  );
  const said = new Map(live.map((desk) => [desk, saidBy(desk.store, lane)]));
  const forked = (await ledger.forks(lane)).map(({ text }) => text);
  return [
    ...live.flatMap((desk) => notLost(desk, settled, forked)),
    ...once(log),
    ...(await wellKept(world, log)),
    ...live.flatMap((desk) => sameLog(desk, lane, log)),
    ...live.flatMap((desk) => sameVerdicts(desk, settled)),
    ...live.flatMap((desk) => told(desk, lane, settled)),
    ...live.flatMap((desk) => atRest(desk, lane)),
    ...converged(said),
    ...rebuilt(said, world),
    ...withinCaps(log),
    ...(await sameWords(live, world)),
  ];
};

/** I1: every command that was answered for has a verdict, or is kept as evidence of a second history. */
const notLost = ({ name, tracked }: Desk, settled: ReadonlyMap<string, Settled>, forked: readonly string[]): readonly Broken[] =>
  tracked
    .filter(({ command }) => !settled.has(command) && !forked.some((text) => text.includes(command)))
    .map(({ command }) => ({ rule: 'I1', what: `${name}: ${command} has no verdict` }));

/** I2: nothing is recorded twice. */
const once = (log: readonly Confirmed[]): readonly Broken[] => {
  const seen = new Set<string>();
  return log.flatMap(({ event }) => {
    if (seen.has(event.id)) return [{ rule: 'I2', what: `event ${event.id} stands twice` }];
    seen.add(event.id);
    return [];
  });
};

/** I3 and I8 at the hub: positions and versions without holes, states as the events say, one named holder throughout. */
const wellKept = async ({ ledger }: World, log: readonly Confirmed[]): Promise<readonly Broken[]> => {
  const broken: Broken[] = [];
  const states = new Map<string, CaseState>();
  log.forEach(({ event, position, version }, index) => {
    const before = states.get(event.caseId) ?? null;
    if (position !== index + 1) broken.push({ rule: 'I3', what: `position ${position} stands at ${index + 1}` });
    if (version !== (before?.version ?? 0) + 1)
      broken.push({ rule: 'I3', what: `${event.caseId}: version ${version} after ${before?.version ?? 0}` });
    if (before === null && event.type !== 'case-opened')
      return void broken.push({ rule: 'I3', what: `${event.caseId} begins with ${event.type}` });
    if (event.type === 'case-taken' && before !== null && event.data.from !== before.holder.person)
      broken.push({ rule: 'I8', what: `${event.caseId}: taken from ${event.data.from}, held by ${before.holder.person}` });
    const after = evolve(before, event);
    if (after.holder.person === '') broken.push({ rule: 'I8', what: `${event.caseId}: nobody holds it` });
    states.set(event.caseId, after);
  });
  const kept = await ledger.states([...states.keys()]);
  for (const [caseId, state] of states)
    if (!isSame(kept.get(caseId), state))
      broken.push({ rule: 'I12', what: `${caseId}: the hub's state is not what its events say` });
  return broken;
};

/** I3 at the desk: the same events in the same places. */
const sameLog = ({ name, store }: Desk, lane: string, log: readonly Confirmed[]): readonly Broken[] => {
  const mine = store.eventsAfter(lane, 0, ALL);
  const at = mine.findIndex((entry, index) => !isSame(entry, log[index]));
  if (at !== -1) return [{ rule: 'I3', what: `${name}: another event at position ${at + 1}` }];
  return mine.length === log.length ? [] : [{ rule: 'I10', what: `${name}: ${mine.length} of ${log.length} events` }];
};

/** I2 at the desk: the verdict told is the verdict that stands. */
const sameVerdicts = ({ name, store, tracked }: Desk, settled: ReadonlyMap<string, Settled>): readonly Broken[] =>
  tracked.flatMap(({ command }) => {
    const here: Outcome | null = store.outcome(command);
    const there = settled.get(command)?.outcome;
    return here === null || there === undefined || here.verdict === there.verdict
      ? []
      : [{ rule: 'I2', what: `${name}: ${command} ${here.verdict} here, ${there.verdict} there` }];
  });

const isLostVerdict = ({ outcome }: Settled): boolean => outcome.verdict === 'refused' || outcome.verdict === 'quarantined';

/** I7: every command that was not accepted stands once on its author's list, and nothing else does. */
const told = ({ name, store, tracked }: Desk, lane: string, settled: ReadonlyMap<string, Settled>): readonly Broken[] => {
  const listed = store.refused(lane, null).map(({ outgoing }) => outgoing.command.id);
  // What went with an older disk cannot be told by the restored one.
  const owed = tracked.filter(({ command }) => store.knowsCommand(command) && settled.has(command) && isLostVerdict(settled.get(command)!));
  return [
    ...owed
      .filter(({ command }) => listed.filter((id) => id === command).length !== 1)
      .map(({ command }) => ({ rule: 'I7', what: `${name}: ${command} was refused and nobody was told` })),
    ...listed
      .filter((id) => settled.has(id) && !isLostVerdict(settled.get(id)!))
      .map((id) => ({ rule: 'I7', what: `${name}: ${id} is said to be refused and was not` })),
  ];
};

/** I10: nothing waits, nothing is in the way, once everybody is connected again. */
const atRest = ({ name, store, engine }: Desk, lane: string): readonly Broken[] => {
  const { waiting, trouble } = engine.status(lane);
  const rest =
    waiting === 0 ? [] : [{ rule: 'I10', what: `${name}: ${waiting} commands wait (${store.outbox(lane, 1)[0]?.command.type ?? ''})` }];
  return trouble === null ? rest : [...rest, { rule: 'I10', what: `${name}: ${trouble}` }];
};

type Said = readonly (readonly [caseId: string, state: CaseState | null, tables: ReturnType<Desk['store']['tables']>])[];

/** I5: whoever has seen the same says the same. */
const converged = (said: ReadonlyMap<Desk, Said>): readonly Broken[] => {
  const [first, ...others] = said;
  return others.flatMap(([{ name }, shown]) =>
    isSame(shown, first![1]) ? [] : [{ rule: 'I5', what: `${name} shows something else than ${first![0].name}` }],
  );
};

const saidBy = (store: Desk['store'], lane: string): Said =>
  store.caseIds(lane, null, ALL).map((caseId) => [caseId, store.confirmedState(caseId), store.tables(caseId)] as const);

/** I12: what stands in the read tables is what a rebuild from the log makes of it; who shows the same of the same log need not be asked twice. */
const rebuilt = (said: ReadonlyMap<Desk, Said>, { lane, now }: World): readonly Broken[] => {
  const asked: Said[] = [];
  return [...said].flatMap(([{ name, store }, shown]) => {
    if (asked.some((other) => isSame(other, shown))) return [];
    asked.push(shown);
    const copy = createMemoryDeskStore(store.image());
    rebuildDerived({ store: copy, clock: () => now });
    return isSame(saidBy(copy, lane), shown) ? [] : [{ rule: 'I12', what: `${name}: a rebuild makes something else of the log` }];
  });
};

/** Goodwill to one customer: of tiers 1 and 2 within a year in minor units, of tiers 1 to 3 so often within 90 days. Source: domain.md §4. */
const CUSTOMER_CAP = 4_500;
const CUSTOMER_COUNT = 2;
const DAY = 24 * 3_600_000;

/** I6: beyond a customer's caps nothing was granted without saying why. */
const withinCaps = (log: readonly Confirmed[]): readonly Broken[] => {
  const granted: { readonly customer: string; readonly at: Ms; readonly amount: number }[] = [];
  return log.flatMap(({ event, flag }) => {
    if (event.type !== 'decision-made' || event.data.decisionType !== 'goodwill-credit') return [];
    const { customer, amount, why } = event.data;
    if (customer === null) return [];
    const before = (days: number) => granted.filter((row) => row.customer === customer && row.at > event.at - days * DAY);
    const spent = before(365).reduce((sum, row) => sum + row.amount, 0);
    const times = before(90).length;
    granted.push({ customer, at: event.at, amount });
    const tooMuch = (why.tier === 1 || why.tier === 2) && spent + amount > CUSTOMER_CAP;
    const tooOften = (why.tier === 1 || why.tier === 2 || why.tier === 3) && times >= CUSTOMER_COUNT;
    return flag === null && (tooMuch || tooOften)
      ? [{ rule: 'I6', what: `${customer}: ${spent} + ${amount}, the ${times + 1}. time, on tier ${why.tier} without an exception` }]
      : [];
  });
};

/** I1 again: what the hub settled is, byte for byte, what the desk has in its journal. */
const sameWords = async (live: readonly Desk[], { ledger, lane }: World): Promise<readonly Broken[]> => {
  const broken: Broken[] = [];
  for (const { name, store } of live)
    for (let gen = 0; gen <= store.journalHead(lane).gen; gen += 1) {
      const mine = new Map(store.journal(lane, gen, 0, ALL).map((entry) => [entry.command.id, entry.text]));
      const theirs = await ledger.settledCommands(lane, [...mine.keys()]);
      for (const [command, text] of mine)
        if (theirs.has(command) && theirs.get(command)!.text !== text)
          broken.push({ rule: 'I1', what: `${name}: ${command} was settled in other words` });
    }
  return broken;
};
