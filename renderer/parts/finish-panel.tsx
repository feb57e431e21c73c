// Ends a case: promises one by one, the result, the customer informed, could it have been solved below; resolved, then closed.
import { useEffect, useRef } from 'react';
import { useDraft } from '../state/drafts.ts';
import { putAway } from '../state/sent-words.ts';
import { foldPanel } from '../state/view.ts';
import { showToast } from '../state/toasts.ts';
import { Button } from './button.tsx';
import { Moment, Pick, Select, Text, Tick } from './fields/inputs.tsx';
import { focusFirst } from './first-focus.ts';
import { useKey } from './keys.ts';
import { deskNow } from './now.ts';
import { One as PromiseLine } from './promises.tsx';
import { draftKey, useBlocked, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';
import { LONGEST } from '../../shared/kernel/limits.ts';

type Draft = {
  readonly result: string;
  readonly informedAt: number | null;
  readonly deviated: boolean;
  readonly avoidable: boolean | null;
  readonly cause: string;
  readonly text: string;
};
const EMPTY: Draft = { result: '', informedAt: null, deviated: false, avoidable: null, cause: '', text: '' };
const readDraft = (value: unknown): Draft => (typeof value === 'object' && value !== null ? { ...EMPTY, ...value } : EMPTY);

const MINUTE = 60_000;

export const FinishPanel = () => {
  const { t, options } = useDesk();
  const view = useCase();
  const { row, promises } = view;
  const send = useSend();
  const mayResolve = useBlocked('resolve');
  const key = draftKey('finish', row.caseId);
  const [value, set] = useDraft(key);
  const draft = readDraft(value);
  const informedAt = draft.informedAt ?? view.informedAt;
  const change = (next: Partial<Draft>): void => set({ ...draft, ...next });
  const open = promises.filter(({ outcome }) => outcome === 'open');
  const noResult = draft.result === '' ? t('finish.needsResult') : null;
  const blocked =
    open.length > 0
      ? t('finish.needsPromises', { count: open.length })
      : (noResult ??
        (informedAt === null
          ? t('finish.needsInformed')
          : draft.avoidable === null
            ? t('finish.needsAvoidable')
            : draft.avoidable && draft.cause === ''
              ? t('finish.needsCause')
              : null));
  const body = { text: draft.text.trim() === '' ? undefined : draft.text.trim() };

  const resolve = async (): Promise<void> => {
    if (noResult !== null || mayResolve !== null) return;
    const sent = await send('resolve', row.caseId, { result: draft.result }, body);
    if (!sent.ok) return;
    showToast('done', t('finish.resolved', { number: row.number }));
    foldPanel('finish', row.caseId);
  };
  const going = useRef(false);
  /** Two steps where it is not resolved yet; pressed twice in a hurry they are done once. */
  const close = async (): Promise<void> => {
    if (going.current) return;
    going.current = true;
    await resolveAndClose().finally(() => (going.current = false));
  };
  const resolveAndClose = async (): Promise<void> => {
    if (blocked !== null) return;
    const resolved = row.phase === 'resolved' ? { ok: true } : await send('resolve', row.caseId, { result: draft.result }, body);
    if (!resolved.ok) return;
    const closing = {
      result: draft.result,
      informedAt,
      deviated: draft.deviated,
      avoidable: draft.avoidable,
      cause: draft.avoidable === true ? draft.cause : null,
    };
    const sent = await send('close', row.caseId, closing, row.phase === 'resolved' ? body : {});
    if (!sent.ok) return;
    putAway(key, { ...draft });
    showToast('done', t('finish.closed', { number: row.number }));
    foldPanel('finish', row.caseId);
  };
  useKey('send', () => void close(), true, 1);
  // Whoever opens it by its key goes on with the keys.
  const results = useRef<HTMLDivElement>(null);
  useEffect(() => focusFirst(results.current?.querySelector<HTMLElement>('button')), []);

  return (
    <section aria-label={t('finish.title')} className="flex max-w-3xl flex-col gap-4">
      <Part title={t('finish.promises')}>
        {open.length === 0 ? (
          <p className="text-ink-2">{t('finish.noPromises')}</p>
        ) : (
          <ul className="flex flex-col gap-2">
            {open.map((promise) => (
              <PromiseLine key={promise.promise} promise={promise} />
            ))}
          </ul>
        )}
      </Part>
      <Part title={t('finish.result')}>
        <div ref={results}>
          <Pick label={t('finish.result')} value={draft.result} options={options('results')} onChange={(result) => change({ result })} />
        </div>
        <Text most={LONGEST.text} label={t('finish.text')} value={draft.text} onChange={(text) => change({ text })} />
      </Part>
      <Part title={t('finish.informed')}>
        <div className="flex flex-wrap items-center gap-3">
          <Tick
            label={t('finish.isInformed')}
            value={informedAt !== null}
            onChange={(on) => change({ informedAt: on ? Math.floor(deskNow() / MINUTE) * MINUTE : null })}
          />
          {informedAt === null ? null : (
            <Moment past label={t('finish.informedAt')} value={informedAt} onChange={(at) => change({ informedAt: at ?? null })} />
          )}
        </div>
      </Part>
      <Part title={t('finish.avoidable')}>
        <div className="flex flex-wrap items-center gap-3">
          <Pick
            label={t('finish.avoidable')}
            value={draft.avoidable === null ? '' : draft.avoidable ? 'yes' : 'no'}
            options={[
              { id: 'no', label: t('finish.no') },
              { id: 'yes', label: t('finish.yes') },
            ]}
            onChange={(id) => change({ avoidable: id === 'yes' })}
          />
          {draft.avoidable === true ? (
            <div className="w-72">
              <Select
                label={t('finish.cause')}
                value={draft.cause}
                options={options('avoidableCauses')}
                onChange={(cause) => change({ cause })}
              />
            </div>
          ) : null}
        </div>
        <Tick label={t('finish.deviated')} value={draft.deviated} onChange={(deviated) => change({ deviated })} />
      </Part>
      <div className="flex flex-wrap items-center gap-2">
        <Button kind="primary" keyId="send" blocked={blocked} onPress={() => void close()}>
          {t(row.phase === 'resolved' ? 'finish.close' : 'finish.resolveAndClose')}
        </Button>
        {row.phase === 'resolved' ? null : (
          <Button blocked={noResult ?? mayResolve} onPress={() => void resolve()}>
            {t('finish.resolveOnly')}
          </Button>
        )}
        <span className="text-small text-ink-2">{blocked}</span>
      </div>
    </section>
  );
};

const Part = ({ title, children }: { readonly title: string; readonly children: React.ReactNode }) => (
  <fieldset className="flex flex-col gap-2 border-t border-line pt-2">
    <legend className="heading float-left w-full pb-1">{title}</legend>
    {children}
  </fieldset>
);
