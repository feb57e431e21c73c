// Carries a desk's words to a ledger in the same process: no wire, but the same frames, the same checks, the same answers.
import type { Ledger } from './ledger.ts';
import type { Transport } from './protocol.ts';

export const createLoopback = (ledger: Ledger): Transport => ({
  mode: 'loopback',
  lanes: ledger.lanes,
  hello: ledger.hello,
  push: ledger.push,
  pull: ledger.pull,
  bodies: ledger.bodies,
  publishPack: ledger.publishPack,
  packs: ledger.packs,
  putCustomers: ledger.putCustomers,
  putAbsences: ledger.putAbsences,
  absences: ledger.absences,
});
