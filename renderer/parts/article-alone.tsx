// One knowledge article while no case is open: to be read, without steps to tick, for those belong to a case.
import { useEffect, useRef } from 'react';
import { useAsked } from '../state/asked.ts';
import { showArticle } from '../state/view.ts';
import { Button } from './button.tsx';
import { useKey } from './keys.ts';
import { Markdown } from './markdown.tsx';
import { useDesk } from './use-pack.ts';

export const ArticleAlone = ({ id }: { readonly id: string }) => {
  const { t, say } = useDesk();
  const { value } = useAsked('articles.view', { id }, 0);
  const heading = useRef<HTMLHeadingElement>(null);
  const article = value?.ok === true ? value.value : null;
  const isHere = article !== null;
  useKey('back', () => showArticle(null), true, 2);
  // Whoever chose it reads on with the keyboard.
  useEffect(() => {
    if (isHere) heading.current?.focus();
  }, [isHere]);
  if (value === undefined) return <p aria-busy="true">{t('article.loading')}</p>;
  return (
    <article className="flex max-w-3xl flex-col gap-3 px-5 py-4">
      <div className="flex items-start justify-between gap-3">
        <h1 ref={heading} tabIndex={-1} className="text-large font-semibold outline-none">
          {article === null ? t('article.gone') : say(article.title)}
        </h1>
        <Button small kind="quiet" keyId="back" onPress={() => showArticle(null)}>
          {t('article.close')}
        </Button>
      </div>
      {article === null ? null : <Markdown text={say(article.body)} headings="h2" />}
    </article>
  );
};
