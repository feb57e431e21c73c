// Takes an order from a screen or an import: decides it here and now, and stores it with everything that follows in one transaction.
import { ok, refuse, type Json, type Result } from '../kernel/result.ts';
import { makeCaseNumber } from '../kernel/case-number.ts';
import type { Ms } from '../kernel/time.ts';
import type { Body, Command, CommandType } from '../case/commands.ts';
import { isBudgetVerb } from '../case/decide-budget.ts';
import type { Draw } from '../case/budget-events.ts';
import type { CaseEvent } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { JournalHead } from '../store/desk-store.ts';
import { isDiskFull } from '../store/faults.ts';
import { writeTables } from './derive.ts';
import { awayOf, contextOf, customerIdOf, decideOn, NOTHING_KNOWN, searchTextOf } from './forecast.ts';
import type { Inside } from './inside.ts';
import { askedBy, asksFacts, factsAtDesk } from './known.ts';
import { withLeases } from './lease-facts.ts';
import { bodyHash, entryHash } from './protocol.ts';
import { keepDrawn } from './drawn.ts';

/** What somebody wants done. Shapes of data and body are the caller's duty (COMMANDS); the ledger checks them again. */
export type Order = {
  readonly lane: string;
  /** Null only for a case that is to be opened: the engine makes the id. */
  readonly caseId: string | null;
  readonly actor: string;
  readonly type: CommandType;
  readonly data: Json;
  /** The personal words; null or empty where nothing was said. */
  readonly body: Json | null;
  /** An id derived from its source makes a repeated order harmless (import, watchdog). */
  readonly command?: string;
  /** When it happened, if not now. */
  readonly at?: Ms;
  /** Who sat at the workstation where the actor acted with his own secret. */
  readonly beside?: string;
};

export type Submitted = { readonly command: string; readonly caseId: string };

export interface Submit {
  submit(order: Order): Result<Submitted>;
  /** All accepted orders in one transaction; each order has its own answer. */
  submitMany(orders: readonly Order[]): readonly Result<Submitted>[];
  /** All of them in one transaction or none: the first refusal leaves no trace of any. */
  submitAll(orders: readonly Order[]): Result<readonly Submitted[]>;
  nextCaseNumber(lane: string): string;
  /** The journal moved by other hands (renewal, rebuild): read its head again. */
  forgetHeads(): void;
}

const COUNTER = 'case-counter:';

export const createSubmit = (inside: Inside): Submit => {
  const { store, policies, clock, newId, digest, device, beliefs, tell } = inside;
  const heads = new Map<string, JournalHead>();
  const counters = new Map<string, number>();
  let slot: number | null = null;
  const slotOf = (): number => (slot ??= Number(store.setting('desk-slot') ?? '0'));
  const headOf = (lane: string): JournalHead => heads.get(lane) ?? store.journalHead(lane);
  const counterOf = (lane: string): number => counters.get(lane) ?? Number(store.setting(COUNTER + lane) ?? '0');

  const place = (order: Order): Result<Submitted> => {
    const policy = policies.current(order.lane, clock());
    if (policy === null) return refuse('unknown-lane', { lane: order.lane });
    const actor = policy.people.get(order.actor);
    if (actor === undefined) return refuse('unknown-person', { person: order.actor });
    const caseId = order.caseId ?? newId();
    if (order.command !== undefined && store.knowsCommand(order.command)) return ok({ command: order.command, caseId });
    const at = order.at ?? clock();
    const body = seal(inside, order.body);
    const command = {
      id: order.command ?? newId(),
      lane: order.lane,
      caseId,
      type: order.type,
      actor: order.actor,
      at,
      quality: 'synced',
      pack: policy.version,
      seen: seenOf(order.lane),
      data: order.data,
      body: body?.hash ?? null,
      ...(order.beside === undefined ? {} : { beside: order.beside }),
    } as Command;
    const belief = beliefs.of(caseId);
    const customer = customerIdOf(command, belief.current);
    const asked = askedBy(command, belief.current, actor, at, policy);
    const decided = decideOn(
      command,
      belief.current,
      contextOf(
        actor,
        at,
        policy,
        customer === null ? null : store.customer(order.lane, customer),
        {
          facts: asksFacts(command) ? withLeases(inside, factsAtDesk(store, command, asked), asked) : NOTHING_KNOWN.facts,
          absences: inside.absences.of(order.lane),
        },
        awayOf(command),
      ),
    );
    if (!decided.ok) {
      giveBack(command, policy.pack.principal.prefix);
      return decided;
    }
    write(command, body, order.body, decided.value.events, decided.value.state);
    beliefs.keep(caseId, { ...belief, current: decided.value.state });
    return ok({ command: command.id, caseId });
  };

  /** A case that is refused was never opened: the next one gets its number. */
  const giveBack = (command: Command, prefix: string): void => {
    const last = counterOf(command.lane);
    const used = Number(store.setting(COUNTER + command.lane) ?? '0') >= last;
    if (command.type !== 'open-case' || used || command.data.number !== makeCaseNumber(prefix, slotOf(), last)) return;
    counters.set(command.lane, last - 1);
  };

  const write = (command: Command, body: Body | null, words: Json, forecast: readonly CaseEvent[], state: CaseState | null): void => {
    const { lane, caseId } = command;
    const head = headOf(lane);
    const text = JSON.stringify(command);
    const dseq = head.dseq + 1;
    const hash = entryHash(digest, { device, gen: head.gen }, dseq, head.hash, text);
    store.queue({ command, text, device, gen: head.gen, dseq, prev: head.hash, hash, forecast });
    heads.set(lane, { gen: head.gen, dseq, hash });
    if (body !== null) store.saveBodies(lane, caseId, [body], true);
    if (state !== null && forecast.length > 0) writeTables(inside, state);
    const searched = searchTextOf(forecast, words);
    if (searched !== '' && forecast.length > 0) store.index({ command: command.id, caseId, lane, text: searched, at: forecast[0]!.at });
    // Kept with the case that uses the number, so that neither a kill nor a refusal gives a number twice.
    if (forecast[0]?.type === 'case-opened') store.saveSetting(COUNTER + lane, String(counterOf(lane)));
  };

  const seenOf = (lane: string): number => {
    const position = inside.seen.get(lane) ?? store.head(lane).position;
    inside.seen.set(lane, position);
    return position;
  };

  /** In one transaction: what its end leaves is durable, in the database and, where it is about leases, in the record outside of it. */
  const settleAll = (orders: readonly Order[], work: () => readonly Result<Submitted>[]): readonly Result<Submitted>[] => {
    const lanes = new Set(orders.map(({ lane }) => lane));
    for (const lane of lanes) if (inside.leaseRecord.ready(lane)) heads.clear();
    try {
      const answers = store.transact(work);
      for (const lane of lanes) {
        const steps = orders.some((order, index) => order.lane === lane && isBudgetVerb(order.type) && answers[index]?.ok === true);
        if (steps) inside.leaseRecord.note(lane);
      }
      announce(orders, answers);
      return answers;
    } catch (error) {
      // Nothing of it is stored; what was at hand may have moved ahead of the store.
      beliefs.clear();
      heads.clear();
      if (isDiskFull(error)) return orders.map(() => refuse('disk-full'));
      throw error;
    }
  };

  const submitMany = (orders: readonly Order[]): readonly Result<Submitted>[] => settleAll(orders, () => orders.map(place));

  const submitAll = (orders: readonly Order[]): Result<readonly Submitted[]> => {
    let refused: Result<never> | null = null;
    const placeOrStop = (order: Order): Result<Submitted> => {
      const answer = place(order);
      if (answer.ok) return answer;
      refused = answer;
      throw NOT_ALL;
    };
    const work = (): readonly Result<Submitted>[] => {
      const answers = orders.map(placeOrStop);
      keepDraws(orders, answers);
      return answers;
    };
    try {
      const answers = settleAll(orders, work);
      const done = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
      return done.length === orders.length ? ok(done) : refuse('disk-full');
    } catch (error) {
      if (error !== NOT_ALL || refused === null) throw error;
      return refused;
    }
  };

  /** What a decision drew is remembered until its verdict has come: where it does not stand, the money goes back. */
  const keepDraws = (orders: readonly Order[], answers: readonly Result<Submitted>[]): void =>
    orders.forEach((order, index) => {
      const answer = answers[index];
      const draws = drawsOf(order);
      if (answer?.ok !== true || draws.length === 0) return;
      keepDrawn(inside, order.lane, { decision: answer.value.command, case: answer.value.caseId, actor: order.actor, draws });
    });

  const announce = (orders: readonly Order[], answers: readonly Result<Submitted>[]): void => {
    const lanes = new Map<string, string[]>();
    answers.forEach((answer, index) => {
      if (answer.ok) lanes.set(orders[index]!.lane, [...(lanes.get(orders[index]!.lane) ?? []), answer.value.caseId]);
    });
    for (const [lane, cases] of lanes)
      tell({ type: 'changed', lane, cases: [...new Set(cases)], topics: ['queue', 'lead', 'case', 'alerts', 'sync'] });
  };

  return {
    submit: (order) => submitMany([order])[0]!,
    submitMany,
    submitAll,
    nextCaseNumber: (lane) => {
      const policy = policies.current(lane, clock());
      if (policy === null) throw new Error(`no pack for ${lane}`);
      const counter = counterOf(lane) + 1;
      counters.set(lane, counter);
      return makeCaseNumber(policy.pack.principal.prefix, slotOf(), counter);
    },
    forgetHeads: () => {
      heads.clear();
      counters.clear();
      slot = null;
    },
  };
};

/** Thrown out of a transaction that is to leave nothing. */
const NOT_ALL = new Error('one of several orders was refused');

const PAYS: ReadonlySet<CommandType> = new Set<CommandType>(['decide', 'approve', 'ask-approval', 'redeem-approval']);

const drawsOf = ({ type, data }: Order): readonly Draw[] => {
  if (!PAYS.has(type)) return [];
  const draws = (data as Partial<Record<string, Json>>)['draws'];
  return (draws ?? []) as unknown as readonly Draw[];
};

const seal = ({ digest, random }: Inside, words: Json): Body | null => {
  if (words === null || (typeof words === 'object' && Object.keys(words).length === 0)) return null;
  const salt = hex(random(16));
  const text = JSON.stringify(words);
  return { hash: bodyHash(digest, salt, text), salt, text };
};

const hex = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
};
