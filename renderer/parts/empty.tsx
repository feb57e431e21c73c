// Says in an empty place what will appear here and how to make the first one.
import type { ReactNode } from 'react';

export const Empty = ({ title, text, children }: { readonly title: string; readonly text: string; readonly children?: ReactNode }) => (
  <div className="flex h-full flex-col items-center justify-center gap-3 p-8 text-center">
    <p className="text-large font-semibold">{title}</p>
    <p className="max-w-md text-ink-2">{text}</p>
    <div className="flex gap-2">{children}</div>
  </div>
);
