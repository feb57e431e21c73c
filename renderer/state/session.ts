// Knows who this window is signed in as; kept per window, so that several windows can be several people.
import { create } from 'zustand';
import { call, carrySession, type Fault } from '../api/api.ts';
import type { CallOutput } from '../../shared/api.ts';
import type { Me, PackView } from '../../shared/views/shapes.ts';
import type { Refusal } from '../../shared/kernel/result.ts';

const KEY = 'stafette.session';
const LAST = 'stafette.last-person';

type SignedIn = Extract<CallOutput<'session.sign-in'>, { readonly ok: true }>['value'];
type Coming = Pick<SignedIn, 'offline' | 'elsewhere'>;
export type Elsewhere = NonNullable<SignedIn['elsewhere']>;

type SessionState = {
  readonly phase: 'starting' | 'signed-out' | 'signed-in';
  readonly token: string | null;
  readonly me: Me | null;
  readonly pack: PackView | null;
  /** Let in by this desk alone, because the centre was not to be reached. */
  readonly offline: boolean;
  /** His day is still open at another workstation, last heard of at `seenAt`; null once he has read it. */
  readonly elsewhere: Elsewhere | null;
  readonly fault: Fault | null;
  readonly refusal: Refusal | null;
};

export const useSession = create<SessionState>(() => ({
  phase: 'starting',
  token: null,
  me: null,
  pack: null,
  offline: false,
  elsewhere: null,
  fault: null,
  refusal: null,
}));

/** Said once: whoever stays here has read it. */
export const readElsewhere = (): void => useSession.setState({ elsewhere: null });

const leave = (): void => {
  window.sessionStorage.removeItem(KEY);
  carrySession(null, () => undefined);
  useSession.setState({ phase: 'signed-out', token: null, me: null, pack: null, offline: false, elsewhere: null });
};

const enter = async (token: string, { offline = false, elsewhere }: Coming = {}): Promise<void> => {
  carrySession(token, leave);
  const [me, pack] = await Promise.all([call('session.me', {}), call('pack.view', {})]);
  if (me.ok && pack.ok) {
    window.sessionStorage.setItem(KEY, token);
    const came = { offline, elsewhere: elsewhere ?? null, fault: null, refusal: null };
    useSession.setState({ phase: 'signed-in', token, me: me.value, pack: pack.value, ...came });
    return;
  }
  const fault = me.ok ? (pack.ok ? null : pack.fault) : me.fault;
  leave();
  useSession.setState({ fault: fault?.code === 'not-signed-in' ? null : fault });
};

/** Takes up the session this window had before it was loaded again. */
export const resumeSession = (): Promise<void> => {
  const token = window.sessionStorage.getItem(KEY);
  if (token !== null) return enter(token);
  leave();
  return Promise.resolve();
};

/** Whoever signed in last with a secret in this browser, as `lane person`: his name stands open the next time. */
export const lastAtThisDesk = (): string | null => window.localStorage.getItem(LAST);

/** Null when somebody came in; what went wrong is also kept for those who ask no secret and show it above the names. */
export const signIn = async (lane: string, person: string, secret?: string): Promise<Fault | Refusal | null> => {
  const answer = await call('session.sign-in', { lane, person, ...(secret === undefined ? {} : { secret }) });
  if (!answer.ok) {
    if (secret === undefined) useSession.setState({ fault: answer.fault });
    return answer.fault;
  }
  if (!answer.value.ok) {
    if (secret === undefined) useSession.setState({ refusal: answer.value.refusal });
    return answer.value.refusal;
  }
  if (secret !== undefined) window.localStorage.setItem(LAST, `${lane} ${person}`);
  await enter(answer.value.value.session, answer.value.value);
  return useSession.getState().fault;
};

export const signOut = async (): Promise<void> => {
  await call('session.sign-out', {});
  leave();
};

/** The pack changed while somebody works with it. */
export const reloadPack = async (): Promise<void> => {
  const pack = await call('pack.view', {});
  if (pack.ok) useSession.setState({ pack: pack.value });
};

/** The host ended a session of its own accord. */
export const sessionEnded = (token: string): void => {
  if (useSession.getState().token === token) leave();
};
