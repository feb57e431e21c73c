// Tells in words what was recorded beside a contact: identity, length of the call, mood, steps tried, gaps, ratings, notes to a colleague.
import type { EventData } from '../../shared/case/events.ts';
import type { GuidanceEventType } from '../../shared/case/guidance-events.ts';
import { stopwatch } from './time-words.ts';
import type { Desk } from './use-pack.ts';

type Teller<T extends GuidanceEventType> = (data: EventData[T], desk: Desk) => readonly (string | null | false)[];

const SECOND = 1000;

const guided = ({ kind, id }: EventData['guidance-logged'], { pack, say }: Desk): string => {
  const found = (kind === 'step' ? pack.steps : pack.deescalation).find((row) => row.id === id);
  return found === undefined ? id : say(found.label);
};

const articleTitle = (id: string, { pack, say }: Desk): string => {
  const found = pack.articles.find((row) => row.id === id);
  return found === undefined ? id : say(found.title);
};

const rated = ({ complete, clear, right }: EventData['handover-rated'], { t }: Desk): readonly string[] => [
  t(`event.rated-complete-${complete}`),
  t(`event.rated-clear-${clear}`),
  t(`event.rated-right-${right}`),
];

export const TELL_GUIDANCE = {
  'identity-checked': ({ method }, desk) => [desk.word('identity', method)],
  'call-logged': ({ direction, seconds, held }, { t }) => [
    t(`direction.${direction}`),
    stopwatch(seconds * SECOND),
    held > 0 && t('event.onHold', { time: stopwatch(held * SECOND) }),
  ],
  'mood-noted': ({ level }, { t }) => [t(`mood.${level}`)],
  'guidance-logged': (data, desk) => [guided(data, desk), desk.t(`event.guided-${data.result}`)],
  'gap-reported': ({ category, article, lead }, desk) => [
    desk.word('categories', category),
    article === null ? desk.t('event.gapNone') : desk.t('event.gapIn', { article: articleTitle(article, desk) }),
    lead === null ? null : `→ ${desk.person(lead)}`,
  ],
  'handover-rated': rated,
  'coaching-given': ({ to }, desk) => [`→ ${desk.person(to)}`],
} as const satisfies { readonly [T in GuidanceEventType]: Teller<T> };
