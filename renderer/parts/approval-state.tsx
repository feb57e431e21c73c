// The requests of the case as live rows: to whom, how long still, moved on, corrected, and the answer with what may be said now.
import { useRef, useState } from 'react';
import type { ApprovalRow } from '../../shared/views/shapes.ts';
import { useLive } from '../state/live.ts';
import { ApprovalCorrect } from './approval-correct.tsx';
import { BesideForm } from './beside-form.tsx';
import { Button } from './button.tsx';
import { askedWords } from './asked-words.ts';
import { LevelText } from './due-mark.tsx';
import { Fold } from './fold.tsx';
import { amountWords } from './money-words.ts';
import { useNow } from './now.ts';
import { PhoneAsk } from './phone-ask.tsx';
import { dueWords, momentSaid, momentWords, stopwatch, type Level } from './time-words.ts';
import { useAnswerHeard } from './use-answer-heard.ts';
import { useCase } from './use-case.ts';
import { useDesk, type Desk } from './use-pack.ts';
import { useSend } from './use-send.ts';

/** So many answered ones stand in sight; older ones are one press away. */
const SHOWN = 2;

export const ApprovalState = () => {
  const { t } = useDesk();
  const { approvals } = useCase();
  const [all, showAll] = useState(false);
  useAnswerHeard(approvals);
  const open = approvals.filter(({ outcome }) => outcome === 'open');
  const over = approvals
    .filter(({ outcome }) => outcome !== 'open' && outcome !== 'withdrawn')
    .toSorted((a, b) => (b.answeredBy?.at ?? b.askedAt) - (a.answeredBy?.at ?? a.askedAt));
  const shown = [...open, ...(all ? over : over.slice(0, SHOWN))];
  if (shown.length === 0) return null;
  return (
    <section aria-label={t('approval.all')} className="flex flex-col rounded-lg border border-line">
      <ul>
        {shown.map((approval) => (
          <li key={approval.approval} className="border-line not-first:border-t">
            {approval.outcome === 'open' ? <OpenRow approval={approval} /> : <OverRow approval={approval} />}
          </li>
        ))}
      </ul>
      {over.length <= SHOWN ? null : (
        <div className="border-t border-line px-3 py-0.5">
          <Fold open={all} onPress={() => showAll(!all)}>
            {t('approval.earlier', { count: over.length - SHOWN })}
          </Fold>
        </div>
      )}
    </section>
  );
};

const sumOf = (approval: ApprovalRow, amount: number, { word, language }: Desk): string =>
  `${word('decisions', approval.decisionType)} ${amountWords(amount, approval.unit, approval.currency, language)}`;

/** Seconds while the customer waits, else the time left; both sides count to the same moment. */
const Countdown = ({ approval }: { readonly approval: ApprovalRow }) => {
  const { t, telling } = useDesk();
  const now = useNow(1000);
  const left = approval.decideBy - now;
  // At the last stop nothing moves on any more: then it is open until it expires.
  const isLast = approval.decideBy >= approval.expiresAt;
  if (left <= 0) return <LevelText level="late">{t(isLast ? 'approval.expiring' : 'approval.moving')}</LevelText>;
  if (!approval.customerWaiting) {
    const { short, long, level } = dueWords({ at: approval.decideBy, warnAt: approval.decideBy - 600_000 }, now, telling);
    return (
      <LevelText level={level} title={long}>
        {t(isLast ? 'approval.expires' : 'approval.movesOn', { left: short })}
      </LevelText>
    );
  }
  const level: Level = left < 15_000 ? 'soon' : 'calm';
  return (
    <LevelText level={level} title={t(isLast ? 'approval.expires' : 'approval.movesOn', { left: stopwatch(left) })}>
      {t('time.left', { span: stopwatch(left) })}
    </LevelText>
  );
};

const isAbout = (data: unknown, approval: string): boolean =>
  typeof data === 'object' && data !== null && 'approval' in data && data.approval === approval;

const OpenRow = ({ approval }: { readonly approval: ApprovalRow }) => {
  const desk = useDesk();
  const { t, me, telling } = desk;
  const { row, timeline } = useCase();
  const now = useNow(60_000);
  const isOnItsWay = timeline.some(({ type, pending, data }) => type === 'approval-asked' && pending && isAbout(data, approval.approval));
  const send = useSend();
  const [correcting, correct] = useState(false);
  const [phoning, ring] = useState(false);
  const phone = useRef<HTMLButtonElement>(null);
  const [isBeside, sitBeside] = useState(false);
  const lead = useRef<HTMLButtonElement>(null);
  const rise = (): void => {
    sitBeside(false);
    lead.current?.focus();
  };
  const { value: sync } = useLive('sync.status', {});
  const hangUp = (): void => {
    ring(false);
    phone.current?.focus();
  };
  const isMine = approval.askedBy === me.person;
  const until = approval.proposed === undefined ? null : momentSaid(approval.proposed.until, now, telling);
  const facts = [
    until === null ? '' : t(isOnItsWay ? 'standing.factWaiting' : 'standing.factUp', { moment: until }),
    approval.steps === 0 ? '' : t('approval.moved', { count: approval.steps }),
    approval.corrected === 0 ? '' : t('approval.corrected', { count: approval.corrected }),
    approval.customerWaiting ? t('lead.customerWaiting') : '',
    approval.text ?? '',
  ].filter((part) => part !== '');
  return (
    <div className="flex flex-col px-3 py-1.5">
      <div className="flex items-baseline gap-3">
        <span className="min-w-0 grow">
          <LevelText level="soon">{t(until === null ? 'approval.open' : isOnItsWay ? 'standing.open' : 'standing.wentUp')}</LevelText>
          <span className="font-medium">{` · ${sumOf(approval, approval.amount, desk)}`}</span>
          <span className="text-ink-2">{` → ${askedWords(approval.to, desk)}`}</span>
        </span>
        <Countdown approval={approval} />
      </div>
      <div className="flex flex-wrap items-center justify-end gap-1">
        <p className="max-w-none grow text-small text-ink-2">{facts.join(' · ')}</p>
        {isMine ? (
          <div className="flex shrink-0 gap-1">
            {sync?.mode === 'hub' ? (
              <Button ref={phone} small kind="quiet" pressed={phoning} onPress={() => ring(!phoning)}>
                {t('phone.ask')}
              </Button>
            ) : null}
            {sync?.mode === 'hub' ? (
              <Button ref={lead} small kind="quiet" pressed={isBeside} onPress={() => sitBeside(!isBeside)}>
                {t('beside.open')}
              </Button>
            ) : null}
            <Button small kind="quiet" pressed={correcting} onPress={() => correct(!correcting)}>
              {t('approval.correct')}
            </Button>
            <Button small kind="quiet" onPress={() => void send('withdraw-approval', row.caseId, { approval: approval.approval })}>
              {t('approval.withdraw')}
            </Button>
          </div>
        ) : null}
      </div>
      {phoning ? <PhoneAsk approval={approval} onDone={hangUp} /> : null}
      {isBeside ? (
        <BesideForm
          caseId={row.caseId}
          acts={[
            { verb: 'approve', data: { approval: approval.approval, corrected: approval.corrected } },
            { verb: 'decline', data: { approval: approval.approval, corrected: approval.corrected } },
          ]}
          amount={{ minor: approval.amount, unit: approval.unit }}
          onDone={rise}
        />
      ) : null}
      {correcting ? <ApprovalCorrect approval={approval} onDone={() => correct(false)} /> : null}
    </div>
  );
};

const LEVEL = { given: 'done', declined: 'late', withdrawn: 'calm', expired: 'late' } as const;

const OverRow = ({ approval }: { readonly approval: ApprovalRow }) => {
  const desk = useDesk();
  const { t, person, decision, say, language, telling } = desk;
  const now = useNow(60_000);
  const { outcome, answeredBy } = approval;
  if (outcome === 'open') return null;
  const amount = answeredBy?.amount ?? approval.amount;
  const spec = decision(approval.decisionType);
  const sum = amountWords(amount, approval.unit, approval.currency, language);
  const instead =
    outcome === 'given' && amount !== approval.amount
      ? ` ${t('event.otherAmount', { amount: amountWords(approval.amount, approval.unit, approval.currency, language) })}`
      : '';
  const who =
    answeredBy === null
      ? ''
      : [
          answeredBy.for === null
            ? person(answeredBy.person)
            : t('approval.answeredFor', { name: person(answeredBy.person), absent: person(answeredBy.for) }),
          momentWords(answeredBy.at, now, telling),
        ].join(', ');
  return (
    <div className="flex flex-col gap-0.5 px-3 py-1.5">
      <div className="flex flex-wrap items-center gap-x-3">
        <LevelText level={LEVEL[outcome]}>{t(`approval.${outcome}`)}</LevelText>
        <span className="grow font-medium">
          {sumOf(approval, amount, desk)}
          <span className="font-normal text-ink-2">{instead}</span>
        </span>
        <span className="text-small text-ink-2">{who}</span>
      </div>
      {outcome === 'given' && spec !== undefined ? (
        <p className="text-small">
          <span className="text-ink-2">{t('approval.sayNow')} </span>
          {t('approval.quote', { words: say(spec.saying).replaceAll('{amount}', sum) })}
        </p>
      ) : null}
      {outcome === 'expired' ? <p className="text-small text-ink-2">{t('approval.expiredWay')}</p> : null}
    </div>
  );
};
