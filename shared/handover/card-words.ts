// Knows what a card needs to be told in words: the codes of a pack, its sections, people, times, dates and money.
import type { Ms } from '../kernel/time.ts';

export type Words = { readonly de: string; readonly en: string };
export type Language = keyof Words;

export type CodeList = 'reasons' | 'remedies' | 'decisions' | 'identity' | 'notSolvable' | 'notTold' | 'deescalation' | 'teams' | 'tiers';

/** Handed in, because codes belong to the pack, times to its zone and money to its currency. */
export type CardWords = {
  readonly code: (list: CodeList, id: string) => Words;
  readonly sections: readonly { readonly id: string; readonly label: Words }[];
  readonly person: (id: string) => string;
  readonly time: (at: Ms, language: Language) => string;
  /** An ISO date. */
  readonly date: (date: string, language: Language) => string;
  /** Minor units of the pack's currency. */
  readonly money: (minor: number, language: Language) => string;
  /** Of a decision type: minor units, or a count where it counts. */
  readonly amount: (decisionType: string, amount: number, language: Language) => string;
};

export const both = (write: (language: Language) => string): Words => ({ de: write('de'), en: write('en') });

/** What is there, one after the other. */
export const joined = (parts: readonly string[], between = ' '): string => parts.filter((part) => part !== '').join(between);
