// The first minute: a new folder begins with work of every kind, in the language of whoever starts.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fillDemo } from '../../electron/demo.ts';
import { exportLines } from '../../electron/export.ts';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import { cli } from './run-cli.ts';

const dir = mkdtempSync(join(tmpdir(), 'stafette-demo-'));
afterAll(() => rmSync(dir, { recursive: true }));
const now = Date.UTC(2026, 10, 23, 9, 0);

const open = async (name: string): Promise<Workplace> => {
  const place = await openWorkplace({ dir: join(dir, name), clock: () => now });
  if (!place.ok) throw new Error(place.refusal.code);
  return place.value;
};

const sheet = async ({ desk }: Workplace, lane: string, person: string) => {
  const signed = await desk.call('session.sign-in', null, { lane, person });
  if (!signed.ok) throw new Error(signed.refusal.code);
  const { session } = signed.value;
  const queue = await desk.call('queue.list', session, { limit: 50 });
  return {
    groups: Object.fromEntries(queue.map(({ group, rows }) => [group, rows])),
    inbox: await desk.call('lead.inbox', session, { limit: 50 }),
    session,
  };
};

/** What several people do together, told from the cases of a lane as they stand. */
const together = ({ store }: Workplace, lane: string) => {
  const states = store.caseIds(lane, null, 100).map((id) => store.currentState(id)!);
  const promises = states.flatMap((state) => state.promises);
  const flights = states.flatMap(({ flight }) => flight ?? []);
  return {
    questions: states.flatMap(({ consults = [] }) => consults.map(({ to, outcome }) => [to.person ?? to.team, outcome])),
    passed: flights
      .filter(({ step }) => step === 1)
      .map(({ from, to, customerWaiting }) => [from.person, to.person, to.for ?? null, customerWaiting]),
    shift: [
      ...flights.filter(({ shift }) => shift).map(({ to }) => to.person),
      ...promises.filter(({ offered }) => offered?.shift).map(({ offered }) => offered?.to),
    ],
    owed: states.flatMap(({ owed = [] }) => owed.map(({ by, fields }) => [by, fields])),
    parts: states.map(({ links = [] }) => links.filter(({ relation }) => relation === 'has-part').length).filter((count) => count > 0),
    calls: promises.flatMap(({ attempts, window }) => (attempts === undefined || !window ? [] : [attempts.length])),
    atPrincipal: flights.filter(({ to }) => to.tier === 'A').map(({ from, contact }) => [from.person, contact ?? null]),
  };
};

describe('[G7] a new folder', () => {
  it.each(['de', 'en'] as const)('holds a first day for both principals (%s), once, and the doctor finds it whole', async (language) => {
    expect(await fillDemo({ dir: join(dir, language), language, clock: () => now })).toEqual({ ok: true, value: true });
    expect(await fillDemo({ dir: join(dir, language), language, clock: () => now })).toEqual({ ok: true, value: false });
    const place = await open(language);
    for (const [lane, agent, lead, deputy] of [
      ['nordlicht', 'lena', 'murat', 'helga'],
      ['seeblick', 'sofia', 'beatrix', 'maximilian'],
    ] as const) {
      const { groups } = await sheet(place, lane, agent);
      expect(groups['team']!.length).toBeGreaterThan(0);
      expect(groups['back']!.map(({ arrived }) => arrived).toSorted()).toEqual(['answered', 'returned']);
      expect(groups['sent']).toHaveLength(1);
      expect(groups['promises']!.map(({ due }) => Math.sign((due?.at ?? now) - now))).toEqual([-1, 1]);
      const { inbox } = await sheet(place, lane, lead);
      expect(inbox.approvals.map(({ customerWaiting, mayAnswer }) => [customerWaiting, mayAnswer])).toEqual([[true, null]]);
      expect(inbox.handovers.length).toBeGreaterThan(0);
      // An emergency of this morning, a customer with small credits that use up a cap, and the third one asked for at the top.
      expect(inbox.reviews.map(({ mayReview }) => mayReview)).toEqual([null]);
      expect(inbox.reviews[0]?.text?.length).toBeGreaterThan(20);
      const [repeated] = inbox.pictures;
      expect(repeated).toMatchObject({ count: 2, closest: { share: 100, cap: { rule: 'customer-count' } } });
      const top = await sheet(place, lane, deputy);
      expect(top.inbox.approvals).toMatchObject([{ to: { tier: 4 }, mayAnswer: null, picture: { customer: repeated?.customer } }]);
      const away = await place.desk.call('absence.list', top.session, {});
      expect(away.at(-1)).toMatchObject({ deputy, endedAt: null });
      expect(place.store.caseIds(lane, null, 100)).toHaveLength(22);
      expect(place.store.customers(lane, '', 100)).toHaveLength(13);
    }
    expect(together(place, 'nordlicht')).toEqual({
      questions: [
        ['technik', 'open'],
        ['lena', 'open'],
      ],
      passed: [['carla', 'ayse', 'piotr', true]],
      shift: ['lena', 'lena'],
      owed: [['lena', ['fallback', 'deescalation']]],
      parts: [2],
      calls: [2],
      atPrincipal: [['helga', 'nt-betrieb']],
    });
    expect(together(place, 'seeblick')).toMatchObject({
      passed: [['levin', 'beatrix', null, true]],
      shift: ['sofia', 'sofia'],
      parts: [2],
      atPrincipal: [['maximilian', 'sh-zentrale']],
    });
    const exported = [...exportLines(place.store, { lanes: ['nordlicht'], customers: false })].map((line) => JSON.parse(line) as object);
    expect(exported.filter((line) => 'kind' in line && line.kind === 'absence')).toMatchObject([
      { lane: 'nordlicht', person: 'ruediger', deputy: 'helga', endedAt: null },
      { lane: 'nordlicht', person: 'piotr', deputy: 'ayse', endedAt: null },
    ]);
    const { session } = await sheet(place, 'nordlicht', 'tim');
    const byOwnField = await place.desk.call('search', session, { text: 'S-204711', limit: 5 });
    expect(byOwnField.map(({ holder }) => holder.person)).toEqual(['carla']);
    const found = await place.desk.call('search', session, { text: language === 'de' ? 'Ersatzgerät' : 'replacement', limit: 5 });
    expect(found.length).toBeGreaterThan(0);
    await place.close();
    expect((await cli(['doctor', '--data', join(dir, language), '--json'], { now })).json).toMatchObject({ ok: true });
  });

  it('is left alone where a store stands already, and nothing is played outside a folder', async () => {
    await (await open('plain')).close();
    expect(await fillDemo({ dir: join(dir, 'plain'), language: 'de', clock: () => now })).toEqual({ ok: true, value: false });
    expect(existsSync(join(dir, 'plain', 'desk.sqlite'))).toBe(true);
    const place = await open('plain');
    expect(place.store.caseIds('nordlicht', null, 10)).toEqual([]);
    await place.close();
  });
});
