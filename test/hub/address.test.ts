// Where a hub speaks: encrypted everywhere, in the clear on this machine only, behind a proxy with the address the proxy saw.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { createMemoryRegister } from '../../hub/register/memory.ts';
import { startHub } from '../../hub/server/start-hub.ts';
import { faultOf, listenAt, openWire, type Answer } from './at-the-wire.ts';

describe('[HS14] where it speaks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stafette-tls-'));
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  const certify = (name: string): void =>
    void execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
        '-subj',
        `/CN=${name}`,
        '-addext',
        'subjectAltName=IP:127.0.0.1',
        '-keyout',
        files.key,
        '-out',
        files.cert,
      ],
      { stdio: 'ignore' },
    );
  beforeAll(() => certify('one'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const refused = async (options: object): Promise<unknown> => {
    const started = await startHub({
      dir: folder,
      port: 0,
      store: { store: createMemoryLedgerStore(), register: createMemoryRegister(), shared: false, close: () => Promise.resolve() },
      ...options,
    });
    if (started.ok) await started.value.close();
    return started.ok ? 'open' : [started.refusal.code, started.refusal.data];
  };

  it('is not in the clear anywhere but here', async () => {
    expect(await refused({ host: '0.0.0.0' })).toEqual(['plain-http', { host: '0.0.0.0' }]);
    expect(await refused({ host: '127.0.0.1.example.com' })).toEqual(['plain-http', { host: '127.0.0.1.example.com' }]);
    expect(await refused({ host: '0.0.0.0', behindProxy: true, tls: files })).toEqual(['tls-and-proxy', {}]);
    expect(await refused({ host: '0.0.0.0', behindProxy: true })).toBe('open');
    expect(await refused({ host: 'localhost' })).toBe('open');
    expect(await refused({ tls: { ...files, key: join(folder, 'none.pem') } })).toEqual([
      'tls-file',
      expect.objectContaining({ file: join(folder, 'none.pem') }),
    ]);
    expect(await refused({ url: 'ftp://x' })).toEqual(['bad-public-url', { url: 'ftp://x' }]);
    expect(await refused({ host: '192.0.2.7', behindProxy: true })).toEqual([
      'address-refused',
      expect.objectContaining({ host: '192.0.2.7' }),
    ]);
  });

  it('speaks by its certificate, also on the socket, and takes a new one when asked', async () => {
    const wire = await openWire({ tls: files });
    expect(wire.hub.url).toMatch(/^https:/);
    const agent = new Agent({ rejectUnauthorized: false, keepAlive: false });
    const named = (): Promise<string> =>
      new Promise((resolve, reject) => {
        get(`${wire.hub.url}/healthz`, { agent }, (answer) => {
          expect(answer.headers['strict-transport-security']).toContain('max-age');
          resolve(String((answer.socket as TLSSocket).getPeerCertificate().subject.CN));
          answer.resume();
        }).on('error', reject);
      });
    expect(await named()).toBe('one');
    certify('two');
    await wire.hub.reload();
    expect(await named()).toBe('two');
    await expect(listenAt(wire.hub.url, null)).rejects.toThrow('401');
    await expect(fetch(wire.hub.url.replace('https', 'http'))).rejects.toThrow('fetch failed');
    await wire.end();
  });

  it('behind a proxy believes the address that the proxy saw, and none that was brought along', async () => {
    const wire = await openWire({ behindProxy: true, limits: { enrolments: 2 } });
    const from = (chain: string): Promise<Answer> =>
      wire.ask('enrol', { code: 'x', device: 'd', name: 'n' }, { headers: { 'x-forwarded-for': chain } });
    const codes: (string | undefined)[] = [];
    for (let n = 0; n < 3; n += 1) codes.push(faultOf(await from(`10.9.9.${n}, 203.0.113.5`)));
    expect([...codes, faultOf(await from('203.0.113.6'))]).toEqual([undefined, undefined, 'too-many', undefined]);
    expect((await fetch(`${wire.hub.url}/metrics`, { headers: { 'x-forwarded-for': '127.0.0.1, 203.0.113.5' } })).status).toBe(404);
    await wire.end();
  });
});
