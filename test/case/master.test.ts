// A master case: one message to all its parts, and their common end.
import { describe, expect, it } from 'vitest';
import { clocksOf } from '../../shared/case/clocks.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { after, command, given, happened, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';
import { asked, closed, LENA, offered, opened, promised, resolved } from './story.ts';

const part = happened('case-linked', { other: 'm-1', relation: 'part-of' });
const master = happened('case-linked', { other: 'case-2', relation: 'has-part' });
const tellPart = (informed: boolean, to = 'm-1') => command('tell-part', { master: to, informed }, { body: 'words' });
const tellParts = command('tell-parts', { parts: 1, informed: true }, { body: 'words' });
const closePart = (informedAt = NOON, to = 'm-1') => command('close-part', { master: to, result: 'solved', informedAt });

describe('a master case', () => {
  it('[T13] keeps its message; only one that has parts has anybody to tell', () => {
    const state = given(opened(), master)
      .when('murat', tellParts)
      .then(['parts-told', { parts: 1, informed: true }]);
    expect(state).toMatchObject({ holder: LENA, informedAt: null });
    given(opened(), part).when('murat', tellParts).thenRefused('not-linked', { other: 'case-1' });
    given(opened(), master, closed()).when('murat', tellParts).thenRefused('not-open', { phase: 'closed' });
    given(opened(), master).when('lena', tellParts).thenRefused('role-forbids', { role: 'agent', verb: 'tell-parts' });
  });
  it('[T13] tells its parts; customers who were told so count as informed', () => {
    const interim = (informed: boolean): number | undefined => {
      const state = given(opened(), part)
        .when('ayse', tellPart(informed))
        .then(['part-told', { master: 'm-1', informed }]);
      expect(state).toMatchObject({ informedAt: informed ? NOON : null, holder: LENA, contacts: 1 });
      return clocksOf(state!, TELECOM, NOON).find(({ clock }) => clock === 'interim')?.startedAt;
    };
    expect(interim(true)).toBe(NOON);
    expect(interim(false)).toBe(NOON - 2 * HOUR);
    given(opened(), part).when('ayse', tellPart(true, 'm-2')).thenRefused('not-linked', { other: 'm-2' });
    given(opened(), master).when('ayse', tellPart(true)).thenRefused('not-linked', { other: 'm-1' });
    given(opened(), part, closed()).when('ayse', tellPart(true)).thenRefused('not-open');
    given(opened(), part).when('lena', tellPart(true)).thenRefused('role-forbids', { verb: 'tell-part' });
  });
  it('[C20] ends its parts in the minute they began or were told in, and nothing seems told before it was', () => {
    const began = NOON - HOUR + 40_000;
    const fresh = [opened({ openedAt: began }), part];
    const minute = NOON - HOUR;
    given(...fresh)
      .when('ayse', closePart(minute))
      .then(['case-closed', { informedAt: began }]);
    const told = happened('part-told', { master: 'm-1', informed: true }, { at: began + 10_000 });
    const state = given(...fresh, told)
      .when('ayse', closePart(minute))
      .then(['case-closed', { informedAt: began + 10_000 }]);
    expect(state?.informedAt).toBe(began + 10_000);
    // Another minute is what it says, and so is what is said to the second.
    given(...fresh, told)
      .when('ayse', closePart(minute + 2 * MINUTE))
      .then(['case-closed', { informedAt: minute + 2 * MINUTE }]);
    for (const early of [minute - MINUTE, minute + 1])
      given(...fresh)
        .when('ayse', closePart(early))
        .thenRefused('informed-too-early', { informedAt: early });
  });
  it('[T13] ends its parts under the rules of every closing, and names what stands against it', () => {
    const state = given(opened(), part)
      .when('ayse', closePart())
      .then(['case-closed', { result: 'solved', informedAt: NOON, deviated: false, avoidable: false, cause: null, master: 'm-1' }]);
    expect(state).toMatchObject({ phase: 'closed', result: 'solved' });
    given(opened(), part, promised())
      .when('ayse', closePart())
      .thenRefused('promises-open', { promises: ['p-1'] });
    given(opened(), part, offered()).when('ayse', closePart()).thenRefused('in-flight', { handover: 'h-1' });
    given(opened(), part, asked())
      .when('ayse', closePart())
      .thenRefused('approvals-open', { approvals: ['a-1'] });
    given(opened(), part)
      .when('ayse', closePart(NOON - 3 * HOUR))
      .thenRefused('informed-too-early');
    given(opened(), part, resolved()).when('ayse', closePart()).then(['case-closed', {}]);
    given(opened(), part, closed()).when('ayse', closePart()).thenRefused('not-open');
    given(opened(), part).when('ayse', closePart(NOON, 'm-2')).thenRefused('not-linked', { other: 'm-2' });
    given(opened(), part).when('lena', closePart()).thenRefused('role-forbids', { verb: 'close-part' });
    expect(after(opened(), part).links).toMatchObject([{ other: 'm-1', relation: 'part-of' }]);
  });
});
