// Carries words between simulated desks and hubs: late, twice, changed, or not at all, as the weather of the seed says.
import type { Seeded } from '../../shared/kernel/seeded.ts';
import type { Page, Push, Transport } from '../../shared/sync/protocol.ts';
import type { LedgerSession } from '../../shared/sync/ledger.ts';
import type { Agenda } from './agenda.ts';
import type { Weather } from './faults.ts';

/** Longer than any message takes: then the desk believes that nobody was there. */
const PATIENCE = 30_000;

export type Wiring = {
  readonly agenda: Agenda;
  readonly seeded: Seeded;
  readonly weather: () => Weather;
  /** The process that answers now; null while none does. */
  readonly hub: () => { readonly ledger: LedgerSession; readonly isAlive: () => boolean } | null;
  readonly note: (what: string) => void;
};

/** Words that cross a wire are never the same object on both sides. */
const carried = <Value>(value: Value): Value => (value === undefined ? value : (JSON.parse(JSON.stringify(value)) as Value));

/** `isHere`: whether the desk's process still runs; `isCut`: whether its line is down. */
export const createWire = (
  { agenda, seeded, weather, hub, note }: Wiring,
  desk: string,
  isHere: () => boolean,
  isCut: () => boolean,
): Transport => {
  const happens = (share: number): boolean => share > 0 && seeded.unit() < share;
  const delay = (): number => (happens(weather().slow) ? seeded.whole(2_000, 20_000) : seeded.whole(1, 400));

  const call = <Name extends keyof LedgerSession>(
    name: Name,
    args: Parameters<LedgerSession[Name]>,
    mangled: (answer: Awaited<ReturnType<LedgerSession[Name]>>) => Awaited<ReturnType<LedgerSession[Name]>> = (answer) => answer,
  ): Promise<Awaited<ReturnType<LedgerSession[Name]>>> =>
    new Promise((resolve, reject) => {
      // A process that has died hears nothing any more, not even that nobody answered.
      const heard =
        <Value>(then: (value: Value) => void) =>
        (value: Value): void => {
          if (isHere()) then(value);
        };
      const forget = agenda.after(PATIENCE, () => heard(reject)(new Error('nobody answered')));
      if (isCut() || happens(weather().loss)) return note(`${desk} ${name} lost`);
      const arrive = (): void => {
        const answering = hub();
        if (answering === null || isCut()) return;
        note(`${desk} ${name}`);
        const method = answering.ledger[name] as (
          ...given: Parameters<LedgerSession[Name]>
        ) => Promise<Awaited<ReturnType<LedgerSession[Name]>>>;
        void method(...carried(args)).then(
          (answer) => {
            if (!answering.isAlive() || isCut() || happens(weather()['answer-loss'])) return note(`${desk} ${name} answer lost`);
            agenda.after(delay(), () => {
              forget();
              heard(resolve)(mangled(carried(answer)));
            });
          },
          (error: unknown) => {
            agenda.after(delay(), () => {
              forget();
              heard(reject)(error);
            });
          },
        );
      };
      agenda.after(delay(), arrive);
      if (happens(weather().twice)) agenda.after(delay(), arrive);
    });

  const garbled = (frame: Push): Push => {
    if (!happens(weather().garbled)) return frame;
    note(`${desk} push garbled`);
    const place = seeded.whole(0, frame.entries.length - 1);
    return {
      ...frame,
      entries: frame.entries.map((entry, index) =>
        index === place ? { ...entry, text: entry.text.replace(/"seen":\d+/, '"seen":0 ') } : entry,
      ),
    };
  };

  const holed = (page: Page): Page => {
    if (page.events.length < 3 || !happens(weather()['holed-page'])) return page;
    note(`${desk} page with a hole`);
    const place = seeded.whole(1, page.events.length - 2);
    return { ...page, events: page.events.filter((_, index) => index !== place) };
  };

  return {
    mode: 'hub',
    lanes: () => call('lanes', []),
    hello: (key, cursor) => call('hello', [key, cursor]),
    part: (lane, cursor, common) => call('part', [lane, cursor, common]),
    push: (frame) => call('push', [garbled(frame)]),
    pull: (lane, cursor) => call('pull', [lane, cursor], holed),
    inventory: (lane, after) => call('inventory', [lane, after]),
    snapshots: (lane, cases) => call('snapshots', [lane, cases]),
    histories: (lane, cases) => call('histories', [lane, cases]),
    bodies: (lane, hashes) => call('bodies', [lane, hashes]),
    publishPack: (document) => call('publishPack', [document]),
    packs: (lane) => call('packs', [lane]),
    customers: (lane, afterMark) => call('customers', [lane, afterMark]),
    putCustomers: (lane, customers) => call('putCustomers', [lane, customers]),
    putAbsences: (lane, absences) => call('putAbsences', [lane, absences]),
    absences: (lane) => call('absences', [lane]),
  };
};
