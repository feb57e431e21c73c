// Predicts what the ledger will rule: decides a command on a case state and folds the events, the same way at the desk and at the ledger.
import { isBetweenTwo } from '../case/between-two.ts';
import { ok, type Json, type Result } from '../kernel/result.ts';
import type { Ms } from '../kernel/time.ts';
import type { Command } from '../case/commands.ts';
import type { Context } from '../case/context.ts';
import { decide } from '../case/decide.ts';
import type { CaseEvent } from '../case/events.ts';
import { evolve } from '../case/evolve.ts';
import type { CaseState } from '../case/state.ts';
import type { Absence } from '../policy/absence.ts';
import type { Facts } from '../policy/authority-types.ts';
import type { Person } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { wordsOf } from '../kernel/search-text.ts';
import type { Customer } from '../views/shapes.ts';
import type { CaseWords } from '../views/tables.ts';

export type Decided = { readonly events: readonly CaseEvent[]; readonly state: CaseState | null };

/** Decides and folds; the state is null only while nothing has happened in the case. */
export const decideOn = (command: Command, state: CaseState | null, context: Context): Result<Decided> => {
  const decided = decide(command, state, context);
  if (!decided.ok) return decided;
  return ok({ events: decided.value, state: fold(state, decided.value) });
};

export const fold = (state: CaseState | null, events: readonly CaseEvent[]): CaseState | null =>
  events.reduce<CaseState | null>((before, event) => evolve(before, event), state);

/** The customer a command is about: the case's, or the one it brings. */
export const customerIdOf = (command: Pick<Command, 'data'>, state: CaseState | null): string | null => {
  const named = 'customer' in command.data ? command.data.customer : undefined;
  return named ?? state?.customer ?? null;
};

/** What was counted elsewhere, and who is away: empty where nothing about it can matter. */
export type Known = { readonly facts: Facts; readonly absences: readonly Absence[] };
export const NOTHING_KNOWN: Known = { facts: { grants: [], budgets: [] }, absences: [] };

export const contextOf = (
  actor: Person,
  now: number,
  policy: Policy,
  customer: Customer | null,
  known: Known,
  away: Away | null = null,
): Context => ({
  actor,
  now,
  policy,
  customer:
    customer === null
      ? null
      : {
          id: customer.id,
          // A bill of another currency says nothing about amounts of this pack.
          lastBill: customer.lastBill?.currency === policy.pack.principal.currency ? customer.lastBill.minor : null,
          staff: customer.staff,
          relatives: customer.relatives,
          since: customer.since,
          segment: customer.segment,
          contracts: customer.contracts,
        },
  ...known,
  connection: away === null ? { online: true, lastSync: null } : { online: false, lastSync: away.lastSync },
  ...(away?.blind === true ? { blind: true } : {}),
});

/** When the desk had last heard of its hub, as a command says that was given away from it; null for one given in touch with it. */
export type Away = { readonly lastSync: Ms | null; readonly blind?: boolean | undefined };
export const awayOf = ({ data }: Pick<Command, 'data'>): Away | null => ('away' in data ? (data.away ?? null) : null);

export type Waiting = { readonly command: Command };
export type Refolded = { readonly state: CaseState | null; readonly forecasts: ReadonlyMap<string, readonly CaseEvent[]> };

/**
 * Confirmed state plus outbox, decided again in order. A command that no longer goes on the moved base forecasts nothing; it
 * stays in the outbox, because only the ledger may refuse it.
 */
export const refold = (
  confirmed: CaseState | null,
  waiting: readonly Waiting[],
  contextFor: (command: Command, state: CaseState | null) => Context | null,
): Refolded => {
  let state = confirmed;
  const forecasts = new Map<string, readonly CaseEvent[]>();
  for (const { command } of waiting) {
    const context = contextFor(command, state);
    const decided = context === null ? null : decideOn(command, state, context);
    forecasts.set(command.id, decided?.ok ? decided.value.events : []);
    if (decided?.ok) state = decided.value.state;
  }
  return { state, forecasts };
};

const HINT_LENGTH = 160;

/** The words lists show of a case, read from its bodies; withheld words leave the number standing. */
export const caseWords = (state: CaseState, readBody: (hash: string) => Json): CaseWords => {
  const titleBody = state.titleBody === null ? null : readBody(state.titleBody);
  const lastBody = state.lastBody === null ? null : state.lastBody === state.titleBody ? titleBody : readBody(state.lastBody);
  const hint = without(lastBody, 'title');
  return { title: textAt(titleBody, 'title') || state.number, hint: hint === '' ? null : hint.slice(0, HINT_LENGTH) };
};

const textAt = (body: Json, key: string): string => {
  const value = isRecord(body) ? body[key] : undefined;
  return typeof value === 'string' ? value : '';
};

const without = (body: Json, key: string): string =>
  wordsOf(isRecord(body) ? Object.entries(body).flatMap(([name, value]) => (name === key ? [] : [value])) : body).trim();

const isRecord = (body: Json): body is { readonly [key: string]: Json } =>
  typeof body === 'object' && body !== null && !Array.isArray(body);

/** What a principal's own fields hold openly; personal values stand in the body and are found there. */
const openOwn = (events: readonly CaseEvent[]): string =>
  wordsOf(
    events.flatMap((event) =>
      event.type === 'handover-offered' || event.type === 'handover-amended' ? [(event.data.form.open.own ?? {}) as Json] : [],
    ),
  );

/**
 * The words under which a command is found: those of its body, the numbers of a case it opened, and what own fields of a form
 * hold openly. Follows from events and body alone, so a rebuild gives the same; a later imported row adds only its note, or
 * every row would repeat the title.
 */
export const searchTextOf = (events: readonly CaseEvent[], body: Json): string => {
  if (isBetweenTwo(events)) return '';
  const opened = events.find((event) => event.type === 'case-opened');
  const repeated = opened === undefined && events.some((event) => event.type === 'row-imported');
  const words = repeated ? without(body, 'title') : wordsOf(body);
  const numbers = opened === undefined ? [] : [opened.data.number, opened.data.source?.ref ?? ''];
  return [...numbers, words, openOwn(events)].filter((part) => part !== '').join(' ');
};
