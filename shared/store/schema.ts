// Names the two kinds of database and the steps that lead each to its newest version.
import type { Migration } from './migrate.ts';
import { desk001 } from './migrations/desk-001.ts';
import { desk002 } from './migrations/desk-002.ts';
import { desk003 } from './migrations/desk-003.ts';
import { ledger001 } from './migrations/ledger-001.ts';
import { ledger002 } from './migrations/ledger-002.ts';
import { ledger003 } from './migrations/ledger-003.ts';
import { ledger004 } from './migrations/ledger-004.ts';
import { ledger005 } from './migrations/ledger-005.ts';
import { ledger006 } from './migrations/ledger-006.ts';
import { ledger007 } from './migrations/ledger-007.ts';
import { ledgerPostgres001 } from './migrations/ledger-postgres-001.ts';
import { ledgerPostgres002 } from './migrations/ledger-postgres-002.ts';
import { ledgerPostgres003 } from './migrations/ledger-postgres-003.ts';

/** SQLite's application ids ("StfD", "StfL"): a desk file is never mistaken for a ledger. */
export const DESK_APPLICATION = 0x53746644;
export const LEDGER_APPLICATION = 0x5374664c;

export const DESK_MIGRATIONS: readonly Migration[] = [desk001, desk002, desk003];
export const LEDGER_MIGRATIONS: readonly Migration[] = [ledger001, ledger002, ledger003, ledger004, ledger005, ledger006, ledger007];
/** Of a new file: a push writes long rows one after the other, and half as many pages are half as many calls. */
export const LEDGER_PAGE = 8192;
/** Of the ledger where PostgreSQL keeps it; its version stands in a table of its own. */
export const LEDGER_POSTGRES_MIGRATIONS: readonly Migration[] = [ledgerPostgres001, ledgerPostgres002, ledgerPostgres003];
