// Runs the quick checks one after another beside the tests, and says at the end which of them is not right.
import { spawn, type ChildProcess } from 'node:child_process';

export type Command = { readonly name: string; readonly file: string; readonly args: readonly string[] };
type Ended = { readonly name: string; readonly right: boolean; readonly said: string };

/** `loud` = it speaks for itself; else its words are kept. */
const run = ({ name, file, args }: Command, running: Set<ChildProcess>, loud: boolean): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(file, args, { stdio: loud ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => void said.push(part));
    running.add(child);
    const done = (right: boolean): void => {
      running.delete(child);
      resolve({ name, right, said: Buffer.concat(said).toString().trim() });
    };
    child.on('error', (error) => {
      said.push(Buffer.from(String(error)));
      done(false);
    });
    child.on('close', (code) => done(code === 0));
  });

/**
 * Whether all of them are right. What a check finds is said at once and, since the tests say a lot, once more at the end. Told to end
 * (a signal), it ends what runs, begins nothing more and is not right.
 */
export const runBeside = async (checks: readonly Command[], tests: Command, say: (line: string) => void): Promise<boolean> => {
  const running = new Set<ChildProcess>();
  let told = false;
  const end = (signal: NodeJS.Signals): void => {
    told = true;
    for (const child of running) child.kill(signal);
  };
  const signals = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const;
  for (const signal of signals) process.on(signal, end);
  const checked = (async (): Promise<readonly Ended[]> => {
    const ended: Ended[] = [];
    for (const check of checks) {
      if (told) break;
      const begun = performance.now();
      const one = await run(check, running, false);
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      say(one.right ? `${one.name}: right (${seconds} s)` : `${one.name}: not right (${seconds} s)\n${one.said}`);
      ended.push(one);
    }
    return ended;
  })();
  const tested = await run(tests, running, true);
  const wrong = (await checked).filter(({ right }) => !right);
  for (const signal of signals) process.off(signal, end);
  for (const { name, said } of wrong) say(`\n${name}: not right\n${said}`);
  if (wrong.length > 0) say(`\nnot right: ${[...wrong, ...(tested.right ? [] : [tested])].map(({ name }) => name).join(', ')}`);
  return wrong.length === 0 && tested.right && !told;
};
