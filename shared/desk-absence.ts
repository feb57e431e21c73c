// Answers the calls about the absence book: who is away, who decides meanwhile, and who may write that down.
import { HOUR, type Ms } from './kernel/time.ts';
import { ok, refuse, type Result } from './kernel/result.ts';
import type { Absence } from './policy/absence.ts';
import { absenceFault } from './policy/absence-rules.ts';
import { mayWriteAbsenceFor } from './policy/absence-writer.ts';
import { isTransportTrouble } from './sync/trouble.ts';
import type { AbsenceRow } from './views/shapes.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import type { Seat } from './desk-session.ts';

const DAY = 24 * HOUR;
const SHOWN_AFTER_END = 30 * DAY;

export const absenceCalls = (inside: DeskInside): Pick<Handlers, 'absence.list' | 'absence.set' | 'absence.end'> => {
  const { store, engine, clock, newId } = inside;
  /** Somebody else may have written into the hub's book what this desk does not know yet. */
  const write = async (absence: Absence): Promise<Result<AbsenceRow>> => {
    try {
      await engine.putAbsence(absence.lane, absence);
      return ok(rowOf(absence));
    } catch (error) {
      if (isTransportTrouble(error) && error.trouble === 'absence-refused') return refuse(error.message);
      throw error;
    }
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
      return absenceFault(seat.policy, store.absences(lane), absence, clock()) ?? write(absence);
    },
    'absence.end': async (seat, { id }) => {
      const now = clock();
      const found = store.absences(seat.lane).find((row) => row.id === id);
      if (found === undefined) return refuse('absence-unknown', { id });
      if (!mayWriteFor(seat, found.person)) return refuse('not-yours', { person: found.person });
      if (overAt(found) <= now) return refuse('absence-over', { id });
      return write({ ...found, endedAt: now, endedBy: seat.person.id });
    },
  };
};

const overAt = ({ until, endedAt }: Absence): Ms => Math.min(until, endedAt ?? until);

const rowOf = ({ lane: _lane, scope, ...row }: Absence): AbsenceRow => ({ ...row, scope: scope === null ? null : [...scope] });

const mayWriteFor = ({ person, policy }: Seat, absent: string): boolean => mayWriteAbsenceFor(person, policy, absent);
