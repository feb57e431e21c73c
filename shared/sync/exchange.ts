// Holds one conversation of a desk with its ledger: greet, take in what is new, send the outbox, take in the answers.
import type { Outcome, Outgoing } from '../store/desk-store.ts';
import type { Confirmed } from '../case/events.ts';
import type { Body } from '../case/commands.ts';
import { applyArrival } from './apply.ts';
import { frameOf } from './exchange-frame.ts';
import { greet, learnAbsences, renew } from './greet.ts';
import type { Inside } from './inside.ts';
import { BATCH, type Page } from './protocol.ts';

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

export const createExchange = (inside: Inside, forgetHeads: () => void): Exchange => {
  const greeted = new Set<string>();

  const run = async (lane: string): Promise<Exchanged> => {
    for (let attempt = 1; ; attempt += 1) {
      if (!greeted.has(lane)) {
        const trouble = await greet(inside, lane, forgetHeads);
        if (trouble !== null) return { sent: 0, received: 0, trouble };
        greeted.add(lane);
      }
      const done = await converse(inside, lane);
      if (done.trouble === null || done.trouble === 'journal-forked' || done.trouble === 'journal-frozen' || attempt === ATTEMPTS)
        return done;
      greeted.delete(lane);
    }
  };

  return {
    run,
    renew: async (lane) => {
      await renew(inside, lane, forgetHeads);
      greeted.delete(lane);
    },
  };
};

const converse = async (inside: Inside, lane: string): Promise<Exchanged> => {
  let received = await catchUp(inside, lane);
  let sent = 0;
  for (;;) {
    const [first] = inside.store.outbox(lane, 1);
    if (first === undefined) return { sent, received, trouble: null };
    const batch = chainFrom(inside, lane, first);
    const answer = await inside.transport.push(frameOf(inside, lane, batch));
    if (!answer.ok) return { sent, received, trouble: answer.refusal.code };
    const events = await gather(inside, lane, answer.value.position);
    applyArrival(inside, {
      lane,
      events,
      outcomes: stillOwed(inside, namedByNumber(answer.value.verdicts, batch)),
      bodies: await missingBodies(inside, lane, events),
    });
    sent += batch.length;
    received += events.length;
    // A ledger that answers without a verdict for what waits would be asked for ever.
    if (inside.store.outbox(lane, 1)[0]?.command.id === first.command.id) return { sent, received, trouble: 'no-verdict' };
  }
};

/**
 * From the first command that waits on, without a gap: one in between may be settled already, because its events came while the answer
 * to the push got lost, and a chain with a hole is no chain. Sending it again is safe.
 */
const chainFrom = ({ store }: Inside, lane: string, first: Outgoing): readonly Outgoing[] =>
  store.journal(lane, first.gen, first.dseq - 1, BATCH);

const stillOwed = ({ store }: Inside, outcomes: readonly Outcome[]): readonly Outcome[] =>
  outcomes.filter(({ command }) => store.waiting(command) !== null);

/** What others did since, page by page, each page one transaction. */
const catchUp = async (inside: Inside, lane: string): Promise<number> => {
  for (let received = 0; ;) {
    const page: Page = await inside.transport.pull(lane, inside.store.head(lane));
    if (page.absences !== inside.marks.get(lane)) await learnAbsences(inside, lane);
    if (page.events.length === 0) return received;
    applyArrival(inside, { lane, events: page.events, outcomes: [], bodies: await missingBodies(inside, lane, page.events) });
    received += page.events.length;
  }
};

/** Every event up to the position at which the push ended, so that verdicts and events are taken in together. */
const gather = async (inside: Inside, lane: string, position: number): Promise<readonly Confirmed[]> => {
  const events: Confirmed[] = [];
  for (let from = inside.store.head(lane).position; from < position;) {
    const page = await inside.transport.pull(lane, { ...inside.store.head(lane), position: from });
    if (page.events.length === 0) break;
    events.push(...page.events);
    from = page.events.at(-1)!.position;
  }
  return events;
};

/** A ledger that could not read a command names it by its hash; the number says which one was meant. */
const namedByNumber = (verdicts: readonly Outcome[], batch: readonly Outgoing[]): readonly Outcome[] => {
  const commands = new Map(batch.map(({ dseq, command }) => [dseq, command.id]));
  return verdicts.map((verdict) => ({ ...verdict, command: commands.get(verdict.dseq) ?? verdict.command }));
};

const missingBodies = async ({ store, transport }: Inside, lane: string, events: readonly Confirmed[]): Promise<readonly Body[]> => {
  const hashes = new Set(events.flatMap(({ event }) => (event.body === null || store.body(event.body) !== null ? [] : [event.body])));
  return hashes.size === 0 ? [] : transport.bodies(lane, [...hashes]);
};
