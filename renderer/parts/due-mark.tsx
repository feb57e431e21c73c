// Shows a due time by word, shape and colour: a dot is calm, a triangle soon, a square late, a tick done.
import { dueWords, type DueWords, type Level } from './time-words.ts';
import { useNow } from './now.ts';
import { useDesk } from './use-pack.ts';

const COLOUR: Readonly<Record<Level, string>> = { calm: 'text-ink', soon: 'text-warn', late: 'text-bad', done: 'text-ok' };

const SHAPE: Readonly<Record<Level, string>> = {
  calm: 'M4 1.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 1 0 0-5.6Z',
  soon: 'M4 .8 7.6 7.2H.4Z',
  late: 'M1 1h6v6H1Z',
  done: 'M.9 4.2 2.1 3l1.2 1.2L6 1.4l1.1 1.2-3.8 4Z',
};

export const Shape = ({ level }: { readonly level: Level }) => (
  <svg aria-hidden viewBox="0 0 8 8" className="size-[0.62em] min-h-2 min-w-2 shrink-0 fill-current">
    <path d={SHAPE[level]} />
  </svg>
);

type LevelProps = { readonly level: Level; readonly children: string; readonly title?: string; readonly wraps?: boolean };

export const LevelText = ({ level, children, title, wraps = false }: LevelProps) => (
  <span
    className={`inline-flex gap-1 font-semibold tabular-nums ${wraps ? 'items-baseline' : 'items-center whitespace-nowrap'} ${COLOUR[level]}`}
    title={title}
  >
    {level === 'calm' ? null : <Shape level={level} />}
    {children}
  </span>
);

export const useDueWords = (due: { readonly at: number; readonly warnAt: number }): DueWords => {
  const { telling } = useDesk();
  const now = useNow(10_000);
  return dueWords(due, now, telling);
};

export const DueMark = ({ due }: { readonly due: { readonly at: number; readonly warnAt: number } }) => {
  const { level, short, long } = useDueWords(due);
  return (
    <LevelText level={level} title={long}>
      {short}
    </LevelText>
  );
};
