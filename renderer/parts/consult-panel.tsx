// Asks somebody who knows better: to which team or person, whether the customer waits, the question; below, what was asked before.
import { useEffect, useRef } from 'react';
import { useDraft } from '../state/drafts.ts';
import { putAway } from '../state/sent-words.ts';
import { showToast } from '../state/toasts.ts';
import { foldPanel } from '../state/view.ts';
import { Addressee, type To } from './addressee.tsx';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { ConsultLine } from './consults.tsx';
import { Tick } from './fields/inputs.tsx';
import { focusFirst } from './first-focus.ts';
import { useKey } from './keys.ts';
import { SavedWord } from './note-editor.tsx';
import { draftKey, useBlocked, useCall, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';
import { TAKE_BACK_SECONDS, useTakeBack } from './use-take-back.ts';
import { useTooLong } from './too-long.tsx';
import { LONGEST } from '../../shared/kernel/limits.ts';

type Draft = { readonly to: To | null; readonly text: string; readonly live: boolean | null };
const EMPTY: Draft = { to: null, text: '', live: null };
const readDraft = (value: unknown): Draft => (typeof value === 'object' && value !== null ? { ...EMPTY, ...value } : EMPTY);

export const ConsultPanel = () => {
  const { t } = useDesk();
  const { consults } = useCase();
  const may = useBlocked('ask-consult');
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      {may === null ? <Ask /> : <p className="text-ink-2">{may}</p>}
      {consults.length === 0 ? null : (
        <section aria-label={t('consult.all')} className="flex flex-col gap-2">
          <h2 className="heading">{t('consult.all')}</h2>
          <ul className="flex flex-col gap-3">
            {consults.toReversed().map((consult) => (
              <ConsultLine key={consult.consult} consult={consult} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
};

const Ask = () => {
  const { t, me, pack, team, person } = useDesk();
  const { row } = useCase();
  const send = useSend();
  const [running] = useCall(row.caseId);
  const key = draftKey('consult', row.caseId);
  const [value, set, state] = useDraft(key);
  const draft = readDraft(value);
  const change = (next: Partial<Draft>): void => set({ ...draft, ...next });
  const live = draft.live ?? running !== null;
  const box = useRef<HTMLElement>(null);
  const takeBack = useTakeBack();
  useEffect(() => focusFirst(box.current?.querySelector('select')), []);
  const { to } = draft;
  const blocked =
    to === null
      ? t('consult.needsTo')
      : to.person === null && me.teams.includes(to.team)
        ? t('consult.needsPerson')
        : draft.text.trim() === ''
          ? t('consult.needsText')
          : null;
  const put = async (): Promise<void> => {
    if (blocked !== null || to === null) return;
    const sent = await send('ask-consult', row.caseId, { to, customerWaiting: live }, { text: draft.text.trim() });
    if (!sent.ok) return;
    const isAllSent = putAway(key, { ...draft });
    const words = t('consult.sent', { to: to.person === null ? team(to.team) : person(to.person) });
    const back = takeBack.consult(row.caseId, sent.command, { [key]: { ...draft } });
    showToast('done', words, back, TAKE_BACK_SECONDS);
    announce(words);
    // Whoever types on is asking the next one.
    if (isAllSent) foldPanel('consult', row.caseId);
  };
  useKey('send', () => void put(), true, 1);
  const over = useTooLong(draft.text, LONGEST.text);
  return (
    <section ref={box} aria-label={t('consult.title')} className="flex flex-col gap-3">
      <h2 className="heading">{t('consult.title')}</h2>
      <p className="text-ink-2">{t(live ? 'consult.explainLive' : 'consult.explain')}</p>
      <Addressee
        label={t('consult.to')}
        teams={pack.teams.filter(({ tier }) => tier !== 'A')}
        to={to}
        onChange={(next) => change({ to: next })}
      />
      <textarea
        className="entry [field-sizing:content]"
        rows={3}
        aria-label={t('consult.text')}
        placeholder={t('consult.text')}
        {...over.props}
        value={draft.text}
        onChange={(event) => change({ text: event.target.value })}
      />
      {over.mark}
      <Tick label={t('consult.live')} value={live} onChange={(on) => change({ live: on })} />
      <div className="flex items-center gap-3">
        <Button kind="primary" keyId="send" blocked={blocked} onPress={() => void put()}>
          {t('consult.send')}
        </Button>
        <SavedWord state={state} />
        <span className="text-small text-ink-2">{blocked}</span>
      </div>
    </section>
  );
};
