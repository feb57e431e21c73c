// Answers the lead's side of an approval by telephone: what he is asked, and the code he reads back once the hub has kept his yes.
import type { Result } from './kernel/result.ts';
import { ok, refuse } from './kernel/result.ts';
import { readCaseNumber } from './kernel/case-number.ts';
import type { Ms } from './kernel/time.ts';
import { openApproval } from './case/approval-answer.ts';
import type { Command } from './case/commands.ts';
import type { Context } from './case/context.ts';
import { decide } from './case/decide.ts';
import { inPhoneTime, isAsked, phoneFileId, PHONE_LIFE, readChallenge, type Challenge, type PhoneAsk } from './case/telephone-code.ts';
import { probeCommand } from './views/can.ts';
import { listKey } from './views/lists.ts';
import { asJson } from './views/timeline.ts';
import type { CallInput, CallOutput } from './api.ts';
import type { DeskInside, TelephoneLine } from './desk-parts.ts';
import { customerOf, stateFor } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';
import { askOf, figuresOf, personOf, type Asked } from './desk-telephone-asked.ts';
import { keepCall } from './desk-telephone-list.ts';

type Said = CallInput<'telephone.look'>['said'];

/** As long as a lead with the telephone in his hand waits for the hub to keep what he agreed to. */
const PATIENCE: Ms = 6_000;
/** Requests looked through for the one that is asked. */
const LOOKED_AT = 500;

type Looked = {
  readonly challenge: Challenge;
  readonly device: string;
  readonly asked: Omit<PhoneAsk, 'askedAt'> | null;
  readonly shown: Extract<CallOutput<'telephone.look'>, { ok: true }>['value'];
};

export const look = async (
  inside: DeskInside,
  line: TelephoneLine,
  seat: Seat,
  { challenge: text, said }: CallInput<'telephone.look'>,
): Promise<Result<Looked>> => {
  const read = readChallenge(text, inside.clock());
  if (!read.ok) return read;
  const { value } = read;
  const time = inPhoneTime(value.askedAt, inside.clock());
  if (!time.ok) return time;
  const desk = await line.desk(seat.lane, value.slot);
  if (!desk.ok) return desk;
  const known = knownRequest(inside, line, seat, value, desk.value.people);
  const typed = said === null ? null : typedIn(seat, said);
  if (typed === 'unread' || (typed !== null && !isAsked(line.digest, seat.lane, value, typed))) return refuse('phone-unlike', {});
  const asked = known === null ? typed : askOf(known);
  const until = value.askedAt + PHONE_LIFE;
  const shown: Looked['shown'] = {
    challenge: value.challenge,
    desk: desk.value.name,
    people: desk.value.people.map((id) => personOf(seat, id)),
    askedAt: value.askedAt,
    until,
    asked:
      asked === null
        ? null
        : {
            ...figuresOf(seat, asked),
            asker: personOf(seat, asked.asker),
            caseId: known?.state.id ?? null,
            title: known === null ? null : (inside.store.row(known.state.id)?.title ?? null),
            customer: known === null ? null : (customerOf(inside.store, seat.lane, known.state.customer)?.name ?? known.state.customer),
          },
    may: asked === null ? null : mayAgree(inside, seat, value, desk.value.device, asked, known),
  };
  return ok({ challenge: value, device: desk.value.device, asked, shown });
};

/** A number as it was said; one that cannot be read is nobody's. */
const typedIn = ({ policy }: Seat, said: NonNullable<Said>): Omit<PhoneAsk, 'askedAt'> | 'unread' => {
  const number = readCaseNumber(policy.pack.principal.prefix, said.number);
  return number.ok ? { ...said, number: number.value } : 'unread';
};

/** The request itself, where it came here before the line was cut: then nothing needs to be typed. */
const knownRequest = (
  { store, clock }: DeskInside,
  line: TelephoneLine,
  seat: Seat,
  asked: Challenge,
  people: readonly string[],
): Asked | null => {
  const lists = people.flatMap((person) => [listKey.mine(person), listKey.back(person)]);
  const cases = [...new Set(lists.flatMap((list) => store.places(seat.lane, list, LOOKED_AT).map(({ caseId }) => caseId)))];
  for (const caseId of cases) {
    const state = stateFor(store, seat, caseId);
    const open = state?.approvals.filter(({ approval }) => !('refusal' in openApproval(state, approval, clock()))) ?? [];
    const approval = open.find((row) => isAsked(line.digest, seat.lane, asked, askOf({ state: state!, approval: row })));
    if (state !== null && approval !== undefined) return { state, approval };
  }
  return null;
};

/** The limits for what was said, and where the request is known here all of it, as for an answer at this desk. */
const mayAgree = (
  { engine }: DeskInside,
  seat: Seat,
  { challenge: written, askedAt }: Challenge,
  device: string,
  asked: Omit<PhoneAsk, 'askedAt'>,
  known: Asked | null,
): Looked['shown']['may'] => {
  const caseId = phoneFileId(seat.lane, written);
  const context = engine.context(seat.lane, null, seat.person);
  const command = {
    ...probe(seat, context),
    type: 'approve-by-phone',
    caseId,
    data: { ...asked, askedAt, challenge: written, device },
  } as Command;
  const alone = decide(command, null, context);
  if (!alone.ok || known === null) return alone.ok ? null : alone.refusal;
  const { state, approval } = known;
  const here = engine.context(seat.lane, state, seat.person, approval.contract);
  const answer = decide(probeCommand('approve', state, here, { approval: approval.approval, amount: approval.amount }), state, here);
  return answer.ok ? null : answer.refusal;
};

const probe = ({ lane, person, policy }: Seat, { now }: Context) => ({
  id: 'probe',
  lane,
  actor: person.id,
  at: now,
  quality: 'synced' as const,
  pack: policy.version,
  seen: 0,
  body: null,
});

/** First the hub keeps what he agreed to, then it tells the code: never the other way round. */
export const agree = async (
  inside: DeskInside,
  line: TelephoneLine,
  seat: Seat,
  input: CallInput<'telephone.approve'>,
): Promise<CallOutput<'telephone.approve'>> => {
  const { engine, store, clock, tell } = inside;
  const looked = await look(inside, line, seat, input);
  if (!looked.ok) return looked;
  const { challenge: read, asked, device, shown } = looked.value;
  if (asked === null) return refuse('phone-unlike', {});
  const caseId = phoneFileId(seat.lane, read.challenge);
  const before = store.currentState(caseId)?.phone?.given ?? null;
  if (before?.lead !== seat.person.id) {
    if (shown.may !== null) return { ok: false, refusal: shown.may };
    const data = { ...asked, askedAt: read.askedAt, challenge: read.challenge, device };
    const sent = engine.submit({
      lane: seat.lane,
      caseId,
      actor: seat.person.id,
      type: 'approve-by-phone',
      data: asJson(data),
      body: null,
    });
    if (!sent.ok) return sent;
    keepCall(inside, seat.lane, read.challenge);
    await engine.reach(seat.lane, PATIENCE);
    const lost = store.refused(seat.lane, seat.person.id).find(({ outgoing }) => outgoing.command.id === sent.value.command);
    if (lost !== undefined) {
      store.transact(() => store.dismiss(sent.value.command, clock(), 'told'));
      tell({ type: 'changed', lane: seat.lane, cases: [], topics: ['refused'] });
      return { ok: false, refusal: lost.refusal };
    }
    if (store.waiting(sent.value.command) !== null) return refuse('hub-needed', {});
  }
  const answer = await line.ask(seat.lane, read.challenge, seat.person.id);
  return answer.ok ? ok({ code: answer.value.code, until: shown.until }) : answer;
};
