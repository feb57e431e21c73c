// Says of somebody who is there what he is doing, by word and shape, and of a contact until when he can be reached.
import type { CallOutput } from '../../shared/api.ts';
import type { PrincipalContact, ShownState } from '../../shared/views/presence-shapes.ts';
import { momentWords } from './time-words.ts';
import { hoursWords } from './principal-panel.tsx';
import type { Desk } from './use-pack.ts';

export type Present = CallOutput<'people.present'>[number];

/** Whoever is on a break is not there for whoever looks for somebody to ask. */
export const isAskable = ({ state }: Present): boolean => state !== 'break';

/** A filled dot is free, a filled square is busy, a ring is not there; the words beside it say it too. */
export const StateDot = ({ state }: { readonly state: ShownState | null }) => {
  const look =
    state === null || state === 'break'
      ? 'rounded-full border-edge bg-transparent'
      : state === 'free'
        ? 'rounded-full border-ok bg-ok'
        : 'border-warn bg-warn';
  return <span aria-hidden className={`inline-block size-2 shrink-0 border forced-color-adjust-none ${look}`} />;
};

export const stateWords = (state: ShownState, { t }: Desk): string => t(`presence.state-${state}`);

/** "erreichbar bis 16:00", "ab morgen 08:00". */
export const contactWords = (contact: Pick<PrincipalContact, 'open' | 'until' | 'opensAt'>, desk: Desk, now: number): string =>
  contact.open && contact.until !== null
    ? desk.t('presence.openUntil', { moment: momentWords(contact.until, now, desk.telling) })
    : hoursWords(contact, desk, now);
