// Answers who a caller is: customers by name, number or contract, each with what is open for them before anything new is opened.
import type { DeskInside, Handlers } from './desk-parts.ts';
import { marked } from './desk-exact.ts';
import { stateFor } from './desk-reading.ts';

const OPEN_SHOWN = 20;

export const customerCalls = (inside: DeskInside): Pick<Handlers, 'customers.find'> => ({
  'customers.find': (seat, { text, limit }) =>
    inside.store.findCustomers(seat.lane, text, limit).map((customer) => ({
      customer,
      open: marked(
        inside,
        seat.lane,
        inside.store
          .casesOfCustomer(seat.lane, customer.id, OPEN_SHOWN)
          .filter(({ caseId, phase }) => phase !== 'closed' && stateFor(inside.store, seat, caseId) !== null),
      ),
    })),
});
