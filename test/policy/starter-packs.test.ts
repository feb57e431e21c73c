// The packs a new folder begins with are sound, complete, bilingual, and of two principals that share nothing.
import Holidays from 'date-holidays';
import { describe, expect, it } from 'vitest';
import { readPack } from '../../shared/policy/check.ts';
import { STARTER_PACKS } from '../../shared/packs/starter.ts';
import { hotel, packOf, telecom } from './policies.ts';

const both = [telecom, hotel].map((policy) => [policy.lane, policy] as const);

describe('starter packs', () => {
  it.each(STARTER_PACKS.map((document) => [document.principal.id, document] as const))('[P6] %s is read without a fault', (_, document) => {
    const read = readPack(document);
    expect(read.ok ? [] : read.refusal.data.faults).toEqual([]);
  });

  it('[P6] are of two principals: ids, prefixes, accents and people differ', () => {
    const values = STARTER_PACKS.flatMap(({ principal }) => [
      principal.id,
      principal.prefix,
      principal.accent.light,
      principal.accent.dark,
    ]);
    expect(new Set(values).size).toBe(8);
    const people = (id: string): string[] =>
      packOf(id)
        .roster.filter(({ signIn }) => signIn)
        .map((person) => person.name);
    expect(people('nordlicht').filter((name) => people('seeblick').includes(name))).toEqual([]);
  });

  it.each(both)('[P6] %s has someone to sign in for every role of a case, in demo', (_, { pack }) => {
    const roles = pack.roster.filter(({ demo, signIn }) => demo && signIn).map(({ role }) => role);
    expect(roles).toEqual(expect.arrayContaining(['agent', 'specialist', 'lead', 'manager']));
    expect(pack.roster.filter(({ tier, role }) => tier === 4 && role === 'manager').length).toBeGreaterThanOrEqual(2);
  });

  it.each(both)('[P6] %s says that its figures are examples to confirm', (_, { pack }) => {
    expect(pack.notice?.de).toContain('Beispiele');
    expect(pack.notice?.en).toContain('examples');
  });

  it.each(both)('[P6] every team of %s has its lead and somebody in it', (_, { pack }) => {
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

  it('[P6] the hotel pack has fields of its own after the 26 of the form', () => {
    expect(telecom.fields).toHaveLength(26);
    expect(hotel.fields.slice(26).map(({ id, number }) => [id, number])).toEqual([
      ['house', 101],
      ['departure', 102],
    ]);
    expect(hotel.fields.find(({ id }) => id === 'identity')?.label.de).toContain('Gast');
  });

  it.each([
    ['DE', packOf('nordlicht').calendars['service']],
    ['AT', packOf('seeblick').calendars['direktion']],
  ])('[P6] lists the public holidays of %s for 2026 and 2027', (country, calendar) => {
    const library = new Holidays(country);
    const dates = [2026, 2027]
      .flatMap((year) => library.getHolidays(year))
      .filter(({ type }) => type === 'public')
      .map(({ date }) => date.slice(0, 10));
    expect(calendar?.holidays).toEqual(dates);
  });

  it.each(both)('[P6] %s: every saying has a place for the amount, in both languages', (_, { pack }) => {
    const without = pack.decisions.filter(({ saying }) => !saying.de.includes('{amount}') || !saying.en.includes('{amount}'));
    expect(without).toEqual([]);
  });
});
