// Decides master cases: one message to all parts of an outage, and their common end.
import { close } from './decide-closing.ts';
import { drafts, mustBeOpen, type Decider, type Refused } from './decider.ts';
import type { CaseState } from './state.ts';
import { refuseCase } from './refusals.ts';

const isPartOf = ({ links = [] }: CaseState, master: string): Refused | null =>
  links.some((row) => row.other === master && row.relation === 'part-of') ? null : refuseCase('not-linked', { other: master });

/** The message as it stands in the master case. Refusals: `not-open`, `not-linked` (it has no parts). */
export const tellParts: Decider<'tell-parts'> = (command, state) =>
  mustBeOpen(state) ??
  ((state.links ?? []).some(({ relation }) => relation === 'has-part')
    ? drafts({ type: 'parts-told', data: command.data, body: command.body })
    : refuseCase('not-linked', { other: state.id }));

/** The same message in one part; with `informed` its customer knows. Refusals: `not-open`, `not-linked`. */
export const tellPart: Decider<'tell-part'> = (command, state) =>
  mustBeOpen(state) ?? isPartOf(state, command.data.master) ?? drafts({ type: 'part-told', data: command.data, body: command.body });

/** A part ends with its master, under the rules of every closing. Refusals: `not-linked`, and those of `close`. */
export const closePart: Decider<'close-part'> = (command, state, context) => {
  const { master, result, informedAt } = command.data;
  const alone = isPartOf(state, master);
  if (alone !== null) return alone;
  const data = { result, informedAt, deviated: false, avoidable: false, cause: null };
  const closed = close({ ...command, type: 'close', data }, state, context);
  if (!closed.ok) return closed;
  return drafts(...closed.value.map((draft) => (draft.type === 'case-closed' ? { ...draft, data: { ...draft.data, master } } : draft)));
};
