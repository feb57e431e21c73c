// Measures how fast the desk is and says it beside the raw limit of this machine: `npm run bench -- [--json] [--quick]`.
import { runBench } from '../test/bench/bench.ts';

process.exitCode = await runBench(process.argv.slice(2));
