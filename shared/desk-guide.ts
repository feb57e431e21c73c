// Answers the calls about knowledge articles; they stand in the pack, so that they are here without a network.
import { ok, refuse } from './kernel/result.ts';
import { findArticles } from './views/article-search.ts';
import type { Handlers } from './desk-parts.ts';

export const guideCalls = (): Pick<Handlers, 'articles.search' | 'articles.view'> => ({
  'articles.search': (seat, asked) => [...findArticles(seat.policy.pack, asked)],
  'articles.view': (seat, { id }) => {
    const found = seat.policy.pack.guidance.articles.find((row) => row.id === id);
    if (found === undefined) return refuse('not-found', { article: id });
    const { title, body, categories, reviewedOn } = found;
    return ok({ id, title, body, categories: categories ?? null, reviewedOn: reviewedOn ?? null });
  },
});
