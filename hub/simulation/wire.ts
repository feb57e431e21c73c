// Carries words between simulated desks and hubs: late, twice, changed, or not at all, as the weather of the seed says.
import type { Seeded } from '../../shared/kernel/seeded.ts';
import { transportTrouble } from '../../shared/sync/trouble.ts';
import type { Page, Push, Transport } from '../../shared/sync/protocol.ts';
import type { LedgerSession } from '../../shared/sync/ledger.ts';
import type { Rights } from '../../shared/sync/rights.ts';
import type { Agenda } from './agenda.ts';
import type { Weather } from './faults.ts';
import type { Hub } from './hubs.ts';
import type { Office } from './office.ts';
import { frozen } from './papers.ts';

/** Longer than any message takes: then the desk believes that nobody was there. */
const PATIENCE = 30_000;

export type Wiring = {
  readonly agenda: Agenda;
  readonly seeded: Seeded;
  readonly weather: () => Weather;
  readonly office: Office;
  /** Every word is written down and read again, as between machines; without it nobody may change what he told or was told. */
  readonly isWritten: boolean;
  /** The process that answers now; null while none does. */
  readonly hub: () => Hub | null;
  readonly note: (what: string) => void;
  /** Told of every answer before it leaves the hub. */
  readonly onAnswer: (device: string, name: keyof LedgerSession, answer: unknown, before: Rights | null) => void;
};

/** The desk's end of the line. */
export type End = {
  readonly name: string;
  /** By which the hub knows it: what its disk says. */
  readonly device: () => string;
  /** Whether the desk's process still runs. */
  readonly isHere: () => boolean;
  readonly isCut: () => boolean;
  readonly listen: (listener: (lane: string) => void) => () => void;
  /** A page has come. */
  readonly onPage: (page: Page) => void;
};

// A pack is large and never changes: it is carried once.
const packs = new WeakMap<object, unknown>();

/** Words that cross a wire are never the same object on both sides. */
const written = <Value>(value: Value): Value => {
  if (!Array.isArray(value) || !value.some(isPack)) return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as Value);
  return value.map((pack: { readonly document: object }) => {
    const document = packs.get(pack.document) ?? frozen(JSON.parse(JSON.stringify(pack.document)));
    packs.set(pack.document, document);
    return { ...pack, document: document as object };
  }) as Value;
};

const isPack = (value: unknown): boolean => typeof value === 'object' && value !== null && 'document' in value;

export const createWire = ({ agenda, seeded, weather, office, isWritten, hub, note, onAnswer }: Wiring, end: End): Transport => {
  const carried = isWritten ? written : frozen;
  const { name: desk, isHere, isCut } = end;
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
      let isOver = false;
      const once = (tell: () => void): void => {
        if (isOver) return;
        isOver = true;
        tell();
      };
      const forget = agenda.after(PATIENCE, () => once(() => heard(reject)(transportTrouble('hub-silent', ''))));
      if (isCut() || happens(weather().loss)) return note(`${desk} ${name} lost`);
      const answered = (tell: () => void): void => {
        agenda.after(delay(), () => {
          forget();
          once(tell);
        });
      };
      const device = end.device();
      const arrive = (): void => {
        const answering = hub();
        if (answering === null || isCut()) return;
        note(`${desk} ${name} at ${answering.name}`);
        // Whoever is shut out may still deliver what was done before.
        if (office.isRevoked(device) && name !== 'push') return answered(() => heard(reject)(transportTrouble('device-revoked', '')));
        const before = office.rights(device);
        const method = answering.session(office.caller(device))[name] as (
          ...given: Parameters<LedgerSession[Name]>
        ) => Promise<Awaited<ReturnType<LedgerSession[Name]>>>;
        void method(...carried(args)).then(
          (answer) => {
            if (!answering.isAlive()) return;
            onAnswer(device, name, answer, before);
            if (isCut() || happens(weather()['answer-loss'])) return note(`${desk} ${name} answer lost`);
            answered(() => heard(resolve)(mangled(carried(answer))));
          },
          (error: unknown) => answered(() => heard(reject)(error)),
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

  /** Whoever is told the last word on a case and loses it learns of it with the next inventory; a hole before a later word shows at once. */
  const holed = (page: Page): Page => {
    if (page.events.length < 3 || !happens(weather()['holed-page'])) return page;
    const place = seeded.whole(0, page.events.length - 2);
    const { caseId } = page.events[place]!.event;
    if (!page.events.slice(place + 1).some(({ event }) => event.caseId === caseId)) return page;
    note(`${desk} page with a hole`);
    return { ...page, events: page.events.filter((_, index) => index !== place) };
  };

  return {
    mode: 'hub',
    lanes: () => call('lanes', []),
    hello: (key, cursor) => call('hello', [key, cursor]),
    part: (lane, cursor, common) => call('part', [lane, cursor, common]),
    push: (frame) => call('push', [garbled(frame)]),
    pull: (lane, cursor) =>
      call('pull', [lane, cursor], (page) => {
        // What comes for a process that has died tells the one that runs now nothing.
        if (isHere()) end.onPage(page);
        return holed(page);
      }),
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
    onWake: end.listen,
  };
};
