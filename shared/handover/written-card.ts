// Writes the whole handover as plain text to print, copy or mail: section by section, every filled field in words, German and English.
import { both, joined, type CardWords, type Language, type Words } from './card-words.ts';
import { ownValue } from './completeness.ts';
import type { FieldSpec } from './field-schema.ts';
import { isStandardField } from './fields.ts';
import type { Form } from './form.ts';
import { isEmptyValue } from './own-values.ts';
import { ownText } from './own-words.ts';

const KINDS = { functional: { de: 'fachlich', en: 'functional' }, hierarchical: { de: 'hierarchisch', en: 'hierarchical' } };
const LEVELS = { high: { de: 'hoch', en: 'high' }, medium: { de: 'mittel', en: 'medium' }, low: { de: 'niedrig', en: 'low' } };
const CHANNELS = {
  phone: { de: 'Telefon', en: 'phone' },
  mail: { de: 'E-Mail', en: 'e-mail' },
  chat: { de: 'Chat', en: 'chat' },
  post: { de: 'Brief', en: 'letter' },
  visit: { de: 'Besuch', en: 'visit' },
};
const MOODS = {
  calm: { de: 'ruhig', en: 'calm' },
  upset: { de: 'verärgert', en: 'upset' },
  escalated: { de: 'aufgebracht', en: 'very angry' },
};
const VERDICTS = {
  grant: { de: 'gewähren', en: 'grant' },
  partly: { de: 'teilweise entgegenkommen', en: 'grant a part' },
  refuse: { de: 'ablehnen', en: 'refuse' },
};
const MARKERS = {
  safety: { de: 'Sicherheit', en: 'safety' },
  law: { de: 'Recht', en: 'law' },
  press: { de: 'Presse', en: 'press' },
  authority: { de: 'Behörde', en: 'authority' },
};
const DEMANDED: Words = { de: 'vom Kunden verlangt', en: 'demanded by the customer' };
const URGENCY: Words = { de: 'Dringlichkeit', en: 'urgency' };
const IMPACT: Words = { de: 'Auswirkung', en: 'impact' };
const OWN: Words = { de: 'eigene Befugnis', en: 'own authority' };
const ANY: Words = { de: 'ohne Grenze', en: 'without limit' };
const NOTHING_PROMISED: Words = { de: 'nichts zugesagt', en: 'nothing promised' };
const BY: Words = { de: 'bis', en: 'by' };
const TOLD: Words = { de: 'so gesagt', en: 'told in these words' };
const NOT_TOLD: Words = { de: 'dem Kunden nicht gesagt', en: 'not told to the customer' };
const IF: Words = { de: 'falls', en: 'if' };
const THEN: Words = { de: 'dann', en: 'then' };
const GOODWILL: Words = { de: 'Kulanz in 12 Monaten', en: 'goodwill in 12 months' };
const CONTACTS: Words = { de: 'Kontakte', en: 'contacts' };
const NONE: Words = { de: 'nichts davon', en: 'none of these' };
const NO: Words = { de: 'nein', en: 'no' };
const COMPLAINT: Words = { de: 'ja, eingegangen am', en: 'yes, received on' };

type Writer = (form: Form, words: CardWords, language: Language) => readonly string[];

const one = (...parts: readonly string[]): readonly string[] => [joined(parts, ', ')];

/** One writer per standard field that a sender fills; no line = not filled. Missing words (withheld) leave the rest readable. */
const WRITERS: Readonly<Record<string, Writer>> = {
  kind: ({ kind }, _words, language) => (kind === undefined ? [] : one(KINDS[kind][language])),
  reason: ({ reason }, words, language) =>
    reason === undefined ? [] : one(words.code('reasons', reason.code)[language], reason.demanded ? DEMANDED[language] : ''),
  priority: ({ priority }, _words, language) =>
    priority === undefined
      ? []
      : one(`${URGENCY[language]} ${LEVELS[priority.urgency][language]}`, `${IMPACT[language]} ${LEVELS[priority.impact][language]}`),
  summary: ({ summary = '' }) => one(summary.trim()),
  wish: ({ wish }, words, language) =>
    wish === undefined ? [] : [joined([words.code('remedies', wish.remedy)[language], wish.text ?? ''], ' – ')],
  tried: ({ tried = [] }, words) =>
    tried.map(({ step, result, who }) =>
      joined([joined([step ?? '', result ?? ''], ' – '), who === undefined ? '' : `(${words.person(who)})`]),
    ),
  question: ({ question = '' }) => one(question.trim()),
  decision: ({ decision }, words, language) => {
    if (decision === undefined) return [];
    const { type, amount, own } = decision;
    const limit = own === null ? ANY[language] : words.amount(type, own, language);
    return one(joined([words.code('decisions', type)[language], words.amount(type, amount, language)]), `${OWN[language]} ${limit}`);
  },
  recommendation: ({ recommendation }, _words, language) =>
    recommendation === undefined ? [] : one(VERDICTS[recommendation.verdict][language], recommendation.line ?? ''),
  promises: ({ promises }, words, language) => {
    if (promises === undefined) return [];
    if (promises.rows.length === 0) return one(NOTHING_PROMISED[language]);
    return promises.rows.map(({ what, due, by }) => `${what ?? ''} (${BY[language]} ${words.time(due, language)}, ${words.person(by)})`);
  },
  nextStep: ({ nextStep }, words, language) => {
    if (nextStep === undefined) return [];
    if (nextStep.told) return [`${nextStep.text ?? ''} (${TOLD[language]})`];
    const why = nextStep.notTold === null ? '' : words.code('notTold', nextStep.notTold)[language];
    return one(nextStep.text ?? '', joined([NOT_TOLD[language], why], ': '));
  },
  deadline: ({ deadline }, words, language) => (deadline === undefined ? [] : one(words.time(deadline, language))),
  callback: ({ callback }, _words, language) =>
    callback === undefined
      ? []
      : one(callback.who ?? '', joined([CHANNELS[callback.channel][language], callback.number ?? '']), callback.window ?? ''),
  fallback: ({ fallback = [] }, _words, language) =>
    fallback.map((row) => `${IF[language]} ${row.if ?? ''}, ${THEN[language]} ${row.then ?? ''}`),
  mood: ({ mood }, _words, language) => {
    if (mood === undefined) return [];
    const quote = (mood.quote ?? '').trim();
    const quoted = language === 'de' ? `„${quote}“` : `“${quote}”`;
    return one(MOODS[mood.level][language], quote === '' ? '' : quoted);
  },
  deescalation: ({ deescalation = [] }, words, language) => deescalation.map((step) => words.code('deescalation', step)[language]),
  identity: ({ identity }, words, language) =>
    identity === undefined ? [] : one(words.code('identity', identity.method)[language], identity.contract ?? ''),
  history: ({ history }, words, language) =>
    history === undefined
      ? []
      : one(`${history.contacts} ${CONTACTS[language]}`, `${GOODWILL[language]} ${words.money(history.goodwill, language)}`),
  callRef: ({ callRef }) => (callRef === undefined ? [] : one(callRef.call ?? '', ...(callRef.links ?? []))),
  markers: ({ markers }, _words, language) =>
    markers === undefined ? [] : markers.length === 0 ? one(NONE[language]) : one(...markers.map((marker) => MARKERS[marker][language])),
  complaint: ({ complaint }, words, language) =>
    complaint === undefined
      ? []
      : complaint.is
        ? one(joined([COMPLAINT[language], complaint.receivedOn === null ? '?' : words.date(complaint.receivedOn, language)]))
        : one(NO[language]),
  target: ({ target }, words, language) =>
    target === undefined
      ? []
      : one(
          words.code('teams', target.team)[language],
          words.code('tiers', `${target.tier}`)[language],
          target.person === null ? '' : words.person(target.person),
        ),
  notSolvable: ({ notSolvable }, words, language) =>
    notSolvable === undefined ? [] : one(words.code('notSolvable', notSolvable)[language]),
};

const linesOf = (spec: FieldSpec, form: Form, words: CardWords, language: Language): readonly string[] => {
  if (isStandardField(spec.id)) return (WRITERS[spec.id]?.(form, words, language) ?? []).filter((line) => line.trim() !== '');
  const value = ownValue(form, spec.id);
  return value === undefined || isEmptyValue(value) ? [] : ownText(spec, value, words, language);
};

const fieldText = (spec: FieldSpec, form: Form, words: CardWords, language: Language): readonly string[] => {
  const lines = linesOf(spec, form, words, language);
  const label = spec.label[language].replace(/[?:]$/, '');
  if (lines.length === 0) return [];
  return lines.length === 1 ? [`${label}: ${lines[0]!}`] : [`${label}:`, ...lines.map((line) => `- ${line}`)];
};

/**
 * The written card: the sections of the pack in order, each with its filled fields, own ones included; a section without one
 * is left out. Plain text, one field a line, rows below it with a dash. Source: domain.md §3 "Two read-outs".
 */
export const writtenCard = (form: Form, fields: readonly FieldSpec[], words: CardWords): Words =>
  both((language) =>
    words.sections
      .map(({ id, label }) => ({
        label: label[language],
        lines: fields.filter(({ section }) => section === id).flatMap((spec) => fieldText(spec, form, words, language)),
      }))
      .filter(({ lines }) => lines.length > 0)
      .map(({ label, lines }) => [label.toLocaleUpperCase(language), ...lines].join('\n'))
      .join('\n\n'),
  );
