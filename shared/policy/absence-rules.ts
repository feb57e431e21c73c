// Decides what may stand in the absence book: at a desk before somebody is asked, at a hub before it is believed.
import { refuse, type Result } from '../kernel/result.ts';
import { DAY, type Ms } from '../kernel/time.ts';
import { isAbsent, type Absence } from './absence.ts';
import { mayWriteAbsenceFor } from './absence-writer.ts';
import type { Policy } from './policy.ts';

const LONGEST: Ms = 366 * DAY;
/** A desk's clock may be ahead by so much. */
const AHEAD: Ms = DAY;
/** Entries of one person, and of one principal, over all the years: the book is told to every desk as a whole. */
export const MOST_OF_PERSON = 500;
export const MOST_OF_LANE = 20_000;

type Barred = Extract<Result<never>, { readonly ok: false }>;

/**
 * Why a new entry may not stand in this book, null where it may. Refusals: `unknown-person`, `not-yours`, `absence-order`, `absence-too-long`,
 * `deputy-self`, `deputy-principal`, `unknown-code`, `absences-full`, `deputy-circle`. `setBy` must be somebody who may write for the absent person; whether it was
 * really he is the caller's to know. `now`: nothing was set later than that. Source: domain.md §1 "deputy".
 */
export const absenceFault = (policy: Policy, book: readonly Absence[], entry: Absence, now: Ms): Barred | null => {
  const { person, deputy, from, until, scope, setAt, endedAt } = entry;
  const { people, decisions } = policy;
  const [absent, standIn, writer] = [people.get(person), people.get(deputy), people.get(entry.setBy)];
  if (absent === undefined) return refuse('unknown-person', { person });
  if (standIn === undefined) return refuse('unknown-person', { person: deputy });
  if (writer === undefined || !mayWriteAbsenceFor(writer, policy, person)) return refuse('not-yours', { person });
  if (until <= from || setAt > now + AHEAD || (endedAt ?? 0) > now + AHEAD) return refuse('absence-order', { from, until });
  if (until - from > LONGEST) return refuse('absence-too-long', { from, until });
  if (deputy === person) return refuse('deputy-self', { person });
  // The principal decides nothing inside the house, and nobody inside decides for it.
  if (absent.tier === 'A' || standIn.tier === 'A') return refuse('deputy-principal', { person: absent.tier === 'A' ? person : deputy });
  if (!standIn.signIn) return refuse('unknown-person', { person: deputy });
  const unknown = scope?.find((code) => !decisions.has(code));
  if (unknown !== undefined) return refuse('unknown-code', { list: 'decisions', code: unknown });
  if (book.length >= MOST_OF_LANE || book.filter((row) => row.person === person).length >= MOST_OF_PERSON)
    return refuse('absences-full', { person });
  return isCircle(policy, [...book, entry], entry) ? refuse('deputy-circle', { person, deputy }) : null;
};

/**
 * Whether, at any moment of this absence, following the deputies comes back to somebody in the chain. Chains change only where an entry of
 * somebody in them begins, so those moments are looked at, and each decision type for itself.
 */
const isCircle = (policy: Policy, book: readonly Absence[], added: Absence): boolean => {
  const [start, end] = [added.from, Math.min(added.until, added.endedAt ?? added.until)];
  const rows = Map.groupBy(
    book.filter(({ from, until }) => from < end && until > start),
    ({ person }) => person,
  );
  const near = reachable(rows, added.deputy).flatMap((person) => rows.get(person) ?? []);
  const moments = new Set([start, ...near.map(({ from }) => from)].filter((at) => at >= start && at < end));
  const types = added.scope ?? [...policy.decisions.keys()];
  return [...moments].some((at) => types.some((type) => comesBack(rows, added, type, at)));
};

type Rows = ReadonlyMap<string, readonly Absence[]>;

/** Whoever could ever decide for this person, by whatever entries. */
const reachable = (rows: Rows, person: string): readonly string[] => {
  const found = new Set([person]);
  // A set hands out what is added while it is walked through.
  for (const each of found) for (const { deputy } of rows.get(each) ?? []) found.add(deputy);
  return [...found];
};

/** The deputy is away himself, and so on, until somebody of the chain stands in it again. */
const comesBack = (rows: Rows, { person, deputy }: Absence, type: string, at: Ms): boolean => {
  const chain = new Set([person]);
  let next: string | undefined = deputy;
  while (next !== undefined && !chain.has(next)) {
    chain.add(next);
    next = rows.get(next)?.find((row) => isAbsent(row, at) && (row.scope === null || row.scope.includes(type)))?.deputy;
  }
  return next !== undefined;
};
