// Lets a desk that keeps its own ledger come to a hub, as long as it has nothing of its own; it holds from the next start on.
import { refuse } from '../../shared/kernel/result.ts';
import type { HubDoor } from '../../shared/desk-parts.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import type { HubView } from '../../shared/views/shapes.ts';
import { enrolAt } from './enrol.ts';
import { saveMembership, writeHubFile, type Membership } from './hub-file.ts';

const viewOf = (joined: Membership | null, cases: number): HubView => ({
  url: joined?.url ?? null,
  enrolled: joined !== null,
  name: joined?.name ?? null,
  restart: joined !== null,
  trouble: null,
  ...(cases === 0 ? {} : { ownCases: cases }),
  lanes: [],
});

export const createDoor = ({ dir, store }: { readonly dir: string; readonly store: DeskStore }): HubDoor => {
  let joined: Membership | null = null;
  return {
    view: () => viewOf(joined, joined === null ? ownCases(store, SHOWN) : 0),
    enrol: async (wish) => {
      if (joined !== null) return refuse('already-enrolled', { url: joined.url });
      const cases = ownCases(store);
      if (cases > 0) return refuse('own-cases', { cases });
      const enrolled = await enrolAt(wish, store.setting('device') ?? '');
      if (!enrolled.ok) return enrolled;
      joined = enrolled.value.membership;
      saveMembership(store, enrolled.value);
      writeHubFile(dir, joined);
      return { ok: true, value: viewOf(joined, 0) };
    },
  };
};

const EXAMPLES = 'examples';

type Kept = Pick<DeskStore, 'lanes' | 'packs' | 'caseIds' | 'outboxCount' | 'setting'>;

const lanesOf = (store: Pick<Kept, 'lanes' | 'packs'>): readonly string[] => [
  ...new Set([...store.lanes(), ...store.packs().map(({ lane }) => lane)]),
];

/** What a new folder was filled with is nobody's own, whatever is tried on it later. */
export const noteExamples = (store: Kept & Pick<DeskStore, 'transact' | 'saveSetting'>): void => {
  const ids = lanesOf(store).flatMap((lane) => store.caseIds(lane, null, COUNTED));
  store.transact(() => store.saveSetting(EXAMPLES, JSON.stringify(ids)));
};

/** Cases and commands that no hub knows: a hub cannot take them over, because it rules on everything itself. */
export const ownCases = (store: Kept, most = COUNTED): number => {
  const noted = store.setting(EXAMPLES);
  // Written by `noteExamples` alone.
  const examples = new Set(noted === null ? [] : (JSON.parse(noted) as string[]));
  return lanesOf(store)
    .map((lane) => {
      const own = store.caseIds(lane, null, most + examples.size).filter((id) => !examples.has(id));
      return Math.min(own.length, most) || store.outboxCount(lane);
    })
    .reduce((sum, count) => sum + count, 0);
};

/** Enough to say that there are many. */
const COUNTED = 10_000;
/** A screen asks often, and more than this many are simply many. */
const SHOWN = 1_000;
