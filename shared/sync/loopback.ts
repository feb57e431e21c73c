// Carries a desk's words to a ledger in the same process: no wire, but the same frames, the same checks, the same answers.
import type { LedgerSession } from './ledger.ts';
import type { Transport } from './protocol.ts';

export const createLoopback = (ledger: LedgerSession): Transport => ({
  mode: 'loopback',
  lanes: ledger.lanes,
  hello: ledger.hello,
  part: ledger.part,
  push: ledger.push,
  pull: ledger.pull,
  inventory: ledger.inventory,
  snapshots: ledger.snapshots,
  histories: ledger.histories,
  bodies: ledger.bodies,
  publishPack: ledger.publishPack,
  packs: ledger.packs,
  customers: ledger.customers,
  putCustomers: ledger.putCustomers,
  putAbsences: ledger.putAbsences,
  absences: ledger.absences,
});
