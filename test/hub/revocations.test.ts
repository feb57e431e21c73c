// A hub whose database is brought back from before somebody was locked out: he stays out, and whoever runs the hub is told.
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../hub/server/open-store.ts';
import { cli } from '../cli/run-cli.ts';
import { notes, opens } from '../sync/writers.ts';
import { faultOf, LANE, openWire, seatOf, until, type WireHub } from './at-the-wire.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stafette-revoked-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const start = async (limits: object = {}): Promise<WireHub> => {
  const opened = await openStore({ dir, database: null, now: Date.now });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  return openWire({ dir, limits, store: opened.value, keep: opened.value });
};
const place = (name: string): string => join(dir, name);
const loud = (wire: WireHub, words: string): readonly object[] =>
  wire.log.filter((line) => line.includes(words)).map((line) => JSON.parse(line) as object);

describe('[HS31] a workstation that was revoked', () => {
  it('stays so when an older database is brought back, also by its own key, and it is said aloud', async () => {
    const first = await start();
    const [thief, calm] = [await first.seat('r-1', ['lena']), await first.seat('r-2', ['lena'])];
    await calm.ask('push', calm.journal(opens(first, 'a', 'lena')));
    await first.end();
    copyFileSync(place('ledger.sqlite'), place('backup.sqlite'));

    const second = await start();
    expect((await cli(['hub', 'revoke', 'r-1', '--data', dir])).code).toBe(0);
    const again = seatOf(second.hub.url, calm.device, calm.key);
    await again.ask('push', calm.journal(notes(second, 'b', 'a', 'lena')));
    await second.end();
    expect([second.hub.restored, readFileSync(place('revoked.json'), 'utf8')]).toEqual([null, expect.stringContaining('"r-1"')]);

    copyFileSync(place('backup.sqlite'), place('ledger.sqlite'));
    const check = await cli(['hub', 'check', '--data', dir]);
    expect([check.code, check.out.join('\n')]).toEqual([
      3,
      expect.stringMatching(/^revocation lost · r-1 · "Platz r-1" was revoked at \d{4}-/),
    ]);

    const third = await start();
    expect(faultOf(await seatOf(third.hub.url, 'r-1', thief.key).ask('lanes', {}))).toBe('device-revoked');
    expect((await seatOf(third.hub.url, 'r-2', calm.key).ask('lanes', {})).status).toBe(200);
    expect(third.hub.restored).toMatchObject({ since: expect.any(Number), revokedAgain: [{ id: 'r-1' }] });
    expect(loud(third, 'A REVOCATION WAS LOST')).toMatchObject([{ level: 50, device: 'r-1' }]);
    expect(loud(third, 'IS AN OLDER COPY')).toMatchObject([{ level: 50, since: expect.stringMatching(/^\d{4}-/), revokedAgain: 1 }]);
    await third.end();
    const fourth = await start();
    expect([fourth.hub.restored, loud(fourth, 'REVOCATION')]).toEqual([null, []]);
    await fourth.end();
  });

  it('and enrolled anew since is not locked out by what stands beside the database', async () => {
    const wire = await start({ revokedEvery: 20 });
    await wire.seat('r-3', ['lena']);
    await wire.register.revoke('r-3', wire.clock.now);
    await until(() => existsSync(place('revoked.json')));
    wire.clock.now += 1_000;
    const seat = await wire.seat('r-3', ['lena']);
    await until(() => !readFileSync(place('revoked.json'), 'utf8').includes('r-3'));
    expect((await seat.ask('lanes', {})).body).toEqual({ lanes: [LANE] });
    // One that came free under the running hub is locked out again with its next look.
    writeFileSync(place('revoked.json'), JSON.stringify({ revoked: [{ device: 'r-3', at: wire.clock.now + 1 }] }));
    await until(async () => faultOf(await seat.ask('lanes', {})) === 'device-revoked');
    // And a list that cannot be read keeps no hub from starting.
    await wire.end();
    writeFileSync(place('revoked.json'), '{"revoked":');
    const next = await start();
    expect(readFileSync(place('revoked.json'), 'utf8')).toContain('r-3');
    await next.end();
  });
});
