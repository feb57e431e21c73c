// The starter packs are sound, complete, bilingual, of principals that share nothing, and hold the figures of their trades.
import Holidays from 'date-holidays';
import { describe, expect, it } from 'vitest';
import { readPack } from '../../shared/policy/check.ts';
import { ALL_STARTER_PACKS, STARTER_PACKS, starterPack } from '../../shared/packs/starter.ts';
import { compilePack } from '../../shared/policy/compile.ts';
import { hotel, packOf, telecom } from './policies.ts';

const documents = Object.entries(ALL_STARTER_PACKS);
const all = documents.map(([name, { principal }]) => [name, compilePack(packOf(principal.id))] as const);

describe('starter packs', () => {
  it.each(documents)('[P6] %s is read without a fault', (_, document) => {
    const read = readPack(document);
    expect(read.ok ? [] : read.refusal.data.faults).toEqual([]);
  });

  it('[P6] are of six principals: ids, prefixes, accents and people differ', () => {
    const values = documents.flatMap(([, { principal }]) => [
      principal.id,
      principal.prefix,
      principal.accent.light,
      principal.accent.dark,
    ]);
    expect(new Set(values).size).toBe(4 * 6);
    const people = all.flatMap(([, { pack }]) => pack.roster.filter(({ signIn }) => signIn).flatMap(({ id, name }) => [id, name]));
    expect(people.filter((name, index) => people.indexOf(name) < index)).toEqual([]);
    expect(STARTER_PACKS).toEqual([starterPack('telecom'), starterPack('hotel')]);
  });

  it.each(all)('[P6] %s has someone to sign in for every role of a case, in demo', (_, { pack }) => {
    const roles = pack.roster.filter(({ demo, signIn }) => demo && signIn).map(({ role }) => role);
    expect(roles).toEqual(expect.arrayContaining(['agent', 'specialist', 'lead', 'manager']));
    expect(pack.roster.filter(({ tier, role }) => tier === 4 && role === 'manager').length).toBeGreaterThanOrEqual(2);
  });

  it.each(all)('[P6] %s says that its figures are examples to confirm', (_, { pack }) => {
    expect(pack.notice?.de).toContain('Beispiele');
    expect(pack.notice?.en).toContain('examples');
  });

  it.each(all)('[P6] every team of %s has its lead and somebody in it', (_, { pack }) => {
    const empty = pack.teams.filter(
      ({ id, lead }) =>
        !pack.roster.some((person) => person.teams.includes(id)) || !pack.roster.find((person) => person.id === lead)?.teams.includes(id),
    );
    expect(empty).toEqual([]);
  });

  it('[P6] the telecom pack names the decisions and reasons integrators rely on', () => {
    expect([...telecom.decisions.keys()]).toEqual([
      'goodwill-credit',
      'compensation',
      'own-billing-error',
      'refund-inside-policy',
      'refund-outside-policy',
      'replacement',
      'fee-waiver',
      'retention-discount',
      'contract-exception',
      'payment-plan',
      'callback-promise',
      'priority-technician',
    ]);
    const reasons = ['delay', 'outage', 'missed-appointment', 'billing-error', 'wrong-information', 'cancellation-risk', 'other'];
    expect([...telecom.reasons.keys()]).toEqual(expect.arrayContaining(reasons));
  });

  it('[P6] a pause of the telecom pack ends by itself after one working day, and never later than five', () =>
    expect(telecom.pack.waits.map(({ expiry, maxDays }) => [expiry, maxDays])).toEqual(telecom.pack.waits.map(() => [{ days: 1 }, 5])));

  it('[P6] every pack has fields of its own after the 26 of the form, each of a kind that is its trade’s, and none that must be filled but in the hotel', () => {
    const own = all.map(([name, { fields }]) => [name, fields.slice(26).map(({ id, number, kind }) => `${number} ${id}: ${kind}`)]);
    expect(Object.fromEntries(own)).toEqual({
      telecom: ['101 faultTicket: line'],
      hotel: ['101 house: line', '102 departure: date', '103 onSite: rows'],
      ecommerce: ['101 returnState: choice', '102 parcel: reference'],
      utility: ['101 readings: rows', '102 disputed: money'],
      automotive: ['101 vehicle: line', '102 drivable: flag', '103 estimate: money'],
      branch: ['101 claimDay: date', '102 papersHere: multi'],
    });
    const needed = all.flatMap(([, { fields }]) => fields.slice(26).filter(({ requirement }) => Object.values(requirement).includes('R')));
    expect(needed.map(({ id }) => id)).toEqual(['house']);
    expect(hotel.fields.find(({ id }) => id === 'identity')?.label.de).toContain('Gast');
  });

  it.each(all)('[P6] %s gives a question to a colleague a time of its own, graded as an assumption', (_, { pack }) => {
    const row = pack.clocks.find(({ id }) => id === 'consult');
    expect(row).toMatchObject({ calendar: 'team', grade: 'D' });
    expect(Object.values(row!.targets).every((target) => target !== null)).toBe(true);
  });

  it('[P6] two packs have a contact with a deputy, and two look after what stays unsolved, one of them moving it to the lead', () => {
    const deputies = all.flatMap(([name, { pack }]) => pack.contacts.flatMap(({ deputy }) => (deputy === undefined ? [] : [name])));
    expect(deputies).toEqual(['telecom', 'hotel']);
    const unsolved = all.flatMap(
      ([
        name,
        {
          pack: { alerts },
        },
      ]) => (alerts.unresolved === undefined ? [] : [[name, alerts.unresolved.forward]]),
    );
    expect(unsolved).toEqual([
      ['utility', false],
      ['branch', true],
    ]);
  });

  it.each([
    ['DE', 'nordlicht', 'service'],
    ['AT', 'seeblick', 'direktion'],
    ['DE', 'packstern', 'leitung'],
    ['DE', 'rotbach', 'service'],
    ['DE', 'falkenberg', 'werktage'],
    ['DE', 'kornmark', 'aussenstelle'],
  ])('[P6] lists the public holidays of %s for 2026 and 2027: %s, %s', (country, principal, id) => {
    const calendar = packOf(principal).calendars[id];
    const library = new Holidays(country);
    const dates = [2026, 2027]
      .flatMap((year) => library.getHolidays(year))
      .filter(({ type }) => type === 'public')
      .map(({ date }) => date.slice(0, 10));
    expect(calendar?.holidays).toEqual(dates);
  });

  it.each(all)('[P6] %s: every saying has a place for the amount, in both languages', (_, { pack }) => {
    const without = pack.decisions.filter(({ saying }) => !saying.de.includes('{amount}') || !saying.en.includes('{amount}'));
    expect(without).toEqual([]);
  });

  it.each(all)('[P6] %s: every sign-in role is somebody, and every calendar follows "counted in"', (_, { pack }) => {
    const roles = pack.roster.map(({ role }) => role);
    expect(roles).toEqual(expect.arrayContaining(['importer', 'watchdog']));
    expect(Object.values(pack.calendars).filter(({ label }) => label === undefined)).toEqual([]);
  });
});

describe('the figures of the trades', () => {
  /** Goodwill per decision of tiers 1 to 4 in minor units, as domain.md §4 lists them; "–" = no say. */
  const ladders: [string, (number | '–')[]][] = [
    ['telecom', [1_500, 3_000, 7_500, 30_000]],
    ['hotel', [3_000, 6_000, 15_000, 60_000]],
    ['ecommerce', [2_000, 4_000, 10_000, 40_000]],
    ['utility', [1_500, 3_000, 7_500, 30_000]],
    ['automotive', [2_500, 5_000, 12_500, 50_000]],
    ['branch', [1_500, '–', 5_000, 20_000]],
  ];
  const ofTrade = (name: string) => compilePack(packOf(starterPack(name)!.principal.id));
  const goodwillOf = (name: string) => ofTrade(name).decisions.get('goodwill-credit')!;

  it.each(ladders)('[P10] goodwill of %s climbs %j, and needs four eyes above', (name, ladder) => {
    const { limits, fourEyesAbove } = goodwillOf(name);
    expect((['1', '2', '3', '4'] as const).map((tier) => limits[tier]?.amount ?? '–')).toEqual(ladder);
    expect(fourEyesAbove).toBe(ladder[3]);
  });

  it('[P10] a share of the order binds the first tier of the shop, a share of the bill that of the telephone company', () => {
    expect(['ecommerce', 'telecom'].map((name) => goodwillOf(name).limits['1']?.percentOfBill)).toEqual([25, 50]);
  });

  it('[P10] the car maker counts per vehicle, up to 1.5 times what the tier may grant', () => {
    const { customer, limits } = goodwillOf('automotive');
    const perVehicle = customer.filter(({ amount }) => amount !== undefined);
    expect(perVehicle.map(({ per, amount }) => [per, amount])).toEqual(
      (['1', '2', '3'] as const).map((tier) => ['contract', 1.5 * limits[tier]!.amount!]),
    );
  });

  it('[P10] the field office stays at full authority for 4 of its working days without a connection, and at half for 10', () => {
    expect(ofTrade('branch').pack.authority.staleness).toEqual([
      { workingDays: 4, calendar: 'aussenstelle', share: 100 },
      { workingDays: 10, calendar: 'aussenstelle', share: 50 },
    ]);
    const others = ladders.filter(([name]) => name !== 'branch').map(([name]) => ofTrade(name).pack.authority.staleness);
    expect(others).toEqual(
      others.map(() => [
        { hours: 24, share: 100 },
        { hours: 48, share: 50 },
      ]),
    );
  });

  it.each(all)('[P10] %s says the grade of every decision, cap and emergency, and why the figures are as they are', (_, { pack }) => {
    const ungraded = pack.decisions.flatMap(({ id, grade, comment, perCase, customer, agentDay }) => [
      ...(grade === undefined || comment === undefined ? [id] : []),
      ...[...perCase, ...customer, ...agentDay].flatMap((cap) => (cap.grade === undefined ? [`${id}: ${JSON.stringify(cap)}`] : [])),
    ]);
    expect(ungraded).toEqual([]);
    expect(pack.authority.breakGlass).toMatchObject({ grade: 'D', comment: expect.any(String) });
    const without = pack.authority.budgets.filter((budget) => budget.grade === undefined || budget.comment === undefined);
    expect(without).toEqual([]);
  });

  it('[P10] budgets are off where nobody sets them; only the field offices share some, and hand them out to their workstations', () => {
    const rows = all.map(([name, { pack }]) => [name, pack.authority.budgets.map(({ scope, team }) => team ?? scope)] as const);
    expect(rows.filter(([, budgets]) => budgets.length > 0)).toEqual([['branch', ['kiel', 'husum', 'principal']]]);
    expect(ofTrade('branch').pack.authority.leases).toMatchObject({ reserve: 25, askAt: 30, days: 10, least: 10_000, grade: 'D' });
  });

  it('[P10] statutory compensation of the telephone company is graded as statute, and says that it must be confirmed', () =>
    expect(telecom.decisions.get('compensation')).toMatchObject({ grade: 'A', comment: expect.stringMatching(/§ 58 TKG.*must confirm/) }));
});
