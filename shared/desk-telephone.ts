// Answers the calls of an approval by telephone; where there is no hub nobody can be called.
import { ok, refuse } from './kernel/result.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { notFound, stateFor } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';
import { agree, look } from './desk-telephone-lead.ts';
import { phoneCalls } from './desk-telephone-list.ts';
import { challengeFor, redeemCode } from './desk-telephone-office.ts';

type Calls = 'telephone.challenge' | 'telephone.look' | 'telephone.approve' | 'telephone.redeem' | 'telephone.list';

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
    'telephone.challenge': (seat, input) => challengeFor(inside, line, seat, input),
    'telephone.redeem': (seat, input) => redeemCode(inside, line, seat, input),
    'telephone.look': async (seat, input) => {
      const looked = await look(inside, line, seat, input);
      return looked.ok ? ok(looked.value.shown) : looked;
    },
    'telephone.approve': (seat, input) => agree(inside, line, seat, input),
    'telephone.list': (seat) => phoneCalls(inside, seat),
  };
};
