import { runTrial } from '../../hub/simulation/trial.ts';
const [from, count, verbose, off] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4] === 'v', process.argv[5] ?? 'none'];
const t = performance.now();
let bad = 0;
let cmds = 0;
let steps = 0;
const rules: Record<string, number[]> = {};
for (let seed = from; seed < from + count; seed += 1) {
  const done = await runTrial({ seed, off: off as never, ...(verbose ? { onStep: (l: string) => console.log(l) } : {}) });
  cmds += done.commands;
  steps += done.steps;
  if (done.broken.length > 0) {
    bad += 1;
    for (const r of new Set(done.broken.map((b) => b.rule))) (rules[r] ??= []).push(seed);
    if (bad <= 6) console.log(seed, done.broken.slice(0, 4));
  }
}
console.log({
  count,
  bad,
  cmds,
  steps,
  ms: Math.round(performance.now() - t),
  rules: Object.fromEntries(Object.entries(rules).map(([k, v]) => [k, v.slice(0, 12).join(',') + ` (${v.length})`])),
});
