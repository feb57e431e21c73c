// Answers the calls about drafts: each belongs to its author within one principal, and nobody else can see or delete it.
import type { Json } from './kernel/result.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import type { Seat } from './desk-session.ts';

// The same person id may exist under two principals; a draft must not cross over.
const authorOf = (seat: Seat): string => `${seat.lane}/${seat.person.id}`;

/** What this author keeps under a key; null when nothing. */
export const draftOf = ({ store }: Pick<DeskInside, 'store'>, seat: Seat, key: string): Json =>
  store.draft(authorOf(seat), key)?.value ?? null;

/** Beside a draft: what another window had typed when both were written at once. */
const ASIDE = '~';

const isSame = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);

export const draftCalls = ({ store, clock, tell }: DeskInside): Pick<Handlers, 'draft.get' | 'draft.save'> => ({
  'draft.get': (seat, { key }) => {
    const draft = store.draft(authorOf(seat), key);
    const aside = store.draft(authorOf(seat), `${key}${ASIDE}`);
    return { value: draft?.value ?? null, savedAt: draft?.savedAt ?? null, ...(aside === null ? {} : { aside: aside.value }) };
  },
  'draft.save': (seat, { key, value, base, aside = false }) => {
    const author = authorOf(seat);
    const saved = store.transact(() => {
      const place = aside ? `${key}${ASIDE}` : key;
      const stored = store.draft(author, place);
      const known = stored?.savedAt ?? null;
      if (base !== undefined && base !== known && !isSame(stored?.value ?? null, value))
        return { savedAt: known ?? clock(), conflict: { value: stored?.value ?? null, savedAt: known } };
      // A clock that stands still or goes back names no two versions alike.
      const savedAt = Math.max(clock(), (known ?? -1) + 1);
      if (value === null) store.deleteDraft(author, place);
      else store.saveDraft({ author, key: place, value, savedAt });
      return { savedAt };
    });
    if ('conflict' in saved) return saved;
    tell({ type: 'changed', lane: seat.lane, cases: [], topics: ['draft'], drafts: [key] });
    return saved;
  },
});
