// A master case speaks for its parts: one message to all of them, and their common end; what could not be closed is named.
import { useState } from 'react';
import type { BulkResult } from '../../shared/views/shapes.ts';
import { typedSince } from '../state/draft-words.ts';
import { draftValue, setDraft, useDraft } from '../state/drafts.ts';
import { putAway } from '../state/sent-words.ts';
import { Button } from './button.tsx';
import { Moment, Pick, Tick } from './fields/inputs.tsx';
import { SavedWord } from './note-editor.tsx';
import { deskNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { useBulk } from './use-bulk.ts';
import { draftKey, useBlocked, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { goToCase } from '../state/view.ts';
import { useTooLong } from './too-long.tsx';
import { LONGEST } from '../../shared/kernel/limits.ts';

type Draft = {
  readonly text: string;
  readonly informed: boolean;
  readonly result: string;
  readonly informedAt: number | null;
  /** The parts these words have not reached yet; nobody is told the same twice. */
  readonly left: readonly string[];
};
const EMPTY: Draft = { text: '', informed: false, result: '', informedAt: null, left: [] };
const readDraft = (value: unknown): Draft => (typeof value === 'object' && value !== null ? { ...EMPTY, ...value } : EMPTY);
const MINUTE = 60_000;

export const MasterPanel = () => {
  const { t, options } = useDesk();
  const { row, links } = useCase();
  const may = useBlocked('tell-parts');
  const bulk = useBulk();
  const key = draftKey('parts', row.caseId);
  const [value, set, state] = useDraft(key);
  const [failed, setFailed] = useState<BulkResult['failed']>([]);
  const draft = readDraft(value);
  const over = useTooLong(draft.text, LONGEST.toParts);
  const change = (next: Partial<Draft>): void => set({ ...draft, ...next });
  const parts = links.filter(({ relation, phase }) => relation === 'has-part' && phase !== 'closed');
  const open = parts.length;
  const left = draft.left.filter((id) => parts.some(({ other }) => other === id));
  if (may !== null) return <p className="text-ink-2">{may}</p>;
  const noParts = open === 0 ? t('master.none') : null;
  const tellBlocked = noParts ?? (draft.text.trim() === '' ? t('master.needsText') : null);
  const closeBlocked =
    noParts ?? (draft.result === '' ? t('finish.needsResult') : draft.informedAt === null ? t('finish.needsInformed') : null);
  const tell = async (): Promise<void> => {
    if (tellBlocked !== null) return;
    const only = left.length === 0 ? {} : { only: [...left] };
    const input = { caseId: row.caseId, text: draft.text.trim(), informed: draft.informed, ...only };
    const result = await bulk('parts.tell', input, t('master.told', { count: left.length === 0 ? open : left.length }));
    if (result === null) return;
    setFailed(result.failed);
    const now = readDraft(draftValue(key));
    const isSame = now.text === draft.text && now.informed === draft.informed;
    if (result.failed.length > 0) {
      if (isSame && result.done > 0) setDraft(key, { ...now, left: result.failed.map(({ caseId }) => caseId) });
      return;
    }
    // Only the words went; what is chosen for the end of the parts stays, also if it was chosen meanwhile.
    const since = typedSince(draft.text, now.text);
    setDraft(key, { ...now, text: typeof since === 'string' ? since : '', informed: now.informed && !draft.informed, left: [] });
  };
  const close = async (): Promise<void> => {
    if (closeBlocked !== null || draft.informedAt === null) return;
    const input = { caseId: row.caseId, result: draft.result, informedAt: draft.informedAt, text: draft.text.trim() };
    const result = await bulk('parts.close', input, t('master.closed', { count: open }));
    if (result === null) return;
    setFailed(result.failed);
    if (result.failed.length === 0) putAway(key, { ...draft });
  };
  return (
    <section aria-label={t('master.title')} className="flex flex-col gap-3">
      <h2 className="heading">{t('master.heading', { count: open })}</h2>
      <textarea
        className="entry [field-sizing:content]"
        rows={2}
        aria-label={t('master.text')}
        placeholder={t('master.text')}
        {...over.props}
        value={draft.text}
        onChange={(event) => change({ text: event.target.value, left: [] })}
      />
      {over.mark}
      <div className="flex flex-wrap items-center gap-3">
        <Tick label={t('master.informed')} value={draft.informed} onChange={(informed) => change({ informed, left: [] })} />
        <Button small blocked={tellBlocked} onPress={() => void tell()}>
          {left.length === 0 ? t('master.tell', { count: open }) : t('master.tellLeft', { count: left.length })}
        </Button>
        <SavedWord state={state} />
      </div>
      <div className="flex flex-wrap items-center gap-3 border-t border-line pt-3">
        <Pick label={t('finish.result')} value={draft.result} options={options('results')} onChange={(result) => change({ result })} />
        <Tick
          label={t('master.allInformed')}
          value={draft.informedAt !== null}
          onChange={(on) => change({ informedAt: on ? Math.floor(deskNow() / MINUTE) * MINUTE : null })}
        />
        {draft.informedAt === null ? null : (
          <Moment past label={t('finish.informedAt')} value={draft.informedAt} onChange={(at) => change({ informedAt: at ?? null })} />
        )}
        <Button small blocked={closeBlocked} onPress={() => void close()}>
          {t('master.close', { count: open })}
        </Button>
      </div>
      <Failed failed={failed} />
    </section>
  );
};

const Failed = ({ failed }: Pick<BulkResult, 'failed'>) => {
  const desk = useDesk();
  if (failed.length === 0) return null;
  return (
    <ul aria-label={desk.t('master.failed')} className="border-t border-line">
      {failed.map((row) => (
        <li key={row.caseId} className="flex items-center gap-3 border-b border-line py-1.5">
          <span className="min-w-0 grow">
            <span className="font-medium">{row.number}</span>
            <span className="text-bad">{` · ${refusalWords(row.refusal, desk, deskNow())}`}</span>
          </span>
          <Button small onPress={() => goToCase(row.caseId)}>
            {desk.t('way.open')}
          </Button>
        </li>
      ))}
    </ul>
  );
};
