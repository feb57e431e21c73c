// The note of a case: saved as a draft while typing, put into the history with Ctrl+Enter; never lost in between.
import { useRef } from 'react';
import { useDraft, type DraftState } from '../state/drafts.ts';
import { putAway } from '../state/sent-words.ts';
import { Button } from './button.tsx';
import { useShortcuts } from './kbd.tsx';
import { useKey } from './keys.ts';
import { draftKey, useBlocked, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';
import { useTooLong } from './too-long.tsx';
import { LONGEST } from '../../shared/kernel/limits.ts';

export const SavedWord = ({ state }: { readonly state: DraftState }) => {
  const { t } = useDesk();
  const word =
    state === 'saved' || state === 'failed' || state === 'conflict' ? t(`draft.${state}`) : state === 'dirty' ? t('draft.saving') : '';
  return <span className={`text-small ${state === 'failed' ? 'font-semibold text-bad' : 'text-ink-3'}`}>{word}</span>;
};

export const NoteEditor = () => {
  const { t } = useDesk();
  const view = useCase();
  const send = useSend();
  const blocked = useBlocked('add-note');
  const [value, setValue, state] = useDraft(draftKey('note', view.row.caseId));
  const area = useRef<HTMLTextAreaElement>(null);
  const text = typeof value === 'string' ? value : '';
  const shortcut = useShortcuts();
  const isEmpty = text.trim() === '';
  useKey('note', () => area.current?.focus());
  const over = useTooLong(text, LONGEST.text);
  const going = useRef(false);
  const put = async (): Promise<void> => {
    // Pressed twice in a hurry is still one note.
    if (isEmpty || blocked !== null || going.current) return;
    going.current = true;
    const key = draftKey('note', view.row.caseId);
    const sent = await send('add-note', view.row.caseId, {}, { text: text.trim() });
    if (sent.ok) await sent.landed;
    going.current = false;
    if (sent.ok) putAway(key, text);
  };
  return (
    <div className="rounded-lg border border-edge bg-raised focus-within:outline-2 focus-within:outline-accent">
      <textarea
        ref={area}
        data-home
        aria-label={t('note.label')}
        aria-keyshortcuts={shortcut('note')}
        rows={3}
        {...over.props}
        value={text}
        placeholder={t('note.placeholder')}
        onChange={(event) => setValue(event.target.value === '' ? null : event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void put();
        }}
        className="block w-full resize-none bg-transparent px-3 py-2 outline-none [field-sizing:content]"
      />
      {over.mark}
      <div className="flex items-center justify-end gap-3 px-2 pb-2">
        <SavedWord state={state} />
        <Button small keyId="send" onPress={() => void put()} blocked={blocked ?? (isEmpty ? t('note.empty') : null)}>
          {t('note.put')}
        </Button>
      </div>
    </div>
  );
};
