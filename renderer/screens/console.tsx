// The signed-in window: header, the screen of the moment, what lies on top; remembers where it was.
import { useEffect, useRef } from 'react';
import { AbsenceDialog } from '../parts/absence-dialog.tsx';
import { AlertsPanel } from '../parts/alerts-panel.tsx';
import { announce } from '../parts/announce.tsx';
import { BudgetsDialog } from '../parts/budgets-dialog.tsx';
import { CommandPalette } from '../parts/command-palette.tsx';
import { DraftConflicts } from '../parts/draft-conflicts.tsx';
import { ElsewhereStrip } from '../parts/elsewhere-strip.tsx';
import { Header } from '../parts/header.tsx';
import { HubStrip } from '../parts/hub-strip.tsx';
import { KeysOverlay } from '../parts/keys-overlay.tsx';
import { useKey } from '../parts/keys.ts';
import { focusList } from '../parts/list-focus.ts';
import { ShiftDialog } from '../parts/shift-dialog.tsx';
import { SyncDrawer } from '../parts/sync-drawer.tsx';
import { MoveDialog } from '../parts/move-dialog.tsx';
import { PhoneDialog } from '../parts/phone-dialog.tsx';
import { ReceiveDialog } from '../parts/receive-dialog.tsx';
import { Toasts } from '../parts/toasts.tsx';
import { useDesk } from '../parts/use-pack.ts';
import { useSignalling } from '../parts/use-signals.ts';
import { useStoppedWord } from '../parts/use-stopped-word.ts';
import { useDraft } from '../state/drafts.ts';
import { useLooks } from '../state/looks.ts';
import { useSession } from '../state/session.ts';
import { showToast } from '../state/toasts.ts';
import { showOverlay, showPanel, showScreen, useView, type Panel, type Screen } from '../state/view.ts';
import { DeskScreen } from './desk.tsx';
import { LeadScreen } from './lead.tsx';

/** Who sees the second screen: everybody to whom cases are passed. */
export const seesLead = (role: string): boolean => role !== 'agent';

/** The window opens where it was, also after a crash: what it shows is a draft like any other. */
const usePlace = (): void => {
  const [stored, store, state] = useDraft('view');
  const { screen, caseId, panel } = useView();
  const restored = useRef(false);
  useEffect(() => {
    if (state === 'loading' || restored.current) return;
    restored.current = true;
    if (typeof stored !== 'object' || stored === null || !('caseId' in stored)) return;
    useView.setState({
      screen: stored['screen'] === 'lead' ? 'lead' : 'desk',
      caseId: typeof stored['caseId'] === 'string' ? stored['caseId'] : null,
      panel: typeof stored['panel'] === 'string' ? (stored['panel'] as Panel) : 'case',
    });
  }, [state, stored]);
  useEffect(() => {
    if (restored.current) store({ screen, caseId, panel });
  }, [screen, caseId, panel, store]);
};

/** Whoever came in without the centre is told once what that means. */
const useOfflineWord = (): void => {
  const { t } = useDesk();
  const offline = useSession((session) => session.offline);
  const words = t('sign.offline');
  useEffect(() => {
    if (!offline) return;
    showToast('note', words, null, 12);
    announce(words);
    useSession.setState({ offline: false });
  }, [offline, words]);
};

export const Console = () => {
  const { me, pack, t } = useDesk();
  const shade = useLooks((looks) => looks.shade);
  const screen = useView((view) => view.screen);
  const overlay = useView((view) => view.overlay);
  const accent = pack.accent[shade];
  const mayLead = seesLead(me.role);
  // By key one stands on the screen's list at once: there J, K and the letters of the rows work.
  const go = (to: Screen) => (): void => {
    showScreen(to);
    focusList(true);
  };
  usePlace();
  useOfflineWord();
  useStoppedWord();
  useSignalling(mayLead);
  useKey('help', () => showOverlay(overlay === 'keys' ? null : 'keys'));
  useKey('palette', () => showOverlay(overlay === 'palette' ? null : 'palette'));
  useKey('screenDesk', go('desk'));
  useKey('screenLead', go('lead'), mayLead);
  useKey('newCase', () => {
    showScreen('desk');
    showPanel('new-case');
  });

  useEffect(() => {
    const root = document.documentElement;
    root.style.setProperty('--accent', accent);
    root.style.setProperty('--accent-ink', shade === 'dark' ? '#0b1416' : '#ffffff');
    document.title = `${pack.name} · ${t('app.name')}`;
    return () => {
      root.style.removeProperty('--accent');
      root.style.removeProperty('--accent-ink');
    };
  }, [accent, shade, pack.name, t]);

  return (
    <div className="flex h-full flex-col">
      <Header mayLead={mayLead} />
      <HubStrip />
      <ElsewhereStrip />
      <DraftConflicts />
      {screen === 'lead' && mayLead ? <LeadScreen /> : <DeskScreen />}
      <Toasts />
      <CommandPalette />
      <KeysOverlay />
      <SyncDrawer />
      {mayLead ? <BudgetsDialog /> : null}
      {mayLead ? <PhoneDialog /> : null}
      <AbsenceDialog />
      <ShiftDialog />
      <AlertsPanel />
      <MoveDialog />
      <ReceiveDialog />
    </div>
  );
};
