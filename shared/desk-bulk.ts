// Does one action over many cases: in pieces that hold nobody up, each case for itself, and what could not be done is named.
import type { Refusal, Result } from './kernel/result.ts';
import type { CaseState } from './case/state.ts';
import type { BulkResult } from './views/shapes.ts';
import type { DeskInside, Order } from './desk-parts.ts';
import type { Seat } from './desk-session.ts';

/** What is to be done with one case: its orders in their order, or why nothing can be. */
export type Plan = {
  readonly caseId: string;
  readonly number: string;
  readonly orders: readonly Order[];
  readonly refusal?: Refusal | null;
};

/** Cases in one transaction: some 2 ms each, so that a piece stays far below 50 ms on a small machine. */
const PIECE = 5;

/** One order of this seat's person about one case. */
export const orderOf = (seat: Seat, caseId: string, type: Order['type'], data: Order['data'], body: Order['body'] = null): Order => ({
  lane: seat.lane,
  caseId,
  actor: seat.person.id,
  type,
  data,
  body,
});

/** Words as a body, null where nothing was written. */
export const wordsOf = (text: string): Order['body'] => (/\S/.test(text) ? { text } : null);

export const planFor = ({ id, number }: Pick<CaseState, 'id' | 'number'>, orders: readonly Order[]): Plan => ({
  caseId: id,
  number,
  orders,
});

/**
 * Looks at each item when its turn comes, because others work meanwhile. `done` counts orders that were taken; a case with several refused
 * ones is named once, with the first. Nothing is tried twice.
 */
export const inPieces = async <Item>(
  { engine }: Pick<DeskInside, 'engine'>,
  lane: string,
  items: readonly Item[],
  planOf: (item: Item) => Plan | null,
): Promise<BulkResult> => {
  const failed = new Map<string, BulkResult['failed'][number]>();
  let done = 0;
  const note = ({ caseId, number }: Plan, refusal: Refusal): void => {
    if (!failed.has(caseId)) failed.set(caseId, { caseId, number, refusal });
  };
  for (let from = 0; from < items.length; from += PIECE) {
    if (from > 0) await engine.breathe();
    const plans = items.slice(from, from + PIECE).flatMap((item) => planOf(item) ?? []);
    const sent = plans.flatMap((plan) => plan.orders.map((order) => ({ plan, order })));
    const answers = engine.submitMany(sent.map(({ order }) => order));
    answers.forEach((answer: Result<unknown>, index) => {
      if (answer.ok) done += 1;
      else note(sent[index]!.plan, answer.refusal);
    });
    for (const plan of plans) if (plan.refusal) note(plan, plan.refusal);
  }
  engine.kick(lane);
  return { done, failed: [...failed.values()] };
};

/** As many things as there are, a few at a time: for answers that read much. */
export const gathered = async <Item, Found>(
  { engine }: Pick<DeskInside, 'engine'>,
  items: readonly Item[],
  find: (item: Item) => readonly Found[],
): Promise<readonly Found[]> => {
  const found: Found[] = [];
  for (let from = 0; from < items.length; from += PIECE) {
    if (from > 0) await engine.breathe();
    found.push(...items.slice(from, from + PIECE).flatMap(find));
  }
  return found;
};
