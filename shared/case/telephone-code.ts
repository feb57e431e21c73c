// Knows the two codes of an approval by telephone: the challenge an office reads out, and the answer that its lead reads back.
import type { Digest } from '../kernel/ids.ts';
import { ok, refuse, type Refusal, type Result } from '../kernel/result.ts';
import { digitsOfHash, digitsOfNumber, numberOfDigits, readSpelt, spell } from '../kernel/spoken-code.ts';
import { MINUTE, type Ms } from '../kernel/time.ts';

/** What a challenge commits to: everything two people must say alike. `amount` in minor units or a count; `askedAt` a full minute. */
export type PhoneAsk = {
  readonly number: string;
  readonly decisionType: string;
  readonly amount: number;
  readonly asker: string;
  readonly askedAt: Ms;
};

/** What one side says of the call; `device` is the workstation that asked. */
export type PhoneCall = PhoneAsk & { readonly challenge: string; readonly device: string };

/** HMAC-SHA-256 as 64 hex digits, the key as text; handed in because the core owns no cryptography. */
export type Hmac = (key: string, text: string) => string;

/** So long after a challenge was made its answer is taken. */
export const PHONE_LIFE: Ms = 30 * MINUTE;
/** So far apart may the clocks of an office and its hub be. */
export const PHONE_SLACK: Ms = 10 * MINUTE;
/** Wrong answers to one request; then it is answered another way. */
export const PHONE_TRIES = 5;

// 10 bits of slot, 15 of time and 30 of digest in eleven letters; 45 bits of code in nine; each with its check letter.
const [SLOT, TIME, SEAL, CODE] = [2, 3, 6, 9] as const;
const CHALLENGE_LETTERS = SLOT + TIME + SEAL + 1;
const CODE_LETTERS = CODE + 1;
const [CHALLENGE_GROUP, CODE_GROUP] = [4, 5] as const;
const AROUND = 2 ** (5 * TIME);

export const minuteOf = (at: Ms): Ms => Math.floor(at / MINUTE) * MINUTE;

const sealOf = (
  digest: Digest,
  lane: string,
  slot: number,
  { number, decisionType, amount, asker, askedAt }: PhoneAsk,
): readonly number[] =>
  digitsOfHash(digest(JSON.stringify(['stafette telephone challenge 1', lane, slot, number, decisionType, amount, asker, askedAt])), SEAL);

/** Bound to the workstation (by its slot), the minute, the case, the decision, the amount and whoever asks: "0A1C-7K2M-9RTC". */
export const challengeOf = (digest: Digest, lane: string, slot: number, ask: PhoneAsk): string =>
  spell(
    [...digitsOfNumber(slot, SLOT), ...digitsOfNumber(ask.askedAt / MINUTE, TIME), ...sealOf(digest, lane, slot, ask)],
    CHALLENGE_GROUP,
  );

export type Challenge = {
  /** As it is written everywhere. */
  readonly challenge: string;
  readonly slot: number;
  readonly askedAt: Ms;
};

type Misspelt = Refusal<'code-length' | 'code-letter' | 'code-check'>;

/** The minute of a challenge is the one nearest to now; refusals: `code-length`, `code-letter`, `code-check`. */
export const readChallenge = (typed: string, now: Ms): Result<Challenge, Misspelt> => {
  const read = readSpelt(typed, CHALLENGE_LETTERS);
  if (!read.ok) return read;
  const slot = numberOfDigits(read.value.slice(0, SLOT));
  const rest = numberOfDigits(read.value.slice(SLOT, SLOT + TIME));
  const minutes = Math.round((now / MINUTE - rest) / AROUND) * AROUND + rest;
  return ok({ challenge: spell(read.value, CHALLENGE_GROUP), slot, askedAt: minutes * MINUTE });
};

/** Whether this is what was asked: a wrong amount, case, decision or asker is noticed before anybody agrees to it. */
export const isAsked = (digest: Digest, lane: string, { challenge, slot, askedAt }: Challenge, said: Omit<PhoneAsk, 'askedAt'>): boolean =>
  challengeOf(digest, lane, slot, { ...said, askedAt }) === challenge;

/** Refusal: `phone-over` {askedAt}. Clocks may go apart by `PHONE_SLACK`, both ways. */
export const inPhoneTime = (askedAt: Ms, now: Ms): Result<null, Refusal<'phone-over'>> =>
  now < askedAt - PHONE_SLACK || now > askedAt + PHONE_LIFE + PHONE_SLACK ? refuse('phone-over', { askedAt }) : ok(null);

/**
 * The secret a workstation shares with its hub for one principal: `keyHash` is what the hub keeps of the workstation's key, and what the
 * workstation can derive from it. No other desk ever has it.
 */
export const phoneSecret = (hmac: Hmac, keyHash: string, lane: string): string => hmac(keyHash, `stafette telephone 1\n${lane}`);

/** What is hashed of a workstation's key before anybody keeps it. */
export const deviceKeyText = (key: string): string => `stafette device key\n${key}`;

/** 45 bits over everything that is agreed to, and who agrees: "7K2M9-0QXA3". */
export const codeOf = (
  hmac: Hmac,
  secret: string,
  { lane, device, challenge, lead, ...ask }: PhoneCall & { readonly lane: string; readonly lead: string },
): string => {
  const { number, decisionType, amount, asker, askedAt } = ask;
  const text = JSON.stringify(['stafette telephone code 1', lane, device, challenge, number, decisionType, amount, asker, askedAt, lead]);
  return spell(digitsOfHash(hmac(secret, text), CODE), CODE_GROUP);
};

/** The code as it is written everywhere. Refusals: `code-length`, `code-letter`, `code-check`. */
export const readCode = (typed: string): Result<string, Misspelt> => {
  const read = readSpelt(typed, CODE_LETTERS);
  return read.ok ? ok(spell(read.value, CODE_GROUP)) : read;
};

/** The name of the record of one call in its lane, beside the cases. */
export const phoneFileId = (lane: string, challenge: string): string => `phone:${lane}:${challenge}`;
export const isPhoneFileId = (caseId: string): boolean => caseId.startsWith('phone:');
