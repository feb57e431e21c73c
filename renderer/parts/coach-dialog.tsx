// A lead's note to a colleague about a case or its handover: read by those two alone, found by the colleague as news.
import { useRef } from 'react';
import { useDraft } from '../state/drafts.ts';
import { useLive } from '../state/live.ts';
import { putAway } from '../state/sent-words.ts';
import { showToast } from '../state/toasts.ts';
import { foldOverlay, showOverlay, useView } from '../state/view.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { useKey } from './keys.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';
import { useTooLong } from './too-long.tsx';
import { LONGEST } from '../../shared/kernel/limits.ts';

type About = { readonly to: string; readonly caseId: string; readonly handover: string | null };

const aboutOf = (text: string | null): About | null => {
  const [to, caseId, handover] = (text ?? '').split(' ');
  return to === undefined || caseId === undefined || to === ''
    ? null
    : { to, caseId, handover: handover === '' ? null : (handover ?? null) };
};

export const CoachDialog = () => {
  const { t, person } = useDesk();
  const overlay = useView((view) => view.overlay);
  const about = aboutOf(useView((view) => view.about));
  const first = useRef<HTMLTextAreaElement>(null);
  const open = overlay === 'coach' && about !== null;
  return (
    <Dialog
      open={open}
      onClose={() => showOverlay(null)}
      title={about === null ? '' : t('coach.title', { name: person(about.to) })}
      first={first}
    >
      {open ? <Note key={`${about.to} ${about.caseId}`} about={about} first={first} /> : null}
    </Dialog>
  );
};

const Note = ({ about, first }: { readonly about: About; readonly first: React.RefObject<HTMLTextAreaElement | null> }) => {
  const { t, person } = useDesk();
  const send = useSend();
  const { to, caseId, handover } = about;
  const name = person(to);
  const key = `coach:${to}:${caseId}`;
  const [draft, setDraft] = useDraft(key);
  const { value } = useLive('case.view', { caseId });
  const text = typeof draft === 'string' ? draft : '';
  const blocked = text.trim() === '' ? t('coach.empty') : null;
  const put = async (): Promise<void> => {
    if (blocked !== null) return;
    const sent = await send('coach', caseId, { handover, to }, { text: text.trim() });
    if (!sent.ok) return;
    const isAllSent = putAway(key, draft);
    showToast('done', t('coach.sent', { name }));
    if (isAllSent) foldOverlay('coach');
  };
  const over = useTooLong(text, LONGEST.text);
  useKey('send', () => void put(), true, 2);
  return (
    <div className="flex flex-col gap-3 p-4">
      <p className="text-ink-2">
        {value?.ok === true ? `${t('coach.about', { number: value.value.row.number })} · ${value.value.row.title}` : ''}
      </p>
      <textarea
        ref={first}
        className="entry min-h-28"
        aria-label={t('coach.text', { name })}
        placeholder={t('coach.text', { name })}
        {...over.props}
        value={text}
        onChange={(event) => setDraft(event.target.value === '' ? null : event.target.value)}
      />
      {over.mark}
      <p className="text-small text-ink-2">{t('coach.explain', { name })}</p>
      <div className="flex gap-2">
        <Button kind="primary" keyId="send" blocked={blocked} onPress={() => void put()}>
          {t('coach.send')}
        </Button>
        <Button kind="quiet" keyId="back" onPress={() => showOverlay(null)}>
          {t('bar.back')}
        </Button>
      </div>
    </div>
  );
};
