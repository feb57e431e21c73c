// Says unmistakably when the telephone is for one principal and this window for another: names both, and the way out; shows nothing else of it.
import { useState } from 'react';
import { ShieldAlert } from 'lucide-react';
import { dropMark, useForeignCall } from '../state/calls.ts';
import { flushDrafts } from '../state/drafts.ts';
import { signOut } from '../state/session.ts';
import { Button } from './button.tsx';
import { usePops } from './pop-strip.tsx';
import { useDesk } from './use-pack.ts';

type Foreign = { readonly key: string; readonly name: string; readonly running: boolean; readonly takers: number };

/** A call that runs comes before one that only waits. */
const useForeign = (): Foreign | null => {
  const running = useForeignCall();
  const waiting = usePops().find(({ mine, principal }) => !mine && principal !== null);
  if (running !== null) return { key: running.call, name: running.name, running: true, takers: 0 };
  if (waiting === undefined || waiting.principal === null) return null;
  return { key: waiting.id, name: waiting.principal.name, running: false, takers: waiting.takers };
};

export const PrincipalGuard = () => {
  const { t, pack } = useDesk();
  const foreign = useForeign();
  const [hidden, setHidden] = useState<string | null>(null);
  if (foreign === null || foreign.key === hidden) return null;
  const { name: theirs, running, takers, key } = foreign;
  const names = { theirs, ours: pack.name };
  const leave = (): void => {
    flushDrafts();
    void signOut();
  };
  return (
    <section
      aria-label={t('guard.title')}
      className="flex shrink-0 items-center gap-3 border-y-2 border-bad bg-bad-soft px-4 py-2 max-[60rem]:flex-wrap"
    >
      <ShieldAlert aria-hidden className="size-5 shrink-0 text-bad" />
      <div role="alert" className="min-w-0 grow">
        <p className="font-semibold text-bad">{t(running ? 'guard.running' : 'guard.waiting', names)}</p>
        <p className="max-w-[46rem] text-ink">
          {t(running ? 'guard.runningWay' : takers > 0 ? 'guard.passWay' : 'guard.signInWay', { ...names, count: takers })}
        </p>
      </div>
      <Button small kind="primary" onPress={leave}>
        {t('guard.signIn', names)}
      </Button>
      {running ? (
        <Button small onPress={() => dropMark()}>
          {t('guard.isOver')}
        </Button>
      ) : (
        <Button small kind="quiet" onPress={() => setHidden(key)}>
          {t('guard.hide')}
        </Button>
      )}
    </section>
  );
};
