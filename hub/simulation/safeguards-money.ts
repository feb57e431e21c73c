// Switches off safeguards of shared budgets: each by itself lets customers be told more than there is, or money be counted that nobody granted.
import { leaseOf, leftOf } from '../../shared/case/budget-account.ts';
import type { Command } from '../../shared/case/commands.ts';
import type { CaseState } from '../../shared/case/state.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import type { Engine } from '../../shared/sync/engine.ts';
import { fold, NOTHING_KNOWN } from '../../shared/sync/forecast.ts';
import { judge } from '../../shared/sync/judge.ts';
import type { OutsideRecord } from '../../shared/sync/lease-parts.ts';
import type { Submitted } from '../../shared/sync/submit.ts';
import { ok } from '../../shared/kernel/result.ts';
import type { Digest } from '../../shared/kernel/ids.ts';
import { entryHash, type Push } from '../../shared/sync/protocol.ts';
import type { Safeguard } from './safeguards.ts';

/** First the decision, then what pays it, each for itself; `dies`: the process ends in between. */
export const tornApart =
  (engine: Engine, dies: () => boolean): Engine['submitAll'] =>
  (orders) => {
    const done: Submitted[] = [];
    const decision = orders.at(-1)!;
    for (const order of [decision, ...orders.slice(0, -1)]) {
      if (order !== decision && dies()) break;
      const answer = engine.submitAll([order]);
      if (!answer.ok) return answer;
      done.push(...answer.value);
    }
    return ok([...done.slice(1), done[0]!]);
  };

/** A return by any other way than the journal: frames of a device of its own, which the hub believes as it believes the telephone. */
export const returnBeside = (
  digest: Digest,
  lane: string,
  { caseId, lease, number }: { caseId: string; lease: string; number: number },
): Push => {
  const device = `beside-${number}`;
  const data = { lease, device, gen: 0, amount: 0, used: 0, close: true };
  const frame = { lane, caseId, type: 'return-lease', actor: 'watchdog', at: 0, quality: 'synced', pack: 'v1', seen: 0, data, body: null };
  const text = JSON.stringify({ id: `${device} ${lease}`, ...frame });
  const hash = entryHash(digest, { device, gen: 0 }, 1, '', text);
  return { lane, device, gen: 0, prev: '', entries: [{ dseq: 1, hash, text }], bodies: [] };
};

const SETTING = 'lease-record';

/** A record that is set back and copied with the database says nothing about it. */
export const weakRecord = (record: OutsideRecord, store: DeskStore, off: Safeguard): OutsideRecord =>
  off === 'outside-record'
    ? { read: () => store.setting(SETTING), write: (text) => store.transact(() => store.saveSetting(SETTING, text)) }
    : record;

/** The ruling that trusts what the desk counted. */
const trusting: typeof judge = (command, state, body, bench) => judge(command, state, body, { ...bench, known: async () => NOTHING_KNOWN });

/** Everything counts as free, whoever holds it. */
const generous: typeof judge = async (command, state, body, bench, sender) => {
  if (command.type !== 'ask-lease' || state?.budget === undefined) return judge(command, state, body, bench, sender);
  const ruling = await judge(command, { ...state, budget: { ...state.budget, free: state.budget.limit } }, body, bench, sender);
  return { ...ruling, state: fold(state, ruling.events) };
};

/** A lease ends with what the hub knows of it, whatever its workstation has still to say. */
const believed = (command: Command, state: CaseState | null): Command => {
  if (command.type !== 'return-lease') return command;
  const held = leaseOf(state?.budget ?? { leases: [] }, command.data.lease);
  if (held === null) return command;
  return { ...command, data: { ...command.data, device: held.device, gen: held.gen, amount: leftOf(held), used: held.used, close: true } };
};
const believing: typeof judge = (command, state, body, bench) => judge(believed(command, state), state, body, bench);

export const weakJudge = (off: Safeguard): typeof judge => {
  if (off === 're-deciding') return trusting;
  if (off === 'return-in-order')
    return (command, state, body, bench, sender) =>
      (command.type === 'return-lease' ? believing : judge)(command, state, body, bench, sender);
  return off === 'only-what-is-free' ? generous : judge;
};
