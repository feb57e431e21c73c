// Says how handovers were rated: each answer with its share of a hundred, so that "partly" never reads as "no".
import type { QualityRow } from '../../shared/views/floor-shapes.ts';

export type Answer = 'yes' | 'partly' | 'no';
export const ANSWERS: readonly Answer[] = ['yes', 'partly', 'no'];

/** In whole parts of a hundred that add up to a hundred: what is lost by rounding goes to whoever lost most of it. */
export const sharesOf = (row: QualityRow['complete']): Readonly<Record<Answer, number>> => {
  const count = Math.max(1, row.yes + row.partly + row.no);
  const exact = (answer: Answer): number => (100 * row[answer]) / count;
  const shares = Object.fromEntries(ANSWERS.map((answer) => [answer, Math.floor(exact(answer))])) as Record<Answer, number>;
  const missing = (row.yes + row.partly + row.no === 0 ? 0 : 100) - shares.yes - shares.partly - shares.no;
  const lost = (answer: Answer): number => exact(answer) - Math.floor(exact(answer));
  for (const answer of ANSWERS.toSorted((a, b) => lost(b) - lost(a)).slice(0, missing)) shares[answer] += 1;
  return shares;
};
