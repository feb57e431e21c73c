// Carries a call from any wire to the desk: looks it up, checks what goes in and what comes out, and turns every failure into a fault.
import type { z } from 'zod';
import { apiFaultSchema, calls, type ApiFault, type CallInput, type CallName, type DeskApi, type WireAnswer } from './api.ts';

/** Told about every failure that is a bug of ours, with the call's name; the wire only learns that something broke. */
export type FaultLog = (call: string, error: unknown) => void;

/**
 * Answers one call of a wire. Faults: `unknown-call`, `not-signed-in` (no or an unknown session), `bad-input` (with the
 * place), `bad-output` and `broken` (bugs: they are logged, the wire is told nothing about the inside). Never throws.
 */
export const dispatch = async (api: DeskApi, name: string, session: string | null, input: unknown, log: FaultLog): Promise<WireAnswer> => {
  if (!isCall(name)) return fault('unknown-call', name.slice(0, 60), 'there is no such call');
  const contract = calls[name];
  if (contract.session && session === null) return fault('not-signed-in', name, 'sign in first');
  const asked = contract.input.safeParse(input);
  if (!asked.success) return fault('bad-input', placeOf(asked.error), complaintOf(asked.error));
  try {
    const output = await api.call(name, session, asked.data as CallInput<CallName>);
    const answered = contract.output.safeParse(output);
    if (answered.success) return { ok: true, output: answered.data };
    log(name, answered.error);
    return fault('bad-output', `${name} ${placeOf(answered.error)}`, 'the desk gave an answer outside its contract');
  } catch (error) {
    const known = faultOf(error);
    if (known !== null) return { ok: false, fault: known };
    log(name, error);
    return fault('broken', name, 'the desk failed while answering; its log says why');
  }
};

/** The error a desk throws for a caller it does not serve; `faultOf` reads it back on the other side of a wire. */
export const faultError = (apiFault: ApiFault): Error => Object.assign(new Error(`${apiFault.fault}: ${apiFault.message}`), { apiFault });

export const faultOf = (error: unknown): ApiFault | null => {
  if (!(error instanceof Error) || !('apiFault' in error)) return null;
  const read = apiFaultSchema.safeParse(error.apiFault);
  return read.success ? read.data : null;
};

// A name such as "constructor" must not find what every object inherits.
const isCall = (name: string): name is CallName => Object.hasOwn(calls, name);

const fault = (code: ApiFault['fault'], where: string, message: string): WireAnswer => ({
  ok: false,
  fault: { fault: code, where, message },
});

/** The first place that is wrong, written as "data.form.wish". */
export const placeOf = (error: z.ZodError): string => error.issues[0]?.path.map(String).join('.') || 'input';

export const complaintOf = (error: z.ZodError): string => error.issues[0]?.message ?? 'not of the expected shape';
