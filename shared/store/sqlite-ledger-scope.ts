// Answers from SQLite what a hub asks of a ledger: epochs, who may see which case, inventories, signs of life, who sequences a lane.
import { anchorOf } from './anchor.ts';
import type { Grant } from '../policy/authority-types.ts';
import { horizonOf, pageOf, readPlace, type Ranked } from './case-rank.ts';
import type { Epoch, Glance, HubPart, LaneHolder } from './ledger-store.ts';
import type { createTransact, SqlHandle, SqlStatement } from './sqlite-handle.ts';
import type { BodiesOfLedger } from './sqlite-ledger-bodies.ts';
import type { GrantsPart } from './sqlite-grants.ts';
import type { Places } from './sqlite-ledger-places.ts';
import { LANE_SPAN } from './migrations/ledger-004.ts';

/** Questions that several parts of a ledger ask. */
export type LedgerShared = { readonly grants: GrantsPart; readonly places: Places; readonly bodies: BodiesOfLedger };

type Transact = ReturnType<typeof createTransact>;
type ScopePart = Omit<HubPart, 'customerMark' | 'customersAfter'>;

const AFTER = '(rank, case_id) > (?, ?) AND rank <= ?';

export const createScopePart = (handle: SqlHandle, transact: Transact, shared: LedgerShared): ScopePart => ({
  ...createPlacePart(handle, transact, shared.places),
  ...createCasesPart(handle, shared),
  ...createHoldPart(handle, transact),
});

type Placed = { readonly event: string | null; readonly recorded_at: number };

const NOWHERE: Placed = { event: null, recorded_at: 0 };

const createPlacePart = (
  handle: SqlHandle,
  transact: Transact,
  places: Places,
): Pick<ScopePart, 'epochs' | 'renewEpoch' | 'eventAt' | 'glance' | 'beat' | 'canary'> => {
  const epochs = handle.prepare('SELECT epoch, from_position AS "from" FROM epochs WHERE lane = ? ORDER BY place');
  const renew = handle.prepare('UPDATE lanes SET epoch = ? WHERE lane = ? AND epoch = ?');
  const addEpoch = handle.prepare('INSERT INTO epochs (lane, epoch, from_position) VALUES (?, ?, ?)');
  const eventAt = handle.prepare('SELECT event, recorded_at FROM events WHERE place = ?');
  const glance = handle.prepare(`SELECT l.epoch, l.position, l.absences, l.canary,
    (SELECT coalesce(max(mark), 0) FROM customers c WHERE c.lane = l.lane) AS customers, e.event, e.recorded_at
    FROM lanes l LEFT JOIN events e ON e.place = ? WHERE l.lane = ?`);
  const beat = handle.prepare('UPDATE lanes SET canary = ? WHERE lane = ?');
  const canary = handle.prepare('SELECT canary FROM lanes WHERE lane = ?');

  const anchorFrom = ({ event, recorded_at }: Placed): string | null =>
    event === null ? null : anchorOf({ event: JSON.parse(event) as { id: string }, recordedAt: recorded_at });

  return {
    epochs: async (lane) => epochs.all(lane) as Epoch[],
    renewEpoch: async (lane, expected, next) =>
      transact(() => {
        if (renew.run(next.epoch, lane, expected).changes === 0) return false;
        addEpoch.run(lane, next.epoch, next.from);
        return true;
      }),
    eventAt: async (lane, position) => anchorFrom((eventAt.get(places.of(lane, position)) as Placed | undefined) ?? NOWHERE),
    glance: async (lane, position) => {
      const row = glance.get(places.of(lane, position), lane) as (Omit<Glance, 'anchor'> & Placed) | undefined;
      if (row === undefined) return null;
      const { event, recorded_at, ...rest } = row;
      return { ...rest, anchor: position === 0 ? '' : anchorFrom({ event, recorded_at }) };
    },
    beat: async (lane, at) => void beat.run(at, lane),
    canary: async (lane) => (canary.get(lane) as { canary: number | null } | undefined)?.canary ?? null,
  };
};

const createCasesPart = (
  handle: SqlHandle,
  { grants, bodies }: LedgerShared,
): Pick<ScopePart, 'casesOfBodies' | 'audiences' | 'inventory' | 'lastPositions' | 'grantsOfCases'> => {
  // The lane is only checked: found is what the case names (the plus keeps the planner from walking a lane instead).
  const audience = handle.prepare('SELECT tag FROM audience WHERE case_id = ? AND +lane = ? ORDER BY tag');
  const everything = handle.prepare(
    `SELECT rank, case_id AS caseId, version FROM cases AS found WHERE lane = ? AND ${AFTER} ORDER BY rank, case_id LIMIT ?`,
  );
  const lastPosition = handle.prepare('SELECT last FROM cases WHERE case_id = ? AND +lane = ? AND last > 0');
  const byTags = new Map<number, SqlStatement>();
  /** One range per tag, merged in their order: a case that has several of the tags comes once. */
  const ofTags = (count: number): SqlStatement => {
    const known = byTags.get(count);
    if (known !== undefined) return known;
    const range = `SELECT rank, case_id FROM audience WHERE lane = ? AND tag = ? AND ${AFTER}`;
    const statement = handle.prepare(
      `SELECT found.rank, found.case_id AS caseId, (SELECT version FROM cases c WHERE c.case_id = found.case_id) AS version
       FROM (${Array<string>(count).fill(range).join(' UNION ')} ORDER BY rank, case_id LIMIT ?) AS found ORDER BY rank, case_id`,
    );
    byTags.set(count, statement);
    return statement;
  };

  return {
    casesOfBodies: async (lane, hashes) => new Map(bodies.find(lane, hashes).map(({ hash, caseId }) => [hash, caseId] as const)),
    audiences: async (lane, caseIds) =>
      new Map(
        caseIds.flatMap((caseId) => {
          const tags = (audience.all(caseId, lane) as { tag: string }[]).map(({ tag }) => tag);
          return tags.length === 0 ? [] : [[caseId, tags] as const];
        }),
      ),
    inventory: async ({ lane, tags, closedSince, after, limit }) => {
      const { rank, caseId } = readPlace(after);
      const bounds = [rank, caseId, horizonOf(closedSince)] as const;
      if (tags !== null && tags.length === 0) return { cases: [], next: null };
      const found =
        tags === null
          ? everything.all(lane, ...bounds, limit + 1)
          : ofTags(tags.length).all(...tags.flatMap((tag) => [lane, tag, ...bounds]), limit + 1);
      return pageOf(found as (Ranked & { version: number })[], limit);
    },
    lastPositions: async (lane, caseIds) =>
      new Map(
        caseIds.flatMap((caseId) => {
          const row = lastPosition.get(caseId, lane) as { last: number } | undefined;
          return row === undefined ? [] : [[caseId, row.last % LANE_SPAN] as const];
        }),
      ),
    grantsOfCases: async (lane, caseIds): Promise<readonly Grant[]> => caseIds.flatMap((caseId) => grants.grantsOfCase(lane, caseId)),
  };
};

const createHoldPart = (handle: SqlHandle, transact: Transact): Pick<ScopePart, 'holdLane' | 'laneHolder' | 'releaseLane'> => {
  const holder = handle.prepare('SELECT holder AS owner, token, url, held_until AS until FROM lanes WHERE lane = ?');
  const hold = handle.prepare('UPDATE lanes SET holder = ?, token = ?, url = ?, held_until = ? WHERE lane = ?');
  const release = handle.prepare('UPDATE lanes SET holder = NULL, held_until = 0 WHERE lane = ? AND holder = ? AND token = ?');
  const read = (lane: string): (Omit<LaneHolder, 'owner'> & { readonly owner: string | null }) | undefined =>
    holder.get(lane) as (Omit<LaneHolder, 'owner'> & { owner: string | null }) | undefined;

  return {
    holdLane: async (lane, owner, url, now, until) =>
      transact(() => {
        const held = read(lane);
        if (held === undefined) return null;
        const isHeld = held.owner !== null && held.until > now;
        if (isHeld && held.owner !== owner) return null;
        const token = isHeld ? held.token : held.token + 1;
        hold.run(owner, token, url, until, lane);
        return { owner, token };
      }),
    laneHolder: async (lane) => {
      const held = read(lane);
      return held === undefined || held.owner === null ? null : { ...held, owner: held.owner };
    },
    releaseLane: async (lane, { owner, token }) => void release.run(lane, owner, token),
  };
};
