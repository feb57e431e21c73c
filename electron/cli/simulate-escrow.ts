// Knows `simulate --escrow`: one budget lent to five workstations in thousands of small worlds, by the rules that ship or by those that lose money.
import { ok, type Result } from '../../shared/kernel/result.ts';
import { simulateEscrow, type Escrowed, type EscrowVariant } from '../../hub/simulation/escrow/escrow.ts';
import { EXIT, type Io } from './command.ts';

export type EscrowTask = {
  readonly seeds: number;
  readonly from: number;
  readonly jobs: number;
  readonly variant: EscrowVariant;
  readonly isJson: boolean;
};

const PROGRESS = 5_000;
/** More would say nothing new. */
const NAMED = 20;

export const runEscrow = async ({ seeds, from, jobs, variant, isJson }: EscrowTask, io: Io): Promise<Result<number>> => {
  let named = 0;
  const done = await simulateEscrow({
    seeds,
    from,
    jobs,
    variant,
    onTrials: (trials, count) => {
      for (const { seed, broken } of trials)
        for (const { rule, what } of broken) if ((named += 1) <= NAMED) io.err(`${rule} · seed ${seed} · ${what}`);
      if (!isJson && count % PROGRESS === 0) io.err(`${count} / ${seeds}`);
    },
  });
  const failed = done.seeds - done.passed;
  if (isJson) io.out(JSON.stringify({ ...done, failed, failures: done.failures.map(({ seed, rule }) => ({ seed, rule })), variant }));
  else io.out(sentenceOf(done, io.language));
  return ok(failed === 0 ? EXIT.done : EXIT.bug);
};

const percent = (share: number, language: Io['language']): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share);

const sentenceOf = ({ seeds, passed, overspent, over, beyond, used, ms }: Escrowed, language: Io['language']): string =>
  language === 'de'
    ? `${passed} von ${seeds} Welten ohne Bruch; in ${overspent} mehr zugesagt als das Budget (höchstens ${over}, ${beyond} über Aufgegebenes hinaus); ${percent(used, language)} des Budgets genutzt; ${ms} ms.`
    : `${passed} of ${seeds} worlds unbroken; in ${overspent} more was told than the budget (${over} at worst, ${beyond} beyond what was given up); ${percent(used, language)} of the budget used; ${ms} ms.`;
