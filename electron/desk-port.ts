// Knows the two things every host carries to the desk and back: one answer per call, and the desk's wake-ups.
import { wireRequest, type DeskApi, type DeskEvent, type WireAnswer } from '../shared/api.ts';
import { dispatch, type FaultLog } from '../shared/dispatch.ts';

export interface DeskPort {
  /** `request` is whatever came over the wire; it is checked behind this seam and answered in any case. */
  answer(name: string, request: unknown): Promise<WireAnswer>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: DeskEvent) => void): () => void;
}

/**
 * Opens the envelope and asks the desk; every window names the session of the person in front of it. Changes are numbered in the order in
 * which they are told, and every answer says how far that had come when it was asked: what a window has been answered since a change it need
 * not ask again because of it.
 */
export const createDeskPort = (desk: DeskApi, log: FaultLog): DeskPort => {
  const listeners = new Set<(event: DeskEvent) => void>();
  let told = 0;
  desk.subscribe((event) => {
    if (event.type === 'changed') told += 1;
    const numbered = event.type === 'changed' ? { ...event, told } : event;
    for (const listener of listeners) listener(numbered);
  });
  return {
    answer: async (name, request) => {
      const opened = wireRequest.safeParse(request);
      if (!opened.success) return { ok: false, fault: { fault: 'bad-input', where: 'envelope', message: 'a call is {session, input}' } };
      // Before it is answered: what is told meanwhile may be in the answer, or may not.
      const before = told;
      const answer = await dispatch(desk, name, opened.data.session, opened.data.input, log);
      return answer.ok ? { ...answer, told: before } : answer;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
