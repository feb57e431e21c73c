// A call is carried to the desk and every failure becomes a fault; sessions end by idleness when their host says so.
import { describe, expect, it } from 'vitest';
import type { DeskApi } from '../../shared/api.ts';
import { awayAfter, createSessions } from '../../shared/desk-session.ts';
import { dispatch, faultError, faultOf } from '../../shared/dispatch.ts';
import { TELECOM } from '../pack.ts';

const answering = (answer: () => unknown): DeskApi => ({
  call: async () => answer() as never,
  subscribe: () => () => undefined,
});

const carry = async (name: string, session: string | null, input: unknown, answer: () => unknown = () => ({})) => {
  const logged: unknown[] = [];
  const result = await dispatch(answering(answer), name, session, input, (call, error) => logged.push([call, error]));
  return { result, logged };
};

it.each(['constructor', '__proto__', 'case.delete', ''])('[Q3] there is no call "%s"', async (name) => {
  expect((await carry(name, 's', {})).result).toMatchObject({ ok: false, fault: { fault: 'unknown-call' } });
});

it('[Q3] input outside the contract never reaches the desk', async () => {
  const reached = () => {
    throw new Error('reached');
  };
  const { result } = await carry('search', 's', { text: 'a', limit: 1000 }, reached);
  expect(result).toMatchObject({ ok: false, fault: { fault: 'bad-input', where: 'limit' } });
  expect((await carry('search', 's', { text: 'a', limit: 5, lane: 'seeblick' }, reached)).result).toMatchObject({
    ok: false,
    fault: { fault: 'bad-input' },
  });
});

it('[Q24] a bug is logged with its cause, and the wire learns only that something broke', async () => {
  const bug = new Error('SQLITE_CORRUPT in /secret/path');
  const { result, logged } = await carry('session.me', 's', {}, () => {
    throw bug;
  });
  expect(result).toMatchObject({ ok: false, fault: { fault: 'broken', where: 'session.me' } });
  expect(JSON.stringify(result)).not.toContain('secret');
  expect(logged).toEqual([['session.me', bug]]);
});

it('[Q24] an answer outside the contract is a bug, not an answer', async () => {
  const { result, logged } = await carry('draft.save', 's', { key: 'k', value: null }, () => ({ savedAt: 'now', extra: 'secret' }));
  expect(result).toMatchObject({ ok: false, fault: { fault: 'bad-output' } });
  expect(JSON.stringify(result)).not.toContain('secret');
  expect(logged).toHaveLength(1);
});

it('[Q2] a call that needs a session stops before the desk when there is none', async () => {
  expect((await carry('session.me', null, {})).result).toMatchObject({ ok: false, fault: { fault: 'not-signed-in' } });
  const thrown = faultError({ fault: 'not-signed-in', where: 'session', message: 'x' });
  const { result, logged } = await carry('session.me', 'old', {}, () => {
    throw thrown;
  });
  expect(result).toMatchObject({ ok: false, fault: { fault: 'not-signed-in' } });
  expect(logged).toEqual([]);
  expect(faultOf(new Error('plain'))).toBeNull();
});

it('[Q23] a session nobody touches is ended, others stay', () => {
  let now = 0;
  let next = 0;
  const out: string[] = [];
  const sessions = createSessions({
    clock: () => now,
    newId: () => `s${(next += 1)}`,
    policyOf: () => TELECOM,
    onSignedOut: (id) => out.push(id),
    onPresence: () => undefined,
  });
  const [first, second] = [sessions.open(TELECOM.lane, 'lena'), sessions.open(TELECOM.lane, 'murat')];
  if (!first.ok || !second.ok) throw new Error('nobody came in');
  now = 600;
  sessions.touch(second.value.session);
  now = 1000;
  expect(sessions.idleFor(first.value.session)).toBe(1000);
  expect(sessions.expireIdle(900)).toEqual([first.value.session]);
  expect(out).toEqual([first.value.session]);
  expect(sessions.idleFor(first.value.session)).toBeNull();
  expect(() => sessions.seat(first.value.session)).toThrow(/not-signed-in/);
  expect(sessions.seat(second.value.session).person.id).toBe('murat');
});

it('[W33] the pack may lock a desk sooner than the host would', () => {
  let now = 0;
  const sessions = createSessions({
    clock: () => now,
    newId: () => 's1',
    policyOf: () => ({ ...TELECOM, pack: { ...TELECOM.pack, call: { ...TELECOM.pack.call, lockMinutes: 5 } } }),
    onSignedOut: () => undefined,
    onPresence: () => undefined,
  });
  sessions.open(TELECOM.lane, 'lena');
  now = 5 * 60_000;
  expect(sessions.expireIdle(60 * 60_000)).toEqual([]);
  now += 1;
  expect(sessions.expireIdle(60 * 60_000)).toEqual(['s1']);
});

it('[Q23] whoever is taken off the roster is out at once', () => {
  let policy = TELECOM;
  const sessions = createSessions({
    clock: () => 0,
    newId: () => 's',
    policyOf: () => policy,
    onSignedOut: () => undefined,
    onPresence: () => undefined,
  });
  expect(sessions.open(TELECOM.lane, 'lena').ok).toBe(true);
  policy = { ...TELECOM, people: new Map([...TELECOM.people].filter(([id]) => id !== 'lena')) };
  expect(() => sessions.seat('s')).toThrow(/not-signed-in/);
});

describe('[Q26] who is there', () => {
  const make = () => {
    let now = 0;
    let next = 0;
    const told: string[] = [];
    const sessions = createSessions({
      clock: () => now,
      newId: () => `s${(next += 1)}`,
      policyOf: (lane) => (lane === TELECOM.lane ? TELECOM : null),
      onSignedOut: () => undefined,
      onPresence: (lane) => told.push(lane),
    });
    const open = (person: string): string => {
      const opened = sessions.open(TELECOM.lane, person);
      if (!opened.ok) throw new Error(opened.refusal.code);
      return opened.value.session;
    };
    const here = () => sessions.present(TELECOM.lane).map(({ person, since }) => [person.id, since]);
    return { sessions, open, here, told, turn: (to: number) => void (now = to) };
  };

  it('is whoever is signed in with a hand at work, and is told when it changes, not with every touch', () => {
    const { sessions, open, here, told, turn } = make();
    const murat = open('murat');
    turn(10);
    const lena = open('lena');
    expect(here()).toEqual([
      ['lena', 10],
      ['murat', 0],
    ]);
    expect(told).toHaveLength(2);
    turn(awayAfter - 1);
    sessions.touch(lena);
    sessions.touch(lena);
    expect(told).toHaveLength(2);
    turn(awayAfter + 1);
    expect(here()).toEqual([['lena', 10]]);
    sessions.lookAround();
    sessions.lookAround();
    expect(told).toHaveLength(3);
    sessions.touch(murat);
    expect(told).toHaveLength(4);
    expect(here()).toEqual([
      ['lena', 10],
      ['murat', awayAfter + 1],
    ]);
    sessions.expire(murat);
    expect(told).toHaveLength(5);
    expect(here()).toEqual([['lena', 10]]);
  });

  it('counts a person once over several windows, and nobody of another principal', () => {
    const { sessions, open, here, turn } = make();
    const first = open('lena');
    turn(5);
    open('lena');
    expect(here()).toEqual([['lena', 0]]);
    sessions.expire(first);
    expect(here()).toEqual([['lena', 5]]);
    expect(sessions.present('seeblick')).toEqual([]);
  });

  it('forgets an idle one quietly: who was told to be away is not told again when the session ends', () => {
    const { sessions, open, told, turn } = make();
    open('lena');
    turn(4 * awayAfter);
    expect(sessions.expireIdle(5 * awayAfter)).toEqual([]);
    expect(told).toHaveLength(2);
    expect(sessions.expireIdle(3 * awayAfter)).toHaveLength(1);
    expect(told).toHaveLength(2);
  });
});
