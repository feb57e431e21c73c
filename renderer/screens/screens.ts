// Knows the screens, their keys and who sees which; the header, the keys and the palette read this one table.
import { BoardScreen } from './board.tsx';
import { DeskScreen } from './desk.tsx';
import { LeadScreen } from './lead.tsx';
import type { KeyId } from '../parts/keys.ts';
import type { Screen } from '../state/view.ts';

type ScreenRow = {
  readonly id: Screen;
  readonly keyId: KeyId;
  /** By the role of whoever is signed in. */
  readonly sees: (role: string) => boolean;
  readonly Shown: () => React.ReactNode;
};

const everybody = (): boolean => true;
/** Everybody to whom cases are passed. */
export const seesLead = (role: string): boolean => role !== 'agent';

export const SCREENS: readonly ScreenRow[] = [
  { id: 'desk', keyId: 'screenDesk', sees: everybody, Shown: DeskScreen },
  { id: 'lead', keyId: 'screenLead', sees: seesLead, Shown: LeadScreen },
  { id: 'board', keyId: 'screenBoard', sees: everybody, Shown: BoardScreen },
];

/** The screens of a role; the first one is where everybody begins. */
export const screensOf = (role: string): readonly ScreenRow[] => SCREENS.filter(({ sees }) => sees(role));

/** The screen to show: the one asked for, or the first where this role does not see it. */
export const shownScreen = (asked: Screen, role: string): ScreenRow => {
  const open = screensOf(role);
  const [first] = open;
  const found = open.find(({ id }) => id === asked) ?? first;
  if (found === undefined) throw new Error('every role sees a screen');
  return found;
};
