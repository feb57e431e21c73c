// Answers the lead's side of an approval by telephone: which workstation asks, and the code to read back, against a record that is settled.
import { createHmac } from 'node:crypto';
import type { Digest } from '../../shared/kernel/ids.ts';
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import type { Clock } from '../../shared/kernel/time.ts';
import { codeOf, inPhoneTime, isAsked, phoneFileId, phoneSecret, readChallenge, type Hmac } from '../../shared/case/telephone-code.ts';
import type { PhoneFile } from '../../shared/case/telephone-file.ts';
import type { Ledger } from '../../shared/sync/ledger.ts';
import type { Device, Register } from '../register/register.ts';
import type { Asked } from './asking.ts';
import { turnAway } from './faults.ts';
import type { Visitor } from './visitor.ts';

export type TelephoneParts = {
  readonly ledger: Ledger;
  readonly register: Pick<Register, 'devices' | 'device'>;
  readonly clock: Clock;
  readonly digest: Digest;
  /** Who has proved himself at that workstation, as of now. */
  readonly visit: (device: Device) => Promise<Visitor>;
};

export interface Telephone {
  'phone-desk'(input: { readonly lane: string; readonly slot: number }, asked: Asked): Promise<Result<unknown>>;
  'approve-by-phone'(
    input: { readonly lane: string; readonly challenge: string; readonly lead: string },
    asked: Asked,
  ): Promise<Result<{ readonly code: string }>>;
}

const hmac: Hmac = (key, text) => createHmac('sha256', key).update(text).digest('hex');

type Given = NonNullable<PhoneFile['given']>;

export const createTelephone = ({ ledger, register, clock, digest, visit }: TelephoneParts): Telephone => {
  const mustHaveRights = ({ visitor }: Asked, lane: string): void => {
    if (visitor.caller.rights(lane) === null) throw turnAway('no-rights', { lane });
  };
  /** Through the eyes of whoever asks: a record outside his rights is none. */
  const recordOf = async ({ visitor }: Asked, lane: string, challenge: string): Promise<PhoneFile | null> => {
    const [record] = await ledger.as(visitor.caller).snapshots(lane, [phoneFileId(lane, challenge)]);
    return record?.state.phone ?? null;
  };
  /** The workstation that asks, where it still may, and whoever asks is at home there. */
  const askingDesk = async (lane: string, { device: id, challenge, asker, askedAt, ...said }: Given): Promise<Result<Device>> => {
    const device = await register.device(id);
    const read = readChallenge(challenge, clock());
    if (device === null || !read.ok || read.value.slot !== device.slot) return refuse('phone-desk-unknown', {});
    if (device.revokedAt !== null) return refuse('device-revoked', {});
    const isHere = (await visit(device)).isHere(lane, asker);
    return isHere && isAsked(digest, lane, { ...read.value, askedAt }, { ...said, asker }) ? ok(device) : refuse('phone-unlike', {});
  };

  return {
    /** Refusals: `phone-desk-unknown`, `device-revoked`. */
    'phone-desk': async ({ lane, slot }, asked) => {
      mustHaveRights(asked, lane);
      const device = (await register.devices()).find((row) => row.slot === slot && (row.lanes === null || row.lanes.includes(lane)));
      if (device === undefined) return refuse('phone-desk-unknown', {});
      if (device.revokedAt !== null) return refuse('device-revoked', {});
      const { bindings, isHere } = await visit(device);
      const people = bindings.flatMap((row) => (row.lane === lane && isHere(lane, row.person) ? [row.person] : []));
      return ok({ device: device.id, name: device.name, people });
    },
    /**
     * The code follows from the record alone, so it is the same however often it is asked. Refusals: `not-signed-in-here`, `phone-ungiven` (no
     * record of this lead's yes), `phone-used` {approval}, `phone-over` {askedAt}, `phone-desk-unknown`, `device-revoked`, `phone-unlike`.
     */
    'approve-by-phone': async ({ lane, challenge, lead }, asked) => {
      mustHaveRights(asked, lane);
      if (!asked.visitor.isHere(lane, lead)) return refuse('not-signed-in-here', { person: lead });
      const record = await recordOf(asked, lane, challenge);
      const given = record?.given ?? null;
      if (given === null || given.lead !== lead) return refuse('phone-ungiven', {});
      if (record?.used) return refuse('phone-used', { approval: record.used.approval });
      const time = inPhoneTime(given.askedAt, clock());
      if (!time.ok) return time;
      const device = await askingDesk(lane, given);
      if (!device.ok) return device;
      const code = codeOf(hmac, phoneSecret(hmac, device.value.key, lane), { ...given, lane });
      asked.log.info({ lane, device: device.value.id }, 'a code was given by telephone');
      return ok({ code });
    },
  };
};
