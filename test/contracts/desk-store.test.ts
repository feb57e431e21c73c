// Runs the contract of DeskStore on every adapter; STAFETTE_STORES names some of them, and a name nobody knows fails.
import { it, expect } from 'vitest';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { DESK_APPLICATION, DESK_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteDeskStore } from '../../shared/store/sqlite-desk-store.ts';
import { openSqlite } from '../store/open-sqlite.ts';
import { deskCopyContract } from './desk-copy-contract.ts';
import { deskForgetContract } from './desk-forget-contract.ts';
import { deskPapersContract } from './desk-papers-contract.ts';
import { deskStoreContract, type OpenedStore } from './desk-store-contract.ts';
import { deskTablesContract } from './desk-tables-contract.ts';
import { selected } from './selection.ts';

const onSqlite = (kind: 'file' | 'memory') => (): OpenedStore => {
  const { handle, cleanUp } = openSqlite(kind, DESK_APPLICATION, DESK_MIGRATIONS);
  return { store: createSqliteDeskStore(handle), cleanUp };
};

const adapters: Readonly<Record<string, () => OpenedStore>> = {
  memory: () => ({ store: createMemoryDeskStore(), cleanUp: () => undefined }),
  'sqlite-file': onSqlite('file'),
  'sqlite-memory': onSqlite('memory'),
};

for (const name of selected(Object.keys(adapters), process.env['STAFETTE_STORES'])) {
  deskStoreContract(name, adapters[name]!);
  deskTablesContract(name, adapters[name]!);
  deskCopyContract(name, adapters[name]!);
  deskForgetContract(name, adapters[name]!);
  deskPapersContract(name, adapters[name]!);
}

it('an unknown name of a store fails instead of testing nothing', () => {
  expect(() => selected(Object.keys(adapters), 'sqlite-fiel')).toThrow('sqlite-fiel');
  expect(selected(Object.keys(adapters), 'memory')).toEqual(['memory']);
});
