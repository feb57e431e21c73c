// Links and merges cases on both sides, and speaks for a master case to all its parts.
import { ok, refuse, type Refusal, type Result } from './kernel/result.ts';
import { canWork } from './case/asked-people.ts';
import { decide } from './case/decide.ts';
import type { CommandType } from './case/commands.ts';
import { refuseCase } from './case/refusals.ts';
import type { Relation } from './case/events.ts';
import type { CaseState } from './case/state.ts';
import { probeCommand } from './views/can.ts';
import { promiseContact, promiseWords } from './views/history.ts';
import type { BulkResult } from './views/shapes.ts';
import type { CallInput } from './api.ts';
import { inPieces, orderOf, planFor, wordsOf } from './desk-bulk.ts';
import type { DeskInside, Handlers, Order } from './desk-parts.ts';
import { logOf, notFound, stateFor } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';

type Calls = 'cases.relate' | 'cases.merge' | 'parts.tell' | 'parts.close';
type Refused = Extract<Result<never>, { readonly ok: false }>;

export const relationCalls = (inside: DeskInside): Pick<Handlers, Calls> => ({
  'cases.relate': (seat, asked) => relate(inside, seat, asked),
  'cases.merge': (seat, asked) => merge(inside, seat, asked),
  'parts.tell': (seat, asked) => tell(inside, seat, asked),
  'parts.close': (seat, asked) => closeParts(inside, seat, asked),
});

const OPPOSITE: Readonly<Record<Relation, Relation>> = { related: 'related', 'part-of': 'has-part', 'has-part': 'part-of' };

/** One half of something that is done on two cases. */
type Half = { readonly state: CaseState; readonly order: Order };

/** What the core would say to an order now; null = it would be taken. */
const refusedNow = ({ engine }: DeskInside, seat: Seat, { state, order }: Half): Refusal | null => {
  const context = engine.context(seat.lane, state, seat.person);
  const command = probeCommand(order.type, state, context, order.data as object);
  const decided = decide(command, state, context);
  return decided.ok ? null : decided.refusal;
};

/** Both halves, or none: every one is tried on the core before the first is sent. */
const sendAll = (inside: DeskInside, seat: Seat, halves: readonly Half[]): Result<Record<never, never>> => {
  for (const half of halves) {
    const refusal = refusedNow(inside, seat, half);
    if (refusal !== null) return { ok: false, refusal };
  }
  const refused = inside.engine.submitMany(halves.map(({ order }) => order)).find((answer) => !answer.ok);
  inside.engine.kick(seat.lane);
  return refused === undefined || refused.ok ? ok({}) : refused;
};

const linkTo = ({ links = [] }: CaseState, other: string): Relation | 'merged-into' | 'absorbed' | null =>
  links.find((link) => link.other === other)?.relation ?? null;

const worksIn = ({ person }: Seat, { holder }: CaseState): boolean =>
  person.role === 'manager' || holder.person === person.id || person.teams.includes(holder.team);

/** A half that is there already is left alone, so that a link of which only one half came through can be made whole or taken off. */
const relate = (inside: DeskInside, seat: Seat, { caseId, other, relation }: CallInput<'cases.relate'>): Result<Record<never, never>> => {
  const [state, second] = [stateFor(inside.store, seat, caseId), stateFor(inside.store, seat, other)];
  if (state === null) return notFound({ case: caseId });
  if (second === null) return notFound({ case: other });
  if (!worksIn(seat, state) && !worksIn(seat, second))
    return refuseCase('not-in-team', { holder: state.holder.person, team: state.holder.team });
  const half = (of: CaseState, to: string, type: CommandType, wanted: Relation | null): Half => ({
    state: of,
    order: orderOf(seat, of.id, type, wanted === null ? { other: to } : { other: to, relation: wanted }),
  });
  const halves =
    relation === null
      ? [half(state, other, 'unlink-case', null), half(second, caseId, 'unlink-case', null)]
      : [half(state, other, 'link-case', relation), half(second, caseId, 'link-case', OPPOSITE[relation])];
  if (caseId === other) return sendAll(inside, seat, halves.slice(0, 1));
  const open = [state, second].map((of, index) => {
    const there = linkTo(of, index === 0 ? other : caseId);
    return relation === null ? there !== null : there !== (index === 0 ? relation : OPPOSITE[relation]);
  });
  const left = halves.filter((_half, index) => open[index]);
  return sendAll(inside, seat, left.length === 0 ? halves : left);
};

/** The case that goes on takes everything over first; only then does the other one end. */
const merge = (inside: DeskInside, seat: Seat, { from, into, text }: CallInput<'cases.merge'>): Result<Record<never, never>> => {
  const [source, target] = [stateFor(inside.store, seat, from), stateFor(inside.store, seat, into)];
  if (source === null) return notFound({ case: from });
  if (target === null) return notFound({ case: into });
  const ending: Half = { state: source, order: orderOf(seat, from, 'merge-case', { into }, wordsOf(text)) };
  // A customer's words and promises never move to somebody else's case.
  if (source.customer !== null && target.customer !== null && source.customer !== target.customer)
    return refuse('other-customer', { from: source.customer, into: target.customer });
  // Of nobody yet, it is his from now on: what goes along was promised to him.
  const naming: readonly Half[] =
    source.customer !== null && target.customer === null
      ? [{ state: target, order: orderOf(seat, into, 'classify', { customer: source.customer }) }]
      : [];
  return sendAll(inside, seat, from === into ? [ending] : [...naming, absorbing(inside, seat, source, target), ending]);
};

const absorbing = ({ store, newId }: DeskInside, seat: Seat, source: CaseState, target: CaseState): Half => {
  const { history } = logOf(store, source.id);
  const copies = source.promises
    .filter(({ outcome }) => outcome === 'open')
    .map((row) => ({ ...row, id: newId(), what: promiseWords(history, row.promise), ...promiseContact(history, row.promise) }));
  const filled = (key: 'who' | 'phone'): Record<string, string> =>
    Object.fromEntries(copies.flatMap((row) => (row[key] === null ? [] : [[row.id, row[key]]])));
  // Who has left the roster keeps no promise; whoever merges the cases takes it on.
  const keeper = (by: string): string => (canWork(seat.policy, by) ? by : seat.person.id);
  return {
    state: target,
    order: orderOf(
      seat,
      target.id,
      'absorb-case',
      {
        from: source.id,
        openedAt: source.waitingSince ?? source.openedAt,
        contacts: source.contacts,
        lastContactAt: source.lastContactAt,
        complaint: source.complaint ?? null,
        markers: [...source.markers],
        promises: copies.map(({ id, due, by, callback, window = null }) => ({ promise: id, due, by: keeper(by), callback, window })),
      },
      { promises: Object.fromEntries(copies.map(({ id, what }) => [id, what])), who: filled('who'), phone: filled('phone') },
    ),
  };
};

const partsOf = (inside: DeskInside, seat: Seat, { links = [] }: CaseState): readonly CaseState[] =>
  links.filter(({ relation }) => relation === 'has-part').flatMap(({ other }) => stateFor(inside.store, seat, other) ?? []);

/** May this person speak for the parts? Asked of the verb of the master case itself. */
const mayLead = (inside: DeskInside, seat: Seat, master: CaseState, informed: boolean): Refusal | null =>
  refusedNow(inside, seat, { state: master, order: orderOf(seat, master.id, 'tell-parts', { parts: 0, informed }) });

const tell = async (
  inside: DeskInside,
  seat: Seat,
  { caseId, text, informed, only }: CallInput<'parts.tell'>,
): Promise<Result<BulkResult> | Refused> => {
  const master = stateFor(inside.store, seat, caseId);
  if (master === null) return notFound({ case: caseId });
  const refusal = mayLead(inside, seat, master, informed);
  if (refusal !== null) return { ok: false, refusal };
  const isMeant = ({ id, phase }: CaseState): boolean => phase === 'open' && only?.includes(id) !== false;
  const open = partsOf(inside, seat, master).filter(isMeant);
  // Those that were left are closed or gone by now: nothing is said to nobody.
  if (open.length === 0 && only !== undefined) return ok({ done: 0, failed: [] });
  const said = inside.engine.submit(orderOf(seat, caseId, 'tell-parts', { parts: open.length, informed }, { text }));
  if (!said.ok) return said;
  return ok(
    await inPieces(inside, seat.lane, open, (part) =>
      planFor(part, [orderOf(seat, part.id, 'tell-part', { master: caseId, informed }, { text })]),
    ),
  );
};

/** The end of a master case does not keep its parts open: only whoever has no say over it is refused. */
const closeParts = async (
  inside: DeskInside,
  seat: Seat,
  { caseId, result, informedAt, text }: CallInput<'parts.close'>,
): Promise<Result<BulkResult> | Refused> => {
  const master = stateFor(inside.store, seat, caseId);
  if (master === null) return notFound({ case: caseId });
  const refusal = mayLead(inside, seat, master, false);
  if (refusal !== null && refusal.code !== 'not-open') return { ok: false, refusal };
  const open = partsOf(inside, seat, master).filter(({ phase }) => phase !== 'closed');
  return ok(
    await inPieces(inside, seat.lane, open, (part) =>
      planFor(part, [orderOf(seat, part.id, 'close-part', { master: caseId, result, informedAt }, wordsOf(text))]),
    ),
  );
};
