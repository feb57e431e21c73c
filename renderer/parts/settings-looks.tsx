// Language, colours, density, widths and signals of this machine's windows.
import { useState } from 'react';
import { DENSITIES, LANGUAGES, setDensity, setLanguage, setTheme, THEMES, useLooks } from '../state/looks.ts';
import { noticeLeave, setNotices, setSound, useSignals } from '../state/signals.ts';
import { Button } from './button.tsx';
import { Tick } from './fields/inputs.tsx';
import { Choice } from './looks-menu.tsx';
import { forgetPanes, usePanes } from './panes.ts';
import { SettingsRow } from './settings-row.tsx';
import { useDesk } from './use-pack.ts';

export const SettingsLooks = () => {
  const { t, language } = useDesk();
  const { theme, density } = useLooks();
  const moved = usePanes((panes) => Object.keys(panes.pulled).length > 0);
  const word = (value: string): string => t(`looks.${value}`);
  return (
    <div className="flex flex-col">
      <SettingsRow title={t('looks.language')}>
        <Choice label={t('looks.language')} values={LANGUAGES} chosen={language} word={word} onChoose={setLanguage} />
      </SettingsRow>
      <SettingsRow title={t('looks.theme')} hint={t('settings.themeHint')}>
        <Choice label={t('looks.theme')} values={THEMES} chosen={theme} word={word} onChoose={setTheme} />
      </SettingsRow>
      <SettingsRow title={t('looks.density')} hint={t('settings.densityHint')}>
        <Choice label={t('looks.density')} values={DENSITIES} chosen={density} word={word} onChoose={setDensity} />
      </SettingsRow>
      <SettingsRow title={t('settings.panes')} hint={t('settings.panesHint')}>
        <Button small blocked={moved ? null : t('settings.panesAsGiven')} onPress={forgetPanes}>
          {t('settings.panesReset')}
        </Button>
      </SettingsRow>
      <SignalRow />
    </div>
  );
};

const SignalRow = () => {
  const { t } = useDesk();
  const { sound, notices } = useSignals();
  const [leave, setLeave] = useState(noticeLeave);
  return (
    <SettingsRow title={t('signals.title')} hint={leave === 'blocked' || leave === 'unable' ? t(`signals.${leave}`) : null}>
      <Tick label={t('signals.sound')} value={sound} onChange={setSound} />
      <Tick label={t('signals.notices')} value={notices} onChange={(on) => void setNotices(on).then(setLeave)} />
    </SettingsRow>
  );
};
