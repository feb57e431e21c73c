// Says whom a request goes to: a team, or the deputy by name with the one he stands in for.
import type { Desk } from './use-pack.ts';

type Asked = { readonly team: string; readonly person: string | null; readonly for: string | null };

/** "Teamleitung Abrechnung", or the deputy by name with the one he stands in for. */
export const askedWords = ({ team: id, person: deputy, for: absent }: Asked, { t, team, person }: Desk): string =>
  deputy === null
    ? team(id)
    : absent === null
      ? t('present.person', { name: person(deputy), team: team(id) })
      : t('present.deputy', { name: person(deputy), absent: person(absent), team: team(id) });

const SHOWN = 2;

/** Names of who is there, the rest counted. */
export const namesWords = (people: readonly string[], { t, person }: Desk): string => {
  const names = people.slice(0, SHOWN).map(person).join(', ');
  return people.length > SHOWN ? t('present.more', { names, count: people.length - SHOWN }) : names;
};
