// Keeps which challenge was made for which request at this workstation, and how often a wrong code was entered for it.
import { z } from 'zod';
import { DAY, MINUTE, type Ms } from './kernel/time.ts';
import type { ApprovalState } from './case/state.ts';
import { challengeOf, minuteOf, PHONE_LIFE, PHONE_SLACK, PHONE_TRIES, type PhoneAsk } from './case/telephone-code.ts';
import type { DeskInside, TelephoneLine } from './desk-parts.ts';

const keptSchema = z.object({ challenge: z.string(), askedAt: z.number(), corrected: z.number(), tries: z.number() });
export type KeptChallenge = Readonly<z.infer<typeof keptSchema>>;
const bookSchema = z.record(z.string(), keptSchema);

/** Of the desk's settings: by request. Tries outlive every challenge that is made anew for it. */
const BOOK = 'telephone';
const KEPT_FOR: Ms = 30 * DAY;

export const triesLeft = ({ tries }: KeptChallenge): number => Math.max(0, PHONE_TRIES - tries);

export interface Challenges {
  find(approval: string): KeptChallenge | null;
  isFresh(kept: KeptChallenge): boolean;
  /** The one that still holds for the request as it stands, else a new one. */
  make(lane: string, approval: ApprovalState, ask: Omit<PhoneAsk, 'askedAt'>): KeptChallenge;
  /** Counts a try, durably, before its answer is known. */
  count(approval: string, kept: KeptChallenge): KeptChallenge;
}

export const createChallenges = ({ store, clock }: Pick<DeskInside, 'store' | 'clock'>, line: TelephoneLine): Challenges => {
  const book = (): Readonly<Record<string, KeptChallenge>> => {
    const kept = store.setting(BOOK);
    return kept === null || kept === '' ? {} : bookSchema.parse(JSON.parse(kept));
  };
  const save = (approval: string, kept: KeptChallenge): KeptChallenge => {
    const young = Object.entries(book()).filter(([, { askedAt }]) => Math.abs(clock() - askedAt) < KEPT_FOR);
    store.transact(() => store.saveSetting(BOOK, JSON.stringify({ ...Object.fromEntries(young), [approval]: kept })));
    return kept;
  };
  const isFresh = ({ askedAt }: KeptChallenge): boolean => clock() <= askedAt + PHONE_LIFE && clock() >= askedAt - PHONE_SLACK;

  return {
    find: (approval) => book()[approval] ?? null,
    isFresh,
    make: (lane, { approval, corrected }, ask) => {
      const all = book();
      const before = all[approval];
      if (before !== undefined && before.corrected === corrected && isFresh(before)) return before;
      const taken = new Set(Object.values(all).map(({ challenge }) => challenge));
      // Two requests alike in one minute: the second one is given the minute before.
      let askedAt = minuteOf(clock());
      while (taken.has(challengeOf(line.digest, lane, line.slot(), { ...ask, askedAt }))) askedAt -= MINUTE;
      const challenge = challengeOf(line.digest, lane, line.slot(), { ...ask, askedAt });
      return save(approval, { challenge, askedAt, corrected, tries: before?.tries ?? 0 });
    },
    count: (approval, kept) => save(approval, { ...kept, tries: kept.tries + 1 }),
  };
};
