// Holds the sentences for what is promised firmly and what only subject to confirmation, German and English, as a customer may hear them.
import { Temporal } from 'temporal-polyfill';
import type { Ms } from '../kernel/time.ts';
import type { Label } from '../policy/pack-schema.ts';
import { moneyText } from '../policy/number-format.ts';

export type Standing = 'committed' | 'proposed' | 'request' | 'never';

const WORDS = {
  committed: { de: 'Das sage ich Ihnen fest zu: {amount}.', en: 'I promise you this firmly: {amount}.' },
  proposed: {
    de: 'Ich halte das für Sie fest: {amount}, vorbehaltlich der Bestätigung bis {until}. Bis dahin melde ich mich in jedem Fall.',
    en: 'I am noting this for you: {amount}, subject to confirmation by {until}. You will hear from me by then either way.',
  },
} as const satisfies Record<string, Label>;

const timeText = (at: Ms, zone: string, language: 'de' | 'en'): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toLocaleString(language === 'de' ? 'de-DE' : 'en-GB', {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: undefined,
    });

type Told = {
  readonly amount: number;
  readonly unit: 'money' | 'count';
  readonly currency: string;
  readonly zone: string;
  readonly until: Ms | null;
};

const inWords = (standing: keyof typeof WORDS, told: Told, language: 'de' | 'en'): string =>
  WORDS[standing][language]
    .replace('{amount}', told.unit === 'money' ? moneyText(told.amount, told.currency, language) : String(told.amount))
    .replace('{until}', told.until === null ? '–' : timeText(told.until, told.zone, language));

/** What to say before the customer hears a number; null where the sentence of the authority says it all. */
export const standingSentence = (standing: Standing, told: Told): Label | null =>
  standing === 'committed' || standing === 'proposed' ? { de: inWords(standing, told, 'de'), en: inWords(standing, told, 'en') } : null;
