// Below the header, only while the centre will not take this desk as it is: what is wrong, and that somebody has to act.
import { OctagonAlert } from 'lucide-react';
import { useLive } from '../state/live.ts';
import { showOverlay } from '../state/view.ts';
import { Button } from './button.tsx';
import { isStanding, troubleWords } from './hub-words.ts';
import { useDesk } from './use-pack.ts';

export const HubStrip = () => {
  const { t } = useDesk();
  const { value } = useLive('sync.status', {});
  if (value === undefined || value.trouble === null || !isStanding(value.trouble)) return null;
  return (
    <section aria-label={t('sync.title')} className="flex shrink-0 items-center gap-3 border-b border-bad bg-bad-soft px-3 py-1.5 text-bad">
      <OctagonAlert aria-hidden className="size-4 shrink-0" />
      <p role="alert" className="max-w-[46rem] min-w-0 grow">
        {troubleWords(value.trouble, t)}
      </p>
      <Button small onPress={() => showOverlay('sync')}>
        {t('sync.details')}
      </Button>
    </section>
  );
};
