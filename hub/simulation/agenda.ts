// Lets everything in a simulated world happen one after the other, in an order that follows from the seed alone.
import type { Ms } from '../../shared/kernel/time.ts';

export interface Agenda {
  now(): Ms;
  /** Does the work after so many milliseconds; the answer cancels. */
  after(delay: Ms, work: () => void | Promise<void>): () => void;
  /** Does what is due up to this instant, and moves the clock there. */
  run(until: Ms): Promise<void>;
  /** How much has happened so far. */
  steps(): number;
}

type Appointment = { readonly at: Ms; readonly order: number; readonly work: () => void | Promise<void> };

/** Whoever waits for a promise goes on before anything else happens: all of it stands in the queue of microtasks. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

export const createAgenda = (start: Ms): Agenda => {
  let now = start;
  let made = 0;
  let done = 0;
  const book = new Set<Appointment>();
  const next = (until: Ms): Appointment | null => {
    let first: Appointment | null = null;
    for (const one of book)
      if (one.at <= until && (first === null || one.at < first.at || (one.at === first.at && one.order < first.order))) first = one;
    return first;
  };
  return {
    now: () => now,
    steps: () => done,
    after: (delay, work) => {
      made += 1;
      const appointment = { at: now + Math.max(0, Math.round(delay)), order: made, work };
      book.add(appointment);
      return () => void book.delete(appointment);
    },
    run: async (until) => {
      for (let due = next(until); due !== null; due = next(until)) {
        book.delete(due);
        now = due.at;
        done += 1;
        await due.work();
        await settled();
      }
      now = until;
    },
  };
};
