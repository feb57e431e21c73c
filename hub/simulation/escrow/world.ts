// Lets one small world run from its seed: desks spend a budget that does not suffice, everything fails, and money is counted beside it all.
import { createSeeded, type Seeded } from '../../../shared/kernel/seeded.ts';
import { faultOf } from '../account-fault.ts';
import { createBank, type Bank } from './bank.ts';
import { isOnline, serve, startDesk, type Answer, type Desk, type DeskWorld, type Request } from './desk.ts';
import { diskCopy, emptyDisk, outsideCopy, type Disk } from './disk.ts';
import { keepLeases } from './keeper.ts';
import { createManager } from './manager.ts';
import { ACCOUNTS, monthAt, accountOf, startFor, TICK } from './papers.ts';
import { goOn, hear, talk } from './talk.ts';
import { createTill, type Till } from './till.ts';
import { TTL, type Rules } from './variants.ts';

const DESKS = 5;
const TICKS = 400;
/** After everything has healed: time enough to prove, write off, recall and spend what is left. */
const REST = 150;
/** No month ends in such a world. */
const FAR = 10_000;
const FEWEST = 3;
const MOST_CLONES = 2;
/** At the very end nobody asks for anything any more, and what is under way arrives. */
const LAST = 30;

const NONE: ReadonlyMap<number, number> = new Map();

/** Chances per tick; each seed draws some of them. */
const WEATHER = {
  loss: 0.1,
  twice: 0.1,
  slow: 0.1,
  partition: 0.02,
  crash: 0.004,
  torn: 0.02,
  'clock-jump': 0.01,
  lost: 0.0006,
  backup: 0.02,
  restore: 0.006,
  clone: 0.003,
  'hub-backup': 0.02,
  'hub-restore': 0.004,
} as const;
type Weather = Record<keyof typeof WEATHER, number>;

const drawn = (seeded: Seeded): Weather =>
  Object.fromEntries(Object.entries(WEATHER).map(([name, share]) => [name, seeded.unit() < 0.75 ? share : 0])) as Weather;

export type Ended = {
  readonly till: Till;
  readonly bank: Bank;
  readonly desks: readonly Desk[];
  readonly month: string;
  readonly clones: number;
};

export const runWorld = (seed: number, rules: Rules): Ended => {
  const seeded = createSeeded(seed);
  const weather = drawn(seeded);
  const happens = (share: number): boolean => share > 0 && seeded.unit() < share;
  const begin = startFor(rules.months && happens(0.5) ? seeded.whole(100, 220) : FAR);
  const busy = seeded.whole(8, 16) / 100;
  const pause = seeded.whole(1, 6);
  let tick = 0;
  let ids = 0;
  let isCalm = false;
  let isOpen = true;
  let clones = 0;
  const now = (): number => begin + tick * TICK;
  const nextId = (): string => `n-${(ids += 1)}`;
  const till = createTill();
  const bank = createBank(
    rules,
    now,
    () => tick,
    (commit) => till.commit(commit, faultOf(commit.state)),
  );
  const desks: Desk[] = [];
  const heardAt = new Map<string, number>();
  const copies = new Map<Desk, Disk>();
  const mail = new Map<number, (() => void)[]>();
  const manager = createManager({ rules, seeded, bank, desks, till, tick: () => tick, now, heardAt, nextId });

  const post = (work: () => void): void => {
    const delay = !isCalm && happens(weather.slow) ? seeded.whole(3, 14) : seeded.whole(1, 2);
    mail.set(tick + delay, [...(mail.get(tick + delay) ?? []), work]);
  };
  const isThrough = (desk: Desk): boolean => isCalm || (isOnline(parts, desk) && !happens(weather.loss));

  const arrive = (request: Request): void => {
    const { desk, device, frame, returned, kind, run, id } = request;
    heardAt.set(device, tick);
    if (returned !== null) return takeBack(returned.account, returned.lease);
    const pushed = frame === null ? null : bank.push(frame);
    const branch = bank.branch();
    const heads = kind === 'hello' ? bank.heads(device) : NONE;
    const answer: Answer = { run, id, kind, branch, position: branch.events.length, heads, gen: frame?.gen ?? 0, pushed };
    if (isThrough(desk)) post(() => hear(parts, desk, answer));
  };
  const parts: DeskWorld = {
    rules,
    seeded,
    tick: () => tick,
    now,
    nextId,
    tell: till.tell,
    send: (request) => {
      // What comes beside the journal comes by whichever way is open.
      if (request.returned !== null || isThrough(request.desk)) post(() => arrive(request));
      if (!isCalm && happens(weather.twice)) post(() => arrive(request));
    },
    die: (desk) => {
      desk.isUp = false;
      const { run } = desk;
      const back = tick + seeded.whole(1, 20);
      mail.set(back, [...(mail.get(back) ?? []), () => void (desk.run === run && !desk.isLost && startDesk(parts, desk))]);
    },
    // The copy of the day is made now, and over night the line is down often enough.
    closing: (desk) => {
      if (!rules.restores || isCalm || !happens(0.5)) return;
      copies.set(desk, diskCopy(desk.disk));
      if (happens(0.5))
        mail.set(tick + 8, [...(mail.get(tick + 8) ?? []), () => void (isCalm || (desk.cutUntil = desk.opensAt + seeded.whole(0, 40)))]);
    },
    begunAt: bank.begunAt,
    pause,
    get torn() {
      return isCalm ? 0 : weather.torn;
    },
  };

  /** What the hub believes is left of a lease is free again. */
  const takeBack = (account: string, lease: string): void => {
    const held = bank.account(account)?.leases.find((row) => row.lease === lease);
    if (held === undefined) return;
    const { device, gen, granted, used } = held;
    const data = { lease, device, gen, amount: granted - used, used, close: true };
    bank.own(manager.command('watchdog', 'return-lease', account, data));
  };
  const reclaim = (after: number): void => {
    for (const account of ACCOUNTS)
      for (const { lease, standing } of bank.account(account)?.leases ?? [])
        if (standing === 'open' && tick >= bank.begunAt(lease) + TTL + after) takeBack(account, lease);
  };

  const addDesk = (name: string, device: string, disk: Disk, outside: Desk['outside']): Desk => {
    const desk: Desk = {
      name,
      device,
      disk,
      outside,
      run: 0,
      isUp: false,
      isLost: false,
      cutUntil: 0,
      skew: 0,
      call: null,
      hubKnows: null,
      talksAt: 0,
      goesOnAt: null,
      waiting: null,
      asksAt: 0,
      opensAt: 0,
      provesAt: 0,
      untold: [],
      gone: new Set(),
      beliefs: new Map(),
    };
    desks.push(desk);
    startDesk(parts, desk);
    return desk;
  };
  let database: (() => void) | null = null;

  const putBack = (desk: Desk): void => {
    const copy = copies.get(desk);
    if (copy === undefined) return;
    const had = desk.disk;
    desk.disk = diskCopy(copy);
    copies.delete(desk);
    const kept = new Set([...desk.disk.journals.values()].flat().map(({ command }) => command.id));
    till.forget([...had.journals.values()].flat().flatMap(({ command }) => (kept.has(command.id) ? [] : [command.id])));
    if (happens(0.2)) desk.outside = null;
    startDesk(parts, desk);
  };
  const cutOff = (desk: Desk): void => void (desk.cutUntil = tick + (happens(0.3) ? seeded.whole(60, 140) : seeded.whole(5, 60)));
  const lose = (desk: Desk): void => {
    if (desks.filter(({ isLost }) => !isLost).length > FEWEST) Object.assign(desk, { isLost: true, isUp: false });
  };
  const clone = (desk: Desk): void => {
    if (clones >= MOST_CLONES) return;
    clones += 1;
    addDesk(`${desk.name}-copy`, desk.device, diskCopy(desk.disk), outsideCopy(desk.outside));
  };
  const faults: readonly (readonly [number, (desk: Desk) => void])[] = [
    [weather.partition, cutOff],
    [weather.crash, (desk) => parts.die(desk)],
    [rules.clocksJump ? weather['clock-jump'] : 0, (desk) => void (desk.skew = seeded.whole(-80, 80))],
    [weather.lost, lose],
    [rules.restores ? weather.backup : 0, (desk) => void copies.set(desk, diskCopy(desk.disk))],
    [rules.restores ? weather.restore : 0, putBack],
    [rules.clones ? weather.clone : 0, clone],
  ];
  /** One thing at most goes wrong with a desk in a tick. */
  const fail = (desk: Desk): void => {
    if (rules.restores && tick < desk.opensAt && happens(weather.restore * 4)) return putBack(desk);
    let left = seeded.unit();
    for (const [share, happen] of faults) {
      if (left < share) return happen(desk);
      left -= share;
    }
  };
  const failHub = (): void => {
    if (!rules.hubRestores) return;
    if (happens(weather['hub-backup'])) database = bank.backup();
    if (database === null || !happens(weather['hub-restore'])) return;
    database();
    database = null;
    manager.setBack();
  };

  const work = (desk: Desk): void => {
    if (!desk.isUp) return;
    goOn(parts, desk, () => bank.heads(desk.device));
    if (isOpen && tick >= desk.opensAt && desk.waiting === null && happens(busy)) serve(parts, desk, seeded.whole(1, 25));
    if (desk.isUp) keepLeases(parts, desk);
    if (desk.isUp) talk(parts, desk);
  };
  const turn = (): void => {
    tick += 1;
    const due = mail.get(tick) ?? [];
    mail.delete(tick);
    for (const each of due) each();
    for (const desk of desks) work(desk);
    if (rules.reclaimAfter !== null) reclaim(rules.reclaimAfter);
    manager.look(isCalm);
  };

  for (let index = 1; index <= DESKS; index += 1) addDesk(`desk-${index}`, `desk-${index}`, emptyDisk(bank.branch()), null);
  for (let count = 0; count < TICKS; count += 1) {
    for (const desk of desks.filter(({ isLost }) => !isLost)) fail(desk);
    failHub();
    turn();
  }
  isCalm = true;
  for (const desk of desks) {
    Object.assign(desk, { cutUntil: 0, skew: 0 });
    if (!desk.isUp && !desk.isLost) startDesk(parts, desk);
  }
  for (let count = 0; count < REST; count += 1) turn();
  isOpen = false;
  for (const desk of desks) desk.waiting = null;
  for (let count = 0; count < LAST; count += 1) turn();
  const lost = desks
    .filter(({ isLost }) => isLost)
    .flatMap(({ disk }) => [...disk.journals.values()].flat().map(({ command }) => command.id));
  till.forget(lost);
  return { till, bank, desks, month: accountOf(monthAt(now())), clones };
};
