// Takes back what was just sent, with the key that stands in its message: a request, a question, all offers of a shift.
import { call } from '../api/api.ts';
import { backBefore } from '../state/draft-words.ts';
import { draftValue, setDraft } from '../state/drafts.ts';
import { showToast, type ToastAction } from '../state/toasts.ts';
import type { Json } from '../../shared/kernel/result.ts';
import type { CaseView } from '../../shared/views/shapes.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

/** As long as a handover offers it. */
export const TAKE_BACK_SECONDS = 10;

type Words = Readonly<Record<string, Json>>;
type Promised = { readonly caseId: string; readonly promise: string };

const viewOf = async (caseId: string): Promise<CaseView | null> => {
  const now = await call('case.view', { caseId });
  return now.ok && now.value.ok ? now.value.value : null;
};

/** Each answers an action for a message; `words` are the drafts as they stood, by key: with what is taken back they stand there again, before what was typed since. */
export const useTakeBack = (): {
  readonly approval: (caseId: string, approval: string, words: Words) => ToastAction;
  readonly consult: (caseId: string, consult: string, words: Words) => ToastAction;
  readonly shift: (cases: readonly string[], promises: readonly Promised[], words: Words) => ToastAction;
} => {
  const { t } = useDesk();
  const send = useSend();
  const action = (run: () => Promise<boolean>, words: Words): ToastAction => ({
    label: t('handover.withdraw'),
    keyId: 'withdraw',
    run: () =>
      void run().then((isBack) => {
        if (!isBack) return;
        for (const [key, value] of Object.entries(words)) setDraft(key, backBefore(value, draftValue(key)));
        showToast('note', t('handover.withdrawn'));
      }),
  });
  return {
    approval: (caseId, approval, words) => action(async () => (await send('withdraw-approval', caseId, { approval })).ok, words),
    consult: (caseId, consult, words) => action(async () => (await send('withdraw-consult', caseId, { consult })).ok, words),
    shift: (cases, promises, words) =>
      action(async () => {
        let isBack = true;
        for (const caseId of cases) {
          const view = await viewOf(caseId);
          const handover = view?.row.flight === null ? undefined : view?.handover?.handover;
          isBack = handover !== undefined && (await send('withdraw-handover', caseId, { handover })).ok && isBack;
        }
        for (const { caseId, promise } of promises) isBack = (await send('leave-promise', caseId, { promise })).ok && isBack;
        return isBack;
      }, words),
  };
};
