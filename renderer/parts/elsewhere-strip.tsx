// Below the header after a sign-in: one's day is still open at another workstation; which, since when it is silent, and the ways out.
import { MonitorSmartphone } from 'lucide-react';
import { readElsewhere, signOut, useSession } from '../state/session.ts';
import { Button } from './button.tsx';
import { useNow } from './now.ts';
import { momentSaid } from './time-words.ts';
import { useDesk } from './use-pack.ts';

export const ElsewhereStrip = () => {
  const { t, telling } = useDesk();
  const elsewhere = useSession((session) => session.elsewhere);
  const now = useNow(60_000);
  if (elsewhere === null) return null;
  const { name, at, seenAt } = elsewhere;
  return (
    <section
      aria-label={t('elsewhere.title')}
      className="flex shrink-0 items-start gap-3 border-b border-warn-line bg-warn-soft px-3 py-1.5"
    >
      <MonitorSmartphone aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <div role="status" className="min-w-0 grow min-[90rem]:flex min-[90rem]:gap-6">
        <p className="font-semibold">
          {t('elsewhere.open', { name, moment: momentSaid(at, now, telling), seen: momentSaid(seenAt, now, telling) })}
        </p>
        <p className="text-ink-2">{t('elsewhere.ways', { name })}</p>
      </div>
      <div className="flex shrink-0 gap-2">
        <Button small onPress={readElsewhere}>
          {t('elsewhere.stay')}
        </Button>
        <Button small kind="quiet" onPress={() => void signOut()}>
          {t('elsewhere.leave')}
        </Button>
      </div>
    </section>
  );
};
