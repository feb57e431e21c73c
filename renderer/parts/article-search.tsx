// Finds an article as one types, without a network; with no words those of the case's category stand first.
import { useEffect, useRef } from 'react';
import { Command } from 'cmdk';
import { searchFor, useArticles } from '../state/articles.ts';
import { useAsked } from '../state/asked.ts';
import { showArticle } from '../state/view.ts';
import { GapReport } from './gap-form.tsx';
import { useCase } from './use-case.ts';
import { useChosen } from './use-chosen.ts';
import { useEarlyEnter } from './use-early-enter.ts';
import { useNamedChoice } from './use-named-choice.ts';
import { useDesk } from './use-pack.ts';

const SHOWN = 12;

export const ArticleSearch = () => {
  const { t, say, word, language } = useDesk();
  const { row } = useCase();
  const text = useArticles((state) => state.text);
  const entry = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useNamedChoice(box);
  useEffect(() => entry.current?.focus(), []);
  const words = text.trim();
  const { value: hits, fresh, fault } = useAsked('articles.search', { text: words, category: row.category, language, limit: SHOWN }, 40);
  const { list } = useChosen((hits ?? []).map(({ id }) => id));
  const { press, typed } = useEarlyEnter({
    settled: fresh || fault !== null,
    stands: false,
    takeFirst: () => {
      const [first] = hits ?? [];
      if (first !== undefined) showArticle(first.id);
    },
  });
  return (
    <>
      <Command ref={box} shouldFilter={false} label={t('article.search')} {...list} onKeyDown={press} className="flex flex-col gap-1.5">
        <Command.Input
          ref={entry}
          value={text}
          maxLength={200}
          onValueChange={(next) => {
            searchFor(next);
            typed();
          }}
          placeholder={t('article.placeholder')}
          className="entry"
        />
        {words === '' ? (
          <p className="text-small text-ink-2">{t('article.ofCategory', { category: word('categories', row.category) })}</p>
        ) : null}
        <Command.List label={t('article.results')} className="flex flex-col">
          {(hits ?? []).map((hit) => (
            <Command.Item
              key={hit.id}
              value={hit.id}
              onSelect={() => showArticle(hit.id)}
              className="flex cursor-pointer flex-col rounded-md px-2 py-1 data-[selected=true]:bg-accent-soft"
            >
              <span className="flex items-baseline justify-between gap-2">
                <span className="font-semibold">{say(hit.title)}</span>
                {hit.steps === 0 ? null : <span className="shrink-0 text-tiny text-ink-2">{t('article.steps', { count: hit.steps })}</span>}
              </span>
              <span className="line-clamp-2 text-small text-ink-2">{hit.part}</span>
            </Command.Item>
          ))}
        </Command.List>
        {fresh && hits?.length === 0 ? (
          <p role="status" className="text-ink-2">
            {t('article.nothing', { text: words })}
          </p>
        ) : null}
      </Command>
      {/* Outside of the list: its arrows and Enter are none of the form's business. */}
      <GapReport article={null} searched={words} />
    </>
  );
};
