// Beside the case: the search for an article, or one article that stays while one writes; never in the place of note or form.
import { useEffect, useRef } from 'react';
import { BookOpen, X } from 'lucide-react';
import { closeArticles, openArticles, useArticleOpen } from '../state/articles.ts';
import { showArticle, useView } from '../state/view.ts';
import { ArticleSearch } from './article-search.tsx';
import { ArticleView } from './article-view.tsx';
import { Button } from './button.tsx';
import { focusHome } from './focus-home.ts';
import { useKey } from './keys.ts';
import { Section } from './section.tsx';
import { useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';

/** What was opened from the palette has no place of its own to go back to. */
const close = (): void => {
  closeArticles();
  focusHome();
};

/** The key works wherever a case is on screen, also while nothing of this is open. */
export const ArticlePanel = () => {
  const { t } = useDesk();
  const article = useView((view) => view.article);
  const isOpen = useArticleOpen();
  const box = useRef<HTMLElement>(null);
  useKey('articles', openArticles);
  useKey('back', close, isOpen, 2, box);
  useEffect(() => {
    // What scrolling answers with is no business of an effect.
    if (box.current !== null) box.current.scrollTop = 0;
  }, [article]);
  if (!isOpen) return null;
  return (
    <section
      ref={box}
      aria-label={t('article.title')}
      className="relative flex min-h-0 max-h-[62%] shrink-0 flex-col gap-2 overflow-auto border-b border-edge bg-panel px-3.5 py-3 max-[60rem]:max-h-[70vh]"
    >
      <div className="flex items-center justify-between gap-2">
        <h2 className="heading">{t('article.title')}</h2>
        <span className="flex items-center gap-1">
          {article === null ? null : (
            <Button small kind="quiet" keyId="articles" onPress={openArticles}>
              {t('article.back')}
            </Button>
          )}
          <button
            type="button"
            aria-label={t(article === null ? 'article.closeSearch' : 'article.close')}
            title={t(article === null ? 'article.closeSearch' : 'article.close')}
            onClick={close}
            className="aim grid place-items-center rounded-sm p-1 text-ink-2 hover:bg-bg"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </span>
      </div>
      {article === null ? <ArticleSearch /> : <ArticleView key={article} id={article} />}
    </section>
  );
};

const SHOWN = 4;

/** The articles of the case's category; hidden while the panel is open. */
export const ArticlesHere = () => {
  const { t, pack, say } = useDesk();
  const { row } = useCase();
  const isOpen = useArticleOpen();
  if (isOpen || pack.articles.length === 0) return null;
  const ofCase = pack.articles.filter(({ categories }) => categories !== null && categories.includes(row.category));
  return (
    <Section
      title={t('article.title')}
      aside={
        <Button small kind="quiet" keyId="articles" onPress={openArticles}>
          {t('article.find')}
        </Button>
      }
    >
      <ul className="flex flex-col">
        {ofCase.slice(0, SHOWN).map(({ id, title }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => showArticle(id)}
              className="aim flex w-full items-center gap-1.5 rounded-sm py-0.5 text-left text-accent hover:underline"
            >
              <BookOpen aria-hidden className="size-3.5 shrink-0" />
              <span className="min-w-0">{say(title)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
};
