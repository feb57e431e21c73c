// What belongs together: links, merges, and a master case that speaks for all its parts.
import { expect, it } from 'vitest';
import type { CallOutput, DeskEvent } from '../../shared/api.ts';
import { opened, people } from './api-journeys.ts';
import { openBilling, settled, type ApiUnderTest, type Person } from './api-people.ts';

type Get = () => ApiUnderTest;

const HOUR = 3_600_000;

const nowOf = async (person: Person): Promise<number> => (await person.call('host.info', {})).now;
const linksOf = async (person: Person, caseId: string) =>
  (await person.view(caseId)).links.map(({ other, relation }) => [other, relation] as const);

const relate = async (
  person: Person,
  caseId: string,
  other: string,
  relation: 'related' | 'part-of' | 'has-part' | null,
): Promise<string> => {
  const answer = await person.call('cases.relate', { caseId, other, relation });
  return answer.ok ? 'done' : answer.refusal.code;
};
const merge = async (person: Person, from: string, into: string, text = ''): Promise<string> => {
  const answer = await person.call('cases.merge', { from, into, text });
  return answer.ok ? 'done' : answer.refusal.code;
};

export const linkJourneys = (get: Get): void => {
  it('[Q38] a link stands in both cases with number, title and state of the other, or in none', async () => {
    const [lena] = (await people(get, 'lena')) as [Person];
    const [first, second] = [await opened(lena), await opened(lena)];
    expect(await relate(lena, first, second, 'part-of')).toBe('done');
    await settled(lena);
    const { row } = await lena.view(second);
    expect((await lena.view(first)).links).toMatchObject([
      { other: second, relation: 'part-of', number: row.number, title: row.title, phase: 'open' },
    ]);
    expect(await linksOf(lena, second)).toEqual([[first, 'has-part']]);
    expect(await relate(lena, first, second, 'part-of')).toBe('already-linked');
    expect(await relate(lena, first, first, 'related')).toBe('link-self');
    // A master is no part: nothing of this link is kept, on neither side.
    const third = await opened(lena);
    expect(await relate(lena, third, first, 'part-of')).toBe('master-has-master');
    expect([await linksOf(lena, third), await linksOf(lena, first)]).toEqual([[], [[second, 'part-of']]]);
    expect(await relate(lena, second, first, 'related')).toBe('done');
    expect(await linksOf(lena, first)).toEqual([[second, 'related']]);
    expect(await relate(lena, second, first, null)).toBe('done');
    expect([await linksOf(lena, first), await linksOf(lena, second)]).toEqual([[], []]);
    expect(await relate(lena, second, first, null)).toBe('not-linked');
    expect(await relate(lena, second, 'no-such-case', 'related')).toBe('not-found');
  });

  it('[Q19] both cases of a link are woken, with everything that may look different now', async () => {
    const [lena] = (await people(get, 'lena')) as [Person];
    const [first, second] = [await opened(lena), await opened(lena)];
    const heard: DeskEvent[] = [];
    const stop = get().api.subscribe((event) => heard.push(event));
    expect(await relate(lena, first, second, 'related')).toBe('done');
    const both = (event: DeskEvent): boolean =>
      event.type === 'changed' &&
      [first, second].every((caseId) => event.cases.includes(caseId)) &&
      (['queue', 'lead', 'case', 'alerts'] as const).every((topic) => event.topics.includes(topic));
    await expect.poll(() => heard.some(both)).toBe(true);
    stop();
  });

  it('[Q38] cases of different teams belong together, too; whoever works in neither links nothing', async () => {
    const [lena, jonas, ayse] = (await people(get, 'lena', 'jonas', 'ayse')) as [Person, Person, Person];
    const [bill, fault] = [await opened(lena), await opened(jonas)];
    expect(await relate(ayse, bill, fault, 'related')).toBe('not-in-team');
    expect(await relate(lena, bill, fault, 'part-of')).toBe('done');
    expect(await linksOf(jonas, fault)).toEqual([[bill, 'has-part']]);
    expect(await relate(jonas, fault, bill, null)).toBe('done');
    // Whoever makes a case part of his own would end it with his: that is for its own team to say.
    expect(await relate(jonas, fault, bill, 'has-part')).toBe('not-in-team');
    expect([await linksOf(lena, bill), await linksOf(lena, fault)]).toEqual([[], []]);
  });

  it('[Q39] a merged case ends, and all of it goes on in the other one: promises, words, waiting time, history', async () => {
    const [lena] = (await people(get, 'lena')) as [Person];
    const from = await opened(lena);
    const into = await opened(lena);
    const due = (await nowOf(lena)) + HOUR;
    await lena.send('add-note', from, {}, { text: 'Zweite Meldung derselben Kundin' });
    const window = { from: due - HOUR, until: due };
    await lena.send(
      'make-promise',
      from,
      { due, by: 'lena', callback: true, window },
      { what: 'Rückruf', who: 'Karin', phone: '0405550134' },
    );
    const openedAt = (await lena.view(from)).row.openedAt;
    expect(await merge(lena, from, into, 'Doppelt gemeldet')).toBe('done');
    await settled(lena);
    const [gone, kept] = [await lena.view(from), await lena.view(into)];
    expect(gone.row.phase).toBe('closed');
    expect(gone.links).toMatchObject([{ other: into, relation: 'merged-into', phase: 'open' }]);
    expect(kept.links).toMatchObject([{ other: from, relation: 'absorbed', phase: 'closed' }]);
    expect(kept.promises).toMatchObject([{ what: 'Rückruf', due, by: 'lena', callback: true, who: 'Karin', phone: '0405550134', window }]);
    expect(kept.clocks.find(({ clock }) => clock === 'resolution')?.startedAt).toBe(openedAt);
    const of = { caseId: from, number: gone.row.number };
    const note = kept.timeline.find(({ type }) => type === 'note-added');
    expect(note).toMatchObject({ body: { text: 'Zweite Meldung derselben Kundin' }, of });
    expect(kept.timeline.filter((item) => item.of?.caseId === from)).toHaveLength(gone.timeline.length);
    const times = kept.timeline.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    // In its own history nothing is marked, and its promises run in one place only.
    expect(gone.timeline.every((item) => !item.of)).toBe(true);
    const rows = (await lena.call('queue.list', { limit: 200 })).find(({ group }) => group === 'promises')?.rows ?? [];
    expect(rows.map(({ caseId }) => caseId)).not.toContain(from);
    expect(await merge(lena, from, into)).toBe('already-linked');
    expect(await merge(lena, into, into)).toBe('link-self');
    // What was merged into a case goes along when that one is merged, too.
    const last = await opened(lena);
    expect(await merge(lena, into, last)).toBe('done');
    const told = (await lena.view(last)).timeline.filter((item) => item.of?.caseId === from);
    expect(told).toHaveLength(gone.timeline.length);
  });

  it('[Q39] nothing is merged with another customer, into a closed case, or half', async () => {
    const [lena, murat] = (await people(get, 'lena', 'murat')) as [Person, Person];
    const [mine, other] = [await opened(lena), await opened(lena, 'K-1002')];
    expect(await merge(lena, mine, other)).toBe('other-customer');
    const asked = await opened(lena);
    await lena.send('ask-approval', asked, {
      decisionType: 'goodwill-credit',
      amount: 4_000,
      reason: null,
      evidence: [],
      customerWaiting: false,
      recommendation: null,
    });
    // The case that would end is refused after the other one was tried: nothing was sent to either.
    expect(await merge(lena, asked, mine)).toBe('approvals-open');
    expect([await linksOf(lena, mine), await linksOf(lena, asked)]).toEqual([[], []]);
    expect(await merge(murat, mine, 'no-such-case')).toBe('not-found');
    const nobody = await lena.send('open-case', null, { ...openBilling.data, customer: null }, openBilling.body);
    expect(await merge(lena, nobody, mine)).toBe('done');
    // What was promised to a customer stays with him: the case that takes it over is his from then on, and nobody else's.
    const [unnamed, theirs] = [
      await lena.send('open-case', null, { ...openBilling.data, customer: null }, openBilling.body),
      await opened(lena),
    ];
    expect(await merge(lena, theirs, unnamed)).toBe('done');
    expect((await lena.view(unnamed)).customer?.id).toBe('K-1001');
    expect(await merge(lena, other, unnamed)).toBe('other-customer');
  });
};

const bulk = (answer: CallOutput<'parts.tell'>) => {
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
};

export const masterJourneys = (get: Get): void => {
  it('[Q40] a master case says one thing to all its parts and closes them; what cannot be closed is named', async () => {
    const [lena, jonas, carla] = (await people(get, 'lena', 'jonas', 'carla')) as [Person, Person, Person];
    const master = await opened(jonas);
    const parts = [await opened(jonas), await opened(jonas), await opened(jonas)];
    for (const part of parts) expect(await relate(jonas, part, master, 'part-of')).toBe('done');
    const text = 'Der Knoten Altona ist ausgefallen, Behebung bis 18 Uhr.';
    expect(await jonas.call('parts.tell', { caseId: master, text, informed: true })).toMatchObject({
      ok: false,
      refusal: { code: 'role-forbids' },
    });
    const told = bulk(await carla.call('parts.tell', { caseId: master, text, informed: true }));
    expect(told).toEqual({ done: 3, failed: [] });
    await settled(carla);
    for (const part of parts) {
      const view = await jonas.view(part);
      expect(view.timeline[0]).toMatchObject({ type: 'part-told', body: { text }, by: { person: 'carla' } });
      expect(view.informedAt).not.toBeNull();
      expect(view.news).toMatchObject([{ kind: 'part-told', about: master, by: 'carla' }]);
    }
    expect((await jonas.view(master)).timeline[0]).toMatchObject({ type: 'parts-told', data: { parts: 3, informed: true } });
    // To those named only, whom an earlier try did not reach; a case that is no part of it is none of its business.
    const stranger = await opened(jonas);
    const again = { caseId: master, text: 'Behebung jetzt bis 19 Uhr.', informed: false };
    expect(bulk(await carla.call('parts.tell', { ...again, only: [parts[2]!, stranger] }))).toEqual({ done: 1, failed: [] });
    expect(bulk(await carla.call('parts.tell', { ...again, only: [stranger] }))).toEqual({ done: 0, failed: [] });
    await settled(carla);
    const heard = async (caseId: string): Promise<number> =>
      (await jonas.view(caseId)).timeline.filter(({ type }) => type === 'part-told').length;
    expect(await Promise.all([...parts, stranger].map(heard))).toEqual([1, 1, 2, 0]);
    expect((await jonas.view(master)).timeline[0]).toMatchObject({ type: 'parts-told', data: { parts: 1, informed: false } });
    const due = (await nowOf(jonas)) + HOUR;
    await lena.send('make-promise', parts[1]!, { due, by: 'lena', callback: false }, { what: 'Gutschrift prüfen' });
    const informedAt = await nowOf(carla);
    const closed = bulk(await carla.call('parts.close', { caseId: master, result: 'solved', informedAt, text: 'Knoten läuft wieder' }));
    expect(closed).toMatchObject({ done: 2, failed: [{ caseId: parts[1], refusal: { code: 'promises-open' } }] });
    expect(closed.failed[0]?.number).toBe((await jonas.view(parts[1]!)).row.number);
    await settled(carla);
    expect(await Promise.all(parts.map(async (part) => (await jonas.view(part)).row.phase))).toEqual(['closed', 'open', 'closed']);
    // The rest is done once its promise is settled; what is closed already is left alone.
    const promise = (await lena.view(parts[1]!)).promises[0]!.promise;
    await lena.send('settle-promise', parts[1]!, { promise, outcome: 'kept', newDue: null });
    expect(bulk(await carla.call('parts.close', { caseId: master, result: 'solved', informedAt, text: '' }))).toEqual({
      done: 1,
      failed: [],
    });
    expect((await jonas.view(master)).row.phase).toBe('open');
  });

  it('[Q40] only whoever keeps the master case speaks for it, and only where it has parts', async () => {
    const [jonas, carla, ayse] = (await people(get, 'jonas', 'carla', 'ayse')) as [Person, Person, Person];
    const alone = await opened(jonas);
    expect(await carla.call('parts.tell', { caseId: alone, text: 'x', informed: false })).toMatchObject({
      ok: false,
      refusal: { code: 'not-linked' },
    });
    const part = await opened(jonas);
    expect(await relate(jonas, part, alone, 'part-of')).toBe('done');
    for (const answer of [
      await ayse.call('parts.tell', { caseId: alone, text: 'x', informed: false }),
      await ayse.call('parts.close', { caseId: alone, result: 'solved', informedAt: await nowOf(ayse), text: '' }),
    ])
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-holder' } });
    expect((await jonas.view(part)).timeline.map(({ type }) => type)).toEqual(['case-linked', 'case-opened']);
  });
};
