// Examines a ledger: gapless positions, contiguous versions, states that follow from the log, unbroken journals; and a desk beside it.
import type { Digest } from '../kernel/ids.ts';
import type { CaseEvent, Confirmed } from '../case/events.ts';
import { grantsOf } from '../case/grants.ts';
import type { BudgetTotal, DeskStore } from '../store/desk-store.ts';
import { spentBy, sumUp } from '../store/grant-facts.ts';
import type { LedgerStore } from '../store/ledger-store.ts';
import type { Finding } from './doctor.ts';
import { examineShared, type Folded } from './doctor-shared.ts';
import { fold } from './forecast.ts';
import { bodyHash, entryHash } from './protocol.ts';
import { isSame } from './same.ts';

const PAGE = 1000;

export const examineLedger = async (ledger: LedgerStore, digest: Digest): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for (const lane of await ledger.lanes()) {
    const find = (caseId: string | null, detail: string): void => void findings.push({ code: 'ledger-broken', lane, caseId, detail });
    await examineLog(ledger, digest, lane, find);
    await examineJournals(ledger, digest, lane, find);
  }
  return findings;
};

type Find = (caseId: string | null, detail: string) => void;

const examineLog = async (ledger: LedgerStore, digest: Digest, lane: string, find: Find): Promise<void> => {
  const cases = new Map<string, CaseEvent[]>();
  const last = new Map<string, number>();
  let position = 0;
  for (let page: readonly Confirmed[]; (page = await ledger.events(lane, position, PAGE)).length > 0;) {
    for (const { event, position: here, version } of page) {
      const before = cases.get(event.caseId) ?? [];
      if (here !== position + 1) find(event.caseId, `position ${here} follows ${position}`);
      if (version !== before.length + 1) find(event.caseId, `version ${version} follows ${before.length}`);
      before.push(event);
      cases.set(event.caseId, before);
      last.set(event.caseId, here);
      position = here;
    }
    const hashes = page.flatMap(({ event }) => (event.body === null ? [] : [event.body]));
    const said = await ledger.bodies(lane, hashes);
    for (const { hash, salt, text } of said)
      if (bodyHash(digest, salt, text) !== hash) find(null, `the words under ${hash} are not the sealed ones`);
    const found = new Set(said.map(({ hash }) => hash));
    for (const hash of new Set(hashes)) if (!found.has(hash)) find(null, `the words under ${hash} are not found`);
  }
  const head = await ledger.head(lane);
  if (head?.position !== position) find(null, `the lane says ${head?.position}, its log ends at ${position}`);
  const folded = new Map<string, Folded>();
  for (const [caseId, events] of cases) {
    const state = (await ledger.states([caseId])).get(caseId);
    const told = fold(null, events);
    if (!isSame(told, state)) find(caseId, 'the stored state is not the fold of the log');
    if (told !== null) folded.set(caseId, { state: told, position: last.get(caseId)! });
  }
  await examineGrants(ledger, lane, cases, find);
  await examineShared(ledger, lane, folded, find);
};

/** A month is the one of the zone of whichever pack was in force when the case last moved. */
const examineGrants = async (
  ledger: LedgerStore,
  lane: string,
  cases: ReadonlyMap<string, readonly CaseEvent[]>,
  find: Find,
): Promise<void> => {
  const zones = new Set((await ledger.packs()).flatMap((pack) => (pack.lane === lane ? [pack.document.principal.zone] : [])));
  const spent: BudgetTotal[] = [];
  for (const [caseId, events] of cases) {
    const state = fold(null, events);
    const stored = await ledger.grantsOfCase(lane, caseId);
    if (state === null || ![...zones].some((zone) => isSame(grantsOf(state, zone), stored)))
      find(caseId, 'what counts as granted is not what the log says');
    spent.push(...stored.flatMap((grant) => spentBy(lane, grant)));
  }
  for (let after: string | null = null, page; (page = await ledger.grantedCases(lane, after, PAGE)).length > 0; after = page.at(-1)!)
    for (const caseId of page) if (!cases.has(caseId)) find(caseId, 'something granted in a case that is not in the log');
  if (!isSame(sumUp(spent), sumUp(await ledger.budgetTotals(lane)))) find(null, 'the sums of the months are not what was granted');
};

const examineJournals = async (ledger: LedgerStore, digest: Digest, lane: string, find: Find): Promise<void> => {
  for (const key of await ledger.journals(lane)) {
    let prev = '';
    let dseq = 0;
    for (let page; (page = await ledger.settledAfter(key, dseq, PAGE)).length > 0;) {
      for (const { outcome, hash, text } of page) {
        if (outcome.dseq !== dseq + 1 || entryHash(digest, key, outcome.dseq, prev, text) !== hash)
          find(null, `journal ${key.device}/${key.gen} breaks at ${outcome.dseq}`);
        prev = hash;
        dseq = outcome.dseq;
      }
      // By its name it is known again under another number.
      const named = await ledger.settledCommands(
        lane,
        page.map(({ outcome }) => outcome.command),
      );
      for (const { outcome } of page) if (!named.has(outcome.command)) find(null, `command ${outcome.command} is not found by its name`);
    }
    const head = await ledger.journal(key);
    if (head?.dseq !== dseq || head.hash !== prev)
      find(null, `journal ${key.device}/${key.gen} says ${head?.dseq}, its verdicts end at ${dseq}`);
  }
};

/** What a desk has confirmed stands in the ledger at the same places; it may know a part of it only. */
export const compareWithLedger = async (store: DeskStore, ledger: LedgerStore): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for (const lane of store.lanes()) {
    for (let position = 0, mine: readonly Confirmed[]; (mine = store.eventsAfter(lane, position, PAGE)).length > 0;) {
      const theirs = await between(ledger, lane, mine[0]!.position, mine.at(-1)!.position);
      const other = mine.find((entry) => !isSame(pick(entry), pick(theirs.get(entry.position))));
      if (other !== undefined) {
        const detail = `desk and ledger differ at position ${other.position}`;
        findings.push({ code: 'ledger-differs', lane, caseId: other.event.caseId, detail });
        break;
      }
      position = mine.at(-1)!.position;
    }
  }
  return findings;
};

const between = async (ledger: LedgerStore, lane: string, from: number, to: number): Promise<ReadonlyMap<number, Confirmed>> => {
  const found = new Map<number, Confirmed>();
  for (let position = from - 1; position < to;) {
    const page = await ledger.events(lane, position, Math.min(PAGE, to - position));
    if (page.length === 0) break;
    page.forEach((entry) => found.set(entry.position, entry));
    position = page.at(-1)!.position;
  }
  return found;
};

const pick = (entry: Confirmed | undefined): unknown => (entry === undefined ? null : { event: entry.event, version: entry.version });
