// How the floor stands, what went wrong in a team, how handovers were rated, and what hangs on the wall.
import { expect, it } from 'vitest';
import type { CallName } from '../../shared/api.ts';
import { isSampled } from '../../shared/views/quality.ts';
import { inputs } from './api-inputs.ts';
import { opened, people } from './api-journeys.ts';
import { faultFrom, settled, SESSION_CALLS, typedForm, type ApiUnderTest, type Person } from './api-people.ts';

type Get = () => ApiUnderTest;
const HOUR = 3_600_000;
const TICKS = ['situation', 'request', 'promise'];

/** Lena passes a case of hers up; answers the handover. */
const passedUp = async (lena: Person, caseId: string): Promise<string> => {
  const { now } = await lena.call('host.info', {});
  const form = typedForm(now + HOUR, 'lena');
  await lena.send('escalate', caseId, { reason: 'authority-exceeded', demanded: false, customerWaiting: true, form });
  return (await lena.view(caseId)).handover!.handover;
};

const healthOf = async (person: Person, team: string) => (await person.call('lead.health', {})).teams.find((row) => row.team === team)!;
const wall = async (person: Person): Promise<Pick<Person, 'call' | 'session'>> => {
  const answer = await person.call('board.open', {});
  if (!answer.ok) throw new Error(answer.refusal.code);
  const { session } = answer.value;
  return { session, call: person.call };
};

export const floorJourneys = (get: Get): void => {
  it('[FB1] what waits for a team is counted with since when, until somebody takes it; held is told only of a group large enough', async () => {
    const [lena, murat] = (await people(get, 'lena', 'murat')) as [Person, Person];
    const caseId = await opened(lena);
    const team = 'tl-abrechnung';
    const before = await healthOf(murat, team);
    const handover = await passedUp(lena, caseId);
    const waiting = await healthOf(murat, team);
    expect(waiting).toMatchObject({ inFlight: before.inFlight + 1, waiting: before.waiting });
    expect(waiting.oldestAt).toBeLessThanOrEqual((await murat.view(caseId)).handover!.sentAt);
    expect(waiting.here).toBeGreaterThan(0);
    expect(waiting.held).toBeNull();
    await murat.send('accept-handover', caseId, { handover, facts: TICKS });
    await settled(murat);
    expect(await healthOf(murat, team)).toMatchObject({ inFlight: before.inFlight });
    // Somebody who leads nothing is told of the teams he works in alone.
    const own = (await lena.call('session.me', {})).teams;
    expect((await lena.call('lead.health', {})).teams.map((row) => row.team)).toEqual(own);
  });

  it('[FB2] a lead is told of what his people sent and was refused, with author, what and why; others are told of nothing', async () => {
    const [lena, murat, carla] = (await people(get, 'lena', 'murat', 'carla')) as [Person, Person, Person];
    const seen = await murat.call('team.trouble', { limit: 50 });
    expect(seen.refused.every(({ author }) => author !== 'murat')).toBe(true);
    expect(seen.total).toBe(seen.refused.length + seen.flagged.length);
    expect((await lena.call('team.trouble', { limit: 50 })).refused).toEqual([]);
    const theirs = (await carla.call('team.trouble', { limit: 50 })).refused.map(({ author }) => author);
    expect(theirs.filter((author) => seen.refused.some((row) => row.author === author))).toEqual([]);
  });

  it('[FB3] whoever accepted a handover of the sample is asked how it was, once; of a small group nothing is told', async () => {
    const [lena, murat] = (await people(get, 'lena', 'murat')) as [Person, Person];
    const caseId = await opened(lena);
    const handover = await passedUp(lena, caseId);
    await murat.send('accept-handover', caseId, { handover, facts: TICKS });
    await settled(murat);
    // Which ones are asked about follows from the id the desk has made.
    const asked = { handover, from: 'lena', team: 'abrechnung', kind: 'hierarchical', given: null };
    expect((await murat.view(caseId)).rating).toEqual(isSampled(handover, 10) ? asked : undefined);
    expect((await lena.view(caseId)).rating).toBeUndefined();
    const given = { complete: 'yes', clear: 'partly', right: 'yes' };
    await murat.send('rate-handover', caseId, { handover, ...given });
    await settled(murat);
    expect((await murat.view(caseId)).rating?.given).toEqual(isSampled(handover, 10) ? given : undefined);
    const manager = (await people(get, 'helga'))[0]!;
    const told = await manager.call('quality.results', {});
    expect([told.teams, told.people]).toEqual([[], []]);
    expect(told.small.includes('abrechnung')).toBe(isSampled(handover, 10));
  });

  it('[FB4] a lead opens a wall: it shows counts without a name, may ask nothing else, and nobody else opens one', async () => {
    const [lena, murat] = (await people(get, 'lena', 'murat')) as [Person, Person];
    expect(await lena.call('board.open', {})).toMatchObject({ ok: false, refusal: { code: 'role-forbids-board' } });
    const present = async () => (await murat.call('people.present', {})).length;
    const there = await present();
    const { session } = await wall(murat);
    expect(await present()).toBe(there);
    const caseId = await opened(lena);
    const view = await get().api.call('board.view', session, {});
    expect(view.teams.length).toBeGreaterThan(2);
    expect(view.here.every(({ names }) => names === null)).toBe(true);
    expect(view.teams.every(({ held, team }) => held === null || team !== 'abrechnung')).toBe(true);
    const text = JSON.stringify(view);
    for (const secret of ['Öztürk', 'K-1001', 'Doppelte Abbuchung', 'Murat', 'Lena']) expect(text).not.toContain(secret);
    const allowed: readonly CallName[] = ['board.view', 'pack.view', 'session.me', 'session.sign-out'];
    const answered = await Promise.all(
      SESSION_CALLS.filter((each) => !allowed.includes(each)).map(async (name) => {
        const fault = await faultFrom(get().api.call(name, session, inputs(caseId)[name]));
        return fault?.fault === 'not-signed-in' ? [] : [name];
      }),
    );
    expect(answered.flat()).toEqual([]);
    await get().api.call('session.sign-out', session, {});
    expect(await faultFrom(get().api.call('board.view', session, {}))).toMatchObject({ fault: 'not-signed-in' });
  });

  it('[FB5] what a team sent back counts on the wall today, with all teams too small for a figure of their own', async () => {
    const [lena, murat] = (await people(get, 'lena', 'murat')) as [Person, Person];
    const { session } = await wall(murat);
    const back = async () => (await get().api.call('board.view', session, {})).back.find(({ team }) => team === null)?.count ?? 0;
    const before = await back();
    const caseId = await opened(lena);
    const handover = await passedUp(lena, caseId);
    await murat.send('return-handover', caseId, { handover, deficiency: 'wrong-tier', field: null });
    await settled(murat);
    expect(await back()).toBe(before + 1);
    expect((await get().api.call('board.view', session, {})).back.map(({ team }) => team)).not.toContain('abrechnung');
  });
};
