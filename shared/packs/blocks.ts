// Builds starter packs from short rows, and holds what every call centre has alike: deficiencies, clocks, ways up, holidays.
import type { Label, PackInput } from '../policy/pack-schema.ts';

type Words = readonly [de: string, en: string];
type Coded = readonly [id: string, de: string, en: string];
type Item<Key extends 'matrix' | 'decisions' | 'teams' | 'roster' | 'reasons' | 'waits' | 'clocks'> = PackInput[Key][number];
type HouseTier = 1 | 2 | 3 | 4;
type Tier = HouseTier | 'A';
type Calendar = PackInput['calendars'][string];
type Day = keyof Calendar['week'];
type Hours = [string, string][];

export const label = ([de, en]: Words): Label => ({ de, en });
export const coded = (...rows: readonly Coded[]): { id: string; label: Label }[] => rows.map(([id, de, en]) => ({ id, label: { de, en } }));

export const tiersOf = (one: Words, two: Words, three: Words, four: Words): PackInput['tiers'] => [
  { tier: 1, label: label(one) },
  { tier: 2, label: label(two) },
  { tier: 3, label: label(three) },
  { tier: 4, label: label(four) },
  { tier: 'A', label: { de: 'Auftraggeber', en: 'Principal' } },
];

export const team = (id: string, name: Words, tier: Tier, lead: string, calendar: string): Item<'teams'> => ({
  id,
  name: label(name),
  tier,
  lead,
  calendar,
});

/** Demo people, who can be signed in as, and the two that are nobody: the import and the watchdog of deadlines. */
export const rosterOf = (
  ...people: readonly (readonly [id: string, name: string, role: Item<'roster'>['role'], tier: Tier, ...teams: string[]])[]
): PackInput['roster'] => [
  ...people.map(([id, name, role, tier, ...teams]) => ({ id, name, role, tier, teams, demo: true })),
  { id: 'import', name: 'Datenübernahme', role: 'importer', tier: 1, teams: [], signIn: false },
  { id: 'watchdog', name: 'Fristenwächter', role: 'watchdog', tier: 1, teams: [], signIn: false },
];

export const categoriesOf = (...rows: readonly (readonly [...Coded, usualReason: string])[]): PackInput['categories'] =>
  rows.map(([id, de, en, usualReason]) => ({ id, label: { de, en }, usualReason }));

export const reasonsOf = (
  kind: 'functional' | 'hierarchical',
  ...rows: readonly (readonly [...Coded, notSolvable: string])[]
): Item<'reasons'>[] => rows.map(([id, de, en, notSolvable]) => ({ id, label: { de, en }, kind, notSolvable }));

export const row = (id: string, when: Item<'matrix'>['when'], tier: Tier, to: string, why: Words): Item<'matrix'> => ({
  id,
  when,
  to: { tier, team: to },
  why: label(why),
});

/** Safety, law, press and authority go before everything else; the last rows lead up step by step. Source: domain.md §3 field 20. */
export const matrixOf = (teams: { lead: string; top: string; principal: string }, ...rows: Item<'matrix'>[]): PackInput['matrix'] => {
  const up = (each: Item<'matrix'>): Item<'matrix'> => ({ ...each, kind: 'hierarchical' });
  const { lead, top, principal } = teams;
  return [
    up(
      row('m-safety', { marker: ['safety'], fromTier: [1, 2] }, 3, lead, [
        'Gefahr geht sofort an die Leitung der Schicht.',
        'Danger goes straight to the lead on duty.',
      ]),
    ),
    up(
      row('m-safety-up', { marker: ['safety'], fromTier: [3] }, 4, top, [
        'Gefahr geht weiter an die oberste Ebene im Haus.',
        'Danger goes on to the highest tier of the house.',
      ]),
    ),
    up(
      row('m-outside', { marker: ['law', 'press', 'authority'], fromTier: [1, 2, 3] }, 4, top, [
        'Recht, Presse und Behörden sind Sache der obersten Ebene.',
        'Law, press and authorities are for the highest tier.',
      ]),
    ),
    up(
      row('m-marked-top', { marker: ['safety', 'law', 'press', 'authority'], fromTier: [4] }, 'A', principal, [
        'Darüber entscheidet der Auftraggeber.',
        'Above that the principal decides.',
      ]),
    ),
    ...rows,
    row('d-lead', { fromTier: [1, 2] }, 3, lead, [
      'In allem Übrigen entscheidet die Teamleitung.',
      'In everything else the team lead decides.',
    ]),
    up(
      row('d-lead-up', { fromTier: [3] }, 4, top, [
        'Über der Teamleitung entscheidet die oberste Ebene im Haus.',
        'Above the team lead the highest tier of the house decides.',
      ]),
    ),
    up(
      row('d-top', { fromTier: [4] }, 'A', principal, [
        'Über der obersten Ebene entscheidet der Auftraggeber.',
        'Above the highest tier the principal decides.',
      ]),
    ),
  ];
};

type Own = Omit<Item<'decisions'>, 'id' | 'label' | 'saying' | 'comment'> & { readonly saying: Words; readonly comment: string };
export const decision = (id: string, name: Words, { saying, grade = 'D', ...own }: Own): Item<'decisions'> => ({
  id,
  label: label(name),
  ...own,
  saying: label(saying),
  grade,
});
export const paper = (above: number, ...[id, de, en]: Coded): { id: string; label: Label; above: number } => ({
  id,
  label: { de, en },
  above,
});
export const year = { months: 12 };

/** Goodwill by the ladder of a trade, in minor units; caps per customer 3 × tier 1 and 2 × tier 3, per agent and day 5 × tier 1. */
export const goodwillCaps = (one: number, three: number): Pick<Item<'decisions'>, 'customer' | 'agentDay'> => ({
  customer: [
    { tiers: [1, 2], window: year, amount: 3 * one, grade: 'D' },
    { tiers: [3], window: year, amount: 2 * three, grade: 'D' },
    { tiers: [1, 2, 3], window: { days: 90 }, count: 2, grade: 'D' },
  ],
  agentDay: [{ amount: 5 * one, count: 6, grade: 'D' }],
});

export const callbackPromise = decision('callback-promise', ['Rückrufzusage', 'Callback promise'], {
  ledger: 'promise',
  unit: 'count',
  limits: { 1: { amount: 1 }, 2: { amount: 1 }, 3: { amount: null }, 4: { amount: null } },
  customer: [{ tiers: [1, 2, 3], window: year, count: 2, open: true, grade: 'D' }],
  agentDay: [{ count: 10, open: true, grade: 'D' }],
  quick: [1],
  saying: ['Wir rufen Sie zurück; Termine: {amount}.', 'We will call you back; appointments: {amount}.'],
  comment: 'Tiers 1 and 2 one published slot at a time, tiers 3 and 4 any. Tentative while offline.',
});

/** Public holidays of all of Germany. */
const HOLIDAYS = [
  ...['01-01', '04-03', '04-06', '05-01', '05-14', '05-25', '10-03', '12-25', '12-26'].map((day) => `2026-${day}`),
  ...['01-01', '03-26', '03-29', '05-01', '05-06', '05-17', '10-03', '12-25', '12-26'].map((day) => `2027-${day}`),
];
const WORKDAYS: readonly Day[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** A calendar of Germany: the same hours on every working day, others on Saturday and on days that differ. */
export const hours = (name: Words, workday: Hours, others: Partial<Record<Day, Hours>> = {}): Calendar => ({
  label: label(name),
  zone: 'Europe/Berlin',
  week: { ...Object.fromEntries(WORKDAYS.map((day) => [day, workday])), ...others },
  holidays: HOLIDAYS,
});
export const aroundTheClock: Calendar = {
  label: { de: 'Kalenderzeit', en: 'calendar time' },
  zone: 'Europe/Berlin',
  week: Object.fromEntries([...WORKDAYS, 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]])),
};

export const wait = (id: string, words: Words, stops: string[]): Item<'waits'> => ({
  id,
  label: label(words),
  stops,
  expiry: { days: 1 },
  maxDays: 5,
});
type Step = { id: string; label: Label; categories?: string[]; article?: string; needed?: boolean };

export const step = (id: string, words: Words, ...categories: string[]): Step => ({
  id,
  label: label(words),
  ...(categories.length === 0 ? {} : { categories }),
});

/** A step that should have been tried before a case is passed on, and the article that shows how. */
export const needed = (step: Step, article?: string): Step => ({ ...step, needed: true, ...(article === undefined ? {} : { article }) });

type OwnField = Extract<NonNullable<PackInput['handover']['fields']>[number], { number: number }>;
type OwnKeys = Omit<OwnField, 'id' | 'number' | 'label' | 'stage' | 'requirement' | 'personal'>;

/** A field of the principal's own that may stay empty. */
export const ownField = (
  id: string,
  number: number,
  words: Words,
  { personal = false, ...keys }: OwnKeys & { readonly personal?: OwnField['personal'] },
): OwnField => ({
  id,
  number,
  label: label(words),
  stage: 'send',
  requirement: { Fu: 'o', Hi: 'o', Co: 'o', Au: 'o' },
  personal,
  ...keys,
});
