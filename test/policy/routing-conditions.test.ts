// What a row of the matrix may ask besides the case itself: the amount wanted, the hours, who is there; and by when it is to be accepted.
import { fc } from '../seeded.ts';
import { describe, expect, it } from 'vitest';
import { acceptTargetOf } from '../../shared/policy/accept-by.ts';
import { compilePack } from '../../shared/policy/compile.ts';
import { packSchema, type MatrixRow } from '../../shared/policy/pack-schema.ts';
import { amountAsked, route, teamsThere, type RouteQuestion } from '../../shared/policy/routing.ts';
import { ALL_STARTER_PACKS } from '../../shared/packs/starter.ts';
import { channelSchema, prioritySchema } from '../../shared/policy/pack-schema.ts';
import { hotel, packOf, telecom } from './policies.ts';

const why = { de: 'Zum Versuch.', en: 'For a trial.' };
/** Wednesday morning, Wednesday night and Sunday noon in Berlin. */
const [MORNING, NIGHT, SUNDAY] = ['2026-06-03T10:00:00+02:00', '2026-06-03T23:30:00+02:00', '2026-06-07T12:00:00+02:00'].map(
  Date.parse,
) as [number, number, number];
const ask = (change: Partial<RouteQuestion> = {}): RouteQuestion => ({
  reason: 'authority-exceeded',
  category: 'billing',
  channel: 'phone',
  priority: 'P3',
  markers: [],
  from: { tier: 1, team: 'abrechnung' },
  ...change,
});
/** The telecom pack with a first row of our own. */
const withRow = (row: Partial<MatrixRow>, policy = telecom) =>
  compilePack({
    ...policy.pack,
    matrix: [{ id: 'own', when: {}, to: { tier: 4 as const, team: 'leitung' }, why, ...row }, ...policy.pack.matrix],
  });
const whyNot = (row: Partial<MatrixRow>, change: Partial<RouteQuestion> = {}): string => {
  const found = route(withRow(row), ask(change));
  if (!found.ok) throw new Error(found.refusal.code);
  return found.value.row === 'own' ? 'wins' : (found.value.skipped.find((skip) => skip.row === 'own')?.why ?? 'unasked');
};

describe('the amount of the wanted decision', () => {
  const band = { when: { amount: { from: 5_000, to: 10_000 } } };
  it.each<[Partial<MatrixRow>, number | null | undefined, string]>([
    [band, 4_999, 'amount'],
    [band, 5_000, 'wins'],
    [band, 10_000, 'wins'],
    [band, 10_001, 'amount'],
    [band, null, 'amount'],
    [band, undefined, 'amount'],
    [{ when: { amount: { from: 5_000 } } }, Number.MAX_SAFE_INTEGER, 'wins'],
    [{ when: { amount: { to: 0 } } }, 0, 'wins'],
    [{ when: { amount: { to: 0 } } }, 1, 'amount'],
    [{ when: {} }, null, 'wins'],
  ])('[R6] %j and %s: %s', (row, amount, expected) => expect(whyNot(row, amount === undefined ? {} : { amount })).toBe(expected));

  it('[R6] is money: a count, an unknown decision or none is no amount', () => {
    expect(amountAsked(telecom, { type: 'goodwill-credit', amount: 4_000 })).toBe(4_000);
    expect(amountAsked(telecom, { type: 'callback-promise', amount: 1 })).toBeNull();
    expect(amountAsked(telecom, { type: 'no-such', amount: 1 })).toBeNull();
    expect(amountAsked(telecom, undefined)).toBeNull();
  });

  it.each([{}, { from: 2, to: 1 }, { from: -1 }, { from: 1.5 }])('[R6] %j is no band', (amount) =>
    expect(packSchema.shape.matrix.safeParse([{ id: 'own', when: { amount }, to: { tier: 4, team: 'leitung' }, why }]).success).toBe(false),
  );
});

describe('hours [R7]', () => {
  const is = (state: 'open' | 'closed'): Partial<MatrixRow> => ({ when: { hours: { calendar: 'service', is: state } } });
  it.each<['open' | 'closed', number | null, string]>([
    ['open', MORNING, 'wins'],
    ['closed', MORNING, 'hours'],
    ['open', NIGHT, 'hours'],
    ['closed', NIGHT, 'wins'],
    ['closed', SUNDAY, 'wins'],
    ['open', null, 'hours'],
    ['closed', null, 'hours'],
  ])('[R7] a row for %s hours at %s: %s', (state, now, expected) => expect(whyNot(is(state), now === null ? {} : { now })).toBe(expected));
});

describe('presence', () => {
  const needs: Partial<MatrixRow> = { needsPresence: true };
  it.each<[string, Partial<RouteQuestion>, string]>([
    ['nobody there and closed', { now: NIGHT, present: [] }, 'absent'],
    ['others there and closed', { now: NIGHT, present: ['technik'] }, 'absent'],
    ['somebody stayed on', { now: NIGHT, present: ['leitung'] }, 'wins'],
    ['open, so somebody will come', { now: MORNING, present: [] }, 'wins'],
    ['nobody has looked', { now: NIGHT, present: null }, 'wins'],
    ['nobody knows the time', { present: [] }, 'wins'],
  ])('[R8] %s', (_, change, expected) => expect(whyNot(needs, change)).toBe(expected));

  it('[R8] changes nothing for a row that does not ask for it', () => expect(whyNot({}, { now: NIGHT, present: [] })).toBe('wins'));

  it('[R8] is of a team whose people are there', () => {
    expect(teamsThere(telecom, null)).toBeNull();
    expect(teamsThere(telecom, ['nobody'])).toEqual([]);
    expect(teamsThere(telecom, ['helga', 'helga'])).toEqual(telecom.people.get('helga')?.teams);
  });

  it('[R8] in the starter packs: an empty house is not waited for at night', () => {
    const guest = ask({
      reason: 'room-defect',
      category: hotel.pack.categories[0]!.id,
      from: { tier: 1, team: 'reservierung' },
      now: NIGHT,
    });
    expect(route(hotel, { ...guest, present: ['haus'] })).toMatchObject({ ok: true, value: { row: 'r-house' } });
    expect(route(hotel, { ...guest, present: [] })).toMatchObject({ ok: true, value: { row: 'd-lead', team: 'schichtleitung' } });
    expect(route(hotel, { ...guest, reason: 'authority-exceeded', amount: 50_001 })).toMatchObject({ ok: true, value: { row: 'r-large' } });
    expect(route(hotel, { ...guest, reason: 'authority-exceeded', amount: 50_000 })).toMatchObject({ ok: true, value: { row: 'd-lead' } });
  });
});

describe('the time to accept [R9]', () => {
  const sent = { tier: 4, team: 'leitung', priority: 'P2', row: 'own' } as const;
  const principal = { tier: 'A', team: 'auftraggeber', priority: 'P2', row: 'own' } as const;
  const toPrincipal = (contact?: string): Partial<MatrixRow> => ({
    to: { tier: 'A', team: 'auftraggeber', ...(contact === undefined ? {} : { contact }) },
  });
  const duty = compilePack({
    ...telecom.pack,
    contacts: [...telecom.pack.contacts, { id: 'nt-eilig', name: 'Eildienst', function: why, calendar: 'real', clock: 'decision' }],
  });
  it.each<[string, Partial<MatrixRow>, typeof sent | typeof principal, object]>([
    ['the clock of the tier', {}, sent, { clock: 'accept', target: { minutes: 15 }, calendar: 'leitung' }],
    [
      "the row's own, in the hours of its team",
      { acceptBy: { minutes: 5 } },
      sent,
      { clock: 'accept', target: { minutes: 5 }, calendar: 'leitung' },
    ],
    [
      'the clock of the principal',
      toPrincipal(),
      principal,
      { clock: 'principal-answer', target: { minutes: 240 }, calendar: 'auftraggeber' },
    ],
    [
      'the same clock, in the hours of the contact',
      toPrincipal('nt-netz'),
      principal,
      { clock: 'principal-answer', target: { minutes: 240 }, calendar: 'real' },
    ],
    [
      'a clock of the contact',
      toPrincipal('nt-eilig'),
      principal,
      { clock: 'principal-answer', target: { minutes: 120 }, calendar: 'real' },
    ],
    [
      "the row's own, in the hours of the contact",
      { ...toPrincipal('nt-netz'), acceptBy: { days: 1 } },
      principal,
      { clock: 'principal-answer', target: { days: 1 }, calendar: 'real' },
    ],
    ['the clock of the tier, when the row is gone', { id: 'other', acceptBy: { minutes: 5 } }, sent, { target: { minutes: 15 } }],
  ])('[R9] %s', (_, row, where, expected) => {
    const policy = withRow(row, duty);
    expect(acceptTargetOf(policy, where, false)).toMatchObject(expected);
    expect(acceptTargetOf(policy, where, true)).toEqual({ clock: 'accept-live', target: { seconds: 60 }, calendar: 'real' });
  });
});

describe('the order of rows', () => {
  const teams = telecom.pack.teams.map(({ id, tier }) => ({ team: id, tier }));
  const question = fc.record({
    reason: fc.constantFrom(...telecom.reasons.keys()),
    category: fc.constantFrom(...telecom.pack.categories.map(({ id }) => id)),
    channel: fc.constantFrom(...channelSchema.options),
    priority: fc.constantFrom(...prioritySchema.options),
    markers: fc.constantFrom([], [], ['law' as const], ['safety' as const, 'press' as const]),
    from: fc.constantFrom(...teams),
    amount: fc.constantFrom(null, 0, 4_999, 5_000, 20_000),
    now: fc.constantFrom(MORNING, NIGHT, SUNDAY),
    present: fc.constantFrom(null, [], ['technik'], ['leitung']),
  });
  const rows: MatrixRow[] = [
    { id: 'x-amount', when: { amount: { from: 5_000 } }, to: { tier: 3, team: 'tl-technik' }, why },
    { id: 'x-hours', when: { hours: { calendar: 'service', is: 'closed' } }, to: { tier: 2, team: 'technik' }, needsPresence: true, why },
    ...telecom.pack.matrix,
  ];
  const orders = fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length });

  it('[R10] no order of the rows behind the winner changes the answer', () =>
    fc.assert(
      fc.property(question, orders, orders, (asked, order, other) => {
        const before = route(compilePack({ ...telecom.pack, matrix: order }), asked);
        if (!before.ok) return;
        const passed = new Set([...before.value.skipped.map(({ row }) => row), before.value.row]);
        const head = order.filter(({ id }) => passed.has(id));
        const behind = other.filter(({ id }) => !passed.has(id));
        expect(route(compilePack({ ...telecom.pack, matrix: [...head, ...behind] }), asked)).toEqual(before);
        expect(route(compilePack({ ...telecom.pack, matrix: head }), asked)).toEqual(before);
      }),
      { numRuns: 200 },
    ));

  it('[R10] the winner alone would win as well, and none of those before it', () =>
    fc.assert(
      fc.property(question, orders, (asked, order) => {
        const found = route(compilePack({ ...telecom.pack, matrix: order }), asked);
        const alone = order.filter((row) => route(compilePack({ ...telecom.pack, matrix: [row] }), asked).ok).map(({ id }) => id);
        expect(found.ok ? found.value.row : undefined).toBe(
          asked.markers.length === 0
            ? alone[0]
            : (alone.find((id) => rows.some((row) => row.id === id && row.when.marker !== undefined)) ?? alone[0]),
        );
      }),
      { numRuns: 100 },
    ));
});

describe('every starter pack', () => {
  const all = Object.entries(ALL_STARTER_PACKS).map(([name, { principal }]) => [name, compilePack(packOf(principal.id))] as const);
  it.each(all)('[R5] %s: every reason leads somewhere from every tier, in the dead of night too', (_, policy) => {
    const { teams, reasons, categories } = policy.pack;
    const lost = teams
      .filter(({ tier }) => tier !== 'A')
      .flatMap(({ id: team, tier }) =>
        reasons.flatMap(({ id: reason }) =>
          categories.flatMap(({ id: category }) =>
            prioritySchema.options.flatMap((priority) =>
              [MORNING, NIGHT, SUNDAY].flatMap((now) => {
                const asked = {
                  reason,
                  category,
                  channel: 'phone' as const,
                  priority,
                  markers: [],
                  from: { tier, team },
                  now,
                  present: [],
                };
                return route(policy, asked).ok ? [] : [asked];
              }),
            ),
          ),
        ),
      );
    expect(lost).toEqual([]);
  });

  it.each(all)('[R2] %s: every marker forces a route from every team below the principal, in the dead of night too', (_, policy) => {
    const { teams, reasons, categories } = policy.pack;
    const unforced = teams
      .filter(({ tier }) => tier !== 'A')
      .flatMap(({ id: team, tier }) =>
        (['safety', 'law', 'press', 'authority'] as const).filter((marker) => {
          const category = categories[0]!.id;
          const asked = {
            category,
            channel: 'mail' as const,
            priority: 'P4' as const,
            markers: [marker],
            from: { tier, team },
            now: NIGHT,
            present: [],
          };
          const found = reasons.map(({ id: reason }) => route(policy, { ...asked, reason }));
          const row = policy.pack.matrix.find(({ id }) => found[0]?.ok === true && id === found[0].value.row);
          return !(found.every((one) => one.ok && one.value.row === row?.id) && row?.when.marker?.includes(marker) === true);
        }),
      );
    expect(unforced).toEqual([]);
  });
});
