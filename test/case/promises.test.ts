// Promises to their end: settled one by one within a closing, calls back with a window, and the next step that must be told.
import { describe, expect, it } from 'vitest';
import { clocksOf } from '../../shared/case/clocks.ts';
import type { CommandData } from '../../shared/case/commands.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { after, command, given, happened, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';
import { closed, escalation, fullForm, opened, promised } from './story.ts';

const DAY = 24 * HOUR;
type Settled = NonNullable<CommandData<'close'>['settled']>[number];
const closing = { result: 'solved', informedAt: NOON, deviated: false, avoidable: false, cause: null };
const close = (...settled: readonly Settled[]) => command('close', { ...closing, settled: [...settled] });
const kept = (promise: string): Settled => ({ promise, outcome: 'kept', newDue: null });
const broken = (promise: string): Settled => ({ promise, outcome: 'broken', newDue: null });
const anew = (promise: string, newDue: number | null = NOON + DAY): Settled => ({ promise, outcome: 're-agreed', newDue });
const window = { from: NOON + HOUR, until: NOON + 2 * HOUR };
const call = (changes: Partial<CommandData<'make-promise'>> = {}) =>
  command('make-promise', { due: NOON + 2 * HOUR, by: 'lena', callback: true, window, ...changes }, { id: 'p-1' });
const callback = happened('promise-made', { promise: 'p-1', due: NOON + 2 * HOUR, by: 'lena', callback: true, window });
const attempt = (at: number, reached = false): CaseEvent =>
  happened('contact-logged', { channel: 'phone', direction: 'out', reached, informed: false, call: null }, { at });
const calling = (state: CaseState): string | undefined =>
  clocksOf(state, TELECOM, NOON + 3 * DAY).find(({ clock }) => clock === 'callback')?.state;

describe('promises at the end of a case', () => {
  it('[T15] are settled one by one within the closing', () => {
    const expected = [
      ['promise-settled', { promise: 'p-1', outcome: 'kept', newDue: null }],
      ['promise-settled', { promise: 'p-2', outcome: 'broken', newDue: null }],
      ['case-closed', closing],
    ] as const;
    const state = given(opened(), promised(), promised('p-2'))
      .when('lena', close(kept('p-1'), broken('p-2')))
      .then(...expected);
    expect(state).toMatchObject({ phase: 'closed', promises: [{ outcome: 'kept' }, { outcome: 'broken' }] });
    const done = given(opened(), promised())
      .when('lena', close(kept('p-1')))
      .then(['promise-settled', {}], ['case-closed', {}]);
    expect(done?.phase).toBe('closed');
  });
  it('[T15] keep the case open while one is left or was agreed anew', () => {
    given(opened(), promised(), promised('p-2'))
      .when('lena', close(kept('p-1')))
      .thenRefused('promises-open', { promises: ['p-2'] });
    given(opened(), promised())
      .when('lena', close(anew('p-1')))
      .thenRefused('promises-open', { promises: ['p-1'] });
    given(opened(), promised())
      .when('lena', close(anew('p-1', null)))
      .thenRefused('promise-needs-due', { promise: 'p-1' });
  });
  it('[T15] are settled once', () => {
    given(opened(), promised())
      .when('lena', close(kept('p-1'), broken('p-1')))
      .thenRefused('promise-settled', { promise: 'p-1' });
    given(opened(), promised(), happened('promise-settled', kept('p-1')))
      .when('lena', close(broken('p-1')))
      .thenRefused('promise-settled', { promise: 'p-1', outcome: 'kept' });
    given(opened())
      .when('lena', close(kept('p-9')))
      .thenRefused('promise-unknown', { promise: 'p-9' });
  });
  it('[T15] found broken on a closed case stay a fact of the record', () => {
    const state = given(opened(), promised(), closed())
      .when('lena', command('settle-promise', broken('p-1')))
      .then(['promise-settled', { outcome: 'broken' }]);
    expect(state?.phase).toBe('closed');
  });
});

describe('a call back', () => {
  it('[T16] has a window that ends after it begins and not after the call is due', () => {
    given(opened())
      .when('lena', call())
      .then(['promise-made', { callback: true, window }]);
    given(opened())
      .when('lena', call({ window: null }))
      .then(['promise-made', { window: null }]);
    given(opened())
      .when('lena', call({ window: { from: NOON, until: NOON } }))
      .thenRefused('window-order', { from: NOON, until: NOON });
    given(opened())
      .when('lena', call({ due: window.until - 1 }))
      .thenRefused('window-order', window);
    given(opened())
      .when('lena', call({ callback: false }))
      .then(['promise-made', { callback: false, window: null }]);
  });
  it('[T16] made with a handover has such a window, too', () => {
    const rows = [{ what: 'Rückruf', due: NOON + 2 * HOUR, by: 'lena' }];
    const up = (until: number) =>
      command(
        'escalate',
        escalation(fullForm({ promises: { none: false, rows } }), {
          promises: [{ promise: 'p-1', due: NOON + 2 * HOUR, by: 'lena', callback: true, window: { from: NOON, until } }],
        }),
        { id: 'h-1', body: 'words' },
      );
    given(opened())
      .when('lena', up(NOON + HOUR))
      .then(['handover-offered', {}], ['promise-made', { window: { from: NOON, until: NOON + HOUR } }]);
    given(opened())
      .when('lena', up(NOON + 3 * HOUR))
      .thenRefused('window-order', { until: NOON + 3 * HOUR });
  });
  it('[T16] agreed anew has a new window or none, and its attempts begin anew', () => {
    const again = (changes: Partial<CommandData<'settle-promise'>> = {}) => command('settle-promise', { ...anew('p-1'), ...changes });
    const tried = [opened(), callback, attempt(NOON - 3 * MINUTE), attempt(NOON - 2 * MINUTE)];
    expect(after(...tried).promises).toMatchObject([{ attempts: [NOON - 3 * MINUTE, NOON - 2 * MINUTE] }]);
    const none = given(...tried)
      .when('lena', again())
      .then(['promise-settled', { newDue: NOON + DAY }]);
    expect(none?.promises).toMatchObject([{ due: NOON + DAY, window: null, outcome: 'open' }]);
    expect(none?.promises[0]?.attempts).toBeUndefined();
    const later = { from: NOON + 22 * HOUR, until: NOON + 23 * HOUR };
    const windowed = given(...tried)
      .when('lena', again({ window: later }))
      .then(['promise-settled', { window: later }]);
    expect(windowed?.promises).toMatchObject([{ window: later }]);
    given(...tried)
      .when('lena', again({ window: { ...later, until: NOON + DAY + 1 } }))
      .thenRefused('window-order');
    const plain = given(opened(), promised())
      .when('lena', again({ window: later }))
      .then(['promise-settled', {}]);
    expect(plain?.promises).toMatchObject([{ window: null }]);
  });
  it('[L14] counts no attempt once it is settled, and none made before it was promised', () => {
    const settled = happened('promise-settled', kept('p-1'), { at: NOON - 2 * MINUTE });
    expect(after(opened(), callback, settled, attempt(NOON)).promises[0]?.attempts).toBeUndefined();
    expect(after(opened(), attempt(NOON - 90 * MINUTE), callback).promises[0]?.attempts).toBeUndefined();
  });
  it('[L14] is not kept by the call in which it was promised, whose contact is recorded at its end', () => {
    const over = NOON + 2 * MINUTE;
    const contact = happened(
      'contact-logged',
      { channel: 'phone', direction: 'in', reached: true, informed: false, call: 'c' },
      { at: over },
    );
    const call = (seconds: number): CaseEvent =>
      happened('call-logged', { call: 'c', direction: 'in', seconds, held: 0 }, { at: over + 5 });
    const made = { ...callback, at: NOON } as CaseEvent;
    expect(calling(after(opened(), made, contact, call(300)))).toBe('breached');
    expect(calling(after(opened(), made, contact, call(60)))).toBe('met');
  });
  describe('a call that a case took only later', () => {
    const contact = (at: number, call: string) =>
      happened('contact-logged', { channel: 'phone', direction: 'in', reached: true, informed: false, call }, { at });
    const call = (at: number, endedAt?: number) =>
      happened('call-logged', { call: 'c', direction: 'in', seconds: 120, held: 0, ...(endedAt === undefined ? {} : { endedAt }) }, { at });
    const made = (at: number) => ({ ...callback, at }) as CaseEvent;
    const taken = NOON + 10 * MINUTE;
    const over = NOON + 2 * MINUTE;
    it('[L14] keeps nothing promised in it, nor what was promised since', () => {
      const reached = [NOON, NOON + MINUTE, NOON + 5 * MINUTE].map(
        (at) => after(opened(), made(at), contact(taken, 'c'), call(taken + 5, over)).promises[0]?.reachedAt,
      );
      expect(reached).toEqual([undefined, undefined, undefined]);
    });
    it('[L14] reached him when it was over for what was promised before, not when it was recorded', () => {
      const [promise] = after(opened(), made(NOON - 1), contact(taken, 'c'), call(taken + 5, over)).promises;
      expect(promise).toMatchObject({ reachedAt: over });
      // A clock of the desk that is behind moves nothing into the future.
      const [odd] = after(opened(), made(NOON - 1), contact(taken, 'c'), call(taken + 5, taken + MINUTE)).promises;
      expect(odd).toMatchObject({ reachedAt: taken });
    });
    it('[L14] leaves alone what another call has kept meanwhile', () => {
      const story = [opened(), made(NOON + MINUTE), contact(NOON + 5 * MINUTE, 'other'), contact(taken, 'c')];
      expect(after(...story, call(taken + 5, over)).promises[0]).toMatchObject({ reachedAt: NOON + 5 * MINUTE });
    });
  });
  it('[L14] ends after three attempts on two days, or once somebody was reached; three on one day are not enough', () => {
    const oneDay = [NOON, NOON + MINUTE, NOON + 2 * MINUTE].map((at) => attempt(at));
    expect(calling(after(opened(), callback, ...oneDay))).toBe('breached');
    const three = after(
      opened(),
      { ...callback, data: { ...callback.data, due: NOON + 2 * DAY } } as CaseEvent,
      ...oneDay.slice(1),
      attempt(NOON + DAY),
    );
    expect(calling(three)).toBe('met');
    expect(calling(after(opened(), callback, attempt(NOON + HOUR, true)))).toBe('met');
    expect(three.promises[0]?.outcome).toBe('open');
  });
});

describe('the next step', () => {
  it('[H7] is told the customer, or a code says why not: else the handover names field 11', () => {
    const up = (nextStep: NonNullable<ReturnType<typeof fullForm>['nextStep']>) =>
      command('escalate', escalation(fullForm({ nextStep })), { id: 'h-1', body: 'words' });
    const text = 'Wir melden uns.';
    given(opened())
      .when('lena', up({ text, told: false, notTold: null }))
      .thenRefused('form-incomplete', { numbers: [11] });
    given(opened())
      .when('lena', up({ text, told: false, notTold: 'call-dropped' }))
      .then(['handover-offered', {}]);
    given(opened())
      .when('lena', up({ text, told: true, notTold: null }))
      .then(['handover-offered', {}]);
  });
});
