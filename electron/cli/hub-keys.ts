// Knows how workstations are let in and sent away: codes, the list of workstations, and taking one's key from it.
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import { DAY, type Ms } from '../../shared/kernel/time.ts';
import type { Device } from '../../hub/register/register.ts';
import { keepRevocations } from '../../hub/server/revocations.ts';
import { codeHash, newCode } from '../../hub/server/secrets.ts';
import { EXIT, type Given, type Io } from './command.ts';
import { atHub, knownLane, random } from './hub-place.ts';

const DAYS = 7;

/** Refusal: `unknown-lane`. The code itself is told here once and kept nowhere. */
export const makeCode = (given: Given, io: Io): Promise<Result<number>> =>
  atHub(given, io, false, async ({ register, packs }) => {
    const lanes =
      given
        .text('lanes')
        ?.split(',')
        .map((lane) => lane.trim()) ?? null;
    for (const lane of lanes ?? []) {
      const known = knownLane(packs, lane);
      if (!known.ok) return known;
    }
    const code = newCode(random);
    const madeAt = io.now();
    const expiresAt = madeAt + (given.count('days') ?? DAYS) * DAY;
    await register.addCode({ hash: codeHash(code), lanes, note: given.text('note') ?? '', madeAt, expiresAt, usedBy: null });
    const until = isoDay(expiresAt);
    if (given.flag('json')) io.out(JSON.stringify({ code, lanes, until: new Date(expiresAt).toISOString() }));
    else
      io.out(
        io.language === 'de'
          ? `${code}\nGilt einmal, bis ${until}. Am Arbeitsplatz: npx stafette start --hub URL --code ${code} --name NAME`
          : `${code}\nValid once, until ${until}. At the workstation: npx stafette start --hub URL --code ${code} --name NAME`,
      );
    return ok(EXIT.done);
  });

export const listDevices = (given: Given, io: Io): Promise<Result<number>> =>
  atHub(given, io, false, async ({ register }) => {
    const devices = await register.devices();
    if (given.flag('json')) io.out(JSON.stringify({ devices: devices.map(shown) }));
    else if (devices.length === 0) io.out(io.language === 'de' ? 'Noch kein Arbeitsplatz.' : 'No workstation yet.');
    else io.out(devices.map((device) => line(device, io)).join('\n'));
    return ok(EXIT.done);
  });

/** Refusal: `unknown-device`. What it has still to deliver is kept aside from now on; it reads nothing any more. */
export const revokeDevice = (given: Given, io: Io): Promise<Result<number>> =>
  atHub(given, io, false, async ({ register, dir }) => {
    const id = given.args[1]!;
    const device = await register.device(id);
    if (device === null) return refuse('unknown-device', { device: id });
    const done = await register.revoke(id, io.now());
    // Beside the database, too, where a copy that is brought back does not forget it.
    await keepRevocations(dir, register);
    const german = io.language === 'de';
    if (done) io.out(german ? `„${device.name}“ ist gesperrt.` : `"${device.name}" is revoked.`);
    else io.out(german ? `„${device.name}“ war schon gesperrt.` : `"${device.name}" was revoked before.`);
    return ok(EXIT.done);
  });

const isoDay = (at: Ms): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ') + ' UTC';

const shown = ({ key: _key, ...device }: Device): object => ({
  ...device,
  enrolledAt: new Date(device.enrolledAt).toISOString(),
  seenAt: new Date(device.seenAt).toISOString(),
  revokedAt: device.revokedAt === null ? null : new Date(device.revokedAt).toISOString(),
});

const line = ({ id, name, lanes, seenAt, revokedAt }: Device, { language }: Io): string => {
  const german = language === 'de';
  const seen = `${german ? 'zuletzt' : 'last seen'} ${isoDay(seenAt)}`;
  const state = revokedAt === null ? seen : `${german ? 'gesperrt' : 'revoked'} ${isoDay(revokedAt)}`;
  return [id, name, lanes?.join(',') ?? (german ? 'alle Auftraggeber' : 'all principals'), state].join(' · ');
};
