// Runs the contract of LedgerStore on every adapter; STAFETTE_STORES names some of them, and a name nobody knows fails.
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteLedgerStore } from '../../shared/store/sqlite-ledger-store.ts';
import { openSqlite } from '../store/open-sqlite.ts';
import { ledgerHubContract } from './ledger-hub-contract.ts';
import { ledgerStoreContract, type OpenedLedger } from './ledger-store-contract.ts';
import { selected } from './selection.ts';

const onSqlite = (kind: 'file' | 'memory') => (): OpenedLedger => {
  const { handle, cleanUp } = openSqlite(kind, LEDGER_APPLICATION, LEDGER_MIGRATIONS);
  return { store: createSqliteLedgerStore(handle), cleanUp };
};

const adapters: Readonly<Record<string, () => OpenedLedger>> = {
  memory: () => ({ store: createMemoryLedgerStore(), cleanUp: () => undefined }),
  'sqlite-file': onSqlite('file'),
  'sqlite-memory': onSqlite('memory'),
};

for (const name of selected(Object.keys(adapters), process.env['STAFETTE_STORES'])) {
  ledgerStoreContract(name, adapters[name]!);
  ledgerHubContract(name, adapters[name]!);
}
