// Where a case was taken away while its agent wrote: whose it is now, and the words of his unsent handover to put into the history or to copy.
import { useEffect, useRef } from 'react';
import { setDraft, useDraft } from '../state/drafts.ts';
import { showPanel } from '../state/view.ts';
import { Button } from './button.tsx';
import { announce } from './announce.tsx';
import { pressSoon } from './keys.ts';
import { saySentence } from './say.ts';
import { draftKey, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useHandoverDraft } from './use-handover.ts';
import type { Form } from '../../shared/handover/form.ts';

/** The sentences somebody typed, in the order of the form; codes and figures are no words of his. */
export const typedWords = ({ summary, wish, question, recommendation, nextStep }: Form): string =>
  [summary, wish?.text, question, recommendation?.line, nextStep?.text]
    .map((part) => (part ?? '').trim())
    .filter((part) => part !== '')
    .join('\n');

/** Says it once, when it happens; whoever opens such a case later reads it in its head. */
const useTold = (isMine: boolean, sentence: string, hasWords: boolean): void => {
  const was = useRef(isMine);
  useEffect(() => {
    if (was.current && !isMine && hasWords) announce(sentence);
    was.current = isMine;
  }, [isMine, sentence, hasWords]);
};

export const LeftWords = () => {
  const { t, me, person } = useDesk();
  const { row } = useCase();
  const { draft, clear } = useHandoverDraft(row.caseId);
  const [noted] = useDraft(draftKey('note', row.caseId));
  const note = typeof noted === 'string' ? noted : '';
  const words = typedWords(draft);
  const isMine = row.holder.person === me.person || (row.flight !== null && row.holder.waiting);
  const sentence = t('left.taken', { name: person(row.holder.person) });
  useTold(isMine, sentence, words !== '' || note !== '');
  if (isMine || words === '') return null;
  const toNote = (): void => {
    setDraft(draftKey('note', row.caseId), [note, words].filter((part) => part !== '').join('\n'));
    clear();
    showPanel('case');
    window.setTimeout(() => pressSoon('note'));
  };
  const copy = async (): Promise<void> => {
    try {
      await window.navigator.clipboard.writeText(words);
      saySentence(t('left.copied'));
    } catch {
      saySentence(t('left.noCopy'));
    }
  };
  return (
    <section aria-label={t('left.title')} className="flex items-start gap-3 rounded-lg border border-warn-line bg-warn-soft px-3 py-2">
      <div className="min-w-0 grow">
        <p className="font-semibold">{sentence}</p>
        <p className="break-words whitespace-pre-line text-ink-2">{t('left.words', { words })}</p>
      </div>
      <div className="flex shrink-0 flex-wrap justify-end gap-1.5">
        <Button small kind="primary" onPress={toNote}>
          {t('left.toNote')}
        </Button>
        <Button small onPress={() => void copy()}>
          {t('left.copy')}
        </Button>
        <Button small kind="quiet" onPress={clear}>
          {t('left.drop')}
        </Button>
      </div>
    </section>
  );
};
