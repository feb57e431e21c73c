// Checks what must hold of a simulated world at rest; each broken rule is named as sync.md §3.2 names it.
import type { Confirmed } from '../../shared/case/events.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { evolve } from '../../shared/case/evolve.ts';
import { DAY, MINUTE, type Ms } from '../../shared/kernel/time.ts';
import { readCommand } from '../../shared/sync/judge.ts';
import type { Settled } from '../../shared/store/ledger-store.ts';
import { checkDesks } from './rules-desk.ts';
import { checkMoney } from './rules-money.ts';
import { isSame } from './same.ts';
import type { Broken } from './witness.ts';
import { LANE, type World } from './world.ts';

const ALL = 1_000_000;

/** Everything that is broken, empty where nothing is. */
export const checkWorld = async (world: World): Promise<readonly Broken[]> => {
  const store = world.kept.store();
  const log = await store.events(LANE, 0, ALL);
  const journals = await journalsOf(world);
  return [
    ...world.witness.broken(),
    ...once(log),
    ...(await wellKept(world, log)),
    ...inOrder(journals, log),
    ...withinCaps(log),
    ...checkMoney(world, log),
    ...inTime(journals, log),
    ...(await checkDesks(world)),
  ];
};

const journalsOf = async ({ kept }: World): Promise<readonly (readonly Settled[])[]> => {
  const keys = await kept.store().journals(LANE);
  const journals: (readonly Settled[])[] = [];
  for (const key of keys) journals.push(await kept.store().settledAfter(key, 0, ALL));
  return journals;
};

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
const wellKept = async ({ kept }: World, log: readonly Confirmed[]): Promise<readonly Broken[]> => {
  const broken: Broken[] = [];
  const states = new Map<string, CaseState>();
  log.forEach(({ event, position, version }, index) => {
    const before = states.get(event.caseId) ?? null;
    if (position !== index + 1) broken.push({ rule: 'I3', what: `position ${position} stands at ${index + 1}` });
    if (version !== (before?.version ?? 0) + 1)
      broken.push({ rule: 'I3', what: `${event.caseId}: version ${version} after ${before?.version ?? 0}` });
    if (before === null && event.type !== 'case-opened' && event.type !== 'budget-opened')
      return void broken.push({ rule: 'I3', what: `${event.caseId} begins with ${event.type}` });
    if (event.type === 'case-taken' && before !== null && event.data.from !== before.holder.person)
      broken.push({ rule: 'I8', what: `${event.caseId}: taken from ${event.data.from}, held by ${before.holder.person}` });
    const after = evolve(before, event);
    if (after.holder.person === '' && after.budget === undefined) broken.push({ rule: 'I8', what: `${event.caseId}: nobody holds it` });
    states.set(event.caseId, after);
  });
  const written = await kept.store().states([...states.keys()]);
  for (const [caseId, state] of states)
    if (!isSame(written.get(caseId), state)) broken.push({ rule: 'I12', what: `${caseId}: the hub's state is not what its events say` });
  return broken;
};

/** What a hub does by itself has ids that follow from what it is about: its workstation may have done the same before. */
const isHubs = ({ device }: Settled['key']): boolean => device.startsWith('hub:');

/** I4: what one device did later is never recorded before what it did earlier. */
export const inOrder = (journals: readonly (readonly Settled[])[], log: readonly Confirmed[]): readonly Broken[] => {
  const places = new Map<string, number>();
  for (const { event, position } of log) if (!places.has(event.command)) places.set(event.command, position);
  const ofLater = new Set(journals.flat().flatMap(({ outcome, key }) => (key.gen > 0 ? [outcome.command] : [])));
  return journals.flatMap((journal) => {
    let [last, lastAt] = [0, 0];
    return journal.flatMap(({ outcome, key }) => {
      const place = places.get(outcome.command);
      // A command that came once more, under the number of a later incarnation, stands where it stood.
      if (place === undefined || key.gen > 0 || isHubs(key)) return [];
      // So does one that a copy of the disk told first, under numbers of its own: its verdict is older than what came before it here.
      if (ofLater.has(outcome.command) && outcome.at < lastAt) return [];
      lastAt = Math.max(lastAt, outcome.at);
      const broken = place < last ? [{ rule: 'I4', what: `${outcome.command} of ${key.device} stands before what came before it` }] : [];
      last = Math.max(last, place);
      return broken;
    });
  });
};

/** How far ahead of the hub's clock a time may stand. */
const SLACK = MINUTE;

/** I13: no recorded time is ahead of the hub's, and whoever's clock was is marked. */
const inTime = (journals: readonly (readonly Settled[])[], log: readonly Confirmed[]): readonly Broken[] => {
  const said = new Map<string, Ms>();
  for (const { text } of journals.flat()) {
    const read = readCommand(LANE, text);
    // The same step said by two, as its id follows from what it is about: the one whose clock was right stands.
    if (read.ok) said.set(read.value.id, Math.min(read.value.at, said.get(read.value.id) ?? read.value.at));
  }
  return log.flatMap(({ event, recordedAt, flag }) => {
    const at = said.get(event.command) ?? event.at;
    if (event.at > recordedAt + SLACK)
      return [{ rule: 'I13', what: `${event.id} happened ${event.at - recordedAt} ms after it was recorded` }];
    return at > recordedAt + SLACK && flag === null ? [{ rule: 'I13', what: `${event.id} came from a clock ahead and bears no mark` }] : [];
  });
};

/** Goodwill to one customer: of tiers 1 and 2 within a year in minor units, of tiers 1 to 3 so often within 90 days. Source: domain.md §4. */
const CUSTOMER_CAP = 4_500;
const CUSTOMER_COUNT = 2;

/** I6: beyond a customer's caps nothing was granted without saying why; what was taken back before its author heard of it counts no more. */
const withinCaps = (log: readonly Confirmed[]): readonly Broken[] => {
  let granted: readonly { readonly decision: string; readonly customer: string; readonly at: Ms; readonly amount: number }[] = [];
  return log.flatMap(({ event, flag }) => {
    if (event.type === 'approval-withdrawn' && event.data.undone === true) {
      const { approval } = event.data;
      granted = granted.filter(({ decision }) => decision !== approval);
    }
    if (event.type !== 'decision-made' || event.data.decisionType !== 'goodwill-credit') return [];
    const { decision, customer, amount, why } = event.data;
    if (customer === null) return [];
    const before = (days: number) => granted.filter((row) => row.customer === customer && row.at > event.at - days * DAY);
    const spent = before(365).reduce((sum, row) => sum + row.amount, 0);
    const times = before(90).length;
    granted = [...granted, { decision, customer, at: event.at, amount }];
    const tooMuch = (why.tier === 1 || why.tier === 2) && spent + amount > CUSTOMER_CAP;
    const tooOften = (why.tier === 1 || why.tier === 2 || why.tier === 3) && times >= CUSTOMER_COUNT;
    return flag === null && (tooMuch || tooOften)
      ? [{ rule: 'I6', what: `${customer}: ${spent} + ${amount}, the ${times + 1}. time, on tier ${why.tier} without an exception` }]
      : [];
  });
};
