// Examines what a ledger keeps so that many desks share it: its epochs, the list of all cases, and who has had to do with each.
import type { CaseState } from '../case/state.ts';
import { LAST_INSTANT, type Ms } from '../kernel/time.ts';
import type { LedgerStore } from '../store/ledger-store.ts';
import { tagsOf } from './rights.ts';
import { isSame } from './same.ts';

/** A case as the log says it is: its folded state and the position of its last event. */
export type Folded = { readonly state: CaseState; readonly position: number };

type Find = (caseId: string | null, detail: string) => void;

const PAGE = 1_000;

export const examineShared = async (ledger: LedgerStore, lane: string, cases: ReadonlyMap<string, Folded>, find: Find): Promise<void> => {
  await examineEpochs(ledger, lane, find);
  await examineInventory(ledger, lane, cases, find);
  const ids = [...cases.keys()];
  for (let from = 0; from < ids.length; from += PAGE) await examineCases(ledger, lane, cases, ids.slice(from, from + PAGE), find);
};

const examineEpochs = async (ledger: LedgerStore, lane: string, find: Find): Promise<void> => {
  const head = await ledger.head(lane);
  const epochs = await ledger.epochs(lane);
  if (epochs.at(-1)?.epoch !== head?.epoch) find(null, `the lane is in ${head?.epoch}, its last epoch is ${epochs.at(-1)?.epoch}`);
  if (epochs[0]?.from !== 0) find(null, 'no epoch covers the beginning of the log');
  if (new Set(epochs.map(({ epoch }) => epoch)).size < epochs.length) find(null, 'two epochs have the same name');
  for (const { epoch, from } of epochs)
    if (from > (head?.position ?? 0)) find(null, `epoch ${epoch} begins after ${from}, behind the end of the log`);
};

/** Whatever is not in this list is forgotten by the desks; open cases stand in it whatever the horizon. */
const examineInventory = async (ledger: LedgerStore, lane: string, cases: ReadonlyMap<string, Folded>, find: Find): Promise<void> => {
  const listed = await listOf(ledger, lane, null, find);
  for (const [caseId, version] of listed) {
    const known = cases.get(caseId)?.state.version;
    if (known !== version) find(caseId, `the list of all cases says version ${version}, the log ${known}`);
  }
  const open = await listOf(ledger, lane, LAST_INSTANT, find);
  for (const [caseId, { state }] of cases) {
    if (!listed.has(caseId)) find(caseId, 'the list of all cases leaves it out');
    if (open.has(caseId) === (state.phase === 'closed')) find(caseId, `is ${state.phase}, and stands elsewhere in the list of all cases`);
  }
};

const listOf = async (ledger: LedgerStore, lane: string, closedSince: Ms | null, find: Find): Promise<ReadonlyMap<string, number>> => {
  const listed = new Map<string, number>();
  for (let after: string | null = null; ;) {
    const { cases: page, next } = await ledger.inventory({ lane, tags: null, closedSince, after, limit: PAGE });
    for (const { caseId, version } of page) {
      if (listed.has(caseId)) find(caseId, 'the list of all cases names it twice');
      listed.set(caseId, version);
    }
    if (next === null) return listed;
    after = next;
  }
};

const examineCases = async (
  ledger: LedgerStore,
  lane: string,
  cases: ReadonlyMap<string, Folded>,
  ids: readonly string[],
  find: Find,
): Promise<void> => {
  const positions = await ledger.lastPositions(lane, ids);
  const audiences = await ledger.audiences(lane, ids);
  for (const caseId of ids) {
    const { state, position } = cases.get(caseId)!;
    if (!isSame(positions.get(caseId), position))
      find(caseId, `its last event is said to be at ${positions.get(caseId)}, it is at ${position}`);
    const audience = new Set(audiences.get(caseId));
    const missing = tagsOf(state).filter((tag) => !audience.has(tag));
    if (missing.length > 0) find(caseId, `has to do with ${missing.join(', ')}, who may not see it`);
  }
};
