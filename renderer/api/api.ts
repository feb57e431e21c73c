// The desk as this window sees it: typed calls with the window's own session, and every failure as one kind of error.
import type { ApiFault, Bridge, CallInput, CallName, CallOutput, DeskEvent } from '../../shared/api.ts';
import { createBridgeWire } from './bridge-wire.ts';
import { createHttpWire } from './http-wire.ts';
import { pressing } from './pressing.ts';
import type { Wire } from './wire.ts';

declare global {
  interface Window {
    readonly bridge?: Bridge;
  }
}

/** What went wrong on the way; `unreachable` and `no-bridge` are known only here, the rest the wire tells. */
export type FaultCode = ApiFault['fault'] | 'unreachable' | 'no-bridge';
export type Fault = { readonly code: FaultCode; readonly where: string };

const noBridge: Wire = {
  // A desktop page without its bridge is broken; asking some web server instead would be a wrong answer at best.
  call: () => Promise.resolve({ ok: false, fault: { fault: 'broken', where: 'no-bridge', message: 'the desktop bridge is missing' } }),
  listen: () => () => undefined,
};

const pickWire = (): Wire => {
  if (window.bridge !== undefined) return createBridgeWire(window.bridge);
  return window.location.protocol.startsWith('http') ? createHttpWire() : noBridge;
};

let wire: Wire | null = null;
const theWire = (): Wire => (wire ??= pickWire());

let session: string | null = null;
let onSessionLost: () => void = () => undefined;

/** The session of this window; another window may be another person. */
export const carrySession = (token: string | null, lost: () => void): void => {
  session = token;
  onSessionLost = lost;
};

/** `told`: the last change the desk had told of when it was asked, where the host counts them. */
export type Answer<Name extends CallName> =
  | { readonly ok: true; readonly value: CallOutput<Name>; readonly told?: number }
  | { readonly ok: false; readonly fault: Fault };

/** Asks the desk; never rejects. `behind`: nobody waits for it, see pressing.ts. */
export const call = async <Name extends CallName>(name: Name, input: CallInput<Name>, behind = false): Promise<Answer<Name>> =>
  behind ? ask(name, input) : pressing(() => ask(name, input));

const ask = async <Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Answer<Name>> => {
  const asked = session;
  try {
    const answer = await theWire().call(name, { session: asked, input });
    if (answer.ok)
      return { ok: true, value: answer.output as CallOutput<Name>, ...(answer.told === undefined ? {} : { told: answer.told }) };
    const { fault, where } = answer.fault;
    if (fault === 'not-signed-in' && asked !== null && asked === session) onSessionLost();
    return { ok: false, fault: { code: where === 'no-bridge' ? 'no-bridge' : fault, where } };
  } catch {
    return { ok: false, fault: { code: 'unreachable', where: name } };
  }
};

export const listen = (onEvent: (event: DeskEvent) => void, onState: (connected: boolean) => void): (() => void) =>
  theWire().listen(onEvent, onState);
