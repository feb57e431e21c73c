// Shows what is under way between desk and centre, and what to do about it.
import { useLive } from '../state/live.ts';
import { showOverlay, showPanel, showScreen, useView } from '../state/view.ts';
import { ProgressBar } from './arriving.tsx';
import { BudgetsHere } from './budget-here.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { useNow } from './now.ts';
import { LevelText } from './due-mark.tsx';
import { HubWays, hasWay } from './hub-ways.tsx';
import { arrivingFigures, silentSince, syncWords, troubleWords } from './hub-words.ts';
import { momentSaid } from './time-words.ts';
import { useDesk } from './use-pack.ts';
import type { SyncStatus } from '../../shared/views/shapes.ts';

export const SyncDrawer = () => {
  const { t } = useDesk();
  const open = useView((view) => view.overlay === 'sync');
  return (
    <Dialog open={open} onClose={() => showOverlay(null)} title={t('sync.title')} side>
      {open ? <Inside /> : null}
    </Dialog>
  );
};

const Inside = () => {
  const { t, telling, language } = useDesk();
  const connected = useView((view) => view.connected);
  const { value } = useLive('sync.status', {});
  const { value: hub } = useLive('hub.view', {});
  const now = useNow(10_000);
  const words = syncWords(value, connected, now, telling);
  const isHub = value?.mode === 'hub';
  const rows: readonly (readonly [string, string])[] =
    value === undefined
      ? []
      : [
          [t('sync.mode'), t(`sync.mode-${value.mode}`)],
          ...(isHub && hub !== undefined && hub.url !== null ? [[t('sync.rowUrl'), hub.url] as const] : []),
          ...(isHub && hub !== undefined && hub.name !== null ? [[t('sync.rowDesk'), hub.name] as const] : []),
          [t('sync.rowWaiting'), String(value.waiting)],
          [t('sync.rowUnconfirmed'), String(value.unconfirmed)],
          [t('sync.rowRefused'), String(value.refused)],
          ...(value.aside === undefined ? [] : [[t('sync.rowAside'), String(value.aside)] as const]),
          [t('sync.rowPosition'), new Intl.NumberFormat(language).format(value.position)],
          [
            t(isHub ? 'sync.rowHub' : 'sync.rowHeard'),
            value.lastHeard === null ? t('sync.never') : momentSaid(value.lastHeard, now, telling),
          ],
        ];
  const showRefused = (): void => {
    showScreen('desk');
    showPanel('refused');
  };
  return (
    <div className="flex flex-col gap-4 overflow-auto p-4">
      <p className="text-large">
        <LevelText level={words.level} wraps>
          {words.text}
        </LevelText>
      </p>
      {value === undefined ? null : <Explained status={value} connected={connected} now={now} />}
      {value?.arriving === undefined ? null : (
        <div className="flex flex-col gap-1">
          <ProgressBar label={t('arriving.title')} done={value.arriving.done} total={value.arriving.total} />
          <p className="text-small text-ink-2">
            {value.arriving.what === 'list'
              ? `${t('arriving.list', arrivingFigures(value.arriving, language))} · ${t('arriving.usable')}`
              : t('arriving.history', arrivingFigures(value.arriving, language))}
          </p>
        </div>
      )}
      {value?.aside === undefined ? null : <p className="text-ink-2">{t('sync.explainAside', { count: value.aside })}</p>}
      {isHub ? <BudgetsHere /> : null}
      <dl>
        {rows.map(([name, figure]) => (
          <div key={name} className="flex justify-between gap-4 border-t border-line py-1.5">
            <dt className="shrink-0 text-ink-2">{name}</dt>
            <dd className="min-w-0 text-right font-medium break-words">{figure}</dd>
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

type ExplainedProps = { readonly status: SyncStatus; readonly connected: boolean; readonly now: number };

/** What it means for the work at hand, and what to do: nothing at all, most of the time. */
const Explained = ({ status, connected, now }: ExplainedProps) => {
  const { t } = useDesk();
  const { trouble, mode } = status;
  if (!connected) return <p className="text-ink-2">{t('sync.explainNoDesk')}</p>;
  if (trouble !== null && hasWay(trouble)) return <HubWays trouble={trouble} status={status} />;
  if (trouble !== null && mode === 'hub')
    return (
      <div className="flex flex-col gap-2 text-ink-2">
        <p>{troubleWords(trouble, t)}</p>
        {silentSince(status, now) === null ? null : <p>{t('sync.explainSilent')}</p>}
      </div>
    );
  if (trouble !== null) return <p className="text-ink-2">{t('sync.explainTrouble', { trouble: troubleWords(trouble, t) })}</p>;
  if (silentSince(status, now) !== null) return <p className="text-ink-2">{t('sync.explainSilent')}</p>;
  return <p className="text-ink-2">{t(mode === 'hub' ? 'sync.explainHub' : 'sync.explain')}</p>;
};
