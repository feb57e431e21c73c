// Knows what of guidance happens on the first day: steps tried, sentences said, moods, identities, a gap in an article; per principal.
import type { DemoScene } from './demo-script.ts';
import type { DemoLanguage } from './demo-texts.ts';

type Guidance = {
  readonly identity: string;
  /** Tried in a case about money, and in one about a fault, each with what came of it. */
  readonly money: readonly (readonly [step: string, result: string])[];
  readonly fault: readonly (readonly [step: string, result: string])[];
  readonly said: readonly string[];
  readonly gap: { readonly article: string; readonly category: string } & Readonly<Record<DemoLanguage, string>>;
};

const GUIDANCE: Readonly<Record<string, Guidance>> = {
  nordlicht: {
    identity: 'password',
    money: [
      ['compare-bills', 'helped'],
      ['check-credits', 'no-effect'],
    ],
    fault: [
      ['area-outage', 'no-effect'],
      ['restart-router', 'no-effect'],
      ['line-test', 'not-possible'],
    ],
    said: ['let-finish', 'apologise', 'summarise'],
    gap: {
      article: 'goodwill-rules',
      category: 'billing',
      de: 'Es fehlt, was gilt, wenn eine zugesagte Gutschrift nicht gebucht wurde: Entscheidung wiederholen oder als eigener Fehler?',
      en: 'It does not say what holds when a promised credit was never booked: decide again, or our own error?',
    },
  },
  seeblick: {
    identity: 'booking-code',
    money: [['bill-items', 'no-effect']],
    fault: [
      ['house-called', 'no-effect'],
      ['free-rooms', 'not-possible'],
    ],
    said: ['let-finish', 'apologise'],
    gap: {
      article: 'hotel-bill',
      category: 'bill',
      de: 'Es fehlt, wie ein zugesagter Nachlass nachträglich auf die Rechnung kommt.',
      en: 'It does not say how a promised reduction gets onto the bill afterwards.',
    },
  },
};

export type GuidanceScenes = {
  readonly identity: (ago: number, by: string) => DemoScene;
  readonly mood: (ago: number, by: string, level: 'calm' | 'upset' | 'escalated') => DemoScene;
  /** One a minute from then on. */
  readonly tried: (ago: number, by: string, what: 'money' | 'fault') => readonly DemoScene[];
  readonly said: (ago: number, by: string) => readonly DemoScene[];
  readonly gap: (ago: number, by: string) => DemoScene;
};

/** Null for a principal without a script of its own. */
export const guidanceScenes = (lane: string, language: DemoLanguage): GuidanceScenes | null => {
  const told = GUIDANCE[lane];
  if (told === undefined) return null;
  const log = (ago: number, by: string, kind: 'step' | 'deescalation', id: string, result: string): DemoScene => ({
    ago,
    by,
    type: 'log-guidance',
    data: { kind, id, result },
  });
  return {
    identity: (ago, by) => ({ ago, by, type: 'check-identity', data: { method: told.identity, call: null } }),
    mood: (ago, by, level) => ({ ago, by, type: 'note-mood', data: { level } }),
    tried: (ago, by, what) => told[what].map(([id, result], place) => log(ago - place, by, 'step', id, result)),
    said: (ago, by) => told.said.map((id, place) => log(ago - place, by, 'deescalation', id, 'used')),
    gap: (ago, by) => ({
      ago,
      by,
      type: 'report-gap',
      data: { article: told.gap.article, category: told.gap.category },
      body: { text: told.gap[language] },
    }),
  };
};
