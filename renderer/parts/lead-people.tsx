// Whom a lead leads: who is there and what he is doing, what he has in hand where that may be told, and who decides for whoever is away.
import { useLive } from '../state/live.ts';
import { showOverlay, showWork } from '../state/view.ts';
import { showToast } from '../state/toasts.ts';
import { Button } from './button.tsx';
import { PresenceDot } from './decision-approver.tsx';
import { useNow } from './now.ts';
import { LevelText } from './due-mark.tsx';
import { isAskable } from './presence-words.tsx';
import { phaseOf, useAbsences } from './use-absences.ts';
import { useLeads } from './use-leads.ts';
import { useDesk } from './use-pack.ts';
import { momentWords } from './time-words.ts';
import type { AbsenceRow } from '../../shared/views/shapes.ts';
import type { CallOutput } from '../../shared/api.ts';

type Here = CallOutput<'people.present'>[number];

export const LeadPeople = () => {
  const { t, pack } = useDesk();
  const { value } = useLive('people.present', {});
  const { rows, end } = useAbsences();
  const leads = useLeads();
  // The end of the step, not its beginning: what was entered a moment ago is in force.
  const now = useNow(10_000) + 10_000;
  const people = pack.people.filter(({ id, signIn }) => signIn && leads(id));
  const isThere = (row: Here | undefined): boolean => row !== undefined && isAskable(row);
  const here = new Map((value ?? []).map((row) => [row.person, row]));
  const away = new Map(rows.filter((row) => phaseOf(row, now) === 'active').map((row) => [row.person, row]));
  const rank = (id: string): number => (here.has(id) ? 0 : away.has(id) ? 1 : 2);
  return (
    <section aria-label={t('floor.people')} className="flex min-w-0 flex-col">
      <div className="flex min-h-9 items-center justify-between gap-2 px-3">
        <h2 className="heading">
          {t('floor.people')}
          {people.length === 0 ? '' : ` · ${t('presence.here', { count: people.filter(({ id }) => isThere(here.get(id))).length })}`}
        </h2>
        <Button small kind="quiet" onPress={() => showOverlay('absence')}>
          {t('floor.deputy')}
        </Button>
      </div>
      {people.length === 0 ? <p className="px-3 pb-2 text-small text-ink-2">{t('floor.nobody')}</p> : null}
      <ul>
        {people
          .toSorted((a, b) => rank(a.id) - rank(b.id))
          .map(({ id }) => (
            <One
              key={id}
              id={id}
              here={here.get(id)}
              away={away.get(id)}
              onEnd={(row) => void end(row).then((why) => (why === null ? undefined : showToast('refused', why)))}
            />
          ))}
      </ul>
    </section>
  );
};

type Props = {
  readonly id: string;
  readonly here: Here | undefined;
  readonly away: AbsenceRow | undefined;
  readonly onEnd: (row: AbsenceRow) => void;
};

const One = ({ id, here, away, onEnd }: Props) => {
  const { t, person, telling } = useDesk();
  const now = useNow(60_000);
  const load = here?.load;
  const words =
    here === undefined
      ? away === undefined
        ? t('floor.notHere')
        : ''
      : [
          t(`floor.state-${here.state ?? 'free'}`),
          here.elsewhere === true ? t('floor.elsewhere') : '',
          load === undefined ? '' : t('floor.load', { count: load.open }),
        ]
          .filter(Boolean)
          .join(' · ');
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-2 border-t border-line px-3 py-1">
      <PresenceDot there={here !== undefined} />
      <span className="flex min-w-0 flex-wrap gap-x-2">
        <span className="font-medium">{person(id)}</span>
        {words === '' ? null : <span className="text-ink-2">{words}</span>}
        {load === undefined || load.due === 0 ? null : <LevelText level="late">{t('floor.loadDue', { count: load.due })}</LevelText>}
        {away === undefined ? null : (
          <span className="text-small leading-5 text-warn" title={momentWords(away.until, now, telling)}>
            {t('floor.away', { deputy: person(away.deputy) })}
          </span>
        )}
      </span>
      <span className="flex gap-1">
        {away === undefined ? null : (
          <Button small label={`${t('floor.endDeputy')} ${person(id)}`} onPress={() => onEnd(away)}>
            {t('floor.endDeputy')}
          </Button>
        )}
        <Button small kind="quiet" label={`${t('move.open')} ${person(id)}`} onPress={() => showWork(id)}>
          {t('move.open')}
        </Button>
      </span>
    </li>
  );
};
