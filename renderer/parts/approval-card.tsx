// One request in the strip: how long it waits, what is asked by whom, what speaks for it, what the customer had before, and the answers.
import { CornerUpRight } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import type { ApprovalRow } from '../../shared/views/shapes.ts';
import { AmountEntry } from './amount-entry.tsx';
import { nextWords, ownWords, papersWords, pictureWords, requestWords } from './approval-words.ts';
import { Button } from './button.tsx';
import { termsWords } from './decision-why.tsx';
import { LevelText } from './due-mark.tsx';
import { useKey } from './keys.ts';
import { amountWords } from './money-words.ts';
import { deskNow, useNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { saySentence } from './say.ts';
import type { Place, Seen } from './strip-order.ts';
import { momentSaid, stopwatch } from './time-words.ts';
import { useDesk, type Desk } from './use-pack.ts';

export type CardDoes = {
  readonly grant: (row: ApprovalRow, amount: number) => void;
  readonly decline: (row: ApprovalRow) => void;
  readonly pass: (row: ApprovalRow) => void;
  readonly select: (row: ApprovalRow) => void;
  /** Another amount is typed (undefined = no longer); null = nothing readable yet. */
  readonly type: (row: ApprovalRow, amount: number | null | undefined) => void;
};

type Props = {
  readonly place: Place;
  readonly isCurrent: boolean;
  readonly seen: Seen | undefined;
  /** The other amount as it is typed; undefined while none is. */
  readonly other: number | null | undefined;
  readonly does: CardDoes;
};

export const ApprovalCard = ({ place: { row, gone }, isCurrent, seen, other, does }: Props) => {
  const desk = useDesk();
  const { t, person } = desk;
  const now = useNow(1000);
  const isLate = now > row.decideBy;
  const isUrgent = row.customerWaiting && !gone;
  const blocked = row.mayAnswer === null ? null : refusalWords(row.mayAnswer, desk, deskNow());
  const look = gone ? 'border-line opacity-70' : isUrgent ? 'border-warn-line bg-warn-soft' : 'border-edge';
  return (
    <article
      data-letters
      data-approval={gone ? undefined : row.approval}
      aria-label={`${requestWords(row, desk)} · ${person(row.askedBy)}`}
      className={`grid grid-cols-[4rem_18.5rem_minmax(0,1fr)] items-center gap-3 max-[60rem]:grid-cols-[4rem_minmax(0,1fr)] max-[60rem]:gap-y-1 rounded-lg border border-l-3 py-1.5 pr-3 pl-2 ${look} ${isCurrent && !gone ? 'border-l-accent' : ''}`}
    >
      <div className="flex flex-col items-end">
        <span role="timer" className={`text-large font-semibold ${isLate ? 'text-bad' : isUrgent ? 'text-warn' : 'text-ink'}`}>
          {stopwatch(now - row.askedAt)}
        </span>
      </div>
      {gone ? (
        <span className="text-small text-ink-2">{t('strip.gone')}</span>
      ) : other === undefined ? (
        <Answers row={row} isCurrent={isCurrent} blocked={blocked} does={does} />
      ) : (
        <OtherAmount row={row} amount={other} blocked={blocked} does={does} />
      )}
      <button
        type="button"
        data-key={row.approval}
        className="grid min-w-0 grid-cols-[1.7fr_1fr] gap-x-4 text-left max-[60rem]:col-span-2"
        onClick={() => does.select(row)}
      >
        <span className="flex min-w-0 flex-col">
          <span className="truncate">
            <span className="font-semibold">{requestWords(row, desk)}</span>
            {` · ${person(row.askedBy)}${row.customerWaiting ? ` · ${t('lead.customerWaiting')}` : ''}`}
          </span>
          <span className="truncate text-small text-ink-2">{[row.title, row.customer].filter(Boolean).join(' · ')}</span>
          {row.text === null ? null : <span className="line-clamp-2 text-small">{t('approval.quote', { words: row.text })}</span>}
        </span>
        <span className="flex min-w-0 flex-col text-small text-ink-2">
          <Marks row={row} seen={seen} now={now} />
          <span className="line-clamp-2">{reasons(row, desk)}</span>
          {row.picture === null ? null : (
            <span className="truncate">{t('strip.before', { picture: pictureWords(row.picture, desk) })}</span>
          )}
        </span>
        {blocked === null || gone ? null : <span className="col-span-2 text-small text-bad">{blocked}</span>}
      </button>
    </article>
  );
};

const reasons = (row: ApprovalRow, desk: Desk): string => {
  const { t } = desk;
  return [
    row.reason === null ? '' : desk.word('reasons', row.reason),
    row.recommendation === null ? '' : desk.t('lead.recommends', { verdict: desk.t(`verdict.${row.recommendation}`) }),
    row.terms === null ? '' : termsWords(row.terms, desk),
    row.contract === null ? '' : t('strip.contract', { contract: row.contract }),
    papersWords(row, desk),
    ownWords(row.stopped, desk),
  ]
    .filter(Boolean)
    .join(' · ');
};

/** What makes this request unlike the others: for whom, whether it moved or changed, who of two has agreed; and when it leaves. */
const Marks = ({ row, seen, now }: { readonly row: ApprovalRow; readonly seen: Seen | undefined; readonly now: number }) => {
  const desk = useDesk();
  const { t, person, language } = desk;
  const before = seen?.before ?? null;
  const strong = [
    row.to.for === null ? '' : t('strip.for', { name: person(row.to.for) }),
    row.seconded === null || row.seconded === undefined ? '' : t('strip.second', { name: person(row.seconded.person) }),
    row.corrected === 0
      ? ''
      : before === null
        ? t('strip.corrected')
        : t('strip.correctedFrom', { amount: amountWords(before, row.unit, row.currency, language) }),
    row.steps === 0 ? '' : t('strip.moved', { count: row.steps }),
    row.otherAccount ? t('strip.otherAccount') : '',
    row.toldAt === null ? '' : t('strip.told', { when: momentSaid(row.toldAt, now, desk.telling) }),
  ].filter(Boolean);
  return (
    <span className="flex min-w-0 flex-wrap gap-x-2">
      {strong.length === 0 ? null : (
        <LevelText level="soon" wraps>
          {strong.join(' · ')}
        </LevelText>
      )}
      <span className="truncate">{nextWords(row, now, desk)}</span>
    </span>
  );
};

type AnswerProps = { readonly row: ApprovalRow; readonly blocked: string | null; readonly does: CardDoes };

const Answers = ({ row, isCurrent, blocked, does }: AnswerProps & { readonly isCurrent: boolean }) => {
  const { t } = useDesk();
  // The keys are printed where they work: on the one row they answer.
  const key = <Id extends 'yes' | 'no' | 'amount' | 'pass'>(id: Id) => (isCurrent ? { keyId: id } : {});
  return (
    <div className="flex gap-1.5">
      <Button small {...key('yes')} blocked={blocked} onPress={() => does.grant(row, row.amount)}>
        {t('lead.yes')}
      </Button>
      <Button small {...key('amount')} blocked={blocked} onPress={() => does.type(row, row.amount)}>
        {t('lead.amount')}
      </Button>
      <Button small {...key('no')} blocked={blocked} onPress={() => does.decline(row)}>
        {t('lead.no')}
      </Button>
      <Button small kind="quiet" {...key('pass')} onPress={() => does.pass(row)}>
        <CornerUpRight aria-hidden className="size-3.5" />
        <span className="sr-only">{t('strip.pass')}</span>
      </Button>
    </div>
  );
};

const OtherAmount = ({ row, amount, blocked, does }: AnswerProps & { readonly amount: number | null }) => {
  const { t } = useDesk();
  const box = useRef<HTMLDivElement>(null);
  const entry = useRef<HTMLInputElement>(null);
  // In the very stroke that opened it: a digit typed on the row lands in the entry, over the amount that was asked.
  useLayoutEffect(() => {
    entry.current?.focus();
    entry.current?.select();
  }, []);
  const grant = (): void => {
    if (amount === null) return saySentence(t('approval.needsAmount'));
    if (blocked !== null) return saySentence(blocked);
    return does.grant(row, amount);
  };
  useKey('back', () => does.type(row, undefined), true, 2, box);
  useKey('send', grant, true, 2, box);
  return (
    <div ref={box} className="flex items-center gap-1.5">
      <div className="w-24">
        <AmountEntry
          ref={entry}
          label={t('lead.otherAmount')}
          unit={row.unit}
          minor={amount}
          onChange={(next) => does.type(row, next)}
          onEnter={grant}
        />
      </div>
      <Button small kind="primary" blocked={amount === null ? t('approval.needsAmount') : blocked} onPress={grant}>
        {t('lead.grantAmount')}
      </Button>
      <Button small kind="quiet" keyId="back" onPress={() => does.type(row, undefined)}>
        <span className="sr-only">{t('bar.back')}</span>
      </Button>
    </div>
  );
};
