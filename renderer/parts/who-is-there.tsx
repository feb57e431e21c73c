// Names the people one tier up and whether they are free, and whom the principal can be reached by until when, so that the agent can say to whom the customer will speak.
import { useAsked } from '../state/asked.ts';
import { useLive } from '../state/live.ts';
import { useNow } from './now.ts';
import { contactWords, isAskable, StateDot, stateWords } from './presence-words.tsx';
import { Section } from './section.tsx';
import { useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';

const SHOWN = 4;

export const WhoIsThere = () => {
  const desk = useDesk();
  const { t, pack, person, say } = desk;
  const { row } = useCase();
  const { value: here } = useLive('people.present', {});
  const { value: own } = useLive('presence.view', {});
  const teams = pack.teams
    .filter((team) => typeof team.tier === 'number' && typeof row.holder.tier === 'number' && team.tier > row.holder.tier)
    .slice(0, SHOWN);
  return (
    <Section title={t('who.title')}>
      <ul className="flex flex-col gap-0.5">
        {teams.map((team) => {
          const present = (here ?? []).filter((each) => each.teams.includes(team.id));
          const lead = present.find((each) => each.person === team.lead);
          const others = present.filter((each) => each !== lead && isAskable(each)).length;
          const state = here === undefined ? '' : lead === undefined ? t('present.notThere') : stateWords(lead.state, desk);
          return (
            <li key={team.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
              <span className="truncate text-ink-2">{say(team.name)}</span>
              <span className="inline-flex items-center gap-1.5 font-medium" title={state}>
                {here === undefined ? null : <StateDot state={lead?.state ?? null} />}
                {person(team.lead)}
                <span className={lead === undefined || lead.state === 'free' ? 'sr-only' : 'text-small font-normal text-warn'}>
                  {state}
                </span>
                {others === 0 ? null : <span className="font-normal text-ink-2">{t('present.others', { count: others })}</span>}
              </span>
            </li>
          );
        })}
        <AtPrincipal />
      </ul>
      {own?.elsewhere === 'cut' ? <p className="text-small text-warn">{t('presence.cut')}</p> : null}
    </Section>
  );
};

/** The first contact who can be reached now, else the one who can be reached next. */
const AtPrincipal = () => {
  const desk = useDesk();
  const { t } = desk;
  const now = useNow(60_000);
  const { value } = useAsked('contacts.list', {}, 0, now);
  const next = (value ?? []).toSorted((a, b) => (a.opensAt ?? Number.MAX_SAFE_INTEGER) - (b.opensAt ?? Number.MAX_SAFE_INTEGER));
  const contact = (value ?? []).find(({ open }) => open) ?? next[0];
  if (contact === undefined) return null;
  return (
    <li className="mt-1 border-t border-line pt-1">
      <span className="text-ink-2">{t('presence.principal')}</span>
      <span className="flex flex-wrap items-center gap-x-1.5">
        <StateDot state={contact.open ? 'free' : null} />
        <span className="font-medium">{contact.name}</span>
        <span className="text-ink-2">{contactWords(contact, desk, now)}</span>
      </span>
    </li>
  );
};
