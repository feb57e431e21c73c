// Brings what changes a lane to the process that sequences it: this one, or the one that holds the lane, until somebody has settled it.
import type { Clock } from '../../shared/kernel/time.ts';
import type { Ledger } from '../../shared/sync/ledger.ts';
import type { Push, PushAnswer } from '../../shared/sync/protocol.ts';
import { hubFaultSchema, type RouteInput } from '../../shared/sync/wire.ts';
import type { Asked } from './asking.ts';
import { createBuckets } from './buckets.ts';
import { turnAway, type FaultCode } from './faults.ts';
import { forward, FORWARDED } from './forward.ts';
import type { Lanes } from './lanes.ts';
import type { Limits } from './limits.ts';
import type { Metrics } from './metrics.ts';
import { isOver, type Over, type Quotas } from './quotas.ts';
import type { Visitor } from './visitor.ts';
import type { WordsAlong } from './words-along.ts';

export interface Pushing {
  push(frame: Push, from: Asked): Promise<unknown>;
  part(input: RouteInput<'part'>, from: Asked): Promise<unknown>;
  /** Pushes that wait for their verdicts. */
  waiting(): number;
}

export type PushingParts = {
  readonly ledger: Ledger;
  readonly lanes: Lanes;
  readonly limits: Limits;
  readonly quotas: Quotas;
  readonly words: Pick<WordsAlong, 'note'>;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** Whether a key may be shown there. */
  readonly mayForwardTo: (url: string) => boolean;
  /** Somebody has worked here: his being bound to this workstation counts from now. */
  readonly onWork: (visitor: Visitor, lane: string, actor: string) => void;
};

/** Moves on while a lane changes hands; the longest that takes is a hold and a little. */
const PAUSE = 150;

export const createPushing = (parts: PushingParts): Pushing => {
  const { ledger, lanes, limits, quotas, metrics, clock, mayForwardTo, onWork } = parts;
  let waiting = 0;
  const partings = createBuckets(clock, limits.partings);

  /** `own` answers undefined where the lane turned out not to be ours. Throws `not-ready` where nobody could be found to do it. */
  const atHolder = async (
    route: 'push' | 'part',
    lane: string,
    input: unknown,
    { headers, log }: Asked,
    own: () => Promise<object | undefined>,
  ): Promise<unknown> => {
    const until = clock() + limits.hold + 2 * limits.renewEvery;
    const wasForwarded = headers[FORWARDED] !== undefined;
    // Whoever hands it on has just heard that the lane is ours.
    if (wasForwarded) lanes.doubt(lane);
    while (clock() < until) {
      const holder = await lanes.ensure(lane);
      const done = holder === 'ours' ? await lanes.during(lane, own) : undefined;
      if (done !== undefined) return done;
      // Whoever handed it on asks anew himself who holds the lane.
      if (wasForwarded) break;
      if (holder !== null && holder !== 'ours' && !mayForwardTo(holder.url)) {
        metrics.failure('forward');
        log.error(
          { lane, url: holder.url },
          'the process that holds a lane is reached in the clear only: nothing is handed on (--url https://…)',
        );
        break;
      }
      if (holder !== null && holder !== 'ours') {
        try {
          const answer = await forward(holder.url, route, headers, input, limits.forwardWithin);
          if (answer.status === 200) return answer.text;
          if (answer.status !== 503) throw faultOf(answer.text);
        } catch (error) {
          if (error instanceof Error && 'fault' in error) throw error;
          metrics.failure('forward');
          log.warn({ lane }, 'the process that holds a lane was not reached');
        }
        lanes.doubt(lane);
      }
      await pause(PAUSE);
    }
    throw turnAway('not-ready', { after: 1_000 });
  };

  return {
    waiting: () => waiting,
    push: async (frame, from) => {
      const began = performance.now();
      waiting += 1;
      try {
        return await atHolder('push', frame.lane, frame, from, async () => {
          const answer = await settled(frame, from);
          if (!answer.ok && answer.refusal.code === 'lane-moved') return undefined;
          if (answer.ok) {
            parts.words.note(frame);
            const verdicts = answer.value.verdicts.map(({ verdict }) => verdict);
            metrics.push(frame.lane, verdicts, (performance.now() - began) / 1000);
            if (verdicts.some((verdict) => verdict !== 'quarantined')) tellOfWork(from.visitor, frame);
          } else metrics.pushFault(answer.refusal.code);
          return answer;
        });
      } finally {
        waiting -= 1;
      }
    },
    part: async (input, from) => {
      const after = partings.take(`${from.visitor.device.id}\n${input.lane}`);
      if (after > 0) {
        metrics.failure('part');
        from.log.warn({ lane: input.lane, device: from.visitor.device.id }, 'a workstation wants another epoch, and began enough of them');
        throw turnAway('too-many', { after });
      }
      return atHolder('part', input.lane, input, from, async () => {
        await ledger.as(from.visitor.caller).part(input.lane, input.cursor, input.common);
        return {};
      });
    },
  };

  async function settled(frame: Push, { visitor, log }: Asked): Promise<PushAnswer> {
    // A frame in another's name is refused whole, and costs nobody anything.
    if (frame.device !== visitor.device.id) return ledger.as(visitor.caller).push(frame);
    const begun = quotas.begin(frame, visitor.device.revokedAt !== null);
    if (isOver(begun)) {
      metrics.failure('quota');
      log.warn({ lane: frame.lane, device: visitor.device.id, what: begun.what }, 'a workstation had as much kept as a day allows');
      throw overdrawn(begun);
    }
    try {
      const answer = await ledger.as(visitor.caller).push(frame);
      begun.done(answer);
      return answer;
    } catch (error) {
      begun.undone();
      throw error;
    }
  }

  function tellOfWork(visitor: Visitor, frame: Push): void {
    const actor = actorOf(frame.entries.at(-1)!.text);
    if (actor !== null) onWork(visitor, frame.lane, actor);
  }
};

export const overdrawn = ({ what, limit, after }: Over): Error => turnAway('quota', { what, limit, after });

const actorOf = (text: string): string | null => {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && 'actor' in read && typeof read.actor === 'string' ? read.actor : null;
  } catch {
    // The ledger has settled it as unreadable; it says nothing of who works here.
    return null;
  }
};

const faultOf = (text: string): Error => {
  const read = hubFaultSchema.safeParse(JSON.parse(text));
  return read.success ? turnAway(read.data.fault.code as FaultCode, read.data.fault.data) : turnAway('broken');
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));
