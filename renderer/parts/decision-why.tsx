// Answers "why was this allowed?" for one decision: the rule and every limit as they stood then, who, on which tier, and what was seen.
import type { ReactNode } from 'react';
import type { DecisionView } from '../../shared/views/shapes.ts';
import { ruleWords } from './cap-words.ts';
import { DecisionCaps } from './decision-caps.tsx';
import { Dialog } from './dialog.tsx';
import { LevelText } from './due-mark.tsx';
import { amountWords, countWords, moneyWords } from './money-words.ts';
import { useNow } from './now.ts';
import { reachable } from './reachable.ts';
import { momentSaid } from './time-words.ts';
import { useDesk, type Desk } from './use-pack.ts';

type Props = { readonly decision: DecisionView; readonly onClose: () => void };

export const DecisionWhy = ({ decision, onClose }: Props) => {
  const desk = useDesk();
  const { t, word, language, say } = desk;
  const sum = `${word('decisions', decision.decisionType)} ${amountWords(decision.amount, decision.unit, decision.currency, language)}`;
  return (
    <Dialog open onClose={onClose} title={t('why.title', { what: sum })}>
      <div ref={reachable} className="flex flex-col gap-3 overflow-auto px-4 py-3 -outline-offset-2">
        {decision.review === null ? null : <Review review={decision.review} />}
        <p className="rounded-md bg-panel px-3 py-2">{say(decision.sentence)}</p>
        <div className="grid grid-cols-2 gap-x-6 max-[40rem]:grid-cols-1">
          <Facts decision={decision} />
          <Seen decision={decision} />
        </div>
        <section aria-label={t('limits.title')} className="flex flex-col gap-1">
          <h3 className="heading">{t('why.limits')}</h3>
          <DecisionCaps caps={decision.why.caps} binding={decision.why.binding} />
        </section>
      </div>
    </Dialog>
  );
};

const Row = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="grid grid-cols-[8rem_1fr] gap-2 border-b border-line py-1">
    <dt className="text-ink-2">{name}</dt>
    <dd className="min-w-0 break-words">{children}</dd>
  </div>
);

/** Who decided what, with which papers and terms. */
const Facts = ({ decision }: { readonly decision: DecisionView }) => {
  const desk = useDesk();
  const { t, person, word, telling } = desk;
  const now = useNow(60_000);
  const { by, approvedBy, agreedBy, actingFor, at, reason, toldAt } = decision;
  const decider = approvedBy ?? by;
  return (
    <dl>
      <Row name={t('why.decided')}>
        {actingFor === null ? person(decider) : t('approval.answeredFor', { name: person(decider), absent: person(actingFor) })}
        {`, ${momentSaid(at, now, telling)}`}
      </Row>
      {agreedBy === null ? null : <Row name={t('why.agreedBy')}>{person(agreedBy)}</Row>}
      {approvedBy === null ? null : <Row name={t('why.askedBy')}>{person(by)}</Row>}
      {reason === null ? null : <Row name={t('why.reason')}>{word('reasons', reason)}</Row>}
      <Row name={t('why.papers')}>{papersWords(decision, desk)}</Row>
      {decision.terms === null ? null : <Row name={t('why.terms')}>{termsWords(decision.terms, desk)}</Row>}
      {toldAt === null ? null : <Row name={t('why.told')}>{momentSaid(toldAt, now, telling)}</Row>}
      {decision.standing === 'proposed' ? <Row name={t('why.standing')}>{t('event.proposed')}</Row> : null}
    </dl>
  );
};

/** What the rules looked at in that moment; nothing of it follows later changes. */
const Seen = ({ decision: { why, currency } }: { readonly decision: DecisionView }) => {
  const desk = useDesk();
  const { t, tier, language, telling } = desk;
  const now = useNow(60_000);
  const { bill, online, lastSync, grants } = why.seen;
  return (
    <dl>
      <Row name={t('why.rule')}>{ruleWords(why.binding, desk)}</Row>
      <Row name={t('why.tier')}>{t('why.tierOf', { tier: why.tier, name: tier(why.tier) })}</Row>
      <Row name={t('why.pack')}>{why.pack}</Row>
      <Row name={t('why.bill')}>{bill === null ? t('why.unknown') : moneyWords(bill, currency, language)}</Row>
      <Row name={t('why.grants')}>{countWords(grants, language)}</Row>
      <Row name={t('why.connection')}>
        {online ? t('why.online') : lastSync === null ? t('why.never') : t('why.offline', { moment: momentSaid(lastSync, now, telling) })}
      </Row>
    </dl>
  );
};

const Review = ({ review }: { readonly review: NonNullable<DecisionView['review']> }) => {
  const { t, team, telling } = useDesk();
  const now = useNow(60_000);
  const state =
    review.outcome === null
      ? t('breakGlass.open-review', { team: team(review.team), moment: momentSaid(review.by, now, telling) })
      : t(`breakGlass.${review.outcome}`);
  return <LevelText level={review.outcome === 'upheld' ? 'done' : 'soon'} wraps>{`${t('breakGlass.mark')}: ${state}`}</LevelText>;
};

/** Papers that were there by name, and those the pack asked for that were not. */
const papersWords = ({ decisionType, evidence, why }: DecisionView, { t, decision, say }: Desk): string => {
  const papers = decision(decisionType)?.papers ?? [];
  const named = (code: string): string => {
    const paper = papers.find(({ id }) => id === code);
    return paper === undefined ? (code === 'paper' ? t('why.somePaper') : code) : say(paper.label);
  };
  const there = evidence.length === 0 ? t('why.noPapers') : evidence.map(named).join(', ');
  return why.papers.length === 0 ? there : `${there}; ${t('why.missing', { papers: why.papers.map(named).join(', ') })}`;
};

const TERM_NAMES = ['months', 'percent', 'instalments', 'days'] as const;

/** "6 Monate, 20 Prozent". */
export const termsWords = (terms: NonNullable<DecisionView['terms']>, { t, language }: Desk): string =>
  TERM_NAMES.flatMap((name) => {
    const value = terms[name];
    return value === undefined ? [] : [t('why.term', { value: countWords(value, language), term: t(`terms.${name}`) })];
  }).join(', ');
