// Listens to what SQLite is asked: every statement that is prepared, every one that runs, and how it would be answered.
import type { SqlHandle, SqlValue } from '../../shared/store/sqlite-handle.ts';

export type Watched = { readonly handle: SqlHandle; readonly prepared: string[]; readonly ran: string[] };

/** Notes every statement that is prepared, and every one that runs. */
export const watched = (handle: SqlHandle): Watched => {
  const prepared: string[] = [];
  const ran: string[] = [];
  const prepare: SqlHandle['prepare'] = (sql) => {
    const statement = handle.prepare(sql);
    prepared.push(sql);
    const noting =
      <Answer>(work: (...values: SqlValue[]) => Answer) =>
      (...values: SqlValue[]): Answer => {
        ran.push(sql);
        return work(...values);
      };
    return {
      run: noting((...values) => statement.run(...values)),
      get: noting((...values) => statement.get(...values)),
      all: noting((...values) => statement.all(...values)),
    };
  };
  const { exec, close } = { exec: handle.exec.bind(handle), close: handle.close.bind(handle) };
  return {
    handle: {
      prepare,
      exec,
      close,
      get inTransaction() {
        return handle.inTransaction;
      },
    },
    prepared,
    ran,
  };
};

/** The steps by which a statement is answered, whatever is asked for. */
export const planOf = (handle: SqlHandle, sql: string): readonly string[] => {
  const marks = sql.match(/\?/g)?.length ?? 0;
  const steps = handle.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...Array<string>(marks).fill('1')) as { detail: string }[];
  return steps.map(({ detail }) => detail);
};
