// Knows how a refused step is taken up again: which part of the screen it belongs to, and what its author had typed there.
import type { Json } from '../../shared/kernel/result.ts';
import type { SealedForm } from '../../shared/handover/form.ts';
import { unsealForm } from '../../shared/handover/seal.ts';
import type { RefusedRow } from '../../shared/views/shapes.ts';
import type { Panel } from '../state/view.ts';
import type { KeyId } from './keys.ts';
import { draftKey } from './use-case.ts';

type Fields = { readonly [name: string]: Json | undefined };
type Drafts = { readonly [key: string]: Json };
/** `drafts`: what is put back where it was typed; `key`: what then gets the focus. */
export type Retry = { readonly panel: Panel; readonly drafts: Drafts; readonly key: KeyId | null };

const fieldsOf = (value: Json): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {});
const pick = (from: Fields, names: readonly string[]): { readonly [name: string]: Json } =>
  Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const formOf = (data: Fields, body: Fields): Json => {
  const sealed = data['form'];
  return sealed === undefined || sealed === null ? {} : (unsealForm(sealed as unknown as SealedForm, body['form'] ?? null) as Json);
};

/** What the words of a wish are called in its draft: the same as in its command. */
const WISH = ['amount', 'reason', 'evidence', 'terms', 'contract', 'otherAccount', 'toldAt'];
const wishDraft = (data: Fields): Json => ({ type: text(data['decisionType']), ...pick(data, WISH) });

type Taker = (caseId: string, data: Fields, body: Fields) => Retry;

const TAKERS: Readonly<Record<string, Taker>> = {
  'open-case': (_caseId, data, body) => ({
    panel: 'new-case',
    drafts: {
      'new-case': {
        search: '',
        customer: data['customer'] ?? null,
        form: { ...pick(data, ['category', 'channel', 'urgency', 'impact']), title: text(body['title']), text: text(body['text']) },
      },
    },
    key: null,
  }),
  'add-note': (caseId, _data, body) => ({ panel: 'case', drafts: { [draftKey('note', caseId)]: text(body['text']) }, key: 'note' }),
  decide: (caseId, data) => ({ panel: 'case', drafts: { [draftKey('decision', caseId)]: wishDraft(data) }, key: 'decide' }),
  'ask-approval': (caseId, data, body) => ({
    panel: 'approval',
    drafts: {
      [draftKey('decision', caseId)]: wishDraft(data),
      [draftKey('approval', caseId)]: { verdict: text(data['recommendation']) || 'grant', text: text(body['text']) },
    },
    key: null,
  }),
  escalate: (caseId, data, body) => ({ panel: 'handover', drafts: { [draftKey('handover', caseId)]: formOf(data, body) }, key: null }),
  'offer-handover': (caseId, data, body) => ({
    panel: 'lateral',
    drafts: {
      [draftKey('handover', caseId)]: formOf(data, body),
      [draftKey('way', caseId)]: { to: data['to'] ?? null, again: null },
    },
    key: null,
  }),
  'ask-consult': (caseId, data, body) => ({
    panel: 'consult',
    drafts: {
      [draftKey('consult', caseId)]: { to: data['to'] ?? null, text: text(body['text']), live: data['customerWaiting'] ?? null },
    },
    key: null,
  }),
  'answer-escalation': (caseId, data, body) => ({
    panel: 'case',
    drafts: {
      [draftKey('answer', caseId)]: { outcome: data['outcome'] ?? null, text: text(body['text']), who: text(body['who']) },
    },
    key: null,
  }),
  'make-promise': (caseId, data, body) => ({
    panel: 'case',
    drafts: {
      [draftKey('promise', caseId)]: {
        ...pick(data, ['due', 'callback']),
        ...pick(fieldsOf(data['window'] ?? null), ['from', 'until']),
        ...pick(body, ['what', 'who', 'phone']),
      },
    },
    key: 'promise',
  }),
  resolve: (caseId, data, body) => ({
    panel: 'finish',
    drafts: { [draftKey('finish', caseId)]: { ...pick(data, ['result']), text: text(body['text']) } },
    key: null,
  }),
  close: (caseId, data, body) => ({
    panel: 'finish',
    drafts: {
      [draftKey('finish', caseId)]: {
        ...pick(data, ['result', 'informedAt', 'deviated', 'avoidable']),
        cause: text(data['cause']),
        text: text(body['text']),
      },
    },
    key: null,
  }),
  'check-out': (caseId, data, body) => ({
    panel: 'check-out',
    drafts: { [draftKey('check-out', caseId)]: { ...pick(data, ['until']), place: text(body['place']) } },
    key: null,
  }),
};

/** Null where nothing was typed: the case itself shows what can be done now. */
export const retryOf = ({ type, caseId, data, body }: RefusedRow): Retry | null =>
  Object.hasOwn(TAKERS, type) ? TAKERS[type]!(caseId, fieldsOf(data), fieldsOf(body)) : null;

/** What somebody typed there meanwhile stays: words are put behind it, of a form every field that is filled counts. */
export const joinDrafts = (refused: Json, typed: Json): Json => {
  if (typed === null) return refused;
  if (typeof typed === 'string' && typeof refused === 'string') return typed.includes(refused) ? typed : `${typed}\n${refused}`;
  const [before, now] = [fieldsOf(refused), fieldsOf(typed)];
  return Object.keys(now).length === 0 ? typed : ({ ...before, ...now } as Json);
};
