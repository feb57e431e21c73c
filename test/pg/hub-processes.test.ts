// Two real hub processes over one PostgreSQL: who holds a lane, what the other hands on, and what happens when one is killed.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examineLedger } from '../../shared/sync/doctor-ledger.ts';
import type { Push } from '../../shared/sync/protocol.ts';
import type { HubStore } from '../../hub/server/hub-options.ts';
import { openStore } from '../../hub/server/open-store.ts';
import { codeHash, digest } from '../../hub/server/secrets.ts';
import { startPostgres, type OwnPostgres } from '../../hub/simulation/own-postgres.ts';
import { projectRoot } from '../../build/paths.ts';
import { cli } from '../cli/run-cli.ts';
import { askAt, LANE, listenAt, seatOf, SECRET, until, type Answer } from '../hub/at-the-wire.ts';
import { notes, opens } from '../sync/writers.ts';

type Process = { readonly url: string; readonly lines: string[]; readonly child: ChildProcess; readonly gone: Promise<number | null> };

const root = mkdtempSync(join(tmpdir(), 'stafette-processes-'));
const started = new Set<ChildProcess>();
let server: OwnPostgres;
let database: string;
let kept: HubStore;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

const run = async (name: string): Promise<Process> => {
  const args = ['hub', '--data', join(root, name), '--directory', join(root, 'directory'), '--port', String(await freePort())];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(projectRoot, 'electron/cli.ts'), ...args], {
    env: { ...process.env, STAFETTE_DATABASE: database },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => lines.push(...part.toString('utf8').split('\n')));
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const open = (): string | undefined => lines.flatMap((line) => /^The hub is open: (\S+)/.exec(line)?.[1] ?? [])[0];
  await until(() => open() !== undefined || child.exitCode !== null, 30_000);
  const url = open();
  if (url === undefined) throw new Error(lines.join('\n'));
  return { url, lines, child, gone };
};

const held = async ({ url }: Process): Promise<boolean> =>
  (await (await fetch(`${url}/metrics`)).text()).includes(`stafette_hub_lane_held{lane="${LANE}"} 1`);

beforeAll(async () => {
  server = await startPostgres();
  database = `${server.url}${server.url.includes('?') ? '&' : '?'}schema=t_${randomUUID().replaceAll('-', '')}`;
  const place = ['--data', join(root, 'a'), '--database', database];
  const begun = await cli(['hub', 'pack', 'telecom', ...place]);
  if (begun.code !== 0) throw new Error(begun.err.join('\n'));
  async function* secret(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${SECRET}\n`);
  }
  const listed = await cli(['hub', 'person', '--lane', LANE, '--person', 'lena', '--directory', join(root, 'directory'), ...place], {
    input: secret(),
  });
  if (listed.code !== 0) throw new Error(listed.err.join('\n'));
  const opened = await openStore({ dir: join(root, 'test'), database, now: Date.now });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  kept = opened.value;
}, 120_000);
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await kept.close();
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

const clock = {
  clock: {
    get now() {
      return Date.now();
    },
  },
};

describe('[HS13] two processes over one database', () => {
  it('divide the lanes, hand on, tell each other, and take over from a dead one without losing anything', async () => {
    const [a, b] = [await run('a'), await run('b')];
    await kept.register.addCode({
      hash: codeHash('CODE'),
      lanes: null,
      note: '',
      madeAt: 0,
      expiresAt: Number.MAX_SAFE_INTEGER,
      usedBy: null,
    });
    const enrolled = await askAt(a.url, 'enrol', { code: 'code', device: 'd-1', name: 'Platz' });
    const { key, hub } = (enrolled.body as { value: { key: string; hub: string } }).value;
    const at = (process: Process) => seatOf(process.url, 'd-1', key);
    const seat = at(a);
    expect((await at(b).signIn('lena')).body['ok']).toBe(true);
    // Both go by one name, whichever of them is asked.
    const nowhere = { epoch: null, position: 0, anchor: '', scope: null };
    for (const process of [a, b])
      expect((await at(process).ask('hello', { lane: LANE, device: 'd-1', gen: 0, cursor: nowhere })).body).toMatchObject({
        greeting: { hub },
      });

    const positions: number[] = [];
    const settled = (answer: Answer): void => {
      expect(answer.body).toMatchObject({ ok: true });
      const { verdicts, position } = (answer.body as { value: { verdicts: { verdict: string }[]; position: number } }).value;
      expect(verdicts.every(({ verdict }) => verdict === 'accepted')).toBe(true);
      positions.push(position);
    };
    settled(await seat.ask('push', seat.journal(opens(clock, 'fall', 'lena'))));
    expect((await held(a)) !== (await held(b))).toBe(true);
    const [holder, other] = (await held(a)) ? [a, b] : [b, a];
    const ears = [await listenAt(holder.url, key), await listenAt(other.url, key)];
    settled(await at(other).ask('push', seat.journal(notes(clock, 'through-the-other', 'fall', 'lena'))));
    for (const ear of ears) await until(() => ear.heard.some(({ position }) => position === 2));
    ears.forEach(({ socket }) => socket.terminate());

    /** As a workstation: the same frame again until it is settled, wherever somebody answers. */
    const deliver = async (frame: Push, processes: readonly Process[]): Promise<number> => {
      const began = performance.now();
      for (let n = 0; performance.now() - began < 20_000; n += 1) {
        const answer = await at(processes[n % processes.length]!)
          .ask('push', frame)
          .catch(() => null);
        if (answer?.body['ok'] === true) {
          settled(answer);
          return performance.now() - began;
        }
        await new Promise((resolve) => void setTimeout(resolve, 50));
      }
      throw new Error('nobody settled it');
    };
    const before = seat.journal(...Array.from({ length: 40 }, (_, n) => notes(clock, `before-${n}`, 'fall', 'lena')));
    const underway = deliver(before, [holder, other]);
    holder.child.kill('SIGKILL');
    await underway;
    const took = await deliver(seat.journal(notes(clock, 'after-the-kill', 'fall', 'lena')), [other]);
    expect(took).toBeLessThan(6_000);
    expect(await held(other)).toBe(true);

    // The dead one comes back and hands on; whoever ends in order gives back at once.
    const back = await run(holder === a ? 'a' : 'b');
    settled(await at(back).ask('push', seat.journal(notes(clock, 'through-the-new-one', 'fall', 'lena'))));
    expect(await held(back)).toBe(false);
    other.child.kill('SIGTERM');
    const last = await deliver(seat.journal(notes(clock, 'after-the-end', 'fall', 'lena')), [back]);
    expect(await other.gone).toBe(0);
    expect(last).toBeLessThan(3_000);

    const events = await kept.store.events(LANE, 0, 500);
    expect(events.map(({ position }) => position)).toEqual(Array.from({ length: 45 }, (_, n) => n + 1));
    expect(new Set(events.map(({ event }) => event.command)).size).toBe(45);
    expect(positions).toEqual([1, 2, 42, 43, 44, 45]);
    expect(await examineLedger(kept.store, digest)).toEqual([]);
    for (const { lines } of [a, b, back]) expect(lines.filter((line) => /"level":50/.test(line) && !/"what":/.test(line))).toEqual([]);
    back.child.kill('SIGINT');
    expect(await back.gone).toBe(0);
  }, 120_000);
});
