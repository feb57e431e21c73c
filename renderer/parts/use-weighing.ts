// Weighs the decision being typed: asks the desk, keeps the newest answer, and grants it or asks for approval with one key.
import { useEffect, useEffectEvent, useMemo, useRef } from 'react';
import type { CallInput } from '../../shared/api.ts';
import type { Refusal } from '../../shared/kernel/result.ts';
import type { StandingView } from '../../shared/views/budget-shapes.ts';
import type { AuthorityView } from '../../shared/views/shapes.ts';
import { useAsked } from '../state/asked.ts';
import { useLive } from '../state/live.ts';
import { dropRefusals, showToast } from '../state/toasts.ts';
import { announce } from './announce.tsx';
import { saySentence } from './say.ts';
import { askedWords } from './asked-words.ts';
import { missingTerm, useDecisionDraft, weighedOf, wishOf, type DecisionDraft, type DecisionSpec } from './decision-draft.ts';
import { amountWords } from './money-words.ts';
import { deskNow } from './now.ts';
import { momentSaid } from './time-words.ts';
import { useBlocked, useCall, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { usePropose } from './use-propose.ts';
import { showFault, useSend } from './use-send.ts';
import { proposedUntil, useAwayKey, useStanding } from './use-standing.ts';

export type Weighing = {
  readonly draft: DecisionDraft;
  readonly change: (next: Partial<DecisionDraft>) => void;
  readonly clear: () => void;
  readonly spec: DecisionSpec | undefined;
  /** What the desk says about the amount typed; null while none above 0 is. */
  readonly answer: AuthorityView | null;
  readonly refusal: Refusal | null;
  /** Firm or only subject to confirmation; null while nothing is typed, and without a hub. */
  readonly standing: StandingView | null;
  /** By when the customer hears of what is only proposed; null where it is not. */
  readonly until: number | null;
  /** What the desk says before anything is typed: how far one may go, and what a formula gives. */
  readonly before: AuthorityView | null;
  /** A term the type asks for and that is not named yet, as a sentence. */
  readonly missing: string | null;
  /** Sentences that say why it cannot be granted, or asked for, now. */
  readonly noGrant: string | null;
  readonly noAsk: string | null;
  /** The same was asked for already and nobody has answered: a sentence. */
  readonly asked: string | null;
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
  const { t, pack, language, say, decision, telling } = desk;
  const { row, approvals } = useCase();
  const send = useSend();
  const [call] = useCall(row.caseId);
  const [draft, change, clear] = useDecisionDraft();
  const queued = useRef<'grant' | 'ask' | null>(null);
  const busy = useRef(false);
  const forbidden = { grant: useBlocked('decide'), ask: useBlocked('ask-approval') };
  const spec = decision(draft.type);
  const amount = weighedOf(draft);
  const ask = (about: number | null): CallInput<'authority.ask'> | null =>
    about === null || spec === undefined ? null : { caseId: row.caseId, wish: wishOf(draft, about), customerWaiting: call !== null };
  const { value: here } = useLive('people.present', {});
  // Asked anew when the case changed, and when somebody came or went: then a request may go elsewhere. So is what the hub's absence changes.
  const away = useAwayKey();
  const again = useMemo(() => ({ row, here, away }), [row, here, away]);
  const typed = useAsked('authority.ask', ask(amount), PAUSE, again);
  const { standing, settled: stands } = useStanding(
    row.caseId,
    amount === null || spec === undefined ? null : wishOf(draft, amount),
    again,
  );
  const until = proposedUntil(standing);
  const propose = usePropose();
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
    if (sent.ok) await sent.landed;
    busy.current = false;
    if (!sent.ok) return false;
    showToast('done', done);
    clear(draft);
    return true;
  };
  const proposeOnce = async (by: number): Promise<void> => {
    if (amount === null || busy.current) return;
    busy.current = true;
    const customerWaiting = call !== null;
    const sent = await propose({ wish: wishOf(draft, amount), until: by, customerWaiting, recommendation: 'grant', text: undefined });
    busy.current = false;
    if (!sent.ok) return;
    showToast('done', t('standing.done', { moment: momentSaid(by, deskNow(), telling) }));
    clear(draft);
  };
  const what = spec === undefined ? '' : say(spec.label);
  const act = (wanted: 'grant' | 'ask'): void => {
    queued.current = null;
    if (typed.fault !== null) showFault(typed.fault, desk);
    if (answer === null || !typed.fresh) return;
    if (until !== null && answer.reason.verdict !== 'within') {
      if (wanted === 'ask') void proposeOnce(until);
      else announce(`${t('standing.word-proposed')}. ${say(standing?.sentence ?? answer.sentence)}`);
    } else if (wanted === 'ask')
      void once('ask-approval', { customerWaiting: call !== null, recommendation: 'grant' }, {}, t('approval.asked'));
    else if (answer.reason.verdict === 'within') void once('decide', {}, {}, t('decide.done', { what, amount: said }));
    // A key that grants must never turn into a request by itself: it says what would have to be pressed.
    else announce(`${t(`decide.${answer.reason.verdict}`)}. ${say(answer.sentence)}`);
  };
  const settled = (typed.fresh && stands) || typed.fault !== null;
  const press = (wanted: 'grant' | 'ask', blocked: string | null): void => {
    if (blocked !== null) saySentence(blocked);
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
  const same = approvals.find(
    (one) =>
      one.outcome === 'open' && one.decisionType === draft.type && one.amount === amount && one.contract === (draft.contract ?? null),
  );
  const asked = same === undefined ? null : t('decide.askedAlready', { who: askedWords(same.to, desk) });
  const noAsk = forbidden.ask ?? unready ?? asked;
  return {
    draft,
    // What is typed on is another wish: a key pressed for the one before does not count for it.
    change: (next) => {
      queued.current = null;
      // Nor is what was refused about it.
      dropRefusals(row.caseId);
      change(next);
    },
    clear: () => void clear(),
    spec,
    answer,
    refusal: typed.value?.ok === false ? typed.value.refusal : null,
    standing,
    until,
    before: idle.value?.ok === true ? idle.value.value : null,
    missing,
    noGrant,
    noAsk,
    asked,
    mayAsk: forbidden.ask === null,
    grant: () => press('grant', noGrant),
    ask: () => press('ask', noAsk),
    breakGlass: (why) =>
      noGrant === null
        ? once('decide', { breakGlass: true }, { text: why }, t('breakGlass.done', { what, amount: said }))
        : Promise.resolve(false),
  };
};
