// Decides how cases belong together: linked, a part of a master case, or merged; every history stays where it was written.
import {
  drafts,
  firstRefusal,
  mustBeOpen,
  mustNotBeClosed,
  mustNotBeMerged,
  mustNotFly,
  openApprovals,
  openConsults,
  type Decider,
  type Draft,
  type Refused,
} from './decider.ts';
import { mustWork } from './asked-people.ts';
import { mustFit } from './decide-promises.ts';
import type { Relation } from './events.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState, LinkState } from './state.ts';

const isMerge = ({ relation }: LinkState): boolean => relation === 'merged-into' || relation === 'absorbed';

/** A master is no part of another one, and a case has one master at most: so no chain of masters ever closes into a ring. */
const oneMaster = (links: readonly LinkState[], other: string, relation: Relation): Refused | null => {
  const others = links.filter((row) => row.other !== other).map((row) => row.relation);
  const taken = relation === 'part-of' ? ['part-of', 'has-part'] : relation === 'has-part' ? ['part-of'] : [];
  return others.some((row) => taken.includes(row)) ? refuseCase('master-has-master', { other }) : null;
};

/**
 * One side of a link; a new relation to the same case replaces the old one, but a merge stays one. Refusals: `link-self`,
 * `already-linked`, `not-open` (a closed case neither becomes a master nor a part), `master-has-master`.
 */
export const linkCase: Decider<'link-case'> = (command, state) => {
  const { other, relation } = command.data;
  const links = state.links ?? [];
  const found = links.find((row) => row.other === other && (row.relation === relation || isMerge(row)));
  const refusal = firstRefusal(
    other === state.id ? refuseCase('link-self') : null,
    found === undefined ? null : refuseCase('already-linked', { other, relation: found.relation }),
    relation === 'related' ? null : mustNotBeClosed(state),
    oneMaster(links, other, relation),
  );
  return refusal ?? drafts({ type: 'case-linked', data: { other, relation } });
};

/** Refusal: `not-linked` (a merge is not undone). */
export const unlinkCase: Decider<'unlink-case'> = (command, { links = [] }) => {
  const { other } = command.data;
  const found = links.some((row) => row.other === other && !isMerge(row));
  return found ? drafts({ type: 'case-unlinked', data: { other } }) : refuseCase('not-linked', { other });
};

const noParts = ({ links = [] }: CaseState): Refused | null => {
  const parts = links.filter(({ relation }) => relation === 'has-part').length;
  return parts === 0 ? null : refuseCase('merge-master', { parts });
};

/** Somebody still waits for an answer about it, or was asked for one. */
const nobodyWaits = (state: CaseState): Refused | null => {
  const approvals = openApprovals(state);
  const consults = openConsults(state);
  const errands = state.errands.map(({ handover }) => handover);
  if (approvals.length > 0) return refuseCase('approvals-open', { approvals });
  return consults.length + errands.length === 0 ? null : refuseCase('merge-open-work', { errands, consults });
};

/**
 * The case ends here and goes on in another one, which has taken over its promises; here they tick no more. Refusals: `link-self`,
 * `merged-already`, `not-open` (closed), `in-flight`, `approvals-open`, `merge-open-work`, `merge-master` (its parts would lose their
 * master). Source: issue "Cases can be linked and merged without losing history".
 */
export const mergeCase: Decider<'merge-case'> = (command, state) => {
  const { into } = command.data;
  const refusal = firstRefusal(
    into === state.id ? refuseCase('link-self') : null,
    mustNotBeMerged(state),
    mustNotBeClosed(state),
    mustNotFly(state),
    nobodyWaits(state),
    noParts(state),
  );
  if (refusal !== null) return refusal;
  return drafts(...(state.wait === null ? [] : [{ type: 'wait-ended', data: {} } as const]), {
    type: 'case-merged',
    data: { into },
    body: command.body,
  });
};

/**
 * Takes over what the other case still owes its customer: promises, waiting time, contacts, a complaint, marks. Refusals: `link-self`,
 * `merged-already`, `not-open`, `already-linked`, `promise-exists`, `unknown-code`, `window-order`.
 */
export const absorbCase: Decider<'absorb-case'> = (command, state, { policy }) => {
  const { promises, ...carried } = command.data;
  const { from } = carried;
  const ids = [...state.promises.map(({ promise }) => promise), ...promises.map(({ promise }) => promise)];
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  const refusal = firstRefusal(
    from === state.id ? refuseCase('link-self') : null,
    mustNotBeMerged(state),
    mustBeOpen(state),
    (state.links ?? []).some((row) => row.other === from && row.relation === 'absorbed')
      ? refuseCase('already-linked', { other: from, relation: 'absorbed' })
      : null,
    twice === undefined ? null : refuseCase('promise-exists', { promise: twice }),
    ...promises.flatMap(({ by, window, due }) => [mustWork(policy, by), mustFit(window, due)]),
  );
  if (refusal !== null) return refusal;
  return drafts(
    { type: 'case-absorbed', data: carried },
    ...promises.map((promise): Draft => ({ type: 'promise-made', data: promise, body: command.body })),
  );
};
