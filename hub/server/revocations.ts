// Keeps beside the database who was locked out: a database that is set back would let a stolen workstation in again.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Ms } from '../../shared/kernel/time.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import type { Device, Register } from '../register/register.ts';
import { writeWhole } from './record.ts';

const listSchema = z.strictObject({ revoked: z.array(z.strictObject({ device: z.string(), at: z.number() })) });
type Revocation = z.infer<typeof listSchema>['revoked'][number];

export const REVOKED_FILE = 'revoked.json';

/** What cannot be read says nothing; it is written anew from what the database knows. */
const readList = (dir: string): readonly Revocation[] => {
  const file = join(dir, REVOKED_FILE);
  if (!existsSync(file)) return [];
  try {
    return listSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).revoked;
  } catch {
    return [];
  }
};

/** Workstations that were locked out and are not any more, though they were not enrolled anew since. */
export const lostRevocations = async (
  dir: string,
  register: Pick<Register, 'device'>,
): Promise<readonly (Device & { readonly at: Ms })[]> => {
  const found = await Promise.all(readList(dir).map(async ({ device, at }) => ({ device: await register.device(device), at })));
  return found.flatMap(({ device, at }) =>
    device !== null && device.revokedAt === null && device.enrolledAt <= at ? [{ ...device, at }] : [],
  );
};

/** Locks out again whoever was, and writes down everybody who is; answers those who had come free. */
export const keepRevocations = async (dir: string, register: Register): Promise<readonly Device[]> => {
  const lost = await lostRevocations(dir, register);
  for (const { id, at } of lost) await register.revoke(id, at);
  const listed = readList(dir);
  const devices = new Map((await register.devices()).map((device) => [device.id, device]));
  const revoked = [...devices.values()].flatMap(({ id, revokedAt }) => (revokedAt === null ? [] : [{ device: id, at: revokedAt }]));
  // Of one the database does not know: it may be set back to before that one came, and forward again.
  const unknown = listed.filter(({ device }) => !devices.has(device));
  const next = [...revoked, ...unknown].toSorted((a, b) => a.at - b.at || (a.device < b.device ? -1 : 1));
  if (JSON.stringify(next) === JSON.stringify(listed)) return lost;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  await writeWhole(join(dir, REVOKED_FILE), JSON.stringify({ revoked: next }, null, 1));
  return lost;
};

/** The newest thing a database knows of: a copy was made then, or a little later. Null where it knows of nothing. */
export const lastSeenAt = async (store: Pick<LedgerStore, 'lanes' | 'canary' | 'head' | 'events'>): Promise<Ms | null> => {
  const ofLane = async (lane: string): Promise<readonly Ms[]> => {
    const [beat, head] = await Promise.all([store.canary(lane), store.head(lane)]);
    const last = await store.events(lane, (head?.position ?? 1) - 1, 1);
    return [...(beat === null ? [] : [beat]), ...last.map(({ recordedAt }) => recordedAt)];
  };
  const known = (await Promise.all((await store.lanes()).map(ofLane))).flat();
  return known.length === 0 ? null : Math.max(...known);
};
