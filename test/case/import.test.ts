// Rows of another system become history: recorded as told, asked for nothing.
import { describe, expect, it } from 'vitest';
import type { CommandData } from '../../shared/case/commands.ts';
import { evolve } from '../../shared/case/evolve.ts';
import { decide } from '../../shared/case/decide.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { HOUR } from '../../shared/kernel/time.ts';
import { after, command, contextOf, given, happened, NOON } from '../given.ts';
import { opened } from './story.ts';

type Row = CommandData<'import-row'>;
const DAY = 24 * HOUR;

const row = (number: number, changes: Partial<Row> = {}): Row => ({
  source: { system: 'servicenow', ref: 'INC1', row: number },
  number: 'NT-0A00-4K7',
  occurredAt: NOON - DAY + number * HOUR,
  openedAt: NOON - DAY,
  customer: null,
  category: 'fault',
  channel: 'phone',
  urgency: 'medium',
  impact: 'medium',
  priority: 'P3',
  state: 'open',
  wait: null,
  waitUntil: null,
  team: 'stoerung',
  assignee: 'jonas',
  recordedBy: 'jonas',
  reopened: false,
  result: null,
  ...changes,
});
const send = (data: Row) => command('import-row', data, { id: `row-${data.source.row}` });

/** Takes rows one after the other, each through the core. */
const taken = (...rows: readonly Row[]): CaseState => {
  const state = rows.reduce<CaseState | null>((before, data) => {
    const result = decide(send(data), before, contextOf('import'));
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return result.value.reduce<CaseState | null>(evolve, before);
  }, null);
  if (state === null) throw new Error('no row opened the case');
  return state;
};

describe('rows', () => {
  it('[X1] the first one opens whatever its state', () => {
    const state = given()
      .when('import', send(row(1)))
      .then(
        [
          'case-opened',
          {
            source: { system: 'servicenow', ref: 'INC1' },
            openedAt: NOON - DAY,
            holder: { person: 'jonas', team: 'stoerung', tier: 1, waiting: false },
          },
        ],
        ['row-imported', { state: 'open', handover: null }],
      );
    expect(state).toMatchObject({
      phase: 'open',
      openedAt: NOON - DAY,
      arrived: 'imported',
      version: 2,
      source: { row: 1, team: 'stoerung', assignee: 'jonas' },
      teams: ['stoerung'],
    });
    expect(taken(row(1, { state: 'closed', result: 'solved' }))).toMatchObject({
      phase: 'closed',
      closedAt: NOON - 23 * HOUR,
      result: 'solved',
    });
    expect(taken(row(1, { state: 'resolved' }))).toMatchObject({ phase: 'resolved', closedAt: null });
  });
  it('[X2] name a holder, or the lead of the team answers for the queue', () => {
    expect(taken(row(1, { assignee: null })).holder).toEqual({ person: 'carla', team: 'stoerung', tier: 1, waiting: true });
    expect(taken(row(1), row(2, { assignee: null })).holder).toEqual({ person: 'carla', team: 'stoerung', tier: 1, waiting: true });
    expect(taken(row(1, { team: null, assignee: null })).holder).toMatchObject({ waiting: true, team: 'abrechnung' });
  });
  it('[H16] [X2] never make the principal the holder', () => {
    expect(taken(row(1), row(2, { team: 'auftraggeber' }))).toMatchObject({ holder: { person: 'jonas', team: 'stoerung' }, hops: 1 });
    expect(taken(row(1, { team: 'auftraggeber', assignee: null })).holder).toEqual({
      person: 'murat',
      team: 'abrechnung',
      tier: 1,
      waiting: true,
    });
  });
  it('[X3] a change against the last named team is a handover', () => {
    expect(taken(row(1), row(2, { team: 'technik' }))).toMatchObject({ hops: 1, teams: ['stoerung', 'technik'] });
    expect(taken(row(1), row(2, { team: null }), row(3, { team: 'technik' })).hops).toBe(1);
    expect(taken(row(1), row(2, { team: null }), row(3)).hops).toBe(0);
    expect(taken(row(1, { team: null }), row(2)).hops).toBe(0);
    expect(taken(row(1, { team: null }), row(2)).teams).toEqual(['stoerung']);
    const [first] = [taken(row(1))];
    const result = decide(send(row(2, { team: 'technik' })), first, contextOf('import'));
    expect(result).toMatchObject({
      ok: true,
      value: [{ type: 'row-imported', at: NOON - 22 * HOUR, data: { handover: { from: 'stoerung', to: 'technik' } } }],
    });
  });
  it('[X4] that are known already yield nothing', () => {
    const state = taken(row(1), row(2));
    for (const number of [1, 2]) expect(decide(send(row(number)), state, contextOf('import'))).toEqual({ ok: true, value: [] });
  });
  it('[X5] may go back in time', () => {
    const state = taken(
      row(1),
      row(2, { occurredAt: NOON - 9 * DAY, state: 'waiting', wait: 'evidence' }),
      row(3, { occurredAt: NOON - 12 * DAY }),
    );
    expect(state).toMatchObject({ source: { row: 3 }, wait: null });
    for (const pause of state.pauses) expect(pause.endedAt).toBeGreaterThanOrEqual(pause.from);
  });
  it('[X6] leave the case where work here has brought it, unless they name somebody new', () => {
    const tim = { person: 'tim', team: 'stoerung', tier: 1, waiting: false } as const;
    const worked = evolve(taken(row(1, { assignee: null })), happened('case-taken', { holder: tim, from: 'carla' }));
    const imported = (data: Row): CaseState | null => {
      const result = decide(send(data), worked, contextOf('import'));
      return result.ok ? result.value.reduce<CaseState>(evolve, worked) : null;
    };
    expect(imported(row(2, { assignee: null }))?.holder).toEqual(tim);
    expect(imported(row(2, { assignee: 'jonas' }))?.holder.person).toBe('jonas');
    expect(imported(row(2, { assignee: null, team: 'technik' }))?.holder).toMatchObject({
      person: 'carla',
      team: 'technik',
      waiting: true,
    });
  });
  it('[X6] call back a handover that they overtake', () => {
    const from = taken(row(1)).holder;
    const flying = evolve(
      taken(row(1)),
      happened('handover-offered', {
        handover: 'h-1',
        kind: 'functional',
        reason: 'other',
        demanded: false,
        row: null,
        lateral: false,
        from,
        to: { tier: 2, team: 'technik', person: null },
        form: { open: {}, sealed: [] },
        acceptBy: NOON,
        deadline: null,
        customerWaiting: false,
        hop: 1,
        pingPong: false,
      }),
    );
    const result = decide(send(row(2, { assignee: 'ayse', team: 'technik' })), flying, contextOf('import'));
    expect(result).toMatchObject({ ok: true, value: [{ type: 'handover-withdrawn' }, { type: 'row-imported' }] });
    expect(decide(send(row(2, { state: 'closed' })), flying, contextOf('import'))).toMatchObject({
      ok: true,
      value: [{ type: 'handover-withdrawn' }, { type: 'row-imported' }],
    });
    expect(decide(send(row(2)), flying, contextOf('import'))).toMatchObject({ ok: true, value: [{ type: 'row-imported' }] });
  });
  it('[X7] record waiting with the pack’s end, once for rows that go on waiting', () => {
    const first = taken(row(1, { state: 'waiting', wait: 'evidence' }));
    expect(first.wait).toMatchObject({
      reason: 'evidence',
      from: NOON - 23 * HOUR,
      until: NOON + HOUR,
      stops: ['answer', 'decision', 'resolution'],
    });
    expect(taken(row(1, { state: 'waiting', wait: 'evidence' }), row(2, { state: 'waiting', wait: 'evidence' })).wait).toEqual(first.wait);
    const other = taken(row(1, { state: 'waiting', wait: 'evidence' }), row(2, { state: 'waiting', wait: 'shipment', waitUntil: NOON }));
    expect(other).toMatchObject({ wait: { reason: 'shipment', until: NOON }, pauses: [{ reason: 'evidence', endedAt: NOON - 22 * HOUR }] });
    expect(taken(row(1, { state: 'waiting', wait: null }))).toMatchObject({ phase: 'open', wait: null });
  });
  it('[X7] record resolved, closed and reopened', () => {
    const state = taken(
      row(1),
      row(2, { state: 'resolved' }),
      row(3, { state: 'closed', result: 'solved' }),
      row(4, { reopened: true }),
      row(5, { reopened: true }),
    );
    expect(state).toMatchObject({
      phase: 'open',
      reopened: 1,
      closedAt: null,
      resolvedAt: null,
      pauses: [{ reason: 'closed', from: NOON - 21 * HOUR, endedAt: NOON - 20 * HOUR }],
    });
    expect(taken(row(1, { reopened: true })).reopened).toBe(1);
    expect(taken(row(1), row(2, { state: 'resolved' }), row(3)).reopened).toBe(0);
  });
  it('[X1] refuse a number that belongs to another case, and codes the pack does not know', () => {
    given(opened())
      .when('import', send(row(1)))
      .thenRefused('case-exists', { case: 'case-1' });
    for (const [list, changes] of [
      ['teams', { team: 'moon' }],
      ['people', { assignee: 'moon' }],
      ['categories', { category: 'moon' }],
      ['waits', { wait: 'moon' }],
      ['results', { result: 'moon' }],
    ] as const)
      given()
        .when('import', send(row(1, changes)))
        .thenRefused('unknown-code', { list, code: 'moon' });
  });
  it('[C14] are the importer’s alone, and he may do nothing else', () => {
    given()
      .when('lena', send(row(1)))
      .thenRefused('role-forbids', { role: 'agent', verb: 'import-row' });
    given(opened()).when('import', command('add-note', {})).thenRefused('role-forbids', { role: 'importer', verb: 'add-note' });
  });
  it('[C13] an imported case is worked on like any other', () => {
    expect(after(opened({ source: { system: 's', ref: 'r' } })).arrived).toBe('imported');
  });
});
