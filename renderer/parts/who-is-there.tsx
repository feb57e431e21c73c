// Names the people one tier up and whether they are there, so that the agent can say to whom the customer will speak.
import { useLive } from '../state/live.ts';
import { PresenceDot } from './decision-approver.tsx';
import { Section } from './section.tsx';
import { useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';

const SHOWN = 4;

export const WhoIsThere = () => {
  const { t, pack, person, say } = useDesk();
  const { row } = useCase();
  const { value: here } = useLive('people.present', {});
  const teams = pack.teams
    .filter((team) => typeof team.tier === 'number' && typeof row.holder.tier === 'number' && team.tier > row.holder.tier)
    .slice(0, SHOWN);
  if (teams.length === 0) return null;
  return (
    <Section title={t('who.title')}>
      <ul className="flex flex-col gap-0.5">
        {teams.map((team) => {
          const present = (here ?? []).filter((each) => each.teams.includes(team.id));
          const others = present.filter((each) => each.person !== team.lead).length;
          const leadThere = others < present.length;
          const state = here === undefined ? '' : t(leadThere ? 'present.isThere' : 'present.notThere');
          return (
            <li key={team.id} className="grid grid-cols-[1fr_auto] gap-x-3">
              <span className="truncate text-ink-2">{say(team.name)}</span>
              <span className="inline-flex items-center gap-1.5 font-medium" title={state}>
                {here === undefined ? null : <PresenceDot there={leadThere} />}
                {person(team.lead)}
                <span className="sr-only">{state}</span>
                {others === 0 ? null : <span className="font-normal text-ink-2">{t('present.others', { count: others })}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
};
