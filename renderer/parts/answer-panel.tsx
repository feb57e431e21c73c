// Shown to whoever accepted a handover: what is asked of him, and the answer that gives the case back with its outcome.
import { useDraft } from '../state/drafts.ts';
import { showToast } from '../state/toasts.ts';
import { Button } from './button.tsx';
import { Pick } from './fields/inputs.tsx';
import { SavedWord } from './note-editor.tsx';
import { draftKey, useBlocked, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

const OUTCOMES = ['granted', 'partly', 'refused', 'solved', 'informed'] as const;
type Outcome = (typeof OUTCOMES)[number];
type Draft = { readonly outcome: Outcome | null; readonly text: string };

const readDraft = (value: unknown): Draft =>
  typeof value === 'object' && value !== null && 'text' in value ? (value as Draft) : { outcome: null, text: '' };

export const AnswerPanel = () => {
  const { errand } = useCase();
  const blocked = useBlocked('answer-escalation');
  return errand === null || blocked !== null ? null : <Answer />;
};

const Answer = () => {
  const { t, person, team } = useDesk();
  const { row, errand, handover } = useCase();
  const send = useSend();
  const [value, set, state] = useDraft(draftKey('answer', row.caseId));
  if (errand === null) return null;
  const draft = readDraft(value);
  const change = (next: Partial<Draft>): void => set({ ...draft, ...next });
  const blocked = draft.outcome === null ? t('answer.needsOutcome') : draft.text.trim() === '' ? t('answer.needsText') : null;
  const options = OUTCOMES.map((id) => ({ id, label: t(`outcome.${id}`) }));
  const put = async (): Promise<void> => {
    if (blocked !== null) return;
    const sent = await send(
      'answer-escalation',
      row.caseId,
      { handover: errand.handover, outcome: draft.outcome },
      { text: draft.text.trim() },
    );
    if (!sent.ok) return;
    set(null);
    showToast('done', t('answer.done', { name: person(errand.from.person) }));
  };
  return (
    <section aria-label={t('answer.title')} className="flex flex-col gap-2 rounded-lg border border-accent bg-accent-soft p-3">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="heading">{t('answer.title')}</h2>
        <span className="text-small text-ink-2">
          {t('answer.from', { name: person(errand.from.person), team: team(errand.from.team), kind: t(`kind.${errand.kind}`) })}
        </span>
      </div>
      {handover?.form.question === undefined ? null : <p className="font-semibold">{handover.form.question}</p>}
      <Pick
        label={t('answer.outcome')}
        value={draft.outcome ?? ''}
        options={options}
        onChange={(id) => change({ outcome: OUTCOMES.find((known) => known === id) ?? null })}
      />
      <textarea
        className="entry [field-sizing:content]"
        rows={2}
        aria-label={t('answer.text')}
        placeholder={t('answer.text')}
        value={draft.text}
        onChange={(event) => change({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void put();
        }}
      />
      <div className="flex items-center justify-end gap-3">
        <SavedWord state={state} />
        <Button kind="primary" keyId="send" blocked={blocked} onPress={() => void put()}>
          {t('answer.send', { name: person(errand.from.person) })}
        </Button>
      </div>
    </section>
  );
};
