// Knows the command `simulate`: many desks and a hub in one process, everything that can go wrong, and the rules that must hold all the same.
import { availableParallelism } from 'node:os';
import { ok, refuse } from '../../shared/kernel/result.ts';
import { ESCROW_VARIANTS, type EscrowVariant } from '../../hub/simulation/escrow/escrow.ts';
import { HUBS, simulate, type HubKind } from '../../hub/simulation/simulate.ts';
import { EXIT, type CliCommand } from './command.ts';
import { JSON_OPTION } from './folder.ts';
import { runEscrow } from './simulate-escrow.ts';
import { runStory } from './simulate-story.ts';

const SEEDS = 200;

export const simulateCommand: CliCommand = {
  name: 'simulate',
  about: {
    de: 'stellt den Abgleich auf die Probe: viele Arbeitsplätze und eine Zentrale, mit Ausfällen nach Startwert',
    en: 'puts the sync on trial: many desks and a hub, with failures drawn from a seed',
  },
  usage:
    '[--seeds N] [--from S] [--hub memory|sqlite|postgres] [--jobs N] [--escrow [--variant V]] [--json]\n       npx stafette simulate --story [--keep DIR]',
  more: {
    de: [
      'Jeder Startwert ist eine Welt: Menschen arbeiten, wechseln und gehen, Leitungen reißen, Rechner fallen aus, Platten und die Datenbank der',
      'Zentrale werden zurückgesetzt. Danach darf nichts verloren, doppelt, verschieden oder bei Fremden sein. Gleicher Startwert, gleicher',
      'Verlauf, so viele Kerne auch daran arbeiten. Ende mit 1, wenn eine Regel gebrochen ist; die Regeln I1 bis I14 stehen in OPERATIONS.md.',
      'Mit --escrow geht es nur um Geld: ein Budget, an fünf Arbeitsplätze verliehen, nach den Regeln, die gelten, oder einer unsicheren Abart.',
      'Mit --story leben drei Außenstellen als echte Prozesse eine Woche ohne Leitung, und ein Bericht sagt, was aus jeder Zusage wurde.',
    ].join('\n'),
    en: [
      'Each seed is a world: people work, move and leave, lines break, machines die, disks and the database of the hub are set back. Afterwards',
      'nothing may be lost, doubled, different or with strangers. The same seed gives the same course, however many cores work on it. The exit',
      'code is 1 where a rule is broken; OPERATIONS.md lists the rules I1 to I14.',
      'With --escrow it is about money alone: one budget lent to five workstations, by the rules that ship or by an unsafe variant of them.',
      'With --story three field offices live through a week without a line as real processes, and a report says what became of each promise.',
    ].join('\n'),
  },
  args: [],
  options: {
    seeds: { kind: 'count', value: 'N', about: { de: `so viele Welten (sonst ${SEEDS})`, en: `so many worlds (else ${SEEDS})` } },
    from: { kind: 'number', value: 'S', about: { de: 'erster Startwert (sonst 1)', en: 'first seed (else 1)' } },
    hub: {
      kind: 'choice',
      value: 'memory',
      choices: HUBS,
      about: { de: 'womit die Zentrale speichert (sonst memory)', en: 'what the hub keeps its ledger in (else memory)' },
    },
    jobs: {
      kind: 'count',
      value: 'N',
      about: { de: 'so viele Welten zugleich (sonst eine je Kern)', en: 'so many worlds at the same time (else one per core)' },
    },
    escrow: {
      kind: 'flag',
      about: { de: 'nur das Verleihen eines Budgets, in kleinen Welten', en: 'only how a budget is lent, in small worlds' },
    },
    variant: {
      kind: 'choice',
      value: 'shipped',
      choices: ESCROW_VARIANTS,
      about: { de: 'nach welchen Regeln verliehen wird (sonst shipped)', en: 'by which rules it is lent (else shipped)' },
    },
    story: {
      kind: 'flag',
      about: {
        de: 'drei Außenstellen, eine Woche ohne Leitung, mit Bericht',
        en: 'three field offices, a week without a line, with a report',
      },
    },
    keep: {
      kind: 'text',
      value: 'DIR',
      about: { de: 'die Ordner aus --story hier aufheben', en: 'keep the folders of --story here' },
    },
    json: JSON_OPTION,
  },
  run: async (given, io) => {
    if (given.flag('story')) return runStory(given.text('keep'), io);
    if (given.text('keep') !== null) return refuse('missing-option', { command: 'simulate', option: '--story', value: '--keep DIR' });
    const seeds = given.count('seeds') ?? SEEDS;
    const from = given.count('from') ?? 1;
    const jobs = given.count('jobs') ?? availableParallelism();
    if (given.flag('escrow')) {
      const variant = (given.text('variant') ?? 'shipped') as EscrowVariant;
      return runEscrow({ seeds, from, jobs, variant, isJson: given.flag('json') }, io);
    }
    const done = await simulate({
      seeds,
      from,
      hub: (given.text('hub') ?? 'memory') as HubKind,
      jobs,
      onTrial: ({ seed, broken, steps }, count) => {
        for (const { rule, what } of broken) io.err(`${rule} · seed ${seed} · ${steps} steps · ${what}`);
        if (count % 500 === 0 && !given.flag('json')) io.err(`${count} / ${seeds}`);
      },
    });
    const failed = done.seeds - done.passed;
    const failures = done.failures.map(({ seed, rule, step }) => ({ seed, rule, step }));
    if (given.flag('json')) io.out(JSON.stringify({ seeds: done.seeds, passed: done.passed, failed, failures, ms: done.ms }));
    else
      io.out(
        io.language === 'de'
          ? `${done.passed} von ${seeds} Welten ohne Bruch, ${done.ms} ms.`
          : `${done.passed} of ${seeds} worlds unbroken, ${done.ms} ms.`,
      );
    return ok(failed === 0 ? EXIT.done : EXIT.bug);
  },
};
