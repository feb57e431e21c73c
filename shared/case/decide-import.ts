// Decides the rows of another system: they are facts, so they are recorded as told and asked for no form.
import type { Policy } from '../policy/policy.ts';
import type { CommandOf } from './commands.ts';
import { drafts, firstRefusal, heldByLead, mustKnow, openConsults, type Draft, type Opener, type Refused } from './decider.ts';
import { waitCalendar } from './decide-waits.ts';
import type { EventData, Holder } from './events.ts';
import { sameHolder } from './fold.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState } from './state.ts';

type Row = CommandOf<'import-row'>['data'];

/**
 * The first row opens the case whatever its state; a later one is recorded in file order, even when its time goes backwards;
 * a row that is known already changes nothing. Refusals: `case-exists` (the number belongs to another case), `unknown-code`,
 * `no-team`. Source: issue 2 item 12.
 */
export const importRow: Opener<'import-row'> = (command, state, { policy }) => {
  const { data } = command;
  const stranger = mustBeSameRecord(state, data);
  if (stranger !== null) return stranger;
  if (state !== null && data.source.row <= (state.source?.row ?? 0)) return drafts();
  const refusal = firstRefusal(
    mustKnow('categories', policy.pack.categories, data.category),
    mustKnow('teams', policy.teams, data.team),
    mustKnow('people', policy.people, data.assignee),
    mustKnow('waits', policy.pack.waits, data.wait),
    mustKnow('results', policy.pack.results, data.result),
  );
  if (refusal !== null) return refusal;
  const holder = holderOf(data, state, policy);
  if (holder === null) return refuseCase('no-team', { person: data.recordedBy });
  const at = data.occurredAt;
  const row: Draft = { type: 'row-imported', data: rowOf(data, state, holder, policy), body: command.body, at };
  if (state === null) return drafts({ type: 'case-opened', data: openedBy(data, holder), body: command.body, at }, row);
  const overtaken = state.flight !== null && (!isOpen(data) || !sameHolder(holder, state.holder));
  // Where it is over, nobody need answer a question about it.
  const moot = isOpen(data) ? [] : openConsults(state);
  return drafts(
    ...(overtaken ? [{ type: 'handover-withdrawn', data: { handover: state.flight.handover }, at } as const] : []),
    ...moot.map((consult): Draft => ({ type: 'consult-withdrawn', data: { consult }, at })),
    row,
  );
};

const mustBeSameRecord = (state: CaseState | null, { source }: Row): Refused | null => {
  if (state === null) return null;
  const same = state.source?.system === source.system && state.source.ref === source.ref;
  return same ? null : refuseCase('case-exists', { case: state.id });
};

/**
 * The assignee if one is named, else the lead of the team, waiting. A row that names nobody new leaves the case where it is,
 * so that work done here since the last row is not undone by it.
 */
const holderOf = (row: Row, state: CaseState | null, policy: Policy): Holder | null => {
  const named = state?.source?.team ?? null;
  const unchanged = (row.team ?? named) === named && row.assignee === (state?.source?.assignee ?? null);
  if (state !== null && unchanged) return state.holder;
  const found = policy.teams.get(row.team ?? named ?? state?.holder.team ?? '');
  // The principal never holds: with its team named, whoever held the case here keeps it.
  if (found?.tier === 'A' && state !== null) return state.holder;
  const team = found === undefined || found.tier === 'A' ? policy.pack.teams.find(({ tier }) => tier !== 'A') : found;
  if (team === undefined) return null;
  const lead: Holder = { person: team.lead, team: team.id, tier: team.tier, waiting: true };
  return row.assignee === null ? heldByLead(policy, team.id, lead) : { ...lead, person: row.assignee, waiting: false };
};

const openedBy = (row: Row, holder: Holder): EventData['case-opened'] => ({
  number: row.number,
  customer: row.customer,
  category: row.category,
  channel: row.channel,
  urgency: row.urgency,
  impact: row.impact,
  priority: row.priority,
  reason: null,
  call: null,
  holder,
  source: { system: row.source.system, ref: row.source.ref },
  openedAt: row.openedAt,
});

const rowOf = (row: Row, state: CaseState | null, holder: Holder, policy: Policy): EventData['row-imported'] => {
  const named = state?.source?.team ?? null;
  return {
    source: row.source,
    team: row.team,
    assignee: row.assignee,
    state: row.state,
    holder,
    priority: row.priority,
    urgency: row.urgency,
    impact: row.impact,
    category: row.category,
    wait: waitOf(row, state, holder, policy),
    handover: row.team !== null && named !== null && row.team !== named ? { from: named, to: row.team } : null,
    // The other system counts reopenings in every row; only the first mention and a real step back are news.
    reopened: row.reopened && (state === null || state.reopened === 0 || (state.phase !== 'open' && isOpen(row))),
    recordedBy: row.recordedBy,
    result: row.result,
  };
};

const isOpen = ({ state }: Row): boolean => state === 'open' || state === 'waiting';

/** A wait that goes on from row to row keeps its end; a new one ends by the pack's default where the row names no end. */
const waitOf = (row: Row, state: CaseState | null, holder: Holder, policy: Policy): EventData['row-imported']['wait'] => {
  if (row.state !== 'waiting' || row.wait === null) return null;
  const reason = policy.pack.waits.find(({ id }) => id === row.wait);
  if (reason === undefined) return null;
  const until =
    row.waitUntil ??
    (state?.wait?.reason === reason.id ? state.wait.until : waitCalendar(policy, holder.team)?.due(row.occurredAt, reason.expiry)) ??
    row.occurredAt;
  return { reason: reason.id, until, stops: reason.stops };
};
