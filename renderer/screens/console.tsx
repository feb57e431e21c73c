// The signed-in window: header, the screen of the moment, what lies on top; remembers where it was.
import { useEffect, useLayoutEffect, useRef } from 'react';
import { announce } from '../parts/announce.tsx';
import { CallBar } from '../parts/call-bar.tsx';
import { DraftConflicts } from '../parts/draft-conflicts.tsx';
import { ElsewhereStrip } from '../parts/elsewhere-strip.tsx';
import { focusHome, watchFocus } from '../parts/focus-home.ts';
import { Header } from '../parts/header.tsx';
import { HubStrip } from '../parts/hub-strip.tsx';
import { useKey } from '../parts/keys.ts';
import { focusList } from '../parts/list-focus.ts';
import { openList } from '../parts/narrow.ts';
import { Overlays } from '../parts/overlays.tsx';
import { PopStrip } from '../parts/pop-strip.tsx';
import { PrincipalGuard } from '../parts/principal-guard.tsx';
import { Toasts } from '../parts/toasts.tsx';
import { Tour } from '../parts/tour.tsx';
import { useOwnKeys } from '../parts/use-own-keys.ts';
import { useStandsIn } from '../parts/use-absences.ts';
import { useBadge } from '../parts/use-badge.ts';
import { useAccent } from '../parts/use-accent.ts';
import { useDesk } from '../parts/use-pack.ts';
import { useSignalling } from '../parts/use-signals.ts';
import { useStoppedWord } from '../parts/use-stopped-word.ts';
import { useDraft } from '../state/drafts.ts';
import { useSession } from '../state/session.ts';
import { showToast } from '../state/toasts.ts';
import { showOverlay, showPanel, showScreen, useView, type Panel, type Screen, type View } from '../state/view.ts';
import { SCREENS, screensOf, seesLead, shownScreen } from './screens.ts';

const placeOf = ({ screen, caseId, panel }: View): Pick<View, 'screen' | 'caseId' | 'panel'> => ({ screen, caseId, panel });

/** The window opens where it was, also after a crash: what it shows is a draft like any other. */
const usePlace = (): void => {
  const [stored, store, state] = useDraft('view');
  const { screen, caseId, panel } = useView();
  const restored = useRef(false);
  const came = useRef({ screen, caseId, panel });
  // Before it is painted: nobody should see an empty desk on the way to his case.
  useLayoutEffect(() => {
    if (state === 'loading' || restored.current) return;
    restored.current = true;
    // Whoever was quicker than what is remembered has gone where he wants to be.
    const now = useView.getState();
    const { screen: atScreen, caseId: atCase, panel: atPanel } = came.current;
    if (now.screen !== atScreen || now.caseId !== atCase || now.panel !== atPanel) return store(placeOf(now));
    if (typeof stored !== 'object' || stored === null || !('caseId' in stored)) return;
    useView.setState({
      screen: SCREENS.find(({ id }) => id === stored['screen'])?.id ?? 'desk',
      caseId: typeof stored['caseId'] === 'string' ? stored['caseId'] : null,
      panel: typeof stored['panel'] === 'string' ? (stored['panel'] as Panel) : 'case',
      byItself: true,
    });
  }, [state, stored, store]);
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

/** Whoever opens a case from another screen stands in it, not before it. */
const useArrival = (): void =>
  useEffect(
    () =>
      useView.subscribe((now, before) => {
        if (now.came !== before.came) focusHome();
      }),
    [],
  );

export const Console = () => {
  const { me, pack } = useDesk();
  const screen = useView((view) => view.screen);
  const overlay = useView((view) => view.overlay);
  useAccent();
  const reader = { role: me.role, standsIn: useStandsIn(pack.people) };
  const mayLead = seesLead(reader);
  const { id, Shown } = shownScreen(screen, reader);
  // By key one stands on the screen's list at once: there J, K and the letters of the rows work.
  const go = (to: Screen) => (): void => {
    showScreen(to);
    if (to === 'desk') openList();
    focusList(true);
    // Nothing is listed on a board: Tab begins at its heading.
    if (to === 'board') focusHome();
  };
  usePlace();
  useArrival();
  useEffect(watchFocus, []);
  useOwnKeys();
  useOfflineWord();
  useStoppedWord();
  useBadge();
  useSignalling(mayLead);
  useKey('help', () => showOverlay(overlay === 'help' ? null : 'help'));
  useKey('settings', () => showOverlay(overlay === 'settings' ? null : 'settings'));
  useKey('palette', () => showOverlay(overlay === 'palette' ? null : 'palette'));
  useKey('screenDesk', go('desk'));
  useKey('screenLead', go('lead'), mayLead);
  useKey('screenBoard', go('board'));
  useKey('newCase', () => {
    showScreen('desk');
    showPanel('new-case');
  });

  return (
    <div className="flex h-full flex-col">
      <Header screens={screensOf(reader)} />
      <HubStrip />
      <ElsewhereStrip />
      <DraftConflicts />
      <PrincipalGuard />
      <PopStrip />
      <CallBar />
      <Tour />
      <Shown />
      {id === 'board' ? <Toasts className="border-t border-line" /> : null}
      <Overlays mayLead={mayLead} />
    </div>
  );
};
