// Does one action over many cases and says what came of it: how many are done, and each that failed with its number and why.
import { useCallback } from 'react';
import { call } from '../api/api.ts';
import { wake } from '../state/live.ts';
import { showToast, type ToastAction } from '../state/toasts.ts';
import { once } from '../state/under-way.ts';
import type { CallInput, CallName } from '../../shared/api.ts';
import type { BulkResult } from '../../shared/views/shapes.ts';
import { announce } from './announce.tsx';
import { focusHome } from './focus-home.ts';
import { deskNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { useDesk, type Desk } from './use-pack.ts';
import { faultSaid } from './too-long.tsx';

export type BulkCall = 'shift.send' | 'shift.accept' | 'people.move' | 'parts.tell' | 'parts.close';

/** "NT-…: why", one line per case that failed. */
export const failureLines = ({ failed }: BulkResult, desk: Desk, now: number): readonly string[] =>
  failed.map(({ number, refusal }) => `${number}: ${refusalWords(refusal, desk, now)}`);

const TOPICS = ['queue', 'lead', 'alerts', 'refused', 'sync'];
const SHOWN = 3;

type Bulk = <Name extends BulkCall & CallName>(
  name: Name,
  input: CallInput<Name>,
  done: string,
  back?: ToastAction,
) => Promise<BulkResult | null>;

/** Null when nothing was done at all, for a reason that is on screen then, and for the same once more while it is on its way. */
export const useBulk = (): Bulk => {
  const desk = useDesk();
  return useCallback(
    async (name, input, done, back) => {
      const refuse = (sentence: string): null => {
        showToast('refused', sentence);
        announce(sentence);
        return null;
      };
      const answer = await once([name, input], () => call(name, input));
      if (answer === null) return null;
      if (!answer.ok) return refuse(faultSaid(answer.fault, desk.t));
      const outcome = answer.value as { ok: true; value: BulkResult } | { ok: false; refusal: Parameters<typeof refusalWords>[0] };
      if (!outcome.ok) return refuse(refusalWords(outcome.refusal, desk, deskNow()));
      const result = outcome.value;
      wake([], TOPICS);
      focusHome();
      const failures = failureLines(result, desk, deskNow());
      if (failures.length === 0) {
        showToast('done', done, back ?? null, back === undefined ? 6 : 10);
        announce(done);
        return result;
      }
      const rest = failures.length > SHOWN ? [desk.t('bulk.rest', { count: failures.length - SHOWN })] : [];
      refuse([desk.t('bulk.part', { done: result.done, count: failures.length }), ...failures.slice(0, SHOWN), ...rest].join(' '));
      return result;
    },
    [desk],
  );
};
