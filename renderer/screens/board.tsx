// The floor board for a wall: what waits, what burns, what came back and who is there, readable from across the room, without a customer's name.
import { useEffect, useState } from 'react';
import { Shape } from '../parts/due-mark.tsx';
import { deskNow, useNow } from '../parts/now.ts';
import { reachable } from '../parts/reachable.ts';
import { momentSaid, spanWords, type Level } from '../parts/time-words.ts';
import { useDesk } from '../parts/use-pack.ts';
import { useLive, wake } from '../state/live.ts';
import { useView } from '../state/view.ts';
import type { BoardView, QueueHealth } from '../../shared/views/floor-shapes.ts';

/** What turns late by time alone wakes nobody: the board looks by itself. */
const LOOK = 30_000;
const INK: Readonly<Record<Level, string>> = { calm: 'text-ink', done: 'text-ok', soon: 'text-warn', late: 'text-bad' };

/** Null while wake-ups arrive, else since when they do not. */
const useLostAt = (): number | null => {
  const connected = useView((view) => view.connected);
  const [lostAt, setLostAt] = useState<number | null>(null);
  if (connected && lostAt !== null) setLostAt(null);
  if (!connected && lostAt === null) setLostAt(deskNow());
  return lostAt;
};

export const BoardScreen = () => {
  const { t, pack, telling } = useDesk();
  const { value } = useLive('board.view', {});
  const now = useNow(10_000);
  const lostAt = useLostAt();
  useEffect(() => {
    const timer = window.setInterval(() => wake([], ['lead']), LOOK);
    return () => window.clearInterval(timer);
  }, []);
  return (
    <main
      className="flex min-h-0 grow flex-col gap-[0.6em] overflow-auto p-[0.7em] text-[clamp(0.875rem,2.3vw,4rem)] leading-[1.3] max-[60rem]:text-[1.25rem]"
      ref={reachable}
      aria-label={t('screen.board')}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-[1em]">
        <h1 className="font-semibold">{pack.name}</h1>
        {lostAt === null ? (
          <p className="text-[0.65em] text-ink-2">
            {value === undefined ? '' : t('board.at', { moment: momentSaid(value.at, now, telling) })}
          </p>
        ) : (
          <p
            role="status"
            className="inline-flex items-baseline gap-[0.4em] rounded-md bg-warn-soft px-[0.5em] text-[0.65em] font-semibold text-warn"
          >
            <Shape level="soon" />
            {t('board.lost', { moment: momentSaid(lostAt, now, telling) })}
          </p>
        )}
      </div>
      {value === undefined ? null : (
        <div className="grid min-h-0 grow grid-cols-[minmax(0,1.45fr)_minmax(0,1fr)] gap-[1em] max-[60rem]:block">
          <div className="flex min-w-0 flex-col gap-[0.8em]">
            <Queues teams={value.teams} now={now} />
            <div className="grid grid-cols-2 gap-[1em]">
              <Back back={value.back} />
              <Here here={value.here} />
            </div>
          </div>
          <Burning burning={value.burning} more={value.more} now={now} />
        </div>
      )}
    </main>
  );
};

const Heading = ({ children }: { readonly children: string }) => (
  <h2 className="border-b border-edge pb-[0.15em] text-[0.65em] font-semibold text-ink-2">{children}</h2>
);

const Mark = ({ level, children }: { readonly level: Level; readonly children: string }) => (
  <span className={`inline-flex items-baseline gap-[0.25em] font-semibold whitespace-nowrap tabular-nums ${INK[level]}`}>
    {level === 'calm' || level === 'done' ? null : (
      <span className="inline-flex *:size-[0.45em]">
        <Shape level={level} />
      </span>
    )}
    {children}
  </span>
);

const HEADS = ['waiting', 'inFlight', 'oldest', 'live', 'soon', 'late'] as const;
const HOUR = 3_600_000;

const Queues = ({ teams, now }: { readonly teams: readonly QueueHealth[]; readonly now: number }) => {
  const { t, team } = useDesk();
  const count = (value: number, level: Level) =>
    value === 0 ? <span className="text-ink-3">0</span> : <Mark level={level}>{String(value)}</Mark>;
  return (
    <section aria-label={t('board.queues')}>
      <table className="w-full border-collapse">
        <caption className="sr-only">{t('board.queues')}</caption>
        <thead>
          <tr className="border-b border-edge text-[0.5em] text-ink-2">
            <th scope="col" className="text-left font-semibold">
              {t('board.queues')}
            </th>
            {HEADS.map((head) => (
              <th key={head} scope="col" className="pl-[0.6em] text-right font-semibold">
                {t(`floor.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {teams.map((row) => (
            <tr key={row.team} className="border-b border-line">
              <th scope="row" className="w-[40%] py-[0.12em] text-left text-[0.75em] leading-[1.15] font-medium">
                {team(row.team)}
              </th>
              <td className="pl-[0.4em] text-right">{count(row.waiting, 'calm')}</td>
              <td className="pl-[0.4em] text-right">{count(row.inFlight, 'calm')}</td>
              <td className="pl-[0.4em] text-right text-[0.65em]">
                {row.oldestAt === null ? (
                  <span className="text-ink-3">–</span>
                ) : (
                  <Mark level={now - row.oldestAt < HOUR ? 'calm' : 'soon'}>{spanWords(now - row.oldestAt, t, true)}</Mark>
                )}
              </td>
              <td className="pl-[0.4em] text-right">{count(row.live, 'soon')}</td>
              <td className="pl-[0.4em] text-right">{count(row.soon, 'soon')}</td>
              <td className="pl-[0.4em] text-right">{count(row.late, 'late')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

const Burning = ({ burning, more, now }: Pick<BoardView, 'burning' | 'more'> & { readonly now: number }) => {
  const { t, team } = useDesk();
  return (
    <section aria-label={t('board.burning')} className="flex min-h-0 min-w-0 flex-col">
      <Heading>{t('board.burning')}</Heading>
      {burning.length === 0 ? <p className="py-[0.2em] text-ok">{t('board.calm')}</p> : null}
      <ul className="min-h-0 overflow-hidden">
        {burning.map((row) => {
          const span = spanWords(now - row.dueAt, t, row.dueAt <= now);
          return (
            <li key={row.number} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-[0.6em] border-b border-line py-[0.1em]">
              <span className="truncate text-[0.75em] font-semibold tabular-nums">{row.number}</span>
              <span className="text-right text-[0.6em]">
                <Mark level={row.dueAt <= now ? 'late' : 'soon'}>{t(row.dueAt <= now ? 'board.overdue' : 'board.dueIn', { span })}</Mark>
              </span>
              <span className="col-span-2 truncate text-[0.5em] text-ink-2">{`${team(row.team)} · ${t(`clock.${row.clock}`)}`}</span>
            </li>
          );
        })}
      </ul>
      {more === 0 ? null : <p className="text-[0.6em] text-ink-2">{t('board.moreBurning', { count: more })}</p>}
    </section>
  );
};

const Back = ({ back }: Pick<BoardView, 'back'>) => {
  const { t, team } = useDesk();
  return (
    <section aria-label={t('board.back')} className="min-w-0">
      <Heading>{t('board.back')}</Heading>
      {back.length === 0 ? <p className="py-[0.2em] text-[0.65em] text-ink-2">{t('board.noneBack')}</p> : null}
      <ul>
        {back.map((row) => (
          <li key={row.team ?? ''} className="flex justify-between gap-[0.5em] border-b border-line text-[0.75em]">
            <span className="truncate">{row.team === null ? t('board.smallTeams') : team(row.team)}</span>
            <span className="font-semibold tabular-nums">{row.count}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Here = ({ here }: Pick<BoardView, 'here'>) => {
  const { t, pack, say } = useDesk();
  return (
    <section aria-label={t('board.here')} className="min-w-0">
      <Heading>{t('board.here')}</Heading>
      <ul>
        {here.map((row) => (
          <li key={String(row.tier)} className="flex justify-between gap-[0.5em] border-b border-line text-[0.75em]">
            <span className="truncate">
              {say(pack.tiers.find(({ tier }) => tier === row.tier)?.label ?? { de: '', en: '' })}
              {row.names === null || row.names.length === 0 ? '' : ` · ${row.names.join(', ')}`}
            </span>
            <span className={`font-semibold tabular-nums ${row.count === 0 ? 'text-ink-3' : ''}`}>{row.count}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
