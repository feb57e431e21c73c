// Makes what a page of events lacks whole: passes over what is known, finds holes in a case's versions, and fetches the case where there is one.
import type { Body } from '../case/commands.ts';
import type { Confirmed } from '../case/events.ts';
import type { Arrival } from './apply.ts';
import { isOutOfStep } from './hear.ts';
import type { Inside } from './inside.ts';
import { CASES, type Histories, type Snapshot } from './protocol.ts';

/** What a page of events becomes at this desk. */
export type Whole = Required<Pick<Arrival, 'events' | 'known' | 'snapshots' | 'bodies' | 'forget'>>;

/**
 * In the order of the page. A case of which this desk knows nothing arrives as a snapshot, unless its first event is here; one of which
 * events are missing in between gets its history. What the hub no longer shows is left out; null where the rights are others than those
 * the page was cut to. `along`: words that came with the page. Source: sync.md §2.10.
 */
export const makeWhole = async (
  inside: Inside,
  lane: string,
  page: readonly Confirmed[],
  along: readonly Body[] = [],
): Promise<Whole | null> => {
  const { events, known, torn } = sortOut(inside, page);
  const fresh = [...torn].filter(([, own]) => own === 0).map(([caseId]) => caseId);
  const behind = [...torn].filter(([, own]) => own > 0).map(([caseId, own]) => ({ caseId, after: own }));
  const { snapshots, repaired, isAgain } = await fetchTwice(inside, lane, fresh, behind);
  if (isAgain) return null;
  const withheld = withheldOf(behind, repaired.events);
  return {
    events: [...events, ...repaired.events],
    known: [...known, ...page.filter(({ event: { caseId } }) => torn.get(caseId) === 0 || withheld.includes(caseId))],
    snapshots,
    bodies: [...(await missingBodies(inside, lane, events, along)), ...repaired.bodies],
    forget: withheld,
  };
};

type Behind = { readonly caseId: string; readonly after: number };

/** What is withheld is asked for once more: the rights may have been others for a moment, and nobody would ask for it again. */
const fetchTwice = async (inside: Inside, lane: string, fresh: readonly string[], behind: readonly Behind[]) => {
  const snapshots = await fetchSnapshots(inside, lane, fresh);
  const repaired = await fetchHistories(inside, lane, behind);
  const came = new Set(snapshots.map(({ caseId }) => caseId));
  const untold = new Set(withheldOf(behind, repaired.events));
  if (came.size === fresh.length && untold.size === 0) return { snapshots, repaired, isAgain: false };
  const isAgain = await isOutOfStep(inside, lane);
  const lacking = isAgain ? [] : fresh.filter((caseId) => !came.has(caseId));
  const more = await fetchSnapshots(inside, lane, lacking);
  const rest = await fetchHistories(inside, lane, isAgain ? [] : behind.filter(({ caseId }) => untold.has(caseId)));
  const events = [...repaired.events, ...rest.events].toSorted((a, b) => a.position - b.position);
  return { snapshots: [...snapshots, ...more], repaired: { events, bodies: [...repaired.bodies, ...rest.bodies] }, isAgain };
};

/**
 * Cases that moved, and of which nothing is told: between the two questions they went out of sight (closed longer ago than the horizon by
 * a desk that came late, say). What is here of them would stay behind for ever.
 */
export const withheldOf = (asked: readonly { readonly caseId: string }[], told: readonly Confirmed[]): readonly string[] => {
  const came = new Set(told.map(({ event }) => event.caseId));
  return asked.flatMap(({ caseId }) => (came.has(caseId) ? [] : [caseId]));
};

type Sorted = { readonly events: Confirmed[]; readonly known: Confirmed[]; readonly torn: Map<string, number> };

/** `torn`: cases with a hole, with the version up to which this desk has them. */
const sortOut = ({ beliefs }: Inside, page: readonly Confirmed[]): Sorted => {
  const own = new Map<string, number>();
  const next = new Map<string, number>();
  const sorted: Sorted = { events: [], known: [], torn: new Map() };
  for (const entry of page) {
    const { caseId } = entry.event;
    if (!own.has(caseId)) {
      const version = beliefs.of(caseId).confirmed?.version ?? 0;
      own.set(caseId, version);
      next.set(caseId, version + 1);
    }
    if (entry.version <= own.get(caseId)!) sorted.known.push(entry);
    else if (entry.version !== next.get(caseId) || sorted.torn.has(caseId)) sorted.torn.set(caseId, own.get(caseId)!);
    else {
      next.set(caseId, entry.version + 1);
      sorted.events.push(entry);
    }
  }
  if (sorted.torn.size === 0) return sorted;
  return { ...sorted, events: sorted.events.filter(({ event }) => !sorted.torn.has(event.caseId)) };
};

/** Cases that are not shown to this desk any more are left out. */
export const fetchSnapshots = async (
  { transport }: Pick<Inside, 'transport'>,
  lane: string,
  cases: readonly string[],
): Promise<readonly Snapshot[]> => {
  const found: Snapshot[] = [];
  for (let from = 0; from < cases.length; from += CASES) {
    const asked = new Set(cases.slice(from, from + CASES));
    const told = await transport.snapshots(lane, [...asked]);
    found.push(...told.filter(({ caseId, state, version }) => asked.delete(caseId) && state.id === caseId && state.version === version));
  }
  return found;
};

/** The events of cases after a version, each case without a hole. */
export const fetchHistories = async (
  { transport }: Pick<Inside, 'transport'>,
  lane: string,
  cases: readonly { readonly caseId: string; readonly after: number }[],
): Promise<Pick<Histories, 'events' | 'bodies'>> => {
  const reached = new Map(cases.map(({ caseId, after }) => [caseId, after]));
  const events: Confirmed[] = [];
  const bodies: Body[] = [];
  for (let waiting = cases.map(({ caseId }) => caseId); waiting.length > 0;) {
    const asked = waiting.slice(0, CASES);
    const told = await transport.histories(
      lane,
      asked.map((caseId) => ({ caseId, after: reached.get(caseId)! })),
    );
    const came = new Set<string>();
    for (const entry of told.events) {
      const { caseId } = entry.event;
      if (reached.get(caseId) !== entry.version - 1) continue;
      reached.set(caseId, entry.version);
      came.add(caseId);
      events.push(entry);
    }
    bodies.push(...told.bodies);
    const more = new Set(told.more);
    const left = asked.filter((caseId) => more.has(caseId));
    // A hub that promises more and tells nothing would be asked for ever.
    if (left.length === asked.length && came.size === 0) break;
    waiting = [...waiting.slice(asked.length), ...left];
  }
  return { events: events.toSorted((a, b) => a.position - b.position), bodies };
};

/** Of the words these events name, those that are not here: from what came along, and for the rest from the hub. */
export const missingBodies = async (
  { store, transport }: Inside,
  lane: string,
  events: readonly Confirmed[],
  along: readonly Body[] = [],
): Promise<readonly Body[]> => {
  const hashes = new Set(events.flatMap(({ event }) => (event.body === null || store.body(event.body) !== null ? [] : [event.body])));
  const came = along.filter(({ hash }) => hashes.delete(hash));
  return hashes.size === 0 ? came : [...came, ...(await transport.bodies(lane, [...hashes]))];
};
