// Keeps the log of every principal: settles what desks push, and tells each caller what he may see.
import type { Digest } from '../kernel/ids.ts';
import { ok, refuse, type Refusal, type Result } from '../kernel/result.ts';
import type { Clock } from '../kernel/time.ts';
import type { Body } from '../case/commands.ts';
import type { Absence } from '../policy/absence.ts';
import type { PackFaults } from '../policy/pack-fault.ts';
import type { Epoch, JournalKey, LaneHold, LedgerStore, StoredPack } from '../store/ledger-store.ts';
import type { Customer } from '../views/shapes.ts';
import { createAtHand } from './at-hand.ts';
import { createHubSteps } from './hub-steps.ts';
import { historiesOf, inventoryOf, snapshotsOf, wordsOf } from './inventory.ts';
import { judge, type Judge } from './judge.ts';
import { greetingOf, lookUp, pageOf } from './pages.ts';
import { createPapers } from './ledger-papers.ts';
import { isPlainPush } from './plain-push.ts';
import {
  BATCH,
  pushSchema,
  type AbsencePage,
  type Cursor,
  type CustomerPage,
  type Declined,
  type Greeting,
  type Histories,
  type InventoryPage,
  type Page,
  type Push,
  type PushAnswer,
  type Snapshot,
} from './protocol.ts';
import { createRecent } from './recent.ts';
import { TRUSTED, type Caller, type Rights } from './rights.ts';
import { createSight } from './scope.ts';
import { createSequencer } from './sequencer.ts';
import { settleGroup, type Pushed } from './settle.ts';
import { createOwedWords } from './words-owed.ts';

/** The ledger as one caller sees it: every answer is cut to the rights his session has now. */
export interface LedgerSession {
  lanes(): Promise<readonly string[]>;
  /** Null for a lane that is not kept, or in which the caller has no rights. */
  hello(key: JournalKey, cursor: Cursor): Promise<Greeting | null>;
  /** Begins a new epoch of the lane after `common`, where the cursor really does not fit; else nothing. */
  part(lane: string, cursor: Cursor, common: number): Promise<void>;
  /** Takes anything: what is no push is answered `bad-frame`. */
  push(frame: unknown): Promise<PushAnswer>;
  /** `most` events at most, for whoever found a page too long. */
  pull(lane: string, cursor: Cursor, most?: number): Promise<Page>;
  inventory(lane: string, after: string | null): Promise<InventoryPage>;
  snapshots(lane: string, cases: readonly string[]): Promise<readonly Snapshot[]>;
  histories(lane: string, cases: readonly { readonly caseId: string; readonly after: number }[]): Promise<Histories>;
  bodies(lane: string, hashes: readonly string[]): Promise<readonly Body[]>;
  publishPack(document: unknown): Promise<Result<{ readonly lane: string; readonly version: string }, PackFaults>>;
  packs(lane: string): Promise<readonly StoredPack[]>;
  customers(lane: string, afterMark: number): Promise<CustomerPage>;
  putCustomers(lane: string, customers: readonly Customer[]): Promise<void>;
  /** Answers what the book did not take, and why. */
  putAbsences(lane: string, absences: readonly Absence[]): Promise<readonly Declined[]>;
  absences(lane: string): Promise<AbsencePage>;
}

/** The methods of the ledger itself are those of a caller in the same process, who may do everything. */
export interface Ledger extends LedgerSession {
  as(caller: Caller): LedgerSession;
  /** A workstation was locked out: its leases are stopped in this lane, as far as they are open. */
  lockOut(lane: string, device: string): Promise<void>;
  /** Reads the packs again, for one was published beside it: whoever is woken for it now is told of it. */
  learnPacks(): Promise<void>;
}

/** `newEpoch` gives a random nonce: two ledgers, or one before and after a restore, never share it (sync.md §2.7). */
export type LedgerParts = {
  readonly store: LedgerStore;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly newEpoch: () => string;
  /** Names the ledger for ever, also over restores; a desk that meets another one stops and asks. */
  readonly hub?: string;
  /** This process's hold on a lane, asked before every append; left out where nobody divides lanes. Null: not ours now. */
  readonly fence?: (lane: string) => LaneHold | null;
  /** Waits until those who push at the same moment have come, so that one transaction serves them all; see sequencer.ts. */
  readonly gather?: () => Promise<void>;
  /** A desk has shown that the log was set back unnoticed: something an operator must read. */
  readonly onPart?: (lane: string, epoch: Epoch, device: string | null) => void;
  /** The store was set back under this ledger: something an operator must read. */
  readonly onSetBack?: (lane: string) => void;
  /** Called after every append, so that those who listen wake up. */
  readonly onAppend?: (lane: string, position: number) => void;
  /** Rules on a command in another way: for measuring without ruling, and for showing what happens without it. */
  readonly judge?: Judge;
};

/** An inventory nobody may have is empty; its cursor fits nowhere. */
const NO_INVENTORY: InventoryPage = { epoch: '', scope: '', position: 0, anchor: '', cases: [], digests: [], next: null };

const readPush = (frame: unknown): Result<Push, Refusal<'bad-frame'>> => {
  const read = pushSchema.safeParse(frame);
  return read.success ? ok(read.data) : refuse('bad-frame', { path: read.error.issues[0]?.path.join('.') ?? '' });
};

export const createLedger = (parts: LedgerParts): Ledger => {
  const { store, clock, digest, newEpoch, gather } = parts;
  const papers = createPapers(parts);
  const { policies } = papers;
  const shelf = { store, digest, sight: createSight(store), recent: createRecent(store) };
  const settling = {
    store,
    atHand: createAtHand(store, (lane) => {
      shelf.recent.drop(lane);
      shelf.sight.drop();
      parts.onSetBack?.(lane);
    }),
    words: createOwedWords(store),
    clock,
    digest,
    policies,
    learnPacks: papers.learn,
    rule: parts.judge ?? judge,
    fence: parts.fence,
    onAppend: parts.onAppend,
  };
  const sequence = createSequencer<Pushed, PushAnswer>({
    settle: (lane, group) => settleGroup(settling, lane, group),
    ...(gather === undefined ? {} : { gather }),
  });

  const settle = (push: Pushed['push'], caller: Caller): Promise<PushAnswer> =>
    sequence(push.lane, { work: { push, caller }, key: `${push.gen} ${push.device}`, weight: push.entries.length });
  const steps = createHubSteps({ store, policies, clock, digest, newName: newEpoch, push: (push) => settle(push, TRUSTED) });

  const session = (caller: Caller): LedgerSession => {
    /** With the rights of now, or what somebody without any is told. */
    const reading = async <Answer>(lane: string, nothing: Answer, read: (rights: Rights) => Promise<Answer>): Promise<Answer> => {
      await papers.ready(caller);
      const rights = caller.rights(lane);
      return rights === null || !policies.lanes().includes(lane) ? nothing : read(rights);
    };
    return {
      lanes: async () => {
        await papers.ready(caller);
        return (await store.lanes()).filter((lane) => caller.rights(lane) !== null);
      },
      hello: (key, cursor) =>
        reading<Greeting | null>(key.lane, null, (rights) => greetingOf(shelf, policies, parts.hub ?? '', key, cursor, rights)),
      part: (lane, cursor, common) =>
        reading(lane, undefined, async (rights) => {
          const found = await lookUp(shelf, lane, cursor, rights);
          // Whoever shows a cursor that fits, or one of another epoch, has no reason to part; nor does he who would go on behind himself.
          if (found === null || found.epoch !== cursor.epoch || found.fits) return;
          if (common >= cursor.position || common > found.position) return;
          const next = { epoch: newEpoch(), from: common };
          if (!(await store.renewEpoch(lane, found.epoch, next))) return;
          parts.onPart?.(lane, next, caller.device);
          parts.onAppend?.(lane, found.position);
        }),
      push: async (frame) => {
        await papers.ready(caller);
        const read = isPlainPush(frame) ? ok(frame) : readPush(frame);
        if (!read.ok) return read;
        const { device } = read.value;
        const isStranger = caller.device !== null && caller.device !== device;
        const answer = isStranger ? refuse('not-this-device', { device }) : await settle(read.value, caller);
        // Of a plain push not every digit was read: what it is refused for may be that it is no push at all.
        const again = answer.ok ? answer : readPush(frame);
        if (!again.ok) return again;
        await steps.after(read.value, answer);
        return answer;
      },
      pull: async (lane, cursor, most = BATCH) => {
        await papers.ready(caller);
        return pageOf(shelf, policies, lane, cursor, caller.rights(lane), most);
      },
      inventory: (lane, after) => reading(lane, NO_INVENTORY, (rights) => inventoryOf(shelf, lane, rights, after)),
      snapshots: (lane, cases) => reading<readonly Snapshot[]>(lane, [], (rights) => snapshotsOf(shelf, lane, rights, cases)),
      histories: (lane, cases) =>
        reading<Histories>(lane, { events: [], bodies: [], more: [] }, (rights) => historiesOf(shelf, lane, rights, cases)),
      bodies: (lane, hashes) => reading<readonly Body[]>(lane, [], (rights) => wordsOf(shelf, lane, rights, hashes)),
      publishPack: (document) => papers.publish(caller, document),
      packs: (lane) => reading<readonly StoredPack[]>(lane, [], async () => (await store.packs()).filter((pack) => pack.lane === lane)),
      customers: (lane, afterMark) =>
        reading<CustomerPage>(lane, { mark: afterMark, more: false, customers: [] }, async () => {
          const page = await store.customersAfter(lane, afterMark, BATCH);
          const mark = page.at(-1)?.mark ?? afterMark;
          return { mark, more: page.length === BATCH, customers: page.map(({ customer }) => customer) };
        }),
      putCustomers: (lane, customers) => papers.putCustomers(caller, lane, customers),
      putAbsences: (lane, absences) => reading<readonly Declined[]>(lane, [], () => papers.putAbsences(caller, lane, absences)),
      absences: (lane) =>
        reading<AbsencePage>(lane, { mark: 0, entries: [] }, async () => {
          // The mark first: whoever writes between the two moves it, and is asked for again.
          const mark = await store.absenceMark(lane);
          return { mark, entries: await store.absences(lane) };
        }),
    };
  };
  const lockOut: Ledger['lockOut'] = async (lane, device) => {
    await papers.ready(TRUSTED);
    await steps.freeze(lane, device, 'revoked');
  };
  return { ...session(TRUSTED), as: session, lockOut, learnPacks: papers.learn };
};
