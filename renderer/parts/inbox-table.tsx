// What waits for a lead, by time left, each row readable without opening: why, what is wanted, what is asked, from whom.
import { useEffect, useRef, useState } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { HandoverCard } from '../../shared/views/shapes.ts';
import { markWords } from './card-marks.tsx';
import { backWords } from './case-row.tsx';
import { awayMark } from './check-out-strip.tsx';
import { DueMark, LevelText } from './due-mark.tsx';
import { entryDue, isInHand, type InboxEntry } from './lead-entries.ts';
import { amountWords } from './money-words.ts';
import { useKey } from './keys.ts';
import { useNarrow } from './narrow.ts';
import { useNow } from './now.ts';
import { useMeasuredAnew, useRowHeight } from './row-height.ts';
import { momentWords } from './time-words.ts';
import { useDesk, type Desk } from './use-pack.ts';

const GRID =
  'grid grid-cols-[7rem_minmax(0,1.35fr)_minmax(0,1.25fr)_minmax(0,1.25fr)_minmax(0,.75fr)] gap-3 px-3 max-[60rem]:grid-cols-[6.5rem_minmax(0,1fr)_minmax(0,1fr)] max-[60rem]:gap-y-0.5';
/** Where five columns have no room, two rows of three: when and from whom, what it is about over both, wish above question. */
const PLACE = {
  due: '',
  matter: 'max-[60rem]:row-span-2',
  wish: '',
  wide: 'col-span-2 max-[60rem]:col-span-1 max-[60rem]:row-span-2',
  question: 'max-[60rem]:col-start-3 max-[60rem]:row-start-2',
  from: 'max-[60rem]:col-start-1 max-[60rem]:row-start-2',
} as const;
/** How much higher a row is where every cell may take two lines more: title, wish and question are then read to their end. */
const ROOMY = 28;
const TWO_ROWS = 42;

/** There is room where all rows fit the list at that height; else more rows are worth more than longer ones. */
const useRoom = (box: React.RefObject<HTMLDivElement | null>, needed: number): boolean => {
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const list = box.current;
    if (list === null || typeof ResizeObserver === 'undefined') return undefined;
    const seen = new ResizeObserver(() => setHeight(list.clientHeight));
    seen.observe(list);
    return () => seen.disconnect();
  }, [box]);
  return needed <= height;
};

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
  const { row: height } = useRowHeight();
  const narrow = useNarrow();
  const roomy = useRoom(box, entries.length * (height + ROOMY)) && !narrow;
  const size = height + (narrow ? TWO_ROWS : roomy ? ROOMY : 0);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => box.current,
    estimateSize: () => size,
    overscan: 8,
    initialRect: { width: 900, height: 800 },
  });
  useMeasuredAnew(() => virtual.measure());
  useEffect(() => virtual.measure(), [virtual, size]);
  const step = (direction: 1 | -1): void => {
    // Where nothing of this list is open, the first step leads onto its first row.
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
  // No blur tells of it: the row that had the focus may leave the list, by an act of one's own or of somebody else: the focus stays in the list then. What
  // the letters answer does not change by it, for that is the open case.
  const had = useRef(false);
  useEffect(() => {
    const { activeElement } = document;
    if (!had.current || (activeElement !== null && activeElement !== document.body)) return;
    const list = box.current;
    const row = list?.querySelector<HTMLElement>('[data-key][aria-current="true"]') ?? list?.querySelector<HTMLElement>('[data-key]');
    row?.focus();
  });
  const byArrow = (event: React.KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    step(event.key === 'ArrowDown' ? 1 : -1);
  };
  // Tab comes to the open row; where that is not drawn, or none is open, to the first one that is.
  const drawn = virtual.getVirtualItems().map(({ index }) => entries[index]?.row.caseId);
  const reached = drawn.find((caseId) => caseId === selected) ?? drawn[0];
  const heads = ['due', 'matter', 'wish', 'question', 'from'] as const;
  return (
    <div className="flex min-h-0 grow flex-col">
      {/* Each row says these words itself, before what they head. */}
      <div aria-hidden className={`heading border-b border-line py-2 max-[60rem]:hidden! ${GRID}`}>
        {heads.map((head) => (
          <span key={head}>{t(`lead.head-${head}`)}</span>
        ))}
      </div>
      <div ref={box} className="min-h-0 grow overflow-auto">
        <div
          // A grid: on its rows screen readers hand letters on instead of reading with them; Tab goes by it in one step.
          role="grid"
          aria-label={t('lead.waits')}
          aria-rowcount={entries.length}
          data-letters
          data-list="rows"
          className="relative"
          style={{ height: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map((item) => {
            const entry = entries[item.index]!;
            const { caseId } = entry.row;
            return (
              <div
                key={caseId}
                role="row"
                aria-rowindex={item.index + 1}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)`, height: item.size }}
              >
                <button
                  type="button"
                  role="gridcell"
                  tabIndex={caseId === reached ? 0 : -1}
                  data-key={caseId}
                  aria-current={caseId === selected}
                  onClick={() => onSelect(caseId)}
                  onKeyDown={byArrow}
                  onFocus={() => void (had.current = true)}
                  onBlur={() => void (had.current = false)}
                  className={`row-button h-full items-center border-b border-b-line ${GRID} grid! pl-[9px]`}
                >
                  <Cells entry={entry} roomy={roomy} />
                </button>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
};

type CellProps = {
  /** What stands here, by the heading of its column. */
  readonly head: string;
  readonly one: React.ReactNode;
  readonly two: React.ReactNode;
  readonly roomy: boolean;
  readonly strong?: boolean;
  readonly place: keyof typeof PLACE;
};

const Cell = ({ head, one, two, roomy, strong = false, place }: CellProps) => {
  const cut = roomy
    ? 'line-clamp-2'
    : place === 'matter' || place === 'wide'
      ? 'truncate max-[60rem]:line-clamp-2 max-[60rem]:whitespace-normal'
      : 'truncate';
  return (
    <span className={`flex min-w-0 flex-col ${PLACE[place]}`}>
      <span className="sr-only">{`${head}: `}</span>
      <span className={`${roomy && two === '' ? 'line-clamp-3' : cut} ${strong ? 'font-semibold' : ''}`}>{one}</span>
      <span className={`${cut} text-small text-ink-2`}>{two}</span>
    </span>
  );
};

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

/** What it is about in money, and what the sender would do. */
const asked = (card: HandoverCard, { t, pack, language, decision }: Desk): string => {
  const { decision: wanted, recommendation } = card.form;
  const spec = decision(wanted?.type ?? '');
  const sum = wanted === undefined || spec === undefined ? '' : amountWords(wanted.amount, spec.unit, pack.currency, language);
  return [sum, recommendation === undefined ? '' : t('lead.recommends', { verdict: t(`verdict.${recommendation.verdict}`) })]
    .filter(Boolean)
    .join(' · ');
};

const tried = ({ form }: HandoverCard, { t }: Desk): string => {
  const steps = (form.tried ?? []).map(({ step, result }) => [step, result].filter(Boolean).join(' – ')).filter(Boolean);
  return steps.length === 0 ? t('lead.triedNothing') : t('lead.tried', { steps: steps.join('; ') });
};

const Cells = ({ entry: { row, card, kind }, roomy }: { readonly entry: InboxEntry; readonly roomy: boolean }) => {
  const desk = useDesk();
  const { t, word, person, team, telling } = desk;
  const now = useNow(60_000);
  const due = entryDue({ row, card }, now);
  const isOutside = desk.pack.teams.some(({ id, tier }) => id === row.flight?.team && tier === 'A');
  const inHand = isInHand(row, desk.me.person) ? t('lead.held') : backWords(row, desk) || t(`phase.${row.phase}`);
  const promise = card?.form.promises?.rows[0];
  const promised =
    promise === undefined ? t('lead.nothingPromised') : t('lead.promised', { moment: momentWords(promise.due, now, telling) });
  const facts = [
    // What is unusual comes first: the end of a long line is cut off.
    ...(card === null ? [] : markWords(card, desk)),
    awayMark(row, desk, now)?.short ?? '',
    row.priority,
    word('categories', row.category),
    card?.form.mood === undefined ? '' : t(`mood.${card.form.mood.level}`),
    card === null && row.hops > 0 ? t('case.hops', { count: row.hops }) : '',
    row.customer ?? '',
    card === null ? row.number : `${card.done}/${card.required}`,
  ];
  const clock =
    card?.to.tier === 'A'
      ? t('lead.atPrincipal')
      : kind === 'waiting' && due?.clock === 'accept'
        ? t('lead.clockAccept')
        : due === null
          ? inHand
          : t(`clock.${due.clock}`);
  const matter = (
    <>
      {row.tentative === true ? <Tentative /> : null}
      {facts.filter(Boolean).join(' · ')}
    </>
  );
  const wish = card?.form.wish === undefined ? '' : card.form.wish.text || word('remedies', card.form.wish.remedy);
  const by = person(card?.from.person ?? row.holder.person);
  return (
    <>
      <Cell place="due" head={t('lead.head-due')} roomy={roomy} one={due === null ? '–' : <DueMark due={due} />} two={clock} />
      <Cell place="matter" head={t('lead.head-matter')} roomy={roomy} strong one={row.title} two={matter} />
      {card === null ? (
        // Nobody asks anything here: what was said last has the room of both columns.
        <Cell place="wide" head={t('lead.lastSaid')} roomy={roomy} one={row.hint ?? ''} two={row.hint === null ? '' : t('lead.lastSaid')} />
      ) : (
        <>
          <Cell
            place="wish"
            head={t('lead.head-wish')}
            roomy={roomy}
            one={wish === '' ? tried(card, desk) : wish}
            two={wish === '' ? promised : `${tried(card, desk)} · ${promised}`}
          />
          <Cell
            place="question"
            head={t('lead.head-question')}
            roomy={roomy}
            one={card.form.question ?? card.form.summary ?? row.hint ?? ''}
            two={asked(card, desk)}
          />
        </>
      )}
      <Cell
        place="from"
        head={t('lead.head-from')}
        roomy={roomy}
        one={by}
        two={
          card === null
            ? isOutside
              ? t('lead.atPrincipal')
              : inHand
            : [card.customerWaiting ? t('lead.customerWaiting') : '', team(card.from.team)].filter(Boolean).join(' · ')
        }
      />
    </>
  );
};
