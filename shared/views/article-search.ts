// Finds articles of a pack by the words somebody types: every word must begin a word of the article, and the title counts most.
import { foldWord, queryWords, searchable, textWords } from '../kernel/search-text.ts';
import type { Pack } from '../policy/pack-schema.ts';
import type { ArticleHit } from './guide-shapes.ts';

type Articles = Pack['guidance']['articles'];
type Row = Articles[number];
type Language = 'de' | 'en';

/** An article as it is searched: folded words of its title, of the words it is also found by, and of its text. */
type Searched = {
  readonly row: Row;
  readonly plain: string;
  readonly title: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  readonly body: ReadonlySet<string>;
  readonly steps: number;
};

const TITLE = 9;
const WORDS = 5;
const BODY = 1;
/** Somebody with such a case at hand looks for it first. */
const OF_CATEGORY = 2;
const PART = 180;
const BEFORE = 60;

/** The text without marks of layout, on one line. Each pattern goes over a sign once: an article is a stranger's text. */
export const plainText = (markdown: string): string =>
  markdown
    .replaceAll(/\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replaceAll(/^\s{0,3}(?:#{1,6}|[-*+>]|\d{1,3}[.)])\s+/gm, '')
    .replaceAll(/^[ \t:|-]{3,}$/gm, (line) => (line.includes('---') ? ' ' : line))
    .replaceAll(/[*_`~]+/g, '')
    .replaceAll('|', ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Numbered lines are steps. */
const stepsIn = (markdown: string): number => markdown.match(/^\s{0,3}\d{1,3}[.)]\s+/gm)?.length ?? 0;

const folded = (text: string): ReadonlySet<string> => new Set(textWords(searchable(text)).map(foldWord));

const searchedOf = (row: Row, language: Language): Searched => {
  const plain = plainText(row.body[language]);
  return {
    row,
    plain,
    title: folded(row.title[language]),
    words: folded((row.words?.[language] ?? []).join(' ')),
    body: folded(plain),
    steps: stepsIn(row.body[language]),
  };
};

// A pack never changes; its articles are folded once for each language somebody searches in.
const known = new WeakMap<Articles, Map<Language, readonly Searched[]>>();

const allOf = (articles: Articles, language: Language): readonly Searched[] => {
  const byLanguage = known.get(articles) ?? new Map<Language, readonly Searched[]>();
  known.set(articles, byLanguage);
  const found = byLanguage.get(language) ?? articles.map((row) => searchedOf(row, language));
  byLanguage.set(language, found);
  return found;
};

/** A whole word counts more than the beginning of one. */
const weightIn = (words: ReadonlySet<string>, asked: string, weight: number): number => {
  if (words.has(asked)) return weight * 1.5;
  for (const word of words) if (word.startsWith(asked)) return weight;
  return 0;
};

/** 0 where a word is nowhere in it. */
const scoreOf = ({ title, words, body }: Searched, asked: readonly string[]): number => {
  const scores = asked.map((word) => Math.max(weightIn(title, word, TITLE), weightIn(words, word, WORDS), weightIn(body, word, BODY)));
  return scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0);
};

const partOf = ({ plain }: Searched, asked: readonly string[]): string => {
  const place = [...plain.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].find(([word]) =>
    asked.some((one) => foldWord(searchable(word)).startsWith(one)),
  );
  const from = place === undefined || place.index <= BEFORE ? 0 : plain.indexOf(' ', place.index - BEFORE) + 1;
  const part = plain.slice(from, from + PART);
  return `${from > 0 ? '… ' : ''}${part}${from + PART < plain.length ? ' …' : ''}`;
};

/**
 * The best first; equal ones in the order of the pack. Without words: those of the category, then those of every category, then the rest.
 * Source: domain.md §7 "offline full-text search".
 */
export const findArticles = (
  { guidance: { articles } }: Pick<Pack, 'guidance'>,
  {
    text,
    category,
    language,
    limit,
  }: { readonly text: string; readonly category: string | null; readonly language: Language; readonly limit: number },
): readonly ArticleHit[] => {
  const asked = queryWords(text).map(foldWord);
  const fits = ({ row }: Searched): number =>
    category === null ? 0 : row.categories === undefined ? OF_CATEGORY / 2 : row.categories.includes(category) ? OF_CATEGORY : 0;
  return allOf(articles, language)
    .map((searched, place) => ({ searched, place, found: asked.length === 0 ? 1 : scoreOf(searched, asked) }))
    .filter(({ found }) => found > 0)
    .map((row) => ({ ...row, score: row.found + fits(row.searched) }))
    .toSorted((a, b) => b.score - a.score || a.place - b.place)
    .slice(0, limit)
    .map(({ searched }) => ({
      id: searched.row.id,
      title: searched.row.title,
      part: partOf(searched, asked),
      steps: searched.steps,
    }));
};
