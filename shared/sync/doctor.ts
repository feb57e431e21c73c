// Examines a desk: whether the log is whole, the journal's chain intact, and everything derived equal to a rebuild from the log.
import type { Digest } from '../kernel/ids.ts';
import type { Clock } from '../kernel/time.ts';
import type { CaseEvent, Confirmed } from '../case/events.ts';
import type { BudgetTotal, DeskStore } from '../store/desk-store.ts';
import { spentBy, sumUp } from '../store/grant-facts.ts';
import { markOf, queryWords, searchable } from '../kernel/search-text.ts';
import type { CaseTables } from '../views/tables.ts';
import { groupBy, searchTextOfConfirmed } from './apply.ts';
import { deriveTables } from './derive.ts';
import { fold, refold, searchTextOf } from './forecast.ts';
import { contextFor, readBody } from './inside.ts';
import { createAbsenceBook, type AbsenceBook } from './absence-book.ts';
import { createPolicies, type Policies } from './policies.ts';
import { bodyHash, entryHash, EVERYTHING } from './protocol.ts';
import { isSame } from './same.ts';

/** What is not as it must be; `detail` is for people who repair, in English. */
export type Finding = {
  readonly code:
    | 'position-hole'
    | 'version-hole'
    | 'journal-broken'
    | 'body-mismatch'
    | 'outcome-missing'
    | 'confirmed-state-differs'
    | 'current-state-differs'
    | 'row-differs'
    | 'list-differs'
    | 'grants-differ'
    | 'budget-differs'
    | 'row-without-case'
    | 'search-differs'
    | 'ledger-broken'
    | 'ledger-differs';
  readonly lane: string;
  readonly caseId: string | null;
  readonly detail: string;
};

export type Patient = { readonly store: DeskStore; readonly clock: Clock; readonly digest: Digest };

export type DeskReport = {
  readonly lanes: number;
  readonly cases: number;
  readonly events: number;
  readonly commands: number;
  /** Cases whose earlier events have not come yet: on their way, not lost. */
  readonly unfilled?: number;
  /** Events the hub lost when it was set back and that have not come again; this desk keeps them. */
  readonly aside?: number;
  readonly findings: readonly Finding[];
};

const PAGE = 1000;
/** So many texts are looked up by their own words; more would take longer than a rebuild. */
const SEARCH_SAMPLE = 200;

export const examineDesk = (patient: Patient): DeskReport => {
  const policies = createPolicies();
  policies.add(patient.store.packs());
  const absences = createAbsenceBook(patient.store);
  const findings: Finding[] = [];
  const sums = { cases: 0, events: 0, commands: 0, unfilled: 0, aside: 0 };
  const lanes = patient.store.lanes();
  for (const lane of lanes) {
    const room: Room = {
      ...patient,
      policies,
      absences,
      lane,
      find: (code, caseId, detail) => void findings.push({ code, lane, caseId, detail }),
    };
    const log = examineLog(room);
    sums.events += log.events;
    sums.commands += examineJournal(room);
    sums.cases += examineCases(room, log.versions);
    examineSearch(room, log.texts);
    sums.unfilled += patient.store.unfilledCount(lane);
    sums.aside += patient.store.asideCount(lane);
  }
  return { lanes: lanes.length, ...sums, findings };
};

type Room = Patient & {
  readonly policies: Policies;
  readonly absences: AbsenceBook;
  readonly lane: string;
  readonly find: (code: Finding['code'], caseId: string | null, detail: string) => void;
};

type Texts = Map<string, { readonly caseId: string; readonly text: string }>;

const examineLog = (room: Room): { readonly events: number; readonly versions: Map<string, number>; readonly texts: Texts } => {
  const { store, lane, find } = room;
  const versions = new Map<string, number>();
  const texts: Texts = new Map();
  // A desk that may not see everything has no gapless positions; there the versions of each case alone tell a hole.
  const seesAll = store.head(lane).scope === EVERYTHING;
  let events = 0;
  let position = 0;
  let open: CaseEvent[] = [];
  const finish = (): void => {
    if (open.length > 0) texts.set(open[0]!.command, { caseId: open[0]!.caseId, text: searchTextOfConfirmed(room, open) });
    open = [];
  };
  for (let page: readonly Confirmed[]; (page = store.eventsAfter(lane, position, PAGE)).length > 0;) {
    for (const { event, position: here, version } of page) {
      if (seesAll && here !== position + 1) find('position-hole', event.caseId, `position ${here} follows ${position}`);
      const before = versions.get(event.caseId) ?? store.missing(event.caseId);
      if (version !== before + 1) find('version-hole', event.caseId, `version ${version} follows ${before}`);
      versions.set(event.caseId, version);
      if (event.body !== null) examineBody(room, event.caseId, event.body);
      // The events of one command stand side by side.
      if (open[0]?.command !== event.command) finish();
      open.push(event);
      position = here;
      events += 1;
    }
  }
  finish();
  return { events, versions, texts };
};

const examineBody = ({ store, digest, find }: Room, caseId: string, hash: string): void => {
  const body = store.body(hash);
  // Words may be withheld; words that are there must be those that were sealed.
  if (body !== null && bodyHash(digest, body.salt, body.text) !== hash)
    find('body-mismatch', caseId, `the words under ${hash} are not the sealed ones`);
};

const examineJournal = (room: Room): number => {
  const { store, lane, digest, find } = room;
  let commands = 0;
  for (let gen = 0; gen <= store.journalHead(lane).gen; gen += 1) {
    let prev = '';
    let dseq = 0;
    for (let page; (page = store.journal(lane, gen, dseq, PAGE)).length > 0;) {
      for (const entry of page) {
        const expected = entryHash(digest, { device: entry.device, gen }, entry.dseq, prev, entry.text);
        if (entry.dseq !== dseq + 1 || entry.prev !== prev || entry.hash !== expected)
          find('journal-broken', entry.command.caseId, `the chain breaks at ${gen}/${entry.dseq}`);
        if (store.waiting(entry.command.id) === null && store.outcome(entry.command.id) === null)
          find('outcome-missing', entry.command.caseId, `${entry.command.id} is settled without a verdict`);
        if (entry.command.body !== null) examineBody(room, entry.command.caseId, entry.command.body);
        prev = entry.hash;
        dseq = entry.dseq;
        commands += 1;
      }
    }
  }
  return commands;
};

const examineCases = (room: Room, versions: ReadonlyMap<string, number>): number => {
  const { store, lane, find } = room;
  const waiting = groupBy(store.outbox(lane, Number.MAX_SAFE_INTEGER), ({ command }) => command.caseId);
  const lists = new Map<string, [due: number, caseId: string][]>();
  const spent: BudgetTotal[] = [];
  const unfilled = store.unfilled(lane, Number.MAX_SAFE_INTEGER).map(({ caseId }) => caseId);
  const known = new Set([...versions.keys(), ...unfilled, ...waiting.keys()]);
  for (const caseId of known) {
    if (store.missing(caseId) > 0 && store.snapshotOf(caseId) === null) {
      find('confirmed-state-differs', caseId, 'what the case was taken over at is gone');
      continue;
    }
    // What a case was taken over at can only be held against its events, and is as soon as they are here.
    const confirmed = fold(
      store.snapshotOf(caseId)?.state ?? null,
      store.eventsOf(caseId).map(({ event }) => event),
    );
    if (!isSame(confirmed, store.confirmedState(caseId)))
      find('confirmed-state-differs', caseId, 'the stored confirmed state is not the fold of the log');
    const outbox = waiting.get(caseId) ?? [];
    const current = outbox.length === 0 ? confirmed : refold(confirmed, outbox, (command, state) => contextFor(room, command, state)).state;
    if (!isSame(current, store.currentState(caseId)))
      find('current-state-differs', caseId, 'the stored state is not confirmed plus outbox');
    const tables = current === null ? null : deriveTables(room, current);
    if (!isSame(plain(tables), plain(store.tables(caseId)))) find('row-differs', caseId, 'row or lists are not what the state says');
    const grants = tables?.grants ?? [];
    if (!isSame(grants, store.grantsOfCase(lane, caseId)))
      find('grants-differ', caseId, 'what counts as granted is not what the state says');
    spent.push(...grants.flatMap((grant) => spentBy(lane, grant)));
    for (const { list, due } of tables?.lists ?? []) {
      const places = lists.get(list) ?? [];
      places.push([due, caseId]);
      lists.set(list, places);
    }
  }
  for (let after: string | null = null, page; (page = store.caseIds(lane, after, PAGE)).length > 0; after = page.at(-1)!)
    for (const caseId of page) if (!known.has(caseId)) find('row-without-case', caseId, 'a row without any event or waiting command');
  examineLists(room, lists);
  for (let after: string | null = null, page; (page = store.grantedCases(lane, after, PAGE)).length > 0; after = page.at(-1)!)
    for (const caseId of page)
      if (!known.has(caseId)) find('grants-differ', caseId, 'something granted without any event or waiting command');
  // What was granted in cases this desk may not see counts in its months too.
  spent.push(...store.digests(lane).flatMap(({ grants }) => grants.flatMap((grant) => spentBy(lane, grant))));
  if (!isSame(sumUp(spent), sumUp(store.budgetTotals(lane))))
    find('budget-differs', null, 'the sums of the months are not what was granted');
  return known.size;
};

const examineLists = ({ store, lane, find }: Room, lists: ReadonlyMap<string, [due: number, caseId: string][]>): void => {
  const stored = new Map(store.listSizes(lane).map(({ list, size }) => [list, size]));
  for (const list of new Set([...lists.keys(), ...stored.keys()])) {
    const expected = [...(lists.get(list) ?? [])].sort(([a, x], [b, y]) => a - b || (x < y ? -1 : 1)).map(([, caseId]) => caseId);
    const found = store.list(lane, list, Number.MAX_SAFE_INTEGER).map(({ caseId }) => caseId);
    if (!isSame(expected, found))
      find('list-differs', null, `${list} holds ${found.length} cases in another order or number than ${expected.length}`);
    if (store.listCount(lane, list) !== expected.length)
      find('list-differs', null, `${list} counts ${store.listCount(lane, list)} instead of ${expected.length}`);
  }
};

const examineSearch = (room: Room, texts: Texts): void => {
  const { store, lane, find } = room;
  for (const { command, forecast } of store.outbox(lane, Number.MAX_SAFE_INTEGER))
    if (forecast.length > 0)
      texts.set(command.id, {
        caseId: command.caseId,
        text: searchTextOf(forecast, command.body === null ? null : readBody(store, command.body)),
      });
  const expected = new Map([...texts].filter(([, { text }]) => text !== ''));
  const step = Math.max(1, Math.floor(expected.size / SEARCH_SAMPLE));
  let seen = 0;
  for (let after = 0, page; (page = store.searchDocs(lane, after, PAGE)).length > 0; after = page.at(-1)!.doc) {
    for (const { command, caseId, mark } of page) {
      const text = expected.get(command);
      if (text === undefined || text.caseId !== caseId || markOf(searchable(text.text)) !== mark)
        find('search-differs', caseId, `the search holds other words for ${command}`);
      else if (seen % step === 0 && !isFound(store, lane, text)) find('search-differs', caseId, `the words of ${command} are not found`);
      expected.delete(command);
      seen += 1;
    }
  }
  for (const [command, { caseId }] of expected) find('search-differs', caseId, `the search lacks the words of ${command}`);
};

/** Looked up by all its first words at once, which leaves few other cases; one of very common words may be hidden behind them. */
const isFound = (store: DeskStore, lane: string, { caseId, text }: { readonly caseId: string; readonly text: string }): boolean => {
  const words = queryWords(text);
  if (words.length === 0) return true;
  const hits = store.search(lane, words.join(' '), PAGE);
  return hits.length === PAGE || hits.includes(caseId);
};

const plain = (tables: CaseTables | null): CaseTables | null =>
  tables === null ? null : { ...tables, row: { ...tables.row, pending: false }, grants: [] };
