// Names the people one tier up, so that the agent can say to whom the customer will speak.
import { Section } from './section.tsx';
import { useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';

export const WhoIsThere = () => {
  const { t, pack, person, say } = useDesk();
  const { row } = useCase();
  const teams = pack.teams
    .filter((team) => typeof team.tier === 'number' && typeof row.holder.tier === 'number' && team.tier > row.holder.tier)
    .slice(0, 4);
  if (teams.length === 0) return null;
  return (
    <Section title={t('who.title')}>
      <ul>
        {teams.map((team) => (
          <li key={team.id} className="flex justify-between gap-3">
            <span className="text-ink-2">{say(team.name)}</span>
            <span className="font-medium">{person(team.lead)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
};
