// Takes a command from a screen: completes it, checks it against the exact contract of its verb, and hands it to the engine.
import type { z } from 'zod';
import type { CallInput, CallOutput } from './api.ts';
import { COMMANDS, type CommandOf, type CommandType } from './case/commands.ts';
import type { CaseState } from './case/state.ts';
import { complaintOf, faultError, placeOf } from './dispatch.ts';
import { formSchema, type Form } from './handover/form.ts';
import { sealForm } from './handover/seal.ts';
import { ok, type Json } from './kernel/result.ts';
import { asJson } from './views/timeline.ts';
import { awayPart, isGrantVerb, payAndSend, paysByLease, proposeAndSend, type GrantVerb } from './desk-pay.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { exactly, isExact } from './desk-exact.ts';
import { notFound, stateFor } from './desk-reading.ts';
import { filledForm, sealedOffer, type Parcel } from './desk-offer.ts';
import type { Seat } from './desk-session.ts';

type Sent = CallInput<'command.send'>;
type Answer = CallOutput<'command.send'>;

export const commandCalls = (inside: DeskInside): Pick<Handlers, 'command.send'> => ({
  'command.send': (seat, sent) => (sent.type === 'open-case' ? open(inside, seat, sent) : act(inside, seat, sent)),
});

type Later = Answer | Promise<Answer>;

const open = (inside: DeskInside, seat: Seat, sent: Sent): Answer => {
  const customer = sent.data['customer'];
  // A customer of another principal must not be named, not even by a guess.
  if (typeof customer === 'string' && inside.store.customer(seat.lane, customer) === null) return notFound({ customer });
  // Checked with a number that only has the shape, so that a slip in the form uses up none.
  checked('open-case', { ...sent, data: { ...sent.data, number: '-' } });
  const data = { ...sent.data, number: inside.engine.nextCaseNumber(seat.lane) };
  return submit(inside, seat, inside.newId(), 'open-case', { data, body: sent.body });
};

const act = (inside: DeskInside, seat: Seat, sent: Sent): Later => {
  const caseId = sent.caseId ?? '';
  const state = stateFor(inside.store, seat, caseId);
  if (state === null) return notFound({ case: caseId });
  const customer = sent.data['customer'];
  if (sent.type === 'classify' && typeof customer === 'string' && inside.store.customer(seat.lane, customer) === null)
    return notFound({ customer });
  const parcel = parcelOf(inside, seat, untold(sent), state);
  if (isGrantVerb(sent.type) && paysByLease(inside)) return grant(inside, seat, state, sent.type, parcel);
  if (sent.type === 'ask-approval' && (paysByLease(inside) || sent.promise !== undefined))
    return propose(inside, seat, state, parcel, sent.promise);
  const send = (): Answer => withFlight(inside, seat, sent.type, submit(inside, seat, caseId, sent.type, parcel));
  return isExact(inside, sent.type) ? exactly(inside, seat, sent.type, send) : send();
};

/** What a decision draws on, and whether it came about away from the hub, is what this desk sees, whatever a screen says of it. */
const untold = (sent: Sent): Sent => {
  const { draws: _draws, away: _away, ...data } = sent.data;
  return { ...sent, data };
};

/** A request says whether it was made away from the hub, and is a proposal there where the screen means it as one. */
const propose = (inside: DeskInside, seat: Seat, state: CaseState, parcel: Parcel, promise: Sent['promise']): Answer => {
  const data = checked('ask-approval', parcel).data as CommandOf<'ask-approval'>['data'];
  const { body } = checked('ask-approval', parcel);
  const words = Object.keys(body).length === 0 ? null : body;
  const order = { lane: seat.lane, caseId: state.id, actor: seat.person.id, type: 'ask-approval' as const, data, body: words };
  const callback = promise === undefined ? null : exact(COMMANDS['make-promise'].body, asJson(promise), 'promise');
  const sent = proposeAndSend(inside, seat, state, order, callback);
  if (!sent.ok) return sent;
  inside.engine.kick(seat.lane);
  return ok({ command: sent.value.command, caseId: state.id, position: null });
};

const grant = async (inside: DeskInside, seat: Seat, state: CaseState, type: GrantVerb, parcel: Parcel): Promise<Answer> => {
  const { data, body } = checked(type, parcel);
  const words = Object.keys(body).length === 0 ? null : body;
  const sent = await payAndSend(inside, seat, state, {
    lane: seat.lane,
    caseId: state.id,
    actor: seat.person.id,
    type,
    data,
    body: words,
    ...besideOf(seat),
  });
  if (!sent.ok) return sent;
  inside.engine.kick(seat.lane);
  return ok({ command: sent.value.command, caseId: state.id, position: null });
};

/** Where it went in the end, which a preview may have seen otherwise: somebody came or left meanwhile. */
const withFlight = (inside: DeskInside, seat: Seat, type: CommandType, sent: Answer): Answer => {
  if (!sent.ok || (type !== 'escalate' && type !== 'offer-handover')) return sent;
  const flight = stateFor(inside.store, seat, sent.value.caseId)?.flight ?? null;
  return flight === null ? sent : ok({ ...sent.value, flight: { team: flight.to.team, acceptBy: flight.acceptBy } });
};

/** Both names stand in what somebody does beside a colleague. */
const besideOf = ({ beside }: Seat): { readonly beside?: string } => (beside === undefined ? {} : { beside });

const submit = ({ engine }: DeskInside, seat: Seat, caseId: string, type: CommandType, parcel: Parcel): Answer => {
  const { data, body } = checked(type, parcel);
  const words = Object.keys(body).length === 0 ? null : body;
  const order = { lane: seat.lane, caseId, actor: seat.person.id, type, data, body: words, ...besideOf(seat) };
  const sent = engine.submit(order);
  if (!sent.ok) return sent;
  engine.kick(seat.lane);
  return ok({ command: sent.value.command, caseId, position: null });
};

/** Throws the fault `bad-input` with the place; what comes back is exactly what the verb's contract knows. */
const checked = (type: CommandType, { data, body }: Parcel): Parcel => ({
  data: exact(COMMANDS[type].data, data, 'data'),
  body: exact(COMMANDS[type].body, body, 'body'),
});

const exact = (schema: z.ZodType, value: Json, part: string): Parcel['data'] => {
  const read = schema.safeParse(value);
  if (read.success) return asJson(read.data as object) as Parcel['data'];
  throw faultError({ fault: 'bad-input', where: `${part}.${placeOf(read.error)}`, message: complaintOf(read.error) });
};

/** Who is there is what this desk sees, whatever a screen says of it. */
const ASKING: ReadonlySet<CommandType> = new Set<CommandType>(['ask-approval', 'correct-approval', 'pass-approval']);

/** Only requests and the verbs that carry a form are completed; all others go as they came. */
const parcelOf = (inside: DeskInside, seat: Seat, sent: Sent, state: CaseState): Parcel => {
  const present = inside.sessions.present(seat.lane).map(({ person }) => person.id);
  // Away from the hub a proposal is corrected as it was made: what he may only in touch with it he cannot decide himself.
  if (sent.type === 'correct-approval' && paysByLease(inside))
    return { data: { ...sent.data, present, ...(asJson(awayPart(inside, seat.lane, state)) as object) }, body: sent.body };
  if (ASKING.has(sent.type)) return { data: { ...sent.data, present }, body: sent.body };
  if (sent.type === 'classify') return { data: { ...sent.data, was: sawIn(state) }, body: sent.body };
  // What belongs to one shift handover is said by `shift.send` alone; a promise offered by hand is a handover of its own.
  if (sent.type === 'offer-promise') return { data: { ...sent.data, shift: inside.newId() }, body: sent.body };
  if (sent.type === 'offer-handover') {
    const { shift: _shift, ...data } = sent.data;
    return sealedOffer(inside, seat, data, filled(inside, seat, sent, state));
  }
  if (sent.type === 'escalate') return sealedOffer(inside, seat, { ...sent.data, present }, filled(inside, seat, sent, state));
  if (sent.type !== 'amend-handover') return { data: sent.data, body: sent.body };
  const { sealed, body } = sealForm(readForm(sent), seat.policy.fields);
  return { data: { ...sent.data, form: asJson(sealed) }, body: { form: body } };
};

/** What stood there when he chose, so that nobody replaces unseen what somebody else has set meanwhile. */
const sawIn = ({ category, urgency, impact, markers, customer }: CaseState): Json =>
  asJson({ category, urgency, impact, markers, customer });

const readForm = ({ data }: Sent): Form => {
  const read = formSchema.safeParse(data['form']);
  if (read.success) return read.data;
  throw faultError({ fault: 'bad-input', where: `data.form.${placeOf(read.error)}`, message: complaintOf(read.error) });
};

const filled = (inside: DeskInside, seat: Seat, sent: Sent, state: CaseState): Form => {
  const { reason, customerWaiting } = sent.data;
  return filledForm(inside, seat, state, {
    reason: typeof reason === 'string' ? reason : null,
    form: readForm(sent),
    customerWaiting: customerWaiting === true,
    to: sent.type === 'offer-handover' ? addressee(sent) : null,
  });
};

const addressee = (sent: Sent): { readonly team: string; readonly person: string | null } => {
  const read = COMMANDS['offer-handover'].data.shape.to.safeParse(sent.data['to']);
  if (read.success) return read.data;
  throw faultError({ fault: 'bad-input', where: `data.to.${placeOf(read.error)}`, message: complaintOf(read.error) });
};
