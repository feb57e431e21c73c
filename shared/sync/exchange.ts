// Holds one conversation of a desk with its ledger: greet, take in what is new, send the outbox, take in the answers.
import { anchorOf } from '../store/anchor.ts';
import type { Outcome } from '../store/desk-store.ts';
import type { Confirmed } from '../case/events.ts';
import { applyArrival, isLost } from './apply.ts';
import { greetHub } from './greet-hub.ts';
import { greetLedger, renew } from './greet.ts';
import { hear, isOutOfStep } from './hear.ts';
import type { Inside } from './inside.ts';
import { leave } from './leave.ts';
import { caughtUpWithItself, isBehindItself, owesJournal } from './owed-journal.ts';
import { makeWhole, missingBodies, type Whole } from './missing-cases.ts';
import { learnCustomers, learnPapers } from './papers.ts';
import { keepPlace } from './places.ts';
import type { Page } from './protocol.ts';
import { chainFrom, namedByNumber, sendBatch } from './push.ts';
import { askBetween } from './settled-between.ts';
import { needsStock, takeStock } from './stocktaking.ts';
import { isTransportTrouble } from './trouble.ts';

/** What one conversation moved; `trouble` is the code of what keeps the lane from going on, null when nothing waits any more. */
export type Exchanged = { readonly sent: number; readonly received: number; readonly trouble: string | null };

export interface Exchange {
  /** Rejects when the ledger could not be reached; everything so far stands, and trying again is always safe. */
  run(lane: string): Promise<Exchanged>;
  /** Starts a new incarnation of this device's journal, after a fork was seen and a person decided to go on. */
  renew(lane: string): Promise<void>;
}

/** A desk that is refused twice in a row for the same place greets once more and then says so. */
const ATTEMPTS = 3;

/** Epoch or rights changed in the middle of a conversation: nothing was told, greet anew. */
const OUT_OF_STEP = 'out-of-step';
/** Greeting again would change nothing. */
const FINAL = new Set(['journal-forked', 'journal-frozen']);
/** The hub has said that this desk may see nothing of the lane. */
const OUT = new Set(['no-rights', 'device-revoked']);

/** `onPapers`: the packs of the lane are here, and no case of this conversation yet. */
export const createExchange = (inside: Inside, forgetHeads: () => void, onPapers: (lane: string) => void = () => undefined): Exchange => {
  const greeted = new Set<string>();

  /** Answers what forbids going on. */
  const begin = async (lane: string): Promise<string | null> => {
    if (inside.transport.mode === 'loopback') return greetLedger(inside, lane, forgetHeads);
    const { hello, trouble } = await greetHub(inside, lane, forgetHeads);
    if (hello === null) return trouble;
    onPapers(lane);
    return needsStock(inside, lane, hello) && !(await takeStock(inside, lane)) ? OUT_OF_STEP : null;
  };

  const converse = async (lane: string): Promise<Exchanged> => {
    let done: Exchanged = { sent: 0, received: 0, trouble: OUT_OF_STEP };
    // Whoever was in step a moment ago says at once what he has to say, and hears the news with the answer.
    const isInStep = greeted.has(lane) && !isBehindItself(inside, lane);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      if (!greeted.has(lane)) {
        const trouble = await begin(lane);
        done = { sent: 0, received: 0, trouble };
        if (trouble === OUT_OF_STEP) continue;
        if (trouble !== null) return done;
        // What the hub could not be told again is told with the next greeting.
        if (!owesJournal(inside, lane)) greeted.add(lane);
      }
      done = await talk(inside, lane, isInStep && attempt === 1);
      if (done.trouble === null || FINAL.has(done.trouble)) return done;
      greeted.delete(lane);
    }
    return done;
  };

  return {
    run: async (lane) => {
      const done = await converse(lane).catch((error: unknown) => {
        if (!isTransportTrouble(error) || !OUT.has(error.trouble)) throw error;
        return { sent: 0, received: 0, trouble: error.trouble };
      });
      if (done.trouble === null || !OUT.has(done.trouble)) return done;
      greeted.delete(lane);
      return { ...done, trouble: await leave(inside, lane, done.trouble) };
    },
    renew: async (lane) => {
      await renew(inside, lane, forgetHeads);
      greeted.delete(lane);
    },
  };
};

const talk = async (inside: Inside, lane: string, pushesFirst: boolean): Promise<Exchanged> => {
  let [sent, received] = [0, 0];
  let hasHeard = pushesFirst && inside.store.outboxCount(lane) > 0;
  for (;;) {
    if (!hasHeard) {
      const caughtUp = await catchUp(inside, lane);
      received += caughtUp.received;
      if (caughtUp.isOut) return { sent, received, trouble: OUT_OF_STEP };
    }
    const [first] = inside.store.outbox(lane, 1);
    if (first === undefined) return { sent, received, trouble: null };
    const batch = chainFrom(inside, lane, first);
    const hearBetween = askBetween(inside, lane, batch);
    const answer = await sendBatch(inside, lane, batch);
    if (!answer.ok) return { sent, received, trouble: answer.refusal.code };
    const { position } = answer.value;
    const outcomes = namedByNumber(answer.value.verdicts, batch);
    if (await isElsewhere(inside, lane, position, outcomes)) return { sent, received, trouble: OUT_OF_STEP };
    // Far behind after all: what others did is taken in by pieces, and the verdicts after it.
    const isFar = position - inside.store.head(lane).position > batch.length + PIECE;
    if (isFar) {
      const caughtUp = await catchUp(inside, lane);
      received += caughtUp.received;
      if (caughtUp.isOut) return { sent, received, trouble: OUT_OF_STEP };
    }
    const pages = await gather(inside, lane, position);
    if (pages === null) return { sent, received, trouble: OUT_OF_STEP };
    const taken = await takePages(inside, lane, pages, outcomes);
    if (taken === null) return { sent, received, trouble: OUT_OF_STEP };
    hearBetween(outcomes);
    const last = pages.at(-1);
    if (last !== undefined) await hearAll(inside, lane, last);
    received += taken;
    sent += outcomes.length;
    // A hub that tells nothing of what was said may not let this desk hear any more.
    hasHeard = isFar || pages.length > 0 || !pushesFirst;
    // A ledger that answers without a verdict for what waits would be asked for ever.
    if (inside.store.outbox(lane, 1)[0]?.command.id === first.command.id) return { sent, received, trouble: 'no-verdict' };
  }
};

/**
 * Whether a hub that has just ruled goes on another log than this desk: it was set back, and ends before the desk or, with what it was just
 * told, at the same place. Taken without their events its verdicts would leave nothing of what they say, and a lease as full as before.
 */
const isElsewhere = async (inside: Inside, lane: string, position: number, outcomes: readonly Outcome[]): Promise<boolean> => {
  const head = inside.store.head(lane);
  if (position !== head.position || inside.transport.mode === 'loopback') return position < head.position;
  // Accepted, and nothing was added: it happened before, or here is where the logs differ.
  const isAccepted = stillOwed(inside, outcomes).some((outcome) => !isLost(outcome));
  return isAccepted && isOutOfStep(inside, lane);
};

const stillOwed = ({ store }: Inside, outcomes: readonly Outcome[]): readonly Outcome[] =>
  outcomes.filter(({ command }) => store.waiting(command) !== null);

/** What others did since, page by page, each page one transaction. */
const catchUp = async (inside: Inside, lane: string): Promise<{ readonly received: number; readonly isOut: boolean }> => {
  for (let received = 0; ;) {
    const page = await inside.transport.pull(lane, inside.store.head(lane));
    if (page.again) return { received, isOut: true };
    hear(inside, lane, page);
    await learnPapers(inside, lane, page);
    for (const piece of piecesOf(inside, page)) {
      const taken = await takePages(inside, lane, [piece], []);
      if (taken === null) return { received, isOut: true };
      received += taken;
      await inside.breathe?.();
    }
    if (page.more) continue;
    await hearAll(inside, lane, page);
    return { received, isOut: false };
  }
};

/** With this page everything there was to hear is taken in. */
const hearAll = async (inside: Inside, lane: string, last: Page): Promise<void> => {
  if (inside.transport.mode === 'hub') keepPlace(inside, lane, inside.store.head(lane));
  await learnCustomers(inside, lane, last.customers);
  caughtUpWithItself(inside, lane);
};

/** Every page up to the position at which the push ended, so that verdicts and events are taken in together; null where the cursor fits no more. */
const gather = async (inside: Inside, lane: string, position: number): Promise<readonly Page[] | null> => {
  const pages: Page[] = [];
  for (let cursor = inside.store.head(lane); cursor.position < position;) {
    const page = await inside.transport.pull(lane, cursor);
    if (page.again) return null;
    hear(inside, lane, page);
    await learnPapers(inside, lane, page);
    if (page.position <= cursor.position) break;
    pages.push(page);
    cursor = { ...cursor, position: page.position, anchor: page.anchor };
  }
  return pages;
};

/** How many events came; null, and nothing is taken in, where the rights changed before all of it was here. */
const takePages = async (inside: Inside, lane: string, pages: readonly Page[], outcomes: readonly Outcome[]): Promise<number | null> => {
  const events: readonly Confirmed[] = pages.flatMap((page) => page.events);
  const along = pages.flatMap(({ bodies = [] }) => bodies);
  const cases = await makeWhole(inside, lane, events, along);
  const whole = cases === null ? null : await withWords(inside, lane, cases);
  if (whole === null) return null;
  const head = inside.store.head(lane);
  const last = pages.at(-1);
  applyArrival(inside, {
    lane,
    ...whole,
    outcomes: stillOwed(inside, outcomes),
    digests: newest(pages),
    cursor: last === undefined ? head : { ...head, position: last.position, anchor: last.anchor },
  });
  return events.length;
};

/**
 * Words that did not come were withheld, or the rights changed after the events were told: then the cursor fits no more, and events without
 * their words would stay without them.
 */
const withWords = async (inside: Inside, lane: string, whole: Whole): Promise<Whole | null> => {
  const came = new Set(whole.bodies.map(({ hash }) => hash));
  const lacking = whole.events.filter(({ event: { body } }) => body !== null && !came.has(body));
  if (inside.transport.mode === 'loopback' || lacking.every(({ event }) => inside.store.body(event.body!) !== null)) return whole;
  if (await isOutOfStep(inside, lane)) return null;
  return { ...whole, bodies: [...whole.bodies, ...(await missingBodies(inside, lane, lacking))] };
};

/** Of several digests of one case the last one says how it stands. */
const newest = (pages: readonly Page[]): Page['digests'] => [
  ...new Map(pages.flatMap(({ digests }) => digests.map((each) => [each.digest, each] as const))).values(),
];

/** So many events are written at once; a page of a hub is cut where a command ends, and each piece stands where its last event does. */
const PIECE = 120;

const piecesOf = ({ transport }: Inside, page: Page): readonly Page[] => {
  const { events } = page;
  if (transport.mode === 'loopback' || events.length <= PIECE) return [page];
  const pieces: Page[] = [];
  let from = 0;
  events.forEach(({ event, position, recordedAt }, index) => {
    const next = events[index + 1]?.event;
    if (index - from + 1 < PIECE || next === undefined || next.command === event.command) return;
    pieces.push({ ...page, events: events.slice(from, index + 1), position, anchor: anchorOf({ event, recordedAt }), digests: [] });
    from = index + 1;
  });
  return [...pieces, { ...page, events: events.slice(from) }];
};
