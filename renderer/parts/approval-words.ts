// Tells what a lead must know of a request in short words: what it is about, what speaks for it, and what the customer had before.
import type { ApprovalRow, CapView, Picture } from '../../shared/views/shapes.ts';
import { amountWords } from './money-words.ts';
import { spanWords, stopwatch } from './time-words.ts';
import type { Desk } from './use-pack.ts';

/** "Kulanzgutschrift 40,00 €". */
export const requestWords = ({ decisionType, amount, unit, currency }: ApprovalRow, { word, language }: Desk): string =>
  `${word('decisions', decisionType)} ${amountWords(amount, unit, currency, language)}`;

/** "in 90 Tagen". */
export const spanWithin = (span: Picture['window'], { t }: Desk): string =>
  'days' in span ? t('picture.days', { count: span.days }) : t('picture.months', { count: span.months });

/** "3 × Kulanzgutschrift, 40,00 € in 90 Tagen, 89 % der Grenze". */
export const pictureWords = ({ decisions, count, sums, window, closest }: Picture, desk: Desk): string => {
  const { t, word, language, pack } = desk;
  const types = [...new Set(decisions.map(({ decisionType }) => decisionType))];
  const what = types.length === 1 ? t('picture.same', { count, type: word('decisions', types[0]!) }) : t('picture.many', { count });
  const money = sums.filter(({ amount }) => amount > 0);
  const total = money
    .map(({ ledger, amount }) =>
      [money.length > 1 ? t(`picture.ledger.${ledger}`) : '', amountWords(amount, 'money', pack.currency, language)]
        .filter(Boolean)
        .join(' '),
    )
    .join(' + ');
  const share = closest === null ? '' : t('picture.share', { share: Math.round(closest.share) });
  return [what, [total, spanWithin(window, desk)].filter(Boolean).join(' '), share].filter(Boolean).join(', ');
};

/** "Nächste Grenze: 40,00 € von 45,00 € in 12 Monaten, Kulanzgutschrift". */
export const closestWords = ({ closest }: Picture, desk: Desk): string => {
  const { t, word, language, pack } = desk;
  if (closest === null || closest.cap.limit === null) return t('picture.noCap');
  const { cap, decisionType } = closest;
  const figure = (amount: number): string => amountWords(amount, cap.unit, pack.currency, language);
  return t(cap.window === null ? 'picture.closestPlain' : 'picture.closest', {
    used: figure(cap.used),
    limit: figure(cap.limit ?? 0),
    window: cap.window === null ? '' : spanWithin(cap.window, desk),
    type: word('decisions', decisionType),
  });
};

/** What the asker could still do himself, from the cap that stopped him. */
export const ownWords = (cap: CapView | null | undefined, { t, language, pack }: Desk): string => {
  if (cap === null || cap === undefined) return '';
  if (cap.unit === 'money' && cap.remaining !== null && cap.remaining > 0)
    return t('strip.own', { amount: amountWords(cap.remaining, 'money', pack.currency, language) });
  return cap.remaining === null ? '' : t('strip.ownNone');
};

/** Papers at hand, by their names in the pack; none are worth a word only where the pack asks for some. */
export const papersWords = ({ decisionType, evidence }: ApprovalRow, { t, decision, say }: Desk): string => {
  const papers = decision(decisionType)?.papers ?? [];
  if (evidence.length === 0) return papers.length === 0 ? '' : t('strip.noPapers');
  const named = evidence.map((code) => {
    const paper = papers.find(({ id }) => id === code);
    return paper === undefined ? code : say(paper.label);
  });
  return t('strip.papers', { papers: named.join(', ') });
};

const HOUR = 3_600_000;

/** "rückt weiter in 0:22"; on the top tier "verfällt in 4:10". */
export const nextWords = ({ decideBy, expiresAt }: ApprovalRow, now: number, { t }: Desk): string => {
  const left = decideBy - now;
  if (left <= 0) return t('strip.due');
  return t(decideBy >= expiresAt ? 'strip.ends' : 'strip.next', { span: left < HOUR ? stopwatch(left) : spanWords(left, t) });
};
