// What a desk shows of a handover nobody accepts: with whom it lies, where he finds it, and how it comes back.
import { afterEach, expect, it } from 'vitest';
import { memoryStores, sqliteStores, workbench, type Workbench } from './api-desk.ts';
import { CUSTOMERS, openBilling, settled, signIn, typedForm, type Person } from './api-people.ts';

const HOUR = 3_600_000;
/** A Wednesday, ten in the morning in Berlin: everybody works. */
const TEN = Date.UTC(2026, 5, 3, 8, 0);
let bench: Workbench | null = null;
afterEach(async () => {
  await bench?.close();
  bench = null;
});

const places = [
  ['in memory', memoryStores],
  ['over SQLite', sqliteStores],
] as const;

it.each(places)(
  '[Q49] %s: the deputy finds a handover of a team that is not his, reads since when it lies with him, and takes it',
  async (_name, stores) => {
    let now = TEN;
    bench = await workbench(stores(), { clock: () => now });
    const { desk, engine } = bench;
    await engine.putCustomers('nordlicht', CUSTOMERS.nordlicht);
    const [lena, murat, jonas, carla] = (await Promise.all(
      ['lena', 'murat', 'jonas', 'carla'].map((id) => signIn(desk, 'nordlicht', id)),
    )) as [Person, Person, Person, Person];
    const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    const form = typedForm(now + 4 * HOUR, 'lena');
    await lena.send('escalate', caseId, { reason: 'authority-exceeded', demanded: false, customerWaiting: false, form });
    await settled(lena);
    const inbox = async (person: Person) => (await person.call('lead.inbox', { limit: 20 })).handovers;
    expect(await inbox(murat)).toMatchObject([
      { card: { to: { person: null }, passed: [], owed: { fields: ['fallback', 'deescalation'] } } },
    ]);
    expect([await inbox(jonas), await inbox(carla)]).toEqual([[], []]);
    // Only now is Murat away; Carla, who is in none of these teams, stands in for him.
    const away = await murat.call('absence.set', { person: 'murat', deputy: 'carla', from: now, until: now + 8 * HOUR, scope: null });
    expect(away).toMatchObject({ ok: true });
    const { handover, acceptBy } = (await lena.view(caseId)).handover!;
    expect(await lena.refused('pass-handover', caseId, { handover, step: 1 })).toMatchObject({ code: 'handover-not-due' });
    now = acceptBy;
    await lena.send('pass-handover', caseId, { handover, step: 1 });
    await settled(lena);
    const found = await inbox(carla);
    expect(found).toMatchObject([
      {
        row: { caseId, flight: { team: 'tl-abrechnung' } },
        card: { to: { person: 'carla' }, passed: [{ to: 'carla', why: 'deputy' }], hop: 1 },
      },
    ]);
    expect(found[0]!.card.acceptBy).toBeGreaterThan(now);
    expect((await carla.call('lead.inbox', { limit: 20 })).total).toBe(1);
    expect((await lena.view(caseId)).row.holder.person).toBe('lena');
    await carla.send('accept-handover', caseId, { handover, facts: ['situation', 'request', 'promise'] });
    await settled(carla);
    expect((await carla.view(caseId)).row.holder.person).toBe('carla');
    expect(await inbox(carla)).toEqual([]);
  },
);
