// What people do together about a case, as it is shown: who may read it, which verbs are open, the card as it stands, merged histories.
import { describe, expect, it } from 'vitest';
import type { CaseEvent, EventData } from '../../shared/case/events.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import type { Person } from '../../shared/policy/pack-schema.ts';
import { canOf } from '../../shared/views/can.ts';
import { mayRead } from '../../shared/views/reading.ts';
import { shownCard } from '../../shared/views/shown-card.ts';
import { markedOf, together } from '../../shared/views/timeline.ts';
import type { TimelineItem } from '../../shared/views/shapes.ts';
import { fc } from '../seeded.ts';
import { accepted, LENA, offered, opened, promised, resolved } from '../case/story.ts';
import { after, contextOf, happened, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';

const consulted = (to: EventData['consult-asked']['to']): CaseEvent =>
  happened('consult-asked', { consult: 'q-1', to, customerWaiting: false, answerBy: NOON });
const linked = (relation: EventData['case-linked']['relation'], other = 'case-2'): CaseEvent =>
  happened('case-linked', { other, relation });

describe('reading', () => {
  const somebody = (changes: Partial<Person>): Person => ({ ...contextOf('watchdog').actor, id: 'new', ...changes });
  const reads = (changes: Partial<Person>, ...events: readonly CaseEvent[]): boolean =>
    mayRead(somebody(changes), after(opened(), ...events), TELECOM);

  it('[V9] who is asked reads what he is asked about: by name alone, or everybody of the team', () => {
    const asked = consulted({ team: 'technik', person: null });
    expect(reads({ teams: ['technik'] })).toBe(false);
    expect(reads({ teams: ['technik'] }, asked)).toBe(true);
    const byName = consulted({ team: 'technik', person: 'ayse' });
    expect([reads({ id: 'ayse' }, byName), reads({ teams: ['technik'] }, byName)]).toEqual([true, false]);
    expect(reads({ id: 'tim' }, promised(), happened('promise-offered', { promise: 'p-1', to: 'tim', shift: 's' }))).toBe(true);
    const passed = happened('handover-passed', {
      handover: 'h-1',
      step: 1,
      from: { tier: 3, team: 'tl-abrechnung', person: null },
      to: { tier: 3, team: 'tl-abrechnung', person: 'piotr' },
      contact: null,
      acceptBy: NOON,
      why: 'deputy',
    });
    expect([reads({ id: 'piotr' }, offered()), reads({ id: 'piotr' }, offered(), passed)]).toEqual([false, true]);
  });

  it('[V9] a link to a case one may read gives no right to the other one', () => {
    expect(reads({ teams: ['technik'] }, linked('part-of'), happened('case-absorbed', { from: 'case-3', openedAt: 1 }))).toBe(false);
  });
});

describe('verbs', () => {
  const verbs = (person: string, ...events: readonly CaseEvent[]) => canOf(after(opened(), ...events), contextOf(person));

  it('[V10] is closed to nobody for words and choices that are still to come', () => {
    const can = verbs('lena');
    const open = ['ask-consult', 'link-case', 'merge-case', 'make-promise', 'acknowledge-alert', 'snooze-alert', 'offer-handover'] as const;
    expect(open.filter((verb) => can[verb] !== null)).toEqual([]);
    expect(can).toMatchObject({
      'unlink-case': { code: 'not-linked' },
      'answer-consult': { code: 'consult-unknown' },
      'offer-promise': { code: 'promise-unknown' },
      'move-case': { code: 'not-lead' },
      'tell-parts': { code: 'role-forbids' },
    });
    // Tim is of every team of his tier: whom he asks is still to be chosen.
    const tims = after(opened({ holder: { ...LENA, person: 'tim' } }));
    expect(canOf(tims, contextOf('tim'))['ask-consult']).toBeNull();
    expect(verbs('murat')).toMatchObject({ 'move-case': null, 'tell-parts': { code: 'not-linked' } });
    expect(verbs('murat', linked('has-part'))['tell-parts']).toBeNull();
  });

  it('[V10] tries the very promise, question, link or form that is this person’s to act on', () => {
    const others: readonly CaseEvent[] = [
      happened('promise-made', { promise: 'p-0', due: NOON + HOUR, by: 'tim', callback: false }),
      promised(),
      happened('promise-made', { promise: 'p-2', due: NOON + HOUR, by: 'jonas', callback: false }),
    ];
    expect([verbs('lena', ...others)['offer-promise'], verbs('tim', ...others)['offer-promise']]).toEqual([null, null]);
    expect(verbs('ayse', ...others)['offer-promise']).toMatchObject({ code: 'promise-not-yours' });
    expect(verbs('carla', ...others)['move-promise']).toBeNull();
    expect(verbs('murat', ...others)['move-promise']).toBeNull();
    const offeredFirst = [promised('p-3'), happened('promise-offered', { promise: 'p-3', to: 'tim', shift: 's' }), promised('p-4')];
    expect(verbs('lena', ...offeredFirst)['offer-promise']).toBeNull();
    const given = [...others, happened('promise-offered', { promise: 'p-2', to: 'ayse', shift: 's' }, { by: 'jonas' })];
    expect([verbs('ayse', ...given)['take-promise'], verbs('ayse', ...given)['leave-promise']]).toEqual([null, null]);
    expect(verbs('jonas', ...given)['leave-promise']).toBeNull();
    expect(verbs('lena', ...given)['take-promise']).toMatchObject({ code: 'promise-not-yours' });
    const first = happened('consult-asked', {
      consult: 'q-0',
      to: { team: 'stoerung', person: null },
      customerWaiting: false,
      answerBy: NOON,
    });
    const questions = [first, { ...consulted({ team: 'technik', person: 'ayse' }), by: { ...opened().by, person: 'tim' } } as CaseEvent];
    expect([verbs('ayse', ...questions)['answer-consult'], verbs('jonas', ...questions)['answer-consult']]).toEqual([null, null]);
    expect([verbs('lena', ...questions)['withdraw-consult'], verbs('tim', ...questions)['withdraw-consult']]).toEqual([null, null]);
    const links = [happened('case-absorbed', { from: 'case-3', openedAt: 1 }), linked('related')];
    expect(verbs('lena', ...links)['unlink-case']).toBeNull();
    expect(verbs('lena', links[0]!)['unlink-case']).toMatchObject({ code: 'not-linked' });
    const flown = [
      offered({ handover: 'h-1', later: { fields: ['fallback'], by: NOON } }),
      accepted({ ...LENA, person: 'murat', team: 'tl-abrechnung', tier: 3 }),
    ];
    expect(verbs('lena', ...flown)['amend-handover']).toBeNull();
    const outside = offered({ to: { tier: 'A', team: 'auftraggeber', person: null } });
    expect(verbs('lena', outside)['answer-escalation']).toBeNull();
    expect(verbs('jonas', outside)['answer-escalation']).not.toBeNull();
    expect(verbs('lena', resolved())['move-case']).not.toBeNull();
  });
});

describe('the card of a handover', () => {
  const shown = (...events: readonly CaseEvent[]) => {
    const all = [opened(), ...events];
    const bodyOf = (hash: string | null) => (hash === 'b-1' ? { what: 'Rückruf mit Ergebnis' } : null);
    const card = shownCard(after(...all), { events: all, bodyOf }, 'h-1', TELECOM);
    if (card === null) throw new Error('no card');
    return card;
  };
  const passed = happened('handover-passed', {
    handover: 'h-1',
    step: 1,
    from: { tier: 3, team: 'tl-abrechnung', person: null },
    to: { tier: 3, team: 'tl-abrechnung', person: 'carla', for: 'murat' },
    contact: null,
    acceptBy: NOON + 17 * MINUTE,
    why: 'deputy',
  });

  it('[V22] says with whom it lies now, by when, how often it was passed on, and what its sender owes', () => {
    expect(shown(offered())).toMatchObject({ to: { person: null }, acceptBy: NOON, passed: [], owed: null });
    const card = shown(offered({ later: { fields: ['fallback'], by: NOON + 10 * MINUTE } }), passed);
    expect(card).toMatchObject({
      to: { team: 'tl-abrechnung', person: 'carla' },
      acceptBy: NOON + 17 * MINUTE,
      passed: [{ to: 'carla', why: 'deputy' }],
      owed: { fields: ['fallback'], due: NOON + 10 * MINUTE },
    });
    // Once it is accepted it tells how it was sent.
    expect(shown(offered(), passed, accepted())).toMatchObject({ to: { person: null }, acceptBy: NOON });
  });

  it('[V22] tells what was promised before and still stands, although this handover promised nothing', () => {
    const before = happened('promise-made', { promise: 'p-1', due: NOON + HOUR, by: 'lena', callback: true }, { body: 'b-1' });
    const nothing = shown(offered({ form: { open: { promises: { none: true, rows: [] } }, sealed: [] } }));
    const factOf = (card: typeof nothing): string => card.facts.find(({ id }) => id === 'promise')!.text.de;
    expect(factOf(nothing)).toContain('nichts zugesagt');
    const standing = shown(before, offered({ form: { open: { promises: { none: true, rows: [] } }, sealed: [] } }));
    expect(factOf(standing)).toContain('Rückruf mit Ergebnis');
    expect(factOf(standing)).not.toContain('nichts zugesagt');
    expect(standing.spoken.de).toContain('Rückruf');
    expect(standing.form.promises).toEqual({ none: true, rows: [] });
    const kept = happened('promise-settled', { promise: 'p-1', outcome: 'kept', newDue: null });
    expect(factOf(shown(before, offered(), kept))).toContain('nichts zugesagt');
  });
});

describe('merged histories', () => {
  const item = (id: string, at: number): TimelineItem => ({
    id,
    type: 'note-added',
    at,
    recordedAt: at,
    by: opened().by,
    data: {},
    body: null,
    pending: false,
    flag: null,
    refusal: null,
  });
  const histories = fc.array(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 12 }), { minLength: 1, maxLength: 4 });

  it('[V23] stand as one, newest first, none of them reshuffled and nothing lost', () => {
    fc.assert(
      fc.property(histories, (times) => {
        const lists = times.map((list, n) => list.toSorted((a, b) => b - a).map((at, index) => item(`${n}.${index}`, at)));
        const woven = together(lists);
        expect(woven.map(({ at }) => at)).toEqual(
          lists
            .flat()
            .map(({ at }) => at)
            .toSorted((a, b) => b - a),
        );
        lists.forEach((list, n) => expect(woven.filter(({ id }) => id.startsWith(`${n}.`))).toEqual(list));
      }),
      { numRuns: 200 },
    );
  });

  it('[V23] name the case each part comes from, also where it was merged twice', () => {
    const of = { caseId: 'case-2', number: 'NT-2' };
    const once = markedOf([item('a', 2), item('b', 1)], of);
    expect(once.map((row) => row.of)).toEqual([of, of]);
    expect(markedOf(once, { caseId: 'case-3', number: 'NT-3' }).map((row) => row.of)).toEqual([of, of]);
  });
});
