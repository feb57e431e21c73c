// Takes stock of a lane: what this desk may see now against what it has; what is missing arrives whole, what is behind catches up, the rest goes.
import type { CaseDigest } from '../store/desk-store.ts';
import { applyArrival } from './apply.ts';
import { forgiveAll } from './forgetting.ts';
import type { Inside } from './inside.ts';
import { fetchHistories, fetchSnapshots, withheldOf } from './missing-cases.ts';
import { keepPlace } from './places.ts';
import { EVERYTHING, LISTED, type Greeting, type InventoryPage } from './protocol.ts';
import { helloOf } from './tell-again.ts';
import { isSame } from './same.ts';

/** So many cases are fetched and written at once; fewer where that takes longer (ms) than anybody may notice. */
const PIECE = 40;
const LEAST = 10;
const LONG = 20;
const FORGOTTEN = 60;

/** Whether the copy is cut to other rights than those of now. Who may see all for ever, and has, needs no inventory. */
export const needsStock = ({ store, transport }: Inside, lane: string, { scope }: Pick<Greeting, 'scope'>): boolean => {
  return store.head(lane).scope !== scope && (scope !== EVERYTHING || transport.mode === 'hub');
};

/**
 * False where epoch or rights changed meanwhile: greet anew. Cut at any point it begins again, and what has arrived is there: the cursor
 * names no scope until all of it is done.
 */
export const takeStock = async (inside: Inside, lane: string): Promise<boolean> => {
  const { store, arriving } = inside;
  try {
    const listing = await readListing(inside, lane);
    if (listing === null || !(await stillAgrees(inside, lane))) return false;
    // From here on the copy is neither the old one nor the new one.
    store.transact(() => store.setHead(lane, { ...store.head(lane), scope: null }));
    const own = versionsOf(inside, lane);
    const missing = [...listing.cases.keys()].filter((caseId) => !own.has(caseId));
    const behind = [...listing.cases].flatMap(([caseId, version]) => {
      const mine = own.get(caseId);
      return mine !== undefined && mine < version ? [{ caseId, after: mine }] : [];
    });
    const total = listing.cases.size;
    let left = missing.length + behind.length;
    const arrive = (count: number): void => {
      left -= count;
      arriving.set(lane, { done: total - left, total });
    };
    if (left > 0) arrive(0);
    const first = await takeCases(inside, lane, { missing, behind }, arrive);
    // Rights may have been others for a moment: what was withheld then nobody would ever ask for again.
    if (first.missing.length + first.behind.length > 0 && !(await isCutTo(inside, lane, listing.first))) return false;
    const withheld = await takeCases(inside, lane, first, arrive);
    const gone = [...[...own.keys()].filter((caseId) => !listing.cases.has(caseId)), ...withheld.behind.map(({ caseId }) => caseId)];
    store.transact(() => forgiveAll(store, lane));
    await forgetAll(inside, lane, gone);
    await countElsewhere(inside, lane, listing.digests);
    finish(inside, lane, listing.first);
    return true;
  } finally {
    arriving.delete(lane);
  }
};

type Wanted = { readonly missing: readonly string[]; readonly behind: readonly { readonly caseId: string; readonly after: number }[] };

/** Takes in what is told of these cases, and answers what is withheld. `arrive`: so many more are here. */
const takeCases = async (inside: Inside, lane: string, { missing, behind }: Wanted, arrive: (count: number) => void): Promise<Wanted> => {
  const left = new Set(missing);
  const withheld = new Set<string>();
  await takePieces(
    inside,
    missing,
    (piece) => fetchSnapshots(inside, lane, piece),
    (snapshots) => {
      arrive(snapshots.length);
      for (const { caseId } of snapshots) left.delete(caseId);
      applyArrival(inside, { ...nothingNew(inside, lane), snapshots });
    },
  );
  await takePieces(
    inside,
    behind,
    (piece) => fetchHistories(inside, lane, piece),
    (found, piece) => {
      applyArrival(inside, { ...nothingNew(inside, lane), ...found });
      const untold = withheldOf(piece, found.events);
      arrive(piece.length - untold.length);
      for (const caseId of untold) withheld.add(caseId);
    },
  );
  return { missing: [...left], behind: behind.filter(({ caseId }) => withheld.has(caseId)) };
};

const isCutTo = async (inside: Inside, lane: string, { scope }: InventoryPage): Promise<boolean> =>
  (await helloOf(inside, lane))?.scope === scope;

const nothingNew = ({ store }: Inside, lane: string) => ({ lane, events: [], outcomes: [], bodies: [], cursor: store.head(lane) });

/** The list may be that of a hub that was set back since it was greeted: what this desk has would be held to be newer, and stay. */
const stillAgrees = async (inside: Inside, lane: string): Promise<boolean> => {
  const { epoch, position } = inside.store.head(lane);
  if (position === 0 || inside.transport.mode === 'loopback') return true;
  const hello = await helloOf(inside, lane);
  return hello !== null && hello.agrees && hello.epoch === epoch;
};

type Listing = {
  readonly first: InventoryPage;
  readonly cases: ReadonlyMap<string, number>;
  readonly digests: readonly CaseDigest[];
};

/** All of it before anything is fetched, so that whoever waits sees how much there is. */
const readListing = async ({ store, transport }: Inside, lane: string): Promise<Listing | null> => {
  const { epoch } = store.head(lane);
  const first = await transport.inventory(lane, null);
  const cases = new Map<string, number>();
  const digests: CaseDigest[] = [];
  for (let page = first; ; page = await transport.inventory(lane, page.next)) {
    if (page.epoch !== epoch || page.scope !== first.scope) return null;
    for (const { caseId, version } of page.cases) cases.set(caseId, version);
    digests.push(...page.digests);
    if (page.next === null) return { first, cases, digests };
  }
};

const versionsOf = ({ store }: Inside, lane: string): ReadonlyMap<string, number> => {
  const own = new Map<string, number>();
  for (let after: string | null = null; ;) {
    const page = store.versions(lane, after, LISTED);
    for (const { caseId, version } of page) own.set(caseId, version);
    if (page.length < LISTED) return own;
    after = page.at(-1)!.caseId;
  }
};

/** One piece is on its way while the one before is written. */
const takePieces = async <Item, Found>(
  { breathe, clock }: Inside,
  items: readonly Item[],
  fetch: (piece: readonly Item[]) => Promise<Found>,
  take: (found: Found, piece: readonly Item[]) => void,
): Promise<void> => {
  let asked = 0;
  let size = PIECE;
  const ask = (): { readonly piece: readonly Item[]; readonly found: Promise<Found> } | null => {
    const piece = items.slice(asked, asked + size);
    asked += piece.length;
    if (piece.length === 0) return null;
    const found = fetch(piece);
    // Whoever waits for it is told; a piece nobody waits for any more because writing failed is nobody's failure.
    found.catch(() => undefined);
    return { piece, found };
  };
  for (let next = ask(); next !== null;) {
    const { piece } = next;
    const found = await next.found;
    next = ask();
    const began = clock();
    take(found, piece);
    const took = clock() - began;
    if (took > LONG) size = Math.max(LEAST, Math.floor(size / 2));
    else if (took < LONG / 2) size = Math.min(PIECE, size * 2);
    await breathe?.();
  }
};

/** A few at a time; those whose commands still wait go with their verdicts. */
export const forgetAll = async (inside: Inside, lane: string, cases: readonly string[]): Promise<void> => {
  for (let from = 0; from < cases.length; from += FORGOTTEN) {
    applyArrival(inside, { ...nothingNew(inside, lane), forget: cases.slice(from, from + FORGOTTEN) });
    await inside.breathe?.();
  }
};

/** What was granted in cases out of sight: only what is new or gone is written, a little at a time. */
const countElsewhere = async (inside: Inside, lane: string, digests: readonly CaseDigest[]): Promise<void> => {
  const own = new Map(inside.store.digests(lane).map((each) => [each.digest, each]));
  const told = new Set(digests.map(({ digest }) => digest));
  const gone = [...own.keys()].filter((digest) => !told.has(digest)).map((digest) => ({ digest, grants: [] }));
  const changed = [...digests.filter((each) => !isSame(each, own.get(each.digest))), ...gone];
  for (let from = 0; from < changed.length; from += FORGOTTEN) {
    applyArrival(inside, { ...nothingNew(inside, lane), digests: changed.slice(from, from + FORGOTTEN) });
    await inside.breathe?.();
  }
};

/** The desk stands where the lane did when the inventory began: what moved since is pulled. */
const finish = (inside: Inside, lane: string, { epoch, position, anchor, scope }: InventoryPage): void => {
  const cursor = { epoch, position, anchor, scope };
  applyArrival(inside, { ...nothingNew(inside, lane), cursor });
  keepPlace(inside, lane, cursor, true);
};
