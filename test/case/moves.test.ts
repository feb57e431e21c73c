// What is moved from above: the work of somebody who is away, and cases nobody solved in the pack's time.
import { describe, expect, it } from 'vitest';
import { movesOnAt } from '../../shared/case/moves-on.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { teamsUpFrom } from '../../shared/policy/team-above.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { after, command, given, happened, NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { accepted, asked, away, closed, LENA, MURAT, offered, opened, promised, QUEUE, resolved } from './story.ts';

const TIM = { person: 'tim', team: 'abrechnung', tier: 1, waiting: false } as const;
const move = (person: string | null, team = 'abrechnung') =>
  command('move-case', { to: { team, person }, cause: 'absence' }, { body: 'krank' });
const movePromise = (to: string, promise = 'p-1') => command('move-promise', { promise, to, cause: 'absence' });

describe('the work of somebody who is away', () => {
  it('[H33] a lead moves a case to a colleague of the team, or back into its queue', () => {
    const state = given(opened())
      .when('murat', move('tim'))
      .then(['case-moved', { holder: TIM, from: LENA, cause: 'absence' }]);
    expect(state).toMatchObject({ holder: TIM, heldSince: NOON, hops: 0, teams: ['abrechnung'], news: [{ to: 'lena' }, { to: 'tim' }] });
    given(opened())
      .when('murat', move(null))
      .then(['case-moved', { holder: QUEUE }]);
    given(opened({ holder: QUEUE }))
      .when('murat', move('tim'))
      .then(['case-moved', { holder: TIM, from: QUEUE }]);
    given(opened({ holder: QUEUE }))
      .when('murat', move('murat'))
      .then(['case-moved', { holder: { ...QUEUE, waiting: false } }]);
  });
  it('[H33] who stands in for the lead does as well, and a manager, but nobody else', () => {
    given(opened()).when('tim', move('tim')).thenRefused('not-lead', { team: 'abrechnung', lead: 'murat' });
    given(opened()).when('carla', move('tim')).thenRefused('not-lead');
    const absences = [away('murat', 'tim')];
    given(opened()).when('tim', move('tim'), { absences }).then(['case-moved', {}]);
    given(opened(), promised()).when('tim', movePromise('tim'), { absences }).then(['promise-moved', {}]);
    given(opened()).when('helga', move('tim')).then(['case-moved', {}]);
    given(opened(), promised()).when('helga', movePromise('tim')).then(['promise-moved', {}]);
  });
  it('[H33] what is in flight is named and withdrawn first; what is over stays', () => {
    given(opened(), offered()).when('murat', move('tim')).thenRefused('in-flight', { handover: 'h-1', team: 'tl-abrechnung' });
    given(opened(), offered(), happened('handover-withdrawn', { handover: 'h-1' }))
      .when('murat', move('tim'))
      .then(['case-moved', {}]);
    given(opened(), resolved())
      .when('murat', move('tim'))
      .then(['case-moved', { holder: TIM }]);
    given(opened(), closed()).when('murat', move('tim')).thenRefused('not-open', { phase: 'closed' });
  });
  it('[H33] nobody of another team, nobody who works with no cases, and not to where it lies', () => {
    given(opened()).when('murat', move('jonas')).thenRefused('not-in-same-team', { person: 'jonas', team: 'abrechnung' });
    given(opened()).when('murat', move('jonas', 'stoerung')).thenRefused('not-in-same-team', { team: 'abrechnung' });
    const policy = telecomWith({ roster: TELECOM.pack.roster.map((row) => (row.id === 'tim' ? { ...row, signIn: false } : row)) });
    given(opened()).when('murat', move('tim'), { policy }).thenRefused('not-in-same-team', { person: 'tim' });
    given(opened()).when('murat', move('lena')).thenRefused('already-there', { team: 'abrechnung' });
    given(opened({ holder: QUEUE }))
      .when('murat', move(null))
      .thenRefused('already-there');
  });
  it('[H33] an open errand goes along and is answered by whoever has the case now', () => {
    const moved = happened('case-moved', { holder: { ...MURAT, person: 'carla' }, from: MURAT, cause: 'absence' }, { by: 'helga' });
    given(opened(), offered(), accepted(), moved)
      .when('carla', command('answer-escalation', { handover: 'h-1', outcome: 'granted' }))
      .then(['escalation-answered', { holder: LENA }]);
  });
  it('[H33] a promise goes to somebody who can keep it, with its pending offer taken back', () => {
    const offer = happened('promise-offered', { promise: 'p-1', to: 'tim', shift: 's-1' });
    const state = given(opened(), promised(), offer)
      .when('murat', movePromise('tim'))
      .then(['promise-moved', { promise: 'p-1', from: 'lena', to: 'tim', cause: 'absence' }]);
    expect(state?.promises).toEqual([
      { promise: 'p-1', due: NOON + 4 * HOUR, by: 'tim', callback: false, madeAt: NOON - HOUR, outcome: 'open' },
    ]);
    given(opened(), promised()).when('murat', movePromise('lena')).thenRefused('nothing-changed');
    given(opened(), promised()).when('murat', movePromise('nora')).thenRefused('unknown-code', { list: 'people', code: 'nora' });
    given(opened(), promised()).when('murat', movePromise('tim', 'p-9')).thenRefused('promise-unknown', { promise: 'p-9' });
    given(opened(), promised(), happened('promise-settled', { promise: 'p-1', outcome: 'kept', newDue: null }))
      .when('murat', movePromise('tim'))
      .thenRefused('promise-settled', { outcome: 'kept' });
  });
  it('[H33] of somebody who has left, the lead of the case moves it', () => {
    const policy = telecomWith({ roster: TELECOM.pack.roster.filter(({ id }) => id !== 'lena') });
    given(opened({ holder: TIM }), promised())
      .when('murat', movePromise('tim'), { policy })
      .then(['promise-moved', { to: 'tim' }]);
    given(opened({ holder: TIM }), promised())
      .when('carla', movePromise('tim'), { policy })
      .thenRefused('promise-not-yours', { by: 'lena' });
  });
});

describe('a case nobody solves', () => {
  const wants = (forward: boolean) => telecomWith({ alerts: { unresolved: { after: { minutes: 120 }, calendar: 'real', forward } } });
  const policy = wants(true);
  const told = wants(false);
  const flag = (step = 1) => command('flag-unresolved', { step });
  const flagged = (step: number, at: number) =>
    happened('case-flagged', { cause: 'unresolved', step, lead: 'murat', from: LENA, holder: null }, { by: 'watchdog', at });
  it('[H34] goes to its lead in the pack’s time, and not before', () => {
    const state = given(opened())
      .when('watchdog', flag(), { policy })
      .then(['case-flagged', { step: 1, lead: 'murat', from: LENA, holder: { ...LENA, person: 'murat' } }]);
    expect(state).toMatchObject({ holder: { person: 'murat', waiting: false }, flagged: { step: 1, at: NOON }, hops: 0 });
    expect(state?.news?.map(({ kind, to }) => [kind, to])).toEqual([
      ['flagged', 'murat'],
      ['moved', 'lena'],
    ]);
    given(opened())
      .when('watchdog', flag(), { policy, at: NOON - 1 })
      .thenRefused('not-overdue', { due: NOON });
    given(opened())
      .when('watchdog', flag(), { policy, absences: [away('murat', 'carla')] })
      .then(['case-flagged', { lead: 'carla', holder: { ...LENA, person: 'carla' } }]);
  });
  it('[H34] is only told where the pack does not forward it, and out of a queue it goes to the lead in person', () => {
    given(opened())
      .when('watchdog', flag(), { policy: told })
      .then(['case-flagged', { lead: 'murat', holder: null }]);
    given(opened({ holder: QUEUE }))
      .when('watchdog', flag(), { policy })
      .then(['case-flagged', { holder: { ...QUEUE, waiting: false } }]);
    given(opened({ holder: { ...QUEUE, waiting: false } }))
      .when('watchdog', flag(), { policy })
      .then(['case-flagged', { holder: null }]);
  });
  it('[H34] each step once: the same time again, then the lead above, until all have been told', () => {
    expect(teamsUpFrom(TELECOM, 'abrechnung')).toEqual(['abrechnung', 'technik', 'tl-abrechnung', 'leitung']);
    const once = [opened(), flagged(1, NOON)];
    given(...once)
      .when('watchdog', flag(1), { policy })
      .thenRefused('already-flagged', { step: 1 });
    given(...once)
      .when('watchdog', flag(2), { policy, at: NOON + 2 * HOUR - 1 })
      .thenRefused('not-overdue', { due: NOON + 2 * HOUR });
    given(...once)
      .when('watchdog', flag(2), { policy, at: NOON + 2 * HOUR })
      .then(['case-flagged', { step: 2, lead: 'carla', holder: null }]);
    // Murat leads two of the teams and is told once; then comes the management, and nobody after it.
    const twice = [...once, flagged(2, NOON)];
    given(...twice)
      .when('watchdog', flag(3), { policy, at: NOON + 24 * HOUR })
      .then(['case-flagged', { step: 3, lead: 'helga' }]);
    given(...twice, flagged(3, NOON))
      .when('watchdog', flag(4), { policy, at: NOON + 24 * HOUR })
      .thenRefused('already-flagged', { step: 4 });
  });
  it('[H34] not while it is in flight or solved; reopened it counts anew', () => {
    given(opened(), offered()).when('watchdog', flag(), { policy }).thenRefused('in-flight');
    given(opened(), resolved()).when('watchdog', flag(), { policy }).thenRefused('not-open', { phase: 'resolved' });
    given(opened()).when('watchdog', flag()).thenRefused('already-flagged');
    const reopened = happened('case-reopened', { cause: 'customer', holder: LENA }, { at: NOON });
    const again = [opened(), flagged(1, NOON - HOUR), resolved(), reopened];
    expect(movesOnAt(after(...again), policy)).toBe(NOON + 2 * HOUR);
    given(...again)
      .when('watchdog', flag(1), { policy, at: NOON + 2 * HOUR })
      .then(['case-flagged', { step: 1 }]);
  });
  it('[H22] [H34] something moves on by itself at the earliest of request, handover and flag', () => {
    expect(movesOnAt(after(opened()), TELECOM)).toBeNull();
    expect(movesOnAt(after(opened()), policy)).toBe(NOON);
    expect(movesOnAt(after(opened(), offered({ acceptBy: NOON + HOUR })), policy)).toBe(NOON + HOUR);
    expect(movesOnAt(after(opened(), offered({ acceptBy: NOON + HOUR }), asked()), policy)).toBe(NOON + MINUTE);
    expect(movesOnAt(after(opened(), asked({ expiresAt: NOON - MINUTE })), TELECOM)).toBe(NOON - MINUTE);
    expect(movesOnAt(after(opened(), closed()), policy)).toBeNull();
  });
  it('[H34] a pack names the team above another, and a circle ends where it began', () => {
    // Not through the check of packs, which lets no circle in: a pack of an older Stafette may hold one.
    const above = (named: Readonly<Record<string, string>>): Pick<Policy, 'pack' | 'teams'> => {
      const teams = TELECOM.pack.teams.map(({ above: _above, ...team }) =>
        named[team.id] === undefined ? team : { ...team, above: named[team.id]! },
      );
      return { pack: { ...TELECOM.pack, teams }, teams: new Map(teams.map((team) => [team.id, team])) };
    };
    expect(teamsUpFrom(above({ abrechnung: 'tl-abrechnung' }), 'abrechnung')).toEqual(['abrechnung', 'tl-abrechnung', 'leitung']);
    expect(teamsUpFrom(above({ leitung: 'abrechnung', abrechnung: 'leitung' }), 'abrechnung')).toEqual(['abrechnung', 'leitung']);
    expect(teamsUpFrom(TELECOM, 'leitung')).toEqual(['leitung']);
    expect(teamsUpFrom(TELECOM, 'nowhere')).toEqual(['nowhere']);
  });
});
