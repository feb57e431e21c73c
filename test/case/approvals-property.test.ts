// Whatever several people do to requests in whatever order: an independent slow reading of the rules finds nothing wrong.
import { fc } from '../seeded.ts';
import { describe, expect, it } from 'vitest';
import { decide } from '../../shared/case/decide.ts';
import type { Context } from '../../shared/case/context.ts';
import type { CaseEvent, EventOf } from '../../shared/case/events.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { ApprovalState, CaseState } from '../../shared/case/state.ts';
import { MINUTE } from '../../shared/kernel/time.ts';
import type { Absence } from '../../shared/policy/absence.ts';
import { tablesOf } from '../../shared/views/tables.ts';
import { after, contextOf, happened, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';
import { actorFor, bookAfter, fitting, holderFor, lives, RELATED, sentBy, type Act } from './approvals-story.ts';
import { customerOf, opened } from './story.ts';

type Core = { readonly decide: typeof decide; readonly evolve: typeof evolve };
type World = { readonly now: number; readonly book: readonly Absence[] };
type Seen = Map<string, number>;

const tierOf = (person: string): number => Number(TELECOM.people.get(person)?.tier);

/** Read off the absence book by hand: who decides for a person now, following deputies who are away themselves. */
const standInOf = (person: string, type: string, { now, book }: World): string | null => {
  const met: string[] = [];
  let last = person;
  for (;;) {
    const rows = book.filter(
      (row) => row.person === last && row.from <= now && now < row.until && (row.endedAt === null || now < row.endedAt),
    );
    if (rows.length === 0) return last === person ? null : last;
    const row = rows.find(({ scope }) => scope === null || scope.includes(type));
    met.push(last);
    if (row === undefined || met.includes(row.deputy) || met.length > 5) return null;
    last = row.deputy;
  }
};

/** The telecom pack's figures by hand: per decision, and per customer for tier 3. Everything here lies inside every window. */
const LADDER: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  'goodwill-credit': { 1: 1500, 2: 3000, 3: 7500, 4: 30_000 },
  'fee-waiver': { 1: 1000, 2: 2000, 3: 5000, 4: 15_000 },
};
const covers = (tier: number, type: string, amount: number, earlier: readonly number[]): boolean => {
  if (amount > LADDER[type]![tier]!) return false;
  if (tier === 4) return true;
  const window = type === 'goodwill-credit' ? (tier === 3 ? 15_000 : 4500) : Infinity;
  return earlier.length < 2 && earlier.reduce((sum, one) => sum + one, amount) <= window;
};

const ENDS: ReadonlySet<string> = new Set(['approval-given', 'approval-declined', 'approval-withdrawn', 'approval-expired']);

/** Whoever answers is not the requester, nor decides for him, nor is related; with lent authority he is the one it was lent to. */
const answererRule = (
  request: ApprovalState,
  event: EventOf<'approval-given' | 'approval-declined' | 'approval-seconded'>,
  world: World,
): string => {
  const { person } = event.by;
  const authority = event.data.actingFor?.person ?? person;
  expect(person).not.toBe(request.askedBy);
  expect(standInOf(request.askedBy, request.decisionType, world)).not.toBe(person);
  expect([person, authority]).not.toContain(RELATED);
  if (authority !== person) {
    expect(standInOf(authority, request.decisionType, world)).toBe(person);
    expect(event.data.actingFor?.via).toEqual(expect.arrayContaining([authority, person]));
  }
  expect(tierOf(authority)).toBeGreaterThanOrEqual(Number(request.to.tier));
  expect(world.now).toBeLessThan(request.expiresAt);
  return authority;
};

type Agreed = { readonly person: string; readonly authority: string; readonly amount: number };

/** The amount lies within the authority used, or two different people of tier 4 with two authorities stand behind it. */
const amountRule = (
  request: ApprovalState,
  amount: number,
  answerer: Agreed,
  agreed: Agreed | undefined,
  earlier: readonly number[],
): boolean => {
  if (covers(tierOf(answerer.authority), request.decisionType, amount, earlier)) return false;
  expect(request.decisionType).toBe('goodwill-credit');
  const partner = tierOf(request.askedBy) === 4 ? { person: request.askedBy, authority: request.askedBy, amount } : agreed;
  expect(partner).toBeDefined();
  expect([tierOf(answerer.authority), tierOf(partner!.authority)]).toEqual([4, 4]);
  expect(partner!.person).not.toBe(answerer.person);
  expect(partner!.authority).not.toBe(answerer.authority);
  expect(partner!.amount).toBe(amount);
  return true;
};

/** Lies with a team of its tier until a time at which it moves or ends; the watchdog has it on its list. */
const openRule = (state: CaseState): void => {
  const open = state.approvals.filter(({ outcome }) => outcome === 'open');
  for (const { to, decideBy, expiresAt } of open) {
    expect(TELECOM.teams.get(to.team)?.tier).toBe(to.tier);
    expect(Number.isSafeInteger(decideBy)).toBe(true);
    expect(decideBy).toBeLessThanOrEqual(expiresAt);
  }
  const watched = tablesOf(state, TELECOM, { title: 'x', hint: null }, false)?.lists.find(({ list }) => list === 'watched');
  expect(watched?.due).toBe(open.length === 0 ? undefined : Math.min(...open.map(({ decideBy }) => decideBy)));
};

/** Begun once, ended at most once, and never touched after its end; its place and its end never move. */
const lineRule = (before: CaseState, next: CaseState, ended: ReadonlySet<string>): void => {
  for (const [index, request] of before.approvals.entries()) {
    const now = next.approvals[index]!;
    expect([now.approval, now.askedBy, now.askedAt, now.expiresAt]).toEqual([
      request.approval,
      request.askedBy,
      request.askedAt,
      request.expiresAt,
    ]);
    if (ended.has(request.approval)) expect(now).toEqual(request);
    expect([request.steps, request.steps + 1]).toContain(now.steps);
  }
};

const routeRule = (request: ApprovalState, world: World): void => {
  const { person, for: absent } = request.to;
  if (person === null || absent === null) return expect([person, absent]).toEqual([null, null]);
  expect(standInOf(absent, request.decisionType, world)).toBe(person);
  expect([request.askedBy, RELATED, standInOf(request.askedBy, request.decisionType, world)]).not.toContain(person);
};

const lived = (acts: readonly Act[], core: Core, seen: Seen): void => {
  let state = after(opened());
  let now = NOON;
  let book: readonly Absence[] = [];
  const ended = new Set<string>();
  const agreements = new Map<string, Agreed>();
  const count = (key: string): void => void seen.set(key, (seen.get(key) ?? 0) + 1);
  for (const [index, drawn] of acts.entries()) {
    const act = fitting(state, drawn);
    now += act.minutes * MINUTE;
    book = bookAfter(book, act, index, now);
    const world = { now, book };
    const actor = actorFor(state, act, book);
    if (act.act === 'hold') {
      state = core.evolve(state, happened('case-taken', { holder: holderFor(act), from: state.holder.person }, { at: now }));
      continue;
    }
    const command = sentBy(state, act, `c${index}`, actor, now);
    if (command === null) continue;
    const context: Context = contextOf(actor, { at: now, absences: book, customer: customerOf({ lastBill: null, relatives: [RELATED] }) });
    const result = core.decide(command, state, context);
    expect(core.decide(command, state, context)).toEqual(result);
    if (!result.ok) {
      count(result.refusal.code);
      continue;
    }
    const before = state;
    for (const event of result.value) {
      count(event.type);
      const id = 'approval' in event.data ? event.data.approval : null;
      const request = before.approvals.find(({ approval }) => approval === id);
      if (request !== undefined && event.type !== 'decision-made') judged(event, request, before, world, { ended, agreements, count });
      state = core.evolve(state, event);
      const routed = state.approvals.find(({ approval }) => approval === id);
      if (routed?.outcome === 'open' && (event.type === 'approval-asked' || event.type === 'approval-seconded')) routeRule(routed, world);
    }
    lineRule(
      before,
      state,
      new Set([...ended].filter((id) => before.approvals.find(({ approval }) => approval === id)?.outcome !== 'open')),
    );
    openRule(state);
  }
};

type Notes = { readonly ended: Set<string>; readonly agreements: Map<string, Agreed>; readonly count: (key: string) => void };

const judged = (event: CaseEvent, request: ApprovalState, before: CaseState, world: World, { ended, agreements, count }: Notes): void => {
  const { approval } = request;
  expect(ended.has(approval)).toBe(false);
  if (ENDS.has(event.type)) ended.add(approval);
  if (event.type === 'approval-corrected') {
    expect(event.by.person).toBe(request.askedBy);
    agreements.delete(approval);
  }
  if (event.type === 'approval-expired') expect(world.now).toBeGreaterThanOrEqual(request.expiresAt);
  if (event.type === 'approval-moved' && !event.data.byHand) expect(world.now).toBeGreaterThanOrEqual(request.decideBy);
  if (event.type !== 'approval-given' && event.type !== 'approval-declined' && event.type !== 'approval-seconded') return;
  const authority = answererRule(request, event as EventOf<'approval-given'>, world);
  if (authority !== event.by.person) count('lent');
  if (event.type === 'approval-declined') return;
  const answerer = { person: event.by.person, authority, amount: event.data.amount };
  if (event.type === 'approval-seconded') {
    expect(tierOf(authority)).toBe(4);
    agreements.set(approval, answerer);
    return;
  }
  const earlier = before.decisions.filter(({ decisionType }) => decisionType === request.decisionType).map(({ amount }) => amount);
  if (amountRule(request, event.data.amount, answerer, agreements.get(approval), earlier)) count('four-eyes');
};

const runs = (core: Core, numRuns: number, shrinks = true): Seen => {
  const seen: Seen = new Map();
  fc.assert(
    fc.property(lives, (acts) => lived(acts, core, seen)),
    { numRuns, seed: 20_260_603, endOnFailure: !shrinks },
  );
  return seen;
};

describe('any life of requests', () => {
  it('[D22] ends each once, keeps its place, and is granted within authority by somebody else', () => {
    const seen = runs({ decide, evolve }, 500);
    // A property over lives in which nothing happens would prove nothing.
    for (const key of [...ENDS, 'approval-asked', 'approval-corrected', 'approval-moved', 'approval-seconded', 'lent', 'four-eyes'])
      expect([key, (seen.get(key) ?? 0) >= 15]).toEqual([key, true]);
    const refusals = ['own-request', 'asker-stand-in', 'already-agreed', 'own-account', 'not-approver', 'above-authority', 'approval-over'];
    for (const key of [...refusals, 'step-over', 'not-due', 'not-expired', 'not-asker', 'within-authority', 'never-allowed', 'no-approver'])
      expect([key, (seen.get(key) ?? 0) >= 3]).toEqual([key, true]);
  }, 60_000);
  it('[D22] notices a core that forgets who decides for the requester', () => {
    const forgetful: Core['decide'] = (command, state, context) => {
      const asker = state?.approvals.find(({ approval }) => 'approval' in command.data && approval === command.data.approval)?.askedBy;
      return decide(command, state, { ...context, absences: context.absences.filter(({ person }) => person !== asker) });
    };
    expect(() => runs({ decide: forgetful, evolve }, 500, false)).toThrow('Property failed');
  });
  it('[D22] notices a fold after which a request can be answered twice', () => {
    const deaf: Core['evolve'] = (state, event) =>
      event.type === 'approval-declined' ? { ...state!, version: state!.version + 1 } : evolve(state, event);
    expect(() => runs({ decide, evolve: deaf }, 300, false)).toThrow('Property failed');
  });
  it('[D22] notices a fold that forgets who agreed first', () => {
    const nameless: Core['evolve'] = (state, event) => {
      const next = evolve(state, event);
      const approvals = next.approvals.map((row) =>
        row.seconded === null ? row : { ...row, seconded: { ...row.seconded, person: 'x', authority: 'x' } },
      );
      return { ...next, approvals };
    };
    expect(() => runs({ decide, evolve: nameless }, 500, false)).toThrow('Property failed');
  });
  it('[D22] notices a fold that sends a corrected request to the end of the line', () => {
    const unfair: Core['evolve'] = (state, event) => {
      const next = evolve(state, event);
      if (event.type !== 'approval-corrected') return next;
      const { approval } = event.data;
      return { ...next, approvals: next.approvals.map((row) => (row.approval === approval ? { ...row, askedAt: event.at } : row)) };
    };
    expect(() => runs({ decide, evolve: unfair }, 300, false)).toThrow('Property failed');
  });
});
