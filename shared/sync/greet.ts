// Compares what desk and ledger know of each other before they go on, and heals what a restored copy on either side has torn.
import type { Confirmed } from '../case/events.ts';
import type { Outgoing } from '../store/desk-store.ts';
import { exchangeAbsences } from './absence-book.ts';
import { redecide } from './derive.ts';
import { frameOf } from './exchange-frame.ts';
import type { Inside } from './inside.ts';
import { BATCH, entryHash, type Greeting } from './protocol.ts';

/**
 * Answers the code of what forbids going on, null when both sides agree. A ledger that lost its tail is told it again from
 * this desk's journal; a desk that was set back starts a new incarnation; nothing is ever wiped (sync.md §2.7).
 * `ledger-diverged`: the ledger holds another history than this desk has confirmed.
 */
export const greet = async (inside: Inside, lane: string, forgetHeads: () => void): Promise<string | null> => {
  const hello = (await helloOf(inside, lane)) ?? (await introduce(inside, lane));
  if (hello === null) return 'unknown-lane';
  await exchangePapers(inside, lane, hello);
  await learnAbsences(inside, lane);
  const { store } = inside;
  const log = store.head(lane);
  const common = Math.min(log.position, hello.position);
  if (!(await agreesAt(inside, lane, common))) return 'ledger-diverged';
  if (hello.position < log.position || lags(inside, lane, hello)) {
    await tellAgain(inside, lane);
    if (!(await agreesUpTo(inside, lane, common, log.position))) return 'ledger-diverged';
  }
  if (log.epoch !== hello.epoch) store.transact(() => store.setHead(lane, { ...log, epoch: hello.epoch }));
  if (isSetBack(inside, lane, hello)) {
    renumber(inside, lane, hello);
    forgetHeads();
  }
  return null;
};

/** Begins a new incarnation on demand: after a fork, when a person has decided that this desk goes on. */
export const renew = async (inside: Inside, lane: string, forgetHeads: () => void): Promise<void> => {
  const hello = await helloOf(inside, lane);
  if (hello === null) throw new Error(`the ledger does not keep ${lane}`);
  renumber(inside, lane, hello);
  forgetHeads();
};

const helloOf = ({ store, transport, device }: Inside, lane: string): Promise<Greeting | null> =>
  transport.hello({ lane, device, gen: store.journalHead(lane).gen }, store.head(lane));

/** A ledger that has never heard of the lane gets its packs first; they open it. */
const introduce = async (inside: Inside, lane: string): Promise<Greeting | null> => {
  const packs = inside.store.packs().filter((pack) => pack.lane === lane);
  for (const pack of packs) await publish(inside, pack.document);
  return packs.length === 0 ? null : helloOf(inside, lane);
};

const publish = async ({ transport }: Inside, document: Parameters<Inside['transport']['publishPack']>[0]): Promise<void> => {
  const published = await transport.publishPack(document);
  if (!published.ok) throw new Error(`the ledger refused a pack this desk works with: ${JSON.stringify(published.refusal)}`);
};

/** Packs and customers travel both ways, so that a ruling sees what the forecast saw. */
const exchangePapers = async (inside: Inside, lane: string, hello: Greeting): Promise<void> => {
  const { store, transport, policies } = inside;
  const own = store.packs().filter((pack) => pack.lane === lane);
  for (const pack of own) if (!hello.packs.includes(pack.version)) await publish(inside, pack.document);
  if (hello.packs.some((version) => !own.some((pack) => pack.version === version))) {
    const packs = await transport.packs(lane);
    store.transact(() => packs.forEach(({ version, document, at }) => store.savePack(lane, version, document, at)));
    policies.add(packs);
  }
  if (hello.customers >= store.customerCount(lane)) return;
  for (let after = ''; ;) {
    const page = store.customers(lane, after, BATCH);
    if (page.length === 0) return;
    await transport.putCustomers(lane, page);
    after = page.at(-1)!.id;
  }
};

/** Tells the windows where somebody is away now, or back again. */
export const learnAbsences = async (inside: Inside, lane: string): Promise<void> => {
  if (!(await exchangeAbsences(inside, lane))) return;
  inside.tell({ type: 'changed', lane, cases: redecide(inside, lane), topics: ['absence', 'lead', 'case', 'alerts'] });
};

/** Whether both logs name the same event at this position; then all before it is the same too, because logs only grow. */
const agreesAt = async ({ store, transport }: Inside, lane: string, position: number): Promise<boolean> => {
  if (position === 0) return true;
  const [mine] = store.eventsAfter(lane, position - 1, 1);
  const theirs = (await transport.pull(lane, { ...store.head(lane), position: position - 1 })).events[0];
  return mine?.event.id === theirs?.event.id;
};

const agreesUpTo = async ({ store, transport }: Inside, lane: string, from: number, to: number): Promise<boolean> => {
  for (let position = from; position < to;) {
    const theirs = (await transport.pull(lane, { ...store.head(lane), position })).events.filter((entry) => entry.position <= to);
    const mine: readonly Confirmed[] = store.eventsAfter(lane, position, theirs.length);
    if (theirs.length === 0 || theirs.some(({ event }, index) => mine[index]?.event.id !== event.id)) return false;
    position += theirs.length;
  }
  return true;
};

/** The last number this desk holds a verdict for, in its present incarnation. */
const lastSettled = ({ store }: Inside, lane: string): number => {
  const head = store.journalHead(lane);
  const [first] = store.outbox(lane, 1);
  return first !== undefined && first.gen === head.gen ? first.dseq - 1 : head.dseq;
};

const lags = (inside: Inside, lane: string, hello: Greeting): boolean => (hello.journal?.dseq ?? 0) < lastSettled(inside, lane);

/** Sends the whole journal after what the ledger still knows; it decides as it did before, so the same events come out. */
const tellAgain = async (inside: Inside, lane: string): Promise<void> => {
  const { store, transport, device } = inside;
  const newest = store.journalHead(lane).gen;
  for (let gen = 0; gen <= newest; gen += 1) {
    let from = (await transport.hello({ lane, device, gen }, store.head(lane)))?.journal?.dseq ?? 0;
    for (;;) {
      const entries = store.journal(lane, gen, from, BATCH);
      if (entries.length === 0) break;
      const answer = await transport.push(frameOf(inside, lane, entries));
      // What keeps the ledger from taking it is told by the conversation that follows.
      if (!answer.ok) return;
      from = entries.at(-1)!.dseq;
    }
  }
};

/** The ledger has settled numbers this desk never gave, or knows a later incarnation: the desk's file is an older copy. */
const isSetBack = ({ store }: Inside, lane: string, hello: Greeting): boolean => {
  const head = store.journalHead(lane);
  return (hello.journal?.dseq ?? 0) > head.dseq || (hello.newestGen ?? 0) > head.gen;
};

/** New incarnation, numbers from 1; a command the ledger already ruled on gets its stored verdict under the new number. */
const renumber = ({ store, digest, device }: Inside, lane: string, hello: Greeting): void => {
  const head = store.journalHead(lane);
  const gen = Math.max(head.gen, hello.newestGen ?? 0) + 1;
  store.transact(() => {
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
      Math.max(0, (hello.journal?.dseq ?? 0) - head.dseq) + (hello.newestGen !== null && hello.newestGen > head.gen ? SKIPPED_NUMBERS : 0);
    const counter = `case-counter:${lane}`;
    store.saveSetting(counter, String(Number(store.setting(counter) ?? '0') + lost));
  });
};

/** Case numbers left out where nobody can say how many an unknown incarnation has given. */
const SKIPPED_NUMBERS = 10_000;
