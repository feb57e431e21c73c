// Knows the two things every host carries to the desk and back: one answer per call, and the desk's wake-ups.
import { wireRequest, type DeskApi, type DeskEvent, type WireAnswer } from '../shared/api.ts';
import { dispatch, type FaultLog } from '../shared/dispatch.ts';

export interface DeskPort {
  /** `request` is whatever came over the wire; it is checked behind this seam and answered in any case. */
  answer(name: string, request: unknown): Promise<WireAnswer>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: DeskEvent) => void): () => void;
}

/** Opens the envelope and asks the desk; every window names the session of the person in front of it. */
export const createDeskPort = (desk: DeskApi, log: FaultLog): DeskPort => ({
  answer: async (name, request) => {
    const opened = wireRequest.safeParse(request);
    if (!opened.success) return { ok: false, fault: { fault: 'bad-input', where: 'envelope', message: 'a call is {session, input}' } };
    return dispatch(desk, name, opened.data.session, opened.data.input, log);
  },
  subscribe: (listener) => desk.subscribe(listener),
});
