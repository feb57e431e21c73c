// Ends what a desk has of a lane it may no longer see: what waits is pushed first, then cases and papers are forgotten; journal, drafts and packs stay.
import { applyArrival } from './apply.ts';
import type { Outcome } from '../store/desk-store.ts';
import type { Inside } from './inside.ts';
import { STUCK, tellLost } from './lost-commands.ts';
import { owesJournal, owesNothing, tellFrom } from './owed-journal.ts';
import { CUSTOMERS_MARK } from './papers.ts';
import { BATCH, LISTED } from './protocol.ts';
import { chainFrom, namedByNumber, sendBatch } from './push.ts';
import { takeVerdicts } from './retold.ts';
import { lastSettled, tellJournal } from './tell-again.ts';
import { forgetAll } from './stocktaking.ts';

/**
 * Answers the trouble to show, which is `why` unless the hub does not take what waits. `unknown-lane`: the hub does not keep the lane at all
 * (it has lost it), so nothing is forgotten.
 */
export const leave = async (inside: Inside, lane: string, why: string): Promise<string> => {
  const { store } = inside;
  const refused = (await tellOwed(inside, lane)) ?? (await pushAll(inside, lane));
  if (refused !== null && PASSING.has(refused)) return refused;
  for (let after: string | null = null, page; (page = store.versions(lane, after, LISTED)).length > 0; after = page.at(-1)!.caseId) {
    const cases = page.map(({ caseId }) => caseId);
    await forgetAll(inside, lane, cases);
  }
  const { epoch, position, anchor, scope } = store.head(lane);
  // What must stay because something waits in it is held against the hub's log before anything is built on it.
  const place = store.versions(lane, null, 1).length === 0 ? { position: 0, anchor: '' } : { position, anchor };
  if (position !== place.position || scope !== null)
    store.transact(() => {
      store.dropDigests(lane);
      store.setHead(lane, { epoch, ...place, scope: null });
    });
  await forgetPapers(inside, lane);
  return refused ?? why;
};

/** Who may not see a lane keeps nobody's name, number or absence of it either; the marks go first, so that with the right all comes again. */
const forgetPapers = async (inside: Inside, lane: string): Promise<void> => {
  const { store, absences, marks, tell } = inside;
  if (store.customerCount(lane) === 0 && store.absences(lane).length === 0) return;
  marks.delete(lane);
  store.transact(() => {
    store.saveSetting(CUSTOMERS_MARK + lane, '0');
    store.dropAbsences(lane);
  });
  absences.clear();
  while (store.customerCount(lane) > 0) {
    store.transact(() => store.dropCustomers(lane, BATCH));
    await inside.breathe?.();
  }
  tell({ type: 'changed', lane, cases: [], topics: ['absence', 'queue', 'lead', 'case', 'alerts'] });
};

/** A hub that does not keep the lane may have lost it; one that hands it over takes what waits in a moment. */
const PASSING = new Set(['unknown-lane', 'lane-moved']);

/** Verdicts without events: this desk will not see them. */
const pushAll = async (inside: Inside, lane: string): Promise<string | null> => {
  const { store } = inside;
  for (;;) {
    const [first] = store.outbox(lane, 1);
    if (first === undefined) return null;
    const batch = chainFrom(inside, lane, first);
    const answer = await sendBatch(inside, lane, batch);
    if (!answer.ok) return answer.refusal.code;
    // One in between may have been settled by its events, and lost with a hub that was set back meanwhile.
    takeVerdicts(inside, lane, batch, answer.value.verdicts);
    const outcomes: readonly Outcome[] = namedByNumber(answer.value.verdicts, batch);
    const owed = outcomes.filter(({ command }) => store.waiting(command) !== null);
    applyArrival(inside, { lane, events: [], bodies: [], outcomes: owed, cursor: store.head(lane) });
    if (store.outbox(lane, 1)[0]?.command.id === first.command.id) return 'no-verdict';
  }
};

/** Of this incarnation the hub knows less than it is told after. */
const BEHIND = 'journal-behind';

/**
 * Whoever may not greet learns from the answer to the last command he has a verdict for what a hub that was set back has lost of his journal, and tells it again.
 * Answers what keeps the hub from taking it; a journal that cannot be taken is no reason to keep cases.
 */
const tellOwed = async (inside: Inside, lane: string): Promise<string | null> => {
  const { gen } = inside.store.journalHead(lane);
  // An answer that got lost the last time would have said what came out otherwise: then all of it once more.
  const behind = owesJournal(inside, lane) ? 0 : await lostAfter(inside, lane);
  if (typeof behind === 'string' && STUCK.has(behind)) return (await tellLost(inside, lane, gen)) ?? behind;
  if (typeof behind !== 'number') return behind;
  for (let each = 0; each <= gen; each += 1) {
    const refused = await tellJournal(inside, lane, each, tellFrom(inside, lane, each, each < gen ? 0 : behind));
    if (refused !== null && !STUCK.has(refused)) return refused;
    const unsaid = refused === null ? null : await tellLost(inside, lane, each, true);
    if (unsaid !== null) return unsaid;
  }
  owesNothing(inside, lane);
  return null;
};

/** The last number the hub knows where it knows less than it has ruled on, null where it knows all; else the code of what it answers. */
const lostAfter = async (inside: Inside, lane: string): Promise<number | string | null> => {
  const { gen } = inside.store.journalHead(lane);
  // Numbers may have begun anew after the hub was set back: then it knows all of them and nothing of those before.
  for (let left = 0; left < gen; left += 1) {
    const unsaid = await tellLost(inside, lane, left);
    if (unsaid !== null) return unsaid === BEHIND ? 0 : unsaid;
  }
  const dseq = lastSettled(inside, lane);
  if (dseq === 0) return null;
  const last = inside.store.journal(lane, gen, dseq - 1, 1);
  // A hub that was set back to right before it rules on it anew: where that answer gets lost, whoever talks to it next asks again.
  tellFrom(inside, lane, gen, dseq - 1);
  const answer = await sendBatch(inside, lane, last);
  if (answer.ok || answer.refusal.code !== BEHIND) owesNothing(inside, lane);
  if (answer.ok) {
    takeVerdicts(inside, lane, last, answer.value.verdicts);
    return null;
  }
  const { code, data } = answer.refusal;
  return code === BEHIND ? Number(data['dseq']) : code;
};
