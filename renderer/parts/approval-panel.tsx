// Asks the next tier for a decision in words: own recommendation and one line why, while the case stays here.
import { useEffect, useRef } from 'react';
import type { Json } from '../../shared/kernel/result.ts';
import { useDraft } from '../state/drafts.ts';
import { putAway } from '../state/sent-words.ts';
import { showToast } from '../state/toasts.ts';
import { foldPanel } from '../state/view.ts';
import { AmountEntry } from './amount-entry.tsx';
import { Button } from './button.tsx';
import { emptyDraft, missingTerm, useDecisionDraft, weighedOf, wishOf } from './decision-draft.ts';
import { Pick, Select, Text } from './fields/inputs.tsx';
import { focusFirst } from './first-focus.ts';
import { useKey } from './keys.ts';
import { deskNow } from './now.ts';
import { momentSaid } from './time-words.ts';
import { draftKey, useBlocked, useCall, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { usePropose } from './use-propose.ts';
import { useSend } from './use-send.ts';
import { TAKE_BACK_SECONDS, useTakeBack } from './use-take-back.ts';
import { proposedUntil, useAwayKey, useStanding } from './use-standing.ts';
import { LONGEST } from '../../shared/kernel/limits.ts';

const VERDICTS = ['grant', 'partly', 'refuse'] as const;
type Draft = { readonly verdict: string; readonly text: string };
const EMPTY: Draft = { verdict: 'grant', text: '' };
const readDraft = (value: unknown): Draft => (typeof value === 'object' && value !== null ? { ...EMPTY, ...value } : EMPTY);

/** Whether words stand there that belong to the next request: whoever asks must see them, not send without them. */
export const useApprovalWords = (): boolean => {
  const { row } = useCase();
  const [value] = useDraft(draftKey('approval', row.caseId));
  const { verdict, text } = readDraft(value);
  return verdict !== 'grant' || text.trim() !== '';
};

export const ApprovalPanel = () => {
  const { t, options, decision, say, telling } = useDesk();
  const { row } = useCase();
  const send = useSend();
  const forbidden = useBlocked('ask-approval');
  const [call] = useCall(row.caseId);
  const [wanted, change, clear] = useDecisionDraft();
  const key = draftKey('approval', row.caseId);
  const [value, set] = useDraft(key);
  const entry = useRef<HTMLInputElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const busy = useRef(false);
  const takeBack = useTakeBack();
  const draft = readDraft(value);
  const spec = decision(wanted.type);
  const term = missingTerm(spec, wanted);
  const amount = weighedOf(wanted);
  const unready = amount === null ? t('approval.needsAmount') : term === null ? null : t('decide.needsTerm', { term: t(`terms.${term}`) });
  const away = useAwayKey();
  const wish = amount === null || spec === undefined ? null : wishOf(wanted, amount);
  const { standing } = useStanding(row.caseId, wish, away);
  const until = proposedUntil(standing);
  const propose = usePropose();
  const blocked = forbidden ?? unready;
  // Opened by a press: what is missing has the focus, the amount or the words.
  const begins = useRef(wanted.amount === null);
  useEffect(() => {
    focusFirst(begins.current ? entry.current : words.current?.querySelector('textarea'));
  }, []);
  const ask = async (): Promise<void> => {
    if (blocked !== null || wish === null || busy.current) return;
    busy.current = true;
    const text = draft.text.trim() === '' ? undefined : draft.text.trim();
    const asked = { customerWaiting: call !== null, recommendation: draft.verdict };
    const sent =
      until === null
        ? await send('ask-approval', row.caseId, { ...wish, ...asked }, { text })
        : await propose({ wish, until, text, ...asked });
    busy.current = false;
    if (!sent.ok) return;
    const isAllSent = clear(wanted);
    if (putAway(key, { ...draft }) && isAllSent) foldPanel('approval', row.caseId);
    if (until !== null) return showToast('done', t('standing.done', { moment: momentSaid(until, deskNow(), telling) }));
    const before = { [key]: { ...draft }, [draftKey('decision', row.caseId)]: { ...wanted } as Json };
    showToast('done', t('approval.asked'), takeBack.approval(row.caseId, sent.command, before), TAKE_BACK_SECONDS);
  };
  useKey('send', () => void ask(), true, 1);
  useKey('approval', () => void ask(), true, 1);
  return (
    <section aria-label={t('approval.title')} className="flex max-w-2xl flex-col gap-3">
      <h2 className="heading">{t('approval.title')}</h2>
      <p className="text-ink-2">{t(until !== null ? 'standing.explain' : call === null ? 'approval.explain' : 'approval.explainLive')}</p>
      {until === null || standing?.sentence === null || standing === null ? null : (
        <p className="rounded-md bg-warn-soft px-2.5 py-1.5">
          <span className="text-small text-ink-2">{t('standing.say')} </span>
          {t('approval.quote', { words: say(standing.sentence) })}
        </p>
      )}
      <div className="grid grid-cols-[1fr_9rem] gap-2">
        <Select
          label={t('decide.type')}
          value={wanted.type}
          options={options('decisions')}
          onChange={(type) => change({ ...emptyDraft(type), contract: wanted.contract })}
        />
        <AmountEntry
          key={wanted.type}
          ref={entry}
          label={t('decide.amount')}
          unit={spec?.unit ?? 'money'}
          minor={wanted.amount}
          onChange={(amount) => change({ amount })}
        />
      </div>
      <Pick
        label={t('approval.recommendation')}
        value={draft.verdict}
        options={VERDICTS.map((id) => ({ id, label: t(`verdict.${id}`) }))}
        onChange={(verdict) => set({ ...draft, verdict })}
      />
      <div ref={words}>
        <Text most={LONGEST.text} label={t('approval.text')} lines={3} value={draft.text} onChange={(text) => set({ ...draft, text })} />
      </div>
      <div className="flex items-center gap-3">
        <Button kind="primary" keyId="send" blocked={blocked} onPress={() => void ask()}>
          {t(until === null ? 'approval.ask' : 'standing.propose')}
        </Button>
        <span className="text-small text-ink-2">{blocked ?? t('approval.meterNote')}</span>
      </div>
    </section>
  );
};
