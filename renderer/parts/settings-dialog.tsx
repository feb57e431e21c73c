// The settings of a person and of this machine: looks, signals, keys, what the surroundings can do, and what this program is.
import { Tabs } from 'radix-ui';
import { create } from 'zustand';
import { showOverlay, useView } from '../state/view.ts';
import { About } from './about.tsx';
import { Dialog } from './dialog.tsx';
import { KeysEditor, stopListening } from './keys-editor.tsx';
import { SettingsHere } from './settings-here.tsx';
import { SettingsLooks } from './settings-looks.tsx';
import { useDesk } from './use-pack.ts';

const TABS = ['looks', 'keys', 'here', 'about'] as const;
type Tab = (typeof TABS)[number];

const SHOWN: Readonly<Record<Tab, () => React.ReactNode>> = {
  looks: SettingsLooks,
  keys: KeysEditor,
  here: SettingsHere,
  about: About,
};

const useTab = create<{ readonly tab: Tab }>(() => ({ tab: 'looks' }));
/** Opens the settings where one wants to be. */
export const showSettings = (tab: Tab): void => {
  useTab.setState({ tab });
  showOverlay('settings');
};

export const SettingsDialog = () => {
  const { t } = useDesk();
  const open = useView((view) => view.overlay === 'settings');
  const tab = useTab((settings) => settings.tab);
  const choose = (next: string): void => useTab.setState({ tab: TABS.find((known) => known === next) ?? 'looks' });
  return (
    <Dialog open={open} onClose={() => showOverlay(null)} onEscape={stopListening} title={t('settings.title')} wide>
      <Tabs.Root value={tab} onValueChange={choose} className="flex min-h-0 flex-col">
        <Tabs.List aria-label={t('settings.title')} className="flex gap-1 border-b border-line px-3 py-1.5">
          {TABS.map((id) => (
            <Tabs.Trigger
              key={id}
              value={id}
              className="rounded-md px-2.5 py-1 font-medium text-ink-2 hover:bg-panel data-[state=active]:bg-accent-soft data-[state=active]:text-ink"
            >
              {t(`settings.tab.${id}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {TABS.map((id) => {
          const Shown = SHOWN[id];
          return (
            <Tabs.Content key={id} value={id} className="min-h-0 overflow-auto p-4">
              <Shown />
            </Tabs.Content>
          );
        })}
      </Tabs.Root>
    </Dialog>
  );
};
