// Knows whether somebody looks for an article, with which words, and where the keyboard was before; the words stay while one reads.
import { create } from 'zustand';
import { showArticle, useView } from './view.ts';

type Articles = { readonly isSearching: boolean; readonly text: string; readonly from: HTMLElement | null };

export const useArticles = create<Articles>(() => ({ isSearching: false, text: '', from: null }));

const focusNow = (): HTMLElement | null => (document.activeElement instanceof HTMLElement ? document.activeElement : null);

export const openArticles = (): void => {
  const isShown = useArticles.getState().isSearching || useView.getState().article !== null;
  showArticle(null);
  useArticles.setState({ isSearching: true, ...(isShown ? {} : { from: focusNow() }) });
};
export const searchFor = (text: string): void => useArticles.setState({ text });
/** The keyboard goes back to where it came from. */
export const closeArticles = (): void => {
  const { from } = useArticles.getState();
  useArticles.setState({ isSearching: false, text: '', from: null });
  showArticle(null);
  if (from?.isConnected === true) from.focus();
};

/** An article or the search for one stands beside the case. */
export const useArticleOpen = (): boolean => {
  const isSearching = useArticles((state) => state.isSearching);
  return useView((view) => view.article !== null) || isSearching;
};
