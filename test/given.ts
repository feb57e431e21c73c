// Reads like a sentence: given these events, when somebody sends this command, then these events or this refusal.
import { expect } from 'vitest';
import type { Command, CommandData, CommandType } from '../shared/case/commands.ts';
import type { Context } from '../shared/case/context.ts';
import { decide } from '../shared/case/decide.ts';
import type { CaseEvent, EventData, EventType } from '../shared/case/events.ts';
import { evolve } from '../shared/case/evolve.ts';
import { REFUSALS } from '../shared/case/refusals.ts';
import type { CaseState } from '../shared/case/state.ts';
import { HOUR } from '../shared/kernel/time.ts';
import type { Policy } from '../shared/policy/policy.ts';
import { TELECOM } from './pack.ts';

/** Wednesday 3 June 2026, noon in Berlin: every calendar of the pack is open but the management's, which is at lunch. */
export const NOON = Date.UTC(2026, 5, 3, 10, 0);
export const CASE = 'case-1';

type Happened = { readonly by?: string; readonly at?: number; readonly body?: string | null };

const placeOf = (person: string): CaseEvent['by'] => {
  const found = TELECOM.people.get(person);
  if (found === undefined) throw new Error(`nobody called ${person} in the pack`);
  return { person, role: found.role, tier: found.tier, team: found.teams[0] ?? null };
};

let made = 0;

/** An event that has happened; an hour before noon by lena unless said otherwise. */
export const happened = <T extends EventType>(
  type: T,
  data: EventData[T],
  { by = 'lena', at = NOON - HOUR, body = null }: Happened = {},
): CaseEvent => {
  made += 1;
  const frame = {
    id: `given-${made}.0`,
    lane: TELECOM.lane,
    caseId: CASE,
    command: `given-${made}`,
    at,
    by: placeOf(by),
    pack: TELECOM.version,
    body,
  };
  return { ...frame, type, data } as CaseEvent;
};

export const stateOf = (events: readonly CaseEvent[]): CaseState | null => events.reduce<CaseState | null>(evolve, null);

/** The state after events that begin with an opening. */
export const after = (...events: readonly CaseEvent[]): CaseState => {
  const state = stateOf(events);
  if (state === null) throw new Error('nothing has happened yet');
  return state;
};

type Sending = { readonly id?: string; readonly body?: string | null; readonly lane?: string };

/** A command without its author, who is named by `when`. */
export const command = <T extends CommandType>(
  type: T,
  data: CommandData<T>,
  { id = 'cmd', body = null, lane = TELECOM.lane }: Sending = {},
): Command =>
  ({ id, lane, caseId: CASE, type, actor: '', at: NOON, quality: 'synced', pack: TELECOM.version, seen: 0, data, body }) as Command;

type World = {
  readonly at?: number;
  readonly customer?: Context['customer'];
  readonly policy?: Policy;
  readonly facts?: Context['facts'];
  readonly absences?: Context['absences'];
};

/** Nothing was granted before. */
export const NO_FACTS: Context['facts'] = { grants: [], budgets: [] };

export const contextOf = (
  actor: string,
  { at = NOON, customer = null, policy = TELECOM, facts = NO_FACTS, absences = [] }: World = {},
): Context => {
  const person = policy.people.get(actor);
  if (person === undefined) throw new Error(`nobody called ${actor} in the pack`);
  return { actor: person, now: at, policy, customer, facts, absences, connection: { online: true, lastSync: at } };
};

type Expected = { [T in EventType]: readonly [T, Partial<EventData[T]>] }[EventType];

export const given = (...events: readonly CaseEvent[]) => ({
  when: (actor: string, sent: Command, world: World = {}) => {
    const result = decide({ ...sent, actor }, stateOf(events), contextOf(actor, world));
    return {
      result,
      then: (...expected: readonly Expected[]): CaseState | null => {
        if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
        expect(result.value.map((event) => [event.type, event.data])).toMatchObject(expected.map(([type, data]) => [type, data]));
        return stateOf([...events, ...result.value]);
      },
      thenRefused: (code: keyof typeof REFUSALS, data: Readonly<Record<string, unknown>> = {}): void => {
        if (result.ok) throw new Error(`not refused but: ${JSON.stringify(result.value.map(({ type }) => type))}`);
        expect(result.refusal).toMatchObject({ code, data });
        // Whoever translates a refusal may rely on its data, and on no other.
        expect(Object.keys(result.refusal.data).sort()).toEqual([...REFUSALS[code]].sort());
      },
    };
  },
});
