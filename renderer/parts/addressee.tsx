// Chooses a team and a person of it; says who is there, and who stands in for somebody who is away.
import { useLive } from '../state/live.ts';
import type { PackView } from '../../shared/views/shapes.ts';
import { Select } from './fields/inputs.tsx';
import { useNow } from './now.ts';
import { isAskable } from './presence-words.tsx';
import { momentSaid } from './time-words.ts';
import { phaseOf, useAbsences } from './use-absences.ts';
import { useDesk } from './use-pack.ts';

export type To = { readonly team: string; readonly person: string | null };
type Person = PackView['people'][number];
type Props = {
  readonly teams: PackView['teams'];
  readonly to: To | null;
  readonly onChange: (to: To | null) => void;
  readonly label: string;
};

/** Somebody one can turn to: works here, holds cases, and is not oneself. */
export const canBeAsked = ({ id, signIn, role }: Person, me: string): boolean =>
  id !== me && signIn && !['auditor', 'importer', 'watchdog'].includes(role);

/** Who is there, and who stands in for whom right now; both in words for an option of a list. */
export const useWhereabouts = (): {
  readonly isThere: (person: string) => boolean;
  readonly deputyOf: (person: string) => string | null;
  readonly words: (person: string) => string;
} => {
  const { t, person, telling } = useDesk();
  const { value } = useLive('people.present', {});
  const { rows } = useAbsences();
  const now = useNow(60_000);
  const here = new Set((value ?? []).filter(isAskable).map((row) => row.person));
  const away = (id: string) => rows.find((row) => row.person === id && phaseOf(row, now) === 'active');
  return {
    isThere: (id) => here.has(id),
    deputyOf: (id) => away(id)?.deputy ?? null,
    words: (id) => {
      const row = away(id);
      const state =
        row === undefined
          ? here.has(id)
            ? t('present.isThere')
            : t('present.notThere')
          : t('addressee.away', { until: momentSaid(row.until, now, telling), deputy: person(row.deputy) });
      return `${person(id)} · ${state}`;
    },
  };
};

export const Addressee = ({ teams, to, onChange, label }: Props) => {
  const { t, me, pack, say, person } = useDesk();
  const { isThere, deputyOf, words } = useWhereabouts();
  const ofTeam = (team: string): readonly Person[] => pack.people.filter((one) => one.teams.includes(team) && canBeAsked(one, me.person));
  const own = to !== null && me.teams.includes(to.team);
  const people = to === null ? [] : ofTeam(to.team);
  const asked = to?.person ?? null;
  const deputy = asked === null ? null : deputyOf(asked);
  const choose = (team: string): void => onChange(team === '' ? null : { team, person: null });
  return (
    <div data-field="to" className="flex flex-col gap-1">
      <div className="grid max-w-2xl grid-cols-2 gap-2">
        <Select
          label={`${label}: ${t('addressee.team')}`}
          value={to?.team ?? ''}
          options={teams.map(({ id, name }) => ({
            id,
            label: t('addressee.teamRow', { team: say(name), count: ofTeam(id).filter((one) => isThere(one.id)).length }),
          }))}
          onChange={choose}
        />
        {to === null ? null : (
          <Select
            label={`${label}: ${t('addressee.person')}`}
            value={to.person ?? ''}
            empty={t(own ? 'form.choose' : 'addressee.anybody')}
            options={people
              .toSorted((a, b) => Number(isThere(b.id)) - Number(isThere(a.id)) || a.name.localeCompare(b.name))
              .map(({ id }) => ({ id, label: words(id) }))}
            onChange={(id) => onChange({ team: to.team, person: id === '' ? null : id })}
          />
        )}
      </div>
      {deputy === null || asked === null ? null : (
        <p className="text-small text-warn">{t('addressee.goesToDeputy', { name: person(asked), deputy: person(deputy) })}</p>
      )}
    </div>
  );
};
