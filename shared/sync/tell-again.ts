// Compares a desk's own journal with what the hub remembers of it: a hub set back is told again, a desk set back begins a new incarnation.
import type { Cursor, Outgoing } from '../store/desk-store.ts';
import type { LedgerJournal } from '../store/ledger-store.ts';
import type { Inside } from './inside.ts';
import { dropQuestions } from './lease-questions.ts';
import { ownAside, STUCK, tellLost } from './lost-commands.ts';
import { owesJournal, owesNothing, tellFrom } from './owed-journal.ts';
import { entryHash, type Greeting } from './protocol.ts';
import { chainFrom, sendBatch } from './push.ts';
import { takeVerdicts } from './retold.ts';

export const helloOf = ({ store, transport, device }: Inside, lane: string, cursor: Cursor = store.head(lane)): Promise<Greeting | null> =>
  transport.hello({ lane, device, gen: store.journalHead(lane).gen }, cursor);

/** The last number this desk holds a verdict for, in its present incarnation. */
export const lastSettled = ({ store }: Pick<Inside, 'store'>, lane: string): number => {
  const head = store.journalHead(lane);
  const [first] = store.outbox(lane, 1);
  return first !== undefined && first.gen === head.gen ? first.dseq - 1 : head.dseq;
};

/** Whether the hub knows less of the journal than it has ruled on, or may know another one. */
export const lags = async (inside: Inside, lane: string, { journal }: Pick<Greeting, 'journal'>): Promise<boolean> => {
  const settled = lastSettled(inside, lane);
  if (settled === 0) return lagsBefore(inside, lane);
  return (journal?.dseq ?? 0) < settled || !isSameJournal(inside, lane, journal!);
};

/**
 * Numbers that begin anew say nothing of those before, and a log of which nothing may be seen does not either: a hub may have been set back
 * in between and not know it.
 */
const lagsBefore = async (inside: Inside, lane: string): Promise<boolean> => {
  const { store, transport, device } = inside;
  for (let gen = store.journalHead(lane).gen - 1; gen >= 0; gen -= 1) {
    if (store.journal(lane, gen, 0, 1).length === 0) continue;
    const { journal } = (await transport.hello({ lane, device, gen }, store.head(lane))) ?? { journal: null };
    const isWhole = journal !== null && store.journal(lane, gen, journal.dseq, 1).length === 0;
    if (!isWhole || !isSameJournal(inside, lane, journal)) return true;
  }
  return false;
};

/** Its hash covers all before it, so one entry says it of all. */
const isSameJournal = ({ store }: Inside, lane: string, { gen, dseq, hash }: LedgerJournal): boolean =>
  store.journal(lane, gen, dseq - 1, 1)[0]?.hash === hash;

/**
 * Sends the whole journal after what the hub still knows; it decides as it did before, so nearly always the same events come out. A
 * verdict that comes out otherwise is told to the author.
 */
export const tellAgain = async (inside: Inside, lane: string): Promise<void> => {
  const { store, transport, device } = inside;
  const newest = store.journalHead(lane).gen;
  const aside = ownAside(inside, lane);
  const isOwed = owesJournal(inside, lane);
  for (let gen = 0; gen <= newest; gen += 1) {
    const journal = (await transport.hello({ lane, device, gen }, store.head(lane)))?.journal ?? null;
    // What it knows under these numbers may be what a copy of this disk told it since; then it says so.
    const lost = aside.flatMap((entry) => (entry.gen === gen ? [entry.dseq - 1] : []));
    const from = tellFrom(inside, lane, gen, Math.min(journal?.dseq ?? 0, ...lost));
    const isTold = store.journal(lane, gen, from, 1).length > 0;
    const refused = await tellJournal(inside, lane, gen, from);
    // What keeps the hub from taking it is told by the conversation that follows.
    if (refused !== null && !STUCK.has(refused)) return;
    const isSure = refused === null && (isTold || journal === null || isSameJournal(inside, lane, journal));
    if (!isSure && (await tellLost(inside, lane, gen, isOwed)) !== null) return;
  }
  owesNothing(inside, lane);
};

/** One incarnation after a number; answers the code under which the hub did not take it. */
export const tellJournal = async (inside: Inside, lane: string, gen: number, after: number): Promise<string | null> => {
  for (let from = after; ;) {
    const entries = chainFrom(inside, lane, { gen, dseq: from + 1 });
    if (entries.length === 0) return null;
    const answer = await sendBatch(inside, lane, entries);
    if (!answer.ok) return answer.refusal.code;
    takeVerdicts(inside, lane, entries, answer.value.verdicts);
    const last = answer.value.verdicts.at(-1)?.dseq ?? from;
    // A hub that takes a push and rules on none of it would be asked for ever.
    if (last === from) return 'no-verdict';
    from = last;
  }
};

/** The hub has settled numbers this desk never gave, or knows a later incarnation: the desk's file is an older copy. */
export const isSetBack = ({ store }: Inside, lane: string, hello: Greeting): boolean => {
  const head = store.journalHead(lane);
  return (hello.journal?.dseq ?? 0) > head.dseq || (hello.newestGen ?? 0) > head.gen;
};

/** How far a journal went as somebody else remembers it. */
export type Remembered = Pick<Greeting, 'newestGen'> & { readonly journal: { readonly dseq: number } | null };

/** New incarnation, numbers from 1; a command the hub already ruled on gets its stored verdict under the new number. */
export const renumber = (inside: Inside, lane: string, hello: Remembered): void => {
  renewNumbers(inside, lane, hello);
  inside.leaseRecord.raised(lane);
};

/** The same, for whoever knows himself how far the old incarnation went with its leases. `skipped`: case numbers left out besides. */
export const renewNumbers = (inside: Inside, lane: string, hello: Remembered, skipped = 0): void => {
  const { store, digest, device } = inside;
  const head = store.journalHead(lane);
  const gen = Math.max(head.gen, hello.newestGen ?? 0) + 1;
  store.transact(() => {
    // What the old incarnation asked about its leases is not the new one's to ask: least of all may it give any of them back.
    dropQuestions(inside, lane);
    const waiting = store.outbox(lane, Number.MAX_SAFE_INTEGER);
    store.raiseGen(lane, gen);
    let prev = '';
    waiting.forEach((outgoing: Outgoing, index) => {
      const hash = entryHash(digest, { device, gen }, index + 1, prev, outgoing.text);
      store.requeue({ ...outgoing, device, gen, dseq: index + 1, prev, hash });
      prev = hash;
    });
    // Each number of a case was given by one command, so so many case numbers at most are lost with the older copy.
    const lost =
      Math.max(0, (hello.journal?.dseq ?? 0) - head.dseq) +
      (hello.newestGen !== null && hello.newestGen > head.gen ? SKIPPED_NUMBERS : 0) +
      skipped;
    const counter = `case-counter:${lane}`;
    store.saveSetting(counter, String(Number(store.setting(counter) ?? '0') + lost));
  });
};

/** Case numbers left out where nobody can say how many an unknown incarnation has given. */
export const SKIPPED_NUMBERS = 10_000;
