// Answers in memory what a hub asks of a ledger: epochs, who may see which case, inventories, signs of life, who sequences a lane.
import { anchorOf } from './anchor.ts';
import type { Body } from '../case/commands.ts';
import type { Confirmed } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { Grant } from '../policy/authority-types.ts';
import type { Customer } from '../views/shapes.ts';
import { byRank, horizonOf, pageOf, rankOf, readPlace } from './case-rank.ts';
import type { Epoch, HubPart, LaneHolder } from './ledger-store.ts';

export type Lane = {
  epoch: string;
  epochs: readonly Epoch[];
  events: Confirmed[];
  canary: number | null;
  hold: LaneHolder | null;
  /** Of the last hold there was. */
  token: number;
};

export type HubTables = {
  readonly lanes: ReadonlyMap<string, Lane>;
  readonly states: ReadonlyMap<string, CaseState>;
  readonly versions: ReadonlyMap<string, readonly Confirmed[]>;
  readonly bodies: ReadonlyMap<string, { readonly lane: string; readonly caseId: string; readonly body: Body }>;
  /** In order of the tags. */
  readonly audience: ReadonlyMap<string, readonly string[]>;
  readonly customers: ReadonlyMap<string, { readonly lane: string; readonly mark: number; readonly customer: Customer }>;
  readonly markOf: (lane: string) => number;
  readonly grantsOf: (lane: string, caseId: string) => readonly Grant[];
};

export const memoryHub = ({ lanes, states, versions, bodies, audience, customers, markOf, grantsOf }: HubTables): HubPart => {
  const anchorAt = (lane: string, position: number): string | null => {
    const entry = lanes.get(lane)?.events[position - 1];
    return entry === undefined ? null : anchorOf(entry);
  };
  const customersOf = (lane: string): readonly { readonly mark: number; readonly customer: Customer }[] =>
    [...customers.values()]
      .flatMap(({ lane: own, mark, customer }) => (own === lane ? [{ mark, customer }] : []))
      .sort((a, b) => a.mark - b.mark);
  const isOf = (lane: string, caseId: string): boolean => states.get(caseId)?.lane === lane;

  return {
    epochs: async (lane) => lanes.get(lane)?.epochs ?? [],
    renewEpoch: async (lane, expected, next) => {
      const known = lanes.get(lane);
      if (known === undefined || known.epoch !== expected) return false;
      known.epoch = next.epoch;
      known.epochs = [...known.epochs, next];
      return true;
    },
    eventAt: async (lane, position) => anchorAt(lane, position),
    glance: async (lane, position) => {
      const known = lanes.get(lane);
      if (known === undefined) return null;
      const anchor = position === 0 ? '' : anchorAt(lane, position);
      const { epoch, canary, events } = known;
      return { epoch, position: events.length, anchor, absences: markOf(lane), customers: customersOf(lane).at(-1)?.mark ?? 0, canary };
    },
    casesOfBodies: async (lane, hashes) =>
      new Map(
        hashes.flatMap((hash) => {
          const body = bodies.get(hash);
          return body?.lane === lane ? [[hash, body.caseId] as const] : [];
        }),
      ),
    audiences: async (lane, caseIds) =>
      new Map(caseIds.flatMap((caseId) => (isOf(lane, caseId) && audience.has(caseId) ? [[caseId, audience.get(caseId)!] as const] : []))),
    inventory: async ({ lane, tags, closedSince, after, limit }) => {
      const from = readPlace(after);
      const [horizon, wanted] = [horizonOf(closedSince), tags === null ? null : new Set(tags)];
      const found = [...states.values()]
        .filter((state) => state.lane === lane && (wanted === null || (audience.get(state.id) ?? []).some((tag) => wanted.has(tag))))
        .map((state) => ({ rank: rankOf(state), caseId: state.id, version: state.version }))
        .filter((entry) => entry.rank <= horizon && byRank(from, entry) < 0)
        .sort(byRank);
      return pageOf(found, limit);
    },
    lastPositions: async (lane, caseIds) =>
      new Map(
        caseIds.flatMap((caseId) => {
          const last = versions.get(caseId)?.at(-1);
          return last === undefined || last.event.lane !== lane ? [] : [[caseId, last.position] as const];
        }),
      ),
    grantsOfCases: async (lane, caseIds) => caseIds.flatMap((caseId) => grantsOf(lane, caseId)),
    beat: async (lane, at) => {
      const known = lanes.get(lane);
      if (known !== undefined) known.canary = at;
    },
    canary: async (lane) => lanes.get(lane)?.canary ?? null,
    holdLane: async (lane, owner, url, now, until) => {
      const known = lanes.get(lane);
      if (known === undefined) return null;
      const isHeld = known.hold !== null && known.hold.until > now;
      if (isHeld && known.hold?.owner !== owner) return null;
      if (!isHeld) known.token += 1;
      known.hold = { owner, token: known.token, url, until };
      return { owner, token: known.token };
    },
    laneHolder: async (lane) => lanes.get(lane)?.hold ?? null,
    releaseLane: async (lane, { owner, token }) => {
      const known = lanes.get(lane);
      if (known?.hold?.owner === owner && known.token === token) known.hold = null;
    },
    customerMark: async (lane) => customersOf(lane).at(-1)?.mark ?? 0,
    customersAfter: async (lane, mark, limit) =>
      customersOf(lane)
        .filter((entry) => entry.mark > mark)
        .slice(0, limit),
  };
};
