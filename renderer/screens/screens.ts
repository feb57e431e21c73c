// Knows the screens, their keys and who sees which; the header, the keys and the palette read this one table.
import { BoardScreen } from './board.tsx';
import { DeskScreen } from './desk.tsx';
import { LeadScreen } from './lead.tsx';
import type { KeyId } from '../parts/keys.ts';
import type { Screen } from '../state/view.ts';

/** `standsIn`: for somebody to whom cases are passed, while he is absent. */
type Reader = { readonly role: string; readonly standsIn: boolean };

type ScreenRow = {
  readonly id: Screen;
  readonly keyId: KeyId;
  readonly sees: (reader: Reader) => boolean;
  readonly Shown: () => React.ReactNode;
};

const everybody = (): boolean => true;
/** Everybody to whom cases are passed, and an agent as long as he does the work of one of them. */
export const seesLead = ({ role, standsIn }: Reader): boolean => role !== 'agent' || standsIn;

export const SCREENS: readonly ScreenRow[] = [
  { id: 'desk', keyId: 'screenDesk', sees: everybody, Shown: DeskScreen },
  { id: 'lead', keyId: 'screenLead', sees: seesLead, Shown: LeadScreen },
  { id: 'board', keyId: 'screenBoard', sees: everybody, Shown: BoardScreen },
];

/** The screens of a reader; the first one is where everybody begins. */
export const screensOf = (reader: Reader): readonly ScreenRow[] => SCREENS.filter(({ sees }) => sees(reader));

/** The screen to show: the one asked for, or the first where this reader does not see it. */
export const shownScreen = (asked: Screen, reader: Reader): ScreenRow => {
  const open = screensOf(reader);
  const [first] = open;
  const found = open.find(({ id }) => id === asked) ?? first;
  if (found === undefined) throw new Error('everybody sees a screen');
  return found;
};
