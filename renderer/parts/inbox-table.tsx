// What waits for a lead, by time left, each row readable without opening: why, what is wanted, what is asked, from whom.
import { useEffect, useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { CaseRow, HandoverCard } from '../../shared/views/shapes.ts';
import { markWords } from './card-marks.tsx';
import { awayMark } from './check-out-strip.tsx';
import { DueMark, LevelText } from './due-mark.tsx';
import { amountWords } from './money-words.ts';
import { useKey } from './keys.ts';
import { useNow } from './now.ts';
import { momentWords } from './time-words.ts';
import { useDesk, type Desk } from './use-pack.ts';

export type InboxEntry = { readonly kind: 'waiting' | 'held'; readonly row: CaseRow; readonly card: HandoverCard | null };

const GRID = 'grid grid-cols-[7.5rem_minmax(0,1.5fr)_minmax(0,1fr)_minmax(0,1.1fr)_minmax(0,.8fr)] gap-3 px-3';

export const InboxTable = ({
  entries,
  selected,
  onSelect,
}: {
  readonly entries: readonly InboxEntry[];
  readonly selected: string | null;
  readonly onSelect: (caseId: string) => void;
}) => {
  const { t } = useDesk();
  const box = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => box.current,
    estimateSize: () => 53,
    overscan: 8,
    initialRect: { width: 900, height: 800 },
  });
  const step = (direction: 1 | -1): void => {
    const at = entries.findIndex(({ row }) => row.caseId === selected);
    const next = entries[at + direction];
    if (next === undefined) return;
    moved.current = true;
    onSelect(next.row.caseId);
    virtual.scrollToIndex(at + direction, { align: 'auto' });
  };
  useKey('next', () => step(1), true, 1);
  useKey('previous', () => step(-1), true, 1);
  useEffect(() => {
    if (!moved.current || selected === null) return;
    const row = box.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(selected)}"]`);
    if (row === null || row === undefined) return;
    row.focus();
    moved.current = false;
  });
  const heads = ['due', 'matter', 'wish', 'question', 'from'] as const;
  return (
    <div className="flex min-h-0 grow flex-col">
      <div className={`heading border-b border-line py-2 ${GRID}`}>
        {heads.map((head) => (
          <span key={head}>{t(`lead.head-${head}`)}</span>
        ))}
      </div>
      <div ref={box} className="min-h-0 grow overflow-auto">
        <ul data-letters data-list="rows" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const entry = entries[item.index]!;
            return (
              <li
                key={entry.row.caseId}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)`, height: item.size }}
              >
                <button
                  type="button"
                  data-key={entry.row.caseId}
                  aria-current={entry.row.caseId === selected}
                  onClick={() => onSelect(entry.row.caseId)}
                  className={`row-button h-full items-center border-b border-b-line ${GRID} grid! pl-[9px]`}
                >
                  <Cells entry={entry} />
                </button>
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
};

const Cell = ({
  one,
  two,
  strong = false,
}: {
  readonly one: React.ReactNode;
  readonly two: React.ReactNode;
  readonly strong?: boolean;
}) => (
  <span className="flex min-w-0 flex-col">
    <span className={`truncate ${strong ? 'font-semibold' : ''}`}>{one}</span>
    <span className="truncate text-small text-ink-2">{two}</span>
  </span>
);

const Tentative = () => {
  const { t } = useDesk();
  return (
    <>
      <LevelText level="soon" title={t('queue.tentativeLong')}>
        {t('queue.tentative')}
      </LevelText>
      {' · '}
    </>
  );
};

const asked = (card: HandoverCard, { t, pack, language, decision }: Desk): string => {
  const { decision: wanted, recommendation } = card.form;
  const spec = decision(wanted?.type ?? '');
  const sum = wanted === undefined || spec === undefined ? '' : amountWords(wanted.amount, spec.unit, pack.currency, language);
  return [recommendation === undefined ? '' : t('lead.recommends', { verdict: t(`verdict.${recommendation.verdict}`) }), sum]
    .filter(Boolean)
    .join(' · ');
};

const Cells = ({ entry: { row, card, kind } }: { readonly entry: InboxEntry }) => {
  const desk = useDesk();
  const { t, word, person, team, telling } = desk;
  const now = useNow(60_000);
  const due = card === null ? row.due : { at: card.acceptBy, warnAt: card.sentAt + (card.acceptBy - card.sentAt) / 2 };
  const promise = card?.form.promises?.rows[0];
  const facts = [
    // What is unusual comes first: the end of a long line is cut off.
    ...(card === null ? [] : markWords(card, desk)),
    awayMark(row, desk, now)?.short ?? '',
    row.priority,
    word('categories', row.category),
    card?.form.mood === undefined ? '' : t(`mood.${card.form.mood.level}`),
    card === null && row.hops > 0 ? t('case.hops', { count: row.hops }) : '',
    card === null ? '' : `${card.done}/${card.required}`,
  ];
  return (
    <>
      <Cell
        one={due === null ? '–' : <DueMark due={due} />}
        two={
          card?.to.tier === 'A'
            ? t('lead.atPrincipal')
            : kind === 'waiting'
              ? t('lead.clockAccept')
              : row.due === null
                ? t('lead.held')
                : t(`clock.${row.due.clock}`)
        }
      />
      <Cell
        strong
        one={row.title}
        two={
          <>
            {row.tentative === true ? <Tentative /> : null}
            {facts.filter(Boolean).join(' · ')}
          </>
        }
      />
      <Cell
        one={card?.form.wish === undefined ? (row.customer ?? '–') : card.form.wish.text || word('remedies', card.form.wish.remedy)}
        two={
          promise === undefined
            ? card === null
              ? row.number
              : t('lead.nothingPromised')
            : t('lead.promised', { moment: momentWords(promise.due, now, telling) })
        }
      />
      <Cell one={card?.form.question ?? row.hint ?? '–'} two={card === null ? '' : asked(card, desk)} />
      <Cell
        one={person(card?.from.person ?? row.holder.person)}
        two={
          card === null
            ? t(row.flight === null ? 'lead.held' : 'lead.atPrincipal')
            : `${team(card.from.team)}${card.customerWaiting ? ` · ${t('lead.customerWaiting')}` : ''}`
        }
      />
    </>
  );
};
