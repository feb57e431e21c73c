// What this workstation can do outside its windows, when it locks itself, and where import, export and backup are done.
import { useEffect, useState } from 'react';
import { call } from '../api/api.ts';
import type { CallOutput } from '../../shared/api.ts';
import { SettingsRow } from './settings-row.tsx';
import { useDesk } from './use-pack.ts';

export type HostInfo = CallOutput<'host.info'>;

/** Asked once: a host does not change while its window is open. */
export const useHost = (): HostInfo | null => {
  const [host, setHost] = useState<HostInfo | null>(null);
  useEffect(() => {
    let gone = false;
    void call('host.info', {}).then((answer) => {
      if (answer.ok && !gone) setHost(answer.value);
    });
    return () => {
      gone = true;
    };
  }, []);
  return host;
};

const AROUND = ['badge', 'tray', 'links'] as const;
/** Done where the data folder is, by whoever looks after it. */
const WORK = ['import', 'export', 'backup'] as const;

export const SettingsHere = () => {
  const { t, pack } = useDesk();
  const host = useHost();
  return (
    <div className="flex flex-col">
      <SettingsRow title={t('settings.lock')} hint={t('settings.lockHint')}>
        <p>{t('settings.lockAfter', { count: pack.call.lockMinutes })}</p>
      </SettingsRow>
      <SettingsRow title={t('settings.around')} hint={t('settings.aroundHint')}>
        <ul className="flex flex-col gap-1">
          {AROUND.map((what) => {
            const can = host?.surroundings?.[what] ?? 'browser';
            return (
              <li key={what}>
                <span className="font-medium">{t(`settings.what.${what}`)}</span>
                <span className={can === 'yes' ? 'text-ok' : 'text-ink-2'}>{` · ${t(`settings.can.${can}`)}`}</span>
              </li>
            );
          })}
        </ul>
      </SettingsRow>
      {WORK.map((what) => (
        <SettingsRow key={what} title={t(`settings.work.${what}`)}>
          <p>{t(`settings.work.${what}How`)}</p>
          <code className="rounded-sm border border-line bg-panel px-1.5 py-0.5 text-small select-all">
            {t(`settings.work.${what}Line`)}
          </code>
        </SettingsRow>
      ))}
    </div>
  );
};
