// What one does with a call: begin it, hold it, end it; ending records the contact and how long it was in one step.
import { announce } from './announce.tsx';
import { deskNow } from './now.ts';
import { warnedOfForeign } from './principal-guard-warning.ts';
import { useDesk } from './use-pack.ts';
import { useSend, type Send } from './use-send.ts';
import { callFigures, heldFor, useOwnCall, useWraps, wrapsNow, type Call, type Wrap } from '../state/calls.ts';
import { useView } from '../state/view.ts';
import type { Customer } from '../../shared/views/shapes.ts';

/** Begins a call about the case on screen, or about none yet. `ref`: the telephone system's name for it. */
export const useBeginCall = () => {
  const { t, me } = useDesk();
  const { set } = useOwnCall();
  return (direction: 'in' | 'out', about?: string | null, ref: string | null = null): void => {
    const { caseId, panel, screen } = useView.getState();
    const shown = screen === 'desk' && panel !== 'new-case' && panel !== 'refused' ? caseId : null;
    const now = deskNow();
    const own = `${me.person}-${now.toString(36)}`;
    set({
      startedAt: now,
      direction,
      heldAt: null,
      held: 0,
      call: ref ?? own,
      caseId: about === undefined ? shown : about,
      informed: false,
    });
    announce(t('call.begun'));
  };
};

/** Holds the customer, or takes him off hold. */
export const heldOrBack = (call: Call, now: number): Call =>
  call.heldAt === null ? { ...call, heldAt: now } : { ...call, heldAt: null, held: heldFor(call, now) };

/** So long after its end a call is recorded at its end. */
const AT_ONCE = 5_000;

/** Two verbs, so that a hub that does not know of lengths yet still takes the contact. */
export const logCall = async (send: Send, wrap: Wrap, customer: Customer | null): Promise<boolean> => {
  const { caseId, call, direction, reached, seconds, held } = wrap;
  if (caseId === null) return false;
  const contact = { channel: 'phone', direction, reached, informed: reached && wrap.informed, call };
  const sent = await send('log-contact', caseId, contact, { who: customer?.name, phone: customer?.numbers[0] });
  if (!sent.ok) return false;
  // Found for it only now: without the time it was over, what was promised in it would look as if this very call had kept it.
  const late = deskNow() - wrap.endedAt > AT_ONCE;
  await send('log-call', caseId, { call, direction, seconds, held, ...(late ? { endedAt: wrap.endedAt } : {}) });
  return true;
};

export const useEndCall = (customer: Customer | null) => {
  const desk = useDesk();
  const send = useSend();
  const { call, set } = useOwnCall();
  const [wraps, setWraps] = useWraps();
  return async (reached: boolean): Promise<void> => {
    if (call === null || warnedOfForeign(desk)) return;
    const { caseId, direction, informed } = call;
    const wrap: Wrap = {
      ...callFigures(call, deskNow()),
      endedAt: deskNow(),
      caseId,
      direction,
      reached,
      informed,
      call: call.call,
      logged: false,
    };
    // The call is over whatever becomes of its record; what no case took is offered again after it.
    set(null);
    setWraps([...wraps, wrap]);
    announce(desk.t('call.over'));
    // What was put away meanwhile stays away.
    const isLogged = await logCall(send, wrap, customer);
    if (isLogged) setWraps(wrapsNow().map((other) => (other.call === wrap.call ? { ...other, logged: true } : other)));
  };
};
