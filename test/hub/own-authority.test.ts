// A hub whose certificate comes from an authority of the house: which workstation believes it, and what the others say.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinFolder } from '../../electron/hub/join-folder.ts';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import { sentence } from '../../electron/cli/words.ts';
import { until } from './at-the-wire.ts';
import { comesIn, LANE, startHubKit, type HubKit } from './real-hub.ts';

const root = mkdtempSync(join(tmpdir(), 'stafette-ca-'));
const openssl = (...args: readonly string[]): void => void execFileSync('openssl', args, { cwd: root, stdio: 'ignore' });
const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const authority = (name: string): void =>
  openssl('req', '-x509', ...EC, '-days', '2', '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.pem`);
const file = (name: string): string => join(root, name);
/** What a process knows that has just begun. */
const forget = (): void => tls.setDefaultCACertificates(tls.getCACertificates('bundled'));

let kit: HubKit;
beforeAll(async () => {
  authority('haus');
  authority('fremd');
  openssl('req', ...EC, '-subj', '/CN=zentrale', '-keyout', 'hub.key', '-out', 'hub.csr');
  writeFileSync(file('names'), 'subjectAltName=IP:127.0.0.1\n');
  openssl(...'x509 -req -days 2 -in hub.csr -CA haus.pem -CAkey haus.key -CAcreateserial -extfile names -out hub.pem'.split(' '));
  kit = await startHubKit({ tls: { cert: file('hub.pem'), key: file('hub.key') } });
});
afterAll(async () => {
  await kit.end();
  forget();
  rmSync(root, { recursive: true, force: true });
});

const join_ = async (dir: string, ca: string | null, code?: string) =>
  joinFolder({ dir, url: kit.url(), code: code ?? (await kit.code()), name: 'Platz', ca, clock: Date.now });
const opened = async (dir: string): Promise<Workplace> => {
  const place = await openWorkplace({ dir, clock: Date.now });
  if (!place.ok) throw new Error(JSON.stringify(place.refusal));
  return place.value;
};

describe('[HC13] a hub with a certificate of the house', () => {
  it('is not believed without its authority, or by another one; nothing is sent, nothing made, and it is one sentence', async () => {
    const [dir, code] = [kit.folder(), await kit.code()];
    for (const ca of [null, file('fremd.pem')]) {
      const answer = await join_(dir, ca, code);
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'hub-untrusted', data: { url: kit.url() } } });
      if (answer.ok) continue;
      for (const language of ['de', 'en'] as const) expect(sentence(answer.refusal, language)).toContain('--ca FILE');
    }
    expect([existsSync(dir), (await kit.hub().register.codes()).every(({ usedBy }) => usedBy === null)]).toEqual([false, true]);
    writeFileSync(file('torn.pem'), readFileSync(file('haus.pem'), 'utf8').replace(/\n[^\n]{20}/, '\n'));
    for (const name of ['none.pem', 'hub.key', 'torn.pem']) {
      const answer = await join_(dir, file(name), code);
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'ca-file', data: { file: file(name) } } });
    }
    expect(existsSync(dir)).toBe(false);
  });

  it('is believed by the file that was named once, on the socket too, also after a restart of both', async () => {
    const dir = kit.folder();
    expect(await join_(dir, file('haus.pem'))).toEqual({ ok: true, value: null });
    for (const round of [1, 2]) {
      forget();
      if (round === 2) {
        await kit.stop();
        await kit.start();
      }
      const place = await opened(dir);
      expect((await comesIn(place.desk, 'lena')).length).toBeGreaterThan(0);
      await until(async () => /wake_sockets 1\b/.test(await (await fetch(`${kit.url()}/metrics`)).text()));
      await place.engine.sync(LANE);
      expect(place.engine.status(LANE).trouble).toBeNull();
      await place.close();
    }
  });

  it('that comes with a certificate of somebody else is named, and what waits is kept', async () => {
    const dir = kit.folder();
    expect((await join_(dir, file('haus.pem'))).ok).toBe(true);
    forget();
    writeFileSync(join(dir, 'hub-ca.pem'), readFileSync(file('fremd.pem')));
    await kit.stop();
    await kit.start();
    const place = await opened(dir);
    const said = await place.desk.call('session.sign-in', null, { lane: LANE, person: 'lena', secret: 'x' });
    expect(said).toMatchObject({ ok: false, refusal: { code: 'hub-unreachable' } });
    await place.engine.sync(LANE);
    expect(place.engine.status(LANE).trouble).toMatch(/^hub-untrusted/);
    await place.close();
    // And the right one again mends it.
    expect(await joinFolder({ dir, url: null, code: null, name: null, ca: file('haus.pem'), clock: Date.now })).toEqual({
      ok: true,
      value: null,
    });
    const again = await opened(dir);
    expect((await comesIn(again.desk, 'lena')).length).toBeGreaterThan(0);
    await again.close();
  });
});
