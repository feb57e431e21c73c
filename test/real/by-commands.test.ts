// From nothing to two workstations at one hub by the commands of the README alone, each a process of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { projectRoot } from '../../build/paths.ts';
import { openReadOnly } from '../../electron/read-only.ts';
import { openWorkplace } from '../../electron/workplace.ts';
import { until } from '../hub/at-the-wire.ts';
import { comesIn, LANE, SECRET } from '../hub/real-hub.ts';
import { opensCase } from '../hosts/hub-work.ts';
import { freePort, PATIENCE, runHub, type HubProcess } from './processes.ts';

const root = mkdtempSync(join(tmpdir(), 'stafette-commands-'));
const started = new Set<ChildProcess>();
let hub: HubProcess | null = null;
afterEach(async () => {
  // The wrapper hands it on to the process behind it.
  for (const child of started) child.kill('SIGTERM');
  await hub?.kill();
  rmSync(root, { recursive: true, force: true });
});

type Said = { readonly text: () => string; readonly code: Promise<number | null>; readonly child: ChildProcess };

const stafette = (words: readonly string[], input = ''): Said => {
  const child = spawn(process.execPath, [join(projectRoot, 'build/stafette.mjs'), ...words], {
    env: { ...process.env, LANG: 'en' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  started.add(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (text += part.toString('utf8')));
  child.stdin.end(input);
  return { text: () => text, code: new Promise((resolve) => child.once('close', resolve)), child };
};

const done = async (words: readonly string[], input = ''): Promise<string> => {
  const said = stafette(words, input);
  if ((await said.code) !== 0) throw new Error(`${words.join(' ')}: ${said.text()}`);
  return said.text();
};

it('[Y84] a hub and two workstations are set up by hub, hub pack, hub person, hub code and start --hub, and one sees what the other does', async () => {
  const data = join(root, 'hub');
  await done(['hub', 'pack', 'telecom', '--data', data]);
  for (const person of ['lena', 'jonas']) await done(['hub', 'person', '--lane', LANE, '--person', person, '--data', data], `${SECRET}\n`);
  hub = await runHub(data, await freePort(), null, join(data, 'directory'));
  const dirs = [join(root, 'desk-1'), join(root, 'desk-2')];
  for (const dir of dirs) {
    const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4})+/.exec(await done(['hub', 'code', '--data', data]))![0];
    const words = [
      '--hub',
      hub.url,
      '--code',
      code,
      '--name',
      'Platz',
      '--data',
      dir,
      '--host',
      'browser',
      '--no-open',
      '--port',
      String(await freePort()),
    ];
    const desk = stafette(['start', ...words]);
    await until(() => /http:\/\/\S+/.test(desk.text()) || desk.child.exitCode !== null, 3 * PATIENCE);
    expect(desk.text()).toMatch(/http:\/\/(?:127\.0\.0\.1|localhost)/);
    desk.child.kill('SIGINT');
    await desk.code;
  }
  expect(await done(['hub', 'devices', '--data', data])).toMatch(/Platz[\s\S]*Platz/);

  const [one, two] = await Promise.all(
    dirs.map(async (dir) => {
      const place = await openWorkplace({ dir });
      if (!place.ok) throw new Error(JSON.stringify(place.refusal));
      return place.value;
    }),
  );
  await comesIn(one!.desk, 'lena');
  await comesIn(two!.desk, 'jonas');
  const caseId = opensCase(one!, 'Router blinkt rot');
  one!.engine.kick(LANE);
  await until(() => two!.store.row(caseId) !== null, PATIENCE);
  for (const place of [one!, two!]) await place.close();
  await hub.end();
  const kept = openReadOnly(dirs[1]!);
  if (!kept.ok) throw new Error(JSON.stringify(kept.refusal));
  expect(kept.value.row(caseId)?.title).toBe('Router blinkt rot');
  kept.value.close();
  expect(JSON.parse(await done(['hub', 'check', '--data', data, '--json']))).toMatchObject({ ok: true, findings: [] });
}, 300_000);
