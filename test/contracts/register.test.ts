// Runs the contract of the register on every adapter; STAFETTE_STORES names some of them, and a name nobody knows fails.
import { createMemoryRegister } from '../../hub/register/memory.ts';
import { createSqliteRegister } from '../../hub/register/sqlite.ts';
import { LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';
import { openSqlite } from '../store/open-sqlite.ts';
import { registerContract, type OpenedRegister } from './register-contract.ts';
import { selected } from './selection.ts';

const onSqlite = (kind: 'file' | 'memory') => (): OpenedRegister => {
  const { handle, cleanUp } = openSqlite(kind, LEDGER_APPLICATION, LEDGER_MIGRATIONS);
  return { register: createSqliteRegister(handle), cleanUp };
};

const adapters: Readonly<Record<string, () => OpenedRegister>> = {
  memory: () => ({ register: createMemoryRegister(), cleanUp: () => undefined }),
  'sqlite-file': onSqlite('file'),
  'sqlite-memory': onSqlite('memory'),
};

for (const name of selected(Object.keys(adapters), process.env['STAFETTE_STORES'])) registerContract(name, adapters[name]!);
