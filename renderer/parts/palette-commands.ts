// Knows every command the palette offers: those of the case on screen, the screens, what lies on top, looks and leaving.
import { lockDesk, signOut } from '../state/session.ts';
import { flushDrafts } from '../state/drafts.ts';
import { setDensity, setLanguage, setTheme } from '../state/looks.ts';
import { showOverlay, showPanel, showScreen, useView } from '../state/view.ts';
import { pressSoon, type KeyId } from './keys.ts';
import { showSettings } from './settings-dialog.tsx';
import { useRestartTour } from './tour.tsx';
import { useDesk } from './use-pack.ts';

export type Entry = { readonly id: string; readonly text: string; readonly run: () => void; readonly keyId?: KeyId };

const OF_CASE = [
  'note',
  'decide',
  'approval',
  'escalate',
  'lateral',
  'consult',
  'promise',
  'resolve',
  'links',
  'call',
  'hold',
  'mood',
  'articles',
  'checkOut',
] as const satisfies readonly KeyId[];

export const usePaletteCommands = (): readonly Entry[] => {
  const { t, me } = useDesk();
  const caseId = useView((view) => view.caseId);
  const restart = useRestartTour();
  const onDesk = (run: () => void) => (): void => {
    showScreen('desk');
    run();
  };
  const lead: readonly Entry[] =
    me.role === 'agent'
      ? []
      : [
          { id: 'lead', text: t('keys.screenLead'), run: () => showScreen('lead'), keyId: 'screenLead' },
          { id: 'phone', text: t('phone.title'), run: () => showOverlay('phone') },
          { id: 'budgets', text: t('budget.title'), run: () => showOverlay('budgets') },
        ];
  // What belongs to the case on screen; what cannot be done now says why where it opens.
  const ofCase: readonly Entry[] =
    caseId === null
      ? []
      : OF_CASE.map((keyId) => ({
          id: keyId,
          text: t(`keys.${keyId}`),
          run: onDesk(() => window.setTimeout(() => pressSoon(keyId))),
          keyId,
        }));
  return [
    ...ofCase,
    { id: 'new', text: t('keys.newCase'), run: onDesk(() => showPanel('new-case')), keyId: 'newCase' },
    { id: 'desk', text: t('keys.screenDesk'), run: () => showScreen('desk'), keyId: 'screenDesk' },
    ...lead,
    { id: 'board', text: t('keys.screenBoard'), run: () => showScreen('board'), keyId: 'screenBoard' },
    { id: 'refused', text: t('refused.title'), run: onDesk(() => showPanel('refused')) },
    { id: 'alerts', text: t('alert.title'), run: () => showOverlay('alerts'), keyId: 'alerts' },
    { id: 'sync', text: t('sync.title'), run: () => showOverlay('sync') },
    { id: 'absence', text: t('absence.open'), run: () => showOverlay('absence') },
    { id: 'shift', text: t('shift.open'), run: () => showOverlay('shift') },
    { id: 'help', text: t('help.title'), run: () => showOverlay('help'), keyId: 'help' },
    { id: 'tour', text: t('tour.again'), run: restart },
    { id: 'settings', text: t('settings.title'), run: () => showSettings('looks'), keyId: 'settings' },
    { id: 'keys', text: t('help.changeKeys'), run: () => showSettings('keys') },
    { id: 'about', text: t('settings.tab.about'), run: () => showSettings('about') },
    { id: 'light', text: t('palette.light'), run: () => setTheme('light') },
    { id: 'dark', text: t('palette.dark'), run: () => setTheme('dark') },
    { id: 'contrast', text: t('palette.contrast'), run: () => setTheme('contrast') },
    { id: 'compact', text: t('palette.compact'), run: () => setDensity('compact') },
    { id: 'comfortable', text: t('palette.comfortable'), run: () => setDensity('comfortable') },
    { id: 'de', text: t('palette.de'), run: () => setLanguage('de') },
    { id: 'en', text: t('palette.en'), run: () => setLanguage('en') },
    { id: 'lock', text: t('lock.act'), run: lock },
    { id: 'out', text: t('palette.out'), run: leave },
  ];
};

/** Whoever leaves takes nothing along: every word is with the desk before. */
const leave = (): void => {
  flushDrafts();
  void signOut();
};

const lock = (): void => {
  flushDrafts();
  void lockDesk();
};
