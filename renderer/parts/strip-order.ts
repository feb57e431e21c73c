// Decides which requests stand where in the strip: whoever waits on the line first, but nothing moves under a hand that is about to answer.
import type { ApprovalRow } from '../../shared/views/shapes.ts';

/** One place in the strip; `gone` = no longer open, kept only so that nothing else slides under the pointer. */
export type Place = { readonly row: ApprovalRow; readonly gone: boolean };

/** Who is about to answer: nobody, somebody whose focus is in the strip, or somebody whose pointer is over it. */
export type Hold = 'none' | 'focus' | 'pointer';

const pressing = (rows: readonly ApprovalRow[]): readonly ApprovalRow[] =>
  rows
    .filter(({ outcome }) => outcome === 'open')
    .toSorted((a, b) => Number(b.customerWaiting) - Number(a.customerWaiting) || a.decideBy - b.decideBy || a.askedAt - b.askedAt);

/**
 * The places as they stand next. Nobody about to answer: sorted anew. Under a hand every row keeps its place, what is new comes below,
 * and under the pointer what is over keeps its place too, without buttons.
 */
export const nextPlaces = (before: readonly Place[], rows: readonly ApprovalRow[], hold: Hold): readonly Place[] => {
  const sorted = pressing(rows);
  if (hold === 'none') return sorted.map((row) => ({ row, gone: false }));
  const kept = before.flatMap((place): readonly Place[] => {
    const row = sorted.find(({ approval }) => approval === place.row.approval);
    if (row !== undefined) return [{ row, gone: false }];
    return hold === 'pointer' ? [place.gone ? place : { ...place, gone: true }] : [];
  });
  const fresh = sorted.filter(({ approval }) => !before.some((place) => place.row.approval === approval));
  return [...kept, ...fresh.map((row) => ({ row, gone: false }))];
};

export const samePlaces = (a: readonly Place[], b: readonly Place[]): boolean =>
  a.length === b.length && a.every((place, index) => place.row === b[index]!.row && place.gone === b[index]!.gone);

/** Without a stroke for this long (ms) a focus in the strip is resting, not about to answer. */
export const RESTING = 4000;

/** What a screen has shown of a request: how often its figures changed here, and the amount that stood there before. */
export type Seen = { readonly corrected: number; readonly amount: number; readonly changes: number; readonly before: number | null };

/** A correction younger than this (ms) was not read yet by whoever presses a key at that moment. */
export const UNREAD = 1500;
/** A request that came to its place by itself less than this ago (ms) is not answered by a key that was meant for the one before. */
export const ARRIVING = 350;

/** What is remembered of each open request; the same map as before where nothing changed. */
export const seeAll = (before: ReadonlyMap<string, Seen>, rows: readonly ApprovalRow[]): ReadonlyMap<string, Seen> => {
  const next = rows.map(({ approval, corrected, amount }): readonly [string, Seen] => {
    const known = before.get(approval);
    if (known === undefined) return [approval, { corrected, amount, changes: 0, before: null }];
    if (known.corrected === corrected && known.amount === amount) return [approval, known];
    return [approval, { corrected, amount, changes: known.changes + 1, before: known.amount }];
  });
  return next.length === before.size && next.every(([approval, seen]) => before.get(approval) === seen) ? before : new Map(next);
};
