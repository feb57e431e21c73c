// Makes a life of requests out of a few numbers: people ask, correct, answer, pass on; absences begin and end; time jumps.
import { fc } from '../seeded.ts';
import type { Command } from '../../shared/case/commands.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import type { Absence } from '../../shared/policy/absence.ts';
import { CASE } from '../given.ts';
import { TELECOM } from '../pack.ts';
import { away } from './story.ts';
import { ask, correct, decline, expire, pass, withdraw, approve } from './wishes.ts';

const ACTS = ['hold', 'away', 'back', 'ask', 'correct', 'approve', 'decline', 'withdraw', 'pass', 'expire'] as const;
/** Whoever grants, asks and answers comes more often than whatever ends a request early. */
const OFTEN = ['ask', 'ask', 'approve', 'approve', 'approve', 'approve', 'away', 'pass', 'pass'] as const;

export type Act = {
  readonly act: (typeof ACTS)[number];
  readonly who: number;
  readonly n: number;
  readonly m: number;
  readonly minutes: number;
};

export const lives: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.record({
    act: fc.constantFrom(...ACTS, ...OFTEN),
    who: fc.nat(99),
    n: fc.nat(999),
    m: fc.nat(999),
    // Mostly within the time to answer, sometimes past it, sometimes past the end.
    minutes: fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 0, max: 3 }) },
      { weight: 2, arbitrary: fc.integer({ min: 60, max: 600 }) },
      { weight: 1, arbitrary: fc.constant(3 * 24 * 60) },
    ),
  }),
  { minLength: 8, maxLength: 40, size: 'max' },
);

const of = <Item>(list: readonly Item[], n: number): Item => list[n % list.length]!;

/** carla is related to the customer, so that nothing of hers may ever count. */
export const RELATED = 'carla';
export const HOUSE = ['lena', 'tim', 'ayse', 'piotr', 'murat', RELATED, 'helga', 'ruediger'] as const;
const LEADS: readonly string[] = ['murat', 'helga', 'ruediger'];
const AMOUNTS = [2000, 4000, 7500, 7501, 20_000, 30_000, 40_000, 40_000, 50_000] as const;
const TYPES = ['goodwill-credit', 'goodwill-credit', 'goodwill-credit', 'fee-waiver'] as const;
const SCOPES: readonly (readonly string[] | null)[] = [null, null, ['goodwill-credit'], ['fee-waiver']];

const chosen = (state: CaseState, n: number): CaseState['approvals'][number] | undefined => {
  const list = n % 6 === 0 ? state.approvals : state.approvals.filter(({ outcome }) => outcome === 'open');
  return list.length === 0 ? undefined : of(list, n);
};

const presence = (n: number): string[] | null => (n % 3 === 0 ? null : HOUSE.filter((_, index) => (n >> (index % 4)) % 2 === 0));

/** The absence book after this act; entries are never taken out, an ended one keeps its end. */
export const bookAfter = (book: readonly Absence[], { act, who, n, m }: Act, index: number, now: number): readonly Absence[] => {
  if (act === 'away')
    return [
      ...book,
      away(of([...LEADS, ...HOUSE], who), of(HOUSE, n), {
        id: `away-${index}`,
        from: now - (m % 2) * MINUTE,
        until: now + (m % 40) * HOUR,
        scope: of(SCOPES, m),
      }),
    ];
  return act === 'back' ? book.map((row, at) => (at % 3 === n % 3 && row.endedAt === null ? { ...row, endedAt: now } : row)) : book;
};

/** Where no request is open, mostly one is asked: what concerns a request then would come to nothing. */
export const fitting = (state: CaseState, act: Act): Act =>
  act.n % 5 !== 0 && act.act !== 'away' && act.act !== 'back' && act.act !== 'hold' && chosen(state, 1) === undefined
    ? { ...act, act: 'ask' }
    : act;

/** Mostly whoever it concerns, sometimes anybody. */
export const actorFor = (state: CaseState, { act, who, n }: Act, book: readonly Absence[]): string => {
  if (act === 'expire' || (act === 'pass' && who % 3 !== 0)) return 'watchdog';
  if (act === 'ask') return state.holder.person;
  const request = chosen(state, n);
  if ((act === 'correct' || act === 'withdraw') && who % 6 !== 0 && request !== undefined) return request.askedBy;
  const deputies = book.filter(({ person }) => LEADS.includes(person)).map(({ deputy }) => deputy);
  if (deputies.length > 0 && who % 4 === 1) return of(deputies, who);
  // Whoever was asked as a deputy answers as one.
  const asked = request?.to.person ?? null;
  if (asked !== null && who % 3 !== 0) return asked;
  return who % 4 === 0 ? of(HOUSE, who) : of(['murat', 'helga', 'ruediger', RELATED, 'ayse'], who);
};

/** Null where the act is none of a case: a holder changes, an absence begins or ends. */
export const sentBy = (state: CaseState, { act, n, m }: Act, id: string, actor: string, now: number): Command | null => {
  const request = chosen(state, n);
  const approval = request?.approval ?? 'junk';
  const decisionType = of(TYPES, m);
  const present = presence(m);
  const amount = of(AMOUNTS, n + m);
  const made: Readonly<Record<Act['act'], Command | null>> = {
    hold: null,
    away: null,
    back: null,
    ask: ask(amount, { decisionType, customerWaiting: m % 2 === 0, present }),
    correct: correct(amount, { approval, decisionType, present }),
    approve: approve(m % 3 === 0 ? amount : (request?.seconded?.amount ?? request?.amount ?? amount), approval),
    decline: decline(approval),
    withdraw: withdraw(approval),
    pass: pass(m % 9 === 0 ? 1 : (request?.steps ?? 0) + 1, present, approval),
    expire: expire(approval),
  };
  const command = made[act];
  return command === null ? null : { ...command, id, caseId: CASE, actor, at: now, pack: TELECOM.version };
};

/** Who could hold the case next. */
export const holderFor = ({ who }: Act): CaseState['holder'] => {
  const person = of(['lena', 'tim', 'ayse', 'murat', 'helga', 'ruediger', 'lena'], who);
  const team = TELECOM.people.get(person)!.teams[0]!;
  return { person, team, tier: TELECOM.teams.get(team)!.tier, waiting: false };
};
