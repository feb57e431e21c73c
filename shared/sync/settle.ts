// Settles a group of pushes of one lane in their order: checks each journal, rules on what is new, and writes all of it in one transaction.
import type { Digest } from '../kernel/ids.ts';
import { ok, refuse, type Json } from '../kernel/result.ts';
import type { Body } from '../case/commands.ts';
import type { Confirmed } from '../case/events.ts';
import { anchorOf } from '../store/anchor.ts';
import type { JournalKey, LaneHold, LedgerAppend, LedgerJournal, LedgerStore, Settled } from '../store/ledger-store.ts';
import type { AtHand } from './at-hand.ts';
import { createDocket, ruleOn, type Docket, type Reading } from './docket.ts';
import { readCommand, type Judge } from './judge.ts';
import { bodyHash, entryHash, type Push, type PushAnswer, type PushEntry } from './protocol.ts';
import type { Caller } from './rights.ts';
import { wordsSaid, type OwedWords } from './words-owed.ts';

/** A push and who sent it. */
export type Pushed = { readonly push: Push; readonly caller: Caller };

export type Settling = Omit<Reading, 'states' | 'epoch'> & {
  readonly atHand: AtHand;
  readonly words: OwedWords;
  readonly digest: Digest;
  readonly rule: Judge;
  readonly fence: ((lane: string) => LaneHold | null) | undefined;
  readonly onAppend: ((lane: string, position: number) => void) | undefined;
};

/** A push whose journal hangs together: what of it was settled before, and what is new. */
type Sound = Pushed & {
  readonly key: JournalKey;
  readonly journal: LedgerJournal;
  readonly known: readonly Settled[];
  readonly fresh: readonly PushEntry[];
  /** The words that came along, by their hash: each was computed from them. */
  readonly sent: ReadonlyMap<string, Body>;
};

type End = { readonly epoch: string; readonly position: number; readonly anchor: string | null };

type Ruled = Sound & { readonly settled: readonly Settled[]; readonly position: number };

/** One answer for each push, in their order; what fails whole (a store that cannot be reached) rejects and stands nowhere. */
export const settleGroup = async (settling: Settling, lane: string, group: readonly Pushed[]): Promise<readonly PushAnswer[]> => {
  const { store, fence } = settling;
  const head = await store.head(lane);
  if (head === null) return group.map(() => refuse('unknown-lane', { lane }));
  const hold = fence?.(lane);
  if (hold === null) return group.map(() => refuse('lane-moved', { lane }));
  const [heads, anchor] = await Promise.all([
    store.journalHeads(group.map(({ push }) => keyOf(push))),
    head.position === 0 ? '' : store.eventAt(lane, head.position),
  ]);
  const checked = await Promise.all(group.map((pushed, index) => check(settling, pushed, heads[index] ?? null)));
  const sound = checked.filter((each) => 'fresh' in each);
  const answers = await settleSound(settling, lane, sound, { ...head, anchor }, hold);
  return checked.map((each) => ('fresh' in each ? answers.get(each)! : each));
};

const keyOf = ({ lane, device, gen }: Push): JournalKey => ({ lane, device, gen });

const check = async ({ store, digest, clock }: Settling, pushed: Pushed, begun: LedgerJournal | null): Promise<Sound | PushAnswer> => {
  const { push } = pushed;
  const key = keyOf(push);
  const sent = new Map<string, Body>();
  for (const body of push.bodies) {
    if (bodyHash(digest, body.salt, body.text) !== body.hash) return refuse('bad-body', { hash: body.hash });
    sent.set(body.hash, body);
  }
  const broken = brokenEntry(push, digest);
  if (broken !== null) return refuse('bad-hash', { dseq: broken });
  if (begun?.frozen) return refuse('journal-frozen', { dseq: begun.dseq, ...(await settledOf(store, push)) });
  const journal = begun ?? { gen: push.gen, dseq: 0, hash: '', frozen: false };
  if (push.entries[0]!.dseq > journal.dseq + 1) return refuse('journal-behind', { dseq: journal.dseq, hash: journal.hash });
  const known = await readKnown(store, key, push, journal);
  const fork = forkOf(push, journal, known);
  if (fork !== null) {
    await store.recordFork({ key, ...fork, at: clock() });
    return refuse('journal-forked', { dseq: fork.dseq, ...(await settledOf(store, push)) });
  }
  return { ...pushed, key, journal, known, sent, fresh: push.entries.filter(({ dseq }) => dseq > journal.dseq) };
};

const settleSound = async (
  settling: Settling,
  lane: string,
  sound: readonly Sound[],
  head: End,
  hold: LaneHold | undefined,
): Promise<ReadonlyMap<Sound, PushAnswer>> => {
  const expected = head.position;
  const news = sound.filter(({ fresh }) => fresh.length > 0);
  if (news.length === 0) return new Map(sound.map((each) => [each, answerTo({ ...each, settled: [], position: expected })]));
  const states = (caseIds: readonly string[]): ReturnType<AtHand['states']> => settling.atHand.states(lane, head, caseIds);
  const docket = await createDocket({ ...settling, states, epoch: head.epoch }, lane, news);
  const owed = await settling.words.of(docket, news);
  const ruledOn = sound.filter((each) => !owed.asked.has(each));
  const events: Confirmed[] = [];
  const ruled: Ruled[] = [];
  for (const each of ruledOn) {
    const settled = await rule(settling, docket, each, owed.known, expected, events);
    ruled.push({ ...each, settled, position: expected + events.length });
  }
  const touched = docket.touched();
  const written = await appendOrForget(settling, {
    lane,
    expected,
    epoch: head.epoch,
    events,
    states: touched,
    grants: docket.granted(),
    settled: ruled.flatMap(({ settled }) => settled),
    bodies: ruledOn.flatMap((each) => wordsSaid(docket, each)),
    audience: docket.audience(),
    ...(hold === undefined ? {} : { fence: hold }),
  });
  const last = events.at(-1);
  const anchor = last === undefined ? head.anchor : anchorOf(last);
  if (written) settling.atHand.moved(lane, { epoch: head.epoch, position: expected + events.length, anchor }, touched);
  if (written && events.length > 0) settling.onAppend?.(lane, expected + events.length);
  const answers = ruledOn.map((each, index) => [each, written ? answerTo(ruled[index]!) : refuse('lane-moved', { lane })] as const);
  return new Map([...owed.asked, ...answers]);
};

/** After anything but a success it is not known what stands in the store. */
const appendOrForget = async ({ store, atHand }: Settling, change: LedgerAppend): Promise<boolean> => {
  let written = false;
  try {
    written = await store.append(change);
    return written;
  } finally {
    if (!written) atHand.drop(change.lane);
  }
};

/** Rules on every new entry of a push; accepted events are added with the positions that follow. */
const rule = async (
  settling: Settling,
  docket: Docket,
  { fresh, key, caller, sent }: Sound,
  known: ReadonlyMap<string, Body>,
  expected: number,
  events: Confirmed[],
): Promise<readonly Settled[]> => {
  const bodies = known.size === 0 ? sent : new Map([...known, ...sent]);
  const settled: Settled[] = [];
  for (const entry of fresh) {
    const ruled = ruleOn(docket, settling.rule, entry, bodies, caller);
    const { outcome, accepted } = ruled instanceof Promise ? await ruled : ruled;
    for (const event of accepted) events.push({ ...event, position: expected + events.length + 1 });
    settled.push({ outcome, key, hash: entry.hash, text: entry.text });
  }
  return settled;
};

const answerTo = ({ known, settled, journal, push, fresh, position }: Ruled): PushAnswer => {
  const last = fresh.at(-1);
  return ok({
    verdicts: (known.length === 0 ? settled : [...known, ...settled]).map(({ outcome }) => outcome),
    journal: last === undefined ? journal : { gen: push.gen, dseq: last.dseq, hash: last.hash, frozen: false },
    position,
  });
};

/** The first entry out of number or whose hash does not cover its bytes and what came before. */
const brokenEntry = (push: Push, digest: Digest): number | null => {
  let prev = push.prev;
  let next = push.entries[0]!.dseq;
  for (const { dseq, hash, text } of push.entries) {
    if (dseq !== next || entryHash(digest, push, dseq, prev, text) !== hash) return dseq;
    prev = hash;
    next += 1;
  }
  return null;
};

/** What was settled before of the numbers that are sent again. */
const readKnown = async (store: LedgerStore, key: JournalKey, push: Push, journal: LedgerJournal): Promise<readonly Settled[]> => {
  const first = push.entries[0]!.dseq;
  if (first > journal.dseq) return [];
  return store.settledAfter(key, first - 1, Math.min(push.entries.length, journal.dseq - first + 1));
};

/**
 * Whoever shows another history than this ledger has may have been told verdicts that went with an older database; he learns what of his
 * frame was settled after all, under whatever number. Nothing of anybody else's.
 */
const settledOf = async (
  store: LedgerStore,
  { lane, device, entries }: Push,
): Promise<{ readonly upTo: number; readonly settled: Json }> => {
  const ids = entries.flatMap(({ text }) => {
    const read = readCommand(lane, text);
    return read.ok ? [read.value.id] : [];
  });
  const settled = [...(await store.settledCommands(lane, ids)).values()].filter(({ key }) => key.device === device);
  return { upTo: entries.at(-1)!.dseq, settled: settled.map(({ outcome }) => ({ ...outcome })) };
};

/** The first entry that tells another history: another hash under a settled number, or a chain that hangs on another past. */
const forkOf = (push: Push, journal: LedgerJournal, known: readonly Settled[]): { dseq: number; hash: string; text: string } | null => {
  const hashes = new Map(known.map(({ outcome, hash }) => [outcome.dseq, hash]));
  const other = push.entries.find(({ dseq, hash }) => hashes.has(dseq) && hashes.get(dseq) !== hash);
  const first = push.entries[0]!;
  const loose = first.dseq === journal.dseq + 1 && push.prev !== journal.hash ? first : undefined;
  const found = other ?? loose;
  return found === undefined ? null : { dseq: found.dseq, hash: found.hash, text: found.text };
};
