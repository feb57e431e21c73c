// Knows the first walk of each role: what is shown, where it stands, and how far somebody has come.
import type { Screen } from '../state/view.ts';

/** `where`: a selector of the part that is outlined meanwhile; nothing is, where it is not on screen. */
export type TourStep = { readonly id: string; readonly screen: Screen; readonly where: string };

const STEP = {
  list: { id: 'list', screen: 'desk', where: 'nav:has([data-list="rows"])' },
  note: { id: 'note', screen: 'desk', where: 'main div:has(> textarea)' },
  meter: { id: 'meter', screen: 'desk', where: 'aside section:has(input.text-huge)' },
  escalate: { id: 'escalate', screen: 'desk', where: 'footer' },
  inbox: { id: 'inbox', screen: 'lead', where: 'main [data-list="rows"]' },
  approvals: { id: 'approvals', screen: 'lead', where: '[data-list="live"]' },
  readBack: { id: 'readBack', screen: 'lead', where: 'main + aside, [role="separator"] + aside' },
  budgets: { id: 'budgets', screen: 'lead', where: '[data-tour="find"]' },
  board: { id: 'board', screen: 'lead', where: 'header nav' },
  find: { id: 'find', screen: 'desk', where: '[data-tour="find"]' },
} as const satisfies Record<string, TourStep>;

const TOURS: Readonly<Record<string, readonly TourStep[]>> = {
  agent: [STEP.list, STEP.note, STEP.meter, STEP.escalate, STEP.find],
  specialist: [STEP.inbox, STEP.readBack, STEP.note, STEP.escalate, STEP.find],
  lead: [STEP.inbox, STEP.approvals, STEP.readBack, STEP.board, STEP.find],
  manager: [STEP.inbox, STEP.approvals, STEP.budgets, STEP.board, STEP.find],
};

export const TOUR_STEPS: readonly TourStep[] = Object.values(STEP);

/** A role nobody wrote a walk for is shown where everything is found. */
export const stepsOf = (role: string): readonly TourStep[] => TOURS[role] ?? [STEP.find];

/** Where somebody stands: 0 for whoever has never seen it, null once it is over. Of what cannot be read nobody is bothered twice. */
export const readTour = (kept: unknown, count: number): number | null => {
  if (kept === null) return 0;
  if (typeof kept !== 'object' || kept === undefined || !('step' in kept)) return null;
  const { step } = kept;
  return typeof step === 'number' && Number.isInteger(step) && step >= 0 && step < count ? step : null;
};
