// Knows what the ledger needs of a PostgreSQL connection: a narrow handle that a hub opens and hands in, never the package itself.

/** Numbers up to 2^53 come back as numbers, JSON as the text it was written in. */
export type PgValue = null | number | string | boolean | readonly (null | number | string | boolean)[];

export interface PgSession {
  rows<Row>(sql: string, values?: readonly PgValue[]): Promise<readonly Row[]>;
  /** How many rows a statement changed. */
  run(sql: string, values?: readonly PgValue[]): Promise<number>;
}

export interface PgHandle extends PgSession {
  /** All or nothing, durable when it resolves; rejects with what the work threw, after rolling back. */
  transact<T>(work: (session: PgSession) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
