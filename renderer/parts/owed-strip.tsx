// What the sender still owes of the form after the call, with the time left; one press opens exactly these fields.
import { useEffect, useMemo } from 'react';
import type { Form } from '../../shared/handover/form.ts';
import type { Json } from '../../shared/kernel/result.ts';
import { useDraft } from '../state/drafts.ts';
import { putAway } from '../state/sent-words.ts';
import { showToast } from '../state/toasts.ts';
import { foldPanel, missingReached, showPanel, useView } from '../state/view.ts';
import { Button } from './button.tsx';
import { DueMark } from './due-mark.tsx';
import { focusField } from './field-focus.ts';
import { readFormDraft } from './form-draft.ts';
import { FieldGroup, FieldRow } from './handover-fields.tsx';
import { useKey } from './keys.ts';
import { SavedWord } from './note-editor.tsx';
import { draftKey, useCase } from './use-case.ts';
import { gapWord } from './use-handover.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

const WARN = 300_000;

export const OwedStrip = () => {
  const desk = useDesk();
  const { t, me } = desk;
  const { handover } = useCase();
  const owed = handover?.owed ?? null;
  if (owed === null || handover?.from.person !== me.person) return null;
  return (
    <section aria-label={t('owed.title')} className="flex items-center gap-3 rounded-lg border border-warn-line bg-warn-soft px-3 py-1.5">
      <p className="flex min-w-0 grow flex-wrap items-baseline gap-x-3">
        <span className="font-semibold">{t('owed.title')}</span>
        <span className="min-w-0 text-ink-2">{owed.fields.map((id) => gapWord(id, desk)).join(', ')}</span>
      </p>
      <span className="ml-auto shrink-0 text-small">
        <DueMark due={{ at: owed.due, warnAt: owed.due - WARN }} />
      </span>
      <Button small kind="primary" onPress={() => showPanel('owed')}>
        {t('owed.open')}
      </Button>
    </section>
  );
};

export const OwedForm = () => {
  const { t, pack } = useDesk();
  const { row, handover } = useCase();
  const send = useSend();
  const toMissing = useView((view) => view.toMissing);
  const key = draftKey('owed', row.caseId);
  const [value, set, state] = useDraft(key);
  const draft = useMemo(() => readFormDraft(value), [value]);
  const fields = handover?.owed?.fields ?? [];
  const first = fields[0];
  useEffect(() => {
    if (!toMissing || first === undefined) return;
    missingReached();
    focusField(first);
  }, [toMissing, first]);
  const form: Form = { ...handover?.form, ...draft, own: { ...handover?.form.own, ...draft.own } };
  const change = (next: Form): void => set({ ...draft, ...next } as Json);
  const isEmpty = Object.keys(draft).length === 0;
  const blocked = fields.length === 0 ? t('owed.none') : isEmpty ? t('owed.empty') : null;
  const put = async (): Promise<void> => {
    if (blocked !== null || handover === null) return;
    const sent = await send('amend-handover', row.caseId, { handover: handover.handover, form: draft });
    if (!sent.ok) return;
    if (putAway(key, value)) foldPanel('owed', row.caseId);
    showToast('done', t('owed.done'));
  };
  useKey('send', () => void put(), true, 1);
  return (
    <section aria-label={t('owed.title')} className="flex flex-col gap-4">
      <p className="text-ink-2">{fields.length === 0 ? t('owed.none') : t('owed.explain')}</p>
      <FieldGroup title={t('owed.title')}>
        {fields.map((id) => {
          const spec = pack.fields.find((field) => field.id === id);
          return spec === undefined ? null : (
            <FieldRow key={id} spec={spec} form={form} change={change} mark={{ text: t('form.later'), isMissing: true }} />
          );
        })}
      </FieldGroup>
      <div className="flex items-center gap-3">
        <Button kind="primary" keyId="send" blocked={blocked} onPress={() => void put()}>
          {t('owed.send')}
        </Button>
        <SavedWord state={state} />
      </div>
    </section>
  );
};
