// What this program is: its version, who may use it how, what it is made of, and where the data lie.
import { SettingsRow } from './settings-row.tsx';
import { useHost } from './settings-here.tsx';
import { useDesk } from './use-pack.ts';

/** Whose work is in the window one looks at; each under the licence named. */
const MADE_OF = [
  ['React, React DOM', 'MIT'],
  ['Radix UI, cmdk, zustand', 'MIT'],
  ['TanStack Virtual', 'MIT'],
  ['i18next, react-i18next', 'MIT'],
  ['zod, react-hook-form', 'MIT'],
  ['Lucide', 'ISC'],
  ['date-holidays', 'ISC, CC BY 3.0'],
  ['Inter', 'SIL OFL 1.1'],
  ['Electron, better-sqlite3', 'MIT'],
  ['SQLite', 'Public Domain'],
] as const;

export const About = () => {
  const { t, pack } = useDesk();
  const host = useHost();
  return (
    <div className="flex flex-col">
      <SettingsRow title={t('app.name')} hint={t('about.what')}>
        <p>{host === null ? t('about.asking') : t('about.version', { version: host.version, host: t(`about.host.${host.host}`) })}</p>
        {host?.demo === true ? <p>{t('about.demo')}</p> : null}
      </SettingsRow>
      <SettingsRow title={t('about.pack')}>
        <p>{pack.name}</p>
      </SettingsRow>
      <SettingsRow title={t('about.data')} hint={t('about.dataHint')}>
        <p>{t('about.dataWhere')}</p>
      </SettingsRow>
      <SettingsRow title={t('about.licence')}>
        <p>{t('about.licenceText')}</p>
        <ul className="columns-2 gap-x-8 text-small text-ink-2">
          {MADE_OF.map(([name, licence]) => (
            <li key={name}>{`${name} · ${licence}`}</li>
          ))}
        </ul>
      </SettingsRow>
    </div>
  );
};
