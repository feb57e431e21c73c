// Tells whoever sits at a workstation at once when its share of a budget is stopped, why, and what he may still promise; once for each share.
import { useEffect, useEffectEvent, useRef } from 'react';
import { useLive } from '../state/live.ts';
import { showToast } from '../state/toasts.ts';
import { showOverlay } from '../state/view.ts';
import { announce } from './announce.tsx';
import { budgetName, stoppedWords } from './budget-words.ts';
import { deskNow } from './now.ts';
import { useDesk } from './use-pack.ts';

export const useStoppedWord = (): void => {
  const desk = useDesk();
  const told = useRef(new Set<string>());
  const { value } = useLive('budgets.view', {});
  const tell = useEffectEvent((): void => {
    for (const row of value?.budgets ?? []) {
      const { stopped, lease = '' } = row.here;
      if (stopped === undefined) continue;
      // A desk that knows of its copy by itself hears the same again from its hub.
      const key = `${row.account} ${lease} ${stopped.cause}`;
      if (told.current.has(key)) continue;
      told.current.add(key);
      const words = `${budgetName(row, desk)}: ${stoppedWords(stopped, 'here', desk, deskNow())}`;
      showToast('refused', words, { label: desk.t('sync.details'), run: () => showOverlay('sync') });
      announce(words);
    }
  });
  useEffect(() => tell(), [value]);
};
