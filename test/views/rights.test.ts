// Who may read a case, which verbs are open on it, and who may answer an approval.
import { describe, expect, it } from 'vitest';
import type { CaseEvent, EventData } from '../../shared/case/events.ts';
import type { Person } from '../../shared/policy/pack-schema.ts';
import { approvalRowsOf } from '../../shared/views/approvals.ts';
import { canOf, probe, SCREEN_VERBS } from '../../shared/views/can.ts';
import { mayRead } from '../../shared/views/reading.ts';
import { accepted, asked, closed, offered, opened, promised, resolved } from '../case/story.ts';
import { after, contextOf, happened } from '../given.ts';
import { TELECOM } from '../pack.ts';

const figuresOf = (event: CaseEvent): EventData['approval-asked'] => {
  if (event.type !== 'approval-asked') throw new Error('no request');
  return event.data;
};

const somebody = (changes: Partial<Person>): Person => ({ ...contextOf('watchdog').actor, id: 'new', ...changes });

describe('reading', () => {
  it.each(['lena', 'jonas', 'ayse', 'carla', 'helga', 'nora'])('[V9] %s reads a case of the house', (person) => {
    expect(mayRead(contextOf(person).actor, after(opened()), TELECOM)).toBe(true);
  });

  it('[V9] who only imports or watches reads what concerns him: holder, sender, keeper, team, lead', () => {
    const flown = after(opened(), promised(), offered(), accepted());
    expect(mayRead(somebody({}), flown, TELECOM)).toBe(false);
    expect(mayRead(somebody({ id: 'murat' }), flown, TELECOM)).toBe(true);
    expect(mayRead(somebody({ id: 'lena' }), flown, TELECOM)).toBe(true);
    expect(mayRead(somebody({ teams: ['tl-abrechnung'] }), flown, TELECOM)).toBe(true);
    expect(mayRead(somebody({ teams: ['technik'] }), flown, TELECOM)).toBe(false);
    expect(
      mayRead(somebody({ id: 'carla' }), after(opened(), offered({ to: { tier: 3, team: 'tl-technik', person: null } })), TELECOM),
    ).toBe(true);
  });
});

describe('verbs', () => {
  it('[V10] every verb of the screens has an answer', () => {
    expect(Object.keys(canOf(after(opened()), contextOf('lena'))).toSorted()).toEqual([...SCREEN_VERBS].toSorted());
  });

  it('[V10] data that is still missing closes no verb; another holder, a flight or the end does', () => {
    const own = canOf(after(opened()), contextOf('lena'));
    const open = ['escalate', 'offer-handover', 'decide', 'ask-approval', 'classify', 'resolve', 'start-wait', 'make-promise'];
    expect(open.filter((verb) => own[verb] !== null)).toEqual([]);
    expect(canOf(after(opened()), contextOf('tim'))['resolve']).toMatchObject({ code: 'not-holder' });
    const flying = canOf(after(opened(), offered()), contextOf('lena'));
    expect(flying).toMatchObject({
      escalate: { code: 'in-flight' },
      'withdraw-handover': null,
      'accept-handover': { code: 'not-addressee' },
    });
    expect(canOf(after(opened(), offered()), contextOf('murat'))).toMatchObject({
      'accept-handover': null,
      'return-handover': null,
      'ask-query': null,
    });
    const ended = canOf(after(opened(), resolved(), closed()), contextOf('lena'));
    expect(ended).toMatchObject({ escalate: { code: 'not-open' }, reopen: null, 'add-note': null });
  });

  it('[V10] closing waits for the promises, and says so', () => {
    const state = after(opened(), promised(), resolved());
    expect(canOf(state, contextOf('lena'))['close']).toMatchObject({ code: 'promises-open' });
  });

  it('[V10] probing changes nothing', () => {
    const state = after(opened(), offered());
    const before = JSON.stringify(state);
    canOf(state, contextOf('murat'));
    expect(JSON.stringify(state)).toBe(before);
    expect(probe('accept-handover', state, contextOf('murat'))).toBeNull();
  });
});

describe('approvals', () => {
  const rowsFor = (person: string) => {
    const events = [opened(), asked()];
    const parts = { state: after(...events), history: { events, bodyOf: () => ({ text: 'bitte' }) }, title: 't', customer: 'K' };
    return approvalRowsOf({ ...parts, context: contextOf(person), picture: null });
  };

  it('[V16] the row says whether its reader may answer, and if not why', () => {
    expect(rowsFor('murat')).toMatchObject([
      { approval: 'a-1', mayAnswer: null, text: 'bitte', recommendation: 'grant', to: { tier: 3, team: 'tl-abrechnung' } },
    ]);
    expect(rowsFor('lena')[0]?.mayAnswer).toMatchObject({ code: 'own-request' });
    expect(rowsFor('tim')[0]?.mayAnswer).toMatchObject({ code: 'not-approver' });
    expect(rowsFor('nora')[0]?.mayAnswer).toMatchObject({ code: 'role-forbids' });
  });

  it('[V20] the words and figures are those of the newest correction; one without words leaves the words before', () => {
    const {
      approval: _id,
      customerWaiting: _waiting,
      currency: _currency,
      expiresAt: _expiry,
      decideBy: _due,
      ...first
    } = figuresOf(asked());
    const corrected = (changes: object, body: string | null) =>
      happened('approval-corrected', { approval: 'a-1', ...first, ...changes }, { body });
    const events = [
      opened(),
      asked({}, 'lena'),
      corrected({ amount: 2_600, recommendation: 'partly' }, 'b-2'),
      corrected({ amount: 2_800, recommendation: 'refuse', evidence: ['fault-ticket'] }, null),
    ];
    const bodyOf = (hash: string | null) => (hash === null ? null : { text: hash === 'b-2' ? 'doch weniger' : 'bitte' });
    const [row] = approvalRowsOf({
      state: after(...events),
      history: { events, bodyOf },
      title: 't',
      customer: null,
      context: contextOf('murat'),
      picture: null,
    });
    expect(row).toMatchObject({ amount: 2_800, recommendation: 'refuse', evidence: ['fault-ticket'], text: 'doch weniger', corrected: 2 });
    expect(row?.askedAt).toBe(events[1]!.at);
  });
});
