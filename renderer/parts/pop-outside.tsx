// At the door: a call waits, and for whom; nothing of its customer, for nobody is signed in here.
import { PhoneIncoming } from 'lucide-react';
import { useLive } from '../state/live.ts';
import { useWords } from '../texts/texts.ts';

export const PopOutside = () => {
  const { t } = useWords();
  const { value } = useLive('pops.outside', {});
  const [first] = value ?? [];
  if (first === undefined) return null;
  return (
    <div role="status" className="flex shrink-0 items-center justify-center gap-3 border-b border-accent bg-accent-soft px-4 py-2">
      <PhoneIncoming aria-hidden className="size-4 text-accent" />
      {first.principal === null ? t('pop.outside') : t('pop.outsideFor', { name: first.principal.name })}
    </div>
  );
};
