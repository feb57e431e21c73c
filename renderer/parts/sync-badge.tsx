// The quiet word on the sync: how much waits and since when one heard of the centre; opens the drawer.
import { useLive } from '../state/live.ts';
import { showOverlay, useView } from '../state/view.ts';
import { Shape } from './due-mark.tsx';
import { useNow } from './now.ts';
import { spanWords, type Level } from './time-words.ts';
import { useDesk } from './use-pack.ts';
import type { SyncStatus } from '../../shared/views/shapes.ts';

export type SyncWords = { readonly level: Level; readonly text: string };

/** What the badge says; a lost window connection comes before everything the desk last told. */
export const syncWords = (
  status: SyncStatus | undefined,
  connected: boolean,
  now: number,
  t: ReturnType<typeof useDesk>['t'],
): SyncWords => {
  if (!connected) return { level: 'late', text: t('sync.noDesk') };
  if (status === undefined) return { level: 'calm', text: t('sync.asking') };
  if (status.trouble !== null) return { level: 'late', text: t('sync.trouble') };
  const waiting = status.waiting + status.unconfirmed;
  if (waiting > 0) return { level: 'soon', text: t('sync.waiting', { count: waiting }) };
  if (status.mode === 'loopback') return { level: 'done', text: t('sync.alone') };
  const since = status.lastHeard === null ? t('sync.never') : t('sync.heard', { span: spanWords(now - status.lastHeard, t, true) });
  return { level: 'done', text: since };
};

export const SyncBadge = () => {
  const { t } = useDesk();
  const connected = useView((view) => view.connected);
  const { value } = useLive('sync.status', {});
  const now = useNow(10_000);
  const { level, text } = syncWords(value, connected, now, t);
  const colour = { calm: 'text-ink-3', soon: 'text-warn', late: 'text-bad', done: 'text-ok' }[level];
  return (
    <button
      type="button"
      onClick={() => showOverlay('sync')}
      className="flex h-7 items-center gap-1.5 rounded-md px-2 whitespace-nowrap hover:bg-panel"
    >
      <span className={colour}>
        <Shape level={level === 'done' ? 'calm' : level} />
      </span>
      <span className={level === 'soon' || level === 'late' ? `font-semibold ${colour}` : 'text-ink-2'}>{text}</span>
    </button>
  );
};
