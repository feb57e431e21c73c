// Answers who a caller is: customers by name, number or contract, each with what is open for them before anything new is opened.
import type { DeskInside, Handlers } from './desk-parts.ts';
import { named, stateFor } from './desk-reading.ts';

const OPEN_SHOWN = 20;

export const customerCalls = ({ store }: DeskInside): Pick<Handlers, 'customers.find'> => ({
  'customers.find': (seat, { text, limit }) =>
    store.findCustomers(seat.lane, text, limit).map((customer) => ({
      customer,
      open: named(
        store,
        seat.lane,
        store
          .casesOfCustomer(seat.lane, customer.id, OPEN_SHOWN)
          .filter(({ caseId, phase }) => phase !== 'closed' && stateFor(store, seat, caseId) !== null),
      ),
    })),
});
