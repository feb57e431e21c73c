// Answers the calls about the absence book: who is away, who decides meanwhile, and who may write that down.
import { HOUR, type Ms } from './kernel/time.ts';
import { ok, refuse, type Result } from './kernel/result.ts';
import { isAbsent, type Absence } from './policy/absence.ts';
import { mayWriteAbsenceFor } from './policy/absence-writer.ts';
import type { CallInput } from './api.ts';
import type { AbsenceRow } from './views/shapes.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import type { Seat } from './desk-session.ts';

const DAY = 24 * HOUR;
const SHOWN_AFTER_END = 30 * DAY;
const LONGEST = 366 * DAY;

export const absenceCalls = (inside: DeskInside): Pick<Handlers, 'absence.list' | 'absence.set' | 'absence.end'> => {
  const { store, engine, clock, newId } = inside;
  const write = async (absence: Absence): Promise<AbsenceRow> => {
    await engine.putAbsence(absence.lane, absence);
    return rowOf(absence);
  };
  return {
    'absence.list': ({ lane }) =>
      store
        .absences(lane)
        .filter((row) => overAt(row) > clock() - SHOWN_AFTER_END)
        .toSorted((a, b) => b.setAt - a.setAt || (a.id < b.id ? 1 : -1))
        .map(rowOf),
    'absence.set': async (seat, asked) => {
      const { lane, person } = seat;
      const absence = { ...asked, id: newId(), lane, setBy: person.id, setAt: clock(), endedAt: null, endedBy: null };
      const refused = whyNot(seat, asked) ?? circle([...store.absences(lane), absence], absence, seat);
      return refused ?? ok(await write(absence));
    },
    'absence.end': async (seat, { id }) => {
      const now = clock();
      const found = store.absences(seat.lane).find((row) => row.id === id);
      if (found === undefined) return refuse('absence-unknown', { id });
      if (!mayWriteFor(seat, found.person)) return refuse('not-yours', { person: found.person });
      if (overAt(found) <= now) return refuse('absence-over', { id });
      return ok(await write({ ...found, endedAt: now, endedBy: seat.person.id }));
    },
  };
};

type Asked = CallInput<'absence.set'>;
type Refused = Extract<Result<never>, { readonly ok: false }>;

const overAt = ({ until, endedAt }: Absence): Ms => Math.min(until, endedAt ?? until);

const rowOf = ({ lane: _lane, scope, ...row }: Absence): AbsenceRow => ({ ...row, scope: scope === null ? null : [...scope] });

const mayWriteFor = ({ person, policy }: Seat, absent: string): boolean => mayWriteAbsenceFor(person, policy, absent);

const whyNot = (seat: Seat, { person, deputy, from, until, scope }: Asked): Refused | null => {
  const { people, decisions } = seat.policy;
  const [absent, standIn] = [people.get(person), people.get(deputy)];
  if (absent === undefined) return refuse('unknown-person', { person });
  if (standIn === undefined) return refuse('unknown-person', { person: deputy });
  if (!mayWriteFor(seat, person)) return refuse('not-yours', { person });
  if (until <= from) return refuse('absence-order', { from, until });
  if (until - from > LONGEST) return refuse('absence-too-long', { from, until });
  if (deputy === person) return refuse('deputy-self', { person });
  // The principal decides nothing inside the house, and nobody inside decides for it.
  if (absent.tier === 'A' || standIn.tier === 'A') return refuse('deputy-principal', { person: absent.tier === 'A' ? person : deputy });
  if (!standIn.signIn) return refuse('unknown-person', { person: deputy });
  const unknown = scope?.find((code) => !decisions.has(code));
  return unknown === undefined ? null : refuse('unknown-code', { list: 'decisions', code: unknown });
};

/**
 * Refused where, at any moment of this absence, following the deputies comes back to somebody in the chain. Chains change only where
 * an entry begins, so those moments are looked at, and each decision type for itself.
 */
const circle = (book: readonly Absence[], added: Absence, { policy }: Seat): Refused | null => {
  const moments = [added.from, ...book.map(({ from }) => from)].filter((at) => at >= added.from && at < added.until);
  const types = added.scope ?? [...policy.decisions.keys()];
  const closed = moments.some((at) => types.some((type) => comesBack(book, added, type, at)));
  return closed ? refuse('deputy-circle', { person: added.person, deputy: added.deputy }) : null;
};

/** The deputy is away himself, and so on, until somebody of the chain stands in it again. */
const comesBack = (book: readonly Absence[], { person, deputy }: Absence, type: string, at: Ms): boolean => {
  const inForce = book.filter((row) => isAbsent(row, at) && (row.scope === null || row.scope.includes(type)));
  const chain = [person];
  let next: string | undefined = deputy;
  while (next !== undefined && !chain.includes(next)) {
    chain.push(next);
    next = inForce.find((row) => row.person === chain.at(-1))?.deputy;
  }
  return next !== undefined;
};
