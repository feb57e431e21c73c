// One case in a list: what it is about, what is due, for whom, in two lines.
import type { CaseRow } from '../../shared/views/shapes.ts';
import { awayMark } from './check-out-strip.tsx';
import { DueMark, LevelText } from './due-mark.tsx';
import { momentSaid, momentWords } from './time-words.ts';
import { useNow } from './now.ts';
import { useDesk, type Desk } from './use-pack.ts';

/** The second line: who and what, then why the case stands here. */
export const secondLine = (row: CaseRow, { t, word, team, telling }: Desk, now: number): string => {
  const place = row.flight === null ? '' : t('queue.toTeam', { team: team(row.flight.team) });
  const waits =
    row.wait === null ? '' : t('queue.waits', { reason: word('waits', row.wait.reason), until: momentWords(row.wait.until, now, telling) });
  return [row.hint ?? '', place, waits, row.customer ?? '', word('categories', row.category), row.priority]
    .filter((part) => part !== '')
    .join(' · ');
};

/** Why a case came back, in as few words as one can: what one is told of, a question of the receiver, or how it arrived. */
export const backWords = (row: CaseRow, { t }: Desk): string => {
  const [newest] = row.told ?? [];
  if (newest !== undefined) return t([`queue.told.${newest}`, 'queue.told.other']);
  if (row.flight !== null) return t('lead.query');
  return row.arrived === 'returned' || row.arrived === 'answered' ? t(`queue.arrived.${row.arrived}`) : '';
};

export const CaseLines = ({ row, cameBack = false }: { readonly row: CaseRow; readonly cameBack?: boolean }) => {
  const desk = useDesk();
  const now = useNow(60_000);
  const { t } = desk;
  const back = cameBack ? backWords(row, desk) : '';
  const away = awayMark(row, desk, now);
  const mark =
    row.tentative === true ? (
      <LevelText level="soon" title={t('queue.tentativeLong')}>
        {t('queue.tentative')}
      </LevelText>
    ) : row.proposed !== undefined ? (
      <LevelText level="soon" title={t('queue.proposedLong', { moment: momentSaid(row.proposed, now, desk.telling) })}>
        {t('queue.proposed')}
      </LevelText>
    ) : row.pending ? (
      <LevelText level="soon" title={t('queue.pendingLong')}>
        {t('queue.pending')}
      </LevelText>
    ) : null;
  // The title has the first line to itself: what a case is about must be read before when it is due.
  return (
    <>
      <span className="flex items-baseline justify-between gap-2">
        <span className={`truncate font-semibold ${row.phase === 'closed' ? 'text-ink-2' : ''}`}>{row.title}</span>
        <span className="shrink-0 text-small">{mark}</span>
      </span>
      <span className="flex items-baseline justify-between gap-2 text-small text-ink-2">
        <span className="truncate">
          {away === null ? null : <span className="font-semibold text-warn" title={away.long}>{`${away.short} · `}</span>}
          {row.standsIn === undefined ? null : (
            <span className="font-semibold text-accent">{`${t('queue.standsIn', { name: desk.person(row.standsIn) })} · `}</span>
          )}
          {back === '' ? null : <span className="font-semibold text-accent">{`${back} · `}</span>}
          {secondLine(row, desk, now)}
        </span>
        <span className="shrink-0">
          {row.due === null ? <span className="text-ink-3">{t(`phase.${row.phase}`)}</span> : <DueMark due={row.due} />}
        </span>
      </span>
    </>
  );
};
