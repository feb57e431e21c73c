// Knows who is signed in and who is there: several people at once, each session bound to one person of one principal.
import { MINUTE, type Clock, type Ms } from './kernel/time.ts';
import type { NewId } from './kernel/ids.ts';
import { ok, refuse, type Refusal, type Result } from './kernel/result.ts';
import type { Person } from './policy/pack-schema.ts';
import type { Policy } from './policy/policy.ts';
import type { PresenceState } from './views/presence-shapes.ts';
import { faultError } from './dispatch.ts';
import { createWalls, type Walls } from './desk-walls.ts';
import type { Told } from './presence-line.ts';

/** A signed-in person at work: everything the desk answers is seen from here. */
export type Seat = {
  readonly session: string;
  readonly lane: string;
  readonly person: Person;
  readonly policy: Policy;
  /** Whose session it is, where somebody else acts in it once, with his own secret. */
  readonly beside?: string;
  /** A seat for a wall: nobody sits there, and it may only look. */
  readonly wall?: true;
};

/** Who may open a wall; when he may no more, what he opened is over. */
export const mayHang = ({ role }: Person): boolean => role === 'lead' || role === 'manager';

/** Somebody without a sign of a hand for longer is not there, although still signed in. */
export const awayAfter: Ms = 15 * MINUTE;
/** Whoever is in a call listens; a call that nobody ended does not keep him there for ever. */
const awayInCall: Ms = 60 * MINUTE;

/** Somebody who is there, since when and what he is doing; `elsewhere`: at another workstation. */
export type Presence = { readonly person: Person; readonly since: Ms; readonly state: PresenceState; readonly elsewhere: boolean };

/** What hosts steer: how long nobody has touched a session, and its end. */
export interface Sessions {
  /** Refusals: `unknown-person` (no such person or principal), `no-sign-in` (known only from an import). */
  open(lane: string, person: string): Result<Seat, Refusal<'unknown-person' | 'no-sign-in'>>;
  /** A seat for a wall on behalf of somebody: nobody's presence, never idle, over after 16 hours. Refusal: `too-many-walls`. */
  openBoard(lane: string, person: string): ReturnType<Walls['open']>;
  /** Throws the fault `not-signed-in` for a session that is gone, or whose person left the pack. */
  seat(session: string | null): Seat;
  /** Marks that a hand was at work; unknown sessions are ignored, because the message may cross a sign-out. */
  touch(session: string): void;
  /** Ends a session and tells its windows. */
  expire(session: string): void;
  /** Milliseconds since the last touch, null for a session that is gone. */
  idleFor(session: string): Ms | null;
  /** What the person of this session is doing; unknown sessions are ignored, because the message may cross a sign-out. */
  setState(session: string, state: PresenceState): void;
  /** Of the person, by whichever of his sessions said so last. */
  stateOf(lane: string, person: string): PresenceState;
  /** Everybody of a principal who can be asked now, at whatever workstation, each once, in the order of the roster: whoever is on a break cannot. */
  present(lane: string): readonly Presence[];
  /** The same with those on a break. */
  around(lane: string): readonly Presence[];
  /** Whoever is at this workstation, as other ones are told. */
  here(lane: string): readonly Told[];
  /** Everybody of a principal who is signed in, each once, there or not, in the order of the roster. */
  signedIn(lane: string): readonly Person[];
  /** Tells of those who have gone away since it last looked, because nobody acts when somebody does nothing. */
  lookAround(): void;
  /** Ends every session idle for longer than `limit`, and every wall whose day is over, and names them. */
  expireIdle(limit: Ms): readonly string[];
}

export type SessionParts = {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly policyOf: (lane: string) => Policy | null;
  readonly onSignedOut: (session: string) => void;
  /** Somebody came, went, went idle or came back. */
  readonly onPresence: (lane: string) => void;
  /** Whoever is at other workstations, as far as that is known; left out: there are none. */
  readonly elsewhere?: (lane: string) => readonly Told[];
};

type Held = {
  readonly lane: string;
  readonly person: string;
  touchedAt: Ms;
  cameAt: Ms;
  told: boolean;
  state: PresenceState;
  /** Of his windows the one counts that said so last. */
  said: number;
};

export const createSessions = ({ clock, newId, policyOf, onSignedOut, onPresence, elsewhere = () => [] }: SessionParts): Sessions => {
  const held = new Map<string, Held>();
  let sayings = 0;
  const next = (): number => (sayings += 1);
  const walls = createWalls(clock, newId, onSignedOut);
  const isHere = ({ touchedAt, state }: Held): boolean => clock() - touchedAt <= (state === 'call' ? awayInCall : awayAfter);
  const heldIn = (lane: string): readonly Held[] => [...held.values()].filter((entry) => entry.lane === lane);
  const newest = (entries: readonly Held[]): PresenceState =>
    entries.reduce<Held | null>((last, entry) => (last === null || entry.said > last.said ? entry : last), null)?.state ?? 'free';

  const here = (lane: string): readonly Told[] => {
    const there = Map.groupBy(heldIn(lane).filter(isHere), ({ person }) => person);
    return [...there].map(([person, entries]) => ({
      person,
      since: Math.min(...entries.map(({ cameAt }) => cameAt)),
      state: newest(entries),
    }));
  };
  /** Who is here is known; of whom another workstation says more, only what he is not here for. */
  const around = (lane: string): readonly Presence[] => {
    const own = new Map(here(lane).map((told) => [told.person, told]));
    const others = new Map(elsewhere(lane).map((told) => [told.person, told]));
    return (policyOf(lane)?.pack.roster ?? []).flatMap((person) => {
      const told = person.signIn ? (own.get(person.id) ?? others.get(person.id)) : undefined;
      return told === undefined ? [] : [{ person, since: told.since, state: told.state, elsewhere: !own.has(person.id) }];
    });
  };

  const seat = (session: string | null): Seat => {
    const wall = session === null ? undefined : walls.look(session);
    const entry = session === null ? undefined : (held.get(session) ?? wall);
    const policy = entry === undefined ? null : policyOf(entry.lane);
    // The pack of now decides: somebody taken off the roster is out at once, not at the next sign-in.
    const person = entry === undefined ? undefined : policy?.people.get(entry.person);
    const isOut = person === undefined || !person.signIn || (entry === wall && !mayHang(person));
    if (session === null || entry === undefined || !policy || isOut)
      throw faultError({ fault: 'not-signed-in', where: 'session', message: 'nobody is signed in here' });
    return { session, lane: entry.lane, person, policy, ...(entry === wall ? { wall: true as const } : {}) };
  };

  const expire = (session: string): void => {
    if (walls.take(session)) return onSignedOut(session);
    const entry = held.get(session);
    if (entry === undefined) return;
    held.delete(session);
    onSignedOut(session);
    if (entry.told) onPresence(entry.lane);
  };

  const lookAround = (): void => {
    const left = [...held.values()].filter((entry) => entry.told && !isHere(entry));
    for (const entry of left) entry.told = false;
    for (const lane of new Set(left.map((entry) => entry.lane))) onPresence(lane);
  };

  return {
    open: (lane, personId) => {
      const policy = policyOf(lane);
      const person = policy?.people.get(personId);
      if (!policy || person === undefined) return refuse('unknown-person', { person: personId });
      if (!person.signIn) return refuse('no-sign-in', { person: personId, name: person.name });
      const session = newId();
      held.set(session, { lane, person: personId, touchedAt: clock(), cameAt: clock(), told: true, state: 'free', said: next() });
      onPresence(lane);
      return ok({ session, lane, person, policy });
    },
    openBoard: walls.open,
    seat,
    touch: (session) => {
      const entry = held.get(session);
      if (entry === undefined) return;
      const back = !entry.told || !isHere(entry);
      entry.touchedAt = clock();
      if (!back) return;
      entry.cameAt = clock();
      entry.state = 'free';
      entry.said = next();
      entry.told = true;
      onPresence(entry.lane);
    },
    expire,
    idleFor: (session) => {
      const entry = held.get(session);
      return entry === undefined ? null : clock() - entry.touchedAt;
    },
    setState: (session, state) => {
      const entry = held.get(session);
      if (entry === undefined) return;
      const isNew = newest(heldIn(entry.lane).filter(({ person }) => person === entry.person)) !== state;
      entry.state = state;
      entry.said = next();
      if (isNew) onPresence(entry.lane);
    },
    stateOf: (lane, person) => newest(heldIn(lane).filter((entry) => entry.person === person)),
    present: (lane) => around(lane).filter(({ state }) => state !== 'break'),
    around,
    here,
    signedIn: (lane) => {
      const people = new Set([...held.values()].flatMap((entry) => (entry.lane === lane ? [entry.person] : [])));
      return (policyOf(lane)?.pack.roster ?? []).filter(({ id, signIn }) => signIn && people.has(id));
    },
    lookAround,
    expireIdle: (limit) => {
      const now = clock();
      // What the pack says holds where it is shorter than what the host allows.
      const limitOf = (lane: string): Ms => Math.min(limit, (policyOf(lane)?.pack.call.lockMinutes ?? Infinity) * MINUTE);
      const idle = [...held].filter(([, entry]) => now - entry.touchedAt > limitOf(entry.lane)).map(([session]) => session);
      const gone = [...idle, ...walls.over()];
      gone.forEach(expire);
      lookAround();
      return gone;
    },
  };
};
