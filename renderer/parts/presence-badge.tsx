// Says in the header how many are there, and on a press who, tier by tier, and who decides for those who are away.
import { Popover } from 'radix-ui';
import { useLive } from '../state/live.ts';
import { showOverlay, showWork } from '../state/view.ts';
import { Button } from './button.tsx';
import { Shape } from './due-mark.tsx';
import { useNow } from './now.ts';
import { momentSaid, momentWords } from './time-words.ts';
import { phaseOf, useAbsences } from './use-absences.ts';
import { useLeads } from './use-leads.ts';
import { useDesk } from './use-pack.ts';

export const PresenceBadge = () => {
  const { t } = useDesk();
  const { value } = useLive('people.present', {});
  const count = new Set((value ?? []).map(({ person }) => person)).size;
  return (
    <Popover.Root>
      <Popover.Trigger className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 whitespace-nowrap hover:bg-panel">
        <span className="text-ok">
          <Shape level="calm" />
        </span>
        {t('presence.here', { count })}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          aria-label={t('presence.title')}
          className="z-30 flex max-h-[75vh] w-[27rem] flex-col gap-3 overflow-auto rounded-lg border border-edge bg-raised p-3"
        >
          <Inside />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
};

const Inside = () => {
  const { t, me, pack, person, team, say, telling } = useDesk();
  const { value } = useLive('people.present', {});
  const { rows } = useAbsences();
  const leads = useLeads();
  const now = useNow(60_000);
  const here = value ?? [];
  const away = rows.filter((row) => phaseOf(row, now) === 'active');
  const tiers = pack.tiers.filter(({ tier }) => tier !== 'A');
  return (
    <>
      <h2 className="font-semibold">{t('presence.title')}</h2>
      {here.every((row) => row.person === me.person) ? <p className="text-small text-ink-2">{t('presence.nobody')}</p> : null}
      {tiers.map(({ tier, label }) => {
        const people = here.filter((row) => row.tier === tier);
        return (
          <section key={String(tier)} aria-label={say(label)} className="flex flex-col">
            <h3 className="heading">{say(label)}</h3>
            {people.length === 0 ? (
              <p className="text-ink-2">{t('presence.none')}</p>
            ) : (
              <ul>
                {people.map((row) => (
                  <li key={row.person} className="flex items-center justify-between gap-3">
                    <span className="truncate">
                      <span className="font-medium">{person(row.person)}</span>
                      <span className="text-ink-2">
                        {row.person === me.person ? ` (${t('presence.you')})` : ''}
                        {row.teams[0] === undefined ? '' : ` · ${team(row.teams[0])}`}
                      </span>
                    </span>
                    <span className="flex shrink-0 items-center gap-2 text-small leading-5 text-ink-2">
                      {t('presence.since', { moment: momentWords(row.since, now, telling) })}
                      {leads(row.person) ? <Work whose={row.person} /> : null}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
      {away.length === 0 ? null : (
        <section aria-label={t('presence.away')} className="flex flex-col">
          <h3 className="heading">{t('presence.away')}</h3>
          <ul>
            {away.map((row) => (
              <li key={row.id} className="flex items-center justify-between gap-3">
                <span>
                  {t('presence.awayRow', {
                    name: person(row.person),
                    moment: momentSaid(row.until, now, telling),
                    deputy: person(row.deputy),
                  })}
                </span>
                {leads(row.person) ? <Work whose={row.person} /> : null}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div>
        <Button small onPress={() => showOverlay('absence')}>
          {t('absence.open')}
        </Button>
      </div>
    </>
  );
};

/** A lead opens what somebody has in hand, to move it. */
const Work = ({ whose }: { readonly whose: string }) => {
  const { t, person } = useDesk();
  return (
    <Button small label={`${t('move.open')} ${person(whose)}`} onPress={() => showWork(whose)}>
      {t('move.open')}
    </Button>
  );
};
