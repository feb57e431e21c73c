// Finds decisions that do not stand although their spends do, and says what goes back into which budget; once for each.
import { budgetKeyOf } from '../case/budget-account.ts';
import type { Inside } from './inside.ts';
import { isLost } from './apply.ts';
import { giveBackId } from './hub-steps.ts';
import { drawnOf, saveDrawn, type Drawn } from './drawn.ts';
import type { Order } from './submit.ts';

type Parts = Pick<Inside, 'store' | 'beliefs' | 'digest'>;

/** The part of a spend that lay beyond its budget as the hub counted it; null where the spend does not stand (yet). */
const spentBeyond = ({ store }: Pick<Parts, 'store'>, account: string, decision: string): number | null => {
  const spend = store.eventsOf(account).find(({ event }) => event.type === 'budget-spent' && event.data.decision === decision);
  return spend?.event.type === 'budget-spent' ? spend.event.data.beyond : null;
};

/** The hub gives it back by itself when it rules; one of an older version leaves it to whoever drew it. */
const isBack = ({ store }: Pick<Parts, 'store'>, account: string, decision: string): boolean =>
  store.eventsOf(account).some(({ event }) => event.type === 'budget-given-back' && event.data.decision === decision);

const giveBack = (parts: Parts, lane: string, { decision, actor, draws }: Drawn): readonly Order[] =>
  draws.flatMap(({ account, lease, amount }) => {
    const budget = parts.beliefs.of(account).current?.budget;
    const beyond = spentBeyond(parts, account, decision);
    const command = giveBackId(parts.digest, decision, account);
    if (budget === undefined || beyond === null || parts.store.knowsCommand(command) || isBack(parts, account, decision)) return [];
    const data = { ...budgetKeyOf(budget), lease, decision, amount, beyond };
    return [{ lane, caseId: account, actor, type: 'give-back-budget', data, body: null, command }];
  });

/** A proposal that was not granted as it was made: whoever answers it pays for it. */
const wentUp = ({ store }: Parts, { decision, case: caseId }: Drawn): boolean => {
  const state = store.confirmedState(caseId);
  return state !== null && state.approvals.some(({ approval }) => approval === decision);
};

/** Orders that give back what refused decisions drew; those whose verdict has come are looked at no more. */
export const giveBacks = (parts: Parts, lane: string): readonly Order[] => {
  const { store } = parts;
  const drawn = drawnOf(parts, lane);
  if (drawn.length === 0) return [];
  const settled = drawn.filter(({ decision }) => store.outcome(decision) !== null);
  const lost = settled.filter((each) => isLost(store.outcome(each.decision)!) || wentUp(parts, each));
  const orders = lost.flatMap((each) => giveBack(parts, lane, each));
  const over = new Set(
    settled.filter((each) => giveBack(parts, lane, each).length === 0 || !lost.includes(each)).map(({ decision }) => decision),
  );
  if (over.size > 0)
    store.transact(() =>
      saveDrawn(
        parts,
        lane,
        drawn.filter(({ decision }) => !over.has(decision)),
      ),
    );
  return orders;
};
