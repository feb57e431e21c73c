// Promises that change hands at the end of a shift: offered to a colleague, taken, or left where they are.
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../shared/case/events.ts';
import { HOUR } from '../../shared/kernel/time.ts';
import { command, given, happened, NOON } from '../given.ts';
import { opened, promised, QUEUE } from './story.ts';

const offer = (to = 'tim') => command('offer-promise', { promise: 'p-1', to, shift: 's-1' });
const take = command('take-promise', { promise: 'p-1' });
const leave = command('leave-promise', { promise: 'p-1' });
const offeredTo = (to = 'tim'): CaseEvent => happened('promise-offered', { promise: 'p-1', to, shift: 's-1' });
const kept = happened('promise-settled', { promise: 'p-1', outcome: 'kept', newDue: null });
/** Lena promised something about a case that somebody else holds. */
const elsewhere = [opened({ holder: QUEUE }), promised()];

describe('a promise at the end of a shift', () => {
  it('[T14] is offered by whoever is to keep it to a colleague of a team of hers, and stays hers', () => {
    const state = given(...elsewhere)
      .when('lena', offer())
      .then(['promise-offered', { promise: 'p-1', to: 'tim', shift: 's-1' }]);
    expect(state?.promises).toMatchObject([{ by: 'lena', offered: { to: 'tim', shift: 's-1', at: NOON }, outcome: 'open' }]);
    given(...elsewhere)
      .when('lena', offer('murat'))
      .then(['promise-offered', {}]);
    given(...elsewhere)
      .when('lena', offer('jonas'))
      .thenRefused('not-in-same-team', { person: 'jonas', team: 'abrechnung' });
    given(...elsewhere)
      .when('lena', offer('lena'))
      .thenRefused('already-there');
    given(...elsewhere)
      .when('lena', offer('nobody'))
      .thenRefused('unknown-code', { list: 'people' });
    given(...elsewhere)
      .when('tim', offer('murat'))
      .thenRefused('promise-not-yours', { by: 'lena' });
    given(...elsewhere, offeredTo())
      .when('lena', offer('murat'))
      .thenRefused('promise-offered-already', { to: 'tim' });
    given(...elsewhere, kept)
      .when('lena', offer())
      .thenRefused('promise-settled', { outcome: 'kept' });
    given(opened()).when('lena', offer()).thenRefused('promise-unknown', { promise: 'p-1' });
  });
  it('[T14] changes hands only when the colleague takes it', () => {
    const state = given(...elsewhere, offeredTo())
      .when('tim', take)
      .then(['promise-moved', { promise: 'p-1', from: 'lena', to: 'tim', cause: 'shift' }]);
    expect(state?.promises).toMatchObject([{ by: 'tim', due: NOON + 4 * HOUR, madeAt: NOON - HOUR }]);
    expect(state?.promises[0]?.offered).toBeUndefined();
    expect(state?.news).toMatchObject([{ kind: 'promise-moved', to: 'lena', about: 'p-1' }]);
    given(...elsewhere, offeredTo())
      .when('murat', take)
      .thenRefused('promise-not-yours');
    given(...elsewhere)
      .when('tim', take)
      .thenRefused('promise-not-offered', { promise: 'p-1' });
    given(...elsewhere, offeredTo(), kept)
      .when('tim', take)
      .thenRefused('promise-settled');
  });
  it('[T14] stays where it is when the colleague leaves it, or the owner takes the offer back', () => {
    for (const person of ['tim', 'lena']) {
      const state = given(...elsewhere, offeredTo())
        .when(person, leave)
        .then(['promise-left', { promise: 'p-1', to: 'tim' }]);
      expect(state?.promises).toMatchObject([{ by: 'lena', outcome: 'open' }]);
      expect(state?.promises[0]?.offered).toBeUndefined();
      expect(state?.news?.map(({ kind, to }) => [kind, to]) ?? []).toEqual(person === 'tim' ? [['promise-left', 'lena']] : []);
    }
    given(...elsewhere, offeredTo())
      .when('murat', leave)
      .thenRefused('promise-not-yours');
    given(...elsewhere)
      .when('lena', leave)
      .thenRefused('promise-not-offered');
  });
  it('[T14] is offered to nobody any more once it is settled or moved', () => {
    const moved = happened('promise-moved', { promise: 'p-1', from: 'lena', to: 'murat', cause: 'absence' }, { by: 'murat' });
    given(...elsewhere, offeredTo(), moved)
      .when('tim', take)
      .thenRefused('promise-not-offered');
    const settled = given(...elsewhere, offeredTo())
      .when('lena', command('settle-promise', { promise: 'p-1', outcome: 'kept', newDue: null }))
      .then(['promise-settled', {}]);
    expect(settled?.promises[0]?.offered).toBeUndefined();
    const again = given(...elsewhere, offeredTo())
      .when('lena', command('settle-promise', { promise: 'p-1', outcome: 're-agreed', newDue: NOON + HOUR }))
      .then(['promise-settled', {}]);
    expect(again?.promises).toMatchObject([{ due: NOON + HOUR, offered: { to: 'tim' } }]);
  });
});
