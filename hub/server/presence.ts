// Tells workstations of each other who is at work: kept in memory by the process that holds the lane, until it is heard of no more.
import type { Clock, Ms } from '../../shared/kernel/time.ts';
import { PRESENT_FOR, type RouteName, type routes } from '../../shared/sync/wire.ts';
import type { z } from 'zod';
import type { AtHolder } from './at-holder.ts';
import type { Asked } from './asking.ts';
import { turnAway } from './faults.ts';

type Input = z.output<(typeof routes)['presence']['input']>;
type Output = z.input<(typeof routes)['presence']['output']>;
type Told = Input['here'][number];

export interface Presence {
  /** What one workstation tells of itself, answered with all the others. */
  readonly presence: (input: Input, from: Asked) => Promise<unknown>;
  /** Wakes the workstations that asked here; `but`: it knows already. */
  stir(lane: string, but: string | null): void;
  /** The lane came or went: whatever was told to another process is not known here. */
  moved(lane: string): void;
  /** A workstation was locked out: nobody is there any more by its word. */
  forget(device: string): void;
}

export type PresenceParts = {
  readonly clock: Clock;
  readonly atHolder: AtHolder;
  /** Wakes these workstations, but for one, as far as they are connected to this process. */
  readonly wake: (lane: string, devices: ReadonlySet<string>, but: string | null) => void;
  /** The same at the other processes. */
  readonly tellOn: (lane: string) => void;
};

type Row = Told & { readonly changedAt: Ms };
type Book = { readonly begunAt: Ms; readonly devices: Map<string, { readonly at: Ms; readonly rows: readonly Row[] }> };

export const createPresence = ({ clock, atHolder, wake, tellOn }: PresenceParts): Presence => {
  const books = new Map<string, Book>();
  const asking = new Map<string, Set<string>>();

  const bookOf = (lane: string): Book => {
    const found = books.get(lane) ?? { begunAt: clock(), devices: new Map() };
    books.set(lane, found);
    return found;
  };

  const stir: Presence['stir'] = (lane, but) => wake(lane, asking.get(lane) ?? new Set(), but);

  const told = ({ lane, here }: Input, { visitor, log }: Asked): Output => {
    const { device, isHere } = visitor;
    const now = clock();
    const { begunAt, devices } = bookOf(lane);
    // Either way: a clock that was set back must keep nobody there until it has caught up.
    for (const [id, { at }] of devices) if (Math.abs(now - at) > PRESENT_FOR) devices.delete(id);
    // A workstation speaks for those who proved themselves there, and for each of them once.
    const own = [...new Map(here.map((row) => [row.person, row])).values()].filter(({ person }) => isHere(lane, person));
    const declined = here.map(({ person }) => person).filter((person) => !isHere(lane, person));
    if (declined.length > 0) log.warn({ lane, device: device.id }, 'a workstation tells of people who have not signed in there');
    const before = devices.get(device.id)?.rows ?? [];
    const rows = own.map((row): Row => {
      // Nobody has been there since tomorrow, whatever the clock of his machine says.
      const told = { ...row, since: Math.min(row.since, now) };
      const known = before.find((each) => each.person === row.person && each.since === told.since && each.state === told.state);
      return known ?? { ...told, changedAt: now };
    });
    devices.delete(device.id);
    if (rows.length > 0) devices.set(device.id, { at: now, rows });
    if (rows.length !== before.length || rows.some((row) => !before.includes(row))) {
      stir(lane, device.id);
      tellOn(lane);
    }
    return { people: others(devices, device.id, now), declined, begun: begunAt };
  };

  return {
    presence: (input, from) => {
      const { visitor } = from;
      if (visitor.caller.rights(input.lane) === null) throw turnAway('no-rights', { lane: input.lane });
      asking.set(input.lane, (asking.get(input.lane) ?? new Set()).add(visitor.device.id));
      return atHolder('presence' satisfies RouteName, input.lane, input, from, () => Promise.resolve(told(input, from)));
    },
    stir,
    moved: (lane) => void books.delete(lane),
    forget: (device) => {
      for (const [lane, { devices }] of books) {
        if (!devices.delete(device)) continue;
        stir(lane, device);
        tellOn(lane);
      }
      for (const devices of asking.values()) devices.delete(device);
    },
  };
};

/** Somebody at two workstations is told once, by what he did last. */
const others = (devices: Book['devices'], own: string, now: Ms): Output['people'] => {
  const newest = new Map<string, Row & { readonly ago: Ms }>();
  for (const [id, { at, rows }] of devices)
    for (const row of id === own ? [] : rows) {
      const known = newest.get(row.person);
      if (known === undefined || row.changedAt > known.changedAt) newest.set(row.person, { ...row, ago: Math.max(0, now - at) });
    }
  return [...newest.values()].map(({ person, since, state, ago }) => ({ person, since, state, ago }));
};
