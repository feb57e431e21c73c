// Knows whose work the signed-in person may move: a lead that of his teams, whoever stands in for an absent lead as well, a manager all.
import { deskNow } from './now.ts';
import { phaseOf, useAbsences } from './use-absences.ts';
import { useDesk } from './use-pack.ts';

export const useLeads = (): ((person: string) => boolean) => {
  const { me, pack } = useDesk();
  const { rows } = useAbsences();
  const lent = rows.filter((row) => row.deputy === me.person && phaseOf(row, deskNow()) === 'active').map((row) => row.person);
  const speaksFor = new Set([me.person, ...lent]);
  return (id) => {
    const person = pack.people.find((one) => one.id === id);
    if (person === undefined || id === me.person || me.role === 'auditor') return false;
    return me.role === 'manager' || pack.teams.some(({ id: team, lead }) => person.teams.includes(team) && speaksFor.has(lead));
  };
};
