// Shown to whoever accepted a handover: what is asked of him, and the answer that gives the case back with its outcome.
import { useDraft } from '../state/drafts.ts';
import { putAway } from '../state/sent-words.ts';
import { showToast } from '../state/toasts.ts';
import { Button } from './button.tsx';
import { Pick } from './fields/inputs.tsx';
import { SavedWord } from './note-editor.tsx';
import { draftKey, useBlocked, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';
import { useTooLong } from './too-long.tsx';
import { LONGEST } from '../../shared/kernel/limits.ts';

const OUTCOMES = ['granted', 'partly', 'refused', 'solved', 'informed'] as const;
type Outcome = (typeof OUTCOMES)[number];
type Draft = { readonly outcome: Outcome | null; readonly text: string; readonly who: string };
const EMPTY: Draft = { outcome: null, text: '', who: '' };

const readDraft = (value: unknown): Draft =>
  typeof value === 'object' && value !== null && 'text' in value ? { ...EMPTY, ...(value as Partial<Draft>) } : EMPTY;

export const AnswerPanel = () => {
  const { errand, handover, row } = useCase();
  const blocked = useBlocked('answer-escalation');
  // The principal never holds: what it says is recorded while the handover is still on its way to it.
  const isOutside = row.flight !== null && handover?.to.tier === 'A';
  return (errand === null && !isOutside) || blocked !== null ? null : <Answer isOutside={handover?.to.tier === 'A'} />;
};

const Answer = ({ isOutside }: { readonly isOutside: boolean }) => {
  const { t, person, team } = useDesk();
  const { row, errand, handover } = useCase();
  const send = useSend();
  const key = draftKey('answer', row.caseId);
  const [value, set, state] = useDraft(key);
  const draft = readDraft(value);
  const whoOver = useTooLong(draft.who, LONGEST.line);
  const over = useTooLong(draft.text, LONGEST.text);
  const asked = errand ?? handover;
  if (asked === null) return null;
  const change = (next: Partial<Draft>): void => set({ ...draft, ...next });
  const blocked =
    draft.outcome === null
      ? t('answer.needsOutcome')
      : draft.text.trim() === ''
        ? t('answer.needsText')
        : isOutside && draft.who.trim() === ''
          ? t('answer.needsWho')
          : null;
  const title = t(isOutside ? 'answer.recordTitle' : 'answer.title');
  const options = OUTCOMES.map((id) => ({ id, label: t(`outcome.${id}`) }));
  const put = async (): Promise<void> => {
    if (blocked !== null) return;
    const sent = await send(
      'answer-escalation',
      row.caseId,
      { handover: asked.handover, outcome: draft.outcome },
      { text: draft.text.trim(), who: isOutside ? draft.who.trim() : undefined },
    );
    if (!sent.ok) return;
    putAway(key, { ...draft });
    showToast('done', isOutside ? t('answer.recorded') : t('answer.done', { name: person(asked.from.person) }));
  };
  return (
    <section aria-label={title} className="flex flex-col gap-2 rounded-lg border border-accent bg-accent-soft p-3">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="heading">{title}</h2>
        <span className="text-small text-ink-2">
          {t('answer.from', { name: person(asked.from.person), team: team(asked.from.team), kind: t(`kind.${asked.kind}`) })}
        </span>
      </div>
      {handover?.form.question === undefined ? null : <p className="font-semibold">{handover.form.question}</p>}
      <Pick
        label={t('answer.outcome')}
        value={draft.outcome ?? ''}
        options={options}
        onChange={(id) => change({ outcome: OUTCOMES.find((known) => known === id) ?? null })}
      />
      {isOutside ? (
        <input
          className="entry max-w-md"
          aria-label={t('answer.who')}
          placeholder={t('answer.who')}
          {...whoOver.props}
          value={draft.who}
          onChange={(event) => change({ who: event.target.value })}
        />
      ) : null}
      {whoOver.mark}
      <textarea
        className="entry [field-sizing:content]"
        rows={2}
        aria-label={t('answer.text')}
        placeholder={t('answer.text')}
        {...over.props}
        value={draft.text}
        onChange={(event) => change({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void put();
        }}
      />
      {over.mark}
      <div className="flex items-center justify-end gap-3">
        <SavedWord state={state} />
        <Button kind="primary" keyId="send" blocked={blocked} onPress={() => void put()}>
          {isOutside ? t('answer.record') : t('answer.send', { name: person(asked.from.person) })}
        </Button>
      </div>
    </section>
  );
};
