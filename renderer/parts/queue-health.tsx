// How the queues of a lead's teams stand, one line each: what waits and since when, on the way, on the line, due, held, who is there.
import { useEffect } from 'react';
import { useLive, wake } from '../state/live.ts';
import { askWall } from '../state/wall-address.ts';
import type { QualityRow, QueueHealth } from '../../shared/views/floor-shapes.ts';
import { LevelText } from './due-mark.tsx';
import { useNow } from './now.ts';
import { spanWords, type Level } from './time-words.ts';
import { sharesOf } from './rating-words.ts';
import { reachable } from './reachable.ts';
import { useDesk } from './use-pack.ts';

const HEADS = ['waiting', 'inFlight', 'oldest', 'live', 'soon', 'late', 'held', 'here'] as const;
const HOUR = 3_600_000;
const LOOK = 30_000;

/** A zero is calm and says nothing loud. */
const Count = ({ count, level }: { readonly count: number; readonly level: Level }) =>
  count === 0 ? <span className="text-ink-3">0</span> : <LevelText level={level}>{String(count)}</LevelText>;

export const QueueHealthTable = () => {
  const { t, team, me } = useDesk();
  const { value } = useLive('lead.health', {});
  const now = useNow(10_000);
  // What turns late by time alone wakes nobody.
  useEffect(() => {
    const timer = window.setInterval(() => wake([], ['lead']), LOOK);
    return () => window.clearInterval(timer);
  }, []);
  if (value === undefined || value.teams.length === 0) return null;
  const cells = (row: QueueHealth): Readonly<Record<(typeof HEADS)[number], React.ReactNode>> => ({
    waiting: <Count count={row.waiting} level="calm" />,
    inFlight: <Count count={row.inFlight} level="calm" />,
    // Of both that wait, beside both: alone beside the queue it would tell of a wait where nothing waits.
    oldest: row.oldestAt === null ? <span className="text-ink-3">–</span> : <Oldest span={now - row.oldestAt} />,
    live: <Count count={row.live} level="soon" />,
    soon: <Count count={row.soon} level="soon" />,
    late: <Count count={row.late} level="late" />,
    held: row.held === null ? <span title={t('floor.smallGroup')}>–</span> : <Count count={row.held} level="calm" />,
    here: <Count count={row.here} level="calm" />,
  });
  // A column that may say nothing of any team is not drawn.
  const heads = HEADS.filter((head) => head !== 'held' || value.teams.some(({ held }) => held !== null));
  return (
    <section
      ref={reachable}
      aria-label={t('floor.title')}
      className="max-h-52 shrink-0 max-[60rem]:max-h-none overflow-auto border-b border-line px-3 py-1.5"
    >
      <table className="w-full text-small">
        <caption className="sr-only">{t('floor.title')}</caption>
        <thead>
          <tr className="text-ink-2">
            <th scope="col" className="py-0.5 text-left font-normal">
              {me.role === 'lead' || me.role === 'manager' ? (
                <button
                  type="button"
                  className="aim rounded-sm font-medium text-accent hover:underline"
                  title={t('board.openWallLong')}
                  onClick={() => askWall(true)}
                >
                  {t('board.openWall')}
                </button>
              ) : (
                t('floor.team')
              )}
            </th>
            {heads.map((head) => (
              <th
                key={head}
                scope="col"
                className="px-1.5 py-0.5 text-right align-bottom font-normal whitespace-nowrap max-[60rem]:whitespace-normal"
                title={t(`floor.${head}Long`, '')}
              >
                {t(`floor.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {value.teams.map((row) => {
            const shown = cells(row);
            return (
              <tr key={row.team} className="border-t border-line">
                <th scope="row" className="max-w-48 truncate py-0.5 max-[60rem]:max-w-36 text-left font-semibold">
                  {team(row.team)}
                </th>
                {heads.map((head) => (
                  <td key={head} className="px-1.5 py-0.5 text-right tabular-nums">
                    {shown[head]}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      <Quality />
    </section>
  );
};

const Oldest = ({ span }: { readonly span: number }) => {
  const { t } = useDesk();
  return span < HOUR ? <span>{spanWords(span, t, true)}</span> : <LevelText level="soon">{spanWords(span, t, true)}</LevelText>;
};

/** How handovers arrived that these teams had sent, as far as it may be told. */
const Quality = () => {
  const { t, team, person } = useDesk();
  const { value } = useLive('quality.results', {});
  if (value === undefined || value.teams.length + value.people.length + value.small.length === 0) return null;
  const said = (row: QualityRow, name: string): string =>
    [
      `${name}: ${t('rate.count', { count: row.count })}`,
      ...(['complete', 'clear', 'right'] as const).map((each) => t('rate.share', { question: t(`rate.${each}`), ...sharesOf(row[each]) })),
    ].join(' · ');
  const lines = [
    ...value.teams.map((row) => said(row, team(row.id))),
    ...value.people.map((row) => said(row, person(row.id))),
    ...(value.small.length === 0 ? [] : [t('rate.small', { teams: value.small.map(team).join(', ') })]),
  ];
  return (
    <p className="max-w-none border-t border-line pt-1 text-small text-ink-2">
      <span className="font-semibold">{t('rate.results')}</span>
      {`: ${lines.join(' — ')}`}
    </p>
  );
};
