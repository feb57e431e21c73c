// Answers the calls about drafts: each belongs to its author within one principal, and nobody else can see or delete it.
import type { Json } from './kernel/result.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import type { Seat } from './desk-session.ts';

// The same person id may exist under two principals; a draft must not cross over.
const authorOf = (seat: Seat): string => `${seat.lane}/${seat.person.id}`;

/** What this author keeps under a key; null when nothing. */
export const draftOf = ({ store }: Pick<DeskInside, 'store'>, seat: Seat, key: string): Json =>
  store.draft(authorOf(seat), key)?.value ?? null;

export const draftCalls = ({ store, clock, tell }: DeskInside): Pick<Handlers, 'draft.get' | 'draft.save'> => ({
  'draft.get': (seat, { key }) => {
    const draft = store.draft(authorOf(seat), key);
    return { value: draft?.value ?? null, savedAt: draft?.savedAt ?? null };
  },
  'draft.save': (seat, { key, value }) => {
    const savedAt = clock();
    const author = authorOf(seat);
    store.transact(() => (value === null ? store.deleteDraft(author, key) : store.saveDraft({ author, key, value, savedAt })));
    tell({ type: 'changed', lane: seat.lane, cases: [], topics: ['draft'] });
    return { savedAt };
  },
});
