// The long kill test: `npm run soak [KILLS] [SEED]`, 200 kills unless said otherwise.
import { killRuns } from './kill-runs.ts';

const [kills = '200', seed = '1'] = process.argv.slice(2);
const started = Date.now();
const report = await killRuns({ seed: Number(seed), actions: Number(kills) * 10, kills: Number(kills) });
console.log(JSON.stringify({ ...report, seed: Number(seed), seconds: Math.round((Date.now() - started) / 1000) }));
process.exitCode = report.problems.length === 0 ? 0 : 1;
