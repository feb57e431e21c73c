// Weighs the decision being typed: asks the desk, keeps the newest answer, and grants it or asks for approval with one key.
import { useEffect, useEffectEvent, useMemo, useRef } from 'react';
import type { CallInput } from '../../shared/api.ts';
import type { Refusal } from '../../shared/kernel/result.ts';
import type { AuthorityView } from '../../shared/views/shapes.ts';
import { useAsked } from '../state/asked.ts';
import { useLive } from '../state/live.ts';
import { showToast } from '../state/toasts.ts';
import { announce } from './announce.tsx';
import { missingTerm, useDecisionDraft, wishOf, type DecisionDraft, type DecisionSpec } from './decision-draft.ts';
import { amountWords } from './money-words.ts';
import { useBlocked, useCall, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { showFault, useSend } from './use-send.ts';

export type Weighing = {
  readonly draft: DecisionDraft;
  readonly change: (next: Partial<DecisionDraft>) => void;
  readonly clear: () => void;
  readonly spec: DecisionSpec | undefined;
  /** What the desk says about the amount typed; null while none is. */
  readonly answer: AuthorityView | null;
  readonly refusal: Refusal | null;
  /** What the desk says before anything is typed: how far one may go, and what a formula gives. */
  readonly before: AuthorityView | null;
  /** A term the type asks for and that is not named yet, as a sentence. */
  readonly missing: string | null;
  /** Sentences that say why it cannot be granted, or asked for, now. */
  readonly noGrant: string | null;
  readonly noAsk: string | null;
  readonly mayAsk: boolean;
  /** A key pressed before the answer is there counts as soon as it is. */
  readonly grant: () => void;
  readonly ask: () => void;
  readonly breakGlass: (why: string) => Promise<boolean>;
};

/** Typing waits so long before it asks: a burst of keys is one question. */
const PAUSE = 60;

export const useWeighing = (): Weighing => {
  const desk = useDesk();
  const { t, pack, language, say, decision } = desk;
  const { row } = useCase();
  const send = useSend();
  const [call] = useCall(row.caseId);
  const [draft, change, clear] = useDecisionDraft();
  const queued = useRef<'grant' | 'ask' | null>(null);
  const busy = useRef(false);
  const forbidden = { grant: useBlocked('decide'), ask: useBlocked('ask-approval') };
  const spec = decision(draft.type);
  const { amount } = draft;
  const ask = (about: number | null): CallInput<'authority.ask'> | null =>
    about === null || spec === undefined ? null : { caseId: row.caseId, wish: wishOf(draft, about), customerWaiting: call !== null };
  const { value: here } = useLive('people.present', {});
  // Asked anew when the case changed, and when somebody came or went: then a request may go elsewhere.
  const again = useMemo(() => ({ row, here }), [row, here]);
  const typed = useAsked('authority.ask', ask(amount), PAUSE, again);
  const idle = useAsked('authority.ask', amount === null ? ask(0) : null, PAUSE, again);
  const answer = typed.value?.ok === true ? typed.value.value : null;
  const term = missingTerm(spec, draft);
  const missing = term === null ? null : t('decide.needsTerm', { term: t(`terms.${term}`) });
  const unready = amount === null ? t('approval.needsAmount') : missing;
  const said = amount === null || spec === undefined ? '' : amountWords(amount, spec.unit, pack.currency, language);

  /** A second press while the first is on its way is the same press. */
  const once = async (verb: 'decide' | 'ask-approval', extra: object, words: object, done: string): Promise<boolean> => {
    if (amount === null || busy.current) return false;
    busy.current = true;
    const sent = await send(verb, row.caseId, { ...wishOf(draft, amount), ...extra }, words);
    busy.current = false;
    if (!sent.ok) return false;
    showToast('done', done);
    clear();
    return true;
  };
  const what = spec === undefined ? '' : say(spec.label);
  const act = (wanted: 'grant' | 'ask'): void => {
    queued.current = null;
    if (typed.fault !== null) showFault(typed.fault, desk);
    if (answer === null || !typed.fresh) return;
    if (wanted === 'ask') void once('ask-approval', { customerWaiting: call !== null, recommendation: 'grant' }, {}, t('approval.asked'));
    else if (answer.reason.verdict === 'within') void once('decide', {}, {}, t('decide.done', { what, amount: said }));
    // A key that grants must never turn into a request by itself: it says what would have to be pressed.
    else announce(`${t(`decide.${answer.reason.verdict}`)}. ${say(answer.sentence)}`);
  };
  const settled = typed.fresh || typed.fault !== null;
  const press = (wanted: 'grant' | 'ask', blocked: string | null): void => {
    if (blocked !== null) announce(blocked);
    else if (settled) act(wanted);
    else queued.current = wanted;
  };
  const settle = useEffectEvent(() => {
    if (queued.current !== null) act(queued.current);
  });
  useEffect(() => {
    if (settled) settle();
  }, [settled]);

  const noGrant = forbidden.grant ?? unready;
  const noAsk = forbidden.ask ?? unready;
  return {
    draft,
    // What is typed on is another wish: a key pressed for the one before does not count for it.
    change: (next) => {
      queued.current = null;
      change(next);
    },
    clear,
    spec,
    answer,
    refusal: typed.value?.ok === false ? typed.value.refusal : null,
    before: idle.value?.ok === true ? idle.value.value : null,
    missing,
    noGrant,
    noAsk,
    mayAsk: forbidden.ask === null,
    grant: () => press('grant', noGrant),
    ask: () => press('ask', noAsk),
    breakGlass: (why) =>
      noGrant === null
        ? once('decide', { breakGlass: true }, { text: why }, t('breakGlass.done', { what, amount: said }))
        : Promise.resolve(false),
  };
};
