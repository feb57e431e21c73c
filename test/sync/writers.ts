// Pushes into a ledger as workstations would, without a desk behind them: commands, chains, callers with the rights of whoever sits there.
import { TELECOM, telecomWith } from '../pack.ts';
import type { CommandType } from '../../shared/case/commands.ts';
import type { Json } from '../../shared/kernel/result.ts';
import type { Cursor } from '../../shared/store/desk-store.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import { createLedger, type Ledger, type LedgerParts, type LedgerSession } from '../../shared/sync/ledger.ts';
import { bodyHash, entryHash, type Greeting, type Page, type Push } from '../../shared/sync/protocol.ts';
import { rightsOf, type Caller } from '../../shared/sync/rights.ts';
import { digest, LANE, NOON } from './desks.ts';

export const TEAMS = telecomWith({ visibility: { cases: 'teams', closedDays: 90 } });

export type Hub = {
  readonly clock: { now: number };
  readonly store: LedgerStore;
  readonly ledger: Ledger;
  /** What a workstation at which these people have proved themselves may ask. */
  readonly seat: (device: string, ...people: readonly string[]) => LedgerSession;
};

export const caller = (device: string, people: readonly string[], now: () => number): Caller => ({
  device,
  rights: (lane) => (lane === LANE ? rightsOf(people, TEAMS, now(), digest) : null),
  admits: (_lane, actor) => (people.includes(actor) ? null : 'not-signed-in-here'),
});

export const createHub = async (store: LedgerStore = createMemoryLedgerStore(), over: Partial<LedgerParts> = {}): Promise<Hub> => {
  const clock = { now: NOON };
  let epochs = 0;
  const ledger = createLedger({
    store,
    clock: () => clock.now,
    digest,
    newEpoch: () => `epoch-${(epochs += 1)}`,
    hub: 'hub-1',
    ...over,
  });
  const published = await ledger.publishPack(TEAMS.pack);
  if (!published.ok) throw new Error(JSON.stringify(published.refusal));
  return { clock, store, ledger, seat: (device, ...people) => ledger.as(caller(device, people, () => clock.now)) };
};

type Said = { readonly text: string; readonly bodies: Push['bodies'] };

/** One command with its words; the id names it. */
export const says = (
  hub: Pick<Hub, 'clock'>,
  id: string,
  type: CommandType,
  caseId: string,
  actor: string,
  data: Json,
  words: Json,
): Said => {
  const [salt, text] = [digest(id).slice(0, 32), JSON.stringify(words)];
  const hash = bodyHash(digest, salt, text);
  const command = {
    id,
    lane: LANE,
    caseId,
    type,
    actor,
    at: hub.clock.now,
    quality: 'synced',
    pack: TELECOM.version,
    seen: 0,
    data,
    body: hash,
  };
  return { text: JSON.stringify(command), bodies: [{ caseId, hash, salt, text }] };
};

export const opens = (hub: Pick<Hub, 'clock'>, caseId: string, actor: string, customer: string | null = null): Said =>
  says(
    hub,
    `open-${caseId}`,
    'open-case',
    caseId,
    actor,
    { number: `NT-${caseId}`, customer, category: 'billing', channel: 'phone', urgency: 'medium', impact: 'low', reason: null, call: null },
    { title: `Titel ${caseId}` },
  );

export const notes = (hub: Pick<Hub, 'clock'>, id: string, caseId: string, actor: string): Said =>
  says(hub, id, 'add-note', caseId, actor, {}, { text: `Notiz ${id}` });

export const grants = (hub: Pick<Hub, 'clock'>, id: string, caseId: string, actor: string, amount: number): Said =>
  says(hub, id, 'decide', caseId, actor, { decisionType: 'goodwill-credit', amount, reason: null, evidence: [] }, {});

/** A workstation's journal: every frame goes on where the one before ended. */
export const createJournal = (device: string, gen = 0): ((...said: readonly Said[]) => Push) => {
  let head = { dseq: 0, hash: '' };
  return (...said) => {
    const prev = head.hash;
    const entries = said.map(({ text }) => {
      const dseq = head.dseq + 1;
      head = { dseq, hash: entryHash(digest, { device, gen }, dseq, head.hash, text) };
      return { dseq, hash: head.hash, text };
    });
    return { lane: LANE, device, gen, prev, entries, bodies: said.flatMap(({ bodies }) => [...bodies]) };
  };
};

/** Pushes and insists that it was settled. */
export const settles = async (session: LedgerSession, frame: Push) => {
  const answer = await session.push(frame);
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value;
};

export const NOWHERE: Cursor = { epoch: null, position: 0, anchor: '', scope: null };

export const greets = async (session: LedgerSession, device: string, cursor: Cursor = NOWHERE): Promise<Greeting> => {
  const greeting = await session.hello({ lane: LANE, device, gen: 0 }, cursor);
  if (greeting === null) throw new Error('nobody answers');
  return greeting;
};

/** A cursor at the beginning, under the rights of now. */
export const begins = async (session: LedgerSession, device: string): Promise<Cursor> => {
  const { epoch, scope } = await greets(session, device);
  return { ...NOWHERE, epoch, scope };
};

export const moved = (cursor: Cursor, { position, anchor }: Pick<Page, 'position' | 'anchor'>): Cursor => ({ ...cursor, position, anchor });

/** What six workstations push at about the same moment: the same cases, the same customer, and one command twice. */
export const crowd = (hub: Pick<Hub, 'clock'>): readonly Push[] => {
  const journals = Array.from({ length: 6 }, (_, index) => createJournal(`desk-${index}`));
  const wait = { reason: TEAMS.pack.waits[0]!.id, until: null };
  return [
    journals[0]!(opens(hub, 'a', 'lena', 'K-1'), opens(hub, 'b', 'lena', 'K-1'), opens(hub, 'c', 'lena', 'K-1')),
    journals[1]!(grants(hub, 'g1', 'a', 'lena', 1_500), notes(hub, 'n1', 'a', 'jonas')),
    journals[2]!(grants(hub, 'g2', 'b', 'lena', 1_500)),
    journals[3]!(grants(hub, 'g3', 'c', 'lena', 1_500), says(hub, 'w1', 'start-wait', 'a', 'lena', wait, { text: 'wartet' })),
    journals[4]!(says(hub, 'w2', 'start-wait', 'a', 'lena', wait, { text: 'wartet' }), notes(hub, 'n1', 'a', 'jonas')),
    journals[5]!(notes(hub, 'n2', 'c', 'tim')),
  ];
};

/** Lena (billing) and Jonas (faults) each with a case of their own, at workstations of their own. */
export const twoTeams = async () => {
  const hub = await createHub();
  const [front, back] = [createJournal('front'), createJournal('back')];
  const [lena, jonas] = [hub.seat('front', 'lena'), hub.seat('back', 'jonas')];
  await settles(lena, front(opens(hub, 'a', 'lena', 'K-1')));
  await settles(jonas, back(opens(hub, 'b', 'jonas', 'K-1'), notes(hub, 'n1', 'b', 'jonas')));
  return { hub, front, back, lena, jonas };
};
