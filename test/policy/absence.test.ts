// Who decides for whom while somebody is away: periods, scopes, chains, circles.
import { fc } from '../seeded.ts';
import { describe, expect, it } from 'vitest';
import { LONGEST_CHAIN, actsFor, deputyOf, isAbsent, type Absence } from '../../shared/policy/absence.ts';
import { DAY, NOW } from './authority-asks.ts';

const away = (person: string, deputy: string, change: Partial<Absence> = {}): Absence => ({
  id: `${person}-${deputy}`,
  lane: 'nordlicht',
  person,
  deputy,
  from: NOW - DAY,
  until: NOW + DAY,
  scope: null,
  setBy: person,
  setAt: NOW - 2 * DAY,
  endedAt: null,
  endedBy: null,
  ...change,
});
const GOODWILL = 'goodwill-credit';
const deputy = (absences: readonly Absence[], person = 'maria', now = NOW): string | null =>
  deputyOf(absences, person, GOODWILL, now)?.person ?? null;

describe('the period', () => {
  it.each([
    ['a moment before', { from: NOW + 1 }, false],
    ['from its first instant on', { from: NOW }, true],
    ['to its last', { until: NOW + 1 }, true],
    ['no longer at its end', { until: NOW }, false],
    ['ended early', { endedAt: NOW, endedBy: 'maria' }, false],
    ['to be ended later', { endedAt: NOW + 1, endedBy: 'maria' }, true],
  ])('[A20] %s', (_, change, absent) => {
    const row = away('maria', 'tom', change);
    expect([isAbsent(row, NOW), deputy([row])]).toEqual([absent, absent ? 'tom' : null]);
  });
});

describe('the deputy', () => {
  it('[A20] nobody decides for somebody who is there', () => expect(deputy([away('jan', 'tom')])).toBeNull());

  it('[A20] only for the types named', () => {
    expect(deputy([away('maria', 'tom', { scope: [GOODWILL] })])).toBe('tom');
    expect(deputy([away('maria', 'tom', { scope: ['fee-waiver'] })])).toBeNull();
  });

  it('[A20] of two absences the one that covers the type counts', () =>
    expect(deputy([away('maria', 'eva', { scope: ['fee-waiver'] }), away('maria', 'tom', { scope: [GOODWILL] })])).toBe('tom'));

  it('[A20] whose deputy is away too is represented by the next, and the whole chain is named', () => {
    const chain = [away('maria', 'tom'), away('tom', 'eva'), away('eva', 'kai')];
    expect(deputyOf(chain, 'maria', GOODWILL, NOW)).toEqual({ principal: 'maria', person: 'kai', via: ['maria', 'tom', 'eva', 'kai'] });
  });

  it('[A20] where the next link covers another type the chain ends with nobody', () =>
    expect(deputy([away('maria', 'tom'), away('tom', 'eva', { scope: ['fee-waiver'] })])).toBeNull());

  it('[A20] a circle ends with nobody, of one, of two and of three', () => {
    expect(deputy([away('maria', 'maria')])).toBeNull();
    expect(deputy([away('maria', 'tom'), away('tom', 'maria')])).toBeNull();
    expect(deputy([away('maria', 'tom'), away('tom', 'eva'), away('eva', 'tom')])).toBeNull();
  });

  it('[A20] a chain is followed five steps and no further', () => {
    const links = Array.from({ length: LONGEST_CHAIN + 1 }, (_, index) => away(`p${String(index)}`, `p${String(index + 1)}`));
    expect(deputy(links.slice(0, LONGEST_CHAIN), 'p0')).toBe(`p${String(LONGEST_CHAIN)}`);
    expect(deputy(links, 'p0')).toBeNull();
  });

  it('[A20] one may represent several, but nobody represents himself', () => {
    const absences = [away('maria', 'tom'), away('eva', 'tom'), away('jan', 'kai')];
    expect(actsFor(absences, ['maria', 'eva', 'jan', 'tom'], 'tom', GOODWILL, NOW).map(({ principal }) => principal)).toEqual([
      'maria',
      'eva',
    ]);
    expect(actsFor([away('tom', 'tom')], ['tom'], 'tom', GOODWILL, NOW)).toEqual([]);
  });
});

describe('whatever stands in the book', () => {
  const people = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
  const anyBook = fc.array(
    fc
      .tuple(
        fc.constantFrom(...people),
        fc.constantFrom(...people),
        fc.integer({ min: -2, max: 1 }),
        fc.constantFrom(null, [GOODWILL], ['fee-waiver']),
      )
      .map(([person, other, days, scope]) => away(person, other, { from: NOW + days * DAY, until: NOW + (days + 1) * DAY, scope })),
    { maxLength: 12 },
  );

  it('[A20] a deputy is there, is somebody else, and every link before him is away in favour of the next', () =>
    fc.assert(
      fc.property(anyBook, fc.constantFrom(...people), (book, person) => {
        const found = deputyOf(book, person, GOODWILL, NOW);
        fc.pre(found !== null);
        expect(new Set(found.via).size).toBe(found.via.length);
        expect(found.via.length).toBeLessThanOrEqual(LONGEST_CHAIN + 1);
        expect([found.via[0], found.via.at(-1)]).toEqual([person, found.person]);
        expect(book.some((row) => row.person === found.person && isAbsent(row, NOW))).toBe(false);
        found.via
          .slice(1)
          .forEach((next, index) =>
            expect(
              book.some(
                (row) =>
                  row.person === found.via[index] && row.deputy === next && isAbsent(row, NOW) && (row.scope?.includes(GOODWILL) ?? true),
              ),
            ).toBe(true),
          );
      }),
    ));

  it('[A20] both questions give one answer: whom I decide for, and who decides for him', () =>
    fc.assert(
      fc.property(anyBook, fc.constantFrom(...people), (book, me) => {
        const mine = actsFor(book, people, me, GOODWILL, NOW).map(({ principal }) => principal);
        const found = people.filter((person) => person !== me && deputyOf(book, person, GOODWILL, NOW)?.person === me);
        expect(mine).toEqual(found);
      }),
    ));
});
