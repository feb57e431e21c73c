// Moves the open cases and promises of somebody who is away in one action.
import { ok, refuse, type Result } from './kernel/result.ts';
import { standInOf } from './policy/absence.ts';
import type { Person } from './policy/pack-schema.ts';
import type { BulkResult, ShiftPromise } from './views/shapes.ts';
import type { CallInput, CallOutput } from './api.ts';
import { gathered, inPieces, orderOf, planFor, wordsOf, type Plan } from './desk-bulk.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { named, rowsOf, stateFor } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';
import { casesOf, casesWithPromises, heldState, openPromisesOf, shownPromises } from './desk-work-of.ts';

export const moveCalls = (inside: DeskInside): Pick<Handlers, 'people.work' | 'people.move'> => ({
  'people.work': (seat, asked) => work(inside, seat, asked),
  'people.move': (seat, asked) => move(inside, seat, asked),
});

type Refused = Extract<Result<never>, { readonly ok: false }>;

/** Shown at most; all of it is moved, and `total` counts all. */
const SHOWN = 200;

/** Whoever leads a team of that person, stands in for such a lead, or manages the house; nobody for himself. */
const whoseWork = ({ store, clock }: DeskInside, { lane, person, policy }: Seat, id: string): Person | Refused => {
  const found = policy.people.get(id);
  if (found === undefined) return refuse('unknown-person', { person: id });
  const leads = policy.pack.teams.filter((team) => found.teams.includes(team.id)).map(({ lead }) => lead);
  const speaks =
    person.role === 'manager' || leads.some((lead) => lead === person.id || standInOf(store.absences(lane), lead, clock()) === person.id);
  return speaks && id !== person.id ? found : refuse('not-yours', { person: id });
};

const work = async (inside: DeskInside, seat: Seat, { person }: CallInput<'people.work'>): Promise<CallOutput<'people.work'>> => {
  const { store } = inside;
  const found = whoseWork(inside, seat, person);
  if ('refusal' in found) return found;
  const held = await gathered(inside, casesOf(inside, seat.lane, person), (caseId) =>
    heldState(inside, seat, caseId, person) === null ? [] : [caseId],
  );
  const promises = await gathered(inside, casesWithPromises(inside, seat.lane, person), (caseId): readonly ShiftPromise[] => {
    const state = stateFor(store, seat, caseId);
    return state === null ? [] : shownPromises(inside, state, openPromisesOf(state, person), held.includes(caseId));
  });
  return ok({
    cases: named(store, seat.lane, rowsOf(store, held.slice(0, SHOWN))),
    promises: [...promises].sort((a, b) => a.due - b.due).slice(0, SHOWN),
    total: held.length + promises.length,
  });
};

const move = async (inside: DeskInside, seat: Seat, asked: CallInput<'people.move'>): Promise<Result<BulkResult>> => {
  const found = whoseWork(inside, seat, asked.person);
  if ('refusal' in found) return found;
  const to = seat.policy.people.get(asked.to);
  if (to === undefined || !to.signIn) return refuse('unknown-person', { person: asked.to });
  if (to.id === found.id || !to.teams.some((team) => found.teams.includes(team)))
    return refuse('not-in-same-team', { person: to.id, team: found.teams[0] ?? null });
  const cases = [...new Set([...casesOf(inside, seat.lane, found.id), ...casesWithPromises(inside, seat.lane, found.id)])];
  return ok(await inPieces(inside, seat.lane, cases, (caseId) => planOf(inside, seat, caseId, asked)));
};

/** A case goes to the colleague in the team where it lies; what its former holder promised there, and elsewhere, goes to him, too. */
const planOf = (inside: DeskInside, seat: Seat, caseId: string, { person, to, cause, text }: CallInput<'people.move'>): Plan | null => {
  const state = stateFor(inside.store, seat, caseId);
  if (state === null) return null;
  const held = heldState(inside, seat, caseId, person) !== null;
  const addressee = { team: state.holder.team, person: to };
  const promises = openPromisesOf(state, person).map(({ promise }) =>
    orderOf(seat, caseId, 'move-promise', { promise, to, cause }, wordsOf(text)),
  );
  return planFor(state, [...(held ? [orderOf(seat, caseId, 'move-case', { to: addressee, cause }, wordsOf(text))] : []), ...promises]);
};
