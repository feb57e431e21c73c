// Tells the lead what an article lacks, or that none helped; the words one has searched for stand in it already.
import { useEffect, useRef, useState } from 'react';
import { useDraft } from '../state/drafts.ts';
import { putAway } from '../state/sent-words.ts';
import { showToast } from '../state/toasts.ts';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { useKey } from './keys.ts';
import { SavedWord } from './note-editor.tsx';
import { draftKey, useBlocked, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';
import { useTooLong } from './too-long.tsx';
import { LONGEST } from '../../shared/kernel/limits.ts';

type About = { readonly article: { readonly id: string; readonly title: string } | null; readonly searched: string };

export const GapReport = ({ article, searched }: About) => {
  const { t } = useDesk();
  const [isOpen, setOpen] = useState(false);
  const blocked = useBlocked('report-gap');
  const opener = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(false);
    window.setTimeout(() => opener.current?.focus());
  };
  return isOpen ? (
    <GapForm article={article} searched={searched} onClose={close} />
  ) : (
    <div>
      <Button small ref={opener} blocked={blocked} onPress={() => setOpen(true)}>
        {t('gap.open')}
      </Button>
    </div>
  );
};

const GapForm = ({ article, searched, onClose }: About & { readonly onClose: () => void }) => {
  const { t, pack, person } = useDesk();
  const { row } = useCase();
  const send = useSend();
  const key = draftKey('gap', row.caseId, article?.id ?? '');
  const [value, set, state] = useDraft(key);
  const box = useRef<HTMLElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  const begun = article === null && searched !== '' ? t('gap.searched', { text: searched }) : '';
  const text = typeof value === 'string' ? value : begun;
  const isEmpty = text.trim() === '';
  const lead = pack.teams.find(({ id }) => id === row.holder.team)?.lead;
  const drop = (): void => {
    set(null);
    onClose();
  };
  const over = useTooLong(text, LONGEST.text);
  const put = async (): Promise<void> => {
    if (isEmpty) return;
    const sent = await send('report-gap', row.caseId, { article: article?.id ?? null, category: row.category }, { text: text.trim() });
    if (!sent.ok) return;
    showToast('done', t('gap.sent'));
    announce(t('gap.sent'));
    if (putAway(key, text)) onClose();
  };
  useKey('send', () => void put(), true, 3, box);
  useKey('back', drop, true, 3, box);
  return (
    <section ref={box} aria-label={t('gap.title')} className="flex flex-col gap-1.5 rounded-lg border border-edge bg-bg p-2.5">
      <p className="font-semibold">{article === null ? t('gap.none') : t('gap.about', { title: article.title })}</p>
      <textarea
        ref={area}
        className="entry [field-sizing:content]"
        rows={2}
        aria-label={t('gap.text')}
        placeholder={t('gap.text')}
        {...over.props}
        value={text}
        onChange={(event) => set(event.target.value === '' ? null : event.target.value)}
      />
      {over.mark}
      <p className="text-small text-ink-2">{lead === undefined ? t('gap.explainTeam') : t('gap.explain', { name: person(lead) })}</p>
      <div className="flex flex-wrap items-center gap-2">
        <Button small kind="primary" keyId="send" blocked={isEmpty ? t('gap.empty') : null} onPress={() => void put()}>
          {t('gap.send')}
        </Button>
        <Button small kind="quiet" onPress={drop}>
          {t('gap.cancel')}
        </Button>
        <SavedWord state={state} />
      </div>
    </section>
  );
};
