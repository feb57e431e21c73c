// What the desktop program does outside its windows, with only the module `electron` faked: links, badge, tray, flash.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeskEvent } from '../../shared/api.ts';
import { createBadges, createPops, type Badges, type PopBoard } from '../../shared/desk-pop.ts';
import { createBadgeSum, showBadge } from '../../electron/surroundings/badge.ts';
import { createLinks, linkAmong, registerLinks } from '../../electron/surroundings/links.ts';
import { nameNotifications } from '../../electron/surroundings/notifications.ts';
import { createSurroundings, type Around } from '../../electron/surroundings/surroundings.ts';
import { FakeTray, FakeWindow, world } from './fake-electron.ts';

vi.mock('electron', async () => (await import('./fake-electron.ts')).electron);

const LINK = 'stafette://call?caller=0401234&principal=nordlicht';
const listeners = new Set<(event: DeskEvent) => void>();
const tell = (event: DeskEvent): void => listeners.forEach((listener) => listener(event));
let pops: PopBoard;
let badges: Badges;
let forward = 0;
const serve = (around: Around): void =>
  around.serve({
    pops,
    badges,
    api: { call: () => Promise.reject(new Error('nobody asks')), subscribe: (listener) => (listeners.add(listener), () => undefined) },
  });
const around = (): Around => createSurroundings({ language: 'de', links: createLinks(), bringForward: () => (forward += 1) });
const window = (): FakeWindow => new FakeWindow({ webPreferences: {} });
const callers = (): readonly (string | null)[] => pops.waiting().map(({ pop }) => pop.caller);

beforeEach(() => {
  listeners.clear();
  FakeWindow.all = [];
  FakeTray.all = [];
  Object.assign(world, { hasTray: true });
  Object.assign(world.app, { isPackaged: true, takesLinks: true, hasBadge: true, badge: 0 });
  world.app.removeAllListeners('open-url');
  forward = 0;
  let ids = 0;
  const engine = { lanes: () => ['nordlicht'], policy: () => ({ pack: { principal: { name: 'Nordlicht', prefix: 'NT' } } }) };
  pops = createPops({ clock: () => 0, newId: () => `${(ids += 1)}`, engine: engine as never, tell });
  badges = createBadges();
});

describe('links', () => {
  it('[PO6] are found among what a system passes to a program', () => {
    expect(linkAmong(['electron', '.', '--data=/a', 'Stafette://call?call=7'])).toBe('Stafette://call?call=7');
    expect(linkAmong(['electron', '--x=stafette://call?call=7'])).toBe(null);
  });

  it('[PO6] wait until the desk is open, then come at once; three of them at most', () => {
    const links = createLinks();
    const opened = { prevented: 0, preventDefault: () => void (opened.prevented += 1) };
    for (const n of [1, 2, 3, 4]) links.take(`stafette://call?caller=040100${n}`);
    links.take(null);
    links.serve(pops);
    world.app.emit('open-url', opened, LINK);
    expect([opened.prevented, callers()]).toEqual([1, ['0401234', '0401004', '0401003', '0401002']]);
  });

  it('[PO6] nobody can read are shown as that, with the word that is wrong', () => {
    const links = createLinks();
    links.serve(pops);
    links.take('stafette://call?rufer=1');
    links.take('stafette://call?caller=0401&principal=fremd');
    expect(pops.waiting().map(({ fault }) => fault)).toEqual([{ code: 'pop-principal', data: { principal: 'fremd', known: 'nordlicht' } }]);
  });

  it('[PO6] are taken from the system by a packed program alone', () => {
    expect(registerLinks()).toBe('yes');
    world.app.takesLinks = false;
    expect(registerLinks()).toBe('system');
    Object.assign(world.app, { isPackaged: false, takesLinks: true });
    world.app.said.length = 0;
    expect([registerLinks(), world.app.said]).toEqual(['system', []]);
  });
});

describe('the badge', () => {
  it('[PO7] counts each person once, and nobody who has gone', () => {
    const sum = createBadgeSum();
    sum.say('a', 'nordlicht/lena', 3);
    sum.say('b', 'nordlicht/lena', 2);
    sum.say('c', 'nordlicht/murat', 4);
    expect(sum.total()).toBe(6);
    sum.left('b');
    sum.left('x');
    expect(sum.total()).toBe(4);
  });

  it('[PO7] stands on the icon and beside the clock, and new ones flash the windows nobody looks at', () => {
    serve(around());
    const [seen, unseen] = [window(), window()];
    seen.focused = true;
    badges.say('a', 'nordlicht/lena', 2);
    expect([world.app.badge, FakeTray.all[0]?.tip, seen.shown, unseen.shown]).toEqual([2, 'Stafette · 2 dringend', [], ['flash']]);
    unseen.emit('focus');
    badges.say('a', 'nordlicht/lena', 1);
    expect([world.app.badge, unseen.shown]).toEqual([1, ['flash', 'calm']]);
    tell({ type: 'signed-out', session: 'a' });
    expect([world.app.badge, FakeTray.all[0]?.tip]).toEqual([0, 'Stafette']);
  });

  it('[PO7] is a dot with words on Windows, whose notifications carry the name of the program', () => {
    const one = window();
    showBadge(2, 'zwei', 'win32');
    showBadge(0, 'keine', 'win32');
    nameNotifications('win32');
    expect([one.shown, world.app.said.at(-1)]).toEqual([['dot zwei', 'no dot keine'], 'model org.stafette.desk']);
  });
});

describe('what the system offers', () => {
  it('[PO7] is said of each, and a missing one leaves the others', () => {
    expect(around().can).toEqual({ badge: 'yes', tray: 'yes', links: 'yes' });
    Object.assign(world, { hasTray: false });
    Object.assign(world.app, { hasBadge: false, takesLinks: false });
    const bare = around();
    expect(bare.can).toEqual({ badge: 'system', tray: 'system', links: 'system' });
    serve(bare);
    const one = window();
    badges.say('a', 'nordlicht/lena', 2);
    expect([world.app.badge, one.shown]).toEqual([0, ['flash']]);
  });

  it('[PO7] the menu beside the clock opens the program, shows the alerts, and ends it', () => {
    serve(around());
    const one = window();
    const [open, alerts, , quit] = FakeTray.all[0]!.menu;
    open!.click!();
    alerts!.click!();
    quit!.click!();
    expect([FakeTray.all[0]!.menu.map(({ label }) => label), forward]).toEqual([
      ['Stafette öffnen', 'Hinweise', undefined, 'Stafette beenden'],
      2,
    ]);
    expect([one.webContents.sent, world.app.said.includes('quit')]).toEqual([[['event', { type: 'show', what: 'alerts' }]], true]);
  });

  it('[PO6] a call flashes the windows once, and none when it is taken', () => {
    serve(around());
    const one = window();
    const done = pops.announce({ caller: '0401', customer: null, principal: null, case: null, call: null });
    pops.take(done.ok ? done.value.id : '');
    expect(one.shown).toEqual(['flash']);
  });
});
