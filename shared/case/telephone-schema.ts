// Knows the commands of an approval by telephone; they are chained, so they hold ids, codes and figures alone.
import { z } from 'zod';
import { LAST_INSTANT } from '../kernel/time.ts';

const id = z.string().min(1).max(120);
const none = z.strictObject({});
/** As `challengeOf` writes it. */
const challenge = z.string().regex(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
const call = {
  challenge,
  /** The workstation that asks. */
  device: id,
  number: z.string().min(1).max(60),
  decisionType: id,
  amount: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  asker: id,
  askedAt: z.number().int().nonnegative().max(LAST_INSTANT),
};
const draw = z.strictObject({
  account: z.string().min(1).max(200),
  lease: id.nullable(),
  amount: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
});

/** The first two are about the record of the call (`phoneFileId`), the third about the case. */
export const PHONE_COMMANDS = {
  /** The lead's side: kept at the hub before the answer is told, whether or not the request has come there. */
  'approve-by-phone': { data: z.strictObject(call), body: none },
  /** The office's side, in one transaction with `redeem-approval`: one call grants once. */
  'use-phone-approval': { data: z.strictObject({ ...call, lead: id, approval: id, case: id }), body: none },
  /** Whoever asked enters what his lead granted on the telephone; `draws` as in `approve`. */
  'redeem-approval': {
    data: z.strictObject({
      approval: id,
      challenge,
      lead: id,
      corrected: z.number().int().nonnegative().max(10_000),
      draws: z.array(draw).max(4).optional(),
    }),
    body: none,
  },
} as const;

export type PhoneVerb = keyof typeof PHONE_COMMANDS;

export const isPhoneVerb = (type: string): type is PhoneVerb => Object.hasOwn(PHONE_COMMANDS, type);
