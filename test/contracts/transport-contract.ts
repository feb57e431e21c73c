// Says what every way to a ledger promises; run over the loopback and over real hubs of every store.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anchorOf } from '../../shared/store/anchor.ts';
import type { Json } from '../../shared/kernel/result.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { readPack } from '../../shared/policy/check.ts';
import { STARTER_PACKS } from '../../shared/packs/starter.ts';
import { makeCaseNumber } from '../../shared/kernel/case-number.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import { BATCH, bodyHash, entryHash, type Cursor, type Push, type PushAnswer, type Transport } from '../../shared/sync/protocol.ts';
import { digest } from '../sync/desks.ts';
import { CUSTOMERS } from './api-people.ts';

export const LANE = 'nordlicht';

/** A workstation at which Lena has proved herself. */
export type DeviceUnderTest = { readonly id: string; readonly slot: number; readonly transport: Transport };
export type TransportUnderTest = {
  readonly device: () => Promise<DeviceUnderTest>;
  readonly store: LedgerStore;
  readonly end: () => Promise<void>;
};

const FRESH: Cursor = { epoch: null, position: 0, anchor: '', scope: null };
const PACK = STARTER_PACKS.find(({ principal }) => principal.id === LANE)!;

type Said = { readonly caseId: string; readonly type: string; readonly data: Json; readonly words: Json };

/** A workstation's own chain: frames of commands, each continuing where the last ended. */
const createChain = (device: DeviceUnderTest, gen = 0) => {
  let [dseq, prev, cases] = [0, '', 0];
  const opens = (title: string, text = 'Seit heute früh kein Netz'): Said => {
    cases += 1;
    const number = makeCaseNumber(PACK.principal.prefix, device.slot, cases);
    const category = PACK.categories[0]!.id;
    const data = { number, customer: null, category, channel: 'phone', urgency: 'medium', impact: 'low', reason: null, call: null };
    return { caseId: randomUUID(), type: 'open-case', data, words: { title, text } };
  };
  const notes = (caseId: string, text: string): Said => ({ caseId, type: 'add-note', data: {}, words: { text } });
  const frame = (said: readonly Said[]): Push => {
    const first = prev;
    const bodies = said.map(({ caseId, words }) => {
      const [salt, text] = [randomUUID().replaceAll('-', ''), JSON.stringify(words)];
      return { caseId, hash: bodyHash(digest, salt, text), salt, text };
    });
    const entries = said.map(({ caseId, type, data }, index) => {
      const command = { id: randomUUID(), lane: LANE, caseId, type, actor: 'lena', at: Date.now(), quality: 'synced' };
      const text = JSON.stringify({ ...command, pack: PACK.version, seen: 0, data, body: bodies[index]!.hash });
      dseq += 1;
      const hash = entryHash(digest, { device: device.id, gen }, dseq, prev, text);
      prev = hash;
      return { dseq, hash, text };
    });
    return { lane: LANE, device: device.id, gen, prev: first, entries, bodies };
  };
  return { opens, notes, frame };
};

const settled = (answer: PushAnswer) => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value;
};

/** Everything from a cursor on, page by page, as a desk walks. */
const walk = async ({ transport, id }: DeviceUnderTest, from: Cursor = FRESH) => {
  const hello = await transport.hello({ lane: LANE, device: id, gen: 0 }, from);
  if (hello === null) throw new Error('not greeted');
  const pages = [];
  for (let cursor: Cursor = { ...from, epoch: hello.epoch, scope: hello.scope }; ;) {
    const page = await transport.pull(LANE, cursor);
    pages.push(page);
    if (!page.more || page.again) return { hello, pages, cursor: { ...cursor, position: page.position, anchor: page.anchor } };
    cursor = { ...cursor, position: page.position, anchor: page.anchor };
  }
};

const inventoryOf = async ({ transport }: DeviceUnderTest) => {
  const found = [];
  for (let after: string | null = null; ;) {
    const page = await transport.inventory(LANE, after);
    found.push(...page.cases);
    if (page.next === null) return { cases: found, page };
    after = page.next;
  }
};

export const transportContract = (name: string, make: () => Promise<TransportUnderTest>): void => {
  describe(`Transport over ${name}`, () => {
    let made: TransportUnderTest;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(() => made.end());
    const pair = async (): Promise<readonly [DeviceUnderTest, DeviceUnderTest]> => [await made.device(), await made.device()];

    it('[HC8] greets who has rights in a lane, with the packs and an empty journal, and nobody elsewhere', async () => {
      const { transport, id } = await made.device();
      expect(await transport.lanes()).toContain(LANE);
      const hello = await transport.hello({ lane: LANE, device: id, gen: 0 }, FRESH);
      expect(hello).toMatchObject({ protocol: 1, oldest: 1, journal: null, newestGen: null, agrees: false, packs: [PACK.version] });
      expect(hello?.epochs.at(-1)?.epoch).toBe(hello?.epoch);
      expect(await transport.hello({ lane: 'niemands', device: id, gen: 0 }, FRESH)).toBe(null);
    });

    it('[HC8] carries packs, words and states unchanged, whatever stands in them', async () => {
      const [one, two] = await pair();
      const chain = createChain(one);
      const odd = '„Ümläute“ 🏳️‍🌈 \\ " \u2028 __proto__ {"a":1} <script>' + 'x'.repeat(4_000);
      const opened = chain.opens('Wörter', odd);
      const frame = chain.frame([opened, chain.notes(opened.caseId, odd)]);
      expect(settled(await one.transport.push(frame)).verdicts.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted']);
      const { pages } = await walk(two);
      const events = pages.flatMap((page) => page.events).filter(({ event }) => event.caseId === opened.caseId);
      expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1));
      const hashes = frame.bodies.map(({ hash }) => hash);
      const bodies = await two.transport.bodies(LANE, [...hashes, '0'.repeat(64)]);
      expect(new Map(bodies.map(({ hash, text }) => [hash, text]))).toEqual(new Map(frame.bodies.map(({ hash, text }) => [hash, text])));
      const packs = await two.transport.packs(LANE);
      expect(packs.map(({ document }) => readPack(document).ok)).toEqual([true]);
      const folded = events.reduce<CaseState | null>((state, { event }) => evolve(state, event), null);
      const [snapshot] = await two.transport.snapshots(LANE, [opened.caseId, randomUUID()]);
      expect(snapshot).toMatchObject({ caseId: opened.caseId, version: events.length, position: events.at(-1)!.position });
      expect(snapshot!.state).toEqual(JSON.parse(JSON.stringify(folded)));
      const history = await two.transport.histories(LANE, [{ caseId: opened.caseId, after: 1 }]);
      expect([history.events, history.more]).toEqual([events.slice(1), []]);
    });

    it('[HC8] settles a push once however often it comes, and tells a journal from its name', async () => {
      const device = await made.device();
      const chain = createChain(device);
      const frame = chain.frame([chain.opens('Einmal'), chain.opens('Und noch einer')]);
      const first = settled(await device.transport.push(frame));
      const again = settled(await device.transport.push(frame));
      expect(again).toEqual({ ...first, position: again.position });
      const hello = await device.transport.hello({ lane: LANE, device: device.id, gen: 0 }, FRESH);
      expect(hello).toMatchObject({ journal: { gen: 0, dseq: 2, hash: frame.entries[1]!.hash, frozen: false }, newestGen: 0 });
      const mine = (await walk(device)).pages
        .flatMap((page) => page.events)
        .filter(({ event }) => frame.bodies.some(({ caseId }) => caseId === event.caseId));
      expect(mine.filter(({ event }) => event.type === 'case-opened').length).toBe(2);
    });

    it('[HC8] names what is wrong with a push, and keeps nothing of it', async () => {
      const device = await made.device();
      const chain = createChain(device);
      const [first, second] = [chain.frame([chain.opens('Erster')]), chain.frame([chain.opens('Zweiter')])];
      const codeOf = async (frame: unknown): Promise<string | null> => {
        const answer = await device.transport.push(frame as Push);
        return answer.ok ? null : answer.refusal.code;
      };
      expect(await codeOf(second)).toBe('journal-behind');
      expect(await codeOf({ ...first, entries: [{ ...first.entries[0], text: '{}' }] })).toBe('bad-hash');
      expect(await codeOf({ ...first, bodies: [{ ...first.bodies[0], text: '{"title":"anders"}' }] })).toBe('bad-body');
      expect(await codeOf(first)).toBe(null);
      const other = createChain(device);
      expect(await codeOf(other.frame([other.opens('Eine andere Geschichte')]))).toBe('journal-forked');
      expect(await codeOf(second)).toBe('journal-frozen');
      // A desk whose hub was set back finds out by this what is lost for good.
      const told = { code: 'journal-frozen', data: { upTo: 1, settled: [{ dseq: 1, verdict: 'accepted' }] } };
      expect(await device.transport.push(first)).toMatchObject({ ok: false, refusal: told });
      const renewed = createChain(device, 1);
      expect(await codeOf(renewed.frame([renewed.opens('Weiter unter neuer Zählung')]))).toBe(null);
    });

    it('[HC8] tells a long log in pages that continue each other, and nothing to a cursor that does not fit', async () => {
      const [one, two] = await pair();
      const chain = createChain(one);
      const opened = chain.opens('Viel geschrieben');
      settled(await one.transport.push(chain.frame([opened])));
      for (let n = 0; n < 3; n += 1)
        settled(
          await one.transport.push(chain.frame(Array.from({ length: 250 }, (_, m) => chain.notes(opened.caseId, `Notiz ${n}/${m}`)))),
        );
      const { pages, cursor, hello } = await walk(two);
      const events = pages.flatMap((page) => page.events);
      expect(pages.length).toBeGreaterThan(1);
      expect(pages.every((page) => page.events.length <= BATCH && !page.again)).toBe(true);
      expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => index + 1));
      expect([pages.at(-1)!.anchor, cursor.position]).toEqual([anchorOf(events.at(-1)!), events.length]);
      expect(pages[0]!.anchor).toBe(anchorOf(events[pages[0]!.position - 1]!));
      const wrong = async (over: Partial<Cursor>): Promise<boolean> => (await two.transport.pull(LANE, { ...cursor, ...over })).again;
      expect(await wrong({})).toBe(false);
      for (const over of [{ epoch: 'fremd' }, { anchor: 'fremd' }, { position: events.length + 1 }, { scope: 'andere' }])
        expect([over, await wrong(over)]).toEqual([over, true]);
      const agrees = async (at: Cursor): Promise<boolean | undefined> =>
        (await two.transport.hello({ lane: LANE, device: two.id, gen: 0 }, at))?.agrees;
      expect([await agrees(cursor), await agrees({ ...cursor, anchor: 'fremd' })]).toEqual([true, false]);
      // Nothing is wrong with the log, so nobody may part it.
      await two.transport.part(LANE, cursor, 0);
      expect((await two.transport.hello({ lane: LANE, device: two.id, gen: 0 }, cursor))?.epoch).toBe(hello.epoch);
    });

    it('[HC8] lists every case once with its version, and the place the list was taken at', async () => {
      const device = await made.device();
      const chain = createChain(device);
      const fresh = Array.from({ length: 60 }, (_, n) => chain.opens(`Fall ${n}`));
      settled(await device.transport.push(chain.frame(fresh)));
      const { cases, page } = await inventoryOf(device);
      expect(new Set(cases.map(({ caseId }) => caseId)).size).toBe(cases.length);
      const states = await made.store.states(cases.map(({ caseId }) => caseId));
      expect(cases.map(({ caseId, version }) => [caseId, version])).toEqual(
        cases.map(({ caseId }) => [caseId, states.get(caseId)!.version]),
      );
      expect(fresh.every(({ caseId }) => cases.some((each) => each.caseId === caseId))).toBe(true);
      const head = await made.store.head(LANE);
      expect([page.position, page.epoch]).toEqual([head!.position, head!.epoch]);
      const snapshots = await device.transport.snapshots(
        LANE,
        cases.slice(0, 200).map(({ caseId }) => caseId),
      );
      expect(snapshots.length).toBe(Math.min(200, cases.length));
    });

    it('[HC8] tells customers by their marks', async () => {
      const device = await made.device();
      const before = await device.transport.customers(LANE, 0);
      expect(before.customers.length).toBe(0);
      const some = Array.from({ length: 3 }, (_, n) => ({ ...CUSTOMERS[LANE]![0]!, id: `k-${n}` }));
      await made.store.putCustomers(LANE, some);
      const first = await device.transport.customers(LANE, before.mark);
      expect(first.customers).toEqual(some);
      expect((await device.transport.customers(LANE, first.mark)).customers).toEqual([]);
    });

    it('[HC8] settles what two workstations say at once, each in its order', async () => {
      const devices = await pair();
      const chains = devices.map((device) => createChain(device));
      const opened = chains[0]!.opens('Zu zweit');
      settled(await devices[0]!.transport.push(chains[0]!.frame([opened])));
      const said = await Promise.all(
        chains.map(async (chain, who) => {
          const texts = [];
          for (let n = 0; n < 8; n += 1) {
            const frame = chain.frame([chain.notes(opened.caseId, `${who}/${n}`)]);
            texts.push(frame.bodies[0]!.hash);
            settled(await devices[who]!.transport.push(frame));
          }
          return texts;
        }),
      );
      const events = await made.store.eventsOf(opened.caseId);
      for (const texts of said)
        expect(events.map(({ event }) => event.body).filter((body) => body !== null && texts.includes(body))).toEqual(texts);
      expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1));
    });

    it('[HC9] wakes the others when a lane has news, where it can', async () => {
      const [one, two] = await pair();
      const woken: string[] = [];
      const deafen = two.transport.onWake?.((lane) => void woken.push(lane)) ?? (() => undefined);
      expect(two.transport.onWake === undefined).toBe(two.transport.mode === 'loopback');
      const chain = createChain(one);
      const isHub = two.transport.mode === 'hub';
      for (let n = 0; n < 50 && isHub && woken.length === 0; n += 1) {
        settled(await one.transport.push(chain.frame([chain.opens(`Weckruf ${n}`)])));
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      deafen();
      expect(woken.every((lane) => lane === LANE) && woken.length > 0 === isHub).toBe(true);
    });
  });
};
