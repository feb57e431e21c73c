// One knowledge article beside the case: its steps are ticked, what is ticked is a draft of this case and article.
import { useEffect, useRef } from 'react';
import { useAsked } from '../state/asked.ts';
import { useDraft } from '../state/drafts.ts';
import { Button } from './button.tsx';
import { GapReport } from './gap-form.tsx';
import { Markdown } from './markdown.tsx';
import { markdownTree, stepCount } from './markdown-tree.ts';
import { draftKey, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';

const readTicks = (value: unknown): readonly number[] =>
  Array.isArray(value) ? value.filter((step): step is number => Number.isInteger(step)) : [];

export const ArticleView = ({ id }: { readonly id: string }) => {
  const { t, say, language } = useDesk();
  const { row } = useCase();
  const { value } = useAsked('articles.view', { id }, 0);
  const [stored, store] = useDraft(draftKey('article', row.caseId, id));
  const heading = useRef<HTMLHeadingElement>(null);
  const article = value?.ok === true ? value.value : null;
  const isHere = article !== null;
  // Opened by a press: the keyboard goes on in the article, and F4 leads back to the note.
  useEffect(() => {
    if (isHere) heading.current?.focus();
  }, [isHere]);
  if (value?.ok === false) return <p className="text-ink-2">{t('article.gone')}</p>;
  if (article === null) return <p aria-busy="true">{t('article.loading')}</p>;
  const body = say(article.body);
  const all = stepCount(markdownTree(body));
  const done = readTicks(stored).filter((step) => step < all);
  return (
    <article className="flex flex-col gap-2">
      <h3 ref={heading} tabIndex={-1} className="rounded-sm text-large font-semibold">
        {say(article.title)}
      </h3>
      {all === 0 ? null : (
        <p className="flex items-center justify-between gap-2 text-small text-ink-2">
          <span role="status">{t('article.done', { done: done.length, all })}</span>
          {done.length === 0 ? null : (
            <Button small kind="quiet" onPress={() => store(null)}>
              {t('article.restart')}
            </Button>
          )}
        </p>
      )}
      <Markdown text={body} headings="h4" ticks={{ done, set: (next) => store(next.length === 0 ? null : [...next]) }} />
      {article.reviewedOn === null ? null : (
        <p className="text-tiny text-ink-3">{t('article.reviewed', { day: dayOf(article.reviewedOn, language) })}</p>
      )}
      <GapReport article={{ id, title: say(article.title) }} searched="" />
    </article>
  );
};

/** A day of the calendar, the same in every zone. */
const dayOf = (day: string, language: 'de' | 'en'): string =>
  new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
