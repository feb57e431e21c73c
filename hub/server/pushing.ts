// Brings what changes a lane to the process that sequences it: this one, or the one that holds the lane, until somebody has settled it.
import type { Clock } from '../../shared/kernel/time.ts';
import type { Ledger } from '../../shared/sync/ledger.ts';
import type { Push, PushAnswer } from '../../shared/sync/protocol.ts';
import type { RouteInput } from '../../shared/sync/wire.ts';
import type { Asked } from './asking.ts';
import { createBuckets } from './buckets.ts';
import type { AtHolder } from './at-holder.ts';
import { turnAway } from './faults.ts';
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
  readonly atHolder: AtHolder;
  readonly limits: Limits;
  readonly quotas: Quotas;
  readonly words: Pick<WordsAlong, 'note'>;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** Somebody has worked here: his being bound to this workstation counts from now. */
  readonly onWork: (visitor: Visitor, lane: string, actor: string) => void;
};

export const createPushing = (parts: PushingParts): Pushing => {
  const { ledger, atHolder, limits, quotas, metrics, clock, onWork } = parts;
  let waiting = 0;
  const partings = createBuckets(clock, limits.partings);

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
