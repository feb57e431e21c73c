// Turns Markdown into a small tree of what may be drawn; HTML stays the text it is, and links lead to articles and https alone.
import { Lexer, type Token, type Tokens } from 'marked';

export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em'; readonly children: readonly Inline[] }
  | { readonly kind: 'article'; readonly id: string; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: 'break' };

export type Block =
  | { readonly kind: 'heading'; readonly depth: number; readonly children: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'quote'; readonly children: readonly Block[] }
  | { readonly kind: 'table'; readonly head: readonly (readonly Inline[])[]; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' };

/** Deeper than this nobody reads; the rest stands there as it was typed. */
const DEEPEST = 12;
/** A line that begins with this many marks of lists and quotes is no layout; a parser would follow it to the end of its stack. */
const TOO_DEEP = /^[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]*){13}/m;

/** Where words begin that are read as one: at an empty line, at the next line of a list. */
const APART = /\n[ \t]*\n|\n(?=[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t])/;
/** More marks than this in one go are no layout either; a parser would weigh each against every other, for seconds. */
const MOST_MARKS = 300;
const isCrowded = (part: string): boolean => part.replaceAll(/[^*_~[<`]/g, '').length > MOST_MARKS;

const text = (words: string): Inline => ({ kind: 'text', text: words });

const ARTICLE = /^article:([a-z0-9][a-z0-9:._-]{0,119})$/;

/** Where a link may lead; null for every other one, whose words stay. */
const goalOf = (href: string): { readonly id: string } | { readonly href: string } | null => {
  const id = ARTICLE.exec(href)?.[1];
  if (id !== undefined) return { id };
  const url = URL.parse(href);
  // A name before the host makes one address look like another.
  return url?.protocol === 'https:' && url.username === '' && url.password === '' ? { href: url.href } : null;
};

const linkOf = ({ href, tokens }: Tokens.Link, depth: number): readonly Inline[] => {
  const children = inlineOf(tokens, depth + 1);
  const goal = goalOf(href);
  if (goal === null) return children;
  return 'id' in goal ? [{ kind: 'article', id: goal.id, children }] : [{ kind: 'link', href: goal.href, children }];
};

const oneInline = (token: Token, depth: number): readonly Inline[] => {
  if (depth > DEEPEST) return [text(token.raw)];
  switch (token.type) {
    case 'strong':
    case 'em':
      return [{ kind: token.type, children: inlineOf((token as Tokens.Strong).tokens, depth + 1) }];
    case 'codespan':
      return [{ kind: 'code', text: (token as Tokens.Codespan).text }];
    case 'br':
      return [{ kind: 'break' }];
    case 'link':
      return linkOf(token as Tokens.Link, depth);
    case 'image':
    case 'escape':
      return [text((token as Tokens.Image).text)];
    case 'del':
    case 'text': {
      const { tokens, text: words } = token as Tokens.Text;
      return tokens === undefined ? [text(words)] : inlineOf(tokens, depth + 1);
    }
    default:
      return [text(token.raw)];
  }
};

const inlineOf = (tokens: readonly Token[], depth: number): readonly Inline[] => tokens.flatMap((token) => oneInline(token, depth));

const tableOf = ({ header, rows }: Tokens.Table, depth: number): Block => ({
  kind: 'table',
  head: header.map(({ tokens }) => inlineOf(tokens, depth + 1)),
  rows: rows.map((row) => row.map(({ tokens }) => inlineOf(tokens, depth + 1))),
});

const oneBlock = (token: Token, depth: number): readonly Block[] => {
  if (depth > DEEPEST) return [{ kind: 'paragraph', children: [text(token.raw)] }];
  switch (token.type) {
    case 'space':
    case 'def':
      return [];
    case 'hr':
      return [{ kind: 'rule' }];
    case 'code':
      return [{ kind: 'code', text: (token as Tokens.Code).text }];
    case 'heading':
      return [{ kind: 'heading', depth: (token as Tokens.Heading).depth, children: inlineOf((token as Tokens.Heading).tokens, depth) }];
    case 'blockquote':
      return [{ kind: 'quote', children: blocksOf((token as Tokens.Blockquote).tokens, depth + 1) }];
    case 'list': {
      const { ordered, start, items } = token as Tokens.List;
      const number = typeof start === 'number' ? start : 1;
      return [{ kind: 'list', start: ordered ? number : null, items: items.map(({ tokens }) => blocksOf(tokens, depth + 1)) }];
    }
    case 'table':
      return [tableOf(token as Tokens.Table, depth)];
    default:
      return [{ kind: 'paragraph', children: oneInline(withWords(token), depth) }];
  }
};

/** A paragraph is drawn like a text with parts; what the table of kinds does not know stays what was typed. */
const withWords = (token: Token): Token => (token.type === 'paragraph' ? ({ ...token, type: 'text' } as Token) : token);

const blocksOf = (tokens: readonly Token[], depth: number): readonly Block[] => tokens.flatMap((token) => oneBlock(token, depth));

const plain = (markdown: string): readonly Block[] =>
  markdown
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => ({ kind: 'paragraph', children: [text(part)] }));

/** What stands in an article, ready to be drawn. Never throws, whatever is typed. */
export const markdownTree = (markdown: string): readonly Block[] =>
  TOO_DEEP.test(markdown) || markdown.split(APART).some(isCrowded) ? plain(markdown) : blocksOf(new Lexer({ gfm: true }).lex(markdown), 0);

/** How many steps of numbered lists stand at the top of the article: those are the ones to tick. */
export const stepCount = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, block) => (block.kind === 'list' && block.start !== null ? sum + block.items.length : sum), 0);
