// The card for a principal without a desk: read it, print it, copy it, mail it, read it out; each way is recorded.
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useLive } from '../state/live.ts';
import { useLooks, type Language } from '../state/looks.ts';
import { showToast } from '../state/toasts.ts';
import type { ExternalCard } from '../../shared/views/shapes.ts';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Choice } from './looks-menu.tsx';
import { useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

type Way = 'print' | 'copy' | 'mail' | 'phone';
type Props = { readonly open: boolean; readonly onClose: () => void; readonly card: ExternalCard; readonly handover: string };
const LANGUAGES: readonly Language[] = ['de', 'en'];

export const mailLink = (mail: string, subject: string, text: string): string =>
  // A mail program breaks lines as RFC 6068 says.
  `mailto:${encodeURIComponent(mail).replaceAll('%40', '@')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replaceAll('\n', '\r\n'))}`;

export const PrincipalCard = ({ open, onClose, card, handover }: Props) => {
  const { t } = useDesk();
  return (
    <Dialog open={open} onClose={onClose} title={t('principal.cardTitle')}>
      {open ? <Inside card={card} handover={handover} onDone={onClose} /> : null}
    </Dialog>
  );
};

const Inside = ({ card, handover, onDone }: Pick<Props, 'card' | 'handover'> & { readonly onDone: () => void }) => {
  const { t, pack } = useDesk();
  const { row } = useCase();
  const send = useSend();
  // The principal may read another language than the desk.
  const [language, setLanguage] = useState<Language>(useLooks((looks) => looks.language));
  const host = useLive('host.info', {}).value?.host ?? 'browser';
  const [subject, text] = [card.subject[language], card.text[language]];
  const mail = card.contact?.mail ?? null;

  const record = async (way: Way): Promise<void> => {
    const sent = await send('give-card', row.caseId, { handover, way, contact: card.contact?.id ?? null });
    if (!sent.ok) return;
    const words = t(`principal.done-${way}`, { mail: mail ?? '' });
    showToast('done', words);
    announce(words);
    onDone();
  };
  const copy = async (): Promise<boolean> => {
    try {
      await window.navigator.clipboard.writeText(`${subject}\n\n${text}`);
      return true;
    } catch {
      showToast('refused', t('principal.noCopy'));
      return false;
    }
  };
  const print = (): void => {
    window.print();
    void record('print');
  };
  // The desktop opens no other program: there the words wait in the clipboard, beside the address to send them to.
  const post = async (): Promise<void> => {
    const isCopied = await copy();
    if (host === 'browser') window.location.assign(mailLink(mail ?? '', subject, text));
    else if (!isCopied) return;
    await record('mail');
  };
  return (
    <>
      <div className="flex items-center justify-between gap-3 px-4 pt-3">
        <p className="truncate font-semibold">{subject}</p>
        <Choice
          label={t('looks.language')}
          values={LANGUAGES}
          chosen={language}
          word={(value) => t(`looks.${value}`)}
          onChoose={setLanguage}
        />
      </div>
      {/* Read-only instead of plain text: it can be reached, scrolled and selected with the keys. */}
      <textarea
        readOnly
        lang={language}
        aria-label={t('principal.cardTitle')}
        rows={16}
        value={text}
        className="entry mx-4 my-3 w-auto! min-h-0 bg-panel!"
      />
      <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-3">
        <Button kind="primary" onPress={print}>
          {t('principal.print')}
        </Button>
        <Button onPress={() => void copy().then((isCopied) => (isCopied ? record('copy') : undefined))}>{t('principal.copy')}</Button>
        {mail === null ? null : (
          <Button label={t('principal.mailTo', { mail })} onPress={() => void post()}>
            {t('principal.mail')}
          </Button>
        )}
        <Button onPress={() => void record('phone')}>{t('principal.phone')}</Button>
      </div>
      {createPortal(
        <article lang={language} className="print-sheet">
          <h1>{subject}</h1>
          <p>{pack.name}</p>
          <pre>{text}</pre>
        </article>,
        document.body,
      )}
    </>
  );
};
