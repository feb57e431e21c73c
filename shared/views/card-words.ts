// Gives the cards of a pack their words: labels of its codes, names, and times, dates and money in its zone and currency.
import type { CardWords, CodeList, Language, Words } from '../handover/card-words.ts';
import { moneyText, numberText } from '../policy/number-format.ts';
import type { Pack } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';

const LOCALES: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB' };

// Date formats are dear to make and an inbox asks for many cards of one pack.
const remembered = new WeakMap<Policy, CardWords>();

/** The words of one pack for its cards; a code the pack does not know is told as it stands. */
export const cardWords = (policy: Policy): CardWords => {
  const known = remembered.get(policy) ?? wordsFor(policy);
  remembered.set(policy, known);
  return known;
};

const labelsOf = (pack: Pack): Readonly<Record<CodeList, readonly { readonly id: string; readonly label: Words }[]>> => ({
  reasons: pack.reasons,
  remedies: pack.remedies,
  decisions: pack.decisions,
  identity: pack.identity,
  notSolvable: pack.notSolvable,
  notTold: pack.notTold,
  deescalation: pack.guidance.deescalation,
  teams: pack.teams.map(({ id, name }) => ({ id, label: name })),
  tiers: pack.tiers.map(({ tier, label }) => ({ id: `${tier}`, label })),
});

const TIME = { weekday: 'short', day: 'numeric', month: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
const DATE = { day: 'numeric', month: 'numeric', year: 'numeric' } as const;

const wordsFor = ({ pack, people, decisions }: Policy): CardWords => {
  const formats = new Map<string, Intl.DateTimeFormat>();
  const formatOf = (language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
    const key = `${language} ${JSON.stringify(options)}`;
    const format = formats.get(key) ?? new Intl.DateTimeFormat(LOCALES[language], options);
    formats.set(key, format);
    return format;
  };
  const { zone, currency } = pack.principal;
  const labels = labelsOf(pack);
  return {
    code: (list, id) => labels[list].find((row) => row.id === id)?.label ?? { de: id, en: id },
    sections: pack.handover.sections,
    person: (id) => people.get(id)?.name ?? id,
    time: (at, language) => formatOf(language, { ...TIME, timeZone: zone }).format(at),
    date: (date, language) => {
      const at = Date.parse(`${date}T00:00:00Z`);
      return Number.isNaN(at) ? date : formatOf(language, { ...DATE, timeZone: 'UTC' }).format(at);
    },
    money: (minor, language) => moneyText(minor, currency, language),
    amount: (type, amount, language) =>
      decisions.get(type)?.unit === 'count' ? numberText(amount, language) : moneyText(amount, currency, language),
  };
};
