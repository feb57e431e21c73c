// Knows the keystroke-level model: how long a practised hand needs for what it was seen to do, in seconds.

/**
 * Operators of Card, Moran and Newell (1980), in seconds, as the budgets set them: a key of an average typist, a moment of thought, pointing
 * with the mouse, moving the hand between keyboard and mouse.
 */
export const OPERATORS = { key: 0.2, mental: 1.35, point: 1.1, home: 0.4 } as const;

/** One thing somebody did: wrote into a field, or pressed one button or command key. */
export type Act =
  | { readonly kind: 'field'; readonly keys: number }
  /** A command: one thought, however many keys are held down for it. */
  | { readonly kind: 'command'; readonly keys: number }
  /** On the way to the next field, without a thought of its own. */
  | { readonly kind: 'walk'; readonly keys: number }
  | { readonly kind: 'click'; readonly fromKeys: boolean };

/** Fields filled and buttons pressed; walking to a field belongs to the field. */
export const inputsOf = (acts: readonly Act[]): number => acts.filter(({ kind }) => kind !== 'walk').length;

const secondsOf = (act: Act): number => {
  if (act.kind === 'click') return OPERATORS.mental + OPERATORS.point + OPERATORS.key + (act.fromKeys ? OPERATORS.home : 0);
  return act.keys * OPERATORS.key + (act.kind === 'walk' ? 0 : OPERATORS.mental);
};

/** A thought is charged once for every input, which is how the budgets count; source: experience.md, "Budgets to measure". */
export const keystrokeSeconds = (acts: readonly Act[]): number => acts.reduce((sum, act) => sum + secondsOf(act), 0);
