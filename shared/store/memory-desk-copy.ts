// Lets a desk in memory hold a part of a lane, and keeps its log: cases without their past, cases forgotten, a log cut back.
import { anchorOf } from './anchor.ts';
import type { Body } from '../case/commands.ts';
import type { Confirmed } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import { withForecasts } from './current-state.ts';
import type { CaseDigest, CopyPart, Cursor, DeskStore, SetAside } from './desk-store.ts';
import { byText, copy, place, type Entry, type Lane, type MemoryTables } from './memory-desk-tables.ts';
import { hashesIn } from './hashes.ts';

type LogPart = Pick<
  DeskStore,
  | 'lanes'
  | 'head'
  | 'setHead'
  | 'appendConfirmed'
  | 'eventsOf'
  | 'eventsAfter'
  | 'saveBodies'
  | 'body'
  | 'bodiesOf'
  | 'confirmedState'
  | 'currentState'
  | 'saveConfirmedState'
>;

const NEW_LANE: Lane = { epoch: null, gen: 0, scope: null, pinned: null };

/** The first place in a list ordered by position that lies after one. */
const placeAfter = (log: readonly Confirmed[], position: number): number => {
  let [low, high] = [0, log.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (log[middle]!.position <= position) low = middle + 1;
    else high = middle;
  }
  return low;
};

const inserted = (lane: string, log: readonly Confirmed[], entry: Confirmed): readonly Confirmed[] => {
  const at = placeAfter(log, entry.position);
  if (log[at - 1]?.position === entry.position) throw new Error(`hole in lane ${lane}: position ${entry.position} stands twice`);
  return at === log.length ? [...log, entry] : [...log.slice(0, at), entry, ...log.slice(at)];
};

/** `tables` are made by whoever makes the store, in one order, so that an image fits. */
export const memoryLog = (tables: MemoryTables): LogPart & Omit<CopyPart, 'grantedCases'> => {
  const { lanes, events, versions, bodies, confirmed, snapshots, aside, digests, journal, cases, docs } = tables;
  const log = (lane: string): readonly Confirmed[] => events.get(lane) ?? [];
  const history = (caseId: string): readonly Confirmed[] => versions.get(caseId) ?? [];
  const versionOf = (caseId: string): number => history(caseId).at(-1)?.version ?? snapshots.get(caseId)?.state.version ?? 0;
  const laneOf = (lane: string): Lane => lanes.get(lane) ?? NEW_LANE;
  const last = (lane: string): { readonly position: number; readonly anchor: string } => {
    const event = log(lane).at(-1);
    return { position: event?.position ?? 0, anchor: event === undefined ? '' : anchorOf(event) };
  };
  const head = (lane: string): Cursor => {
    const { epoch, scope, pinned } = laneOf(lane);
    return { epoch, ...(pinned ?? last(lane)), scope };
  };
  const pin = (lane: string, position: number, anchor: string): void => lanes.set(lane, { ...laneOf(lane), pinned: { position, anchor } });
  const waits = (caseId: string): readonly Entry[] =>
    [...journal.values()].filter((entry) => entry.command.caseId === caseId && !entry.settled).sort((a, b) => a.seq - b.seq);
  const ofLane = <Value extends { readonly lane: string }>(
    entries: readonly (readonly [string, Value])[],
    lane: string,
  ): readonly Value[] => entries.flatMap(([, value]) => (value.lane === lane ? [value] : []));
  const disown = (caseId: string, which: (command: string) => boolean): void => {
    for (const [key, doc] of docs.sorted()) if (doc.caseId === caseId && which(doc.command)) docs.delete(key);
  };

  const forgetCase = (caseId: string): void => {
    const known = confirmed.get(caseId) ?? snapshots.get(caseId)?.state ?? history(caseId)[0]?.event;
    if (known !== undefined) {
      const { position, anchor } = head(known.lane);
      pin(known.lane, position, anchor);
      events.set(
        known.lane,
        log(known.lane).filter(({ event }) => event.caseId !== caseId),
      );
    }
    const kept = hashesIn(aside.sorted().flatMap(([, { entry }]) => (entry.event.caseId === caseId ? [JSON.stringify(entry)] : [])));
    for (const [hash, body] of bodies.sorted()) if (body.caseId === caseId && !body.own && !kept.has(hash)) bodies.delete(hash);
    for (const table of [versions, snapshots, confirmed, cases]) table.delete(caseId);
    const own = new Set(waits(caseId).map(({ command }) => command.id));
    disown(caseId, (command) => !own.has(command));
  };

  return {
    lanes: () => lanes.sorted().map(([lane]) => lane),
    head,
    setHead: (lane, { epoch, position, anchor, scope }) => {
      const { pinned, gen } = laneOf(lane);
      const followed = pinned === null && last(lane).position === position && last(lane).anchor === anchor;
      lanes.set(lane, { gen, epoch, scope, pinned: followed ? null : { position, anchor } });
    },
    appendConfirmed: (lane, added) => {
      if (lanes.get(lane) === undefined) lanes.set(lane, NEW_LANE);
      for (const given of added) {
        const entry = copy(given);
        const { caseId } = entry.event;
        const before = versionOf(caseId);
        if (entry.version !== before + 1) throw new Error(`hole in case ${caseId}: version ${entry.version} after ${before}`);
        events.set(lane, inserted(lane, log(lane), entry));
        versions.set(caseId, [...history(caseId), entry]);
        const { pinned } = laneOf(lane);
        if (pinned !== null && entry.position > pinned.position) pin(lane, entry.position, anchorOf(entry));
      }
    },
    eventsOf: (caseId, after = 0) => copy(history(caseId).filter(({ version }) => version > after)),
    eventsAfter: (lane, position, limit) => {
      const from = placeAfter(log(lane), position);
      return copy(log(lane).slice(from, from + limit));
    },
    saveBodies: (_lane, caseId, added, own = false) => {
      for (const body of added) {
        const known = bodies.get(body.hash);
        if (known === undefined) bodies.set(body.hash, { caseId, body: copy(body), own });
        else if (own && !known.own) bodies.set(body.hash, { ...known, own });
      }
    },
    body: (hash) => bodies.get(hash)?.body ?? null,
    bodiesOf: (caseId): readonly Body[] => bodies.sorted().flatMap(([, kept]) => (kept.caseId === caseId ? [kept.body] : [])),
    confirmedState: (caseId) => confirmed.get(caseId) ?? null,
    currentState: (caseId) =>
      withForecasts(
        confirmed.get(caseId) ?? null,
        waits(caseId).flatMap(({ forecast }) => forecast),
      ),
    saveConfirmedState: (state) => confirmed.set(state.id, copy(state)),

    installSnapshot: (lane, state: CaseState, position) => {
      if (versionOf(state.id) > 0 || confirmed.get(state.id) !== undefined) throw new Error(`case ${state.id} is known already`);
      const { position: at, anchor } = head(lane);
      pin(lane, at, anchor);
      snapshots.set(state.id, { lane, state: copy(state), position });
      confirmed.set(state.id, copy(state));
    },
    snapshotOf: (caseId) => {
      const taken = snapshots.get(caseId);
      return taken === undefined ? null : { state: taken.state, position: taken.position };
    },
    missing: (caseId) => snapshots.get(caseId)?.state.version ?? 0,
    backfill: (lane, caseId, added) => {
      const taken = snapshots.get(caseId);
      if (taken === undefined) throw new Error(`nothing is missing of case ${caseId}`);
      const { version: wanted } = taken.state;
      const isWhole =
        added.length === wanted && added.every(({ version, event }, index) => version === index + 1 && event.caseId === caseId);
      if (!isWhole) throw new Error(`hole in case ${caseId}: not its first ${wanted} events`);
      for (const entry of added) events.set(lane, inserted(lane, log(lane), copy(entry)));
      versions.set(caseId, [...copy(added), ...history(caseId)]);
      snapshots.delete(caseId);
    },
    unfilled: (lane, limit) =>
      ofLane(snapshots.sorted(), lane)
        .toSorted((a, b) => b.state.openedAt - a.state.openedAt || byText(a.state.id, b.state.id))
        .slice(0, limit)
        .map(({ state }) => ({ caseId: state.id, version: state.version })),
    unfilledCount: (lane) => ofLane(snapshots.sorted(), lane).length,
    versions: (lane, after, limit) =>
      confirmed
        .sorted()
        .flatMap(([caseId, state]) => {
          const version = state.lane === lane && caseId > (after ?? '') ? versionOf(caseId) : 0;
          return version === 0 ? [] : [{ caseId, version }];
        })
        .slice(0, limit),
    forgetCase,
    cutBack: (lane, position, at) => {
      const { epoch, position: end } = head(lane);
      const from = placeAfter(log(lane), position);
      const cut = log(lane).slice(from);
      const newer = ofLane(snapshots.sorted(), lane).flatMap((taken) => (taken.position > position ? [taken.state.id] : []));
      for (const entry of cut) aside.set(entry.event.id, { lane, epoch, entry, at });
      const touched = new Set([...cut.map(({ event }) => event.caseId), ...newer]);
      const commands = new Set(cut.map(({ event }) => event.command).filter((command) => journal.get(command) === undefined));
      for (const caseId of touched) {
        disown(caseId, (command) => commands.has(command));
        const left = history(caseId).filter((entry) => entry.position <= position);
        if (left.length === 0) versions.delete(caseId);
        else versions.set(caseId, left);
      }
      events.set(lane, log(lane).slice(0, from));
      for (const caseId of newer) forgetCase(caseId);
      for (const caseId of touched) confirmed.delete(caseId);
      const place = Math.min(position, end);
      const before = log(lane)[placeAfter(log(lane), place) - 1];
      pin(lane, place, before?.position === place ? anchorOf(before) : '');
      return [...touched];
    },
    aside: (lane): readonly SetAside[] =>
      ofLane(aside.sorted(), lane).toSorted((a, b) => a.entry.position - b.entry.position || byText(a.entry.event.id, b.entry.event.id)),
    asideCount: (lane) => ofLane(aside.sorted(), lane).length,
    dropAside: (ids) => ids.forEach((id) => aside.delete(id)),
    putDigests: (lane, list) => {
      for (const { digest, grants } of list)
        if (grants.length === 0) digests.delete(place(lane, digest));
        else
          digests.set(place(lane, digest), {
            lane,
            digest: copy({ digest, grants: grants.map((grant) => ({ ...grant, caseId: digest })) }),
          });
    },
    dropDigests: (lane) => {
      for (const [key, entry] of digests.sorted()) if (entry.lane === lane) digests.delete(key);
    },
    digests: (lane): readonly CaseDigest[] => ofLane(digests.sorted(), lane).map(({ digest }) => digest),
  };
};
