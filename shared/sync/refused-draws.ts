// Finds decisions that do not stand although their spends do, and says what goes back into which budget; once for each.
import { budgetKeyOf } from '../case/budget-account.ts';
import type { Inside } from './inside.ts';
import { isLost } from './apply.ts';
import { giveBackId } from './hub-steps.ts';
import { drawnAgain, drawnOf, isDrawnDoubted, saveDrawn, type Drawn } from './drawn.ts';
import { isBehindItself } from './owed-journal.ts';
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

/** What own decisions spent of an account, and nobody has given back. */
const spentHere = ({ store }: Parts, account: string): readonly Drawn[] => {
  const events = store.eventsOf(account).map(({ event }) => event);
  const back = new Set(events.flatMap((event) => (event.type === 'budget-given-back' ? [event.data.decision] : [])));
  return events.flatMap((event) => {
    if (event.type !== 'budget-spent' || back.has(event.data.decision) || store.outcome(event.data.decision) === null) return [];
    const { decision, case: caseId, lease, amount } = event.data;
    return [{ decision, case: caseId, actor: event.by.person, draws: [{ account, lease, amount }] }];
  });
};

/**
 * After the hub was set back: between a verdict and what the hub gives back by itself lies a moment, and a copy of its database taken then
 * knows of the one only. Looked at once everything the hub has is here.
 */
export const lookAgain = (parts: Parts, lane: string, accountsHere: () => readonly string[]): void => {
  const { store } = parts;
  if (!isDrawnDoubted(parts, lane) || isBehindItself(parts, lane)) return;
  const accounts = accountsHere();
  if (accounts.some((id) => store.missing(id) > 0)) return;
  const spends = Map.groupBy(
    accounts.flatMap((account) => spentHere(parts, account)),
    ({ decision }) => decision,
  );
  const found = [...spends.values()].map((all) => ({ ...all[0]!, draws: all.flatMap(({ draws }) => draws) }));
  store.transact(() => drawnAgain(parts, lane, found));
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
