// What keeps one machine from shutting the others out, and what keeps keys off the open network between hub processes.
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { mayForwardTo } from '../../hub/server/address.ts';
import { createMemoryRegister } from '../../hub/register/memory.ts';
import { startHub } from '../../hub/server/start-hub.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { cli } from '../cli/run-cli.ts';
import { opens } from '../sync/writers.ts';
import { faultOf, LANE, listenAt, openWire, until, type Ear, type WireHub } from './at-the-wire.ts';

let wire: WireHub | null = null;
const held: Socket[] = [];
afterEach(async () => {
  for (const socket of held.splice(0)) socket.destroy();
  await wire?.end();
  wire = null;
});

/** Whether the hub lets a bare connection stand. */
const knock = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    held.push(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(false));
    // Whoever is hung up on is so before anything is read: an answer says that he stands.
    socket.on('data', () => resolve(true));
    socket.on('connect', () => socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n'));
  });

describe('[HS28] connections', () => {
  it('of one address are so many and no more, those that stand stay, and one that ends makes room', async () => {
    wire = await openWire({ limits: { connectionsOfAddress: 3 } });
    const { port } = wire.hub;
    const stand: boolean[] = [];
    for (let n = 0; n < 5; n += 1) stand.push(await knock(port));
    expect(stand).toEqual([true, true, true, false, false]);
    held[0]!.destroy();
    await until(() => knock(port));
    held[1]!.destroy();
    const { url } = wire.hub;
    const read = (): Promise<string> =>
      fetch(`${url}/metrics`).then(
        (answer) => answer.text(),
        () => '',
      );
    // Whoever asks twice may come over a connection of his own.
    let figures = '';
    await until(async () => (figures = await read()) !== '');
    expect(Number(/what="connection"\} (\d+)/.exec(figures)?.[1])).toBeGreaterThanOrEqual(2);
  });

  it('behind a proxy are the proxy’s to count', async () => {
    wire = await openWire({ behindProxy: true, limits: { connectionsOfAddress: 2 } });
    const stand = await Promise.all([1, 2, 3, 4].map(() => knock(wire!.hub.port)));
    expect(stand).toEqual([true, true, true, true]);
  });

  it('for wake-ups are three of one workstation: the oldest goes, and no other workstation’s', async () => {
    wire = await openWire();
    const [greedy, calm] = [await wire.seat('s-1', ['lena']), await wire.seat('s-2', ['lena'])];
    const other = await listenAt(wire.hub.url, calm.key);
    const ears: Ear[] = [];
    for (let n = 0; n < 5; n += 1) ears.push(await listenAt(wire.hub.url, greedy.key));
    expect(await Promise.all(ears.slice(0, 2).map(({ closed }) => closed))).toEqual([4429, 4429]);
    await calm.ask('push', calm.journal(opens(wire, 's-case', 'lena')));
    await until(() => [...ears.slice(2), other].every(({ heard }) => heard.length > 0));
    for (const { socket } of [...ears, other]) socket.terminate();
  });
});

describe('[HS29] between hub processes', () => {
  it('keys travel encrypted, on one machine, or where somebody said that the way is safe', () => {
    const [strict, proxy, said] = [{ behindProxy: false }, { behindProxy: true }, { behindProxy: false, plainForward: true }];
    const urls = [
      'https://10.0.0.2:7420',
      'http://127.0.0.1:7420',
      'http://[::1]:7420',
      'http://10.0.0.2:7420',
      'http://127.0.0.1.example.com',
    ];
    expect(urls.map((url) => mayForwardTo(url, strict))).toEqual([true, true, true, false, false]);
    for (const address of [proxy, said]) expect(urls.every((url) => mayForwardTo(url, address))).toBe(true);
  });

  it('a hub that would be reached in the clear does not start, and says what helps', async () => {
    const started = async (more: object): Promise<unknown> => {
      const store = { store: createMemoryLedgerStore(), register: createMemoryRegister(), shared: true, close: () => Promise.resolve() };
      const done = await startHub({ dir: wire!.dir, port: 0, url: 'http://10.0.0.2:7420', ...more, store });
      if (done.ok) await done.value.close();
      return done.ok ? 'open' : done.refusal.code;
    };
    wire = await openWire();
    expect([await started({}), await started({ url: 'http://127.0.0.1:9' })]).toEqual(['plain-forward', 'open']);
    expect([await started({ behindProxy: true }), await started({ plainForward: true })]).toEqual(['open', 'open']);
    const said = await cli(['hub', '--data', `${wire.dir}-cli`, '--url', 'http://hub.example.com']);
    expect([said.code, said.err.join(' ')]).toEqual([2, expect.stringContaining('--plain-forward')]);
  });

  it('nothing is handed on to a process that is reached in the clear: no key leaves, and the workstation asks again', async () => {
    const store = createMemoryLedgerStore();
    const keep = { store, register: createMemoryRegister() };
    wire = await openWire({ keep, store: { ...keep, shared: true, close: () => Promise.resolve() } });
    const seat = await wire.seat('f-1', ['lena']);
    const hub = wire;
    await until(async () => {
      const holder = await store.laneHolder(LANE);
      if (holder !== null) await store.releaseLane(LANE, holder);
      const now = hub.clock.now;
      return (await store.holdLane(LANE, 'another', 'http://192.0.2.9:7420', now, now + 60_000)) !== null;
    });
    hub.clock.now += 2_900;
    const answer = await seat.ask('push', seat.journal(opens(hub, 'f-case', 'lena')));
    expect([answer.status, faultOf(answer)]).toEqual([503, 'not-ready']);
    expect(hub.log.some((line) => line.includes('reached in the clear only'))).toBe(true);
  });
});
