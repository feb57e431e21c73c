// Kills a working process at random points, again and again, and looks each time whether anything acknowledged is missing.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSeeded } from '../../shared/kernel/seeded.ts';
import { openWorkplace } from '../../electron/workplace.ts';
import { LANE } from './actions.ts';

export type KillRun = { readonly seed: number; readonly actions: number; readonly kills: number };
export type KillReport = {
  readonly actions: number;
  readonly kills: number;
  readonly restarts: number;
  readonly problems: readonly string[];
};

type Ledger = { readonly commands: string[]; draft: number; closed: boolean };

/** Works until at least so many actions are acknowledged and so many processes were killed. */
export const killRuns = async ({ seed, actions, kills }: KillRun): Promise<KillReport> => {
  const dir = mkdtempSync(join(tmpdir(), 'stafette-kill-'));
  const seeded = createSeeded(seed);
  const acknowledged: Ledger = { commands: [], draft: 0, closed: false };
  const problems: string[] = [];
  let killed = 0;
  let restarts = 0;
  try {
    while ((acknowledged.commands.length < actions || killed < kills) && problems.length === 0) {
      const share = Math.ceil(actions / kills);
      // Most are killed between two actions or within one, some while the folder is being opened.
      const after = seeded.unit() < 0.1 ? 0 : seeded.whole(1, share * 2 - 1);
      if (await workAndKill(dir, seed * 1000 + restarts, after, seeded.unit() * 6, acknowledged)) killed += 1;
      restarts += 1;
      problems.push(...(await inspect(dir, acknowledged)));
    }
    return { actions: acknowledged.commands.length, kills: killed, restarts, problems };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

/** Lets one process work until it has said so many actions and then some milliseconds more; true when it was killed at work. */
const workAndKill = async (dir: string, seed: number, after: number, delay: number, said: Ledger): Promise<boolean> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'worker.ts'), dir, String(seed), '1000'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('close', (_code, signal) => resolve(signal)));
  let rest = '';
  let count = 0;
  let due = false;
  const strike = (): void => {
    if (due) return;
    due = true;
    void sleep(delay).then(() => child.kill('SIGKILL'));
  };
  if (after === 0) void sleep(60 + delay * 40).then(strike);
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const told = JSON.parse(line) as { command?: string; draft?: number; closed?: boolean };
      if (told.command !== undefined) {
        said.commands.push(told.command);
        count += 1;
      }
      if (told.draft !== undefined) said.draft = told.draft;
      if (after > 0 && count >= after) strike();
    }
  });
  const signal = await ended;
  if (signal !== 'SIGKILL') throw new Error(`the worker ended by itself: ${errors}`);
  return true;
};

/** What must hold after every restart; opening also lets desk and ledger agree. */
export const inspect = async (
  dir: string,
  acknowledged: { readonly commands: readonly string[]; readonly draft: number },
): Promise<readonly string[]> => {
  const opened = await openWorkplace({ dir });
  if (!opened.ok) return [`cannot open: ${JSON.stringify(opened.refusal)}`];
  const { store, engine, rescues, examine, close } = opened.value;
  const problems: string[] = [];
  for (const command of acknowledged.commands) {
    const verdict = store.outcome(command)?.verdict;
    if (verdict !== 'accepted') problems.push(`acknowledged ${command} is ${verdict ?? 'gone'}`);
  }
  const draft = store.draft(`${LANE}/lena`, 'crash')?.savedAt ?? 0;
  if (draft < acknowledged.draft) problems.push(`the draft is ${acknowledged.draft - draft} ms older than the one acknowledged`);
  const report = await examine();
  problems.push(
    ...report.findings.map((finding) => JSON.stringify(finding)),
    ...report.integrity,
    ...rescues.map((rescue) => `set aside: ${rescue.why}`),
  );
  const { waiting, trouble } = engine.status(LANE);
  if (waiting > 0 || trouble !== null) problems.push(`after the conversation ${waiting} wait, trouble: ${trouble}`);
  await close();
  return problems;
};
