// Says in an empty place what will appear here and how to make the first one.
import type { ReactNode } from 'react';

type Props = { readonly title: string; readonly text: string; readonly children?: ReactNode; readonly inList?: boolean };

/** In the middle of a screen the title is the page's heading; `inList`: a list that has a heading of its own. */
export const Empty = ({ title, text, children, inList = false }: Props) => (
  <div className="flex h-full flex-col items-center justify-center gap-3 p-8 text-center">
    {inList ? (
      <p className="text-large font-semibold text-balance">{title}</p>
    ) : (
      <h1 className="text-large font-semibold text-balance">{title}</h1>
    )}
    <p className="max-w-md text-ink-2">{text}</p>
    <div className="flex gap-2">{children}</div>
  </div>
);
