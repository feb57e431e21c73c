// The customer's mood: its level by word, shape and colour, the way it takes, and the points it came by.
import { Minus, TrendingDown, TrendingUp } from 'lucide-react';
import type { MoodView } from '../../shared/views/guide-shapes.ts';
import { Shape } from './due-mark.tsx';
import { useNow } from './now.ts';
import { momentWords } from './time-words.ts';
import { useDesk } from './use-pack.ts';

export type MoodLevel = MoodView['level'];
export const MOODS = ['calm', 'upset', 'escalated'] as const satisfies readonly MoodLevel[];

const SHAPE = { calm: 'calm', upset: 'soon', escalated: 'late' } as const;
const COLOUR = { calm: 'text-ok', upset: 'text-warn', escalated: 'text-bad' } as const;

export const MoodShape = ({ level }: { readonly level: MoodLevel }) => (
  <span className={COLOUR[level]}>
    <Shape level={SHAPE[level]} />
  </span>
);

export const MoodWord = ({ level }: { readonly level: MoodLevel }) => {
  const { t } = useDesk();
  return (
    <span className={`inline-flex items-center gap-1 font-semibold whitespace-nowrap ${COLOUR[level]}`}>
      <Shape level={SHAPE[level]} />
      {t(`mood.${level}`)}
    </span>
  );
};

const WAY = { better: TrendingUp, same: Minus, worse: TrendingDown } as const;
const WAY_COLOUR = { better: 'text-ok', same: 'text-ink-2', worse: 'text-bad' } as const;
const SHOWN = 4;

export const MoodTrend = ({ mood }: { readonly mood: MoodView }) => {
  const { t } = useDesk();
  if (mood.trend === null) return null;
  const Icon = WAY[mood.trend];
  return (
    <span className={`inline-flex items-center gap-1 whitespace-nowrap ${WAY_COLOUR[mood.trend]}`}>
      <Icon aria-hidden className="size-3.5" />
      {t(`mood.trend.${mood.trend}`)}
    </span>
  );
};

/** The newest points with their times, the oldest of them first; one alone says nothing the level does not. */
export const MoodPoints = ({ mood }: { readonly mood: MoodView }) => {
  const { t, telling } = useDesk();
  const now = useNow(60_000);
  if (mood.points.length < 2) return null;
  return (
    <ol aria-label={t('mood.points')} className="flex flex-wrap items-center gap-x-2 text-tiny text-ink-2">
      {mood.points.slice(-SHOWN).map(({ level, at }) => (
        <li key={`${at} ${level}`} className="inline-flex items-center gap-1 whitespace-nowrap">
          <MoodShape level={level} />
          <span className="sr-only">{t(`mood.${level}`)}</span>
          <time dateTime={new Date(at).toISOString()}>{momentWords(at, now, telling)}</time>
        </li>
      ))}
    </ol>
  );
};

export const MoodStanding = ({ mood }: { readonly mood: MoodView }) => (
  <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-0.5 text-small">
    <MoodWord level={mood.level} />
    <MoodTrend mood={mood} />
    <MoodPoints mood={mood} />
  </span>
);
