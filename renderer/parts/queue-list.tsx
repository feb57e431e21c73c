// The left column: groups of cases by next due time, walked through with J and K, drawn only as far as one sees.
import { useEffect, useMemo, useRef, useState } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { OctagonAlert } from 'lucide-react';
import type { CaseRow, QueueGroup } from '../../shared/views/shapes.ts';
import { useLive } from '../state/live.ts';
import { openCase, showPanel, useView } from '../state/view.ts';
import { ArrivingLists } from './arriving.tsx';
import { Button } from './button.tsx';
import { CaseLines } from './case-row.tsx';
import { Empty } from './empty.tsx';
import { useKey } from './keys.ts';
import { closeList, useNarrow } from './narrow.ts';
import { ReceiveHint } from './receive-dialog.tsx';
import { useMeasuredAnew, useRowHeight } from './row-height.ts';
import { Split } from './split.tsx';
import { useDesk } from './use-pack.ts';

type Line =
  | { readonly kind: 'group'; readonly key: string; readonly group: QueueGroup['group']; readonly total: number }
  | { readonly kind: 'row'; readonly key: string; readonly row: CaseRow; readonly cameBack: boolean }
  | { readonly kind: 'more'; readonly key: string; readonly hidden: number };

const LIMIT = 100;
const MOST = 500;

const linesOf = (groups: readonly QueueGroup[]): readonly Line[] =>
  groups
    .filter(({ total }) => total > 0)
    .flatMap(({ group, total, rows }): readonly Line[] => [
      { kind: 'group', key: group, group, total },
      ...rows.map((row): Line => ({ kind: 'row', key: `${group} ${row.caseId}`, row, cameBack: group === 'back' })),
      ...(total > rows.length ? [{ kind: 'more', key: `${group} more`, hidden: total - rows.length } as const] : []),
    ]);

export const QueueList = () => {
  const { t } = useDesk();
  const narrow = useNarrow();
  const [limit, setLimit] = useState(LIMIT);
  const { value } = useLive('queue.list', { limit });
  const lines = useMemo(() => linesOf(value ?? []), [value]);
  const { value: sync } = useLive('sync.status', {});
  const empty = value !== undefined && lines.length === 0;
  const what = sync?.arriving?.what === 'list' ? 'arriving' : 'queue';
  return (
    <nav aria-label={t('queue.title')} className="relative flex min-h-0 grow flex-col border-r border-line">
      {narrow ? null : <Split id="desk.list" />}
      <div className="flex items-center justify-between border-b border-line px-3 py-2">
        <h2 className="heading">{t('queue.title')}</h2>
        <Button small keyId="newCase" onPress={() => showPanel('new-case')}>
          {t('queue.new')}
        </Button>
      </div>
      <RefusedHint />
      <ReceiveHint groups={value ?? []} />
      <ArrivingLists arriving={sync?.arriving} />
      {empty ? (
        <Empty inList title={t(`${what}.emptyTitle`)} text={t(`${what}.emptyText`)} />
      ) : (
        <Lines lines={lines} onMore={limit < MOST ? () => setLimit(MOST) : null} />
      )}
    </nav>
  );
};

const RefusedHint = () => {
  const { t } = useDesk();
  const { value } = useLive('refused.list', {});
  const panel = useView((view) => view.panel);
  if (value === undefined || value.length === 0) return null;
  return (
    <button
      type="button"
      aria-current={panel === 'refused'}
      onClick={() => showPanel('refused')}
      className="row-button flex items-center gap-2 border-b border-line bg-bad-soft px-3 py-2 font-semibold text-bad"
    >
      <OctagonAlert aria-hidden className="size-4" />
      {t('refused.hint', { count: value.length })}
    </button>
  );
};

const Lines = ({ lines, onMore }: { readonly lines: readonly Line[]; readonly onMore: (() => void) | null }) => {
  const { t } = useDesk();
  const box = useRef<HTMLDivElement>(null);
  const caseId = useView((view) => view.caseId);
  const [focused, setFocused] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  // A case may stand in two groups, as back and as promised: it is open once, there where it was chosen.
  const open = lines.filter((line) => line.kind === 'row' && line.row.caseId === caseId).map(({ key }) => key);
  const marked = open.find((key) => key === focused) ?? open[0];
  const heights = useRowHeight();
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => (lines[index]?.kind === 'row' ? heights.row : heights.group),
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 8,
    initialRect: { width: 300, height: 800 },
  });
  useMeasuredAnew(() => virtual.measure());

  const step = (direction: 1 | -1): void => {
    const at = lines.findIndex(({ key }) => key === (focused ?? marked));
    const rest = direction === 1 ? lines.slice(at + 1) : lines.slice(0, Math.max(0, at)).toReversed();
    const next = rest.find(({ kind }) => kind === 'row');
    if (next === undefined) return;
    wanted.current = next.key;
    setFocused(next.key);
    virtual.scrollToIndex(lines.indexOf(next), { align: 'auto' });
  };
  useKey('next', () => step(1), true, 1);
  useKey('previous', () => step(-1), true, 1);

  // The row may have been drawn only by the scroll; the focus follows once it is there, and only where a step asked for it:
  // whoever went on with Tab meanwhile is not fetched back.
  useEffect(() => {
    const { activeElement } = document;
    const mayMove = activeElement === document.body || box.current?.contains(activeElement) === true;
    if (wanted.current === null || !mayMove) return;
    box.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(wanted.current)}"]`)?.focus();
  });

  return (
    <div ref={box} className="min-h-0 grow overflow-auto">
      <div
        // A grid: on its rows screen readers hand letters on instead of reading with them.
        role="grid"
        aria-label={t('queue.title')}
        aria-rowcount={lines.length}
        data-letters
        data-list="rows"
        className="relative"
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index]!;
          return (
            <div
              key={item.key}
              role="row"
              aria-rowindex={item.index + 1}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start}px)`, height: item.size }}
            >
              {line.kind === 'group' ? (
                <div role="gridcell" className="heading flex h-full items-end px-3 pb-1.5">
                  {t(`queue.group.${line.group}`, { count: line.total })}
                </div>
              ) : null}
              {line.kind === 'row' ? (
                <button
                  type="button"
                  role="gridcell"
                  data-key={line.key}
                  aria-current={line.key === marked}
                  onFocus={() => {
                    wanted.current = null;
                    setFocused(line.key);
                  }}
                  onClick={() => {
                    openCase(line.row.caseId);
                    closeList();
                  }}
                  className="row-button flex h-full flex-col justify-center border-b border-b-line pr-3 pl-[9px]"
                >
                  <CaseLines row={line.row} cameBack={line.cameBack} />
                </button>
              ) : null}
              {line.kind === 'more' ? (
                <button
                  type="button"
                  role="gridcell"
                  disabled={onMore === null}
                  onClick={() => onMore?.()}
                  className="h-full px-3 text-small text-accent underline"
                >
                  {t(onMore === null ? 'queue.moreSearch' : 'queue.more', { count: line.hidden })}
                </button>
              ) : null}
            </div>
          );
        })}
      </div>
    </div>
  );
};
