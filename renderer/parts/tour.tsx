// The first walk through the desk: a line below the header that shows one thing after the other, takes no focus, and never comes back once skipped.
import { useEffect } from 'react';
import { setDraft, useDraft } from '../state/drafts.ts';
import { showOverlay, showScreen } from '../state/view.ts';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { focusHome } from './focus-home.ts';
import { readTour, stepsOf, type TourStep } from './tour-steps.ts';
import { useKeyWords } from './use-key-words.ts';
import { useDesk } from './use-pack.ts';

const DRAFT = 'settings:tour';

/** From the beginning, on the screen it begins with. */
export const useRestartTour = (): (() => void) => {
  const { me } = useDesk();
  // So that the draft is known before it is changed.
  useDraft(DRAFT);
  return () => {
    showOverlay(null);
    showScreen(stepsOf(me.role)[0]?.screen ?? 'desk');
    setDraft(DRAFT, { step: 0 });
  };
};

export const Tour = () => {
  const { me } = useDesk();
  const [kept, keep, state] = useDraft(DRAFT);
  const steps = stepsOf(me.role);
  const at = readTour(kept, steps.length);
  const step = at === null || state === 'loading' ? undefined : steps[at];
  if (at === null || step === undefined) return null;
  return <Line step={step} at={at} count={steps.length} onGo={(next) => keep(next === null ? { done: true } : { step: next })} />;
};

type LineProps = {
  readonly step: TourStep;
  readonly at: number;
  readonly count: number;
  readonly onGo: (step: number | null) => void;
};

const Line = ({ step, at, count, onGo }: LineProps) => {
  const { t } = useDesk();
  const keys = useKeyWords();
  const { id, where } = step;
  useEffect(() => {
    const shown = document.querySelector(where);
    shown?.setAttribute('data-toured', '');
    return () => shown?.removeAttribute('data-toured');
  }, [where]);
  const go = (next: number | null): void => {
    onGo(next);
    focusHome();
    const following = next === null ? undefined : next;
    announce(following === undefined ? t('tour.over', keys) : t('tour.step', { at: following + 1, count }));
  };
  return (
    <section
      aria-label={t('tour.title')}
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-accent-soft px-4 py-1.5"
    >
      <span className="text-small whitespace-nowrap text-ink-2">{t('tour.step', { at: at + 1, count })}</span>
      <p aria-live="polite" className="max-w-none min-w-0 grow basis-96">
        <span className="font-semibold">{t(`tour.${id}.title`)}</span> {t(`tour.${id}.text`, keys)}
      </p>
      <div className="flex gap-1.5">
        <Button small kind="quiet" onPress={() => go(null)}>
          {t(at === count - 1 ? 'tour.end' : 'tour.skip')}
        </Button>
        {at === 0 ? null : (
          <Button small onPress={() => go(at - 1)}>
            {t('tour.back')}
          </Button>
        )}
        {at === count - 1 ? null : (
          <Button small kind="primary" onPress={() => go(at + 1)}>
            {t('tour.next')}
          </Button>
        )}
      </div>
    </section>
  );
};
