// Many desks push into one lane: groups of them share a transaction, in order, and what is wrong with one is nobody else's trouble.
import { describe, expect, it } from 'vitest';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import type { LaneHold, LedgerStore } from '../../shared/store/ledger-store.ts';
import { createSqliteLedgerStore } from '../../shared/store/sqlite-ledger-store.ts';
import { LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';
import { judge } from '../../shared/sync/judge.ts';
import type { Push } from '../../shared/sync/protocol.ts';
import { createSequencer } from '../../shared/sync/sequencer.ts';
import { openSqlite } from '../store/open-sqlite.ts';
import { digest, LANE } from './desks.ts';
import { examineLedger } from '../../shared/sync/doctor-ledger.ts';
import { createHub, createJournal, crowd, notes, opens, settles, type Hub } from './writers.ts';

/** A gate that opens when the test says so. */
const createGate = () => {
  const waiting: (() => void)[] = [];
  return { wait: () => new Promise<void>((open) => waiting.push(open)), open: () => waiting.splice(0).forEach((open) => open()) };
};

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the sequencer of a lane', () => {
  const sequenced = () => {
    const groups: (readonly string[])[] = [];
    const gate = createGate();
    const push = createSequencer<string, string>({
      settle: async (lane, group) => {
        groups.push(group);
        await gate.wait();
        if (group.includes('broken')) throw new Error(`no luck with ${group.join(' ')}`);
        return group.map((work) => `${work} in ${lane}`);
      },
    });
    const says = (work: string, { key = work, weight = 1, lane = 'l' } = {}) => push(lane, { work, key, weight });
    return { groups, gate, says };
  };
  const opened = async ({ gate }: ReturnType<typeof sequenced>, times = 1): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      await settled();
      gate.open();
    }
    await settled();
  };

  it('[Y46] takes the first at once and all who come meanwhile together, each with an answer of his own', async () => {
    const bench = sequenced();
    const answers = ['a', 'b', 'c'].map((work) => bench.says(work));
    await opened(bench, 2);
    expect([bench.groups, await Promise.all(answers)]).toEqual([
      [['a'], ['b', 'c']],
      ['a in l', 'b in l', 'c in l'],
    ]);
    const later = bench.says('d');
    await opened(bench);
    expect([await later, bench.groups.at(-1)]).toEqual(['d in l', ['d']]);
  });

  it('[Y46] keeps groups short, and two pieces of one journal in their order', async () => {
    const bench = sequenced();
    const all = [
      bench.says('first'),
      ...Array.from({ length: 250 }, (_, index) => bench.says(`w${index}`)),
      bench.says('heavy', { weight: 1_990 }),
      bench.says('same-1', { key: 'same' }),
      bench.says('same-2', { key: 'same' }),
      bench.says('too-much', { weight: 5_000 }),
    ];
    await opened(bench, 5);
    await Promise.all(all);
    expect(bench.groups.map((group) => group.length)).toEqual([1, 200, 51, 2, 1]);
    expect(bench.groups.slice(2).map((group) => group.slice(-2))).toEqual([['w249', 'same-1'], ['heavy', 'same-2'], ['too-much']]);
  });

  it('[Y46] settles a group that failed one by one: only what is broken fails, and other lanes wait for nobody', async () => {
    const bench = sequenced();
    const [first, good, broken, alsoGood] = ['first', 'good', 'broken', 'also-good'].map((work) => bench.says(work)) as [
      Promise<string>,
      ...Promise<string>[],
    ];
    const elsewhere = bench.says('elsewhere', { lane: 'm' });
    const failure = broken!.catch((error: unknown) => String(error));
    await opened(bench, 5);
    expect(await Promise.all([first, good, alsoGood, elsewhere])).toEqual(['first in l', 'good in l', 'also-good in l', 'elsewhere in m']);
    expect([await failure, bench.groups.slice(0, 2)]).toEqual(['Error: no luck with broken', [['first'], ['elsewhere']]]);
  });
});

const stores: readonly (readonly [string, () => LedgerStore])[] = [
  ['memory', () => createMemoryLedgerStore()],
  ['SQLite', () => createSqliteLedgerStore(openSqlite('memory', LEDGER_APPLICATION, LEDGER_MIGRATIONS).handle)],
];

describe.each(stores)('[Y46] a crowd of pushes over %s', (_, createStore) => {
  it('is one transaction, and comes out as if each had come alone', async () => {
    const alone = await createHub(createStore());
    const apart = [];
    for (const push of crowd(alone)) apart.push(await settles(alone.ledger, push));
    const store = createStore();
    const appended: number[] = [];
    const hub = await createHub(
      { ...store, append: (change) => (appended.push(change.settled.length), store.append(change)) },
      { gather: settled },
    );
    const together = await Promise.all(crowd(hub).map((push) => settles(hub.ledger, push)));
    expect([together, appended]).toEqual([apart, [11]]);
    expect(await store.events(LANE, 0, 99)).toEqual(await alone.store.events(LANE, 0, 99));
    const flagged = 'accepted-with-exception';
    expect(together.map(({ verdicts }) => verdicts.map(({ verdict }) => verdict))).toEqual([
      ['accepted', 'accepted', 'accepted'],
      ['accepted', 'accepted'],
      ['accepted'],
      [flagged, 'accepted'],
      ['refused', 'accepted'],
      ['accepted'],
    ]);
    expect((await store.events(LANE, 0, 99)).map(({ flag }) => flag)).toContain('above-authority');
    const ids = ['a', 'b', 'c'];
    expect([await store.states(ids), await store.audiences(LANE, ids)]).toEqual([
      await alone.store.states(ids),
      await alone.store.audiences(LANE, ids),
    ]);
    expect([await examineLedger(store, digest), await examineLedger(alone.store, digest)]).toEqual([[], []]);
  });

  it('harms nobody by one that is forged, forked, behind or broken', async () => {
    const rule: typeof judge = (command, ...rest) => {
      if (command.id === 'n1') throw new Error('the judge fell ill');
      return judge(command, ...rest);
    };
    const hub = await createHub(createStore(), { gather: settled, judge: rule });
    const [opening, sick, , ...others] = crowd(hub);
    await settles(hub.ledger, opening!);
    const last = others[2]!;
    const forged = { ...last, device: 'forger' };
    const ahead = { ...createJournal('ahead')(notes(hub, 'x', 'a', 'lena')), prev: '0'.repeat(64) };
    const behind = { ...forgedFrom(hub, 'behind', 3) };
    const frames = [sick!, forged, ahead, behind, last];
    const answers = await Promise.allSettled(frames.map((push) => hub.ledger.push(push)));
    expect(
      answers.map((answer) => (answer.status === 'rejected' ? String(answer.reason) : answer.value.ok || answer.value.refusal.code)),
    ).toEqual(['Error: the judge fell ill', 'bad-hash', 'bad-hash', 'journal-behind', true]);
    expect((await hub.store.events(LANE, 0, 99)).map(({ event }) => event.command)).toEqual(['open-a', 'open-b', 'open-c', 'n2']);
    expect(await examineLedger(hub.store, digest)).toEqual([]);
  });
});

/** A frame that begins at a later number. */
const forgedFrom = (hub: Pick<Hub, 'clock'>, device: string, after: number): Push => {
  const journal = createJournal(device);
  for (let dseq = 0; dseq < after; dseq += 1) journal(notes(hub, `${device}-${dseq}`, 'a', 'lena'));
  return journal(notes(hub, `${device}-last`, 'a', 'lena'));
};

describe.each(stores)('[Y46] two hubs over one %s', (_, createStore) => {
  it('never both sequence a lane: who lost it, knowing or not, settles nothing', async () => {
    const store = createStore();
    const holds = new Map<string, LaneHold | null>();
    const one = await createHub(store, { fence: () => holds.get('one') ?? null });
    const two = await createHub(store, { fence: () => holds.get('two') ?? null });
    const journal = createJournal('desk');
    const frame = journal(opens(one, 'a', 'lena'));
    const moved = { ok: false, refusal: { code: 'lane-moved', data: { lane: LANE } } };
    expect(await one.ledger.push(frame)).toEqual(moved);
    holds.set('one', await store.holdLane(LANE, 'one', 'http://one', 0, 3_000));
    expect((await settles(one.ledger, frame)).position).toBe(1);
    // The first one stood still for longer than its hold lasts, and believes it has it.
    holds.set('two', await store.holdLane(LANE, 'two', 'http://two', 4_000, 7_000));
    const next = journal(notes(one, 'n', 'a', 'lena'));
    expect(await one.ledger.push(next)).toEqual(moved);
    expect((await store.events(LANE, 0, 9)).length).toBe(1);
    expect((await settles(two.ledger, next)).position).toBe(2);
    // A verdict that stands may be told again by either.
    expect((await settles(one.ledger, frame)).verdicts).toMatchObject([{ verdict: 'accepted' }]);
  });
});
