// What a desk keeps of a lane that nobody who sits there may see any more.
import { describe, expect, it } from 'vitest';
import { LANE, notes, opens, says } from './desks.ts';
import { casesOf, createHubDesk, createOffice, DESK_STORES, trouble } from './hub-desks.ts';

const KNOWN = { numbers: [], contracts: [], lastBill: null, staff: null, relatives: [], since: null, segment: null };
const AWAY = {
  id: 'a-1',
  lane: LANE,
  person: 'jonas',
  deputy: 'lena',
  from: 1,
  until: 2,
  scope: null,
  setBy: 'jonas',
  setAt: 1,
  endedAt: null,
  endedBy: null,
};

describe.each(DESK_STORES)('nobody’s desk in %s', (_, newStore) => {
  it('[Y90] keeps nothing about anybody else: no customer, no absence, nothing granted elsewhere; packs and own words stay, and all comes back with the right', async () => {
    const office = await createOffice({ newStore });
    const [front, back] = [createHubDesk(office, ['lena']), createHubDesk(office, ['jonas'])];
    await front.engine.sync();
    await back.engine.sync();
    const customers = Array.from({ length: 620 }, (_, n) => ({ ...KNOWN, id: `K-${n}`, name: `Kundin ${n}` }));
    await office.ledger.putCustomers(LANE, customers);
    await office.ledger.putAbsences(LANE, [AWAY]);
    const elsewhere = opens(back, 'Störung', 'jonas');
    says(back, 'decide', elsewhere, { decisionType: 'goodwill-credit', amount: 500, reason: null, evidence: [] }, {}, 'jonas');
    await back.engine.sync(LANE);
    const caseId = opens(front);
    await front.engine.sync(LANE);
    front.store.transact(() => front.store.saveDraft({ author: 'lena', key: 'note:x', value: { text: 'Entwurf' }, savedAt: 1 }));
    const papers = () => [front.store.customerCount(LANE), front.store.absences(LANE).length, front.store.digests(LANE).length];
    expect(papers()).toEqual([620, 1, 1]);
    const told: string[] = [];
    front.engine.subscribe(({ topics }) => told.push(...topics));
    notes(front, caseId, 'zuletzt');
    office.bound.set(front.device, []);
    await front.engine.sync(LANE);
    expect([trouble(front), papers(), front.store.findCustomers(LANE, 'Kundin 7', 9)]).toEqual(['no-rights', [0, 0, 0], []]);
    expect(told).toContain('absence');
    expect([front.store.packs().length > 0, front.store.refused(LANE, 'lena').length, front.store.draft('lena', 'note:x')?.value]).toEqual([
      true,
      1,
      { text: 'Entwurf' },
    ]);
    office.bound.set(front.device, ['lena']);
    await front.engine.sync(LANE);
    expect([trouble(front), papers(), casesOf(front)]).toEqual([null, [620, 1, 1], [caseId]]);
  });
});
