// What the receiver of a handover asked back, with the field to answer it; the history keeps both.
import { useDraft } from '../state/drafts.ts';
import { putAway } from '../state/sent-words.ts';
import { Button } from './button.tsx';
import { draftKey, useBlocked, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';
import { useTooLong } from './too-long.tsx';
import { LONGEST } from '../../shared/kernel/limits.ts';

export const Queries = () => {
  const { handover } = useCase();
  const open = (handover?.queries ?? []).filter(({ answer }) => answer === null);
  return (
    <>
      {open.map(({ query, text }) => (
        <One key={query} handover={handover?.handover ?? ''} query={query} text={text} />
      ))}
    </>
  );
};

const One = ({ handover, query, text }: { readonly handover: string; readonly query: string; readonly text: string }) => {
  const { t } = useDesk();
  const { row } = useCase();
  const send = useSend();
  const blocked = useBlocked('answer-query');
  const key = draftKey('reply', row.caseId, query);
  const [value, set] = useDraft(key);
  const answer = typeof value === 'string' ? value : '';
  const over = useTooLong(answer, LONGEST.text);
  const put = async (): Promise<void> => {
    const sent = await send('answer-query', row.caseId, { handover, query }, { text: answer.trim() });
    if (sent.ok) putAway(key, value);
  };
  return (
    <section aria-label={t('query.title')} className="flex flex-col gap-2 rounded-lg border border-warn-line bg-warn-soft p-3">
      <h2 className="heading">{t('query.title')}</h2>
      <p className="font-medium">{text}</p>
      {blocked === null ? (
        <form
          className="flex flex-wrap gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (answer.trim() !== '') void put();
          }}
        >
          <input
            className="entry w-auto! grow"
            aria-label={t('query.answer')}
            placeholder={t('query.answer')}
            {...over.props}
            value={answer}
            onChange={(event) => set(event.target.value === '' ? null : event.target.value)}
          />
          <Button kind="primary" submit blocked={answer.trim() === '' ? t('query.empty') : null} onPress={() => undefined}>
            {t('query.send')}
          </Button>
          {over.mark}
        </form>
      ) : (
        <p className="text-small text-ink-2">{t('query.waits')}</p>
      )}
    </section>
  );
};
