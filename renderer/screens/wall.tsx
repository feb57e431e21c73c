// A window that has become a wall: the board alone, on a seat that may only look; and the way in and out of it.
import { useEffect, useEffectEvent } from 'react';
import { deskNow } from '../parts/now.ts';
import { faultWords, refusalWords } from '../parts/refusal-words.ts';
import { useAccent } from '../parts/use-accent.ts';
import { useDesk } from '../parts/use-pack.ts';
import { flushDrafts, forgetDrafts } from '../state/drafts.ts';
import { openWall, signOut } from '../state/session.ts';
import { showToast } from '../state/toasts.ts';
import { askWall } from '../state/wall-address.ts';
import { BoardScreen } from './board.tsx';

/** Whoever came in gives the window to the wall and is out again; who may not is told, and is at work. */
export const WallGate = () => {
  const desk = useDesk();
  const refused = useEffectEvent((why: NonNullable<Awaited<ReturnType<typeof openWall>>>): void => {
    askWall(false);
    showToast('refused', 'where' in why ? faultWords(why, desk.t) : refusalWords(why, desk, deskNow()));
  });
  useEffect(() => {
    flushDrafts();
    void openWall().then((why) => (why === null ? forgetDrafts() : refused(why)));
  }, []);
  return null;
};

export const Wall = () => {
  const { t, pack } = useDesk();
  useAccent();
  useEffect(() => {
    document.title = `${pack.name} · ${t('board.title')}`;
  }, [pack, t]);
  const leave = (): void => {
    askWall(false);
    void signOut();
  };
  return (
    <div className="flex h-full flex-col border-t-3 border-t-accent">
      <BoardScreen />
      <footer className="flex shrink-0 justify-end px-3 pb-2">
        {/* As large as what hangs here: whoever takes the wall down stands before it. */}
        <button
          type="button"
          className="rounded-md border border-edge bg-raised px-[0.8em] py-[0.3em] text-[clamp(0.875rem,1.5vw,2.5rem)] font-medium hover:bg-panel"
          onClick={leave}
        >
          {t('board.leave')}
        </button>
      </footer>
    </div>
  );
};
