// Knows who this window is signed in as; kept per window, so that several windows can be several people.
import { create } from 'zustand';
import { call, carrySession, type Fault } from '../api/api.ts';
import type { CallOutput } from '../../shared/api.ts';
import type { Me, PackView } from '../../shared/views/shapes.ts';
import type { Refusal } from '../../shared/kernel/result.ts';

const KEY = 'stafette.session';
const LAST = 'stafette.last-person';
const WALL = 'stafette.wall';

type SignedIn = Extract<CallOutput<'session.sign-in'>, { readonly ok: true }>['value'];
type Coming = Pick<SignedIn, 'offline' | 'elsewhere'>;
export type Elsewhere = NonNullable<SignedIn['elsewhere']>;

/** Who locked this window, and whether the desk did it because nobody had touched it. */
export type Locked = { readonly lane: string; readonly person: string; readonly byItself: boolean };

type SessionState = {
  readonly phase: 'starting' | 'signed-out' | 'signed-in';
  readonly token: string | null;
  readonly me: Me | null;
  readonly pack: PackView | null;
  /** Let in by this desk alone, because the centre was not to be reached. */
  readonly offline: boolean;
  /** His day is still open at another workstation, last heard of at `seenAt`; null once he has read it. */
  readonly elsewhere: Elsewhere | null;
  /** Signed out, but only until he is back: his name stands open. */
  readonly locked: Locked | null;
  /** The seat of a wall: nobody sits there. */
  readonly wall: boolean;
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
  locked: null,
  wall: false,
  fault: null,
  refusal: null,
}));

/** Said once: whoever stays here has read it. */
export const readElsewhere = (): void => useSession.setState({ elsewhere: null });

const leave = (): void => {
  window.sessionStorage.removeItem(KEY);
  carrySession(null, () => undefined);
  useSession.setState({ phase: 'signed-out', token: null, me: null, pack: null, offline: false, elsewhere: null, wall: false });
};

const enter = async (token: string, { offline = false, elsewhere }: Coming = {}): Promise<void> => {
  carrySession(token, leave);
  const [me, pack] = await Promise.all([call('session.me', {}), call('pack.view', {})]);
  if (me.ok && pack.ok) {
    window.sessionStorage.setItem(KEY, token);
    const wall = window.sessionStorage.getItem(WALL) === token;
    const came = { offline, elsewhere: elsewhere ?? null, wall, fault: null, refusal: null };
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

/** Gives this window to a wall, and whoever asked for it is out; else why not. */
export const openWall = async (): Promise<Fault | Refusal | null> => {
  const answer = await call('board.open', {});
  if (!answer.ok) return answer.fault;
  if (!answer.value.ok) return answer.value.refusal;
  const { session } = answer.value.value;
  window.sessionStorage.setItem(WALL, session);
  // The window has another seat before the first one ends: the word of its end is not about this window any more.
  useSession.setState({ token: session });
  const out = call('session.sign-out', {});
  // Nor are late answers to what the first seat had asked, which call it gone.
  carrySession(null, () => undefined);
  await out;
  await enter(session);
  return null;
};

/** The desk tells every window of an ended session, this one too, and often before it has answered. */
let leaving = false;

export const signOut = async (): Promise<void> => {
  leaving = true;
  await call('session.sign-out', {});
  leaving = false;
  leave();
};

/** The pack changed while somebody works with it. */
export const reloadPack = async (): Promise<void> => {
  const pack = await call('pack.view', {});
  if (pack.ok) useSession.setState({ pack: pack.value });
};

/** As `signOut`, but the name stays open, and whoever comes back stands where he was. */
export const lockDesk = async (byItself = false): Promise<void> => {
  const { me } = useSession.getState();
  await signOut();
  if (me !== null) useSession.setState({ locked: { lane: me.lane, person: me.person, byItself } });
};

/** Somebody else wants to come in. */
export const unlockForAll = (): void => useSession.setState({ locked: null });

/** The host ended a session of its own accord: nobody had touched it for as long as the pack says. */
export const sessionEnded = (token: string): void => {
  const { me, token: own } = useSession.getState();
  if (own !== token) return;
  leave();
  if (me !== null && !leaving) useSession.setState({ locked: { lane: me.lane, person: me.person, byItself: true } });
};
