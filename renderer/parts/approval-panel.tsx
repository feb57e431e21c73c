// Asks the next tier for a decision while the case stays here: what, how much, own recommendation, one line why.
import { useDraft } from '../state/drafts.ts';
import { showToast } from '../state/toasts.ts';
import { showPanel } from '../state/view.ts';
import { AmountEntry } from './amount-entry.tsx';
import { Button } from './button.tsx';
import { useDecisionDraft } from './decision-meter.tsx';
import { Pick, Select, Text } from './fields/inputs.tsx';
import { useKey } from './keys.ts';
import { draftKey, useBlocked, useCall, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

const VERDICTS = ['grant', 'partly', 'refuse'] as const;
type Draft = { readonly verdict: string; readonly text: string };
const readDraft = (value: unknown): Draft =>
  typeof value === 'object' && value !== null && 'text' in value ? (value as Draft) : { verdict: 'grant', text: '' };

export const ApprovalPanel = () => {
  const { t, options, decision } = useDesk();
  const { row } = useCase();
  const send = useSend();
  const forbidden = useBlocked('ask-approval');
  const [call] = useCall(row.caseId);
  const [wanted, change, clear] = useDecisionDraft();
  const [value, set] = useDraft(draftKey('approval', row.caseId));
  const draft = readDraft(value);
  const spec = decision(wanted.type);
  const blocked = forbidden ?? (wanted.amount === null ? t('approval.needsAmount') : null);
  const ask = async (): Promise<void> => {
    if (blocked !== null) return;
    const data = {
      decisionType: wanted.type,
      amount: wanted.amount,
      reason: null,
      evidence: wanted.evidence,
      customerWaiting: call !== null,
      recommendation: draft.verdict,
    };
    const sent = await send('ask-approval', row.caseId, data, { text: draft.text.trim() === '' ? undefined : draft.text.trim() });
    if (!sent.ok) return;
    set(null);
    clear();
    showPanel('case');
    showToast('done', t('approval.asked'));
  };
  useKey('send', () => void ask(), true, 1);
  return (
    <section aria-label={t('approval.title')} className="flex max-w-2xl flex-col gap-3">
      <h2 className="heading">{t('approval.title')}</h2>
      <p className="text-ink-2">{t(call === null ? 'approval.explain' : 'approval.explainLive')}</p>
      <div className="grid grid-cols-[1fr_9rem] gap-2">
        <Select
          label={t('decide.type')}
          value={wanted.type}
          options={options('decisions')}
          onChange={(type) => change({ type, amount: null })}
        />
        <AmountEntry
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
      <Text label={t('approval.text')} value={draft.text} onChange={(text) => set({ ...draft, text })} />
      <div>
        <Button kind="primary" keyId="send" blocked={blocked} onPress={() => void ask()}>
          {t('approval.ask')}
        </Button>
      </div>
    </section>
  );
};
