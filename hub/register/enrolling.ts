// Decides whether a code lets a workstation in, for every adapter of the register alike.
import { DAY, MINUTE, type Ms } from '../../shared/kernel/time.ts';
import type { Device, EnrolmentCode, Register } from './register.ts';

/** A device that asks, as the caller of `enrol` names it. */
export type Asking = Parameters<Register['enrol']>[1];
export type Enrolment = Awaited<ReturnType<Register['enrol']>>;

/** A device, and the hash of the code it came by. */
export type KnownDevice = Device & { readonly code: string };

/** How often at most it is written down that a device was heard from. */
export const SEEN_EVERY: Ms = MINUTE;
/** After this nobody asks about a failed try any more. */
export const TRIES_KEPT: Ms = 30 * DAY;

/**
 * `ok` for a code nobody has used, and once more for the device that came by it: its first answer was lost. Where somebody has proved himself
 * since (`isLivedIn`) it was not: whoever found the code and asks in that name wants his rights. A revoked one comes back by a new code only.
 */
export const mayEnrol = (
  code: EnrolmentCode | null,
  known: KnownDevice | null,
  { id, enrolledAt }: Asking,
  isLivedIn: boolean,
): Enrolment => {
  if (code === null) return 'wrong-code';
  const isAgain = code.usedBy === id && known?.code === code.hash && known.revokedAt === null && !isLivedIn;
  if (code.usedBy !== null && !isAgain) return 'code-used';
  if (code.expiresAt <= enrolledAt) return 'code-expired';
  return isAgain || known === null || known.revokedAt !== null ? 'ok' : 'device-taken';
};
