// Decides the everyday verbs: open a case, classify it, note what happened, log a contact.
import type { Level } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { blocked } from './approval-answer.ts';
import type { CommandData } from './commands.ts';
import type { Context } from './context.ts';
import {
  backTo,
  drafts,
  firstRefusal,
  heldBy,
  mergedInto,
  mustKnow,
  mustNotBeClosed,
  type Decider,
  type Draft,
  type DraftOf,
  type Opener,
  type Refused,
} from './decider.ts';
import type { Holder } from './events.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState } from './state.ts';

/** Who opens a case holds it. Refusals: `case-exists`, `no-team`, `unknown-code`. */
export const openCase: Opener<'open-case'> = (command, state, { actor, policy, now }) => {
  const { data } = command;
  if (state !== null) return refuseCase('case-exists', { case: state.id });
  // The principal never holds, so a person of its team opens in another one or not at all.
  const team = actor.teams.find((id) => policy.teams.get(id)?.tier !== 'A');
  if (team === undefined) return refuseCase('no-team', { person: actor.id });
  const refusal = firstRefusal(
    mustKnow('categories', policy.pack.categories, data.category),
    mustKnow('reasons', policy.reasons, data.reason),
  );
  if (refusal !== null) return refusal;
  return drafts({
    type: 'case-opened',
    data: {
      ...data,
      priority: priorityOf(policy, data.urgency, data.impact),
      holder: heldBy(policy, actor, team),
      source: null,
      openedAt: now,
    },
    body: command.body,
  });
};

/** Priority follows from urgency and impact by the pack's table. Source: domain.md §3, field 3. */
export const priorityOf = (policy: Policy, urgency: Level, impact: Level): CaseState['priority'] => policy.pack.priorities[urgency][impact];

type Classification = Extract<Draft, { readonly type: 'case-classified' }>['data'];

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((item) => b.includes(item));

/** Only what really changes, so that the history tells no changes that were none. Null = nothing did. */
export const changesOf = (
  policy: Policy,
  state: CaseState,
  wanted: { readonly [Key in keyof Classification]?: Classification[Key] | undefined },
): Classification | null => {
  const urgency = wanted.urgency ?? state.urgency;
  const impact = wanted.impact ?? state.impact;
  const rated = urgency !== state.urgency || impact !== state.impact;
  const changes: Classification = {
    ...(wanted.category === undefined || wanted.category === state.category ? {} : { category: wanted.category }),
    ...(rated ? { urgency, impact, priority: priorityOf(policy, urgency, impact) } : {}),
    ...(wanted.markers === undefined || same(wanted.markers, state.markers) ? {} : { markers: wanted.markers }),
    ...(wanted.customer === undefined || wanted.customer === state.customer ? {} : { customer: wanted.customer }),
  };
  return Object.keys(changes).length === 0 ? null : changes;
};

type Wanted = Omit<CommandData<'classify'>, 'was'>;
type Scalar = 'category' | 'urgency' | 'impact' | 'customer';
const SCALARS: readonly Scalar[] = ['category', 'urgency', 'impact', 'customer'];

/** What he really chose: a value left as he saw it changes nothing, and of marks only those he set or took off. Source: sync.md §2.12. */
const meant = ({ was, ...wanted }: CommandData<'classify'>, { markers }: CaseState): Wanted => {
  if (was === undefined) return wanted;
  const chosen = Object.fromEntries(Object.entries(wanted).filter(([key, value]) => key === 'markers' || value !== was[key as Scalar]));
  if (wanted.markers === undefined || was.markers === undefined) return chosen;
  const [before, after] = [was.markers, wanted.markers];
  const kept = markers.filter((marker) => !before.includes(marker) || after.includes(marker));
  return { ...chosen, markers: [...kept, ...after.filter((marker) => !before.includes(marker) && !kept.includes(marker))] };
};

/** What stands by now that he did not see and replaces. */
const unseenIn = (was: CommandData<'classify'>['was'], wanted: Wanted, state: CaseState): Pick<Classification, 'unseen'> => {
  const replaced = SCALARS.filter(
    (key) =>
      was?.[key] !== undefined && was[key] !== state[key] && state[key] !== null && wanted[key] !== undefined && wanted[key] !== state[key],
  );
  return replaced.length === 0 ? {} : { unseen: Object.fromEntries(replaced.map((key) => [key, state[key]])) };
};

/** What was granted before anybody knew the customer becomes his: so not the account of whoever granted it, nor of his relative. Source: domain.md §4. */
const grantedToOneself = ({ decisions }: CaseState, { customer }: CommandData<'classify'>, context: Context): Refused | null =>
  customer === undefined ? null : firstRefusal(...decisions.filter((row) => row.customer === null).map(({ by }) => blocked(by, context)));

/** Refusals: `not-open` (closed), `unknown-code`, `own-account`, `nothing-changed`. */
export const classify: Decider<'classify'> = (command, state, context) => {
  const { policy } = context;
  const refusal = firstRefusal(
    mustNotBeClosed(state),
    mustKnow('categories', policy.pack.categories, command.data.category),
    grantedToOneself(state, command.data, context),
  );
  if (refusal !== null) return refusal;
  const wanted = meant(command.data, state);
  const changes = changesOf(policy, state, wanted);
  if (changes === null && command.body === null) return refuseCase('nothing-changed');
  return drafts({ type: 'case-classified', data: { ...changes, ...unseenIn(command.data.was, wanted, state) }, body: command.body });
};

/** A note never moves a case, not even a closed one. Source: sync.md §2.12. */
export const addNote: Decider<'add-note'> = (command) => drafts({ type: 'note-added', data: {}, body: command.body });

/**
 * A customer who gets in touch again reopens a resolved or closed case in the same breath. One that was merged stays as it is: the
 * contact is a fact and recorded, and its last holder is told that it belongs to the other case. Source: sync.md §2.12.
 */
export const logContact: Decider<'log-contact'> = (command, state, { policy }) =>
  drafts(
    { type: 'contact-logged', data: command.data, body: command.body },
    ...(state.phase !== 'open' && mergedInto(state) === null && command.data.direction === 'in'
      ? [reopened(policy, state, 'customer')]
      : []),
  );

/** The last holder has it again; when he is gone, his team's lead. */
export const reopened = (policy: Policy, state: CaseState, cause: 'customer' | 'broken-promise' | 'new-fact'): DraftOf<'case-reopened'> => {
  const holder: Holder = backTo(policy, state.holder);
  return { type: 'case-reopened', data: { cause, holder } };
};
