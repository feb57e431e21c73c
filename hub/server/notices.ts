// Tells hub processes over one PostgreSQL of each other's news, by LISTEN and NOTIFY; what is lost here is found by the next regular look.
import pg from 'pg';
import { z } from 'zod';
import type { Ms } from '../../shared/kernel/time.ts';

/** `presence`: only somebody came or went. */
export type Notice = { readonly lane: string; readonly position: number; readonly presence?: boolean };

export interface Notices {
  tell(notice: Notice): void;
  close(): Promise<void>;
}

/** Within one process there is nobody else to be told. */
export const noNotices: Notices = { tell: () => undefined, close: () => Promise.resolve() };

export type NoticesParts = {
  readonly url: string;
  /** Hubs in another schema of the same database hear nothing of it. */
  readonly schema: string;
  /** Marks what this process said itself. */
  readonly owner: string;
  readonly hear: (notice: Notice) => void;
  /** The connection stands again after a break, in which news may have been missed. */
  readonly onReturn: () => void;
  readonly onLost: (error: Error) => void;
};

const noticeSchema = z.strictObject({ owner: z.string(), lane: z.string(), position: z.number(), presence: z.boolean().optional() });
const AGAIN: Ms = 1_000;

export const openNotices = async ({ url, schema, owner, hear, onReturn, onLost }: NoticesParts): Promise<Notices> => {
  const channel = `stafette_${schema}`;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  const lost = (of: pg.Client, error: Error): void => {
    if (client !== of || closed) return;
    client = null;
    void of.end().catch(() => undefined);
    onLost(error);
    again();
  };
  const again = (): void => {
    timer = setTimeout(() => {
      connect().then(onReturn, (error: unknown) => {
        onLost(error instanceof Error ? error : new Error(String(error)));
        if (!closed) again();
      });
    }, AGAIN);
  };
  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({ connectionString: url, application_name: 'stafette-hub-notices', keepAlive: true });
    fresh.on('error', (error) => lost(fresh, error));
    fresh.on('end', () => lost(fresh, new Error('the connection ended')));
    fresh.on('notification', ({ payload }) => {
      const read = readNotice(payload ?? '');
      if (read !== null && read.owner !== owner)
        hear(
          read.presence === true
            ? { lane: read.lane, position: read.position, presence: true }
            : { lane: read.lane, position: read.position },
        );
    });
    await fresh.connect();
    await fresh.query(`LISTEN "${channel}"`);
    client = fresh;
  };
  await connect();

  return {
    tell: (notice) => {
      const to = client;
      to?.query('SELECT pg_notify($1, $2)', [channel, JSON.stringify({ owner, ...notice })]).catch((error: Error) => lost(to, error));
    },
    close: async () => {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await client?.end();
    },
  };
};

const readNotice = (payload: string): z.infer<typeof noticeSchema> | null => {
  try {
    const read = noticeSchema.safeParse(JSON.parse(payload));
    return read.success ? read.data : null;
  } catch {
    // Somebody else uses the channel; it is no news of ours.
    return null;
  }
};
