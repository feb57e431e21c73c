// Builds everything derived of a desk again from its log and its outbox: states, rows, lists, search.
import type { Clock } from '../kernel/time.ts';
import type { CaseEvent, Confirmed } from '../case/events.ts';
import type { DeskStore } from '../store/desk-store.ts';
import { indexCommand } from './apply.ts';
import { rederiveCase, refreshWaiting } from './derive.ts';
import { searchTextOf } from './forecast.ts';
import { createBeliefs, readBody } from './inside.ts';
import { asksFacts } from './known.ts';
import { createAbsenceBook } from './absence-book.ts';
import { createPolicies } from './policies.ts';

const PAGE = 1000;

/** One transaction per lane: a rebuild that is cut leaves what was there. Log, journal, verdicts, drafts are not touched. */
export const rebuildDerived = (parts: { readonly store: DeskStore; readonly clock: Clock }): void => {
  const { store } = parts;
  const policies = createPolicies();
  policies.add(store.packs());
  const absences = createAbsenceBook(store);
  for (const lane of store.lanes())
    store.transact(() => {
      store.clearDerived(lane);
      const cases = readLog(store, lane);
      const unfilled = store.unfilled(lane, Number.MAX_SAFE_INTEGER).map(({ caseId }) => caseId);
      for (const caseId of unfilled) cases.add(caseId);
      // Stock is taken anew where something can only come from the hub.
      if (unfilled.some((caseId) => store.snapshotOf(caseId) === null)) store.setHead(lane, { ...store.head(lane), scope: null });
      for (const { command } of store.outbox(lane, Number.MAX_SAFE_INTEGER)) cases.add(command.caseId);
      for (const caseId of cases) rederiveCase({ ...parts, policies, absences }, caseId);
      // What waits was decided while cases further on had granted nothing yet: now that all stand, once more.
      refreshWaiting({ ...parts, policies, absences, beliefs: createBeliefs(store) }, lane, asksFacts);
      for (const { command, forecast } of store.outbox(lane, Number.MAX_SAFE_INTEGER)) {
        const text = forecast.length === 0 ? '' : searchTextOf(forecast, command.body === null ? null : readBody(store, command.body));
        if (text !== '') store.index({ command: command.id, caseId: command.caseId, lane, text, at: forecast[0]!.at });
      }
    });
};

/** Indexes the words of the log in its order; answers the cases it met. */
const readLog = (store: DeskStore, lane: string): Set<string> => {
  const cases = new Set<string>();
  let open: CaseEvent[] = [];
  const finish = (): void => {
    if (open.length > 0) indexCommand({ store }, lane, open);
    open = [];
  };
  let position = 0;
  for (let page: readonly Confirmed[]; (page = store.eventsAfter(lane, position, PAGE)).length > 0; position = page.at(-1)!.position)
    for (const { event } of page) {
      cases.add(event.caseId);
      if (open[0]?.command !== event.command) finish();
      open.push(event);
    }
  finish();
  return cases;
};
