// Knows who is signed in and who is there: several people at once, each session bound to one person of one principal.
import { MINUTE, type Clock, type Ms } from './kernel/time.ts';
import type { NewId } from './kernel/ids.ts';
import { ok, refuse, type Refusal, type Result } from './kernel/result.ts';
import type { Person } from './policy/pack-schema.ts';
import type { Policy } from './policy/policy.ts';
import { faultError } from './dispatch.ts';

/** A signed-in person at work: everything the desk answers is seen from here. */
export type Seat = {
  readonly session: string;
  readonly lane: string;
  readonly person: Person;
  readonly policy: Policy;
  /** Whose session it is, where somebody else acts in it once, with his own secret. */
  readonly beside?: string;
};

/** Somebody without a sign of a hand for longer is not there, although still signed in. */
export const awayAfter: Ms = 15 * MINUTE;

/** Somebody who is there, and since when. */
export type Presence = { readonly person: Person; readonly since: Ms };

/** What hosts steer: how long nobody has touched a session, and its end. */
export interface Sessions {
  /** Refusals: `unknown-person` (no such person or principal), `no-sign-in` (known only from an import). */
  open(lane: string, person: string): Result<Seat, Refusal<'unknown-person' | 'no-sign-in'>>;
  /** Throws the fault `not-signed-in` for a session that is gone, or whose person left the pack. */
  seat(session: string | null): Seat;
  /** Marks that a hand was at work; unknown sessions are ignored, because the message may cross a sign-out. */
  touch(session: string): void;
  /** Ends a session and tells its windows. */
  expire(session: string): void;
  /** Milliseconds since the last touch, null for a session that is gone. */
  idleFor(session: string): Ms | null;
  /** Everybody of a principal who is there now, each once, in the order of the roster. */
  present(lane: string): readonly Presence[];
  /** Everybody of a principal who is signed in, each once, there or not, in the order of the roster. */
  signedIn(lane: string): readonly Person[];
  /** Tells of those who have gone away since it last looked, because nobody acts when somebody does nothing. */
  lookAround(): void;
  /** Ends every session idle for longer than `limit` and names them. */
  expireIdle(limit: Ms): readonly string[];
}

export type SessionParts = {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly policyOf: (lane: string) => Policy | null;
  readonly onSignedOut: (session: string) => void;
  /** Somebody came, went, went idle or came back. */
  readonly onPresence: (lane: string) => void;
};

type Held = { readonly lane: string; readonly person: string; touchedAt: Ms; cameAt: Ms; told: boolean };

export const createSessions = ({ clock, newId, policyOf, onSignedOut, onPresence }: SessionParts): Sessions => {
  const held = new Map<string, Held>();
  const isHere = ({ touchedAt }: Held): boolean => clock() - touchedAt <= awayAfter;

  const seat = (session: string | null): Seat => {
    const entry = session === null ? undefined : held.get(session);
    const policy = entry === undefined ? null : policyOf(entry.lane);
    // The pack of now decides: somebody taken off the roster is out at once, not at the next sign-in.
    const person = entry === undefined ? undefined : policy?.people.get(entry.person);
    if (session === null || entry === undefined || !policy || person === undefined || !person.signIn)
      throw faultError({ fault: 'not-signed-in', where: 'session', message: 'nobody is signed in here' });
    return { session, lane: entry.lane, person, policy };
  };

  const expire = (session: string): void => {
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
      held.set(session, { lane, person: personId, touchedAt: clock(), cameAt: clock(), told: true });
      onPresence(lane);
      return ok({ session, lane, person, policy });
    },
    seat,
    touch: (session) => {
      const entry = held.get(session);
      if (entry === undefined) return;
      const back = !entry.told || !isHere(entry);
      entry.touchedAt = clock();
      if (!back) return;
      entry.cameAt = clock();
      entry.told = true;
      onPresence(entry.lane);
    },
    expire,
    idleFor: (session) => {
      const entry = held.get(session);
      return entry === undefined ? null : clock() - entry.touchedAt;
    },
    present: (lane) => {
      const here = [...held.values()].filter((entry) => entry.lane === lane && isHere(entry));
      return (policyOf(lane)?.pack.roster ?? []).flatMap((person) => {
        const times = here.filter((entry) => entry.person === person.id && person.signIn).map(({ cameAt }) => cameAt);
        return times.length === 0 ? [] : [{ person, since: Math.min(...times) }];
      });
    },
    signedIn: (lane) => {
      const people = new Set([...held.values()].flatMap((entry) => (entry.lane === lane ? [entry.person] : [])));
      return (policyOf(lane)?.pack.roster ?? []).filter(({ id, signIn }) => signIn && people.has(id));
    },
    lookAround,
    expireIdle: (limit) => {
      const now = clock();
      const gone = [...held].filter(([, entry]) => now - entry.touchedAt > limit).map(([session]) => session);
      gone.forEach(expire);
      lookAround();
      return gone;
    },
  };
};
