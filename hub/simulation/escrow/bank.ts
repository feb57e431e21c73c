// Runs the hub of the small world: journals without holes, one log, and the shipped rules of budget accounts deciding over both.
import type { BudgetAccount } from '../../../shared/case/budget-account.ts';
import type { Command } from '../../../shared/case/commands.ts';
import type { Context } from '../../../shared/case/context.ts';
import { decideTold } from '../../../shared/case/decide.ts';
import type { CaseEvent } from '../../../shared/case/events.ts';
import type { CaseState } from '../../../shared/case/state.ts';
import { decideOn, fold } from '../../../shared/sync/forecast.ts';
import { contextOf, POLICY, TICK } from './papers.ts';
import type { Rules } from './variants.ts';

/** A command in the journal of a desk; `hash` covers it and everything before it. */
export type Entry = { readonly dseq: number; readonly prev: number; readonly hash: number; readonly command: Command };
export type Frame = { readonly device: string; readonly gen: number; readonly entries: readonly Entry[] };

export type Verdict = 'accepted' | 'flagged' | 'refused';
export type Trouble = 'journal-behind' | 'journal-forked' | 'journal-frozen';
export type Pushed = {
  readonly trouble: Trouble | null;
  readonly verdicts: readonly (readonly [string, Verdict])[];
  readonly known: number;
};

type Standing = { readonly position: number; readonly state: CaseState };
/** The log of one epoch: up to `from` it is the one of its parent. What it has, it keeps; desks stand somewhere in it. */
export type Branch = {
  readonly epoch: string;
  readonly parent: Branch | null;
  readonly from: number;
  readonly events: CaseEvent[];
  readonly accounts: Map<string, Standing[]>;
};

type Journal = { readonly settled: { readonly hash: number; readonly command: string; readonly verdict: Verdict }[]; frozen: boolean };

export type Commit = { readonly account: string; readonly state: BudgetAccount; readonly events: readonly CaseEvent[] };

export interface Bank {
  branch(): Branch;
  /** How far the journal of each incarnation of a device is settled. */
  heads(device: string): ReadonlyMap<number, number>;
  push(frame: Frame): Pushed;
  /** What the hub's own people do, without a journal. */
  own(command: Command): Verdict;
  account(account: string): BudgetAccount | null;
  /** The tick in which a lease began. */
  begunAt(lease: string): number;
  /** Spends that came in though their lease did not cover them. */
  flagged(): number;
  /** Copies the database; the answer goes back to that copy under a new epoch. */
  backup(): () => void;
}

export const accountIn = ({ accounts }: Branch, account: string, position: number): CaseState | null =>
  accounts.get(account)?.findLast((standing) => standing.position <= position)?.state ?? null;

export const createBank = (rules: Rules, now: () => number, tick: () => number, onCommit: (commit: Commit) => void): Bank => {
  let branch: Branch = { epoch: 'e-1', parent: null, from: 0, events: [], accounts: new Map() };
  let journals = new Map<string, Map<number, Journal>>();
  let settled = new Map<string, Verdict>();
  let epochs = 1;
  let flagged = 0;
  let since: number | null = null;
  const begun = new Map<string, number>();

  const journalsOf = (device: string): Map<number, Journal> => {
    const known = journals.get(device) ?? new Map<number, Journal>();
    journals.set(device, known);
    return known;
  };
  const journalOf = ({ device, gen }: Frame): Journal => {
    const known = journalsOf(device).get(gen) ?? { settled: [], frozen: false };
    journalsOf(device).set(gen, known);
    return known;
  };
  const settledOf = (device: string, gen: number): number => {
    const mine = journalsOf(device);
    if (rules.bound) return mine.get(gen)?.settled.length ?? 0;
    // A bare number, of whichever incarnation.
    return Math.max(0, ...[...mine.values()].map((journal) => journal.settled.length));
  };
  const hubFor = (device: string | null): NonNullable<Context['hub']> => ({
    epoch: branch.epoch,
    since,
    device,
    policy: POLICY,
    settled: (gen) => (device === null ? 0 : settledOf(device, gen)),
  });

  /** As the ledger rules: what was told within somebody's authority is flagged where it would be refused. */
  const judge = (command: Command, device: string | null): Verdict => {
    const { caseId } = command;
    const state = accountIn(branch, caseId, branch.events.length);
    const context = contextOf(command.actor, Math.min(command.at, now() + TICK), hubFor(device));
    const decided = decideOn(command, state, context);
    const told = decided.ok ? null : decideTold(command, state, context);
    const events = decided.ok ? decided.value.events : told;
    if (events === null) return 'refused';
    const next = fold(state, events);
    if (events.length > 0 && next !== null) commit(caseId, next, events);
    if (told !== null) flagged += 1;
    return told === null ? 'accepted' : 'flagged';
  };

  const commit = (account: string, state: CaseState, events: readonly CaseEvent[]): void => {
    branch.events.push(...events);
    const standings = branch.accounts.get(account) ?? [];
    standings.push({ position: branch.events.length, state });
    branch.accounts.set(account, standings);
    for (const { type, data } of events) if (type === 'lease-granted' && !begun.has(data.lease)) begun.set(data.lease, tick());
    onCommit({ account, state: state.budget!, events });
  };

  const ruleOn = (command: Command, device: string | null): Verdict => {
    const before = settled.get(command.id);
    if (before !== undefined) return before;
    const verdict = judge(inGeneration(command), device);
    settled.set(command.id, verdict);
    return verdict;
  };

  /** Where nothing is bound to an incarnation, whoever has the device returns whatever it held. */
  const inGeneration = (command: Command): Command => {
    if (rules.bound || command.type !== 'return-lease') return command;
    const held = accountOf(command.caseId)?.leases.find(({ lease }) => lease === command.data.lease);
    return held === undefined ? command : { ...command, data: { ...command.data, gen: held.gen } };
  };

  const accountOf = (account: string): BudgetAccount | null => accountIn(branch, account, branch.events.length)?.budget ?? null;

  const push = (frame: Frame): Pushed => {
    const journal = journalOf(frame);
    const [first] = frame.entries;
    const answer = (trouble: Trouble | null): Pushed => ({ trouble, verdicts: [], known: journal.settled.length });
    if (first === undefined) return answer(null);
    if (journal.frozen) return answer('journal-frozen');
    if (first.dseq > journal.settled.length + 1) return answer('journal-behind');
    if (rules.forks && isFork(frame, journal)) {
      journal.frozen = true;
      return answer('journal-forked');
    }
    const verdicts: [string, Verdict][] = [];
    for (const { dseq, hash, command } of frame.entries) {
      const known = journal.settled[dseq - 1];
      if (known === undefined) journal.settled.push({ hash, command: command.id, verdict: ruleOn(command, frame.device) });
      verdicts.push([command.id, journal.settled[dseq - 1]!.verdict]);
    }
    // What was answered ends with this frame, however far somebody else has brought the same number.
    return { trouble: null, verdicts, known: rules.bound ? frame.entries.at(-1)!.dseq : journal.settled.length };
  };

  const restore = (copy: { from: number; journals: typeof journals; settled: typeof settled }): void => {
    const accounts = [...branch.accounts].map(
      ([account, standings]) => [account, standings.filter(({ position }) => position <= copy.from)] as const,
    );
    epochs += 1;
    since = now();
    const events = branch.events.slice(0, copy.from);
    branch = { epoch: `e-${epochs}`, parent: branch, from: copy.from, events, accounts: new Map(accounts) };
    journals = copied(copy.journals);
    settled = new Map(copy.settled);
  };

  return {
    branch: () => branch,
    heads: (device) => new Map([...journalsOf(device)].map(([gen, journal]) => [gen, journal.settled.length])),
    push,
    own: (command) => ruleOn(command, null),
    account: accountOf,
    begunAt: (lease) => begun.get(lease) ?? 0,
    flagged: () => flagged,
    backup: () => {
      const copy = { from: branch.events.length, journals: copied(journals), settled: new Map(settled) };
      return () => restore(copy);
    },
  };
};

const copied = (journals: ReadonlyMap<string, ReadonlyMap<number, Journal>>): Map<string, Map<number, Journal>> =>
  new Map(
    [...journals].map(([device, byGen]) => [
      device,
      new Map([...byGen].map(([gen, { settled, frozen }]) => [gen, { settled: [...settled], frozen }])),
    ]),
  );

/** Another hash under a settled number, or a chain that hangs on another past. */
const isFork = ({ entries }: Frame, { settled }: Journal): boolean => {
  const other = entries.some(({ dseq, hash }) => settled[dseq - 1] !== undefined && settled[dseq - 1]!.hash !== hash);
  const [first] = entries;
  return other || (first!.dseq === settled.length + 1 && first!.prev !== (settled.at(-1)?.hash ?? 0));
};

/** How far the log of a desk is still the hub's: up to where every later epoch goes on the one before. */
export const commonOf = (mine: Branch, hub: Branch): number => {
  let common = Number.MAX_SAFE_INTEGER;
  for (let branch: Branch | null = hub; branch !== null && branch !== mine; branch = branch.parent) common = Math.min(common, branch.from);
  return common;
};
