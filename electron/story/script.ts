// The script of the story: who works where, and what customers ask for on which day; what comes of it the desks say themselves.
import type { Customer } from '../../shared/views/shapes.ts';
import type { WishShape } from '../../shared/views/authority-shapes.ts';

export type Place = 'kiel' | 'husum' | 'buesum' | 'zentrale';

export type Label = Readonly<Record<'de' | 'en', string>>;

/** `back` comes back as it was, `restored` from an old backup, `lost` never. */
export const OFFICES: readonly { readonly id: Place; readonly name: Label; readonly people: readonly string[] }[] = [
  { id: 'kiel', name: { de: 'Kiel', en: 'Kiel' }, people: ['birte'] },
  { id: 'husum', name: { de: 'Husum', en: 'Husum' }, people: ['momme'] },
  { id: 'buesum', name: { de: 'Büsum (mobil)', en: 'Büsum (mobile)' }, people: ['samira'] },
  { id: 'zentrale', name: { de: 'Zentrale', en: 'Head office' }, people: ['thore', 'sigrid'] },
];

export const LEAD = 'thore';
export const MANAGER = 'sigrid';
export const PEOPLE = OFFICES.flatMap(({ people }) => people);

/** The last day with a line, the days without, and the day it comes back; all in one month. */
export const DAYS = ['2026-06-05', '2026-06-08', '2026-06-09', '2026-06-10', '2026-06-11', '2026-06-12', '2026-06-15'] as const;
export const [LAST, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, RETURN] = DAYS;
export type Day = (typeof DAYS)[number];

/** Husum's folder is copied on Tuesday evening; its disk fails on Wednesday night. Büsum is under water from Thursday evening on. */
export const BACKUP: Day = TUESDAY;
export const FAILS: Day = WEDNESDAY;
export const DROWNS: Day = THURSDAY;

const FIRST = ['Antje', 'Bernd', 'Carla', 'Detlef', 'Elke', 'Frauke', 'Gerd', 'Heike', 'Ingo', 'Jule', 'Karsten', 'Levke'];
const NAMES = ['Hinrichs', 'Jacobsen', 'Matthiesen', 'Nissen', 'Paulsen'];

const customer = (id: string, name: string): Customer => ({
  id,
  name,
  numbers: [],
  contracts: [`V-${id}`],
  lastBill: null,
  staff: null,
  relatives: [],
  since: '2019-03-01',
  segment: null,
});

/** Served in Kiel and in Husum, neither of which sees the other. */
export const SHARED = 'K-00';

export const CUSTOMERS: readonly Customer[] = [
  customer(SHARED, 'Wiebke Petersen'),
  ...NAMES.flatMap((name, row) =>
    FIRST.map((first, n) => customer(`K-${String(row * FIRST.length + n + 1).padStart(2, '0')}`, `${first} ${name}`)),
  ),
];

/** `customer` null: somebody who asks for the first time. `kind` in the words of the pack, amounts in cents. */
export type Asking = {
  readonly day: Day;
  readonly office: Place;
  readonly kind: 'goodwill-credit' | 'small-claim' | 'premium-deferral';
  readonly amount: number;
  readonly customer: string | null;
};

const asks = (day: Day, office: Place, ...wishes: readonly (readonly [Asking['kind'], number, string?])[]): readonly Asking[] =>
  wishes.map(([kind, amount, who]) => ({ day, office, kind, amount, customer: who ?? null }));

const KIND: readonly [Asking['kind'], number] = ['goodwill-credit', 1_500];
const CLAIM: readonly [Asking['kind'], number] = ['small-claim', 10_000];

export const ASKED: readonly Asking[] = [
  ...asks(LAST, 'kiel', ['goodwill-credit', 1_500, SHARED], KIND, KIND, KIND, KIND, ['small-claim', 15_000], CLAIM),
  ...asks(LAST, 'husum', KIND, KIND, KIND, ['small-claim', 12_000]),
  ...asks(LAST, 'buesum', KIND, KIND, KIND, KIND, CLAIM, CLAIM),
  ...asks(MONDAY, 'kiel', ['goodwill-credit', 1_500, SHARED], KIND, CLAIM),
  ...asks(MONDAY, 'husum', ['goodwill-credit', 1_500, SHARED], ['small-claim', 8_000]),
  ...asks(MONDAY, 'buesum', KIND, KIND, CLAIM),
  // Time to pay is granted by no office without a line.
  ...asks(TUESDAY, 'kiel', KIND, ['premium-deferral', 8_000], ['small-claim', 9_000]),
  ...asks(TUESDAY, 'husum', KIND, ['small-claim', 10_000]),
  ...asks(TUESDAY, 'buesum', KIND, ['small-claim', 7_500], ['small-claim', 15_000]),
  // Within authority with a line, too much without.
  ...asks(WEDNESDAY, 'kiel', KIND, KIND, ['small-claim', 15_000]),
  ...asks(WEDNESDAY, 'husum', KIND, ['small-claim', 6_000], ['goodwill-credit', 1_000]),
  ...asks(WEDNESDAY, 'buesum', KIND, KIND, CLAIM),
  ...asks(THURSDAY, 'kiel', ['goodwill-credit', 700], CLAIM),
  ...asks(THURSDAY, 'husum', KIND),
  ...asks(THURSDAY, 'buesum', ['goodwill-credit', 700], ['small-claim', 5_000]),
  ...asks(FRIDAY, 'kiel', KIND, ['small-claim', 5_000], ['goodwill-credit', 500]),
  // More than the office may grant, with or without a line.
  ...asks(FRIDAY, 'husum', ['small-claim', 25_000], ['goodwill-credit', 1_200]),
];

/** The papers an office has at hand for what it grants. */
const PAPERS: Readonly<Record<Asking['kind'], readonly string[]>> = {
  'goodwill-credit': [],
  'small-claim': ['damage-photo', 'estimate'],
  'premium-deferral': [],
};

export const wishOf = ({ kind, amount }: Pick<Asking, 'kind' | 'amount'>, contract: string): WishShape => ({
  decisionType: kind,
  amount,
  reason: null,
  evidence: [...PAPERS[kind]],
  terms: kind === 'premium-deferral' ? { days: 30 } : null,
  contract,
});
