// Turns a refusal or a fault into a sentence: fills in names, amounts, times and field words from the codes it carries.
import type { Json, Refusal } from '../../shared/kernel/result.ts';
import type { Fault } from '../api/api.ts';
import { ruleWords } from './cap-words.ts';
import { amountWords } from './money-words.ts';
import { momentSaid } from './time-words.ts';
import type { CodeList } from './pack-words.ts';
import type { Desk } from './use-pack.ts';

const LISTS: Readonly<Record<string, CodeList>> = {
  reason: 'reasons',
  deficiency: 'deficiencies',
  decisionType: 'decisions',
  category: 'categories',
};
const PEOPLE = new Set(['holder', 'sender', 'askedBy', 'person', 'deputy', 'lead', 'by', 'to']);
const TEAMS = new Set(['team']);
const TIERS = new Set(['tier', 'approverTier', 'holderTier']);
const TIMES = new Set(['acceptBy', 'since', 'until', 'latest', 'informedAt', 'due', 'expiresAt', 'toldAt', 'decideBy', 'from', 'at']);
const AMOUNTS = new Set(['amount', 'limit', 'remaining', 'left', 'free']);

const text = (value: Json): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const fieldNames = (value: Json, { field, say }: Desk): string =>
  (Array.isArray(value) ? value : [value])
    .map((id) => {
      const spec = field(text(id as Json));
      return spec === undefined ? text(id as Json) : say(spec.label);
    })
    .join(', ');

const amountOf = (value: Json, data: Refusal['data'], { pack, language, t }: Desk): string => {
  if (typeof value !== 'number') return t('refusal.noLimit');
  const unit = data['unit'] === 'count' ? 'count' : 'money';
  return amountWords(value, unit, typeof data['currency'] === 'string' ? data['currency'] : pack.currency, language);
};

const wordFor = (key: string, value: Json, data: Refusal['data'], desk: Desk, now: number): string => {
  if (key === 'reason' && data['until'] !== undefined) return desk.word('waits', text(value));
  const list = LISTS[key];
  if (list !== undefined) return desk.word(list, text(value));
  if (PEOPLE.has(key)) return value === null ? desk.t('refusal.nobody') : desk.person(text(value));
  // Where a promise is meant, what it lies with already is a person.
  if (TEAMS.has(key)) return desk.team(text(value)) === value ? desk.person(text(value)) : desk.team(text(value));
  if (TIERS.has(key)) return value === null ? desk.t('refusal.nextTier') : desk.tier(text(value));
  if (TIMES.has(key) && typeof value === 'number') return momentSaid(value, now, desk.telling);
  if (AMOUNTS.has(key)) return amountOf(value, data, desk);
  if (key === 'fields') return fieldNames(value, desk);
  if (key === 'role') return desk.t(`role.${text(value)}`);
  if (key === 'verb') return desk.t(`command.${text(value)}`);
  if (key === 'standing') return desk.t(`lease.${text(value)}`);
  if (key === 'phase') return desk.t(`phase.${text(value)}`);
  if (key === 'outcome') return desk.t(`outcome.${text(value)}`);
  if (key === 'rule') return ruleWords({ rule: text(value), detail: null, window: null }, desk);
  return text(value);
};

/** A rule without a figure ("only with a paper") exceeds nothing: the sentence names the rule instead of a limit. */
const boundBy = (code: string, data: Refusal['data']): readonly string[] =>
  data['rule'] !== undefined && typeof data['limit'] !== 'number' ? [`refusal.${code}-bound`] : [];

/** What is not possible, and why, in one sentence; an unknown code of a newer desk still gives a sentence. */
export const refusalWords = ({ code, data }: Refusal, desk: Desk, now: number): string => {
  const words = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, wordFor(key, value, data, desk, now)]));
  return desk.t([...boundBy(code, data), `refusal.${code}`, 'refusal.unknown'], { ...words, code });
};

export const faultWords = ({ code, where }: Fault, t: Desk['t']): string => t([`fault.${code}`, 'fault.broken'], { where });
