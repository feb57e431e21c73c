// Writes the two read-outs of a handover: the three facts a receiver reads back, and the card one can say aloud in twenty seconds.
import type { Form } from './form.ts';
import { both, joined, type CardWords, type Language, type Words } from './card-words.ts';

export type { CardWords, Language, Words } from './card-words.ts';

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
  grant: { de: 'Empfehlung: gewähren', en: 'Recommendation: grant' },
  partly: { de: 'Empfehlung: teilweise entgegenkommen', en: 'Recommendation: grant a part' },
  refuse: { de: 'Empfehlung: ablehnen', en: 'Recommendation: refuse' },
};

// What one says in twenty seconds is some 340 characters; what was typed longer is cut part by part, never the order.
const SITUATION = 68;
const STEP = 40;
const PROMISE = 25;
const OPINION = 20;
const REQUEST = 70;

const short = (text: string, limit: number): string => {
  const tidy = text.replace(/\s+/g, ' ').trim();
  if (tidy.length <= limit) return tidy;
  const cut = tidy.slice(0, limit - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > limit / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.–-]+$/, '')}…`;
};

/** Ends a sentence that somebody typed without a full stop. */
const sentence = (text: string): string => (text === '' || /[.!?…]$/.test(text) ? text : `${text}.`);

const NOTHING_PROMISED: Words = { de: 'Dem Kunden wurde nichts zugesagt.', en: 'Nothing was promised to the customer.' };
const PROMISED: Words = { de: 'Zugesagt:', en: 'Promised:' };
const BY: Words = { de: 'bis', en: 'by' };

const promisesWritten = (form: Form, words: CardWords, language: Language): string => {
  const rows = form.promises?.rows ?? [];
  if (rows.length === 0) return NOTHING_PROMISED[language];
  const each = rows.map(
    (row) => `${short(row.what ?? '', 120)} (${BY[language]} ${words.time(row.due, language)}, ${words.person(row.by)})`,
  );
  return sentence(`${PROMISED[language]} ${each.join('; ')}`);
};

const promisesSpoken = (form: Form, words: CardWords, language: Language): string => {
  const [first, ...others] = form.promises?.rows ?? [];
  if (first === undefined) return NOTHING_PROMISED[language];
  const more = others.length === 0 ? '' : language === 'de' ? ` und ${others.length} weitere` : ` and ${others.length} more`;
  return sentence(`${PROMISED[language]} ${short(first.what ?? '', PROMISE)}, ${BY[language]} ${words.time(first.due, language)}${more}`);
};

const situation = (form: Form, limit: number): string => sentence(short(form.summary ?? '', limit));

const tried = (form: Form, language: Language): string => {
  const steps = (form.tried ?? []).map((row) => joined([row.step ?? '', row.result === '' ? '' : `– ${row.result ?? ''}`]));
  return steps.length === 0 ? '' : sentence(`${language === 'de' ? 'Versucht:' : 'Tried:'} ${short(steps.join('; '), STEP)}`);
};

const assessment = (form: Form, language: Language): string => {
  if (form.recommendation === undefined) return '';
  const line = short(form.recommendation.line ?? '', OPINION);
  const verdict = VERDICTS[form.recommendation.verdict][language];
  return sentence(line === '' ? verdict : `${verdict}, ${line}`);
};

const request = (form: Form, language: Language, limit: number): string => {
  const question = short(form.question ?? '', limit);
  return question === '' ? '' : sentence(`${language === 'de' ? 'Meine Frage:' : 'My question:'} ${question}`);
};

const wish = (form: Form, words: CardWords, language: Language): string => {
  if (form.wish === undefined) return '';
  const text = short(form.wish.text ?? '', 240);
  const remedy = words.code('remedies', form.wish.remedy)[language];
  const opening = language === 'de' ? 'Der Kunde möchte:' : 'The customer wants:';
  return sentence(text === '' ? `${opening} ${remedy}` : `${opening} ${remedy}, ${text}`);
};

/** Three facts made from fields 4, 5 and 7, 10 and 11, to be ticked at the accept. Source: domain.md §3, field 24. */
export const factsOf = (form: Form, words: CardWords): readonly Fact[] => [
  { id: 'situation', text: both(() => situation(form, 240)) },
  { id: 'request', text: both((language) => joined([wish(form, words, language), request(form, language, 240)])) },
  { id: 'promise', text: both((language) => joined([promisesWritten(form, words, language), nextStep(form, language)])) },
];

const nextStep = (form: Form, language: Language): string => {
  if (form.nextStep === undefined) return '';
  if (!form.nextStep.told)
    return language === 'de' ? 'Der nächste Schritt wurde dem Kunden nicht genannt.' : 'The customer has not been told the next step.';
  return sentence(`${language === 'de' ? 'Dem Kunden gesagt:' : 'The customer was told:'} ${short(form.nextStep.text ?? '', 160)}`);
};

/** The spoken card for a warm transfer: situation 4+15, background 6+10, assessment 9, request 7. Source: domain.md §3. */
export const spokenCard = (form: Form, words: CardWords): Words =>
  both((language) =>
    joined([
      situation(form, SITUATION),
      form.mood === undefined ? '' : MOODS[form.mood.level][language],
      tried(form, language),
      promisesSpoken(form, words, language),
      assessment(form, language),
      request(form, language, REQUEST),
    ]),
  );
