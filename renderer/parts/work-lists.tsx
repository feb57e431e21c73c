// Cases and promises as one reads them before they change hands: what it is, and by when.
import type { CaseRow, ShiftPromise } from '../../shared/views/shapes.ts';
import { DueMark } from './due-mark.tsx';
import { useNow } from './now.ts';
import { momentSaid } from './time-words.ts';
import { useDesk } from './use-pack.ts';

const LINE = 'flex items-baseline justify-between gap-3 border-b border-line py-1';

export const WorkCases = ({ cases }: { readonly cases: readonly CaseRow[] }) => {
  const { t, team } = useDesk();
  return (
    <ul>
      {cases.map((row) => (
        <li key={row.caseId} className={LINE}>
          <span className="min-w-0 truncate">
            <span className="font-medium">{row.title}</span>
            <span className="text-ink-2">{` · ${row.number}`}</span>
            {row.flight === null ? null : <span className="text-ink-2">{` · ${t('queue.toTeam', { team: team(row.flight.team) })}`}</span>}
          </span>
          {row.due === null ? null : <DueMark due={row.due} />}
        </li>
      ))}
    </ul>
  );
};

export const WorkPromises = ({ promises }: { readonly promises: readonly ShiftPromise[] }) => {
  const { t, telling } = useDesk();
  const now = useNow(60_000);
  return (
    <ul>
      {promises.map((row) => (
        <li key={`${row.caseId} ${row.promise}`} className={LINE}>
          <span className="min-w-0 truncate">
            <span className="font-medium">{row.what === '' && row.callback ? t('promise.callback') : row.what}</span>
            <span className="text-ink-2">{` · ${row.number}`}</span>
          </span>
          <span className="shrink-0 text-small">{t('event.by', { moment: momentSaid(row.due, now, telling) })}</span>
        </li>
      ))}
    </ul>
  );
};
