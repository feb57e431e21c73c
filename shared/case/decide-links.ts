// Decides how cases belong together: linked, a part of a master case, or merged; every history stays where it was written.
import {
  drafts,
  firstRefusal,
  mustBeOpen,
  mustKnow,
  mustNotBeClosed,
  mustNotFly,
  openApprovals,
  type Decider,
  type Draft,
} from './decider.ts';
import { refuseCase } from './refusals.ts';

/**
 * One side of a link; a new relation to the same case replaces the old one. Refusals: `link-self`, `already-linked`,
 * `master-has-master` (a master is no part of another one, and a case has one master at most).
 */
export const linkCase: Decider<'link-case'> = (command, state) => {
  const { other, relation } = command.data;
  const links = state.links ?? [];
  const opposite = relation === 'part-of' ? 'has-part' : 'part-of';
  const refusal = firstRefusal(
    other === state.id ? refuseCase('link-self') : null,
    links.some((row) => row.other === other && row.relation === relation) ? refuseCase('already-linked', { other, relation }) : null,
    relation !== 'related' && links.some((row) => row.relation === opposite && row.other !== other)
      ? refuseCase('master-has-master', { other })
      : null,
    relation === 'part-of' && links.some((row) => row.relation === 'part-of' && row.other !== other)
      ? refuseCase('master-has-master', { other })
      : null,
  );
  return refusal ?? drafts({ type: 'case-linked', data: { other, relation } });
};

/** Refusal: `not-linked` (a merge is not undone). */
export const unlinkCase: Decider<'unlink-case'> = (command, { links = [] }) => {
  const { other } = command.data;
  const found = links.some((row) => row.other === other && row.relation !== 'merged-into' && row.relation !== 'absorbed');
  return found ? drafts({ type: 'case-unlinked', data: { other } }) : refuseCase('not-linked', { other });
};

/**
 * The case ends here and goes on in another one, which has taken over its promises. Refusals: `link-self`, `not-open` (closed),
 * `in-flight`, `approvals-open`, `merge-open-work` (somebody still waits for an answer about it). Source: issue "Cases can be linked and merged".
 */
export const mergeCase: Decider<'merge-case'> = (command, state) => {
  const { into } = command.data;
  const approvals = openApprovals(state);
  const consults = (state.consults ?? []).filter(({ outcome }) => outcome === 'open').map(({ consult }) => consult);
  const errands = state.errands.map(({ handover }) => handover);
  const refusal = firstRefusal(
    into === state.id ? refuseCase('link-self') : null,
    mustNotBeClosed(state),
    mustNotFly(state),
    approvals.length === 0 ? null : refuseCase('approvals-open', { approvals }),
    consults.length + errands.length === 0 ? null : refuseCase('merge-open-work', { errands, consults }),
  );
  if (refusal !== null) return refusal;
  return drafts(...(state.wait === null ? [] : [{ type: 'wait-ended', data: {} } as const]), {
    type: 'case-merged',
    data: { into },
    body: command.body,
  });
};

/** Takes over what the other case still owes its customer. Refusals: `link-self`, `not-open`, `already-linked`, `promise-exists`, `unknown-code`. */
export const absorbCase: Decider<'absorb-case'> = (command, state, { policy }) => {
  const { from, openedAt, promises } = command.data;
  const twice = promises.find(({ promise }) => state.promises.some((row) => row.promise === promise));
  const refusal = firstRefusal(
    from === state.id ? refuseCase('link-self') : null,
    mustBeOpen(state),
    (state.links ?? []).some((row) => row.other === from && row.relation === 'absorbed')
      ? refuseCase('already-linked', { other: from, relation: 'absorbed' })
      : null,
    twice === undefined ? null : refuseCase('promise-exists', { promise: twice.promise }),
    ...promises.map(({ by }) => mustKnow('people', policy.people, by)),
  );
  if (refusal !== null) return refusal;
  return drafts(
    { type: 'case-absorbed', data: { from, openedAt } },
    ...promises.map((promise): Draft => ({ type: 'promise-made', data: promise, body: command.body })),
  );
};
