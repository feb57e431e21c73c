// Two real hub processes over one PostgreSQL: who holds a lane, what the other hands on, and what happens when one is killed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examineLedger } from '../../shared/sync/doctor-ledger.ts';
import type { Push } from '../../shared/sync/protocol.ts';
import { codeHash, digest } from '../../hub/server/secrets.ts';
import { askAt, LANE, listenAt, seatOf, until, type Answer } from '../hub/at-the-wire.ts';
import { notes, opens } from '../sync/writers.ts';
import { openProcesses, type Process, type Processes } from './processes.ts';

let processes: Processes;

const held = async ({ url }: Process): Promise<boolean> =>
  (await (await fetch(`${url}/metrics`)).text()).includes(`stafette_hub_lane_held{lane="${LANE}"} 1`);

beforeAll(async () => {
  processes = await openProcesses(['telecom']);
}, 120_000);
afterAll(() => processes.end());

const clock = {
  clock: {
    get now() {
      return Date.now();
    },
  },
};

/** A second workstation comes to the other process: each hears of the other's people, and is woken where it is connected. */
const presence = async (holder: Process, other: Process, key: string): Promise<void> => {
  await processes.kept.register.addCode({
    hash: codeHash('ZWEI'),
    lanes: null,
    note: '',
    madeAt: 0,
    expiresAt: Number.MAX_SAFE_INTEGER,
    usedBy: null,
  });
  const enrolled = await askAt(other.url, 'enrol', { code: 'zwei', device: 'd-2', name: 'Platz 2' });
  const second = (enrolled.body as { value: { key: string } }).value.key;
  expect((await seatOf(other.url, 'd-2', second).signIn('lena')).body['ok']).toBe(true);
  const tell = (process: Process, device: string, own: string, here: readonly object[]): Promise<Answer> =>
    seatOf(process.url, device, own).ask('presence', { lane: LANE, here });
  const lena = { person: 'lena', since: 7, state: 'call' };
  expect((await tell(other, 'd-2', second, [])).body).toMatchObject({ people: [] });
  const ear = await listenAt(other.url, second);
  expect((await tell(holder, 'd-1', key, [lena])).body).toMatchObject({ people: [] });
  await until(() => ear.heard.some((frame) => 'presence' in frame));
  expect((await tell(other, 'd-2', second, [])).body).toMatchObject({ people: [lena] });
  // Whichever process is asked, one of them knows.
  expect((await tell(holder, 'd-2', second, [{ ...lena, state: 'free' }])).body).toMatchObject({ people: [lena] });
  expect((await tell(other, 'd-1', key, [])).body).toMatchObject({ people: [{ ...lena, state: 'free' }] });
  ear.socket.terminate();
};

describe('[HS13] two processes over one database', () => {
  it('divide the lanes, hand on, tell each other, [PR7] know who is at the workstations of both, and take over from a dead one without losing anything', async () => {
    const { run, kept } = processes;
    const [a, b] = [await run('a'), await run('b')];
    const { key, hub } = await processes.enrol(a);
    const at = (process: Process) => seatOf(process.url, 'd-1', key);
    const seat = at(a);
    expect((await at(b).signIn('lena')).body['ok']).toBe(true);
    // Both go by one name, whichever of them is asked.
    const nowhere = { epoch: null, position: 0, anchor: '', scope: null };
    for (const process of [a, b])
      expect((await at(process).ask('hello', { lane: LANE, device: 'd-1', gen: 0, cursor: nowhere })).body).toMatchObject({
        greeting: { hub },
      });

    const positions: number[] = [];
    const settled = (answer: Answer): void => {
      expect(answer.body).toMatchObject({ ok: true });
      const { verdicts, position } = (answer.body as { value: { verdicts: { verdict: string }[]; position: number } }).value;
      expect(verdicts.every(({ verdict }) => verdict === 'accepted')).toBe(true);
      positions.push(position);
    };
    settled(await seat.ask('push', seat.journal(opens(clock, 'fall', 'lena'))));
    expect((await held(a)) !== (await held(b))).toBe(true);
    const [holder, other] = (await held(a)) ? [a, b] : [b, a];
    const ears = [await listenAt(holder.url, key), await listenAt(other.url, key)];
    settled(await at(other).ask('push', seat.journal(notes(clock, 'through-the-other', 'fall', 'lena'))));
    for (const ear of ears) await until(() => ear.heard.some(({ position }) => position === 2));
    ears.forEach(({ socket }) => socket.terminate());
    await presence(holder, other, key);

    /** As a workstation: the same frame again until it is settled, wherever somebody answers. */
    const deliver = async (frame: Push, processes: readonly Process[]): Promise<number> => {
      const began = performance.now();
      for (let n = 0; performance.now() - began < 20_000; n += 1) {
        const answer = await at(processes[n % processes.length]!)
          .ask('push', frame)
          .catch(() => null);
        if (answer?.body['ok'] === true) {
          settled(answer);
          return performance.now() - began;
        }
        await new Promise((resolve) => void setTimeout(resolve, 50));
      }
      throw new Error('nobody settled it');
    };
    const before = seat.journal(...Array.from({ length: 40 }, (_, n) => notes(clock, `before-${n}`, 'fall', 'lena')));
    const underway = deliver(before, [holder, other]);
    holder.child.kill('SIGKILL');
    await underway;
    const took = await deliver(seat.journal(notes(clock, 'after-the-kill', 'fall', 'lena')), [other]);
    expect(took).toBeLessThan(6_000);
    expect(await held(other)).toBe(true);

    // The dead one comes back and hands on; whoever ends in order gives back at once.
    const back = await run(holder === a ? 'a' : 'b');
    settled(await at(back).ask('push', seat.journal(notes(clock, 'through-the-new-one', 'fall', 'lena'))));
    expect(await held(back)).toBe(false);
    other.child.kill('SIGTERM');
    const last = await deliver(seat.journal(notes(clock, 'after-the-end', 'fall', 'lena')), [back]);
    expect(await other.gone).toBe(0);
    expect(last).toBeLessThan(3_000);

    const events = await kept.store.events(LANE, 0, 500);
    expect(events.map(({ position }) => position)).toEqual(Array.from({ length: 45 }, (_, n) => n + 1));
    expect(new Set(events.map(({ event }) => event.command)).size).toBe(45);
    expect(positions).toEqual([1, 2, 42, 43, 44, 45]);
    expect(await examineLedger(kept.store, digest)).toEqual([]);
    for (const { lines } of [a, b, back]) expect(lines.filter((line) => /"level":50/.test(line) && !/"what":/.test(line))).toEqual([]);
    back.child.kill('SIGINT');
    expect(await back.gone).toBe(0);
  }, 120_000);
});
