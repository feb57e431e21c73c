// A headed part of a column; the heading is a real one, so that screen readers can jump.
import type { ReactNode } from 'react';

export const Section = ({
  title,
  count,
  aside,
  children,
}: {
  readonly title: string;
  readonly count?: number;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) => (
  <section className="flex flex-col gap-1.5" aria-label={title}>
    <div className="flex flex-wrap items-center justify-between gap-x-2">
      <h2 className="heading">
        {title}
        {count === undefined ? null : ` · ${count}`}
      </h2>
      {aside}
    </div>
    {children}
  </section>
);
