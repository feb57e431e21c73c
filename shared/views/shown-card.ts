// Brings the card of a handover up to now: whom it lies with since nobody accepted, by when, what was promised before, what its sender owes.
import type { CaseState } from '../case/state.ts';
import { factsOf, spokenCard } from '../handover/card.ts';
import type { Form } from '../handover/form.ts';
import type { Policy } from '../policy/policy.ts';
import { cardWords } from './card-words.ts';
import { handoverCardOf } from './handover-card.ts';
import { eventsOfType, promiseWords, type History } from './history.ts';
import type { HandoverCard } from './shapes.ts';

/** Null when the case never had this handover. */
export const shownCard = (state: CaseState, history: History, handover: string, policy: Policy): HandoverCard | null => {
  const sent = handoverCardOf(history, handover, policy);
  if (sent === null) return null;
  const card = { ...sent, ...withStanding(state, history, sent, policy) };
  const owed = state.owed?.find((row) => row.handover === handover) ?? null;
  const due = owed === null ? null : { fields: [...owed.fields], due: owed.due };
  const { flight } = state;
  if (flight?.handover !== handover) return { ...card, owed: due };
  const { tier, team, person } = flight.to;
  const absent = flight.to.for ?? null;
  const to = { tier, team, person, ...(absent === null ? {} : { for: absent }) };
  return { ...card, to, acceptBy: flight.acceptBy, contact: flight.contact ?? card.contact, owed: due };
};

/** Field 10 tells what this handover promised; whoever receives the case must also read what was promised before and still stands. */
const withStanding = (
  state: CaseState,
  history: History,
  { form, handover }: HandoverCard,
  policy: Policy,
): Partial<Pick<HandoverCard, 'facts' | 'spoken'>> => {
  const own = new Set(
    eventsOfType(history, 'promise-made')
      .filter(({ command }) => command === handover)
      .map(({ data }) => data.promise),
  );
  const rows = state.promises
    .filter(({ promise, outcome }) => outcome === 'open' && !own.has(promise))
    .map(({ promise, due, by }) => ({ what: promiseWords(history, promise), due, by }));
  if (rows.length === 0) return {};
  const told: Form = { ...form, promises: { none: false, rows: [...(form.promises?.rows ?? []), ...rows] } };
  const words = cardWords(policy);
  return { facts: factsOf(told, words).map(({ id, text }) => ({ id, text })), spoken: spokenCard(told, words) };
};
