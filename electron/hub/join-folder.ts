// Makes a data folder a workstation of a hub from the command line: a new one at once, one that has nothing of its own, or one that moved with its hub.
import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { derivedId } from '../../shared/kernel/ids.ts';
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import type { Clock } from '../../shared/kernel/time.ts';
import { holdsStore } from '../cli/folder.ts';
import { openReadOnly } from '../read-only.ts';
import { digest, openWorkplace, type Workplace, type WorkplaceOptions } from '../workplace.ts';
import { readAddress } from './address.ts';
import { ownCases } from './door.ts';
import { enrolAt, type EnrolWish } from './enrol.ts';
import { belongsToHub } from './belongs.ts';
import { readHubFile, readMembership, settingsOfMember, writeHubFile, type HubFile } from './hub-file.ts';
import { authorityOf, keepAuthority, readAuthority, trust } from './trust.ts';

/** `url` null = the one the folder names already; `code` null = no enrolment now, the screen will ask; `name` null = this machine's; `ca` a file. */
export type JoinWish = {
  readonly dir: string;
  readonly url: string | null;
  readonly code: string | null;
  readonly name: string | null;
  /** The certificate authority of the house, where no machine knows it; the folder keeps it. */
  readonly ca?: string | null;
  readonly clock: Clock;
};

/**
 * Refusals: those of `enrolAt` and of opening a folder, `no-hub` (a code without an address), `own-cases` {cases, dir}, `already-enrolled`
 * {url} (a code for another hub than the folder's), `ca-file` {file, why}.
 */
export const joinFolder = async ({ dir, url, code, name, ca = null, clock }: JoinWish): Promise<Result<null>> => {
  const read = readHubFile(dir);
  // An address on the command line stands in for one that can no longer be read.
  if (!read.ok && (url === null || read.refusal.code === 'hub-data')) return read;
  const file = read.ok ? read.value : null;
  const address = url === null ? null : readAddress(url);
  if (address?.ok === false) return address;
  const target = address?.value ?? file?.url ?? null;
  if (target === null) return refuse('no-hub', {});
  const authority = ca === null ? null : readAuthority(ca);
  if (authority?.ok === false) return authority;
  trust(target, authority?.value ?? authorityOf(dir));
  const joined = await joinHub({ dir, url, code, name, clock }, target, file);
  if (joined.ok && authority !== null) keepAuthority(dir, authority.value);
  return joined;
};

const joinHub = async ({ dir, code, name, clock }: JoinWish, target: string, file: HubFile | null): Promise<Result<null>> => {
  const enrolled = belongsToHub(dir) && isEnrolled(dir);
  if (enrolled || code === null) {
    // The same command once more just starts; with a code for elsewhere somebody means another hub.
    if (enrolled && code !== null && file !== null && target !== file.url) return refuse('already-enrolled', { url: file.url });
    return nameHub(dir, target);
  }
  const wish = { url: target, code, name: (name?.trim() || hostname()).slice(0, 80) };
  if (!holdsStore(dir)) return joinNew(dir, wish, clock);
  return visit({ dir, clock }, async ({ desk }) => {
    const joined = await desk.call('hub.enrol', null, wish);
    return joined.ok ? ok(null) : joined;
  });
};

const isEnrolled = (dir: string): boolean => {
  if (!holdsStore(dir)) return false;
  const opened = openReadOnly(dir);
  if (!opened.ok) return false;
  const membership = readMembership(opened.value);
  opened.value.close();
  return membership !== null;
};

/** The folder belongs to this hub from now on, enrolled or not. */
const nameHub = (dir: string, url: string): Result<null> => {
  const opened = holdsStore(dir) ? openReadOnly(dir) : null;
  if (opened?.ok === true) {
    const cases = readMembership(opened.value) === null ? ownCases(opened.value) : 0;
    opened.value.close();
    if (cases > 0) return refuse('own-cases', { cases, dir });
  }
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeHubFile(dir, { url });
  return ok(null);
};

/** Nothing is made before the hub has said yes. */
const joinNew = async (dir: string, wish: EnrolWish, clock: Clock): Promise<Result<null>> => {
  // The same command once more is the same workstation: so a code whose answer got lost still works.
  const device = derivedId(digest, 'workstation', wish.code.toUpperCase().replace(/[^0-9A-Z]/g, ''), hostname(), dir);
  const joined = await enrolAt(wish, device);
  if (!joined.ok) return joined;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeHubFile(dir, joined.value.membership);
  return visit({ dir, clock, settings: [['device', device], ...settingsOfMember(joined.value)] }, () => Promise.resolve(ok(null)));
};

const visit = async (options: WorkplaceOptions, work: (place: Workplace) => Promise<Result<null>>): Promise<Result<null>> => {
  const opened = await openWorkplace(options);
  if (!opened.ok) return opened;
  try {
    return await work(opened.value);
  } finally {
    await opened.value.close();
  }
};
