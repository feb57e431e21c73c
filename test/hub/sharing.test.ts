// When a hub process hands lanes over, and to whom not: whoever comes and goes, is not reached, or names the giver's own address.
import { describe, expect, it } from 'vitest';
import type { Peer, Sight } from '../../hub/server/peers.ts';
import { createSharing } from '../../hub/server/sharing.ts';

const peer = (owner: string, over: Partial<Peer> = {}): Peer => ({ owner, url: `http://${owner}`, since: 9_000, silent: 100, ...over });
const sight = (...peers: readonly Peer[]): Sight => ({ now: 0, peers, held: new Map() });
const MINE = ['l-1', 'l-2', 'l-3', 'l-4'];

const world = () => {
  const clock = { now: 0 };
  const closed = new Set<string>();
  const told: string[] = [];
  const sharing = createSharing({
    owner: 'me',
    url: () => 'http://me',
    clock: () => clock.now,
    limits: { hold: 3_000, renewEvery: 1_000 },
    reaches: async (url) => !closed.has(url),
    onUnreached: (url) => void told.push(url),
  });
  const look = async (...peers: readonly Peer[]): Promise<readonly string[]> => {
    clock.now += 1_000;
    return (await sharing.plan(sight(...peers), MINE)).map(({ lane, to }) => `${lane} to ${to.owner}`);
  };
  return { clock, closed, told, look };
};

describe('[HS41] lanes are handed over', () => {
  it('at the second look at the same picture, and not while somebody comes or goes', async () => {
    const { look } = world();
    expect([await look(peer('b')), await look(peer('b'))]).toEqual([[], ['l-1 to b', 'l-2 to b']]);
    expect([await look(peer('b'), peer('c')), await look(peer('b')), await look()]).toEqual([[], [], []]);
    expect([await look(peer('b'), peer('c')), await look(peer('b'), peer('c'))]).toEqual([[], ['l-1 to b', 'l-2 to c']]);
  });

  it('not to one that began just now, nor to one nobody hears', async () => {
    const { look, told } = world();
    for (const over of [{ since: 2_999 }, { silent: 2_000 }])
      expect([await look(peer('b', over)), await look(peer('b', over))]).toEqual([[], []]);
    expect(told).toEqual([]);
  });

  it('not to one that is not reached, which is told when it is so again later, and once', async () => {
    const { look, told, closed, clock } = world();
    closed.add('http://b');
    for (let n = 0; n < 9; n += 1) expect(await look(peer('b'))).toEqual([]);
    expect(told).toEqual([]);
    for (let again = 0; again < 3; again += 1) {
      clock.now += 10_000;
      for (let n = 0; n < 3; n += 1) expect(await look(peer('b'))).toEqual([]);
    }
    expect(told).toEqual(['http://b']);
    closed.clear();
    clock.now += 10_000;
    expect([await look(peer('b')), await look(peer('b'))]).toEqual([[], ['l-1 to b', 'l-2 to b']]);
  });

  it('not to one that names our own address, which is told once', async () => {
    const { look, told } = world();
    const same = peer('b', { url: 'http://me' });
    for (let n = 0; n < 4; n += 1) expect(await look(same)).toEqual([]);
    expect(told).toEqual(['http://me']);
  });
});
