// Decides which cases a caller may see now, and what he is told of the others: what was granted in them, and not which they are.
import type { Digest } from '../kernel/ids.ts';
import type { Ms } from '../kernel/time.ts';
import type { CaseState } from '../case/state.ts';
import { customerKey, type Grant } from '../policy/authority-types.ts';
import type { CaseDigest } from '../store/desk-store.ts';
import type { LedgerStore } from '../store/ledger-store.ts';
import type { Rights } from './rights.ts';

/** What about a case decides who may see it. */
type Look = { readonly lane: string; readonly version: number; readonly tags: readonly string[]; readonly closedAt: Ms | null };

export interface Sight {
  /**
   * Those of these cases of the lane that the rights reach. The number beside a case is the version it has at least, as its caller knows
   * from its events; without one the store is asked anew.
   */
  visible(lane: string, rights: Rights, cases: ReadonlyMap<string, number | null>): Promise<ReadonlySet<string>>;
  /** A version may not be what it was. */
  drop(): void;
}

/** Many desks ask about the same few cases right after they moved. */
const AT_HAND = 4_096;

export const createSight = (store: Pick<LedgerStore, 'states' | 'audiences'>): Sight => {
  const looks = new Map<string, Look>();
  const asking = new Map<string, Promise<unknown>>();

  const learn = async (lane: string, caseIds: readonly string[]): Promise<readonly (readonly [string, Look])[]> => {
    if (caseIds.length === 0) return [];
    // The audience last: it only grows, so whoever belongs to the state that was read is in it.
    const states = await store.states(caseIds);
    const audiences = await store.audiences(lane, caseIds);
    return [...states].map(([caseId, state]) => [caseId, lookAt(state, audiences.get(caseId) ?? [])]);
  };

  const keep = (fresh: readonly (readonly [string, Look])[]): void => {
    for (const [caseId, look] of fresh) {
      looks.delete(caseId);
      looks.set(caseId, look);
    }
    for (const caseId of looks.keys()) {
      if (looks.size <= AT_HAND) return;
      looks.delete(caseId);
    }
  };

  const known = (cases: ReadonlyMap<string, number | null>): Map<string, Look> =>
    new Map(
      [...cases].flatMap(([caseId, version]) => {
        const look = looks.get(caseId);
        return version !== null && look !== undefined && look.version >= version ? [[caseId, look] as const] : [];
      }),
    );

  return {
    drop: () => looks.clear(),
    visible: async (lane, rights, cases) => {
      if (seesAll(rights) && [...cases.values()].every((version) => version !== null)) return new Set(cases.keys());
      // A hundred desks wake up for the same event: one of them asks, the others wait for his answer.
      const asked = new Set([...cases.keys()].flatMap((caseId) => asking.get(caseId) ?? []));
      if (asked.size > 0) await Promise.allSettled(asked);
      const found = known(cases);
      const unknown = [...cases.keys()].filter((caseId) => !found.has(caseId));
      const learning = learn(lane, unknown);
      for (const caseId of unknown) asking.set(caseId, learning);
      try {
        const fresh = await learning;
        keep(fresh);
        const seen = [...found, ...fresh].filter(([, look]) => look.lane === lane && reaches(rights, look));
        return new Set(seen.map(([caseId]) => caseId));
      } finally {
        for (const caseId of unknown) if (asking.get(caseId) === learning) asking.delete(caseId);
      }
    },
  };
};

/** Nothing is cut for these rights. */
export const seesAll = ({ tags, closedSince }: Rights): boolean => tags === null && closedSince === null;

const lookAt = ({ lane, version, phase, closedAt }: CaseState, tags: readonly string[]): Look => ({
  lane,
  version,
  tags,
  closedAt: phase === 'closed' ? closedAt : null,
});

const reaches = ({ tags, closedSince }: Rights, look: Look): boolean =>
  (tags === null || look.tags.some((tag) => tags.includes(tag))) &&
  (closedSince === null || look.closedAt === null || look.closedAt >= closedSince);

const DIGEST_LENGTH = 32;

/**
 * What was granted in cases a desk may not see, so that the caps of a customer hold there; it does not tell which cases they are.
 * `decided`: cases in which something was decided; one where nothing is granted any more is told empty, so that what was told before goes.
 */
export const digestsOf = (grants: readonly Grant[], digest: Digest, decided: readonly string[] = []): readonly CaseDigest[] => {
  const cases = new Map<string, Grant[]>(decided.map((caseId) => [caseId, []]));
  for (const grant of grants) cases.set(grant.caseId, [...(cases.get(grant.caseId) ?? []), grant]);
  return [...cases].map(([caseId, granted]) => {
    const name = `g:${digest(caseId).slice(0, DIGEST_LENGTH)}`;
    const nobody = customerKey(null, caseId);
    const hidden = granted.map((grant) => ({
      ...grant,
      caseId: name,
      customer: grant.customer === nobody ? customerKey(null, name) : grant.customer,
    }));
    return { digest: name, grants: hidden };
  });
};
