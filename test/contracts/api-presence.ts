// Who is there and what he is doing, and whom of the principal one can reach.
import { expect, it } from 'vitest';
import type { DeskEvent } from '../../shared/api.ts';
import { TELECOM } from '../pack.ts';
import { openBilling, settled, signIn, type ApiUnderTest, type Person } from './api-people.ts';

type Get = () => ApiUnderTest;

const rowOf = async (reader: Person, person: string) => (await reader.call('people.present', {})).find((row) => row.person === person);

export const presenceJourneys = (get: Get): void => {
  it('[PR4] what somebody is doing is told to his windows and his colleagues, until he signs out', async () => {
    const { api } = get();
    const tim = await signIn(api, 'nordlicht', 'tim');
    const piotr = await signIn(api, 'nordlicht', 'piotr');
    expect(await piotr.call('presence.view', {})).toEqual({ state: 'free', elsewhere: 'alone' });
    expect(await rowOf(tim, 'piotr')).toEqual({ person: 'piotr', tier: 2, teams: ['technik'], state: 'free', elsewhere: false });
    const heard: DeskEvent[] = [];
    const stop = api.subscribe((event) => heard.push(event));
    await piotr.call('presence.set', { state: 'call' });
    await expect.poll(() => heard).toContainEqual(expect.objectContaining({ lane: 'nordlicht', topics: ['presence'] }));
    stop();
    expect(await piotr.call('presence.view', {})).toMatchObject({ state: 'call' });
    // The pack does not allow to say why he is not free; to himself it is told.
    expect(await rowOf(tim, 'piotr')).toMatchObject({ state: 'busy' });
    expect(await rowOf(piotr, 'piotr')).toMatchObject({ state: 'call' });
    await piotr.call('presence.set', { state: 'after-call' });
    expect(await rowOf(tim, 'piotr')).toMatchObject({ state: 'busy' });
    await piotr.call('presence.set', { state: 'free' });
    expect(await rowOf(tim, 'piotr')).toMatchObject({ state: 'free' });
    await piotr.call('presence.set', { state: 'call' });
    await piotr.call('session.sign-out', {});
    // Another window of his, from a journey before, may still stand: what this one said went with it.
    expect((await rowOf(tim, 'piotr'))?.state).not.toBe('busy');
  });

  it('[PR4] whoever is on a break is not there for whoever looks for somebody to ask; of two windows the one counts that said so last', async () => {
    const { api } = get();
    const tim = await signIn(api, 'nordlicht', 'tim');
    const [one, two] = [await signIn(api, 'nordlicht', 'murat'), await signIn(api, 'nordlicht', 'murat')];
    const caseId = await tim.send('open-case', null, { ...openBilling.data, customer: null }, openBilling.body);
    await settled(tim);
    const wish = { decisionType: 'goodwill-credit', amount: 4_000, reason: 'house-error', evidence: [] };
    const asked = async () => {
      const answer = await tim.call('authority.ask', { caseId, wish });
      return answer.ok ? answer.value.approver : null;
    };
    expect(await asked()).toMatchObject({ team: 'tl-abrechnung', present: ['murat'] });
    await one.call('presence.set', { state: 'break' });
    expect(await rowOf(tim, 'murat')).toBeUndefined();
    expect(await rowOf(one, 'murat')).toMatchObject({ state: 'break' });
    expect((await asked())?.present).not.toContain('murat');
    await two.call('presence.set', { state: 'free' });
    expect(await rowOf(tim, 'murat')).toMatchObject({ state: 'free' });
    expect(await asked()).toMatchObject({ team: 'tl-abrechnung', present: ['murat'] });
  });

  it('[PR5] nobody is told figures about single people where the pack is silent: neither since when somebody is there nor his load', async () => {
    const { api } = get();
    await signIn(api, 'nordlicht', 'tim');
    for (const reader of ['murat', 'helga', 'nora', 'lena']) {
      const rows = await (await signIn(api, 'nordlicht', reader)).call('people.present', {});
      expect(rows.length).toBeGreaterThan(1);
      for (const row of rows) expect(Object.keys(row).toSorted()).toEqual(['elsewhere', 'person', 'state', 'teams', 'tier']);
    }
  });

  it('[PR6] the contacts of a principal stand with their hours and who stands in, in the order of the pack; another principal’s do not', async () => {
    const { api } = get();
    const lena = await signIn(api, 'nordlicht', 'lena');
    const rows = await lena.call('contacts.list', {});
    expect(rows.map(({ id }) => id)).toEqual(TELECOM.pack.contacts.map(({ id }) => id));
    const { now } = await api.call('host.info', null, {});
    expect(rows.filter(({ open, opensAt }) => open && opensAt !== null)).toEqual([]);
    expect(rows.filter(({ open, until, opensAt }) => !open && (until !== null || opensAt! <= now))).toEqual([]);
    expect(rows[0]).toMatchObject({ name: 'Annika Thoms', phone: '+49 40 5550100', deputy: 'Jörn Petersen' });
    expect(rows.find(({ id }) => id === 'nt-netz')).toMatchObject({ open: true, until: null, opensAt: null, deputy: null });
    const beatrix = await signIn(api, 'seeblick', 'beatrix');
    const others = await beatrix.call('contacts.list', {});
    expect(others.some(({ id }) => rows.some((row) => row.id === id))).toBe(false);
  });
};
