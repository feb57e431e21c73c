// What a ledger does about logs that part, and about commands of people who did not prove themselves where they were said.
import { describe, expect, it } from 'vitest';
import { anchorOf } from '../../shared/store/anchor.ts';
import type { Cursor } from '../../shared/store/desk-store.ts';
import { createMemoryLedgerStore, type MemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import type { Epoch } from '../../shared/store/ledger-store.ts';
import { createLedger } from '../../shared/sync/ledger.ts';
import { ALL_RIGHTS, TRUSTED } from '../../shared/sync/rights.ts';
import { examineLedger } from '../../shared/sync/doctor-ledger.ts';
import { digest, LANE } from './desks.ts';
import { begins, createHub, createJournal, greets, moved, notes, NOWHERE, opens, settles } from './writers.ts';

/** A hub that was set back to a backup unnoticed, and has gone on since; `seen` is how far a desk had read before. */
const setBack = async () => {
  const store = createMemoryLedgerStore();
  const before = await createHub(store);
  const lena = before.seat('front', 'lena');
  const front = createJournal('front');
  await settles(lena, front(opens(before, 'a', 'lena'), notes(before, 'n1', 'a', 'lena')));
  const backup = store.image();
  await settles(lena, front(notes(before, 'lost-1', 'a', 'lena'), notes(before, 'lost-2', 'a', 'lena')));
  const begun = await begins(lena, 'front');
  const seen = moved(begun, await lena.pull(LANE, begun));
  const restored: MemoryLedgerStore = createMemoryLedgerStore(backup);
  const told: (readonly [string, Epoch, string | null])[] = [];
  let nonce = 0;
  const ledger = createLedger({
    store: restored,
    clock: () => before.clock.now,
    digest,
    newEpoch: () => `after-${(nonce += 1)}`,
    onPart: (...part) => told.push(part),
  });
  const people = { ...TRUSTED, device: 'front', rights: () => ({ ...ALL_RIGHTS, scope: seen.scope! }) };
  return { hub: before, restored, ledger, session: ledger.as(people), seen, told };
};

describe('[Y47] a log that was set back', () => {
  it('is noticed by the first cursor behind its end, or at a place where it went on otherwise', async () => {
    const { hub, ledger, session, seen } = await setBack();
    expect((await session.pull(LANE, seen)).again).toBe(true);
    expect((await greets(session, 'front', seen)).agrees).toBe(false);
    const other = createJournal('other');
    await settles(ledger, other(notes(hub, 'o1', 'a', 'tim'), notes(hub, 'o2', 'a', 'tim'), notes(hub, 'o3', 'a', 'tim')));
    expect([(await greets(session, 'front', seen)).agrees, (await session.pull(LANE, seen)).again]).toEqual([false, true]);
    const [, common] = await hub.store.events(LANE, 0, 2);
    const place: Cursor = { ...seen, position: 2, anchor: anchorOf(common!) };
    expect([(await greets(session, 'front', place)).agrees, (await session.pull(LANE, place)).again]).toEqual([true, false]);
  });

  it('begins a new epoch at the common place, says so to whoever runs it, and every other desk finds that place by the list of epochs', async () => {
    const { hub, restored, session, seen, told } = await setBack();
    await session.part(LANE, seen, 2);
    expect(told).toEqual([[LANE, { epoch: 'after-1', from: 2 }, 'front']]);
    const greeting = await greets(session, 'front', seen);
    expect([greeting.epoch, greeting.agrees, greeting.epochs]).toEqual([
      'after-1',
      false,
      [
        { epoch: 'epoch-1', from: 0 },
        { epoch: 'after-1', from: 2 },
      ],
    ]);
    const [, common] = await hub.store.events(LANE, 0, 2);
    expect((await session.pull(LANE, { ...seen, epoch: 'after-1', position: 2, anchor: anchorOf(common!) })).again).toBe(false);
    // The desk that was quicker has said it already.
    await session.part(LANE, seen, 1);
    expect([(await restored.epochs(LANE)).length, told.length]).toEqual([2, 1]);
    expect(await examineLedger(restored, digest)).toEqual([]);
  });

  it('begins none for a cursor that fits, one of another epoch, a place behind the cursor or the log, or somebody without rights', async () => {
    const { hub, restored, ledger, session, seen, told } = await setBack();
    const [, second] = await hub.store.events(LANE, 0, 2);
    const fits: Cursor = { ...seen, position: 2, anchor: anchorOf(second!) };
    await session.part(LANE, fits, 1);
    await session.part(LANE, NOWHERE, 0);
    await session.part(LANE, { ...seen, epoch: 'unknown' }, 2);
    await session.part(LANE, seen, 4);
    await session.part(LANE, seen, 3);
    await session.part('unknown', seen, 2);
    await ledger.as({ ...TRUSTED, device: 'front', rights: () => null }).part(LANE, seen, 2);
    const others = Array.from({ length: 4 }, (_, index) => notes(hub, `o${index}`, 'a', 'tim'));
    await settles(ledger, createJournal('other')(...others));
    await session.part(LANE, seen, 4);
    expect([await restored.epochs(LANE), told]).toEqual([[{ epoch: 'epoch-1', from: 0 }], []]);
  });
});

describe('[S15] a push that is ruled on while another epoch begins', () => {
  it('is not written as it was decided: what was in order before the log was set back may not be so after it', async () => {
    const { hub, restored, ledger, session, seen } = await setBack();
    const slow = createLedger({
      store: {
        ...restored,
        // The head was read before.
        journalHeads: async (keys) => {
          await session.part(LANE, seen, 2);
          return restored.journalHeads(keys);
        },
      },
      clock: () => hub.clock.now,
      digest,
      newEpoch: () => 'never',
    });
    const frame = createJournal('other')(notes(hub, 'o1', 'a', 'tim'));
    expect(await slow.push(frame)).toEqual({ ok: false, refusal: { code: 'lane-moved', data: { lane: LANE } } });
    expect(await restored.head(LANE)).toEqual({ epoch: 'after-1', position: 2 });
    expect((await settles(ledger, frame)).position).toBe(3);
  });
});

describe('[Y48] who speaks', () => {
  it('is never taken from the frame: another workstation’s journal is refused whole', async () => {
    const hub = await createHub();
    const answer = await hub.seat('front', 'lena').push(createJournal('back')(opens(hub, 'a', 'lena')));
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-this-device', data: { device: 'back' } } });
    expect([await hub.store.journals(LANE), await hub.store.events(LANE, 0, 9)]).toEqual([[], []]);
  });

  it('must have proved himself there: else his command is kept, told, and changes nothing, and what others say goes on', async () => {
    const hub = await createHub();
    const lena = hub.seat('front', 'lena');
    const front = createJournal('front');
    const frame = front(opens(hub, 'a', 'lena'), notes(hub, 'by-tim', 'a', 'tim'), notes(hub, 'by-lena', 'a', 'lena'));
    const answer = await settles(lena, frame);
    expect(
      answer.verdicts.map(({ command, verdict, refusal }) => [command, verdict, refusal?.code ?? null, refusal?.data ?? null]),
    ).toEqual([
      ['open-a', 'accepted', null, null],
      ['by-tim', 'quarantined', 'not-signed-in-here', { person: 'tim' }],
      ['by-lena', 'accepted', null, null],
    ]);
    expect((await hub.store.eventsOf('a')).map(({ event }) => event.command)).toEqual(['open-a', 'by-lena']);
    expect(await settles(lena, frame)).toEqual(answer);
    // What was settled while he was admitted keeps its verdict; signing in afterwards does not turn an old one.
    expect((await settles(hub.seat('front', 'tim'), frame)).verdicts).toEqual(answer.verdicts);
    expect((await hub.store.settledCommands(LANE, ['by-tim'])).get('by-tim')?.text).toContain('"actor":"tim"');
    expect(await examineLedger(hub.store, digest)).toEqual([]);
  });

  it('may deliver from a revoked workstation what then lies in quarantine, and is told nothing else', async () => {
    const hub = await createHub();
    const front = createJournal('front');
    await settles(hub.seat('front', 'lena'), front(opens(hub, 'a', 'lena')));
    const revoked = hub.ledger.as({ device: 'front', rights: () => null, admits: () => 'device-revoked' });
    const answer = await settles(revoked, front(notes(hub, 'n', 'a', 'lena')));
    expect(answer.verdicts).toMatchObject([{ verdict: 'quarantined', refusal: { code: 'device-revoked' } }]);
    expect([(await hub.store.eventsOf('a')).length, await revoked.lanes(), await revoked.snapshots(LANE, ['a'])]).toEqual([1, [], []]);
  });
});
