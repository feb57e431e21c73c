// Draws the Markdown of an article; numbered lists are steps one ticks. No HTML of its own ever reaches the page.
import { createContext, Fragment, use, useMemo, type ReactNode } from 'react';
import { showToast } from '../state/toasts.ts';
import { showArticle } from '../state/view.ts';
import { markdownTree, stepCount, type Block, type Inline } from './markdown-tree.ts';
import { useDesk } from './use-pack.ts';

/** Which steps are done, by their place among all steps of the article. */
export type Ticks = { readonly done: readonly number[]; readonly set: (done: readonly number[]) => void };

/** A window of the desktop opens no page of its own accord: the address is copied as well, so that a press is never in vain. */
const Away = ({ href, children }: { readonly href: string; readonly children: ReactNode }) => {
  const { t } = useDesk();
  const copy = (): void => {
    void navigator.clipboard?.writeText(href);
    showToast('note', t('article.copied', { href }));
  };
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" onClick={copy} className="text-accent underline">
      {children}
    </a>
  );
};

const Words = ({ parts }: { readonly parts: readonly Inline[] }): ReactNode =>
  parts.map((part, place) => <Word key={`${part.kind} ${place}`} part={part} />);

const Word = ({ part }: { readonly part: Inline }): ReactNode => {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return <code className="rounded-sm bg-panel px-1">{part.text}</code>;
    case 'break':
      return <br />;
    case 'strong':
      return (
        <strong className="font-semibold">
          <Words parts={part.children} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Words parts={part.children} />
        </em>
      );
    case 'article':
      return (
        <button type="button" onClick={() => showArticle(part.id)} className="text-left text-accent underline">
          <Words parts={part.children} />
        </button>
      );
    case 'link':
      return (
        <Away href={part.href}>
          <Words parts={part.children} />
        </Away>
      );
  }
};

const Table = ({ block }: { readonly block: Extract<Block, { readonly kind: 'table' }> }) => (
  <div className="overflow-x-auto">
    <table className="w-full border-collapse text-left text-small">
      <thead>
        <tr>
          {block.head.map((cell, place) => (
            <th key={`head ${place}`} className="border-b border-edge py-1 pr-3 font-semibold">
              <Words parts={cell} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {block.rows.map((row, line) => (
          <tr key={`row ${line}`}>
            {row.map((cell, place) => (
              <td key={`cell ${place}`} className="border-b border-line py-1 pr-3 align-top">
                <Words parts={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const Steps = ({ items, from, ticks }: { readonly items: readonly (readonly Block[])[]; readonly from: number; readonly ticks: Ticks }) => (
  <ol className="flex flex-col gap-1">
    {items.map((item, place) => {
      const step = from + place;
      const isDone = ticks.done.includes(step);
      const toggle = (): void => ticks.set(isDone ? ticks.done.filter((known) => known !== step) : [...ticks.done, step]);
      const [first, ...rest] = item;
      return (
        <li key={`step ${step}`} className="flex flex-col gap-1">
          <label className="aim flex items-start gap-2">
            <input type="checkbox" className="mt-[3px]" checked={isDone} onChange={toggle} />
            <span className="min-w-4 shrink-0 text-ink-2">{`${step + 1}.`}</span>
            <span className={`min-w-0 ${isDone ? 'text-ink-3' : ''}`}>{first === undefined ? null : <One block={first} />}</span>
          </label>
          {rest.length === 0 ? null : (
            <div className="flex flex-col gap-1.5 pl-12">
              <Blocks blocks={rest} />
            </div>
          )}
        </li>
      );
    })}
  </ol>
);

const List = ({ start, items }: { readonly start: number | null; readonly items: readonly (readonly Block[])[] }) => {
  const Tag = start === null ? 'ul' : 'ol';
  return (
    <Tag className={`flex flex-col gap-0.5 pl-5 ${start === null ? 'list-disc' : 'list-decimal'}`} {...(start === null ? {} : { start })}>
      {items.map((item, place) => (
        <li key={`item ${place}`}>
          <Blocks blocks={item} />
        </li>
      ))}
    </Tag>
  );
};

/** What headings in a text are: one below the title of the article, wherever that stands on the screen. */
type Level = 'h2' | 'h4';
const HeadingLevel = createContext<Level>('h2');

const Heading = ({ parts }: { readonly parts: readonly Inline[] }) => {
  const words = <Words parts={parts} />;
  return use(HeadingLevel) === 'h2' ? <h2 className="pt-1 font-semibold">{words}</h2> : <h4 className="pt-1 font-semibold">{words}</h4>;
};

const One = ({ block }: { readonly block: Block }): ReactNode => {
  switch (block.kind) {
    case 'heading':
      return <Heading parts={block.children} />;
    case 'paragraph':
      return (
        <p className="break-words">
          <Words parts={block.children} />
        </p>
      );
    case 'list':
      return <List start={block.start} items={block.items} />;
    case 'quote':
      return (
        <blockquote className="flex flex-col gap-1.5 border-l-2 border-accent pl-2 text-ink-2">
          <Blocks blocks={block.children} />
        </blockquote>
      );
    case 'table':
      return <Table block={block} />;
    case 'code':
      return <pre className="overflow-x-auto rounded-md bg-panel px-2 py-1">{block.text}</pre>;
    case 'rule':
      return <hr className="border-line" />;
  }
};

const Blocks = ({ blocks }: { readonly blocks: readonly Block[] }): ReactNode =>
  blocks.map((block, place) => <One key={`${block.kind} ${place}`} block={block} />);

type Props = { readonly text: string; readonly headings: Level; readonly ticks?: Ticks | null };

/** With `ticks` the numbered lists at the top of the article are steps to tick. */
export const Markdown = ({ text, headings, ticks = null }: Props) => {
  // A tick draws it again; reading it anew is not needed for that.
  const blocks = useMemo(() => markdownTree(text), [text]);
  return (
    <HeadingLevel value={headings}>
      <div className="flex max-w-[75ch] flex-col gap-2">
        {blocks.map((block, place) => (
          <Fragment key={`${block.kind} ${place}`}>
            {ticks !== null && block.kind === 'list' && block.start !== null ? (
              <Steps items={block.items} from={stepCount(blocks.slice(0, place))} ticks={ticks} />
            ) : (
              <One block={block} />
            )}
          </Fragment>
        ))}
      </div>
    </HeadingLevel>
  );
};
