// Says why the share of a budget that a workstation holds is frozen: who stopped it, or that two copies of its disk are known.
import type { Lease } from './case/budget-account.ts';
import type { EventOf } from './case/events.ts';
import type { Stopped } from './views/budget-shapes.ts';
import { readBody, type DeskInside } from './desk-parts.ts';

const FORKED: ReadonlySet<string> = new Set(['journal-forked', 'journal-frozen']);

/**
 * Whether the hub has told this workstation that there are two of it. From then on it promises nothing firmly, even before the hub's own
 * stop of its shares has come here: the copy may be spending the same money.
 */
export const isForked = ({ engine }: Pick<DeskInside, 'engine'>, lane: string): boolean => FORKED.has(engine.status(lane).trouble ?? '');

/** What a desk says by itself, before its hub's stop is here. */
export const FORKED_HERE: Stopped = { cause: 'fork', by: null, at: null, words: null };

type Frozen = EventOf<'lease-frozen'>;

/** Nothing of a lease that is not frozen. The hub has no name of its own to be asked by. */
export const stoppedOf = (
  { store }: Pick<DeskInside, 'store'>,
  account: string,
  { lease, standing, cause = 'incarnation' }: Pick<Lease, 'lease' | 'standing' | 'cause'>,
): Stopped | undefined => {
  if (standing !== 'frozen') return undefined;
  const events = store.eventsOf(account).map(({ event }) => event);
  const frozen = events.findLast((event): event is Frozen => event.type === 'lease-frozen' && event.data.lease === lease);
  const said = cause === 'by-hand' && frozen !== undefined ? readBody(store, frozen.body) : null;
  const words = typeof said === 'object' && said !== null && 'text' in said && typeof said.text === 'string' ? said.text : null;
  return { cause, by: cause === 'by-hand' ? (frozen?.by.person ?? null) : null, at: frozen?.at ?? null, words };
};
