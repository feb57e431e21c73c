// The seat of a wall: nobody sits there, it does not go idle, and it ends with its day or with whoever opened it.
import { expect, it } from 'vitest';
import { createSessions } from '../../shared/desk-session.ts';
import { faultOf } from '../../shared/dispatch.ts';
import { HOUR } from '../../shared/kernel/time.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';

const LANE = TELECOM.lane;

const desk = () => {
  let now = NOON;
  let policy: Policy = TELECOM;
  let made = 0;
  const ended: string[] = [];
  const told: string[] = [];
  const sessions = createSessions({
    clock: () => now,
    newId: () => `s-${(made += 1)}`,
    policyOf: (lane) => (lane === LANE ? policy : null),
    onSignedOut: (session) => void ended.push(session),
    onPresence: (lane) => void told.push(lane),
  });
  const reads = (session: string): boolean => {
    try {
      return sessions.seat(session).wall === true;
    } catch (error) {
      if (faultOf(error)?.fault !== 'not-signed-in') throw error;
      return false;
    }
  };
  const hang = (lane = LANE) => {
    const opened = sessions.openBoard(lane, 'murat');
    if (!opened.ok) throw new Error(opened.refusal.code);
    return opened.value;
  };
  return {
    hang,
    sessions,
    ended,
    told,
    reads,
    pass: (ms: number): void => void (now += ms),
    use: (next: Policy): void => void (policy = next),
  };
};

it('[FB4] nobody is there because of a wall, and hours without a hand do not end it', () => {
  const { hang, sessions, told, reads, pass } = desk();
  const { session, until } = hang();
  expect([sessions.present(LANE), sessions.signedIn(LANE), sessions.here(LANE), told]).toEqual([[], [], [], []]);
  expect(until).toBe(NOON + 16 * HOUR);
  pass(15 * HOUR);
  expect(sessions.expireIdle(HOUR)).toEqual([]);
  expect(reads(session)).toBe(true);
});

it('[FB4] after 16 hours it is over, and its window is told', () => {
  const { hang, sessions, ended, reads, pass } = desk();
  const { session } = hang();
  pass(16 * HOUR);
  expect(reads(session)).toBe(false);
  expect(sessions.expireIdle(HOUR)).toEqual([session]);
  expect(ended).toEqual([session]);
});

it('[FB4] it ends when it is taken down, and with the right of whoever opened it', () => {
  const { hang, sessions, ended, reads, use } = desk();
  const first = hang().session;
  const second = hang().session;
  sessions.expire(first);
  expect([ended, reads(first), reads(second)]).toEqual([[first], false, true]);
  use({ ...TELECOM, people: new Map([...TELECOM.people].filter(([id]) => id !== 'murat')) });
  expect(reads(second)).toBe(false);
});

it('[FB4] whoever is no lead any more has no wall any more, although he still works here', () => {
  const { hang, reads, use } = desk();
  const { session } = hang();
  const murat = TELECOM.people.get('murat')!;
  use({ ...TELECOM, people: new Map([...TELECOM.people, ['murat', { ...murat, role: 'agent' as const }]]) });
  expect(reads(session)).toBe(false);
  use(TELECOM);
  expect(reads(session)).toBe(true);
});

it('[FB4] a clock that is set back gives a wall no longer day', () => {
  const { hang, reads, pass } = desk();
  const { session } = hang();
  for (const step of [8 * HOUR, -8 * HOUR, 7 * HOUR]) {
    pass(step);
    expect(reads(session)).toBe(true);
  }
  pass(HOUR);
  expect(reads(session)).toBe(false);
});

it('[FB4] of one principal at most twelve hang, and one that nobody looks at any more makes room', () => {
  const { hang, sessions, ended, reads, pass } = desk();
  const walls = Array.from({ length: 12 }, () => hang().session);
  expect(sessions.openBoard(LANE, 'murat')).toEqual({ ok: false, refusal: { code: 'too-many-walls', data: { limit: 12 } } });
  hang('seeblick');
  const [first, ...others] = walls;
  for (let minutes = 0; minutes < 15; minutes += 5) {
    pass(HOUR / 12);
    expect(others.every(reads)).toBe(true);
  }
  const fresh = hang().session;
  expect([ended, reads(first!), reads(fresh)]).toEqual([[first], false, true]);
});
