// Decides what is still due of a case after a call about it; nothing of it blocks anything.
import type { Wrap } from '../state/calls.ts';
import type { CaseView } from '../../shared/views/shapes.ts';

export type Due =
  /** No case has taken the contact yet. */
  | { readonly kind: 'contact' }
  | { readonly kind: 'owed'; readonly count: number; readonly due: number }
  | { readonly kind: 'decision'; readonly count: number }
  | { readonly kind: 'promise'; readonly due: number }
  | { readonly kind: 'note' }
  | { readonly kind: 'mood' };

const SOON = 3_600_000;
/** As long as the record of the contact may be on its way. */
const ON_ITS_WAY = 2_000;

/** `note`: words of a note that was begun and not put into the history. The most pressing first. */
export const dueAfter = (wrap: Wrap, view: CaseView | null, person: string, note: boolean, now: number): readonly Due[] => {
  const contact: readonly Due[] = wrap.logged || now - wrap.endedAt < ON_ITS_WAY ? [] : [{ kind: 'contact' }];
  if (view === null) return contact;
  const begun = wrap.endedAt - wrap.seconds * 1000;
  const owed = view.handover?.from.person === person ? view.handover.owed : null;
  const untold = view.decisions.filter(({ toldAt }) => toldAt === null).length;
  const promises = view.promises.filter(({ outcome, by, due }) => outcome === 'open' && by === person && due - now < SOON);
  const first = promises.toSorted((a, b) => a.due - b.due)[0];
  const asksMood = view.can['note-mood'] === null && wrap.reached && (view.mood?.points.every(({ at }) => at < begun) ?? true);
  return [
    ...contact,
    ...(owed === null ? [] : [{ kind: 'owed' as const, count: owed.fields.length, due: owed.due }]),
    ...(untold === 0 ? [] : [{ kind: 'decision' as const, count: untold }]),
    ...(first === undefined ? [] : [{ kind: 'promise' as const, due: first.due }]),
    ...(note ? [{ kind: 'note' as const }] : []),
    ...(asksMood ? [{ kind: 'mood' as const }] : []),
  ];
};
