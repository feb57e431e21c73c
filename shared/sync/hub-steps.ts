// Does what a hub owes a budget by itself, in a journal of its own: stops the leases of a workstation nobody may trust, and takes back what a decision that does not stand had drawn.
import type { Digest } from '../kernel/ids.ts';
import type { Clock } from '../kernel/time.ts';
import { accountId, budgetKeyOf, type BudgetAccount, type FreezeCause } from '../case/budget-account.ts';
import type { Draw } from '../case/budget-events.ts';
import type { Command, CommandOf } from '../case/commands.ts';
import type { CaseState } from '../case/state.ts';
import { budgetOwners } from '../policy/budgets.ts';
import { monthAt } from '../policy/windows.ts';
import type { LedgerStore } from '../store/ledger-store.ts';
import { isLost } from './apply.ts';
import { readCommand } from './judge.ts';
import type { Policies } from './policies.ts';
import { BATCH, entryHash, type Push, type PushAnswer, type PushEntry, type Settlement } from './protocol.ts';
import { createTurns } from './turns.ts';

export type HubStepsParts = {
  readonly store: LedgerStore;
  readonly policies: Policies;
  readonly clock: Clock;
  readonly digest: Digest;
  /** Names the journal of this process, asked once something is to be written into it. */
  readonly newName: () => string;
  /** Settles a push of this process's own. */
  readonly push: (push: Push) => Promise<PushAnswer>;
};

export interface HubSteps {
  /** After a push was answered, before its sender hears it. */
  after(push: Push, answer: PushAnswer): Promise<void>;
  /** Stops every open lease of a workstation in a lane; what it spent of them all the same is still covered. */
  freeze(lane: string, device: string, cause: Exclude<FreezeCause, 'incarnation' | 'by-hand'>): Promise<void>;
}

/** Leases of months further back are nobody's matter any more. */
const MONTHS = 12;

const FORKED: ReadonlySet<string> = new Set(['journal-forked', 'journal-frozen']);

type Step = Pick<CommandOf<'freeze-lease'>, 'type' | 'data'> | Pick<CommandOf<'give-back-budget'>, 'type' | 'data'>;
/** `id` left out: nobody but this process can name it before. */
type Named = Step & { readonly id?: string; readonly caseId: string };

/** What a decision that is named here drew, as its command said or its event recorded it. */
type Drew = { readonly decision: string; readonly draws: readonly Draw[] };

export const createHubSteps = (parts: HubStepsParts): HubSteps => {
  const { store, policies, clock, digest } = parts;
  const inTurn = createTurns();
  let name: string | null = null;

  /** All of them in one push: a copy of the database has them all, or none of them. */
  const write = async (lane: string, steps: readonly Named[]): Promise<PushAnswer | null> => {
    const policy = policies.current(lane, clock());
    const watchdog = policy?.pack.roster.find(({ role }) => role === 'watchdog');
    if (policy === null || watchdog === undefined) return null;
    name ??= `hub:${parts.newName()}`;
    const key = { lane, device: name, gen: 0 };
    const head = (await store.journal(key)) ?? { dseq: 0, hash: '' };
    const frame = { lane, actor: watchdog.id, at: clock(), quality: 'synced', pack: policy.version, seen: 0, body: null } as const;
    const entries: PushEntry[] = [];
    for (const step of steps) {
      const dseq = head.dseq + entries.length + 1;
      const text = JSON.stringify({ ...frame, id: `${name}.${dseq}`, ...step } satisfies Omit<Command, 'type' | 'data'> & Step);
      entries.push({ dseq, hash: entryHash(digest, key, dseq, entries.at(-1)?.hash ?? head.hash, text), text });
    }
    return parts.push({ ...key, prev: head.hash, entries, bodies: [] });
  };

  const writeAll = (lane: string, steps: readonly Named[]): Promise<readonly (PushAnswer | null)[]> =>
    inTurn(lane, async () => {
      const answers: (PushAnswer | null)[] = [];
      for (let from = 0; from < steps.length; from += BATCH) answers.push(await write(lane, steps.slice(from, from + BATCH)));
      return answers;
    });

  const accounts = async (lane: string): Promise<readonly CaseState[]> => {
    const known = policies.versions(lane).flatMap((version) => policies.version(lane, version) ?? []);
    const zone = policies.current(lane, clock())?.pack.principal.zone;
    if (zone === undefined) return [];
    const months = monthsAround(monthAt(clock(), zone));
    const ids = known.flatMap((policy) =>
      budgetOwners(policy).flatMap((owner) => months.map((month) => accountId(lane, { ...owner, month }))),
    );
    return ids.length === 0 ? [] : [...(await store.states([...new Set(ids)])).values()];
  };

  const freeze: HubSteps['freeze'] = async (lane, device, cause) => {
    const steps = (await accounts(lane)).flatMap(({ id, budget }) =>
      (budget?.leases ?? []).flatMap((row): readonly Named[] => {
        const isOpen = row.standing === 'open' || (row.standing === 'frozen' && row.cause === 'incarnation');
        if (row.device !== device || !isOpen) return [];
        return [{ caseId: id, type: 'freeze-lease', data: { lease: row.lease, cause } }];
      }),
    );
    const failed = (await writeAll(lane, steps)).find((answer) => answer?.ok === false);
    if (failed?.ok === false) throw new Error(`leases of ${device} were not stopped in ${lane}: ${failed.refusal.code}`);
  };

  /**
   * Only what the account really recorded goes back, and once: so it says itself when it is asked. What names money that nobody spent makes
   * no work. Where something else was told under the name of this step, it has another one.
   */
  const giveBacks = async (lane: string, drew: readonly Drew[]): Promise<readonly Named[]> => {
    const steps: Named[] = [];
    const owed = createOwed(store);
    for (const { decision, draws } of drew)
      for (const { account, lease, amount } of draws) {
        const budget = await owed(account, decision);
        if (budget === null) continue;
        const data = { ...budgetKeyOf(budget), lease, decision, amount, beyond: 0 };
        const id = giveBackId(digest, decision, account);
        const isTaken = (await store.settledCommands(lane, [id])).has(id);
        steps.push({ ...(isTaken ? {} : { id }), caseId: account, type: 'give-back-budget', data });
      }
    return steps;
  };

  return {
    freeze,
    after: async (push, answer) => {
      if (!answer.ok) return FORKED.has(answer.refusal.code) ? freeze(push.lane, push.device, 'fork') : undefined;
      const drew = await Promise.all(push.entries.filter(mayBeUndone).map((entry) => undone(store, push.lane, entry, answer.value)));
      const found = drew.filter((each) => each !== null);
      // Whoever has nothing to give back waits for nobody who has.
      const steps = await giveBacks(push.lane, found);
      if (steps.length > 0) await writeAll(push.lane, steps);
    },
  };
};

/** Whether more was spent for a decision than was given back; then the account, each read once. */
const createOwed = (store: LedgerStore) => {
  const read = new Map<string, ReturnType<LedgerStore['eventsOf']>>();
  return async (account: string, decision: string): Promise<BudgetAccount | null> => {
    const budget = (await store.states([account])).get(account)?.budget;
    if (budget === undefined) return null;
    const events = read.get(account) ?? store.eventsOf(account);
    read.set(account, events);
    const count = (type: 'budget-spent' | 'budget-given-back', all: Awaited<typeof events>): number =>
      all.filter(({ event }) => event.type === type && event.data.decision === decision).length;
    const all = await events;
    return count('budget-spent', all) > count('budget-given-back', all) ? budget : null;
  };
};

/** The same whoever gives it back, so that it is done once. */
export const giveBackId = (digest: Digest, decision: string, account: string): string =>
  `give-back:${digest(`${decision} ${account}`).slice(0, 32)}`;

/** Nearly nothing may; a list of anything stands in few commands, and is found faster than what it is a list of. */
const mayBeUndone = ({ text }: PushEntry): boolean =>
  (text.includes('[{') && text.includes('"draws":[{')) || text.includes('withdraw-approval"');

/** What stood before this entry was ruled on and does not stand after it; null for nearly everything. */
const undone = async (store: LedgerStore, lane: string, { dseq, text }: PushEntry, { verdicts }: Settlement): Promise<Drew | null> => {
  const outcome = verdicts.find((verdict) => verdict.dseq === dseq);
  const read = readCommand(lane, text);
  if (outcome === undefined || !read.ok) return null;
  const command = read.value;
  const draws = 'draws' in command.data ? (command.data.draws ?? []) : [];
  if (draws.length > 0 && isLost(outcome)) return { decision: command.id, draws };
  const state = (await store.states([command.caseId])).get(command.caseId);
  if (command.type === 'ask-approval' && state?.approvals.some(({ approval }) => approval === command.id) === true)
    return draws.length === 0 ? null : { decision: command.id, draws };
  if (command.type !== 'withdraw-approval') return null;
  const taken = state?.takenBack?.find(({ decision }) => decision === command.data.approval);
  return taken === undefined ? null : { decision: taken.decision, draws: taken.draws };
};

/** From so many months ago to the next one, "2026-03". */
const monthsAround = (month: string): readonly string[] => {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  return Array.from({ length: MONTHS + 2 }, (_, index) => {
    const each = at - MONTHS + index;
    return `${String(Math.floor(each / 12)).padStart(4, '0')}-${String((each % 12) + 1).padStart(2, '0')}`;
  });
};
