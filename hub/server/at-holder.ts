// Brings a request to the process that holds its lane, this one or another, and asks anew while the lane changes hands.
import type { Clock } from '../../shared/kernel/time.ts';
import { hubFaultSchema } from '../../shared/sync/wire.ts';
import type { Asked } from './asking.ts';
import { turnAway, type FaultCode } from './faults.ts';
import { forward, FORWARDED } from './forward.ts';
import type { Lanes } from './lanes.ts';
import type { Limits } from './limits.ts';
import type { Metrics } from './metrics.ts';

export type AtHolderParts = {
  readonly lanes: Lanes;
  readonly limits: Pick<Limits, 'hold' | 'renewEvery' | 'forwardWithin'>;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** Whether a key may be shown there. */
  readonly mayForwardTo: (url: string) => boolean;
};

/** `own` answers undefined where the lane turned out not to be ours. Throws `not-ready` where nobody could be found to do it. */
export type AtHolder = (
  route: 'push' | 'part' | 'presence',
  lane: string,
  input: unknown,
  from: Asked,
  own: () => Promise<object | undefined>,
) => Promise<unknown>;

/** Moves on while a lane changes hands; the longest that takes is a hold and a little. */
const PAUSE = 150;

export const createAtHolder =
  ({ lanes, limits, metrics, clock, mayForwardTo }: AtHolderParts): AtHolder =>
  async (route, lane, input, { headers, log }, own) => {
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

const faultOf = (text: string): Error => {
  const read = hubFaultSchema.safeParse(JSON.parse(text));
  return read.success ? turnAway(read.data.fault.code as FaultCode, read.data.fault.data) : turnAway('broken');
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));
