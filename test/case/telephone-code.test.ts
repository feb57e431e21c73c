// The two codes of an approval by telephone: what a slip of the tongue or the finger does, what they are bound to, how hard they are to guess.
import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digitsOfNumber, numberOfDigits, readSpelt, spell } from '../../shared/kernel/spoken-code.ts';
import { MINUTE } from '../../shared/kernel/time.ts';
import {
  challengeOf,
  codeOf,
  inPhoneTime,
  isAsked,
  PHONE_LIFE,
  PHONE_SLACK,
  phoneSecret,
  readChallenge,
  readCode,
  type PhoneAsk,
} from '../../shared/case/telephone-code.ts';
import { NOON } from '../given.ts';
import { fc } from '../seeded.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('hex');
const LANE = 'nordlicht';
const ASK: PhoneAsk = { number: 'NT-0A00-4K7', decisionType: 'goodwill-credit', amount: 4000, asker: 'lena', askedAt: NOON };
const SLOT = 7;
const CHALLENGE = challengeOf(digest, LANE, SLOT, ASK);
const secret = phoneSecret(hmac, 'a'.repeat(64), LANE);
const code = (changes: Partial<Parameters<typeof codeOf>[2]> = {}, key = secret): string =>
  codeOf(hmac, key, { ...ASK, lane: LANE, device: 'desk-7', challenge: CHALLENGE, lead: 'murat', ...changes });

const codeWord = (refused: { readonly ok: boolean } & object): unknown =>
  'refusal' in refused ? (refused.refusal as { code: string }).code : 'ok';
const digits = fc.array(fc.integer({ min: 0, max: 31 }), { minLength: 9, maxLength: 11 });

describe('a code that is spoken', () => {
  it('[TP1] is read back however it was typed, and has no letter that can be misread', () => {
    fc.assert(
      fc.property(digits, (row) => {
        const text = spell(row, 4);
        expect(text).toMatch(/^[0-9A-HJKMNP-TV-Z-]+$/);
        for (const typed of [
          text,
          text.toLowerCase(),
          text.replaceAll('-', ' '),
          text.replaceAll('0', 'o').replaceAll('1', 'l'),
          ` ${text}.`,
        ])
          expect(readSpelt(typed, row.length + 1)).toEqual({ ok: true, value: row });
      }),
    );
    for (const n of [0, 1, 31, 32, 1_023, 32_767]) expect(numberOfDigits(digitsOfNumber(n, 3))).toBe(n);
  });
  it('[TP1] shows every single wrong letter and every two that are swapped', () => {
    fc.assert(
      fc.property(digits, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 31 }), (row, at, other, by) => {
        const letters = [...spell(row, 99)];
        const all = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
        const place = at % letters.length;
        const wrong = letters.with(place, all[(all.indexOf(letters[place]!) + by) % 32]!).join('');
        expect(codeWord(readSpelt(wrong, letters.length))).toBe('code-check');
        const second = other % letters.length;
        const swapped = letters.with(place, letters[second]!).with(second, letters[place]!).join('');
        expect(codeWord(readSpelt(swapped, letters.length))).toBe(letters[place] === letters[second] ? 'ok' : 'code-check');
      }),
    );
    expect(codeWord(readSpelt('ABC', 10))).toBe('code-length');
    expect(readSpelt('ABCU', 4)).toMatchObject({ refusal: { code: 'code-letter', data: { letter: 'U' } } });
  });
});

describe('a challenge', () => {
  it('[TP2] names its workstation and minute, and fits nothing but what was asked', () => {
    expect(CHALLENGE).toMatch(/^\w{4}-\w{4}-\w{4}$/);
    for (const later of [-9 * MINUTE, 0, 29 * MINUTE, 7 * 24 * 60 * MINUTE]) {
      const read = readChallenge(CHALLENGE.toLowerCase(), NOON + later);
      expect(read).toEqual({ ok: true, value: { challenge: CHALLENGE, slot: SLOT, askedAt: NOON } });
    }
    const read = readChallenge(CHALLENGE, NOON);
    if (!read.ok) throw new Error('unread');
    expect(isAsked(digest, LANE, read.value, ASK)).toBe(true);
    const others = [{ amount: 4001 }, { amount: 400 }, { number: 'NT-0A00-5K9' }, { decisionType: 'fee-waiver' }, { asker: 'tim' }];
    for (const other of others) expect(isAsked(digest, LANE, read.value, { ...ASK, ...other }), `${JSON.stringify(other)}`).toBe(false);
    expect(isAsked(digest, 'seeblick', read.value, ASK)).toBe(false);
    expect(isAsked(digest, LANE, { ...read.value, slot: 8 }, ASK)).toBe(false);
    expect(isAsked(digest, LANE, { ...read.value, askedAt: NOON + MINUTE }, ASK)).toBe(false);
  });
  it('[TP2] ends after half an hour, with ten minutes for clocks that go apart', () => {
    for (const ok of [-PHONE_SLACK, 0, PHONE_LIFE, PHONE_LIFE + PHONE_SLACK]) expect(inPhoneTime(NOON, NOON + ok).ok).toBe(true);
    for (const over of [-PHONE_SLACK - 1, PHONE_LIFE + PHONE_SLACK + 1])
      expect(inPhoneTime(NOON, NOON + over)).toMatchObject({ refusal: { code: 'phone-over', data: { askedAt: NOON } } });
  });
});

describe('the answer', () => {
  it('[TP3] is another one for another case, amount, decision, asker, lead, workstation, principal, minute and challenge', () => {
    const all = [
      code(),
      code({ amount: 4001 }),
      code({ number: 'NT-0A00-5K9' }),
      code({ decisionType: 'fee-waiver' }),
      code({ asker: 'tim' }),
      code({ lead: 'carla' }),
      code({ device: 'desk-8' }),
      code({ lane: 'seeblick' }),
      code({ askedAt: NOON + MINUTE }),
      code({ challenge: challengeOf(digest, LANE, SLOT, { ...ASK, askedAt: NOON + MINUTE }) }),
      code({}, phoneSecret(hmac, 'b'.repeat(64), LANE)),
      code({}, phoneSecret(hmac, 'a'.repeat(64), 'seeblick')),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(code()).toBe(code());
    expect(readCode(code().toLowerCase().replace('-', ' '))).toEqual({ ok: true, value: code() });
  });
  it('[TP3] carries 45 bits of the code of authentication and nothing else', () => {
    const seen = new Set(Array.from({ length: 4_000 }, (_none, amount) => code({ amount: amount + 1 })));
    expect(seen.size).toBe(4_000);
    expect(code()).toMatch(/^\w{5}-\w{5}$/);
    // Each of the nine letters before the check letter takes every value.
    for (const place of [0, 1, 2, 3, 4, 6, 7, 8, 9]) {
      const values = new Set([...seen].map((text) => text[place]));
      expect(values.size, `letter ${place}`).toBe(32);
    }
  });
});
