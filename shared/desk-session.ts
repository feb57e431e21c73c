// Knows who is signed in: several people at once, each session bound to one person of one principal.
import type { Clock, Ms } from './kernel/time.ts';
import type { NewId } from './kernel/ids.ts';
import { ok, refuse, type Refusal, type Result } from './kernel/result.ts';
import type { Person } from './policy/pack-schema.ts';
import type { Policy } from './policy/policy.ts';
import { faultError } from './dispatch.ts';

/** A signed-in person at work: everything the desk answers is seen from here. */
export type Seat = { readonly session: string; readonly lane: string; readonly person: Person; readonly policy: Policy };

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
  /** Ends every session idle for longer than `limit` and names them. */
  expireIdle(limit: Ms): readonly string[];
}

export type SessionParts = {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly policyOf: (lane: string) => Policy | null;
  readonly onSignedOut: (session: string) => void;
};

export const createSessions = ({ clock, newId, policyOf, onSignedOut }: SessionParts): Sessions => {
  const held = new Map<string, { readonly lane: string; readonly person: string; touchedAt: Ms }>();

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
    if (held.delete(session)) onSignedOut(session);
  };

  return {
    open: (lane, personId) => {
      const policy = policyOf(lane);
      const person = policy?.people.get(personId);
      if (!policy || person === undefined) return refuse('unknown-person', { person: personId });
      if (!person.signIn) return refuse('no-sign-in', { person: personId, name: person.name });
      const session = newId();
      held.set(session, { lane, person: personId, touchedAt: clock() });
      return ok({ session, lane, person, policy });
    },
    seat,
    touch: (session) => {
      const entry = held.get(session);
      if (entry !== undefined) entry.touchedAt = clock();
    },
    expire,
    idleFor: (session) => {
      const entry = held.get(session);
      return entry === undefined ? null : clock() - entry.touchedAt;
    },
    expireIdle: (limit) => {
      const now = clock();
      const gone = [...held].filter(([, entry]) => now - entry.touchedAt > limit).map(([session]) => session);
      gone.forEach(expire);
      return gone;
    },
  };
};
