// Where an escalation goes: first match, markers first, never to the own team or downwards, always with a reason.
import { describe, expect, it } from 'vitest';
import { compilePack } from '../../shared/policy/compile.ts';
import { rankOf, route, type RouteQuestion } from '../../shared/policy/routing.ts';
import { channelSchema, markerSchema, prioritySchema, type Marker, type Tier } from '../../shared/policy/pack-schema.ts';
import { hotel, telecom } from './policies.ts';

const ask = (change: Partial<RouteQuestion> = {}): RouteQuestion => ({
  reason: 'authority-exceeded',
  category: 'billing',
  channel: 'phone',
  priority: 'P3',
  markers: [],
  from: { tier: 1, team: 'abrechnung' },
  ...change,
});
const from = (tier: Tier, team: string): RouteQuestion['from'] => ({ tier, team });
const found = (question: RouteQuestion) => {
  const result = route(telecom, question);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};

const policies = [telecom, hotel].map((policy) => [policy.lane, policy] as const);

describe('the matrix [R1]', () => {
  it.each<[string, Partial<RouteQuestion>, string, Tier, string, string]>([
    ['a bill above the own authority', {}, 'd-commercial', 3, 'tl-abrechnung', 'hierarchical'],
    ['a fault above the own authority', { category: 'fault', from: from(1, 'stoerung') }, 'd-technical', 3, 'tl-technik', 'hierarchical'],
    ['an outage', { reason: 'outage', category: 'fault', from: from(1, 'stoerung') }, 'r-technical', 2, 'technik', 'functional'],
    [
      'an outage of priority P1',
      { reason: 'outage', category: 'fault', priority: 'P1', from: from(1, 'stoerung') },
      'r-outage-p1',
      3,
      'tl-technik',
      'functional',
    ],
    [
      'a wrong bill found by the fault team',
      { reason: 'billing-error', from: from(1, 'stoerung') },
      'r-bill-lateral',
      1,
      'abrechnung',
      'functional',
    ],
    ['a wrong bill in billing', { reason: 'billing-error' }, 'r-bill', 3, 'tl-abrechnung', 'functional'],
    ['a lawyer', { reason: 'legal-threat' }, 'r-grave', 4, 'leitung', 'hierarchical'],
    ['a lead who needs more', { from: from(3, 'tl-abrechnung') }, 'd-lead-up', 4, 'leitung', 'hierarchical'],
    ['a manager who needs more', { from: from(4, 'leitung') }, 'd-top', 'A', 'auftraggeber', 'hierarchical'],
    [
      'a specialist out of depth',
      { reason: 'technical-depth', category: 'fault', from: from(2, 'technik') },
      'd-technik-up',
      3,
      'tl-technik',
      'functional',
    ],
    [
      'a complaint about billing staff goes to the other lead',
      { reason: 'conduct-complaint' },
      'r-conduct',
      3,
      'tl-technik',
      'hierarchical',
    ],
    [
      'a complaint about technical staff goes to the other lead',
      { reason: 'conduct-complaint', from: from(2, 'technik') },
      'r-conduct-tech',
      3,
      'tl-abrechnung',
      'hierarchical',
    ],
    [
      'a row may make a matter of knowledge one of authority',
      { reason: 'technical-depth', category: 'fault', from: from(3, 'tl-technik') },
      'd-lead-up',
      4,
      'leitung',
      'hierarchical',
    ],
  ])('the first row that fits wins: %s', (_, change, row, tier, team, kind) =>
    expect(found(ask(change))).toMatchObject({
      row,
      tier,
      team,
      kind,
      person: null,
      why: { de: expect.any(String), en: expect.any(String) },
    }),
  );

  it('[R1] names every row above the winner with the code why it did not apply', () => {
    const { row, skipped } = found(ask({ category: 'fault', from: from(1, 'stoerung') }));
    const order = telecom.pack.matrix.map(({ id }) => id);
    expect(skipped.map((skip) => skip.row)).toEqual(order.slice(0, order.indexOf(row)));
    const codes = Object.fromEntries(skipped.map((skip) => [skip.row, skip.why]));
    expect(codes).toMatchObject({ 'm-safety': 'marker', 'r-grave': 'reason', 'd-technik-up': 'from-team' });
    expect(found(ask({ reason: 'outage', category: 'fault' })).skipped).toContainEqual({ row: 'r-outage-p1', why: 'priority' });
    expect(found(ask()).skipped).toContainEqual({ row: 'd-technical', why: 'category' });
    expect(found(ask({ from: from(3, 'tl-technik') })).skipped).toContainEqual({ row: 'd-commercial', why: 'from-tier' });
  });

  it('[R2] a tick for safety, law, press or authority forces its row, whatever the reason', () => {
    const forced: Record<Marker, string> = { safety: 'm-safety', law: 'm-law', press: 'm-press', authority: 'm-authority' };
    for (const marker of markerSchema.options)
      for (const reason of telecom.reasons.keys()) expect(found(ask({ reason, markers: [marker] })).row).toBe(forced[marker]);
  });

  it('[R2] marker rows are asked first even when they stand last', () => {
    const pack = structuredClone(telecom.pack);
    const last = compilePack({ ...pack, matrix: pack.matrix.toReversed() });
    expect(route(last, ask({ markers: ['press'] }))).toMatchObject({ ok: true, value: { row: 'm-press', team: 'leitung' } });
  });

  it('[R2] without a tick they are skipped', () =>
    expect(
      found(ask())
        .skipped.filter(({ row }) => row.startsWith('m-'))
        .map(({ why }) => why),
    ).toEqual(Array.from({ length: 6 }, () => 'marker')));

  it('[R3] never leads to the own team or to a lower tier', () => {
    const toOwn = compilePack({
      ...telecom.pack,
      matrix: [{ id: 'own', when: {}, to: { tier: 1, team: 'abrechnung' }, why: { de: 'x', en: 'x' } }, ...telecom.pack.matrix],
    });
    expect(route(toOwn, ask())).toMatchObject({ ok: true, value: { skipped: expect.arrayContaining([{ row: 'own', why: 'own-team' }]) } });
    expect(route(toOwn, ask({ from: from(3, 'tl-technik') }))).toMatchObject({
      ok: true,
      value: { skipped: expect.arrayContaining([{ row: 'own', why: 'downwards' }]) },
    });
    const wrong = telecom.pack.teams.flatMap(({ id, tier }) =>
      [...telecom.reasons.keys()].filter((reason) => {
        const result = route(telecom, ask({ reason, from: from(tier, id) }));
        return result.ok && (rankOf(result.value.tier) < rankOf(tier) || result.value.team === id);
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('[R4] refuses with everything it was asked where no row leads on', () =>
    expect(route(telecom, ask({ from: from('A', 'auftraggeber') }))).toEqual({
      ok: false,
      refusal: {
        code: 'no-route',
        data: {
          reason: 'authority-exceeded',
          category: 'billing',
          channel: 'phone',
          priority: 'P3',
          markers: [],
          tier: 'A',
          team: 'auftraggeber',
        },
      },
    }));

  it('[R4] refuses a reason the pack does not know', () =>
    expect(route(telecom, ask({ reason: 'whim' }))).toEqual({ ok: false, refusal: { code: 'unknown-reason', data: { reason: 'whim' } } }));

  it.each(policies)('[R5] %s: from every team below the principal every reason leads somewhere, in every situation', (_, policy) => {
    const { teams, reasons, categories } = policy.pack;
    const lost = teams
      .filter(({ tier }) => tier !== 'A')
      .flatMap(({ id: team, tier }) =>
        reasons.flatMap(({ id: reason }) =>
          categories.flatMap(({ id: category }) =>
            channelSchema.options.flatMap((channel) =>
              prioritySchema.options.flatMap((priority) => {
                const question = { reason, category, channel, priority, markers: [], from: { tier, team } };
                return route(policy, question).ok ? [] : [question];
              }),
            ),
          ),
        ),
      );
    expect(lost).toEqual([]);
  });

  it('[R1] a row may name a person', () => {
    const matrix = [
      { id: 'direct', when: {}, to: { tier: 3 as const, team: 'tl-abrechnung', person: 'murat' }, why: { de: 'x', en: 'x' } },
    ];
    expect(route(compilePack({ ...telecom.pack, matrix }), ask())).toMatchObject({ ok: true, value: { person: 'murat' } });
  });
});
