// Lays the story out for readers: day by day, then the return with the fate of every decision, the budgets, and the flags with their reasons.
import type { Account, Morning } from './play.ts';
import type { Story, Sum } from './reckon.ts';
import { DAYS, LAST, LEAD, MANAGER, OFFICES, RETURN, type Day } from './script.ts';
import type { Ended, Holding, Told } from './told.ts';
import {
  causeWords,
  customerName,
  dayName,
  EVENINGS,
  fateWords,
  kindName,
  money,
  officeName,
  personName,
  STANDINGS,
  T,
  teamName,
  type Language,
} from './report-words.ts';

type Lines = readonly string[];

/** Columns as wide as their longest word; amounts stand to the right. */
const table = (rows: readonly (readonly string[])[], right: readonly number[] = []): Lines => {
  const widths = (rows[0] ?? []).map((_, n) => Math.max(...rows.map((row) => row[n]!.length)));
  return rows.map((row) =>
    `  ${row.map((word, n) => (right.includes(n) ? word.padStart(widths[n]!) : word.padEnd(widths[n]!))).join('  ')}`.trimEnd(),
  );
};

const holdings = (held: readonly Holding[], language: Language): string =>
  held.map(({ name, left }) => `${name[language]} ${money(left, language)}`).join(', ');

const morningLine = ({ day, office, holdings: held, share }: Morning, language: Language): string => {
  const person = personName(OFFICES.find(({ id }) => id === office)!.people[0]!);
  const has = held.length === 0 ? T.holdsNothing[language] : `${T.held[language]}: ${holdings(held, language)}`;
  const limits = share === null ? T.noLimits[language] : `${T.limits[language]} ${share} %`;
  return `  ${officeName(office, language)} · ${person} ${has}${day === LAST ? '' : ` (${limits})`}`;
};

const drawnOf = ({ accounts, holdings: held, standing }: Told, language: Language): string => {
  if (standing !== 'committed') return '';
  const own = held.filter(({ account }) => accounts.includes(account));
  return own.length === 0 ? '' : `${T.left[language]} ${holdings(own, language)}`;
};

const toldRow = (told: Told, language: Language): readonly string[] => [
  `${told.number}`,
  kindName(told.kind, language),
  money(told.amount, language),
  customerName(told.customer),
  STANDINGS[told.standing][language] + (told.why === null ? '' : ` (${told.why})`),
  told.again === null ? drawnOf(told, language) : `(${T.again[language]} ${told.again})`,
];

const dayLines = ({ told, mornings }: Story, day: Day, language: Language): Lines => {
  const head = `${dayName(day, language)} · ${day === LAST ? T.lastDay[language] : T.away[language]}`;
  const offices = mornings
    .filter((row) => row.day === day)
    .flatMap((morning) => {
      const rows = told.filter((row) => row.day === day && row.office === morning.office).map((row) => toldRow(row, language));
      return [morningLine(morning, language), ...table(rows, [0, 2]).map((line) => `  ${line}`)];
    });
  const evenings = EVENINGS.filter((row) => row.day === day).map(({ what }) => `  ${what[language]}`);
  return ['', head, ...offices, ...evenings];
};

const knowing = ({ told, fate, known }: Ended, language: Language): string => {
  if (known !== null) return T[known ? 'knows' : 'wrong'][language];
  if (fate.kind === 'nothing-said') return '';
  return T[told.office === 'buesum' ? 'gone' : 'notebook'][language];
};

/** How often what became of what. */
const countLines = ({ ended }: Story, language: Language): Lines => {
  const heads = ended.map(
    ({ told, fate }) => `${STANDINGS[told.standing][language]}: ${fateWords(fate, language).replace(/,? (?:neu|entered) .*$/, '')}`,
  );
  return [...new Set(heads)].map((head) => `  ${T.inAll[language]} ${heads.filter((each) => each === head).length} × ${head}`);
};

const fateRow = ({ told, fate, known }: Ended, language: Language): readonly string[] => [
  `${told.number}`,
  personName(told.person),
  kindName(told.kind, language),
  money(told.amount, language),
  STANDINGS[told.standing][language],
  fateWords(fate, language),
  knowing({ told, fate, known }, language),
];

const accountLine = ({ budget }: Account, leased: number, language: Language): string => {
  const { limit, spent, free, exceeded } = budget;
  const sum = `${money(limit, language)} = ${money(spent, language)} ${T.spent[language]} + ${money(leased, language)} ${T.leased[language]} + ${money(free, language)} ${T.free[language]}`;
  return exceeded === 0 ? sum : `${sum}; ${money(exceeded, language)} ${T.exceeded[language]}`;
};

const reserved = ({ budget: { limit, spent, free } }: Account): number => limit - spent - free;

const budgetLines = ({ account, before, leased, told, lost, givenUp }: Sum, language: Language): Lines => {
  const { scope, owner, month } = account.budget;
  const name = scope === 'team' ? teamName(owner, language) : 'Kornmark Versicherung';
  return [
    `  ${name}, ${month}`,
    ...(before === null ? [] : [`    ${T.before[language]}: ${accountLine(before, reserved(before), language)}`]),
    `    ${T.after[language]}: ${accountLine(account, leased, language)}`,
    `    ${T.toldSum[language]}: ${money(told, language)}`,
    ...[...lost].flatMap(([place, amount]) =>
      amount === 0
        ? []
        : [
            `    ${officeName(place, language)}: ${money(amount, language)} ${T.unknown[language]}, ${T.givenUp[language]} (${money(givenUp.get(place) ?? 0, language)})`,
          ],
    ),
  ];
};

const flagLines = ({ ended, withLead }: Story, language: Language): Lines => {
  const lines = ended.flatMap(({ told, fate }) => {
    if (fate.kind !== 'flagged') return [];
    const list = withLead.includes(told.command ?? '') ? `${T.onList[language]} ${personName(LEAD)}` : '';
    return [
      `  ${told.number}  ${money(told.amount, language)} ${customerName(told.customer)}, ${personName(told.person)}: ${causeWords(fate, language)}; ${list}, ${fate.others} ${T.others[language]}`,
    ];
  });
  return lines.length === 0 ? [`  ${T.noFlags[language]}`] : lines;
};

/** In lines of plain text; nothing in it is known beforehand. */
export const reportOf = (story: Story, language: Language): Lines => [
  T.title[language],
  T.intro[language],
  ...DAYS.filter((day) => day !== RETURN).flatMap((day) => dayLines(story, day, language)),
  '',
  `${dayName(RETURN, language)} · ${T.back[language]}`,
  ...story.writtenOff.map(({ account, office, amount, reason }) => {
    const { budget } = story.after.find(({ id }) => id === account)!;
    const name = budget.scope === 'team' ? teamName(budget.owner, language) : 'Kornmark Versicherung';
    return `  ${personName(MANAGER)} ${T.gaveUp[language]}: ${officeName(office, language)}, ${name} ${money(amount, language)} (${T.reason[reason][language]})`;
  }),
  '',
  T.fates[language],
  ...table(
    story.ended.map((row) => fateRow(row, language)),
    [0, 3],
  ),
  ...countLines(story, language),
  '',
  T.budgets[language],
  ...story.sums.flatMap((sum) => budgetLines(sum, language)),
  '',
  T.flags[language],
  ...flagLines(story, language),
  '',
  ...(story.problems.length === 0 ? [T.allWell[language]] : [T.wrongAtAll[language], ...story.problems.map((problem) => `  ${problem}`)]),
];
