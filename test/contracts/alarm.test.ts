// Windows are woken when what somebody is alerted to changes, with a clock turned by hand: at the very time, and only then.
import { afterEach, describe, expect, it } from 'vitest';
import type { DeskEvent } from '../../shared/api.ts';
import { openBilling, settled, signIn } from './api-people.ts';
import { begin, closeScenes, HOUR, MINUTE, MORNING, type Scene } from './turned-time.ts';

afterEach(closeScenes);

const listen = ({ bench }: Scene): (() => number) => {
  const heard: DeskEvent[] = [];
  bench.desk.subscribe((event) => heard.push(event));
  return () => heard.filter((event) => event.type === 'changed' && event.topics.join() === 'alerts').length;
};
const promise = async ({ lena, caseId, time }: Scene, minutes: number): Promise<number> => {
  const due = time.clock() + minutes * MINUTE;
  await lena.send('make-promise', caseId, { due, by: 'lena', callback: false }, { what: 'Rückruf' });
  await settled(lena);
  return due;
};
const shares = async ({ murat }: Scene): Promise<readonly number[]> =>
  (await murat.call('alerts.list', { limit: 9 })).alerts.filter(({ clock }) => clock === 'promise').map(({ share }) => share);

describe('[N9] windows are woken', () => {
  it('at the very time of each threshold, also where an earlier one still stands there', async () => {
    const scene = await begin();
    const { time, bench } = scene;
    const due = await promise(scene, 60);
    const stop = bench.desk.watch(time.schedule);
    const woken = listen(scene);
    const steps = [
      [due - 15 * MINUTE, 0.75],
      [due - 6 * MINUTE, 0.9],
      [due, 1],
      [due + HOUR, 2],
    ] as const;
    for (const [at, share] of steps) {
      time.turn(at - 1);
      const before = woken();
      expect(await shares(scene)).not.toContain(share);
      time.turn(at);
      expect([share, woken()]).toEqual([share, before + 1]);
      expect(await shares(scene)).toEqual([share]);
    }
    stop();
  });

  it('by time alone: what somebody does tells them itself, and moves the next waking', async () => {
    const scene = await begin();
    const { time, bench, lena, murat, caseId } = scene;
    const due = await promise(scene, 60);
    const stop = bench.desk.watch(time.schedule);
    const woken = listen(scene);
    time.turn(due - 15 * MINUTE);
    expect(woken()).toBe(1);
    const { alert } = (await murat.call('alerts.list', { limit: 9 })).alerts[0]!;
    await murat.send('acknowledge-alert', caseId, { alert });
    await lena.send('settle-promise', caseId, { promise: alert.split(':')[1], outcome: 're-agreed', newDue: due + 10 * HOUR });
    await settled(lena);
    time.turn(due + MINUTE);
    expect([woken(), await shares(scene)]).toEqual([1, []]);
    await promise(scene, 4);
    time.turn(time.clock() + 3 * MINUTE);
    expect([woken(), await shares(scene)]).toEqual([2, [0.75]]);
    stop();
  });

  it('when an absence begins that makes somebody the stand-in of a lead, and when what was put off comes again', async () => {
    const scene = await begin();
    const { time, bench, murat, caseId } = scene;
    const ruediger = await signIn(bench.desk, 'nordlicht', 'ruediger');
    const due = await promise(scene, 1);
    time.turn(due);
    const from = time.clock() + HOUR / 2;
    await murat.call('absence.set', { person: 'murat', deputy: 'ruediger', from, until: from + HOUR, scope: null });
    const stop = bench.desk.watch(time.schedule);
    time.turn(from - 1);
    expect((await ruediger.call('alerts.list', { limit: 9 })).alerts).toEqual([]);
    const woken = listen(scene);
    time.turn(from);
    expect([woken(), (await ruediger.call('alerts.list', { limit: 9 })).alerts.map((row) => row.caseId)]).toEqual([1, [caseId]]);
    const { alert } = (await murat.call('alerts.list', { limit: 9 })).alerts[0]!;
    const back = time.clock() + 10 * MINUTE;
    await murat.send('snooze-alert', caseId, { alert, until: back, reason: 'with-customer' });
    await settled(murat);
    time.turn(back - 1);
    const before = woken();
    time.turn(back);
    expect(woken()).toBe(before + 1);
    stop();
  });

  it('nobody who is not signed in costs anything, and an ended watch leaves no appointment behind', async () => {
    const scene = await begin();
    const { time, bench, lena, murat } = scene;
    const before = time.count();
    const stop = bench.desk.watch(time.schedule);
    const woken = listen(scene);
    bench.desk.sessions.expire(lena.session);
    bench.desk.sessions.expire(murat.session);
    time.turn(MORNING + 30 * 24 * HOUR);
    expect(woken()).toBe(0);
    stop();
    expect(time.count()).toBe(before);
    const again = await signIn(bench.desk, 'nordlicht', 'lena');
    await again.send('open-case', null, openBilling.data, openBilling.body);
    expect(time.count()).toBe(before);
  });
});
