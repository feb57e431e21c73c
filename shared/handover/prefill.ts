// Fills a handover form with everything the system knows already; what the agent has set is never touched.
import type { About } from './conditions.ts';
import { fieldsThatApply } from './completeness.ts';
import type { FieldSpec } from './field-schema.ts';
import type { Form } from './form.ts';
import { ownValueFault } from './own-values.ts';
import type { Ms } from '../kernel/time.ts';

type Filled<Key extends keyof Form> = NonNullable<Form[Key]>;

/** What the desk knows when the sheet opens; every part may be missing. Amounts are minor units. */
export type PrefillInput = {
  /** The draft so far. */
  readonly form: Form;
  readonly now: Ms;
  readonly actor: string;
  readonly case: {
    readonly urgency: Filled<'priority'>['urgency'];
    readonly impact: Filled<'priority'>['impact'];
    readonly markers: Filled<'markers'>;
    readonly channel: Filled<'callback'>['channel'];
    readonly call: string | null;
    /** Contacts so far. */
    readonly contacts: number;
  };
  readonly customer: { readonly name: string; readonly numbers: readonly string[]; readonly contracts: readonly string[] } | null;
  /** The newest contact: who called, from which number. */
  readonly caller: { readonly who: string | null; readonly phone: string | null } | null;
  /** Guidance steps ticked as done; their words in the agent's language. */
  readonly steps: readonly { readonly step: string; readonly result: string; readonly who: string }[];
  /** Notes of the case, oldest first: they stand in field 6 where no step was ticked. */
  readonly notes: readonly { readonly text: string; readonly who: string }[];
  readonly deescalation: readonly string[];
  /** How the customer sounded last, where somebody noted it. */
  readonly mood?: Filled<'mood'>['level'] | null;
  /** Goodwill granted to this customer in the last 12 months. */
  readonly goodwill: number;
  /** How the customer was identified in this call, null when nobody has said. */
  readonly identity: string | null;
  readonly reason: { readonly code: string; readonly demanded: boolean; readonly notSolvable: string } | null;
  readonly route: {
    readonly kind: Filled<'kind'>;
    readonly tier: Filled<'target'>['tier'];
    readonly team: string;
    readonly person: string | null;
  } | null;
  /** The acting person's own limit for the decision type of the draft: minor units or a count, null = any, undefined = not known. */
  readonly ownLimit: number | null | undefined;
  /** What the customer's clock proposes. */
  readonly deadline: Ms | null;
  /** The form of a handover that was given back and has to be repaired; null or absent = there is none. */
  readonly returned?: Form | null;
};

const LINE = 500;
const TRIED = 5;

const firstLine = (text: string): string => {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.length > LINE ? `${line.slice(0, LINE - 1)}…` : line;
};

const triedOf = (input: PrefillInput): Filled<'tried'> | undefined => {
  const fromSteps = input.steps.map(({ step, result, who }) => ({ step: firstLine(step), result: firstLine(result), who }));
  if (fromSteps.length > 0) return fromSteps.slice(0, 40);
  const fromNotes = input.notes
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, who }) => ({ step: firstLine(text), result: '', who }));
  return fromNotes.length > 0 ? fromNotes.slice(-TRIED) : undefined;
};

const callbackOf = ({ caller, customer, case: { channel } }: PrefillInput): Filled<'callback'> | undefined => {
  const who = caller?.who ?? customer?.name ?? '';
  const number = caller?.phone ?? customer?.numbers[0] ?? '';
  return who === '' && number === '' ? undefined : { who, channel, number, window: '' };
};

const identityOf = ({ identity, customer }: PrefillInput): Filled<'identity'> | undefined =>
  identity === null ? undefined : { method: identity, contract: customer?.contracts[0] ?? '' };

const decisionOf = ({ form, returned, ownLimit }: PrefillInput): Filled<'decision'> | undefined => {
  const decision = form.decision ?? returned?.decision;
  return decision === undefined || ownLimit === undefined ? decision : { ...decision, own: ownLimit };
};

/**
 * What its author has typed once stands again. Left out is what the case knows by now (priority, markers), what held for a moment
 * (deadline), and promises: those are the case's since they were sent.
 */
const again = ({ returned }: PrefillInput): Form => {
  const { priority: _p, markers: _m, deadline: _d, promises: _r, mood: _o, identity: _i, callRef: _c, ...form } = returned ?? {};
  return form;
};

/** Of the call the former handover was about; a newer call knows better. */
const ofThatCall = ({ returned }: PrefillInput): { readonly [Key in keyof Form]?: Form[Key] | undefined } => ({
  mood: returned?.mood,
  identity: returned?.identity,
  callRef: returned?.callRef,
});

/** The customer's own words belong to the mood they were said in. */
const moodNow = ({ mood, returned }: PrefillInput): Filled<'mood'> | undefined =>
  mood === undefined || mood === null ? undefined : returned?.mood?.level === mood ? returned.mood : { level: mood, quote: '' };

const known = (input: PrefillInput): { readonly [Key in keyof Form]?: Form[Key] | undefined } => ({
  priority: { urgency: input.case.urgency, impact: input.case.impact },
  tried: triedOf(input),
  promises: { none: true, rows: [] },
  deadline: input.deadline ?? undefined,
  callback: callbackOf(input),
  mood: moodNow(input),
  deescalation: input.deescalation.length > 0 ? [...input.deescalation] : undefined,
  identity: identityOf(input),
  callRef: input.case.call === null ? undefined : { call: input.case.call, links: [] },
  markers: [...input.case.markers],
  complaint: { is: false, receivedOn: null },
  notSolvable: input.reason?.notSolvable,
});

/** What only the system may say: field 1 and 22 from the matrix, 2 from the reason chosen, the own limit in 8, history in 18. */
const decided = (input: PrefillInput): { readonly [Key in keyof Form]?: Form[Key] | undefined } => ({
  kind: input.route?.kind,
  reason:
    input.reason === null
      ? undefined
      : { code: input.reason.code, demanded: input.form.reason?.demanded ?? input.returned?.reason?.demanded ?? input.reason.demanded },
  decision: decisionOf(input),
  history: { contacts: input.case.contacts, goodwill: input.goodwill },
  target: input.route === null ? undefined : { tier: input.route.tier, team: input.route.team, person: input.route.person },
});

const withoutUndefined = (form: { readonly [Key in keyof Form]?: Form[Key] | undefined }): Form =>
  Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined));

/**
 * The draft with everything the system knows. Typed by hand during a call remain fields 4, 5, 7 and one block for 10 and 11;
 * choices remain 2, 3, 12, 15. "Nothing promised" is proposed, a promise typed by the agent replaces it. Source: domain.md §3.
 */
export const prefillForm = (input: PrefillInput): Form => ({
  ...withoutUndefined(ofThatCall(input)),
  ...withoutUndefined(known(input)),
  ...again(input),
  ...withoutUndefined(input.form),
  ...withoutUndefined(decided(input)),
});

/** What is asked for in this case already: being weighed, or asked and not granted. Minor units, or a count. */
export type Wish = { readonly type: string; readonly amount: number; readonly recommendation: Filled<'recommendation'>['verdict'] | null };

/** Fields 8 and 9 from the wish where the draft says nothing itself; before the way is looked for, since it may hang on the amount. */
export const withWish = (form: Form, wish: Wish | null): Form => {
  if (wish === null || form.decision !== undefined) return form;
  const verdict = wish.recommendation;
  return {
    ...form,
    decision: { type: wish.type, amount: wish.amount, own: null },
    ...(verdict === null || form.recommendation !== undefined ? {} : { recommendation: { verdict, line: '' } }),
  };
};

/**
 * The form without what it may not carry: own fields whose condition does not hold, that the pack no longer knows, or whose
 * value is none of their kind. The draft keeps them, so that nothing typed is lost when the condition holds again.
 */
export const withFittingOwn = ({ own, ...form }: Form, fields: readonly FieldSpec[], about: About): Form => {
  if (own === undefined) return form;
  const known = fieldsThatApply(form, fields, about);
  const fits = ([id, value]: readonly [string, (typeof own)[string]]): boolean => {
    const spec = known.find((field) => field.id === id);
    return spec !== undefined && ownValueFault(spec, value) === null;
  };
  const fitting = Object.entries(own).filter(fits);
  return fitting.length === 0 ? form : { ...form, own: Object.fromEntries(fitting) };
};
