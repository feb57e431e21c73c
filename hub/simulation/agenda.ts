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

type Appointment = { readonly at: Ms; readonly order: number; work: (() => void | Promise<void>) | null };

/** Whoever waits for a promise goes on before anything else happens: ticks come after all microtasks, and no clock is asked. */
const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

const isBefore = (one: Appointment, other: Appointment): boolean => one.at < other.at || (one.at === other.at && one.order < other.order);

export const createAgenda = (start: Ms): Agenda => {
  let now = start;
  let made = 0;
  let done = 0;
  // A heap: the first appointment stands at the top, and each one before the two under it.
  const heap: Appointment[] = [];
  const swap = (one: number, other: number): void => {
    const kept = heap[one]!;
    heap[one] = heap[other]!;
    heap[other] = kept;
  };
  const rise = (from: number): void => {
    for (let place = from; place > 0;) {
      const above = (place - 1) >> 1;
      if (!isBefore(heap[place]!, heap[above]!)) return;
      swap(place, above);
      place = above;
    }
  };
  const sink = (): void => {
    for (let place = 0; ;) {
      const left = 2 * place + 1;
      if (left >= heap.length) return;
      const under = left + 1 < heap.length && isBefore(heap[left + 1]!, heap[left]!) ? left + 1 : left;
      if (!isBefore(heap[under]!, heap[place]!)) return;
      swap(place, under);
      place = under;
    }
  };
  const takeFirst = (): Appointment => {
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length > 0) {
      heap[0] = last;
      sink();
    }
    return first;
  };
  return {
    now: () => now,
    steps: () => done,
    after: (delay, work) => {
      made += 1;
      const appointment: Appointment = { at: now + Math.max(0, Math.round(delay)), order: made, work };
      heap.push(appointment);
      rise(heap.length - 1);
      return () => {
        appointment.work = null;
      };
    },
    run: async (until) => {
      while (heap.length > 0 && heap[0]!.at <= until) {
        const { at, work } = takeFirst();
        if (work === null) continue;
        now = at;
        done += 1;
        // What is awaited here is a database's answer, if any; everything else has happened when the tick comes.
        const waited = work();
        if (waited !== undefined) await waited;
        await settled();
      }
      now = until;
    },
  };
};
