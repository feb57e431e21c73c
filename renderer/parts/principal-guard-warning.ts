// Warns once before something is recorded for one principal while a call for another one runs at this machine.
import { acceptForeign, mustWarn } from '../state/calls.ts';
import { showToast } from '../state/toasts.ts';
import { announce } from './announce.tsx';
import type { Desk } from './use-pack.ts';

/** What a customer on the line would be told or granted; by mistake it would stand with the wrong principal. */
const SPOKEN: ReadonlySet<string> = new Set(['log-contact', 'decide', 'break-glass', 'ask-approval', 'make-promise']);

/** True where it warned: nothing was done, and whoever means it says so and does it again. */
export const warnedOfForeign = (desk: Pick<Desk, 'me' | 'pack' | 't'>, verb = 'log-contact'): boolean => {
  const mark = SPOKEN.has(verb) ? mustWarn(desk.me.lane) : null;
  if (mark === null) return false;
  const { t, pack } = desk;
  const words = t('guard.warning', { theirs: mark.name, ours: pack.name });
  showToast('refused', words, {
    label: t('guard.anyway', { ours: pack.name }),
    run: () => {
      acceptForeign(mark.call);
      showToast('note', t('guard.again'));
    },
  });
  announce(words);
  return true;
};
