// The desktop program at a hub, from its first start to a day without a line; only the module `electron` is faked.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Bridge, CallInput, CallName, CallOutput, DeskEvent } from '../../shared/api.ts';
import { comesIn, LANE, SECRET, startHubKit, type HubKit } from '../hub/real-hub.ts';
import { FakeWindow, world } from './fake-electron.ts';
import { opensCase } from './hub-work.ts';

vi.mock('electron', async () => (await import('./fake-electron.ts')).electron);

let kit: HubKit;
let folder: string;
let bridge: Bridge;
const heard: DeskEvent[] = [];

const started = async (): Promise<void> => {
  FakeWindow.all = [];
  await import('../../electron/main.ts');
  await import('../../electron/preload.ts');
  bridge = world.bridges.get('bridge') as Bridge;
  await vi.waitUntil(() => FakeWindow.all.length === 1 || world.errorBoxes.length > 0, { timeout: 45_000 });
  expect(world.errorBoxes).toEqual([]);
  const window = FakeWindow.all[0]!;
  Object.assign(window.webContents, { send: (_channel: string, event: DeskEvent) => void heard.push(structuredClone(event)) });
};
const ended = async (): Promise<void> => {
  const before = world.app.said.length;
  world.app.quit();
  await vi.waitFor(() => expect(world.app.said.slice(before)).toEqual(['quit', 'quit put off', 'quit']), 20_000);
  for (const event of ['will-quit', 'second-instance', 'activate', 'window-all-closed']) world.app.removeAllListeners(event);
  // The next start reads the program anew.
  vi.resetModules();
};
/** As the page asks: through the preload, copied at the border. */
const asks = async <Name extends CallName>(
  name: Name,
  input: CallInput<Name>,
  session: string | null = null,
): Promise<CallOutput<Name>> => {
  const answer = await bridge.call(name, { session, input });
  if (!answer.ok) throw new Error(JSON.stringify(answer.fault));
  return answer.output as CallOutput<Name>;
};
const signIn = async (person: string, secret: string): Promise<CallOutput<'session.sign-in'>> =>
  asks('session.sign-in', { lane: LANE, person, secret });

beforeAll(async () => {
  kit = await startHubKit({ kind: 'memory' });
  folder = mkdtempSync(join(tmpdir(), 'stafette-desktop-hub-'));
  process.argv.push(`--data=${folder}`, '--language=de');
  await started();
}, 60_000);
afterAll(async () => {
  await kit.end();
  rmSync(folder, { recursive: true, force: true });
});

describe('[B28] the desktop program at a hub', () => {
  it('is enrolled on its screen though it began with examples, and begins anew as a workstation', async () => {
    expect((await asks('people.list', {})).length).toBeGreaterThan(5);
    const wish = { url: kit.url(), code: await kit.code(), name: 'Empfang' };
    expect(await asks('hub.enrol', wish)).toMatchObject({ ok: true, value: { enrolled: true, restart: true } });
    await ended();
    await started();
    expect(await asks('hub.view', {})).toMatchObject({ url: kit.url(), enrolled: true, restart: false, name: 'Empfang', trouble: null });
    expect(await asks('host.info', {})).toMatchObject({ host: 'desktop', demo: false });
  }, 60_000);

  it('lets in by the hub’s word only, and a colleague’s case wakes its window', async () => {
    expect(await signIn('lena', 'falsch')).toMatchObject({ ok: false, refusal: { code: 'wrong-secret' } });
    const came = await signIn('lena', SECRET);
    if (!came.ok) throw new Error(JSON.stringify(came.refusal));
    const colleague = await kit.desk({ name: 'Platz 2' });
    await comesIn(colleague.desk, 'tim');
    heard.length = 0;
    const caseId = opensCase(colleague, 'Router blinkt rot', 'tim');
    colleague.engine.kick(LANE);
    await vi.waitUntil(() => heard.some((event) => JSON.stringify(event).includes(caseId)), { timeout: 15_000 });
    const view = await asks('case.view', { caseId }, came.value.session);
    expect([view.ok, JSON.stringify(view).includes('Router blinkt rot')]).toEqual([true, true]);
    expect(await asks('sync.status', {}, came.value.session)).toMatchObject({ mode: 'hub', trouble: null });
  }, 60_000);

  it('[PO6] a second start with a link announces the call in its window and brings nothing forward; one without does', async () => {
    const window = FakeWindow.all[0]!;
    window.shown.length = 0;
    heard.length = 0;
    world.app.emit('second-instance', {}, ['stafette', '--data=x', 'stafette://call?caller=0401234&call=7']);
    expect([heard, window.shown]).toEqual([[{ type: 'pop' }], ['flash']]);
    expect(await asks('pops.outside', {})).toEqual([{ id: expect.any(String), principal: null }]);
    world.app.emit('second-instance', {}, ['stafette', '--data=x']);
    expect(window.shown).toEqual(['flash', 'focus']);
    expect(await asks('host.info', {})).toMatchObject({ surroundings: { badge: 'yes', tray: 'yes', links: 'system' } });
  });

  it('lets in without the line after a restart, and says that the hub is away', async () => {
    await ended();
    await kit.stop();
    await started();
    expect(await signIn('lena', 'falsch')).toMatchObject({ ok: false, refusal: { code: 'wrong-secret' } });
    const came = await signIn('lena', SECRET);
    if (!came.ok) throw new Error(JSON.stringify(came.refusal));
    await vi.waitUntil(async () => (await asks('sync.status', {}, came.value.session)).trouble !== null, { timeout: 15_000 });
    await ended();
  }, 60_000);
});
