// Answers the calls of an approval by telephone: what an office reads out, what its lead sees and gives, what the office enters.
import type { Result } from './kernel/result.ts';
import { ok, refuse } from './kernel/result.ts';
import { readCaseNumber } from './kernel/case-number.ts';
import type { Ms } from './kernel/time.ts';
import { openApproval } from './case/approval-answer.ts';
import type { Command } from './case/commands.ts';
import type { Context } from './case/context.ts';
import { decide } from './case/decide.ts';
import { refuseCase } from './case/refusals.ts';
import type { ApprovalState, CaseState } from './case/state.ts';
import {
  inPhoneTime,
  isAsked,
  phoneFileId,
  PHONE_LIFE,
  PHONE_TRIES,
  readChallenge,
  readCode,
  type Challenge,
  type PhoneAsk,
} from './case/telephone-code.ts';
import type { Person } from './policy/pack-schema.ts';
import { probeCommand } from './views/can.ts';
import { listKey } from './views/lists.ts';
import { asJson } from './views/timeline.ts';
import type { CallInput, CallOutput } from './api.ts';
import type { DeskInside, Handlers, TelephoneLine } from './desk-parts.ts';
import { customerOf, notFound, stateFor } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';
import { keepCall, phoneCalls } from './desk-telephone-list.ts';
import { createChallenges, triesLeft } from './desk-telephone-kept.ts';

type Calls = 'telephone.challenge' | 'telephone.look' | 'telephone.approve' | 'telephone.redeem' | 'telephone.list';
type Said = CallInput<'telephone.look'>['said'];

/** As long as a lead with the telephone in his hand waits for the hub to keep what he agreed to. */
const PATIENCE: Ms = 6_000;
/** Requests looked through for the one that is asked. */
const LOOKED_AT = 500;

export const telephoneCalls = (inside: DeskInside): Pick<Handlers, Calls> => {
  const line = inside.telephone;
  if (line === undefined) {
    // A case that is not the reader's must not be told apart from one that is.
    const none = (seat: Seat, { caseId }: { readonly caseId: string }) =>
      stateFor(inside.store, seat, caseId) === null ? notFound({ case: caseId }) : refuse('not-possible', {});
    const no = () => refuse('not-possible', {});
    return {
      'telephone.challenge': none,
      'telephone.redeem': none,
      'telephone.look': no,
      'telephone.approve': no,
      'telephone.list': () => [],
    };
  }
  return {
    'telephone.challenge': (seat, input) => challenge(inside, line, seat, input),
    'telephone.redeem': (seat, input) => redeem(inside, line, seat, input),
    'telephone.look': async (seat, input) => {
      const looked = await look(inside, line, seat, input);
      return looked.ok ? ok(looked.value.shown) : looked;
    },
    'telephone.approve': (seat, input) => agree(inside, line, seat, input),
    'telephone.list': (seat) => phoneCalls(inside, seat),
  };
};

const personOf = ({ policy }: Seat, id: string): { readonly person: string; readonly name: string } => ({
  person: id,
  name: policy.people.get(id)?.name ?? id,
});

const figuresOf = ({ policy }: Seat, { number, decisionType, amount }: Pick<PhoneAsk, 'number' | 'decisionType' | 'amount'>) => ({
  number,
  decisionType,
  unit: policy.decisions.get(decisionType)?.unit ?? ('money' as const),
  amount,
  currency: policy.pack.principal.currency,
});

type Asked = { readonly state: CaseState; readonly approval: ApprovalState };

/** The reader's own open request, in a case he may read. */
const askedIn = (
  { store, clock }: DeskInside,
  seat: Seat,
  { caseId, approval: id }: { readonly caseId: string; readonly approval: string },
): Result<Asked> => {
  const state = stateFor(store, seat, caseId);
  if (state === null) return notFound({ case: caseId });
  const found = openApproval(state, id, clock());
  if ('refusal' in found) return found;
  const { approval } = found;
  return approval.askedBy === seat.person.id ? ok({ state, approval }) : refuseCase('not-asker', { askedBy: approval.askedBy });
};

/** Everybody whose yes this desk would take, as the core decides: the team's lead first, then in the order of the roster. */
const leadsFor = ({ engine }: DeskInside, seat: Seat, { state, approval }: Asked, written: string): readonly Person[] => {
  const { teams, pack } = seat.policy;
  const first = teams.get(approval.to.team)?.lead;
  const may = (lead: Person): boolean => {
    const context = { ...engine.context(seat.lane, state, lead, approval.contract), actor: seat.person };
    const data = { approval: approval.approval, challenge: written, lead: lead.id, corrected: approval.corrected };
    return decide(probeCommand('redeem-approval', state, context, data), state, context).ok;
  };
  const leads = pack.roster.filter((person) => person.signIn && may(person));
  return [...leads.filter(({ id }) => id === first), ...leads.filter(({ id }) => id !== first)];
};

const askOf = ({ state, approval }: Asked): Omit<PhoneAsk, 'askedAt'> => ({
  number: state.number,
  decisionType: approval.decisionType,
  amount: approval.amount,
  asker: approval.askedBy,
});

const challenge = (
  inside: DeskInside,
  line: TelephoneLine,
  seat: Seat,
  input: CallInput<'telephone.challenge'>,
): CallOutput<'telephone.challenge'> => {
  const asked = askedIn(inside, seat, input);
  if (!asked.ok) return asked;
  const kept = createChallenges(inside, line).make(seat.lane, asked.value.approval, askOf(asked.value));
  if (triesLeft(kept) === 0) return refuse('phone-locked', { tries: PHONE_TRIES });
  const { state } = asked.value;
  return ok({
    challenge: kept.challenge,
    askedAt: kept.askedAt,
    until: kept.askedAt + PHONE_LIFE,
    ...figuresOf(seat, askOf(asked.value)),
    asker: personOf(seat, asked.value.approval.askedBy),
    customer: customerOf(inside.store, seat.lane, state.customer)?.name ?? state.customer,
    left: triesLeft(kept),
    leads: leadsFor(inside, seat, asked.value, kept.challenge).map(({ id, name, role, tier }) => ({ person: id, name, role, tier })),
  });
};

/** A slip is told before it counts; a try is counted before it is compared. Both commands stand or fall together. */
const redeem = (
  inside: DeskInside,
  line: TelephoneLine,
  seat: Seat,
  input: CallInput<'telephone.redeem'>,
): CallOutput<'telephone.redeem'> => {
  const { engine, clock } = inside;
  const found = askedIn(inside, seat, input);
  if (!found.ok) return found;
  const { state, approval } = found.value;
  const challenges = createChallenges(inside, line);
  const kept = challenges.find(approval.approval);
  if (kept === null) return refuse('phone-over', { askedAt: clock() });
  if (triesLeft(kept) === 0) return refuse('phone-locked', { tries: PHONE_TRIES });
  if (kept.corrected !== approval.corrected)
    return refuseCase('corrected-meanwhile', { approval: approval.approval, amount: approval.amount });
  if (!challenges.isFresh(kept)) return refuse('phone-over', { askedAt: kept.askedAt });
  const code = readCode(input.code);
  if (!code.ok) return code;
  const tried = challenges.count(approval.approval, kept);
  const call = { ...askOf(found.value), challenge: kept.challenge, askedAt: kept.askedAt, device: line.device() };
  const leads = leadsFor(inside, seat, found.value, kept.challenge);
  const lead = leads.find(({ id }) => line.code(seat.lane, { ...call, lead: id }) === code.value);
  if (lead === undefined)
    return triesLeft(tried) === 0 ? refuse('phone-locked', { tries: PHONE_TRIES }) : refuse('code-wrong', { left: triesLeft(tried) });
  const frame = { lane: seat.lane, actor: seat.person.id, body: null };
  const answer = engine.submitAll([
    {
      ...frame,
      type: 'use-phone-approval',
      caseId: phoneFileId(seat.lane, kept.challenge),
      data: asJson({ ...call, lead: lead.id, approval: approval.approval, case: state.id }),
    },
    {
      ...frame,
      type: 'redeem-approval',
      caseId: state.id,
      data: { approval: approval.approval, challenge: kept.challenge, lead: lead.id, corrected: approval.corrected },
    },
  ]);
  if (!answer.ok) return answer;
  keepCall(inside, seat.lane, kept.challenge);
  engine.kick(seat.lane);
  return ok({ command: answer.value.at(-1)!.command, caseId: state.id, lead: personOf(seat, lead.id) });
};

type Looked = {
  readonly challenge: Challenge;
  readonly device: string;
  readonly asked: Omit<PhoneAsk, 'askedAt'> | null;
  readonly shown: Extract<CallOutput<'telephone.look'>, { ok: true }>['value'];
};

const look = async (
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
const agree = async (
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
