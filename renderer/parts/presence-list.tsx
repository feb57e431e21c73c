// Shows who is there, team by team: what each is doing, who decides for those who are away, and a lead what his people have in hand.
import { useLive } from '../state/live.ts';
import { showWork } from '../state/view.ts';
import { homeOf } from '../../shared/views/health.ts';
import type { AbsenceRow } from '../../shared/views/shapes.ts';
import { Button } from './button.tsx';
import { useNow } from './now.ts';
import { PresenceContacts } from './presence-contacts.tsx';
import { OwnState } from './presence-own.tsx';
import { isAskable, StateDot, stateWords, type Present } from './presence-words.tsx';
import { momentSaid, momentWords } from './time-words.ts';
import { phaseOf, useAbsences } from './use-absences.ts';
import { useLeads } from './use-leads.ts';
import { useDesk } from './use-pack.ts';

/** More names than this are counted. */
const NAMED = 6;

export const PresenceList = () => {
  const desk = useDesk();
  const { t, me, pack, say } = desk;
  const { value } = useLive('people.present', {});
  const { value: own } = useLive('presence.view', {});
  const { rows } = useAbsences();
  const now = useNow(60_000);
  const here = new Map((value ?? []).map((row) => [row.person, row]));
  const away = new Map(rows.filter((row) => phaseOf(row, now) === 'active').map((row) => [row.person, row]));
  const teams = pack.teams.filter(({ tier }) => tier !== 'A');
  const staff = pack.people.filter(({ id, signIn }) => signIn || here.has(id));
  const groups = [
    ...teams.map(({ id, name }) => ({ id, name: say(name), people: staff.filter((one) => homeOf(teams, one.teams) === id) })),
    { id: '', name: t('presence.others'), people: staff.filter((one) => homeOf(teams, one.teams) === null && here.has(one.id)) },
  ].filter(({ people }) => people.length > 0);
  const isKnown = own?.elsewhere === 'alone' || own?.elsewhere === 'known';
  const isAlone = value?.every(({ person }) => person === me.person) === true;
  return (
    <>
      <OwnState />
      {own?.elsewhere === 'cut' || own?.elsewhere === 'untold' ? (
        <p className="rounded-md bg-warn-soft px-2 py-1 text-small">{t(`presence.${own.elsewhere}`)}</p>
      ) : null}
      {isKnown && isAlone ? <p className="text-small text-ink-2">{t('presence.nobody')}</p> : null}
      {groups.map(({ id, name, people }) => (
        <Group key={id} name={name} people={people.map((one) => one.id)} here={here} away={away} />
      ))}
      <PresenceContacts />
    </>
  );
};

type GroupProps = {
  readonly name: string;
  readonly people: readonly string[];
  readonly here: ReadonlyMap<string, Present>;
  readonly away: ReadonlyMap<string, AbsenceRow>;
};

const Group = ({ name, people, here, away }: GroupProps) => {
  const { t, person } = useDesk();
  const shown = people.filter((id) => here.has(id) || away.has(id)).toSorted((a, b) => Number(here.has(b)) - Number(here.has(a)));
  const count = [...here.values()].filter((row) => people.includes(row.person) && isAskable(row)).length;
  const missing = people.filter((id) => !here.has(id) && !away.has(id)).map(person);
  const [named, more] = [missing.slice(0, NAMED).join(', '), missing.length - NAMED];
  return (
    <section aria-label={name} className="flex flex-col">
      <h3 className="heading">
        {name}
        {count === 0 ? '' : ` · ${t('presence.here', { count })}`}
      </h3>
      {shown.length === 0 ? null : (
        <ul>
          {shown.map((id) => (
            <Row key={id} id={id} row={here.get(id)} away={away.get(id)} />
          ))}
        </ul>
      )}
      {named === '' ? null : (
        <p className="text-small text-ink-2">
          {t('presence.missing', { names: more > 0 ? t('present.more', { names: named, count: more }) : named })}
        </p>
      )}
    </section>
  );
};

type RowProps = { readonly id: string; readonly row: Present | undefined; readonly away: AbsenceRow | undefined };

/** Every row is as high as every other, with a button in it or without. */
const Row = ({ id, row, away }: RowProps) => {
  const desk = useDesk();
  const { t, me, person, telling } = desk;
  const leads = useLeads();
  const now = useNow(60_000);
  const figures = [
    row?.load === undefined ? '' : t('presence.load', { ...row.load }),
    row?.since === undefined ? '' : t('presence.since', { moment: momentWords(row.since, now, telling) }),
  ].filter(Boolean);
  const absent =
    away === undefined ? '' : t('presence.awayUntil', { moment: momentSaid(away.until, now, telling), deputy: person(away.deputy) });
  const beside = [absent, ...figures].filter(Boolean).join(' · ');
  return (
    <li className="grid min-h-8 grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-2">
      <StateDot state={row?.state ?? null} />
      <span className="truncate" title={beside === '' ? undefined : beside}>
        <span className="font-medium">{person(id)}</span>
        {id === me.person ? ` (${t('presence.you')})` : ''}
        {beside === '' ? null : <span className="text-small text-ink-2"> · {beside}</span>}
      </span>
      <span className="flex items-center gap-2 text-small text-ink-2">
        {row === undefined ? t('presence.away') : stateWords(row.state, desk)}
        {leads(id) ? (
          <Button small kind="quiet" label={`${t('move.open')} ${person(id)}`} onPress={() => showWork(id)}>
            {t('presence.work')}
          </Button>
        ) : null}
      </span>
    </li>
  );
};
