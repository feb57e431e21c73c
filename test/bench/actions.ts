// Measures committed actions per second on the desk as a share of raw transactions that store the same row bytes, in turns.
import { join } from 'node:path';
import type { Json } from '../../shared/kernel/result.ts';
import type { Order } from '../../shared/sync/submit.ts';
import { generateStore } from '../../electron/generate-store.ts';
import { createSeeded, type Seeded } from '../../shared/kernel/seeded.ts';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import { median, round, timed, withFolder } from './measure.ts';
import { createRaw, logGrowth, rowBytes } from './raw-limit.ts';

const LANE = 'nordlicht';
const CASES = 1_000;
/** Few enough that the log before them fits the write-ahead log without a checkpoint in between. */
const SAMPLE = 40;

export type ActionsReport = {
  readonly actionsPerSecond: number;
  /** Raw transactions of one insert that holds as many bytes as the rows of one action: what the disk allows at best. */
  readonly rawPerSecond: number;
  /** The headline: actions as a share of those, turn by turn, and of the turns the middle one. */
  readonly share: number;
  /** Bytes of all values of all rows an action writes: the work it cannot avoid. */
  readonly rowBytes: number;
  /** Bytes an action adds to the write-ahead log, and what of them the raw transaction adds: the price of pages and indexes. */
  readonly logBytes: number;
  readonly rawLogBytes: number;
  /** Raw transactions whose log grows by as many bytes as an action's, and the share of those: says what is left beside pages. */
  readonly sameLogPerSecond: number;
  readonly sameLogShare: number;
  readonly rounds: number;
  /** What the ledger adds to one action, in this process, after the desk has answered. */
  readonly rulingMs: number;
  readonly actionMs: number;
};

export const benchActions = (rounds: number, perRound: number): Promise<ActionsReport> =>
  withFolder(async (dir) => {
    const data = join(dir, 'data');
    const made = await generateStore({
      dir: data,
      cases: CASES,
      seed: 1,
      principal: LANE,
      language: 'de',
      clock: Date.now,
      progress: () => undefined,
    });
    if (!made.ok) throw new Error(JSON.stringify(made.refusal));
    const opened = await openWorkplace({ dir: data });
    if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
    const place = opened.value;
    try {
      const next = createActions(place, createSeeded(7));
      const act = (count: number): void => {
        for (let n = 0; n < count; n += 1) submit(place, next());
      };
      act(50);
      await place.engine.sync(LANE);
      const file = join(data, 'desk.sqlite');
      const bytes = rowBytes(file, () => act(1), SAMPLE);
      const logBytes = logGrowth(file, () => act(SAMPLE)) / SAMPLE;
      await place.engine.sync(LANE);
      const raw = createRaw(join(dir, 'raw.sqlite'), () => bytes);
      const sameLog = createRaw(join(dir, 'same-log.sqlite'), (grows) => sizeFor(logBytes, grows));

      const [desk, limit, same, ruled]: [number[], number[], number[], number[]] = [[], [], [], []];
      for (let n = 0; n < rounds; n += 1) {
        // In turns, so that a noisy minute of the machine falls on all.
        limit.push(await timed(() => raw.write(perRound)));
        same.push(await timed(() => sameLog.write(perRound)));
        desk.push(await timed(() => act(perRound)));
        const waiting = await timed(() => place.engine.sync(LANE));
        ruled.push(waiting / perRound);
      }
      const [actionMs, rawMs, sameMs] = [median(desk) / perRound, median(limit) / perRound, median(same) / perRound];
      raw.close();
      sameLog.close();
      return {
        actionsPerSecond: round(1_000 / actionMs, 0),
        rawPerSecond: round(1_000 / rawMs, 0),
        share: round(median(ratios(limit, desk))),
        rowBytes: bytes,
        logBytes: round(logBytes, 0),
        rawLogBytes: raw.logBytes,
        sameLogPerSecond: round(1_000 / sameMs, 0),
        sameLogShare: round(median(ratios(same, desk))),
        rounds,
        rulingMs: round(median(ruled), 3),
        actionMs: round(actionMs, 3),
      };
    } finally {
      await place.close();
    }
  });

/** Turn by turn, because what slows the machine for a while slows both sides of one turn. */
const ratios = (above: readonly number[], below: readonly number[]): readonly number[] => above.map((ms, n) => ms / below[n]!);

/** The size of a row by which the log grows as wanted, found by trial. */
const sizeFor = (wanted: number, grows: (size: number) => number): number => {
  let size = Math.max(100, wanted - 8_192);
  for (let turn = 0; turn < 12; turn += 1) {
    const off = wanted - grows(size);
    if (Math.abs(off) <= 2_048) break;
    size = Math.max(100, Math.round(size + off * 0.9));
  }
  return size;
};

const submit = ({ engine }: Workplace, order: Order): void => {
  const answer = engine.submit(order);
  if (!answer.ok) throw new Error(`the bench was refused: ${JSON.stringify(answer.refusal)}`);
};

/** What agents do most: notes, contacts, promises, new cases. */
const createActions = ({ engine, store }: Workplace, chance: Seeded): (() => Order) => {
  const cases = store.caseIds(LANE, null, CASES);
  const agents = engine.policy(LANE)!.pack.roster.filter(({ role, teams }) => role === 'agent' && teams.length > 0);
  const customers = store.customers(LANE, '', CASES);
  const order = (type: Order['type'], data: Json, body: Json): Order => ({
    lane: LANE,
    caseId: chance.pick(cases),
    actor: chance.pick(agents).id,
    type,
    data,
    body,
  });
  const note = 'Kundin hat den Brief vorgelesen, die Angaben passen nicht zum Vertrag; Rückruf erst ab 16 Uhr erbeten.';
  return () => {
    const kind = chance.weighted([
      ['note', 45],
      ['contact', 30],
      ['promise', 15],
      ['open', 10],
    ] as const);
    if (kind === 'note') return order('add-note', {}, { text: note });
    if (kind === 'contact')
      return order(
        'log-contact',
        { channel: 'phone', direction: 'out', reached: true, informed: false, call: null },
        { text: note, who: 'Petra Sommerfeld' },
      );
    if (kind === 'promise')
      return order('make-promise', { due: Date.now() + 7_200_000, by: agents[0]!.id, callback: true }, { what: 'Rückruf mit Ergebnis' });
    const data = {
      number: engine.nextCaseNumber(LANE),
      customer: chance.pick(customers).id,
      category: 'billing',
      channel: 'phone',
      urgency: 'medium',
      impact: 'low',
      reason: null,
      call: null,
    };
    return { ...order('open-case', data, { title: 'Rechnung doppelt abgebucht', text: note }), caseId: null };
  };
};
