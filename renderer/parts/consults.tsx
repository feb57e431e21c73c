// Questions about a case that stays where it is: the answer box of whoever was asked, the open ones of whoever asked.
import { useState } from 'react';
import type { ConsultView } from '../../shared/views/shapes.ts';
import { useDraft } from '../state/drafts.ts';
import { putAway } from '../state/sent-words.ts';
import { showToast } from '../state/toasts.ts';
import { Button } from './button.tsx';
import { DueMark } from './due-mark.tsx';
import { SavedWord } from './note-editor.tsx';
import { useNow } from './now.ts';
import { momentWords } from './time-words.ts';
import { draftKey, useBlocked, useCase } from './use-case.ts';
import { useDesk, type Desk } from './use-pack.ts';
import { useSend } from './use-send.ts';
import { useTooLong } from './too-long.tsx';
import { LONGEST } from '../../shared/kernel/limits.ts';

const WARN = 300_000;

export const consultTo = ({ to }: ConsultView, { person, team }: Desk): string =>
  to.person === null ? team(to.team) : `${person(to.person)}, ${team(to.team)}`;

/** Asked of the reader by name, of a team he belongs to, or of somebody he stands in for; nobody answers his own question. */
export const isAsked = ({ to, askedBy, outcome, standsIn }: ConsultView, { person, teams }: Desk['me']): boolean =>
  outcome === 'open' && askedBy !== person && (to.person === null ? teams.includes(to.team) : to.person === person || standsIn === true);

/** What stands above the history: to answer, and what one waits for. Answered ones stand in the history and in the panel. */
export const Consults = () => {
  const { me } = useDesk();
  const { consults } = useCase();
  const open = consults.filter(({ outcome }) => outcome === 'open');
  return (
    <>
      {open.map((consult) => (isAsked(consult, me) ? <Reply key={consult.consult} consult={consult} /> : null))}
      {open.some((consult) => !isAsked(consult, me)) ? (
        <ul className="flex flex-col gap-2">
          {open.map((consult) => (isAsked(consult, me) ? null : <ConsultLine key={consult.consult} consult={consult} />))}
        </ul>
      ) : null}
    </>
  );
};

const Reply = ({ consult }: { readonly consult: ConsultView }) => {
  const { t, person } = useDesk();
  const { row } = useCase();
  const send = useSend();
  const key = draftKey('reply', row.caseId, consult.consult);
  const [value, set, state] = useDraft(key);
  const text = typeof value === 'string' ? value : '';
  const blocked = text.trim() === '' ? t('query.empty') : null;
  const name = person(consult.askedBy);
  const over = useTooLong(text, LONGEST.text);
  const put = async (): Promise<void> => {
    if (blocked !== null) return;
    const sent = await send('answer-consult', row.caseId, { consult: consult.consult }, { text: text.trim() });
    if (!sent.ok) return;
    putAway(key, value);
    showToast('done', t('consult.replied', { name }));
  };
  return (
    <section aria-label={t('consult.reply')} className="flex flex-col gap-2 rounded-lg border border-accent bg-accent-soft p-3">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="heading">{t('consult.from', { name })}</h2>
        <span className="flex gap-3 text-small">
          {consult.customerWaiting ? <span className="font-semibold text-warn">{t('lead.customerWaiting')}</span> : null}
          <DueMark due={{ at: consult.answerBy, warnAt: consult.answerBy - WARN }} />
        </span>
      </div>
      {consult.standsIn === true && consult.to.person !== null ? (
        <p className="text-small font-semibold text-accent">{t('queue.standsIn', { name: person(consult.to.person) })}</p>
      ) : null}
      <p className="font-semibold break-words whitespace-pre-line">{consult.question ?? t('consult.withheld')}</p>
      <textarea
        className="entry [field-sizing:content]"
        rows={2}
        aria-label={t('consult.reply')}
        placeholder={t('consult.reply')}
        {...over.props}
        value={text}
        onChange={(event) => set(event.target.value === '' ? null : event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void put();
        }}
      />
      {over.mark}
      <div className="flex items-center justify-between gap-3">
        <span className="text-small text-ink-2">{t('consult.stays')}</span>
        <span className="flex items-center gap-3">
          <SavedWord state={state} />
          <Button kind="primary" keyId="send" blocked={blocked} onPress={() => void put()}>
            {t('consult.replySend', { name })}
          </Button>
        </span>
      </div>
    </section>
  );
};

/** One question with what came of it, and the way to take it back while nobody has answered. */
export const ConsultLine = ({ consult }: { readonly consult: ConsultView }) => {
  const desk = useDesk();
  const { t, me, person, telling } = desk;
  const { row } = useCase();
  const send = useSend();
  const withdraw = useBlocked('withdraw-consult');
  const now = useNow(60_000);
  const isOpen = consult.outcome === 'open';
  const [answers, setAnswers] = useState(false);
  const by = consult.answeredBy === null ? '' : person(consult.answeredBy);
  return (
    <li className="flex flex-col gap-0.5 border-l-3 border-line pl-3">
      <div className="flex items-baseline justify-between gap-3">
        <p className="min-w-0">
          <span className="font-semibold">{t('consult.asked', { to: consultTo(consult, desk) })}</span>
          <span className="text-small text-ink-2">{` · ${person(consult.askedBy)}, ${momentWords(consult.askedAt, now, telling)}`}</span>
        </p>
        <span className="flex shrink-0 items-center gap-2 text-small">
          {isOpen ? (
            <DueMark due={{ at: consult.answerBy, warnAt: consult.answerBy - WARN }} />
          ) : (
            <span className={consult.outcome === 'answered' ? 'font-semibold text-ok' : 'text-ink-2'}>
              {t(`outcome.${consult.outcome}`)}
            </span>
          )}
          {isOpen && consult.askedBy === me.person && withdraw === null ? (
            <Button small kind="quiet" onPress={() => void send('withdraw-consult', row.caseId, { consult: consult.consult })}>
              {t('consult.withdraw')}
            </Button>
          ) : null}
          {consult.inHisPlace === true ? (
            <Button small kind="quiet" pressed={answers} onPress={() => setAnswers(!answers)}>
              {t('consult.inPlace', { name: person(consult.to.person ?? '') })}
            </Button>
          ) : null}
        </span>
      </div>
      {consult.inHisPlace === true && answers ? (
        <Reply consult={consult} />
      ) : (
        <p className="break-words whitespace-pre-line text-ink-2">{consult.question ?? t('consult.withheld')}</p>
      )}
      {consult.outcome === 'answered' ? (
        <p className="break-words whitespace-pre-line">
          <span className="font-medium">{`${by}: `}</span>
          {consult.answer ?? t('consult.withheld')}
        </p>
      ) : null}
    </li>
  );
};
