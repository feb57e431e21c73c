// Knows which line of a list is chosen while one types in the field above it: always one that stands there, and the list knows it, too.
import { useState } from 'react';

/** More than a pointer can pass over between two pictures. */
const TURNS = 16;

/**
 * `current` is the value of the chosen line, the first one where what was chosen has gone; `list` is handed to the list of commands. The list
 * takes what a key or the pointer chose for itself before it asks, and looks at our answer only where that is another than before: blanks at
 * its end, which it cuts off, make it another whenever it has asked.
 */
export const useChosen = (
  lines: readonly string[],
): { readonly current: string; readonly list: { readonly value: string; readonly onValueChange: (value: string) => void } } => {
  const [{ chosen, turn }, choose] = useState({ chosen: '', turn: 0 });
  const current = lines.includes(chosen) ? chosen : (lines[0] ?? '');
  const onValueChange = (value: string): void => choose((before) => ({ chosen: value, turn: (before.turn + 1) % TURNS }));
  return { current, list: { value: current + ' '.repeat(turn), onValueChange } };
};
