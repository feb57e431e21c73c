// Shows what one is doing oneself as others are told it, lets one take a break and come back, and name a deputy.
import { call } from '../api/api.ts';
import { useLive, wake } from '../state/live.ts';
import { showToast } from '../state/toasts.ts';
import { showOverlay } from '../state/view.ts';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { StateDot, stateWords } from './presence-words.tsx';
import { faultWords } from './refusal-words.ts';
import { useDesk } from './use-pack.ts';

export const OwnState = () => {
  const desk = useDesk();
  const { t } = desk;
  const { value } = useLive('presence.view', {});
  if (value === undefined) return null;
  const { state } = value;
  const say = async (next: 'break' | 'free'): Promise<void> => {
    const answer = await call('presence.set', { state: next });
    if (!answer.ok) return showToast('refused', faultWords(answer.fault, t));
    announce(t(`presence.said-${next}`));
    wake([], ['presence']);
  };
  const isOnBreak = state === 'break';
  // The end of a call and of the work after it is said where the call is.
  const blocked = state === 'call' || state === 'after-call' ? t(`presence.blocked-${state}`) : null;
  return (
    <div className="grid min-h-8 grid-cols-[auto_1fr_auto] items-center gap-x-2 border-b border-line pb-2">
      <StateDot state={state} />
      <span>{t('presence.own', { state: stateWords(state, desk) })}</span>
      <span className="flex gap-2">
        <Button small blocked={blocked} onPress={() => void say(isOnBreak ? 'free' : 'break')}>
          {t(isOnBreak ? 'presence.back' : 'presence.toBreak')}
        </Button>
        <Button small onPress={() => showOverlay('absence')}>
          {t('absence.open')}
        </Button>
      </span>
    </div>
  );
};
