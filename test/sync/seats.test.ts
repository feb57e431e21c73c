// People of two teams share one workstation: it holds what both may see, and each sees his own alone.
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../shared/case/events.ts';
import { mayRead } from '../../shared/views/reading.ts';
import { after, contextOf, happened } from '../given.ts';
import { accepted, asked, offered, opened, promised } from '../case/story.ts';
import { TELECOM } from '../pack.ts';
import { customer } from '../store/samples.ts';
import { LANE, opens, says } from './desks.ts';
import { casesOf, consults, createHubDesk, createOffice } from './hub-desks.ts';
import { chairAt, type Offices } from './two-offices.ts';
import { TEAMS } from './writers.ts';

/** Lena (billing) and Jonas (faults) at one workstation, each with a case of one customer. */
const shared = async () => {
  const office = await createOffice();
  await office.ledger.putCustomers(LANE, [customer('K-1')]);
  const desk = createHubDesk(office, ['lena', 'jonas']);
  await desk.engine.sync();
  const [hers, his] = [opens(desk, 'Rechnung doppelt', 'lena'), opens(desk, 'Router blinkt', 'jonas')];
  for (const [caseId, actor] of [[hers, 'lena'] as const, [his, 'jonas'] as const])
    says(desk, 'classify', caseId, { customer: 'K-1' }, {}, actor);
  await desk.engine.sync(LANE);
  const at = { office } as Offices;
  const chair = (person: string) => chairAt(at, desk, person);
  return { office, desk, hers, his, lena: await chair('lena'), jonas: await chair('jonas') };
};

describe('a workstation that several people share', () => {
  it('[C33] shows each of them the cases he may see, wherever he looks, and no trace of the others', async () => {
    const { desk, hers, his, lena, jonas } = await shared();
    expect([...casesOf(desk)].toSorted()).toEqual([hers, his].toSorted());
    for (const [chair, own, other] of [[lena, hers, his] as const, [jonas, his, hers] as const]) {
      const view = await chair('case.view', { caseId: own });
      expect(view.ok && view.value.earlier).toEqual([]);
      expect(await chair('case.view', { caseId: other })).toEqual({ ok: false, refusal: { code: 'not-found', data: { case: other } } });
      expect((await chair('search', { text: 'netz', limit: 9 })).map(({ caseId }) => caseId)).toEqual([own]);
      const number = desk.store.row(other)!.number;
      expect((await chair('search', { text: number, limit: 9 })).map(({ caseId }) => caseId)).not.toContain(other);
      const [hit] = await chair('customers.find', { text: 'K-1', limit: 9 });
      expect(hit?.open.map(({ caseId }) => caseId)).toEqual([own]);
      const note = { type: 'add-note' as const, caseId: other, data: {}, body: { text: 'x' } };
      expect(await chair('command.send', note)).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
      const wish = { decisionType: 'goodwill-credit', amount: 100, reason: null, evidence: [] };
      expect(await chair('authority.ask', { caseId: other, wish })).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    }
  });

  it('[C33] lets whoever is asked see the case from then on', async () => {
    const { desk, hers, jonas } = await shared();
    consults(desk, hers);
    expect(await jonas('case.view', { caseId: hers })).toMatchObject({ ok: true });
    const groups = await jonas('queue.list', { limit: 9 });
    expect(groups.find(({ group }) => group === 'asked')?.rows.map(({ caseId }) => caseId)).toEqual([hers]);
  });
});

describe('who may read a case where the pack shows cases to teams only', () => {
  const reads = (person: string, ...events: readonly CaseEvent[]): boolean => mayRead(contextOf(person).actor, after(...events), TEAMS);

  it('[C33] the team that has it, its lead, and whoever had to do with it, also later', () => {
    expect(['lena', 'tim', 'murat', 'jonas', 'piotr'].map((person) => reads(person, opened()))).toEqual([true, true, true, false, false]);
    const consulted = happened('consult-asked', {
      consult: 'q',
      to: { team: 'technik', person: 'piotr' },
      customerWaiting: false,
      answerBy: 1,
    });
    expect(reads('piotr', opened(), consulted)).toBe(true);
    expect(reads('lena', opened(), promised(), offered(), accepted())).toBe(true);
    expect(reads('jonas', opened(), happened('promise-made', { promise: 'p', due: 1, by: 'jonas', callback: false }))).toBe(true);
  });
  it('[C33] managers and auditors read all, and everybody where the pack says so', () => {
    expect(['helga', 'nora'].map((person) => reads(person, opened()))).toEqual([true, true]);
    expect(mayRead(contextOf('piotr').actor, after(opened(), asked()), TELECOM)).toBe(true);
  });
});
