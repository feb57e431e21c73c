// The quiet word on the sync: how much waits and since when one heard of the centre; opens the drawer.
import { useEffect } from 'react';
import { useLive, wake } from '../state/live.ts';
import { showOverlay, useView } from '../state/view.ts';
import { Shape } from './due-mark.tsx';
import { syncWords } from './hub-words.ts';
import { useNow } from './now.ts';
import { useDesk } from './use-pack.ts';

/** Nobody tells that nothing was heard: with a centre one looks, as often as somebody would glance at it. */
const GLANCE = 3000;

export const SyncBadge = () => {
  const { telling } = useDesk();
  const connected = useView((view) => view.connected);
  const { value } = useLive('sync.status', {});
  const isHub = value?.mode === 'hub';
  useEffect(() => {
    if (!isHub) return undefined;
    const timer = window.setInterval(() => wake([], ['sync']), GLANCE);
    return () => window.clearInterval(timer);
  }, [isHub]);
  const now = useNow(10_000);
  const { level, text } = syncWords(value, connected, now, telling);
  const colour = { calm: 'text-ink-3', soon: 'text-warn', late: 'text-bad', done: 'text-ok' }[level];
  const isTold = level === 'soon' || level === 'late';
  return (
    <button
      type="button"
      onClick={() => showOverlay('sync')}
      title={text}
      // In a narrow header a word somebody should read has a line of its own rather than half of this one.
      className={`flex h-7 min-w-0 items-center gap-1.5 rounded-md px-2 whitespace-nowrap hover:bg-panel max-[60rem]:min-w-7 ${isTold ? 'max-[60rem]:ml-auto' : 'max-[60rem]:max-w-max max-[60rem]:grow-[99] max-[60rem]:basis-7'}`}
    >
      <span className={colour}>
        <Shape level={level === 'done' ? 'calm' : level} />
      </span>
      <span className={isTold ? `truncate font-semibold ${colour}` : 'truncate text-ink-2 max-[60rem]:sr-only'}>{text}</span>
    </button>
  );
};
