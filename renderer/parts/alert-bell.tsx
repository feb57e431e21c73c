// The quiet word on alerts in the header: how many cases, how pressing; opens the panel, never blinks.
import { Bell } from 'lucide-react';
import { useLive } from '../state/live.ts';
import { showOverlay, useView } from '../state/view.ts';
import { alertLevel } from './alert-words.ts';
import { Shape } from './due-mark.tsx';
import { Kbd, useShortcuts } from './kbd.tsx';
import { useKey } from './keys.ts';
import { useDesk } from './use-pack.ts';
import { ALERTS } from './use-signals.ts';

const COLOUR = { calm: 'text-ink-2', soon: 'text-warn', late: 'text-bad', done: 'text-ink-2' } as const;

export const AlertBell = () => {
  const { t } = useDesk();
  const overlay = useView((view) => view.overlay);
  const { value } = useLive('alerts.list', ALERTS);
  const shortcut = useShortcuts();
  const count = value?.cases ?? 0;
  const levels = (value?.alerts ?? []).map(alertLevel);
  const level = count === 0 ? 'calm' : levels.includes('late') ? 'late' : 'soon';
  useKey('alerts', () => showOverlay(overlay === 'alerts' ? null : 'alerts'));
  return (
    <button
      type="button"
      onClick={() => showOverlay('alerts')}
      aria-keyshortcuts={shortcut('alerts')}
      className={`flex h-7 shrink-0 items-center gap-1.5 rounded-md px-2 whitespace-nowrap hover:bg-panel ${COLOUR[level]} ${count === 0 ? '' : 'font-semibold'}`}
    >
      {count === 0 ? <Bell aria-hidden className="size-3.5" /> : <Shape level={level} />}
      {/* In a narrow header the number says it to the eye. */}
      <span className="max-[60rem]:sr-only">{t('alert.bell', { count })}</span>
      <span aria-hidden className="hidden max-[60rem]:inline">
        {count === 0 ? '' : count}
      </span>
      <span className="hidden min-[90rem]:inline">
        <Kbd id="alerts" />
      </span>
    </button>
  );
};
