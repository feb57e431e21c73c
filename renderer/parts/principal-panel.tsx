// A case that lies with the principal: with whom, when he can be reached, and the card for him with how it was given last.
import { useAsked } from '../state/asked.ts';
import { showOverlay, useView } from '../state/view.ts';
import type { ExternalCard, HandoverCard, TimelineItem } from '../../shared/views/shapes.ts';
import { Button } from './button.tsx';
import { LevelText } from './due-mark.tsx';
import { useNow } from './now.ts';
import { PrincipalCard } from './principal-card.tsx';
import { momentSaid } from './time-words.ts';
import { useBlocked, useCase } from './use-case.ts';
import { useDesk, type Desk } from './use-pack.ts';

/** `button` false: the strip above has one already. */
export const PrincipalPanel = ({ button = true }: { readonly button?: boolean }) => {
  const { row, handover } = useCase();
  const isThere = row.flight !== null && handover?.to.tier === 'A';
  return isThere ? <AtPrincipal key={handover.handover} card={handover} button={button} /> : null;
};

/** The newest record that the card was given: how, to whom, when. */
export const givenLast = (timeline: readonly TimelineItem[], handover: string): TimelineItem | undefined =>
  timeline.find(({ type, data, refusal }) => {
    const about = typeof data === 'object' && data !== null && 'handover' in data ? data['handover'] : null;
    return type === 'card-given' && refusal === null && about === handover;
  });

type Contact = NonNullable<ExternalCard['contact']>;

export const hoursWords = ({ open, opensAt }: Pick<Contact, 'open' | 'opensAt'>, { t, telling }: Desk, now: number): string => {
  if (open) return t('principal.open');
  return opensAt === null ? t('principal.closed') : t('principal.opens', { moment: momentSaid(opensAt, now, telling) });
};

const AtPrincipal = ({ card, button }: { readonly card: HandoverCard; readonly button: boolean }) => {
  const desk = useDesk();
  const { t, say, telling } = desk;
  const { row, timeline } = useCase();
  const now = useNow(60_000);
  const open = useView((view) => view.overlay === 'card');
  const given = givenLast(timeline, card.handover);
  const blocked = useBlocked('give-card');
  const { value } = useAsked('card.external', { caseId: row.caseId, handover: card.handover }, 0, timeline.length);
  const shown = value?.ok === true ? value.value : null;
  const contact = shown?.contact ?? null;
  const way = given === undefined ? '' : String((given.data as { readonly way?: string }).way);
  return (
    <section aria-label={t('principal.title')} className="flex flex-col gap-1.5 rounded-lg border border-line px-3 py-2">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="heading">{t('principal.title')}</h2>
        {contact === null ? null : <LevelText level={contact.open ? 'done' : 'soon'}>{hoursWords(contact, desk, now)}</LevelText>}
      </div>
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        {shown === null ? null : contact === null ? (
          <span className="text-ink-2">{t('principal.noContact')}</span>
        ) : (
          <span>
            <span className="font-semibold">{contact.name}</span>
            <span className="text-ink-2">
              {[say(contact.function), contact.phone, contact.mail].filter(Boolean).map((part) => ` · ${part}`)}
            </span>
          </span>
        )}
        <span className="text-small text-ink-2">
          {given === undefined ? t('principal.notGiven') : t(`principal.given-${way}`, { moment: momentSaid(given.at, now, telling) })}
        </span>
      </p>
      {button && blocked === null ? (
        <div>
          <Button onPress={() => showOverlay('card')}>{t('principal.card')}</Button>
        </div>
      ) : null}
      {shown === null ? null : <PrincipalCard open={open} onClose={() => showOverlay(null)} card={shown} handover={card.handover} />}
    </section>
  );
};
