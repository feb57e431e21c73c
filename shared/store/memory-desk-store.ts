// Keeps a desk in memory with the same promises as on disk, save surviving the process: for tests and for thinking aloud.
import type { Json } from '../kernel/result.ts';
import type { Body } from '../case/commands.ts';
import type { Confirmed } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { Absence } from '../policy/absence.ts';
import type { CaseRow, Customer } from '../views/shapes.ts';
import type { CaseTables } from '../views/tables.ts';
import { withForecasts } from './current-state.ts';
import { customerKeys, customerQuery } from './customer-keys.ts';
import { walkGrants } from './grant-facts.ts';
import type { CopyPart, Cursor, DeskStore, Draft, Outcome, Outgoing, Refused, SearchDoc } from './desk-store.ts';
import { foldWord, markOf, queryWords, searchable, textWords } from './search-text.ts';
import { createUndo, type Table, type UndoImage } from './undo.ts';

type Entry = Outgoing & { readonly seq: number; readonly settled: boolean };
type Lane = { readonly epoch: string | null; readonly gen: number };
type Doc = SearchDoc & { readonly lane: string; readonly words: readonly string[] };
type Kept = { readonly caseId: string; readonly body: Body };

// What is stored is a copy, as on disk: nobody changes the store by changing what he was given.
const copy = <Value>(value: Value): Value => structuredCopy(value as Json) as Value;
const structuredCopy = (value: Json): Json => (value === undefined ? value : (JSON.parse(JSON.stringify(value)) as Json));

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const place = (...parts: readonly (string | number)[]): string => parts.join('\u0000');

/** `image` is a backup of the whole store, and a store begins with one again. */
export type MemoryDeskStore = DeskStore & { readonly image: () => UndoImage };

export const createMemoryDeskStore = (image?: UndoImage): MemoryDeskStore => {
  const undo = createUndo(image);
  const lanes: Table<Lane> = undo.table();
  const counters: Table<number> = undo.table();
  const next = (name: string): number => {
    const number = (counters.get(name) ?? 0) + 1;
    counters.set(name, number);
    return number;
  };
  const parts = { undo, lanes, next };
  const journal = undo.table<Entry>();
  const confirmed = undo.table<CaseState>();
  return {
    ...({} as Pick<DeskStore, CopyPart>),
    image: undo.image,
    transact: undo.transact,
    close: () => undefined,
    ...logPart(parts, journal, confirmed),
    ...journalPart(parts, journal),
    ...tablesPart(parts, journal, confirmed),
    ...papersPart(parts),
  };
};

type Parts = { readonly undo: ReturnType<typeof createUndo>; readonly lanes: Table<Lane>; readonly next: (name: string) => number };

const logPart = (parts: Parts, journal: Table<Entry>, confirmed: Table<CaseState>) => {
  const { undo, lanes } = parts;
  const events = undo.table<readonly Confirmed[]>();
  const versions = undo.table<readonly Confirmed[]>();
  const bodies = undo.table<Kept>();
  const log = (lane: string): readonly Confirmed[] => events.get(lane) ?? [];
  return {
    lanes: () => lanes.sorted().map(([lane]) => lane),
    head: (lane: string): Cursor => ({ epoch: lanes.get(lane)?.epoch ?? null, position: log(lane).length, anchor: '', scope: null }),
    setHead: (lane: string, { epoch }: Cursor) => lanes.set(lane, { gen: lanes.get(lane)?.gen ?? 0, epoch }),
    appendConfirmed: (lane: string, added: readonly Confirmed[]) => {
      if (lanes.get(lane) === undefined) lanes.set(lane, { epoch: null, gen: 0 });
      for (const entry of added) {
        const { caseId } = entry.event;
        const before = versions.get(caseId) ?? [];
        if (entry.position !== log(lane).length + 1)
          throw new Error(`hole in lane ${lane}: position ${entry.position} after ${log(lane).length}`);
        if (entry.version !== before.length + 1) throw new Error(`hole in case ${caseId}: version ${entry.version} after ${before.length}`);
        events.set(lane, [...log(lane), copy(entry)]);
        versions.set(caseId, [...before, copy(entry)]);
      }
    },
    eventsOf: (caseId: string, after = 0) => copy((versions.get(caseId) ?? []).slice(after)),
    eventsAfter: (lane: string, position: number, limit: number) => copy(log(lane).slice(position, position + limit)),
    saveBodies: (_lane: string, caseId: string, added: readonly Body[]) => {
      for (const body of added) if (bodies.get(body.hash) === undefined) bodies.set(body.hash, { caseId, body: copy(body) });
    },
    body: (hash: string) => bodies.get(hash)?.body ?? null,
    bodiesOf: (caseId: string) => bodies.sorted().flatMap(([, kept]) => (kept.caseId === caseId ? [kept.body] : [])),
    confirmedState: (caseId: string) => confirmed.get(caseId) ?? null,
    currentState: (caseId: string) =>
      withForecasts(
        confirmed.get(caseId) ?? null,
        [...journal.values()]
          .filter((entry) => entry.command.caseId === caseId && !entry.settled)
          .sort((a, b) => a.seq - b.seq)
          .flatMap(({ forecast }) => forecast),
      ),
    saveConfirmedState: (state: CaseState) => confirmed.set(state.id, copy(state)),
  };
};

const journalPart = ({ undo, lanes, next }: Parts, journal: Table<Entry>) => {
  const outcomes = undo.table<Outcome>();
  const refused = undo.table<Refused>();
  const inOrder = (): readonly Entry[] => [...journal.values()].sort((a, b) => a.seq - b.seq);
  const plain = ({ seq: _seq, settled, ...outgoing }: Entry): Outgoing => ({ ...outgoing, forecast: settled ? [] : outgoing.forecast });
  const waiting = (lane: string): readonly Entry[] => inOrder().filter((entry) => entry.command.lane === lane && !entry.settled);
  const genOf = (lane: string): number => lanes.get(lane)?.gen ?? 0;
  const entries = (lane: string, gen: number): readonly Entry[] =>
    inOrder()
      .filter((entry) => entry.command.lane === lane && entry.gen === gen)
      .toSorted((a, b) => a.dseq - b.dseq);
  return {
    journalHead: (lane: string) => {
      const last = entries(lane, genOf(lane)).at(-1);
      return { gen: genOf(lane), dseq: last?.dseq ?? 0, hash: last?.hash ?? '' };
    },
    raiseGen: (lane: string, gen: number) => lanes.set(lane, { epoch: lanes.get(lane)?.epoch ?? null, gen }),
    journal: (lane: string, gen: number, after: number, limit: number) =>
      entries(lane, gen)
        .filter(({ dseq }) => dseq > after)
        .slice(0, limit)
        .map(plain),
    queue: (outgoing: Outgoing) => {
      const { lane, id } = outgoing.command;
      if (lanes.get(lane) === undefined) lanes.set(lane, { epoch: null, gen: 0 });
      if (entries(lane, outgoing.gen).some(({ dseq }) => dseq === outgoing.dseq))
        throw new Error(`number ${outgoing.dseq} of ${lane} was given before`);
      journal.set(id, { ...copy(outgoing), seq: next('journal'), settled: false });
    },
    requeue: (outgoing: Outgoing) => {
      const known = journal.get(outgoing.command.id);
      if (known !== undefined && !known.settled) journal.set(outgoing.command.id, { ...copy(outgoing), seq: known.seq, settled: false });
    },
    waiting: (command: string) => {
      const entry = journal.get(command);
      return entry === undefined || entry.settled ? null : plain(entry);
    },
    knowsCommand: (command: string) => journal.get(command) !== undefined || outcomes.get(command) !== undefined,
    outbox: (lane: string, limit: number) => waiting(lane).slice(0, limit).map(plain),
    outboxOf: (caseId: string) =>
      inOrder()
        .filter((entry) => entry.command.caseId === caseId && !entry.settled)
        .map(plain),
    outboxCount: (lane: string) => waiting(lane).length,
    settle: (outcome: Outcome) => {
      const entry = journal.get(outcome.command);
      if (entry !== undefined) journal.set(outcome.command, { ...entry, settled: true, forecast: [] });
      if (outcomes.get(outcome.command) === undefined) outcomes.set(outcome.command, copy(outcome));
    },
    outcome: (command: string) => outcomes.get(command) ?? null,
    refuse: (outgoing: Outgoing, refusal: Refused['refusal'], at: number) => {
      const { id } = outgoing.command;
      if (refused.get(id) === undefined) refused.set(id, copy({ outgoing, refusal, at, dismissed: null }));
    },
    refused: (lane: string, author: string | null) =>
      [...refused.values()]
        .filter(
          ({ outgoing, dismissed }) =>
            dismissed === null && outgoing.command.lane === lane && (author === null || outgoing.command.actor === author),
        )
        .sort((a, b) => b.at - a.at || byText(a.outgoing.command.id, b.outgoing.command.id)),
    refusedOf: (caseId: string) =>
      [...refused.values()]
        .filter(({ outgoing }) => outgoing.command.caseId === caseId)
        .sort((a, b) => a.at - b.at || byText(a.outgoing.command.id, b.outgoing.command.id)),
    dismiss: (command: string, at: number, reason: string) => {
      const entry = refused.get(command);
      if (entry !== undefined && entry.dismissed === null) refused.set(command, { ...entry, dismissed: { at, reason } });
    },
  };
};

const tablesPart = (parts: Parts, journal: Table<Entry>, confirmed: Table<CaseState>) => {
  const { undo, next } = parts;
  const cases = undo.table<CaseTables>();
  const docs = undo.table<Doc>();
  const withPending = ({ row }: CaseTables): CaseRow => ({
    ...row,
    pending: [...journal.values()].some((entry) => entry.command.caseId === row.caseId && !entry.settled),
  });
  const standing = (lane: string, list: string): readonly { readonly due: number; readonly tables: CaseTables }[] =>
    cases.sorted().flatMap(([, tables]) => {
      const found = tables.lane === lane ? tables.lists.find((entry) => entry.list === list) : undefined;
      return found === undefined ? [] : [{ due: found.due, tables }];
    });
  return {
    ...walkGrants((lane) => cases.sorted().flatMap(([, tables]) => (tables.lane === lane ? tables.grants : []))),
    putTables: (tables: CaseTables) => cases.set(tables.row.caseId, copy({ ...tables, row: { ...tables.row, pending: false } })),
    tables: (caseId: string) => cases.get(caseId) ?? null,
    dropTables: (caseId: string) => cases.delete(caseId),
    row: (caseId: string) => {
      const found = cases.get(caseId);
      return found === undefined ? null : withPending(found);
    },
    list: (lane: string, list: string, limit: number) =>
      standing(lane, list)
        .toSorted((a, b) => a.due - b.due || byText(a.tables.row.caseId, b.tables.row.caseId))
        .slice(0, limit)
        .map(({ tables }) => withPending(tables)),
    places: (lane: string, list: string, limit: number, after = -1) =>
      standing(lane, list)
        .filter(({ due }) => due > after)
        .map(({ due, tables }) => ({ list, due, caseId: tables.row.caseId }))
        .toSorted((a, b) => a.due - b.due || byText(a.caseId, b.caseId))
        .slice(0, limit),
    listCount: (lane: string, list: string) => standing(lane, list).length,
    dueCount: (lane: string, list: string, until: number) => standing(lane, list).filter(({ due }) => due <= until).length,
    listSizes: (lane: string) => {
      const sizes = new Map<string, number>();
      for (const tables of cases.values())
        if (tables.lane === lane) for (const { list } of tables.lists) sizes.set(list, (sizes.get(list) ?? 0) + 1);
      return [...sizes].sort(([a], [b]) => byText(a, b)).map(([list, size]) => ({ list, size }));
    },
    casesOfCustomer: (lane: string, customer: string, limit: number) =>
      [...cases.values()]
        .filter((tables) => tables.lane === lane && tables.customer === customer)
        .sort((a, b) => b.row.openedAt - a.row.openedAt || byText(a.row.caseId, b.row.caseId))
        .slice(0, limit)
        .map(withPending),
    caseByNumber: (lane: string, number: string) =>
      cases.sorted().find(([, tables]) => tables.lane === lane && tables.row.number === number)?.[0] ?? null,
    caseIds: (lane: string, after: string | null, limit: number) =>
      cases
        .sorted()
        .flatMap(([id, tables]) => (tables.lane === lane && id > (after ?? '') ? [id] : []))
        .slice(0, limit),
    clearDerived: (lane: string) => {
      for (const [id, tables] of cases.sorted()) if (tables.lane === lane) cases.delete(id);
      for (const [id, state] of confirmed.sorted()) if (state.lane === lane) confirmed.delete(id);
      for (const [id, doc] of docs.sorted()) if (doc.lane === lane) docs.delete(id);
    },
    index: ({ command, caseId, lane, text }: Parameters<DeskStore['index']>[0]) => {
      const doc = next('search');
      const words = textWords(searchable(text)).map(foldWord);
      docs.set(command, { doc, command, caseId, lane, words, mark: markOf(searchable(text)) });
    },
    unindex: (command: string) => docs.delete(command),
    search: (lane: string, query: string, limit: number) => {
      const asked = queryWords(query).map(foldWord);
      if (asked.length === 0) return [];
      const hits = [...docs.values()]
        .filter((doc) => doc.lane === lane && asked.every((word) => doc.words.some((known) => known.startsWith(word))))
        .sort((a, b) => b.doc - a.doc);
      return [...new Set(hits.map(({ caseId }) => caseId))].slice(0, limit);
    },
    searchDocs: (lane: string, after: number, limit: number) =>
      [...docs.values()]
        .filter((doc) => doc.lane === lane && doc.doc > after)
        .sort((a, b) => a.doc - b.doc)
        .slice(0, limit)
        .map(({ doc, command, caseId, mark }) => ({ doc, command, caseId, mark })),
  };
};

const papersPart = ({ undo }: Parts) => {
  const customers = undo.table<{ readonly lane: string; readonly customer: Customer }>();
  const absences = undo.table<Absence>();
  const drafts = undo.table<Draft>();
  const packs = undo.table<ReturnType<DeskStore['packs']>[number]>();
  const settings = undo.table<string>();
  const ofLane = (lane: string): readonly Customer[] =>
    customers.sorted().flatMap(([, entry]) => (entry.lane === lane ? [entry.customer] : []));
  return {
    putCustomers: (lane: string, list: readonly Customer[]) =>
      list.forEach((customer) => customers.set(place(lane, customer.id), { lane, customer: copy(customer) })),
    customer: (lane: string, id: string) => customers.get(place(lane, id))?.customer ?? null,
    customers: (lane: string, after: string, limit: number) =>
      ofLane(lane)
        .filter(({ id }) => id > after)
        .slice(0, limit),
    customerCount: (lane: string) => ofLane(lane).length,
    findCustomers: (lane: string, text: string, limit: number) => {
      const asked = customerQuery(text);
      if (asked.length === 0) return [];
      return ofLane(lane)
        .filter((customer) => asked.every((group) => group.some((key) => customerKeys(customer).some((known) => known.startsWith(key)))))
        .slice(0, limit);
    },
    putAbsences: (list: readonly Absence[]) => list.forEach((entry) => absences.set(place(entry.lane, entry.id), copy(entry))),
    absences: (lane: string) => absences.sorted().flatMap(([, entry]) => (entry.lane === lane ? [entry] : [])),
    saveDraft: (draft: Draft) => drafts.set(place(draft.author, draft.key), copy(draft)),
    draft: (author: string, key: string) => drafts.get(place(author, key)) ?? null,
    deleteDraft: (author: string, key: string) => drafts.delete(place(author, key)),
    savePack: (lane: string, version: string, document: Parameters<DeskStore['savePack']>[2], at: number) => {
      if (packs.get(place(lane, version)) === undefined) packs.set(place(lane, version), copy({ lane, version, document, at }));
    },
    packs: () =>
      packs
        .sorted()
        .map(([, pack]) => pack)
        .toSorted((a, b) => a.at - b.at || byText(a.lane, b.lane) || byText(a.version, b.version)),
    setting: (key: string) => settings.get(key) ?? null,
    saveSetting: (key: string, value: string) => settings.set(key, value),
  };
};
