// Decides about leases of a shared budget: asked for, returned, recalled, frozen, thawed, given up. Only the hub hands out money.
import { ok } from '../kernel/result.ts';
import { budgetRow, leaseSize } from '../policy/budgets.ts';
import { monthAt } from '../policy/windows.ts';
import { leaseOf, leaseOfDesk, leftOf, type BudgetAccount, type BudgetKey, type Lease } from './budget-account.ts';
import { AHEAD, isRefused, opened, sentBy, type Banker, type Kept } from './budget-verbs.ts';
import type { Context } from './context.ts';
import { drafts, type Draft, type Refused } from './decider.ts';
import { refuseCase } from './refusals.ts';

/** Leases of older incarnations of a workstation: what it spent of them under a disk that is gone nobody knows yet. */
const older = ({ leases }: BudgetAccount, device: string, gen: number): readonly Lease[] =>
  leases.filter((row) => row.device === device && row.gen < gen && row.standing === 'open');

/** An incarnation that has been replaced gets nothing, nor does a workstation whose lease somebody stopped. */
const barred = ({ leases }: BudgetAccount, device: string, gen: number): Refused | null => {
  const own = leases.filter((row) => row.device === device);
  if (own.some((row) => row.gen > gen)) return refuseCase('not-this-device', { device });
  const stopped = own.find(({ standing, cause = 'incarnation' }) => standing === 'frozen' && cause !== 'incarnation');
  return stopped === undefined ? null : refuseCase('lease-stands-otherwise', { lease: stopped.lease, standing: stopped.standing });
};

/** Somebody must give way: whoever has most left is asked to return what he does not need. */
const recalls = ({ leases }: BudgetAccount, device: string): readonly Draft[] =>
  leases
    .filter((row) => row.device !== device && row.standing === 'open' && !row.recalled && leftOf(row) > 0)
    .map(({ lease }) => ({ type: 'lease-recalled', data: { lease } }));

/** A workstation whose clock was put back gets nothing of a month that is over. */
const isAskable = ({ month }: BudgetKey, { now, policy, hub }: Context): boolean => {
  const { zone } = policy.pack.principal;
  return month >= monthAt(Math.max(now, hub?.now ?? now), zone) && month <= monthAt(now + AHEAD, zone);
};

/**
 * Refusals: `no-such-budget`, `budget-other-month` (over, or too far ahead), `not-this-device` (also an incarnation that was replaced),
 * `lease-stands-otherwise` (somebody stopped its lease), `budget-doubted` (the hub was set back and nobody has released the budget),
 * `budget-exhausted` {free}. Idempotent by its command's id. Source: sync.md §2.14.
 */
export const askLease: Banker<'ask-lease'> = (command, known, context) => {
  const { data, caseId } = command;
  const found = opened(command, data, known, context);
  if (isRefused(found)) return found;
  if (!isAskable(data, context)) return refuseCase('budget-other-month', { budget: caseId, month: data.month });
  const { account, before } = found;
  const { hub } = context;
  if (hub === undefined) {
    const { device, gen, want } = data;
    return drafts(...before, { type: 'lease-asked', data: { device, gen, want } });
  }
  const refusal = sentBy(data.device, context) ?? barred(account, data.device, data.gen);
  if (refusal !== null) return refusal;
  // Of a budget the pack has no more, what is out may be spent, and nothing new is handed out.
  if (budgetRow(hub.policy, data) === null) return refuseCase('no-such-budget', { budget: caseId });
  // Opened in doubt, so that a manager finds what he must release.
  if (account.epoch !== hub.epoch) return known === null ? drafts(...before) : refuseCase('budget-doubted', { budget: caseId });
  const frozen = older(account, data.device, data.gen).map(({ lease }): Draft => ({
    type: 'lease-frozen',
    data: { lease, cause: 'incarnation' },
  }));
  const holders = account.leases.filter(({ device, standing }) => device !== data.device && standing === 'open').length;
  const added = leaseSize({ ...account, holders }, data, hub.policy.pack.authority.leases.reserve);
  const lease = leaseOfDesk(account, data.device, data.gen)?.lease ?? command.id;
  const granted: readonly Draft[] =
    added === 0 ? [] : [{ type: 'lease-granted', data: { lease, device: data.device, gen: data.gen, added } }];
  const list = [...before, ...frozen, ...granted, ...(added < data.need ? recalls(account, data.device) : [])];
  return list.length === 0 ? refuseCase('budget-exhausted', { budget: caseId, free: Math.max(0, account.free) }) : ok(list);
};

const held = ({ leases }: BudgetAccount, budget: string, lease: string): Lease | Refused =>
  leases.find((row) => row.lease === lease) ?? refuseCase('lease-unknown', { budget, lease });

/**
 * Journals have no holes, so the hub has seen every earlier spend when it reads this; what it knows as used must be what the workstation
 * says, or the lease stays reserved. Refusals: `lease-unknown`, `not-this-device`, `lease-written-off`, `lease-not-whole` {used, known}.
 */
export const returnLease: Kept<'return-lease'> = (command, account, context) => {
  const { lease, device, gen, amount, used, close } = command.data;
  const found = held(account, command.caseId, lease);
  if ('refusal' in found) return found;
  if (found.device !== device || found.gen !== gen) return refuseCase('not-this-device', { device });
  if (found.standing === 'written-off') return refuseCase('lease-written-off', { budget: command.caseId, lease });
  const whole = found.used === used && amount <= leftOf(found) && (!close || amount === leftOf(found)) && (close || amount > 0);
  return (
    sentBy(device, context) ??
    (whole
      ? drafts({ type: 'lease-returned', data: { lease, amount, closed: close } })
      : refuseCase('lease-not-whole', { lease, used, known: found.used }))
  );
};

const standing = (found: Lease | Refused, ...allowed: readonly Lease['standing'][]): Refused | null => {
  if ('refusal' in found) return found;
  return allowed.includes(found.standing) ? null : refuseCase('lease-stands-otherwise', { lease: found.lease, standing: found.standing });
};

/** A team's money is its own lead's, a principal's any lead's. */
const mustLead = ({ scope, owner }: BudgetAccount, { actor, policy }: Context): Refused | null => {
  const lead = policy.teams.get(owner)?.lead ?? null;
  return scope === 'principal' || actor.role === 'manager' || lead === actor.id || actor.teams.includes(owner)
    ? null
    : refuseCase('not-lead', { team: owner, lead });
};

export const recallLease: Kept<'recall-lease'> = (command, account, context) => {
  const { lease } = command.data;
  const found = held(account, command.caseId, lease);
  const refusal = mustLead(account, context) ?? standing(found, 'open');
  if (refusal !== null) return refusal;
  return leaseOf(account, lease)?.recalled === true ? refuseCase('nothing-changed') : drafts({ type: 'lease-recalled', data: { lease } });
};

/** The hub's own doing: a copy of the workstation's disk told another history, or it was locked out. No workstation can say so. */
const frozenByHub: Kept<'freeze-lease'> = (command, account, { actor, hub }) => {
  const { lease, cause } = command.data;
  const found = held(account, command.caseId, lease);
  const refusal = standing(found, 'open', 'frozen');
  if (refusal !== null) return refusal;
  if (cause === undefined || hub === undefined || hub.device !== null)
    return refuseCase('role-forbids', { role: actor.role, verb: command.type });
  const { cause: before = 'incarnation', standing: stands } = found as Lease;
  return stands === 'frozen' && before !== 'incarnation'
    ? refuseCase('nothing-changed')
    : drafts({ type: 'lease-frozen', data: { lease, cause } });
};

/** By hand: nothing but its return or a write-off ends it, whatever its workstation proves. */
export const freezeLease: Kept<'freeze-lease'> = (command, account, context) => {
  const { lease, cause } = command.data;
  if (cause !== undefined || context.actor.role === 'watchdog') return frozenByHub(command, account, context);
  const refusal = mustLead(account, context) ?? standing(held(account, command.caseId, lease), 'open', 'frozen');
  if (refusal !== null) return refusal;
  return leaseOf(account, lease)?.cause === 'by-hand'
    ? refuseCase('nothing-changed')
    : drafts({ type: 'lease-frozen', data: { lease, cause: 'by-hand' }, body: command.body });
};

/**
 * The hub settled the old journal as far as it ever went, so nothing was spent that it does not know. The workstation goes on with the
 * lease; where it has a newer one already, this one is closed and its rest is free. Refusals: `lease-unknown`, `lease-stands-otherwise`,
 * `not-this-device`, `lease-not-whole` {used, known}.
 */
export const thawLease: Kept<'thaw-lease'> = (command, account, context) => {
  const { lease, device, gen, was, dseq } = command.data;
  const found = held(account, command.caseId, lease);
  if ('refusal' in found) return found;
  const refusal = standing(found, 'frozen') ?? sentBy(device, context);
  if (refusal !== null) return refusal;
  if (found.device !== device || found.gen !== was || gen === was) return refuseCase('not-this-device', { device });
  const { cause = 'incarnation' } = found;
  if (cause !== 'incarnation') return refuseCase('lease-stands-otherwise', { lease, standing: found.standing });
  // Nothing to forecast: only the hub knows how far it settled.
  if (context.hub === undefined) return ok([]);
  const known = context.hub.settled(was);
  if (known < dseq) return refuseCase('lease-not-whole', { lease, used: dseq, known });
  return leaseOfDesk(account, device, gen) === null
    ? drafts({ type: 'lease-thawed', data: { lease, gen } })
    : drafts({ type: 'lease-returned', data: { lease, amount: leftOf(found), closed: true } });
};

/** Refusals: `lease-unknown`, `lease-stands-otherwise` (given up already), `budget-needs-words`. Source: sync.md §2.14 "device lost". */
export const writeOffLease: Kept<'write-off-lease'> = (command, account) => {
  const { lease, reason } = command.data;
  const found = held(account, command.caseId, lease);
  if ('refusal' in found) return found;
  return (
    standing(found, 'open', 'frozen') ??
    (command.body === null
      ? refuseCase('budget-needs-words')
      : drafts({ type: 'lease-written-off', data: { lease, amount: leftOf(found), reason }, body: command.body }))
  );
};

/** Refusals: `budget-needs-words`, `budget-not-doubted`. */
export const releaseBudget: Kept<'release-budget'> = ({ caseId, body }, account, { hub }) => {
  if (body === null) return refuseCase('budget-needs-words');
  if (hub === undefined) return ok([]);
  return account.epoch === hub.epoch
    ? refuseCase('budget-not-doubted', { budget: caseId })
    : drafts({ type: 'budget-released', data: { epoch: hub.epoch }, body });
};
