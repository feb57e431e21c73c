// Hands the open cases and promises of a shift to one colleague, and takes them over.
import { FACT_IDS } from './handover/card.ts';
import type { Form } from './handover/form.ts';
import { ok, refuse, type Result } from './kernel/result.ts';
import type { CaseState } from './case/state.ts';
import type { Person } from './policy/pack-schema.ts';
import { probe } from './views/can.ts';
import { notesOf, type History } from './views/history.ts';
import { listKey } from './views/lists.ts';
import type { BulkResult, InboxRow, ShiftCase, ShiftPromise, ShiftWaiting } from './views/shapes.ts';
import { shownCard } from './views/shown-card.ts';
import type { CallInput, CallOutput } from './api.ts';
import { gathered, inPieces, orderOf, planFor, wordsOf, type Plan } from './desk-bulk.ts';
import { inboxRow } from './desk-lead.ts';
import { filledForm, sealedOffer } from './desk-offer.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { logOf, notFound, rowsOf, stateFor } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';
import { casesOf, casesWithPromises, heldState, openPromisesOf, shownPromises } from './desk-work-of.ts';

type Calls = 'shift.preview' | 'shift.send' | 'shift.waiting' | 'shift.accept';

export const shiftCalls = (inside: DeskInside): Pick<Handlers, Calls> => ({
  'shift.preview': (seat) => preview(inside, seat),
  'shift.send': (seat, asked) => send(inside, seat, asked),
  'shift.waiting': (seat) => waiting(inside, seat),
  'shift.accept': (seat, asked) => accept(inside, seat, asked),
});

const preview = async (inside: DeskInside, seat: Seat): Promise<CallOutput<'shift.preview'>> => {
  const { store, engine } = inside;
  const me = seat.person.id;
  const cases = await gathered(inside, casesOf(inside, seat.lane, me), (caseId): readonly ShiftCase[] => {
    const state = heldState(inside, seat, caseId, me);
    const row = state === null ? null : store.row(caseId);
    if (state === null || row === null) return [];
    const refusal = probe('offer-handover', state, engine.context(seat.lane, state, seat.person));
    return [{ caseId, number: row.number, title: row.title, due: row.due, refusal }];
  });
  const going = new Set(cases.filter(({ refusal }) => refusal === null).map(({ caseId }) => caseId));
  const promises = await gathered(inside, casesWithPromises(inside, seat.lane, me), (caseId): readonly ShiftPromise[] => {
    const state = stateFor(store, seat, caseId);
    return state === null ? [] : shownPromises(inside, state, openPromisesOf(state, me), going.has(caseId));
  });
  return { cases: [...cases], promises: [...promises].sort((a, b) => a.due - b.due), receivers: receiversOf(inside, seat) };
};

/** Whoever shares a team and can take a case; those who are there stand first. */
const receiversOf = ({ sessions }: DeskInside, seat: Seat): string[] => {
  const here = new Set(sessions.present(seat.lane).map(({ person }) => person.id));
  const able = seat.policy.pack.roster.filter((person) => canReceive(seat, person)).map(({ id }) => id);
  return [...able.filter((id) => here.has(id)), ...able.filter((id) => !here.has(id))];
};

const canReceive = ({ person, policy }: Seat, other: Person): boolean =>
  other.id !== person.id &&
  (policy.people.get(other.id)?.signIn ?? false) &&
  other.role !== 'auditor' &&
  other.teams.some((team) => person.teams.includes(team));

const send = async (inside: DeskInside, seat: Seat, asked: CallInput<'shift.send'>): Promise<Result<BulkResult>> => {
  const { people } = seat.policy;
  const to = people.get(asked.to);
  if (to === undefined || !to.signIn) return refuse('unknown-person', { person: asked.to });
  if (!canReceive(seat, to)) return refuse('not-in-same-team', { person: to.id, team: seat.person.teams[0] ?? null });
  const shift = inside.newId();
  const cases = [...new Set(asked.cases)];
  // Nothing is offered twice: promises of a case that goes along change hands when the case is taken.
  const single = asked.promises.filter(({ caseId }) => !cases.includes(caseId));
  const items = [
    ...cases.map((caseId) => () => offerPlan(inside, seat, caseId, to.id, { shift, note: asked.note, language: asked.language ?? 'de' })),
    ...single.map((row) => () => promisePlan(inside, seat, row, to.id, { shift, note: asked.note })),
  ];
  return ok(await inPieces(inside, seat.lane, items, (plan) => plan()));
};

const missing = (caseId: string): Plan => ({ caseId, number: '', orders: [], refusal: notFound({ case: caseId }).refusal });

type Words = { readonly shift: string; readonly note: string; readonly language?: 'de' | 'en' };

const promisePlan = (
  { store }: DeskInside,
  seat: Seat,
  { caseId, promise }: { readonly caseId: string; readonly promise: string },
  to: string,
  { shift, note }: Words,
): Plan => {
  const state = stateFor(store, seat, caseId);
  if (state === null) return missing(caseId);
  return planFor(state, [orderOf(seat, caseId, 'offer-promise', { promise, to, shift }, wordsOf(note))]);
};

const offerPlan = (inside: DeskInside, seat: Seat, caseId: string, person: string, words: Required<Words>): Plan => {
  const state = stateFor(inside.store, seat, caseId);
  if (state === null) return missing(caseId);
  const to = { team: state.holder.team, person };
  const draft = shiftForm(inside, seat, state, words);
  const form = filledForm(inside, seat, state, { reason: null, form: draft, customerWaiting: false, to });
  const reason = form.reason?.code ?? seat.policy.pack.reasons[0]!.id;
  const { data, body } = sealedOffer(inside, seat, { reason, demanded: false, customerWaiting: false, to, shift: words.shift }, form);
  return planFor(state, [orderOf(seat, caseId, 'offer-handover', data, body)]);
};

const QUESTION = {
  de: 'Schichtwechsel: Bitte bis zum Ende weiterführen.',
  en: 'End of shift: please see it through.',
} as const;
const STANDS = { de: 'Es gilt, was zuletzt gesagt wurde.', en: 'What was said last still holds.' } as const;

const LINE = 500;
const SUMMARY = 4_000;

const clipped = (text: string, limit: number): string => (text.length > limit ? `${text.slice(0, limit - 1)}…` : text);

/**
 * What the colleague needs, from what is known: title and newest words, the note as the question, and what the last form of the case
 * said of its customer. No new promise is made; those that stand go along.
 */
const shiftForm = ({ store }: DeskInside, seat: Seat, state: CaseState, { note, language }: Required<Words>): Form => {
  const row = store.row(state.id);
  const { history } = logOf(store, state.id);
  const last = lastForm(history, seat, state);
  const remark = note.trim();
  const said = notesOf(history).at(-1)?.text ?? row?.hint ?? '';
  const summary = [row?.title ?? state.number, said, remark.length > LINE ? remark : ''].filter((part) => part !== '');
  const wish = last.wish !== undefined && seat.policy.pack.remedies.some(({ id }) => id === last.wish?.remedy) ? { wish: last.wish } : {};
  return {
    ...(last.tried === undefined ? {} : { tried: last.tried }),
    ...(last.callback === undefined ? {} : { callback: last.callback }),
    ...(last.mood === undefined ? {} : { mood: last.mood }),
    ...wish,
    summary: clipped(summary.join(' – '), SUMMARY),
    question: clipped(remark === '' ? QUESTION[language] : remark, LINE),
    promises: { none: true, rows: [] },
    nextStep:
      last.nextStep?.told === true && last.nextStep.text !== '' ? last.nextStep : { text: STANDS[language], told: true, notTold: null },
  };
};

const lastForm = (history: History, seat: Seat, state: CaseState): Form => {
  const offered = history.events.findLast((event) => event.type === 'handover-offered');
  return offered?.type === 'handover-offered' ? (shownCard(state, history, offered.data.handover, seat.policy)?.form ?? {}) : {};
};

const isOffered =
  (me: string, shift?: string) =>
  ({ offered, outcome }: CaseState['promises'][number]): boolean =>
    outcome === 'open' && offered !== undefined && offered.to === me && (shift === undefined || offered.shift === shift);

const offeredTo = (inside: DeskInside, seat: Seat): readonly CaseState[] => {
  const { store } = inside;
  const list = listKey.shift(seat.person.id);
  return store.places(seat.lane, list, store.listCount(seat.lane, list)).flatMap(({ caseId }) => stateFor(store, seat, caseId) ?? []);
};

type Part = {
  readonly shift: string;
  readonly from: string;
  readonly at: number;
  readonly row: InboxRow | null;
  readonly promises: readonly ShiftPromise[];
};

const waiting = async (inside: DeskInside, seat: Seat): Promise<ShiftWaiting[]> => {
  const me = seat.person.id;
  const parts = await gathered(inside, offeredTo(inside, seat), (state): readonly Part[] => {
    const { flight } = state;
    const rows = flight?.shift ? inboxRow(inside, seat, rowsOf(inside.store, [state.id])[0]!) : [];
    const cases = rows.flatMap((row): readonly Part[] =>
      flight?.shift ? [{ shift: flight.shift, from: flight.from.person, at: flight.sentAt, row, promises: [] }] : [],
    );
    const promises = state.promises.filter(isOffered(me)).flatMap((row): readonly Part[] =>
      row.offered === undefined
        ? []
        : [
            {
              shift: row.offered.shift,
              from: row.by,
              at: row.offered.at,
              row: null,
              promises: shownPromises(inside, state, [row], false),
            },
          ],
    );
    return [...cases, ...promises];
  });
  const shifts = [...new Set(parts.map(({ shift }) => shift))];
  return shifts
    .map((shift) =>
      shiftOf(
        inside,
        shift,
        parts.filter((part) => part.shift === shift),
      ),
    )
    .toSorted((a, b) => a.at - b.at);
};

const shiftOf = ({ store }: DeskInside, shift: string, parts: readonly Part[]): ShiftWaiting => {
  const cases = parts.flatMap(({ row }) => row ?? []);
  const promises = parts.flatMap((part) => part.promises);
  const asked = cases[0]?.card.form.question;
  return {
    shift,
    from: parts[0]!.from,
    at: Math.min(...parts.map(({ at }) => at)),
    note: asked === undefined ? noteOf(store, promises[0]) : asked === QUESTION.de || asked === QUESTION.en ? '' : asked,
    cases,
    promises,
  };
};

/** Where only promises change hands the note stands with the offer of the first. */
const noteOf = (store: DeskInside['store'], promise: ShiftPromise | undefined): string => {
  if (promise === undefined) return '';
  const { history } = logOf(store, promise.caseId);
  const offer = history.events.findLast((event) => event.type === 'promise-offered' && event.data.promise === promise.promise);
  const body = offer === undefined ? null : history.bodyOf(offer.body);
  return typeof body === 'object' && body !== null && 'text' in body && typeof body.text === 'string' ? body.text : '';
};

/** A case whose facts were not ticked is not taken; the core says so, and it is named. */
const accept = async (inside: DeskInside, seat: Seat, { shift, read }: CallInput<'shift.accept'>): Promise<Result<BulkResult>> => {
  const me = seat.person.id;
  const belongs = (state: CaseState): boolean => state.flight?.shift === shift || state.promises.some(isOffered(me, shift));
  const found = offeredTo(inside, seat).filter(belongs);
  if (found.length === 0) return notFound({ shift });
  return ok(
    await inPieces(inside, seat.lane, found, ({ id }) => {
      const state = stateFor(inside.store, seat, id);
      if (state === null) return missing(id);
      const facts = read.includes(id) ? [...FACT_IDS] : [];
      const flight = state.flight?.shift === shift ? state.flight : null;
      return planFor(state, [
        ...(flight === null ? [] : [orderOf(seat, id, 'accept-handover', { handover: flight.handover, facts })]),
        ...state.promises.filter(isOffered(me, shift)).map(({ promise }) => orderOf(seat, id, 'take-promise', { promise })),
      ]);
    }),
  );
};
