// Says in plain words what a workstation holds of a budget, and how long limits hold without a connection.
import type { BudgetRowView, BudgetsView, LeaseRow, Stopped } from '../../shared/views/budget-shapes.ts';
import { moneyWords } from './money-words.ts';
import { momentSaid, type Level } from './time-words.ts';
import type { Desk } from './use-pack.ts';

type Holding = BudgetsView['holds'];

/** "Ohne Verbindung gelten die Grenzen bis Di 10:00 zu 50 %, danach nur vorbehaltlich." */
export const holdingWords = ({ share, until, next }: Holding, { t, telling }: Desk, now: number): string => {
  if (share === null) return t('holds.none');
  const after = next === null ? t('holds.thenNone') : t('holds.thenShare', { share: next });
  const most = share >= 100 ? t('holds.full') : t('holds.share', { share });
  return until === null ? t('holds.open', { most }) : t('holds.until', { most, moment: momentSaid(until, now, telling), after });
};

/** "Teambudget Abrechnung · Kulanz". */
export const budgetName = ({ scope, name, ledgers }: BudgetRowView, { t, say }: Desk): string =>
  `${t(`budget.scope-${scope}`, { name: say(name) })} · ${ledgers.map((ledger) => t([`picture.ledger.${ledger}`, 'budget.ledger'], { ledger })).join(', ')}`;

/** The state of what is held here, as a level and a word. */
export const hereLevel = ({ here, doubted }: Pick<BudgetRowView, 'here' | 'doubted'>): Level => {
  if (here.meaning === 'stopped' || here.meaning === 'not-kept' || doubted) return 'late';
  return here.meaning === 'open' || here.meaning === 'none' ? 'calm' : 'soon';
};

const money = (minor: number, { pack, language }: Desk): string => moneyWords(minor, pack.currency, language);

/** Why a share is frozen and what ends that: `here` to whoever sits there, `lead` to whoever answers for the budget. */
export const stoppedWords = ({ cause, by, at, words }: Stopped, whose: 'here' | 'lead', desk: Desk, now: number): string => {
  const { t, person, telling } = desk;
  const name = by === null ? t('budget.stoppedBySomebody') : person(by);
  const moment = at === null ? '' : momentSaid(at, now, telling);
  const why = words === null || words.trim() === '' ? '' : ` ${t('budget.stoppedWhy', { words: words.trim() })}`;
  return `${t(at === null && cause === 'by-hand' ? `budget.stopped-by-hand-${whose}-unknown` : `budget.stopped-${cause}-${whose}`, { name, moment })}${why}`;
};

/** What it means for the work at hand, and what to do; one sentence each. */
export const hereSentences = ({ here, doubted }: BudgetRowView, away: boolean, desk: Desk, now: number): readonly string[] => {
  const { t } = desk;
  const left = here.left === undefined ? '' : money(here.left, desk);
  const place = away ? 'away' : 'here';
  const meaning =
    here.meaning === 'stopped' && here.stopped !== undefined
      ? stoppedWords(here.stopped, 'here', desk, now)
      : here.meaning === 'stopped' && here.standing !== undefined
        ? t(`budget.means-stopped-${here.standing}`, { defaultValue: t('budget.means-stopped-frozen') })
        : t([`budget.means-${here.meaning}-${place}`, `budget.means-${here.meaning}`], { left });
  return [
    meaning,
    ...(here.recalled === true && here.meaning !== 'stopped' ? [t('budget.recalledHere')] : []),
    ...(doubted ? [t('budget.doubtedHere')] : []),
  ];
};

const SHORT = 6;

/** "Büro Husum, Platz 1 (dieser Platz)": by the name it was enrolled with; a hub of an older version tells none. */
export const leaseName = ({ device, mine, name }: LeaseRow, { t }: Desk): string =>
  name === null
    ? mine
      ? t('budget.mine')
      : t('budget.device', { device: device.slice(-SHORT) })
    : mine
      ? t('budget.mineNamed', { name })
      : name;

/** Who decided out of it, and who else signed in there lately. */
export const leasePeople = ({ people, signedIn }: LeaseRow, { t, person, telling }: Desk, now: number): string => {
  const [last] = signedIn;
  return [
    people.length === 0 ? '' : t('budget.decided', { names: people.map(person).join(', ') }),
    last === undefined ? '' : t('budget.signedIn', { name: person(last.person), moment: momentSaid(last.at, now, telling) }),
  ]
    .filter(Boolean)
    .join(' · ');
};

/** How a lease stands, for whoever leads. */
export const leaseStanding = ({ standing, recalled }: LeaseRow, { t }: Desk): { readonly level: Level; readonly text: string } => {
  if (standing === 'open')
    return recalled ? { level: 'soon', text: t('budget.recalled') } : { level: 'done', text: t('budget.standing-open') };
  return { level: 'late', text: t(`budget.standing-${standing}`) };
};

/** "50 % verbraucht"; beyond the pack's warning the word changes, too. */
export const burntLevel = ({ burnt, warnAt, exceeded }: Pick<BudgetRowView, 'burnt' | 'warnAt' | 'exceeded'>): Level =>
  exceeded > 0 || burnt >= 100 ? 'late' : warnAt.some((share) => burnt >= share) ? 'soon' : 'calm';

/** "November 2026". */
export const monthWords = (month: string, { language }: Desk): string => {
  const begin = Date.parse(`${month}-15T12:00:00Z`);
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  return Number.isNaN(begin) ? month : new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(begin);
};
