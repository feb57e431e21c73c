// Keeps a desk in memory with the same promises as on disk, save surviving the process: for tests and for thinking aloud.
import type { Absence } from '../policy/absence.ts';
import type { Grant } from '../policy/authority-types.ts';
import type { CaseRow, Customer } from '../views/shapes.ts';
import type { CaseTables } from '../views/tables.ts';
import { customerKeys, customerQuery } from './customer-keys.ts';
import { walkGrants } from './grant-facts.ts';
import type { DeskStore, Draft, Outcome, Outgoing, Refused } from './desk-store.ts';
import { remembered } from './remembered.ts';
import { memoryLog } from './memory-desk-copy.ts';
import { byText, copy, memoryTables, place, type Entry, type MemoryTables } from './memory-desk-tables.ts';
import { rankOf } from './search-rank.ts';
import { foldWord, markOf, queryWords, searchable, textWords } from '../kernel/search-text.ts';
import { createUndo, type UndoImage } from './undo.ts';

/** `image` is a backup of the whole store, and a store begins with one again. */
export type MemoryDeskStore = DeskStore & { readonly image: () => UndoImage };

export const createMemoryDeskStore = (image?: UndoImage): MemoryDeskStore => {
  const undo = createUndo(image);
  const tables = memoryTables(undo);
  const { counters } = tables;
  const next = (name: string): number => {
    const number = (counters.get(name) ?? 0) + 1;
    counters.set(name, number);
    return number;
  };
  const parts = { undo, tables, next };
  return remembered({
    image: undo.image,
    transact: undo.transact,
    close: () => undefined,
    ...memoryLog(tables),
    ...journalPart(parts),
    ...tablesPart(parts),
    ...papersPart(parts),
  });
};

/** So many texts said at one moment have numbers of their own. */
const SAME_MOMENT = 2 ** 12;

type Parts = {
  readonly undo: ReturnType<typeof createUndo>;
  readonly tables: MemoryTables;
  readonly next: (name: string) => number;
};

const journalPart = ({ undo, tables: { lanes, journal }, next }: Parts) => {
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
    raiseGen: (lane: string, gen: number) => lanes.set(lane, { epoch: null, scope: null, pinned: null, ...lanes.get(lane), gen }),
    journal: (lane: string, gen: number, after: number, limit: number) =>
      entries(lane, gen)
        .filter(({ dseq }) => dseq > after)
        .slice(0, limit)
        .map(plain),
    queue: (outgoing: Outgoing) => {
      const { lane, id } = outgoing.command;
      if (lanes.get(lane) === undefined) lanes.set(lane, { epoch: null, gen: 0, scope: null, pinned: null });
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
    revise: (outcome: Outcome) => outcomes.set(outcome.command, copy(outcome)),
    outcome: (command: string) => outcomes.get(command) ?? null,
    refuse: (outgoing: Outgoing, refusal: Refused['refusal'], at: number) => {
      const { id } = outgoing.command;
      const known = refused.get(id);
      if (known === undefined || known.dismissed?.reason === 'accepted') refused.set(id, copy({ outgoing, refusal, at, dismissed: null }));
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

const tablesPart = ({ tables: { cases, docs, digests, journal, confirmed }, next }: Parts) => {
  const withPending = ({ row }: CaseTables): CaseRow => ({
    ...row,
    pending: [...journal.values()].some((entry) => entry.command.caseId === row.caseId && !entry.settled),
  });
  const standing = (lane: string, list: string): readonly { readonly due: number; readonly tables: CaseTables }[] =>
    cases.sorted().flatMap(([, tables]) => {
      const found = tables.lane === lane ? tables.lists.find((entry) => entry.list === list) : undefined;
      return found === undefined ? [] : [{ due: found.due, tables }];
    });
  const granted = (lane: string): readonly Grant[] => cases.sorted().flatMap(([, tables]) => (tables.lane === lane ? tables.grants : []));
  const elsewhere = (lane: string): readonly Grant[] =>
    digests.sorted().flatMap(([, entry]) => (entry.lane === lane ? entry.digest.grants : []));
  return {
    ...walkGrants((lane) => [...granted(lane), ...elsewhere(lane)]),
    grantedCases: walkGrants(granted).grantedCases,
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
    index: ({ command, caseId, lane, text, at }: Parameters<DeskStore['index']>[0]) => {
      const rank = rankOf(at);
      const doc = rank * SAME_MOMENT + next(place('search', lane, rank));
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
    tidySearch: () => false,
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
    dropCustomers: (lane: string, limit: number) =>
      ofLane(lane)
        .slice(0, limit)
        .forEach(({ id }) => customers.delete(place(lane, id))),
    putAbsences: (list: readonly Absence[]) => list.forEach((entry) => absences.set(place(entry.lane, entry.id), copy(entry))),
    absences: (lane: string) => absences.sorted().flatMap(([, entry]) => (entry.lane === lane ? [entry] : [])),
    dropAbsences: (lane: string) => {
      for (const [key, entry] of absences.sorted()) if (entry.lane === lane) absences.delete(key);
    },
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
