// The way out of what only a person can end: what happened, what the reader does, what a lead or technical support does, and nothing is lost.
import { useState } from 'react';
import type { SyncStatus } from '../../shared/views/shapes.ts';
import { call } from '../api/api.ts';
import { wakeAll } from '../state/live.ts';
import { showToast } from '../state/toasts.ts';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { focusHome } from './focus-home.ts';
import { codeOf } from './hub-words.ts';
import { deskNow } from './now.ts';
import { faultWords, refusalWords } from './refusal-words.ts';
import { saveText, unsentText } from './unsent-file.ts';
import { useDesk, type Desk } from './use-pack.ts';

/** Two copies of one desk: one of them goes on when somebody says so there. */
const TWICE = new Set(['journal-forked', 'journal-frozen']);
const WAYS = new Set([...TWICE, 'hub-replaced', 'device-revoked', 'not-enrolled', 'ledger-diverged', 'store-newer']);

export const hasWay = (trouble: string): boolean => WAYS.has(codeOf(trouble));

/** What is told of a state, in the reader's language; `command` null where nothing is to be typed. */
export const wayWords = (trouble: string, t: Desk['t']) => {
  const code = codeOf(trouble);
  const isTwice = TWICE.has(code);
  return {
    what: t(`hubway.${code}.what`),
    you: t([`hubway.${code}.you`, 'hubway.goesOn']),
    tech: t(isTwice ? 'hubway.two' : `hubway.${code}.tech`),
    command: t(`hubway.${code}.command`, { defaultValue: '' }) || null,
    isTwice,
  };
};

export const HubWays = ({ trouble, status }: { readonly trouble: string; readonly status: SyncStatus }) => {
  const desk = useDesk();
  const { t, me } = desk;
  const [asking, setAsking] = useState(false);
  const { what, you, tech, command, isTwice } = wayWords(trouble, t);
  const decides = me.role === 'lead' || me.role === 'manager';
  const waiting = status.waiting + status.unconfirmed;
  const goOn = async (): Promise<void> => {
    setAsking(true);
    const answer = await call('sync.go-on', {});
    setAsking(false);
    const refused = answer.ok
      ? answer.value.ok
        ? null
        : refusalWords(answer.value.refusal, desk, deskNow())
      : faultWords(answer.fault, t);
    showToast(refused === null ? 'done' : 'refused', refused ?? t('hubway.goneOn'));
    announce(refused ?? t('hubway.goneOn'));
    wakeAll();
    focusHome();
  };
  return (
    <section aria-label={t('sync.doTitle')} className="flex flex-col gap-3">
      <p>{what}</p>
      <h3 className="heading">{t('sync.doTitle')}</h3>
      <dl className="flex flex-col gap-3">
        <Whose name={t('hubway.you')}>
          <p>{you}</p>
        </Whose>
        <Whose name={t('hubway.tech')}>
          <p>{tech}</p>
          {command === null ? null : <code className="rounded-sm bg-panel px-1.5 py-0.5 font-mono text-small break-words">{command}</code>}
          {isTwice && decides ? (
            <div>
              <Button blocked={asking ? t('enrol.asking') : null} onPress={() => void goOn()}>
                {t('hubway.goOn')}
              </Button>
            </div>
          ) : null}
        </Whose>
      </dl>
      {waiting === 0 ? null : <Kept waiting={waiting} />}
    </section>
  );
};

const Whose = ({ name, children }: { readonly name: string; readonly children: React.ReactNode }) => (
  <div className="flex flex-col gap-1 border-l-2 border-edge pl-3">
    <dt className="text-small font-semibold text-ink-2">{name}</dt>
    <dd className="flex flex-col items-start gap-1.5">{children}</dd>
  </div>
);

/** What is not at the centre yet stays here; whoever does not trust the machine takes a transcript with him. */
const Kept = ({ waiting }: { readonly waiting: number }) => {
  const desk = useDesk();
  const { t } = desk;
  const save = async (): Promise<void> => {
    const answer = await call('sync.unsent', {});
    if (!answer.ok) return showToast('refused', faultWords(answer.fault, t));
    const { name, text } = unsentText(answer.value, desk, deskNow());
    saveText(name, text);
    const said = t('hubway.saved', { count: answer.value.length, file: name });
    showToast('done', said);
    announce(said);
  };
  return (
    <div className="flex items-center gap-3 rounded-md bg-panel px-3 py-2">
      <p className="grow text-small">{t('hubway.kept', { count: waiting })}</p>
      <Button small onPress={() => void save()}>
        {t('hubway.save')}
      </Button>
    </div>
  );
};
