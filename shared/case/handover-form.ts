// Judges the form of a handover: sound, complete for its way, its codes known, its promises told; and what it still owes after the call.
import { completenessOf, fieldFilled, LATER_MINUTES } from '../handover/completeness.ts';
import type { Form, SealedForm } from '../handover/form.ts';
import { soundForm } from '../handover/seal.ts';
import { MINUTE, type Ms } from '../kernel/time.ts';
import { formAbout } from '../policy/form-about.ts';
import type { Policy } from '../policy/policy.ts';
import type { CommandOf } from './commands.ts';
import { mustWork } from './asked-people.ts';
import { firstRefusal, mustKnow, type Refused } from './decider.ts';
import { mustFit } from './decide-promises.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState, Owed } from './state.ts';

export type Offering = CommandOf<'escalate'> | CommandOf<'offer-handover'>;

/** At the end of a shift nobody fills in a whole form: what a colleague needs is this. Source: issue "shift handover". */
const SHIFT_FIELDS: ReadonlySet<string> = new Set(['kind', 'reason', 'summary', 'question', 'promises', 'nextStep', 'target']);

/** A form whose personal words all stand behind its hash; null for anything else, because the chain keeps for ever what it is given. */
export const formOf = (sealed: Offering['data']['form'], { fields }: Policy): Form | null => soundForm(sealed, fields);

export const missingFields = (form: Form, policy: Policy, state: CaseState, ofShift: boolean): Refused | null => {
  const { missing: empty, fields } = completenessOf(form, policy.fields, 'send', formAbout(policy, state));
  const missing = ofShift ? empty.filter((id) => SHIFT_FIELDS.has(id)) : empty;
  if (missing.length === 0) return null;
  return refuseCase('form-incomplete', {
    fields: missing,
    numbers: fields.filter(({ id }) => missing.includes(id)).map(({ number }) => number),
  });
};

/** What is marked r and empty is due ten minutes after the call; of a shift handover nothing is. Source: domain.md §3. */
export const laterOf = (
  form: Form,
  policy: Policy,
  state: CaseState,
  ofShift: boolean,
  now: Ms,
): { readonly fields: readonly string[]; readonly by: Ms } | null => {
  const { later } = completenessOf(form, policy.fields, 'send', formAbout(policy, state));
  return ofShift || later.length === 0 ? null : { fields: later, by: now + LATER_MINUTES * MINUTE };
};

/** What is still owed once this was added to it; a field the pack no longer has is owed by nobody. */
export const stillOwed = ({ fields }: Owed, added: Form, policy: Policy): readonly string[] =>
  fields.filter((id) => {
    const field = policy.fields.find((row) => row.id === id);
    return field !== undefined && !fieldFilled(field, added);
  });

/** Whatever stands in the chain as a code is one of the pack: nobody writes a sentence, let alone a name, in its place. */
export const knownCodes = (form: Form, { pack, decisions, reasons, teams, people, fields }: Policy): Refused | null =>
  firstRefusal(
    mustKnow('reasons', reasons, form.reason?.code),
    mustKnow('teams', teams, form.target?.team),
    mustKnow('people', people, form.target?.person),
    mustKnow('remedies', pack.remedies, form.wish?.remedy),
    mustKnow('decisions', decisions, form.decision?.type),
    mustKnow('identity', pack.identity, form.identity?.method),
    mustKnow('notSolvable', pack.notSolvable, form.notSolvable),
    mustKnow('notTold', pack.notTold, form.nextStep?.notTold),
    ...(form.promises?.rows ?? []).map(({ by }) => mustKnow('people', people, by)),
    ...(form.deescalation ?? []).map((step) => mustKnow('deescalation', pack.guidance.deescalation, step)),
    ...Object.keys(form.own ?? {}).map((id) => mustKnow('fields', fields, id)),
  );

/** Field 10 and the promises of the command tell the same story; nobody hides a promise from the clocks. */
export const promisesFit = ({ data }: Offering, state: CaseState, form: Form, policy: Policy): Refused | null => {
  const rows = form.promises?.rows.length ?? 0;
  if (rows !== data.promises.length) return refuseCase('promises-differ', { form: rows, given: data.promises.length });
  const ids = [...state.promises.map(({ promise }) => promise), ...data.promises.map(({ promise }) => promise)];
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) return refuseCase('promise-exists', { promise: twice });
  return firstRefusal(...data.promises.flatMap(({ by, window, due }) => [mustWork(policy, by), mustFit(window, due)]));
};

/** As it is chained: what only the system may say (fields 1, 2 and 22) written over what a desk may have sent. */
export const sealedWith = ({ data }: Offering, fixed: Partial<Form>): SealedForm => ({
  open: { ...(data.form.open as Form), ...fixed },
  sealed: data.form.sealed,
});
