// Tells one clock of a case in words: its name, how it stands, when it warns, how long it was paused, what moved it.
import type { ClockView, ConsultView, TimelineItem } from '../../shared/views/shapes.ts';
import { tellEvent } from './event-words.ts';
import { dueWords, momentSaid, momentWords, spanWords, type Level } from './time-words.ts';
import type { Desk } from './use-pack.ts';

export type ClockTold = { readonly level: Level; readonly short: string; readonly long: string };

/** Two clocks of one name differ by what they are about, statutory ones by their rule. */
export const clockKey = (clock: ClockView): string =>
  [clock.clock, clock.rule, clock.promise, clock.handover, clock.approval, clock.consult, clock.startedAt].join(' ');

/** A clock the law sets is named as the pack names it; that of a question says whom it was put to, because several may be open. */
export const clockName = (
  { clock, rule, consult }: Pick<ClockView, 'clock' | 'rule' | 'consult'>,
  { t, word, person, team }: Desk,
  consults: readonly ConsultView[] = [],
): string => {
  if (clock === 'statutory' && rule !== null && rule !== undefined) return word('statutory', rule);
  const to = consults.find((one) => one.consult === consult)?.to;
  return to === undefined ? t(`clock.${clock}`) : t('clock.consultTo', { who: to.person === null ? team(to.team) : person(to.person) });
};

const warningAt = ({ warnings = [] }: ClockView, share: number): number | null => warnings.find((row) => row.share === share)?.at ?? null;

/** Marked from three quarters of its own working time on, as the alerts are. */
const warnAt = (clock: ClockView): number => warningAt(clock, 0.75) ?? clock.startedAt + (clock.dueAt - clock.startedAt) * 0.75;

const runs = ({ state }: ClockView): boolean => state === 'running' || state === 'breached';

/** Half of the time is gone: a quiet mark, no alert. */
export const isHalfGone = (clock: ClockView, now: number): boolean => {
  const half = warningAt(clock, 0.5);
  return clock.stoppedAt === null && runs(clock) && half !== null && now >= half && now < warnAt(clock);
};

export const tellClock = (clock: ClockView, now: number, { t, telling }: Desk): ClockTold => {
  if (clock.state === 'met') return { level: 'done', short: t('clock.met'), long: t('clock.met') };
  if (clock.state === 'paused') {
    const since = clock.events.findLast(({ effect }) => effect === 'pause')?.at;
    const long = since === undefined ? t('clock.paused') : t('clock.pausedFor', { moment: momentSaid(since, now, telling) });
    return { level: 'calm', short: t('clock.paused'), long };
  }
  if (clock.state === 'breached' && clock.stoppedAt !== null) return { level: 'late', short: t('clock.missed'), long: t('clock.missed') };
  return dueWords({ at: clock.dueAt, warnAt: warnAt(clock), calendar: clock.calendar }, now, telling);
};

/** Plain time between every pause and what ended it, the running one up to now or to where the clock stopped. */
export const pausedSpan = ({ events, stoppedAt }: Pick<ClockView, 'events' | 'stoppedAt'>, now: number): number => {
  const end = stoppedAt ?? now;
  const total = events.reduce<{ readonly span: number; readonly since: number | null }>(
    ({ span, since }, { at, effect }) => {
      if (effect === 'pause') return { span, since: since ?? at };
      return effect === 'resume' && since !== null ? { span: span + at - since, since: null } : { span, since };
    },
    { span: 0, since: null },
  );
  return total.span + (total.since === null ? 0 : Math.max(0, end - total.since));
};

/** Why the clock stands where it stands, line by line: what it counts in, when it warns, what moved it. */
export const whyLines = (clock: ClockView, timeline: readonly TimelineItem[], now: number, desk: Desk): readonly string[] => {
  const { t, word, telling } = desk;
  const hard = clock.clock === 'statutory' ? [t('clock.hard')] : [];
  const paused = pausedSpan(clock, now);
  const open = clock.stoppedAt === null && runs(clock) && now < clock.dueAt;
  const warned = (clock.warnings ?? [])
    .filter(({ share }) => share < 1)
    .map(({ share, at }) => {
      const name =
        share === 0.5 ? t('clock.half') : share === 0.9 ? t('alert.nearly') : t('alert.share', { share: Math.round(share * 100) });
      return `${name}: ${momentWords(at, now, telling)}`;
    });
  return [
    t('clock.dueIn', { moment: momentSaid(clock.dueAt, now, telling), calendar: word('calendars', clock.calendar) }),
    ...hard,
    ...(open && warned.length > 0 ? [warned.join(' · ')] : []),
    ...(paused > 0 ? [t('clock.pausedSpan', { span: spanWords(paused, t) })] : []),
    ...clock.events.map(({ id, at, effect }) => {
      const item = timeline.find((event) => event.id === id);
      const told = item === undefined ? null : tellEvent(item, timeline, desk, now);
      const what = told === null ? t('clock.event') : [told.what, told.detail].filter(Boolean).join(' · ');
      return `${momentWords(at, now, telling)} · ${t(`clock.effect-${effect}`)}: ${what}`;
    }),
  ];
};
