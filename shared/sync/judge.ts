// Rules on one command: parses it as a hub parses a stranger's, decides it on the ledger's own case, and names the verdict.
import { z } from 'zod';
import { membersOf } from '../kernel/members.ts';
import { ok, refuse, type Refusal, type Result } from '../kernel/result.ts';
import { whenThere, type Soon } from '../kernel/soon.ts';
import type { Ms } from '../kernel/time.ts';
import { COMMANDS, type Body, type Command, type CommandType } from '../case/commands.ts';
import type { Context } from '../case/context.ts';
import { decideTold } from '../case/decide.ts';
import { isBudgetVerb } from '../case/decide-budget.ts';
import type { BudgetFact } from '../case/decision-events.ts';
import type { CaseEvent } from '../case/events.ts';
import { forReview } from '../case/flag-review.ts';
import type { CaseState } from '../case/state.ts';
import type { Verdict } from '../store/desk-store.ts';
import type { Customer } from '../views/shapes.ts';
import { awayOf, contextOf, customerIdOf, decideOn, fold, type Known } from './forecast.ts';
import { flagOf, WITHDRAWN } from './flags.ts';
import { askedBy, type Asked } from './known.ts';
import type { Policies } from './policies.ts';

const id = z.string().min(1).max(120);
/** An event is named after its command and its number there, and must be read everywhere as an id itself. */
const LONGEST_NAME = 100;
const envelope = z.strictObject({
  id: id.max(LONGEST_NAME),
  lane: id,
  caseId: id,
  /** A newer desk has kinds of its own: a name without a meaning here is no nonsense yet. */
  type: z
    .string()
    .max(60)
    .regex(/^[a-z]+(?:-[a-z]+)*$/),
  actor: id,
  at: z.number().int().nonnegative(),
  quality: z.enum(['synced', 'holdover', 'unsynced']),
  pack: z.string().max(60),
  seen: z.number().int().nonnegative(),
  data: z.unknown(),
  body: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  beside: id.optional(),
});

/** How far ahead a desk's clock may be before its times are clamped (sync.md §2.3). */
const CLOCK_SLACK: Ms = 60_000;

export type Ruling = {
  readonly verdict: Verdict;
  readonly refusal: Refusal | null;
  readonly flag: string | null;
  readonly events: readonly CaseEvent[];
  readonly state: CaseState | null;
};

export type Bench = {
  readonly policies: Policies;
  readonly now: Ms;
  readonly customer: (lane: string, id: string) => Customer | null;
  /** What was granted before and who is away, as the ledger knows it at this command. */
  readonly known: (command: Command, asked: Asked) => Soon<Known>;
  /** What only the hub knows about whoever sent it; see `Context.hub`. */
  readonly hub: (command: Command, sender: string | null) => Soon<NonNullable<Context['hub']>>;
  /** Whether the accounts say what a decision says it drew. */
  readonly paid: (command: Command) => Soon<Paid>;
};

/** `flag`: what was flagged about a spend of it, and then `budgets` how it found them. */
export type Paid = { readonly isPaid: boolean; readonly flag: string | null; readonly budgets: readonly BudgetFact[] };

/**
 * The workstation that sent it (null = the ledger's own process); whether its author had no right any more when it came, and whether it
 * says nothing of a line that the hub knows was dead.
 */
export type Sent = { readonly device: string | null; readonly isWithdrawn?: boolean; readonly isCut?: boolean };

/** At once, where nothing has to be asked for it: so it is with nearly every command. */
export type Judge = (command: Command, state: CaseState | null, body: Body | null, bench: Bench, sent?: Sent | null) => Soon<Ruling>;

type Envelope = z.output<typeof envelope>;

/** What every command has; with anything more it is left to the schema. */
const MEMBERS = Object.values(envelope.shape).filter((member) => !(member instanceof z.ZodOptional)).length;
const isName = (value: unknown, longest: number): boolean => typeof value === 'string' && value.length > 0 && value.length <= longest;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const TYPE = /^[a-z]+(?:-[a-z]+)*$/;
const HASH = /^[0-9a-f]{64}$/;
const NONE: Hashes = new Set<string>();

/** Hashes that were computed here and fitted: reading the digits of one of them costs more than finding it. */
export type Hashes = { readonly has: (hash: string) => boolean };

/** What nearly every command is, found in a tenth of the time; whatever is not is left to the schema, which names the place. */
const isPlain = (said: unknown, proved: Hashes): said is Envelope => {
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return false;
  const { id: name, lane, caseId, type, actor, at, quality, pack, seen, body } = said as Record<string, unknown>;
  return (
    membersOf(said) === MEMBERS &&
    Object.hasOwn(said, 'data') &&
    isName(name, LONGEST_NAME) &&
    isName(lane, 120) &&
    isName(caseId, 120) &&
    isName(actor, 120) &&
    isName(type, 60) &&
    TYPE.test(type as string) &&
    isCount(at) &&
    isCount(seen) &&
    (quality === 'synced' || quality === 'holdover' || quality === 'unsynced') &&
    typeof pack === 'string' &&
    pack.length <= 60 &&
    (body === null || (typeof body === 'string' && (proved.has(body) || HASH.test(body))))
  );
};

/** Whoever grants on the telephone is known to the hub, and to nobody else. */
const isPhoneVerb = (type: CommandType): boolean => type === 'use-phone-approval' || type === 'redeem-approval';

/** Only the hub knows what these ask. */
const asksHub = ({ type, data }: Command): boolean =>
  isBudgetVerb(type) || isPhoneVerb(type) || type === 'withdraw-approval' || (type === 'ask-approval' && 'proposed' in data);

const isKnown = (type: string): type is CommandType => Object.hasOwn(COMMANDS, type);

/**
 * Reads the exact bytes of a command. Refusals: `bad-command` {path}, not of the shape, or of another lane; `command-unknown` {type}, of a
 * kind that a later version may know. `proved`: hashes of the words that came along.
 */
export const readCommand = (
  lane: string,
  text: string,
  proved: Hashes = NONE,
): Result<Command, Refusal<'bad-command' | 'command-unknown'>> => {
  const said = parseJson(text);
  const read = isPlain(said, proved) ? { success: true as const, data: said } : envelope.safeParse(said);
  if (!read.success) return refuse('bad-command', { path: read.error.issues[0]?.path.join('.') ?? '' });
  if (read.data.lane !== lane) return refuse('bad-command', { path: 'lane' });
  const { type } = read.data;
  if (!isKnown(type)) return refuse('command-unknown', { type });
  const place = misfit(COMMANDS[type].data, read.data.data);
  if (place !== null) return refuse('bad-command', { path: ['data', ...place].join('.') });
  return ok(read.data as Command);
};

/**
 * Rules on a command that could be read. A refusal carries the evidence; a command whose deciding throws, or whose pack the
 * ledger has never seen, is quarantined: kept, told to its author, and in nobody's way. A decision told within the author's
 * authority is never refused, only flagged with what would have refused it.
 */
export const judge: Judge = (command, state, body, bench, sent = null) => {
  const policy = bench.policies.version(command.lane, command.pack);
  if (policy === null) return quarantined(state, 'pack-unknown', command.pack);
  const actor = policy.people.get(command.actor);
  if (actor === undefined) return refused(state, { code: 'unknown-person', data: { person: command.actor } });
  if (state !== null && state.lane !== command.lane) return refused(state, { code: 'unknown-case', data: { caseId: command.caseId } });
  const place = body === null ? null : misfit(COMMANDS[command.type].body, parseJson(body.text));
  if (place !== null) return refused(state, { code: 'bad-command', data: { path: ['body', ...place].join('.') } });

  // Never refused for a wrong clock: clamped, marked and told (architecture.md §4).
  const ahead = command.at > bench.now + CLOCK_SLACK;
  const at = ahead ? bench.now + CLOCK_SLACK : command.at;
  const customerId = customerIdOf(command, state);
  // A store that fails is no fault of the command: only deciding may lead into quarantine.
  return whenThere(bench.known(command, askedBy(command, state, actor, at, policy)), (known) =>
    whenThere(asksHub(command) ? bench.hub(command, sent?.device ?? null) : null, (hub) =>
      orAside(state, () => {
        const customer = customerId === null ? null : bench.customer(command.lane, customerId);
        const context = { ...contextOf(actor, at, policy, customer, known, awayOf(command)), ...(hub === null ? {} : { hub }) };
        return decideAt(command, state, context, bench, sent, ahead);
      }),
    ),
  );
};

/** Deciding that fails is nobody's fault and in nobody's way. */
const orAside = (state: CaseState | null, work: () => Soon<Ruling>): Soon<Ruling> => {
  const aside = (error: unknown): Ruling => quarantined(state, 'could-not-judge', error instanceof Error ? error.message : String(error));
  try {
    const ruling = work();
    return ruling instanceof Promise ? ruling.catch(aside) : ruling;
  } catch (error) {
    return aside(error);
  }
};

const decideAt = (
  command: Command,
  state: CaseState | null,
  context: Context,
  bench: Bench,
  sent: Sent | null,
  ahead: boolean,
): Soon<Ruling> => {
  const decided = decideOn(command, state, context);
  if (!decided.ok) {
    const told = decideTold(command, state, context);
    if (told === null) return refused(state, decided.refusal);
    // Told to the customer within the author's authority: a fact that nobody can take back. The refusal becomes its flag.
    const flag = { code: sent?.isWithdrawn === true ? WITHDRAWN : decided.refusal.code, rule: null };
    return whenThere(bench.paid(command), ({ budgets }) => accepted(told, flag, state, context, budgets));
  }
  const replacedAt = bench.policies.replacedAt(command.lane, command.pack);
  const newer = replacedAt !== null && replacedAt < command.at ? bench.policies.current(command.lane, bench.now) : null;
  const { events } = decided.value;
  return whenThere(bench.paid(command), (paid) => {
    const found = { events, ahead, newer, isSent: (sent?.device ?? null) !== null, isPaid: paid.isPaid, spendFlag: paid.flag };
    const flag = flagOf(command, state, context, { ...found, isWithdrawn: sent?.isWithdrawn ?? false, isCut: sent?.isCut ?? false });
    return accepted(events, flag, state, context, paid.budgets);
  });
};

/** It stands; what is flagged is put before whoever must look at it. */
const accepted = (
  events: readonly CaseEvent[],
  flag: { readonly code: string; readonly rule: string | null } | null,
  before: CaseState | null,
  context: Context,
  budgets: readonly BudgetFact[] = [],
): Ruling => {
  if (flag === null) return { verdict: 'accepted', refusal: null, flag, events, state: fold(before, events) };
  const told = forReview(events, before, context, flag, budgets);
  return { verdict: 'accepted-with-exception', refusal: null, flag: flag.code, events: told, state: fold(before, told) };
};

const refused = (state: CaseState | null, refusal: Refusal): Ruling => ({ verdict: 'refused', refusal, flag: null, events: [], state });

const quarantined = (state: CaseState | null, code: string, detail: string): Ruling => ({
  verdict: 'quarantined',
  refusal: { code, data: { detail } },
  flag: null,
  events: [],
  state,
});

/** Where a value is not of the shape; null where it is. Nested deeper than anybody can follow, it is of no shape at all. */
const misfit = (shape: z.ZodType, value: unknown): readonly PropertyKey[] | null => {
  try {
    const read = shape.safeParse(value);
    return read.success ? null : (read.error.issues[0]?.path ?? []);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // No JSON is no command either; the schema says so with a path.
    return undefined;
  }
};
