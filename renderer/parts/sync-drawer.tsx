// Shows what is under way between desk and centre, and what to do about it.
import { useLive } from '../state/live.ts';
import { showOverlay, showPanel, showScreen, useView } from '../state/view.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { useNow } from './now.ts';
import { LevelText } from './due-mark.tsx';
import { syncWords } from './sync-badge.tsx';
import { momentSaid } from './time-words.ts';
import { useDesk } from './use-pack.ts';

export const SyncDrawer = () => {
  const { t } = useDesk();
  const open = useView((view) => view.overlay === 'sync');
  return (
    <Dialog open={open} onClose={() => showOverlay(null)} title={t('sync.title')} side>
      {open ? <Inside /> : null}
    </Dialog>
  );
};

/** The desk tells a code, and for the technical support what exactly failed behind a colon. */
export const troubleWords = (trouble: string, t: ReturnType<typeof useDesk>['t']): string =>
  t([`trouble.${trouble.split(':')[0]}`, 'trouble.other'], { trouble });

const Inside = () => {
  const { t, telling, language } = useDesk();
  const connected = useView((view) => view.connected);
  const { value } = useLive('sync.status', {});
  const now = useNow(10_000);
  const words = syncWords(value, connected, now, t);
  const rows: readonly (readonly [string, string])[] =
    value === undefined
      ? []
      : [
          [t('sync.mode'), t(`sync.mode-${value.mode}`)],
          [t('sync.rowWaiting'), String(value.waiting)],
          [t('sync.rowUnconfirmed'), String(value.unconfirmed)],
          [t('sync.rowRefused'), String(value.refused)],
          [t('sync.rowPosition'), new Intl.NumberFormat(language).format(value.position)],
          [t('sync.rowHeard'), value.lastHeard === null ? t('sync.never') : momentSaid(value.lastHeard, now, telling)],
        ];
  const trouble = value === undefined || value.trouble === null ? null : troubleWords(value.trouble, t);
  const showRefused = (): void => {
    showScreen('desk');
    showPanel('refused');
  };
  return (
    <div className="flex flex-col gap-4 overflow-auto p-4">
      <p className="text-large">
        <LevelText level={words.level}>{words.text}</LevelText>
      </p>
      <p className="text-ink-2">
        {connected ? t(trouble === null ? 'sync.explain' : 'sync.explainTrouble', { trouble }) : t('sync.explainNoDesk')}
      </p>
      <dl>
        {rows.map(([name, figure]) => (
          <div key={name} className="flex justify-between gap-4 border-t border-line py-1.5">
            <dt className="text-ink-2">{name}</dt>
            <dd className="font-medium">{figure}</dd>
          </div>
        ))}
      </dl>
      {value !== undefined && value.refused > 0 ? (
        <div>
          <Button onPress={showRefused}>{t('sync.showRefused')}</Button>
        </div>
      ) : null}
    </div>
  );
};
