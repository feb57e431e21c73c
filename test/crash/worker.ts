// The process that is killed: works in a data folder and says on standard output what was acknowledged, one line each.
import { writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { openWorkplace } from '../../electron/workplace.ts';
import { createWorker, LANE } from './actions.ts';

const [dir = '', seed = '0', most = '0'] = process.argv.slice(2);
// Written at once and whole: what stands on the pipe was acknowledged, whatever happens to this process next.
const say = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`);

const opened = await openWorkplace({ dir });
if (!opened.ok) throw new Error(`cannot open: ${JSON.stringify(opened.refusal)}`);
const { engine, store, close } = opened.value;
say({ open: true });
const worker = createWorker(opened.value, Number(seed), store.caseIds(LANE, null, 1000));
for (let n = 1; n <= Number(most); n += 1) {
  const done = worker.act();
  say(done);
  // A draft is durable when its saving returns; screens save one on every pause in typing.
  const savedAt = Date.now();
  store.transact(() => store.saveDraft({ author: `${LANE}/lena`, key: 'crash', value: { n, seed }, savedAt }));
  say({ draft: savedAt });
  engine.kick(LANE);
  await setImmediate();
}
await close();
say({ closed: true });
