// Writes the two read-outs of a handover: the three facts a receiver reads back, and the card one can say aloud in twenty seconds.
import type { Form } from './form.ts';
import type { Ms } from '../kernel/time.ts';

export type Words = { readonly de: string; readonly en: string };
export type Language = keyof Words;

/** Where the words behind codes come from; handed in, because codes belong to the pack and times to its zone. */
export type CardWords = {
  readonly remedy: (code: string) => Words;
  readonly person: (id: string) => string;
  readonly time: (at: Ms, language: Language) => string;
};

/** The facts a receiver ticks (or replaces by one line of his own) when he accepts. Source: domain.md §3, field 24. */
export const FACT_IDS = ['situation', 'request', 'promise'] as const;
export type FactId = (typeof FACT_IDS)[number];
export type Fact = { readonly id: FactId; readonly text: Words };

const MOODS: Readonly<Record<NonNullable<Form['mood']>['level'], Words>> = {
  calm: { de: 'Der Kunde ist ruhig.', en: 'The customer is calm.' },
  upset: { de: 'Der Kunde ist verärgert.', en: 'The customer is upset.' },
  escalated: { de: 'Der Kunde ist aufgebracht.', en: 'The customer is very angry.' },
};

const VERDICTS: Readonly<Record<NonNullable<Form['recommendation']>['verdict'], Words>> = {
  grant: { de: 'Ich empfehle, es zu gewähren', en: 'I recommend granting it' },
  partly: { de: 'Ich empfehle, teilweise entgegenzukommen', en: 'I recommend granting a part' },
  refuse: { de: 'Ich empfehle, abzulehnen', en: 'I recommend refusing' },
};

// About 15 characters a second: twenty seconds are some 300, divided over the four parts.
const SITUATION = 130;
const STEP = 60;
const PROMISE = 60;
const REQUEST = 110;

const both = (write: (language: Language) => string): Words => ({ de: write('de'), en: write('en') });

const short = (text: string, limit: number): string => {
  const tidy = text.replace(/\s+/g, ' ').trim();
  if (tidy.length <= limit) return tidy;
  const cut = tidy.slice(0, limit - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > limit / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.–-]+$/, '')}…`;
};

/** Ends a sentence that somebody typed without a full stop. */
const sentence = (text: string): string => (text === '' || /[.!?…]$/.test(text) ? text : `${text}.`);

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');

const promiseWords = (form: Form, words: CardWords, language: Language, limit: number): string => {
  const rows = form.promises?.rows ?? [];
  if (rows.length === 0) return language === 'de' ? 'Dem Kunden wurde nichts zugesagt.' : 'Nothing was promised to the customer.';
  const each = rows.map((row) => {
    const what = short(row.what ?? '', limit);
    const by = words.person(row.by);
    const at = words.time(row.due, language);
    return language === 'de' ? `${what} (bis ${at}, ${by})` : `${what} (by ${at}, ${by})`;
  });
  return sentence(`${language === 'de' ? 'Zugesagt:' : 'Promised:'} ${each.join('; ')}`);
};

const situation = (form: Form, limit: number): string => sentence(short(form.summary ?? '', limit));

const mood = (form: Form, language: Language): string => {
  if (form.mood === undefined) return '';
  const quote = short(form.mood.quote ?? '', STEP);
  const opening = MOODS[form.mood.level][language];
  if (quote === '') return opening;
  return language === 'de' ? `${opening.slice(0, -1)}: „${quote}“.` : `${opening.slice(0, -1)}: “${quote}”.`;
};

const tried = (form: Form, language: Language): string => {
  const steps = (form.tried ?? []).slice(0, 3).map((row) => {
    const result = short(row.result ?? '', STEP);
    return result === '' ? short(row.step ?? '', STEP) : `${short(row.step ?? '', STEP)} – ${result}`;
  });
  return steps.length === 0 ? '' : sentence(`${language === 'de' ? 'Versucht:' : 'Tried:'} ${steps.join('; ')}`);
};

const assessment = (form: Form, language: Language): string => {
  if (form.recommendation === undefined) return '';
  const line = short(form.recommendation.line ?? '', STEP);
  const verdict = VERDICTS[form.recommendation.verdict][language];
  return sentence(line === '' ? verdict : `${verdict}: ${line}`);
};

const request = (form: Form, language: Language): string => {
  const question = short(form.question ?? '', REQUEST);
  return question === '' ? '' : sentence(`${language === 'de' ? 'Meine Frage:' : 'My question:'} ${question}`);
};

const wish = (form: Form, words: CardWords, language: Language): string => {
  if (form.wish === undefined) return '';
  const text = short(form.wish.text ?? '', STEP);
  const remedy = words.remedy(form.wish.remedy)[language];
  const opening = language === 'de' ? 'Der Kunde möchte:' : 'The customer wants:';
  return sentence(text === '' ? `${opening} ${remedy}` : `${opening} ${remedy}, ${text}`);
};

/** Three facts made from fields 4, 5 and 7, 10 and 11, to be ticked at the accept. Source: domain.md §3, field 24. */
export const factsOf = (form: Form, words: CardWords): readonly Fact[] => [
  { id: 'situation', text: both(() => situation(form, 240)) },
  { id: 'request', text: both((language) => joined([wish(form, words, language), request(form, language)])) },
  { id: 'promise', text: both((language) => joined([promiseWords(form, words, language, 120), nextStep(form, language)])) },
];

const nextStep = (form: Form, language: Language): string => {
  if (form.nextStep === undefined) return '';
  if (!form.nextStep.told) return language === 'de' ? 'Der nächste Schritt wurde dem Kunden nicht genannt.' : 'The customer has not been told the next step.';
  return sentence(`${language === 'de' ? 'Dem Kunden gesagt:' : 'The customer was told:'} ${short(form.nextStep.text ?? '', 160)}`);
};

/** The spoken card for a warm transfer: situation 4+15, background 6+10, assessment 9, request 7. Source: domain.md §3. */
export const spokenCard = (form: Form, words: CardWords): Words =>
  both((language) =>
    joined([
      situation(form, SITUATION),
      mood(form, language),
      tried(form, language),
      promiseWords(form, words, language, PROMISE),
      assessment(form, language),
      request(form, language),
    ]),
  );
