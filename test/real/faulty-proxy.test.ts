// The proxy that plays a bad network must itself do what it says, or the journeys over it prove nothing.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFaultyProxy, type FaultyProxy, type Trouble } from './faulty-proxy.ts';

let proxy: FaultyProxy;
let asked = 0;
const server = createServer((from, to) => {
  asked += 1;
  from.resume();
  from.on('end', () => void to.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ said: 'x'.repeat(1_000) })));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  proxy = await startFaultyProxy(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 50);
});
afterAll(async () => {
  await proxy.close();
  server.close();
});

/** What the caller saw, and how often the hub was asked. */
const through = async (trouble: Trouble): Promise<readonly [string, number]> => {
  proxy.weather = () => trouble;
  asked = 0;
  const seen = await fetch(`${proxy.url}/v1/pull`, { method: 'POST', body: '{}', signal: AbortSignal.timeout(400) }).then(
    async (answer) => {
      const text = await answer.text().catch(() => 'cut');
      return text === 'cut' ? text : `${answer.status} ${answer.headers.get('content-type')} ${text.length}`;
    },
    (error: unknown) => (error instanceof DOMException ? 'silence' : 'closed'),
  );
  return [seen, asked];
};

describe('a bad network', () => {
  it.each<[Trouble, string, number]>([
    ['pass', '200 application/json 1011', 1],
    ['late', '200 application/json 1011', 1],
    ['twice', '200 application/json 1011', 2],
    ['refuse', 'closed', 0],
    ['lose-request', 'silence', 0],
    ['half-open', 'silence', 0],
    ['lose-answer', 'closed', 1],
    ['cut-answer', 'cut', 1],
    ['unavailable', '503 text/plain 22', 0],
    ['portal', '200 text/html 40', 0],
  ])('shows "%s" as what it is', async (trouble, seen, times) => {
    expect(await through(trouble)).toEqual([seen, times]);
  });
});
