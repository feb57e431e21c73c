// Takes a command from a screen: completes it, checks it against the exact contract of its verb, and hands it to the engine.
import type { z } from 'zod';
import type { CallInput, CallOutput } from './api.ts';
import { COMMANDS, type CommandType } from './case/commands.ts';
import type { CaseState } from './case/state.ts';
import { complaintOf, faultError, placeOf } from './dispatch.ts';
import { formSchema, type Form } from './handover/form.ts';
import { sealForm } from './handover/seal.ts';
import { ok, type Json } from './kernel/result.ts';
import { previewOf } from './views/preview.ts';
import { asJson } from './views/timeline.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { notFound, stateFor } from './desk-reading.ts';
import { previewParts } from './desk-handover.ts';
import type { Seat } from './desk-session.ts';

type Sent = CallInput<'command.send'>;
type Parcel = { readonly data: Readonly<Record<string, Json>>; readonly body: Readonly<Record<string, Json>> };
type Answer = CallOutput<'command.send'>;

export const commandCalls = (inside: DeskInside): Pick<Handlers, 'command.send'> => ({
  'command.send': (seat, sent) => (sent.type === 'open-case' ? open(inside, seat, sent) : act(inside, seat, sent)),
});

const open = (inside: DeskInside, seat: Seat, sent: Sent): Answer => {
  const customer = sent.data['customer'];
  // A customer of another principal must not be named, not even by a guess.
  if (typeof customer === 'string' && inside.store.customer(seat.lane, customer) === null) return notFound({ customer });
  // Checked with a number that only has the shape, so that a slip in the form uses up none.
  checked('open-case', { ...sent, data: { ...sent.data, number: '-' } });
  const data = { ...sent.data, number: inside.engine.nextCaseNumber(seat.lane) };
  return submit(inside, seat, inside.newId(), 'open-case', { data, body: sent.body });
};

const act = (inside: DeskInside, seat: Seat, sent: Sent): Answer => {
  const caseId = sent.caseId ?? '';
  const state = stateFor(inside.store, seat, caseId);
  if (state === null) return notFound({ case: caseId });
  const customer = sent.data['customer'];
  if (sent.type === 'classify' && typeof customer === 'string' && inside.store.customer(seat.lane, customer) === null)
    return notFound({ customer });
  return submit(inside, seat, caseId, sent.type, parcelOf(inside, seat, sent, state));
};

const submit = ({ engine }: DeskInside, seat: Seat, caseId: string, type: CommandType, parcel: Parcel): Answer => {
  const { data, body } = checked(type, parcel);
  const order = { lane: seat.lane, caseId, actor: seat.person.id, type, data, body: Object.keys(body).length === 0 ? null : body };
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
const ASKING: ReadonlySet<CommandType> = new Set<CommandType>(['ask-approval', 'correct-approval', 'pass-approval', 'pass-handover']);

/** Only requests and the verbs that carry a form are completed; all others go as they came. */
const parcelOf = (inside: DeskInside, seat: Seat, sent: Sent, state: CaseState): Parcel => {
  const present = inside.sessions.present(seat.lane).map(({ person }) => person.id);
  if (ASKING.has(sent.type)) return { data: { ...sent.data, present }, body: sent.body };
  // What belongs to one shift handover is said by `shift.send` alone; a promise offered by hand is a handover of its own.
  if (sent.type === 'offer-promise') return { data: { ...sent.data, shift: inside.newId() }, body: sent.body };
  if (sent.type === 'offer-handover') {
    const { shift: _shift, ...data } = sent.data;
    return offer(inside, seat, { ...sent, data }, filledForm(inside, seat, sent, state));
  }
  if (sent.type === 'escalate')
    return offer(inside, seat, { ...sent, data: { ...sent.data, present } }, filledForm(inside, seat, sent, state));
  if (sent.type !== 'amend-handover') return { data: sent.data, body: sent.body };
  const { sealed, body } = sealForm(readForm(sent), seat.policy.fields);
  return { data: { ...sent.data, form: asJson(sealed) }, body: { form: body } };
};

const readForm = ({ data }: Sent): Form => {
  const read = formSchema.safeParse(data['form']);
  if (read.success) return read.data;
  throw faultError({ fault: 'bad-input', where: `data.form.${placeOf(read.error)}`, message: complaintOf(read.error) });
};

/** What is sent is the form as the preview shows it, so that one press can send what nobody has opened. */
const filledForm = (inside: DeskInside, seat: Seat, sent: Sent, state: CaseState): Form => {
  const { reason, customerWaiting } = sent.data;
  const form = readForm(sent);
  const preview = previewOf(
    previewParts(inside, seat, state, {
      reason: typeof reason === 'string' ? reason : null,
      form,
      customerWaiting: customerWaiting === true,
      to: sent.type === 'offer-handover' ? addressee(sent) : null,
    }),
  );
  // The core has the last word on reasons and routes; without a preview it judges the draft as it is and says why.
  return preview.ok ? preview.value.form : form;
};

const addressee = (sent: Sent): { readonly team: string; readonly person: string | null } => {
  const read = COMMANDS['offer-handover'].data.shape.to.safeParse(sent.data['to']);
  if (read.success) return read.data;
  throw faultError({ fault: 'bad-input', where: `data.to.${placeOf(read.error)}`, message: complaintOf(read.error) });
};

/** Seals the form and makes its promises (field 10) commands of their own, so that their clocks run. */
const offer = ({ newId }: DeskInside, seat: Seat, sent: Sent, form: Form): Parcel => {
  const { sealed, body } = sealForm(form, seat.policy.fields);
  const rows = (form.promises?.rows ?? []).map((row) => ({ ...row, id: newId() }));
  const promises = rows.map(({ id, due, by }, index) => ({ promise: id, due, by, callback: isCallback(form, index) }));
  return {
    data: { ...sent.data, form: asJson(sealed), promises },
    body: { form: body, promises: Object.fromEntries(rows.map(({ id, what }) => [id, what])) },
  };
};

/**
 * When field 13 names the telephone, the earliest promise is the call back: it is the one the callback clock measures.
 */
const isCallback = (form: Form, index: number): boolean => {
  const rows = form.promises?.rows ?? [];
  const earliest = rows.reduce((best, row, at) => (row.due < rows[best]!.due ? at : best), 0);
  return form.callback?.channel === 'phone' && index === earliest;
};
