// Knows what this window shows: screen, case, panel, what lies on top; nothing of it is a fact of a case.
import { create } from 'zustand';

export type Screen = 'desk' | 'lead' | 'board';
/** What stands in the middle below the case's head; `case` = its note and history. */
export type Panel =
  | 'case'
  | 'handover'
  | 'finish'
  | 'approval'
  | 'lateral'
  | 'consult'
  | 'links'
  | 'owed'
  | 'check-out'
  | 'new-case'
  | 'refused';
export type Overlay =
  | 'palette'
  | 'help'
  | 'settings'
  | 'tour'
  | 'sync'
  | 'absence'
  | 'alerts'
  | 'receive'
  | 'move'
  | 'card'
  | 'shift'
  | 'budgets'
  | 'phone'
  | 'coach';

export type View = {
  readonly screen: Screen;
  readonly caseId: string | null;
  readonly panel: Panel;
  readonly overlay: Overlay | null;
  /** Whom the layer on top is about, where it is about a person. */
  readonly about: string | null;
  readonly connected: boolean;
  /** Somebody asked for the handover: it opens on what is missing. A window that only opens where it was moves no focus. */
  readonly toMissing: boolean;
  /** The case and panel were not asked for: the window opened where it was. */
  readonly byItself: boolean;
  /** How often somebody went to a case from elsewhere: what he pressed there is gone then. */
  readonly came: number;
  /** The reason chosen for the next escalation of a case; null lets the pack choose. */
  readonly reason: { readonly caseId: string; readonly code: string } | null;
  /** The knowledge article beside the case; it stays while one writes. */
  readonly article: string | null;
};

export const useView = create<View>(() => ({
  screen: 'desk',
  caseId: null,
  panel: 'case',
  overlay: null,
  about: null,
  connected: true,
  toMissing: false,
  byItself: false,
  came: 0,
  reason: null,
  article: null,
}));

const set = (next: Partial<View>): void => useView.setState(next);

export const showScreen = (screen: Screen): void => set({ screen, overlay: null });
export const openCase = (caseId: string | null): void => set({ caseId, panel: 'case', overlay: null, byItself: false });
/** Opens a case on the desk from wherever one is. */
export const goToCase = (caseId: string): void =>
  useView.setState(({ came }) => ({ screen: 'desk', caseId, panel: 'case', overlay: null, byItself: false, came: came + 1 }));
export const showPanel = (panel: Panel): void =>
  set({ panel, overlay: null, byItself: false, toMissing: panel === 'handover' || panel === 'lateral' || panel === 'owed' });
/** Folds away what a step was done in, unless something else has been opened meanwhile. */
export const foldPanel = (panel: Panel, caseId: string): void => {
  const now = useView.getState();
  if (now.panel === panel && now.caseId === caseId) set({ panel: 'case', byItself: false, toMissing: false });
};
/** Puts away what lies on top once its step is done, unless something else lies there meanwhile. */
export const foldOverlay = (overlay: Overlay): void => {
  if (useView.getState().overlay === overlay) set({ overlay: null });
};
export const missingReached = (): void => set({ toMissing: false });
export const showOverlay = (overlay: Overlay | null): void => set({ overlay });
/** Opens a note to a colleague about a case, and a handover of it where there is one. */
export const showCoach = (to: string, caseId: string, handover: string | null): void =>
  set({ overlay: 'coach', about: [to, caseId, handover ?? ''].join(' ') });
/** Opens the open work of somebody, to be moved. */
export const showWork = (person: string): void => set({ overlay: 'move', about: person });
export const setConnected = (connected: boolean): void => set({ connected });
export const chooseReason = (caseId: string, code: string): void => set({ reason: { caseId, code } });
/** Opens an article beside the case; null closes it. */
export const showArticle = (article: string | null): void => set({ article, overlay: null });
