// Hubs over one PostgreSQL that come and go: lanes move to whoever joins while people work in them, and then stay.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import hotel from '../../shared/packs/hotel.json' with { type: 'json' };
import type { PackInput } from '../../shared/policy/pack-schema.ts';
import { examineLedger } from '../../shared/sync/doctor-ledger.ts';
import type { HubStore } from '../../hub/server/hub-options.ts';
import { openStore } from '../../hub/server/open-store.ts';
import { codeHash, digest, hashSecret } from '../../hub/server/secrets.ts';
import { startHub, type RunningHub } from '../../hub/server/start-hub.ts';
import { startPostgres, type OwnPostgres } from '../../hub/simulation/own-postgres.ts';
import { askAt, LANE, SECRET, seatOf, until } from '../hub/at-the-wire.ts';
import { notes, opens, TEAMS } from '../sync/writers.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const LANES = [LANE, 'o-1', 'o-2', 'o-3'];
const root = mkdtempSync(join(tmpdir(), 'stafette-fair-'));
const log: string[] = [];
const begun: RunningHub[] = [];
let server: OwnPostgres;
let kept: HubStore;

beforeAll(async () => {
  server = await startPostgres();
  kept = await open();
  const people = [{ lane: LANE, person: 'lena', secret: await hashSecret(SECRET, (count) => new Uint8Array(randomBytes(count))) }];
  mkdirSync(join(root, 'directory'));
  writeFileSync(join(root, 'directory', 'people.json'), JSON.stringify({ people }));
});
afterAll(async () => {
  for (const hub of begun) await hub.close();
  await kept.close();
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

const open = async (): Promise<HubStore> => {
  const opened = await openStore({ dir: root, database: server.url, schema: 'fair', now: Date.now });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  return opened.value;
};

const begin = async (name: string, clock: () => number): Promise<RunningHub> => {
  const started = await startHub({
    dir: join(root, name),
    directory: join(root, 'directory'),
    port: 0,
    store: await open(),
    clock,
    limits: { renewEvery: 250 },
    log: { level: 'info', target: { write: (line) => void log.push(`${name} ${line}`) } },
  });
  if (!started.ok) throw new Error(JSON.stringify(started.refusal));
  begun.push(started.value);
  return started.value;
};

type Held = { readonly urls: readonly string[]; readonly tokens: readonly number[] };

const holders = async (): Promise<Held> => {
  const found = await Promise.all(LANES.map((lane) => kept.store.laneHolder(lane)));
  return { urls: found.map((holder) => holder?.url ?? 'nobody'), tokens: found.map((holder) => holder?.token ?? 0) };
};

const shares = async (...hubs: readonly RunningHub[]): Promise<readonly number[]> => {
  const { urls } = await holders();
  return hubs.map(({ url }) => urls.filter((each) => each === url).length);
};

const stays = async (): Promise<void> => {
  const before = await holders();
  await new Promise((resolve) => void setTimeout(resolve, 1_500));
  expect(await holders()).toEqual(before);
};

it('[HS41] [HS42] a hub that joins gets its share while people work in the lanes, and nothing moves once it is fair', async () => {
  const a = await begin('a', Date.now);
  for (const pack of [
    TEAMS.pack,
    ...LANES.slice(1).map((id) => ({ ...hotel, principal: { ...hotel.principal, id } }) as unknown as PackInput),
  ])
    await a.ledger.publishPack(pack);
  await a.reload();
  await until(async () => (await shares(a))[0] === 4);
  const first = await holders();

  await kept.register.addCode({
    hash: codeHash('CODE'),
    lanes: null,
    note: '',
    madeAt: 0,
    expiresAt: Number.MAX_SAFE_INTEGER,
    usedBy: null,
  });
  const enrolled = await askAt(a.url, 'enrol', { code: 'code', device: 'd-1', name: 'Platz' });
  const { key } = (enrolled.body as { value: { key: string } }).value;
  const seat = seatOf(a.url, 'd-1', key);
  expect((await seat.signIn('lena')).body['ok']).toBe(true);

  // Its clock is twenty seconds ahead: by that one everything the first one holds would have run out.
  const b = await begin('b', () => Date.now() + 20_000);
  const time = { clock: { now: Date.now() } };
  let written = 1;
  let slowest = 0;
  expect((await seat.ask('push', seat.journal(opens(time, 'fall', 'lena')))).body).toMatchObject({ ok: true });
  const writes = async (...hubs: readonly RunningHub[]): Promise<void> => {
    const began = performance.now();
    const frame = seat.journal(notes(time, `n-${written}`, 'fall', 'lena'));
    const at = seatOf(hubs[written % hubs.length]!.url, 'd-1', key);
    expect((await at.ask('push', frame)).body).toMatchObject({ ok: true, value: { verdicts: [{ verdict: 'accepted' }] } });
    slowest = Math.max(slowest, performance.now() - began);
    written += 1;
  };
  const before = await holders();
  expect(before).toEqual(first);
  await until(async () => {
    await writes(a, b);
    return (await shares(a, b)).join() === '2,2';
  }, 20_000);
  const divided = await holders();
  expect(divided.urls).toEqual([b.url, b.url, a.url, a.url]);
  expect(divided.tokens).toEqual([first.tokens[0]! + 1, first.tokens[1]! + 1, first.tokens[2], first.tokens[3]]);
  for (let n = 0; n < 10; n += 1) await writes(a, b);
  // Shorter than a hold: at no moment it was nobody's.
  expect(slowest).toBeLessThan(2_900);
  await stays();

  const c = await begin('c', () => Date.now() - 20_000);
  await until(async () => (await shares(a, b, c)).toSorted((one, other) => one - other).join() === '1,1,2', 20_000);
  const parted = await holders();
  expect(parted.tokens.reduce((all, token, nth) => all + token - divided.tokens[nth]!, 0)).toBe(1);
  await stays();
  await c.close();
  await until(async () => (await shares(a, b)).join() === '2,2', 20_000);
  await a.close();
  await until(async () => (await shares(b))[0] === 4);
  await writes(b);
  await b.close();
  expect((await holders()).urls).toEqual(Array(4).fill('nobody'));

  const events = await kept.store.events(LANE, 0, 50_000);
  expect(events.map(({ position }) => position)).toEqual(Array.from({ length: written }, (_, n) => n + 1));
  expect(await examineLedger(kept.store, digest)).toEqual([]);
  expect(log.filter((line) => /"level":50/.test(line))).toEqual([]);
});
