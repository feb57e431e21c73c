// The history of a case, newest first: contacts, handovers, decisions, promises; pending marked, refused struck through.
import {
  ArrowRight,
  BadgeCheck,
  BellOff,
  BookX,
  BriefcaseBusiness,
  Ban,
  CircleHelp,
  CirclePause,
  CirclePlay,
  CornerUpLeft,
  Eye,
  FileInput,
  Flag,
  FolderOpen,
  Hand,
  Handshake,
  Hourglass,
  IdCard,
  Link2,
  Link2Off,
  ListChecks,
  Megaphone,
  Merge,
  MessageSquare,
  NotebookPen,
  Pencil,
  Phone,
  RotateCcw,
  Scale,
  Smile,
  SquareCheck,
  Star,
  Tag,
  TimerOff,
  UserCheck,
  type LucideIcon,
} from 'lucide-react';
import type { TimelineItem } from '../../shared/views/shapes.ts';
import { useLive } from '../state/live.ts';
import { deskNow, useNow } from './now.ts';
import { silentSince } from './hub-words.ts';
import { tellEvent } from './event-words.ts';
import { LevelText } from './due-mark.tsx';
import { refusalWords } from './refusal-words.ts';
import { clockTime, dayWords } from './time-words.ts';
import { TimelineDecision } from './timeline-decision.tsx';
import { useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  'case-opened': FolderOpen,
  'case-classified': Tag,
  'note-added': NotebookPen,
  'contact-logged': Phone,
  'promise-made': Handshake,
  'promise-settled': Handshake,
  'case-taken': Hand,
  'handover-offered': ArrowRight,
  'handover-amended': NotebookPen,
  'handover-withdrawn': CornerUpLeft,
  'handover-accepted': BadgeCheck,
  'handover-returned': CornerUpLeft,
  'query-asked': CircleHelp,
  'query-answered': MessageSquare,
  'escalation-answered': MessageSquare,
  'decision-made': Scale,
  'decision-reviewed': Eye,
  'approval-asked': CircleHelp,
  'approval-corrected': Pencil,
  'approval-moved': ArrowRight,
  'approval-seconded': UserCheck,
  'approval-expired': TimerOff,
  'approval-given': BadgeCheck,
  'approval-declined': Ban,
  'approval-withdrawn': CornerUpLeft,
  'wait-started': CirclePause,
  'wait-ended': CirclePlay,
  'case-resolved': SquareCheck,
  'case-closed': SquareCheck,
  'case-reopened': RotateCcw,
  'row-imported': FileInput,
  'handover-passed': ArrowRight,
  'handover-fell-back': CornerUpLeft,
  'card-given': IdCard,
  'promise-offered': Handshake,
  'promise-left': Handshake,
  'promise-moved': Handshake,
  'case-moved': ArrowRight,
  'case-flagged': Flag,
  'consult-asked': CircleHelp,
  'consult-answered': MessageSquare,
  'consult-withdrawn': CornerUpLeft,
  'case-linked': Link2,
  'case-unlinked': Link2Off,
  'case-merged': Merge,
  'case-absorbed': Merge,
  'parts-told': Megaphone,
  'part-told': Megaphone,
  'alert-acknowledged': Eye,
  'alert-snoozed': BellOff,
  'news-acknowledged': Eye,
  'case-checked-out': BriefcaseBusiness,
  'case-checked-in': BriefcaseBusiness,
  'check-out-overridden': Hand,
  'identity-checked': UserCheck,
  'call-logged': Phone,
  'mood-noted': Smile,
  'guidance-logged': ListChecks,
  'gap-reported': BookX,
  'handover-rated': Star,
  'coaching-given': MessageSquare,
};

export const Timeline = () => {
  const { t } = useDesk();
  const { timeline } = useCase();
  return (
    <section aria-label={t('timeline.title')} className="flex flex-col gap-1.5">
      <h2 className="heading">{t('timeline.title')}</h2>
      <ol className="border-t border-line">
        {timeline.map((item) => (
          <Item key={item.id} item={item} all={timeline} />
        ))}
      </ol>
      <Coming />
    </section>
  );
};

/** What stands is right, only its beginning is still missing: said where it would stand. */
const Coming = () => {
  const { t } = useDesk();
  const { historyComing } = useCase();
  const { value } = useLive('sync.status', historyComing === true ? {} : null);
  const now = useNow(60_000);
  if (historyComing !== true) return null;
  const isAway = value !== undefined && silentSince(value, now) !== null;
  return (
    <p role="status" className="flex items-center gap-2 py-1 text-ink-2">
      <Hourglass aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      {t(isAway ? 'timeline.comingOffline' : 'timeline.coming')}
    </p>
  );
};

const Item = ({ item, all }: { readonly item: TimelineItem; readonly all: readonly TimelineItem[] }) => {
  const desk = useDesk();
  const { t, telling, person } = desk;
  const now = useNow(60_000);
  const { what, detail, quote } = tellEvent(item, all, desk, now);
  const Icon = item.refusal === null ? (ICONS[item.type] ?? FileInput) : Ban;
  const struck = item.refusal === null ? '' : 'line-through';
  return (
    <li className="grid grid-cols-[3.25rem_1.25rem_1fr] gap-x-2 border-b border-line py-1.5 [contain-intrinsic-size:auto_40px] [content-visibility:auto]">
      <time dateTime={new Date(item.at).toISOString()} className="text-small leading-5 text-ink-3">
        {dayWords(item.at, now, telling)}
        {dayWords(item.at, now, telling) === '' ? null : <br />}
        {clockTime(item.at, telling)}
      </time>
      <Icon aria-hidden className="mt-0.5 size-3.5 text-ink-3" />
      <div className="min-w-0">
        <p className={struck}>
          <span className="font-semibold">{what}</span>
          {detail === '' ? null : detail.startsWith('→') ? ` ${detail}` : ` · ${detail}`}
          <span className="text-ink-3">
            {'\u00a0· '}
            <span className="whitespace-nowrap">{person(item.by.person)}</span>
          </span>
          {item.by.beside === undefined ? null : (
            <span className="text-small text-ink-2">{` · ${t('timeline.beside', { name: person(item.by.beside) })}`}</span>
          )}
          {item.of === undefined || item.of === null ? null : (
            <span className="text-small text-ink-2">{` · ${t('timeline.of', { number: item.of.number })}`}</span>
          )}
        </p>
        {quote === '' ? null : <p className={`break-words whitespace-pre-line text-ink-2 ${struck}`}>{quote}</p>}
        <Marks item={item} />
        <TimelineDecision item={item} />
        {item.refusal === null ? null : (
          <p className="text-small text-bad">{t('timeline.refused', { why: refusalWords(item.refusal, desk, deskNow()) })}</p>
        )}
      </div>
    </li>
  );
};

const Marks = ({ item }: { readonly item: TimelineItem }) => {
  const { t } = useDesk();
  if (!item.pending && item.flag === null) return null;
  return (
    <p className="flex gap-3 text-small">
      {item.pending ? <LevelText level="soon">{t('queue.pendingLong')}</LevelText> : null}
      {item.flag === null ? null : <LevelText level="late">{t([`flag.${item.flag}`, 'flag.other'], { flag: item.flag })}</LevelText>}
    </p>
  );
};
