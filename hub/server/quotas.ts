// Decides how much one workstation may have kept in a day, so that none fills the disk of all; what is too much waits at the workstation.
import type { Clock, Ms } from '../../shared/kernel/time.ts';
import { DAY } from '../../shared/kernel/time.ts';
import type { Push, PushAnswer } from '../../shared/sync/protocol.ts';

/** What a day holds. Bytes are those of commands and their words; what is set aside counts for both kinds. */
export type Daily = {
  readonly commands: number;
  readonly bytes: number;
  readonly quarantined: number;
  readonly quarantinedBytes: number;
  readonly absences: number;
};

export type Kind = keyof Daily;

/** What is used up, and after how many milliseconds there is some again. */
export type Over = { readonly what: Kind; readonly limit: number; readonly after: Ms };

export interface Quotas {
  /** Counts a push before it is settled: nobody gets round it by many at once. `aside`: all of it will be set aside. */
  begin(push: Push, aside: boolean): Over | Begun;
  /** Counts entries of the absence book. */
  takeAbsences(device: string, count: number): Over | null;
}

export interface Begun {
  /** What was settled before costs nothing again, and what was set aside is counted as such. */
  done(answer: PushAnswer): void;
  /** Nothing of it is known to stand. */
  undone(): void;
}

export const isOver = (found: Over | Begun): found is Over => 'what' in found;

type Cost = Partial<Record<Kind, number>>;
type Account = { readonly left: Record<Kind, number>; at: Ms };

/** Journals whose end is remembered. */
const HEADS = 10_000;

export const createQuotas = (clock: Clock, daily: Daily): Quotas => {
  const kinds = Object.keys(daily) as Kind[];
  const accounts = new Map<string, Account>();
  const heads = new Map<string, number>();

  /** It fills again all day long. */
  const accountOf = (device: string): Account => {
    const at = clock();
    const known = accounts.get(device) ?? { left: { ...daily }, at };
    const share = Math.max(0, at - known.at) / DAY;
    for (const kind of kinds) known.left[kind] = Math.min(daily[kind], known.left[kind] + share * daily[kind]);
    known.at = at;
    accounts.set(device, known);
    return known;
  };
  /** Whatever is left lets one more in, whole: a push that needs more than a day holds would wait for ever. */
  const overOf = ({ left }: Account, cost: Cost): Over | null => {
    const what = kinds.find((kind) => (cost[kind] ?? 0) > 0 && left[kind] <= 0);
    if (what === undefined) return null;
    return { what, limit: daily[what], after: Math.ceil(((1 - left[what]) / daily[what]) * DAY) };
  };
  const charge = ({ left }: Account, cost: Cost, sign: 1 | -1): void => {
    for (const kind of kinds) left[kind] -= sign * (cost[kind] ?? 0);
  };
  const remember = (journal: string, dseq: number): void => {
    heads.delete(journal);
    heads.set(journal, dseq);
    if (heads.size > HEADS) heads.delete(heads.keys().next().value!);
  };

  return {
    begin: (push, aside) => {
      const account = accountOf(push.device);
      const journal = JSON.stringify([push.lane, push.device, push.gen]);
      const known = heads.get(journal) ?? 0;
      const fresh = push.entries.filter(({ dseq }) => dseq > known);
      const bytes = fresh.length === 0 ? 0 : sizeOf(fresh) + sizeOf(push.bodies);
      const cost: Cost = {
        commands: fresh.length,
        bytes,
        ...(aside ? { quarantined: fresh.length, quarantinedBytes: bytes } : {}),
      };
      // Whoever had too much set aside waits with all of it: what comes next cannot be known to be better.
      const over = overOf(account, fresh.length === 0 ? {} : { ...cost, quarantined: 1, quarantinedBytes: 1 });
      if (over !== null) return over;
      charge(account, cost, 1);
      return {
        undone: () => charge(account, cost, -1),
        done: (answer) => {
          if (!answer.ok) {
            charge(account, cost, -1);
            if (answer.refusal.code === 'journal-forked') charge(account, evidenceOf(push, answer.refusal.data['dseq']), 1);
            return;
          }
          remember(journal, answer.value.journal.dseq);
          if (aside) return;
          const set = new Set(answer.value.verdicts.flatMap(({ verdict, dseq }) => (verdict === 'quarantined' ? [dseq] : [])));
          const kept = fresh.filter(({ dseq }) => set.has(dseq));
          charge(account, { quarantined: kept.length, quarantinedBytes: sizeOf(kept) }, 1);
        },
      };
    },
    takeAbsences: (device, count) => {
      const account = accountOf(device);
      const over = overOf(account, { absences: count });
      if (over === null) charge(account, { absences: count }, 1);
      return over;
    },
  };
};

/** Of a second history one entry is kept. */
const evidenceOf = ({ entries }: Push, dseq: unknown): Cost => ({
  commands: 1,
  bytes: sizeOf(entries.filter((entry) => entry.dseq === dseq)),
});

const sizeOf = (texts: readonly { readonly text: string }[]): number => texts.reduce((size, { text }) => size + text.length, 0);
