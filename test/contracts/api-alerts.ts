// What a person is alerted to, over every wire: who, how often, how long it stays away, and who sees it in an absent lead's place.
import { expect, it } from 'vitest';
import { opened, people } from './api-journeys.ts';
import { settled, signIn, type ApiUnderTest, type Person } from './api-people.ts';

type Get = () => ApiUnderTest;

const HOUR = 3_600_000;
const LIMIT = 200;

const nowOf = async (person: Person): Promise<number> => (await person.call('host.info', {})).now;
const listOf = (person: Person) => person.call('alerts.list', { limit: LIMIT });
/** As `<clock> <share> <as>`; of one case, which has no other alert so early. */
const alertsOf = async (person: Person, caseId: string): Promise<readonly string[]> =>
  (await listOf(person)).alerts.filter((row) => row.caseId === caseId).map(({ clock, share, as }) => `${clock} ${share} ${as}`);
const until = async (read: () => Promise<readonly string[]>, wanted: readonly string[]): Promise<void> => {
  await expect.poll(read, { timeout: 8_000, interval: 20 }).toEqual(wanted);
};

/** A case of this person with a promise whose time is over in a moment. */
const running = async (person: Person, ms = 400): Promise<{ readonly caseId: string; readonly due: number }> => {
  const caseId = await opened(person);
  const due = (await nowOf(person)) + ms;
  await person.send('make-promise', caseId, { due, by: person.id, callback: false }, { what: 'Rückruf mit Ergebnis' });
  return { caseId, due };
};

export const alertJourneys = (get: Get): void => {
  it('[N7] when time is up whoever promised it, his lead and the next tier are told once each, nobody else and no other principal', async () => {
    const [lena, murat, carla, helga, jonas] = await people(get, 'lena', 'murat', 'carla', 'helga', 'jonas');
    const { caseId, due } = await running(lena!);
    await until(() => alertsOf(lena!, caseId), ['promise 1 holder']);
    expect(await alertsOf(murat!, caseId)).toEqual(['promise 1 lead']);
    expect(await alertsOf(carla!, caseId)).toEqual(['promise 1 next-tier']);
    expect([await alertsOf(helga!, caseId), await alertsOf(jonas!, caseId)]).toEqual([[], []]);
    const stranger = await signIn(get().api, 'seeblick', 'sofia');
    expect(await alertsOf(stranger, caseId)).toEqual([]);
    const { alerts, cases, nextAt } = await listOf(lena!);
    const row = alerts.find((found) => found.caseId === caseId);
    expect(row).toMatchObject({ at: due, dueAt: due, family: 'customer', number: (await lena!.view(caseId)).row.number });
    expect(row?.title).not.toBe('');
    expect(cases).toBeGreaterThanOrEqual(new Set(alerts.map((found) => found.caseId)).size);
    expect(nextAt).toBeGreaterThan(due);
  });

  it('[N7] what somebody has seen is gone for him alone, what he has put off is counted and comes again', async () => {
    const [lena, murat] = (await people(get, 'lena', 'murat')) as [Person, Person];
    const { caseId } = await running(lena, 1);
    await until(() => alertsOf(lena, caseId), ['promise 1 holder']);
    const { alert } = (await listOf(murat)).alerts.find((row) => row.caseId === caseId)!;
    await murat.send('acknowledge-alert', caseId, { alert });
    expect([await alertsOf(murat, caseId), await alertsOf(lena, caseId)]).toEqual([[], ['promise 1 holder']]);
    const before = (await listOf(lena)).snoozed;
    const back = (await nowOf(lena)) + 1_500;
    await lena.send('snooze-alert', caseId, { alert, until: back, reason: 'with-customer' });
    const off = await listOf(lena);
    expect([off.alerts.filter((row) => row.caseId === caseId), off.snoozed]).toEqual([[], before + 1]);
    expect(off.nextAt).toBeLessThanOrEqual(back);
    await until(() => alertsOf(lena, caseId), ['promise 1 holder']);
    expect((await listOf(lena)).snoozed).toBe(before);
    await settled(lena);
    expect(await alertsOf(murat, caseId)).toEqual([]);
  });

  it('[N7] whoever stands in for an absent lead sees what that lead is told, until he has seen it himself', async () => {
    const [lena, murat, ruediger] = (await people(get, 'lena', 'murat', 'ruediger')) as [Person, Person, Person];
    const { caseId } = await running(lena, 1);
    await until(() => alertsOf(murat, caseId), ['promise 1 lead']);
    expect(await alertsOf(ruediger, caseId)).toEqual([]);
    const from = await nowOf(murat);
    const away = await murat.call('absence.set', { person: 'murat', deputy: 'ruediger', from, until: from + HOUR, scope: null });
    expect(away).toMatchObject({ ok: true });
    await until(() => alertsOf(ruediger, caseId), ['promise 1 lead']);
    const { alert } = (await listOf(ruediger)).alerts.find((row) => row.caseId === caseId)!;
    await ruediger.send('acknowledge-alert', caseId, { alert });
    expect([await alertsOf(ruediger, caseId), await alertsOf(murat, caseId)]).toEqual([[], ['promise 1 lead']]);
    await murat.call('absence.end', { id: away.ok ? away.value.id : '' });
  });

  it('[N8] near the end of the time somebody is named who could stand in: the deputy of the absence book, else a colleague who is there', async () => {
    const [lena, murat, tim] = (await people(get, 'lena', 'murat', 'tim')) as [Person, Person, Person];
    const { caseId } = await running(lena, 1);
    const deputyFor = async (reader: Person): Promise<string | null | undefined> =>
      (await listOf(reader)).alerts.find((row) => row.caseId === caseId)?.deputy;
    await until(() => alertsOf(murat, caseId), ['promise 1 lead']);
    expect(await deputyFor(murat)).toBe('tim');
    // Nobody is offered himself.
    expect(await deputyFor(lena)).not.toBe('lena');
    const from = await nowOf(lena);
    const away = await lena.call('absence.set', { person: 'lena', deputy: 'murat', from, until: from + HOUR, scope: null });
    await expect.poll(() => deputyFor(murat), { timeout: 5_000, interval: 20 }).toBe('murat');
    await lena.call('absence.end', { id: away.ok ? away.value.id : '' });
    const early = await running(lena, 4_000);
    await until(() => alertsOf(tim, early.caseId), []);
    expect(await alertsOf(lena, early.caseId)).toEqual([]);
  });

  it('[N7] more than asked for is counted, the longest waiting first', async () => {
    const [lena] = (await people(get, 'lena')) as [Person];
    const { caseId } = await running(lena, 1);
    const second = await running(lena, 1);
    await until(() => alertsOf(lena, second.caseId), ['promise 1 holder']);
    const all = await listOf(lena);
    expect(all.alerts.map(({ dueAt }) => dueAt)).toEqual(all.alerts.map(({ dueAt }) => dueAt).toSorted((a, b) => a - b));
    expect(all.alerts.some((row) => row.caseId === caseId)).toBe(true);
    const one = await lena.call('alerts.list', { limit: 1 });
    expect([one.alerts.length, one.cases >= 2]).toEqual([1, true]);
  });
};
