// Runs a hub in a process of its own for measuring, so that its memory and its processor are nobody else's; told by messages what to do.
import { randomBytes, randomUUID } from 'node:crypto';
import { codeHash, keyHash, newCode, newKey } from '../../hub/server/secrets.ts';
import { startHubKit } from '../hub/real-hub.ts';
import type { Answers, Ask } from './hub-away.ts';
import { LANE, PACK } from './hub-work.ts';

/** Two hundred workstations behind one address that all begin in the same second are only met here. */
const MANY = { burst: 100_000, perSecond: 100_000 };
/** One workstation here says in seconds what a house says in a month. */
const daily = { commands: 1e9, bytes: 1e13, quarantined: 1e9, quarantinedBytes: 1e13, absences: 1e6 };
const kit = await startHubKit({
  packs: [PACK],
  limits: { enrolments: 100_000, signIns: 100_000, device: MANY, stranger: MANY, daily },
});
const random = (count: number): Uint8Array => new Uint8Array(randomBytes(count));

/** Enrolled and signed in without their asking: what is measured comes after. */
const crowd = async (count: number): Promise<Answers['crowd']> => {
  const { register } = kit.hub();
  const now = Date.now();
  const made: { device: string; key: string }[] = [];
  for (let n = 0; n < count; n += 1) {
    const [device, key, code] = [randomUUID(), newKey(random), newCode(random)];
    const hash = codeHash(code);
    await register.addCode({ hash, lanes: null, note: '', madeAt: now, expiresAt: now + 3_600_000, usedBy: null });
    await register.enrol(hash, { id: device, name: `Platz ${n}`, key: keyHash(key), enrolledAt: now, seenAt: now, revokedAt: null });
    await register.bind({ device, lane: LANE, person: 'lena', at: now });
    made.push({ device, key });
  }
  return made;
};

const answer = async (ask: Exclude<Ask, { ask: 'work' }>): Promise<Answers[Ask['ask']]> => {
  if (ask.ask === 'url') return kit.url();
  if (ask.ask === 'code') return kit.code();
  if (ask.ask === 'folder') return kit.dir;
  if (ask.ask === 'crowd') return crowd(ask.count);
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1_000, rssMb: process.memoryUsage().rss / (1 << 20) };
};

process.on('message', ({ id, ask }: { readonly id: number; readonly ask: Exclude<Ask, { ask: 'work' }> }) => {
  answer(ask).then(
    (value) => process.send!({ id, value }),
    (error: unknown) => process.send!({ id, error: String(error) }),
  );
});
process.on('disconnect', () => void kit.end().then(() => process.exit(0)));
