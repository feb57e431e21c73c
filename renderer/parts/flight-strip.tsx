// A handover in flight: who is asked now and until when, who was asked before, who answers for the case meanwhile.
import { useRef, useState } from 'react';
import type { HandoverCard } from '../../shared/views/shapes.ts';
import { useLive } from '../state/live.ts';
import { showOverlay } from '../state/view.ts';
import { BesideForm } from './beside-form.tsx';
import { Button } from './button.tsx';
import { DueMark } from './due-mark.tsx';
import { useNow } from './now.ts';
import { momentSaid, momentWords } from './time-words.ts';
import { useBlocked, useCase } from './use-case.ts';
import { useDesk, type Desk } from './use-pack.ts';
import { useSend } from './use-send.ts';

const WARN = 300_000;

/** Whom it lies with now: the last one it was passed to, else whom it was sent to. */
export const askedNow = ({ passed, to, contact }: HandoverCard, desk: Desk): string => {
  const person = passed.at(-1)?.to ?? to.person;
  const there = contact === null ? undefined : desk.contact(contact);
  if (there !== undefined) return `${there.name}, ${desk.team(to.team)}`;
  if (person === null) return desk.team(to.team);
  const name =
    to.for === undefined ? desk.person(person) : desk.t('approval.answeredFor', { name: desk.person(person), absent: desk.person(to.for) });
  return `${name}, ${desk.team(to.team)}`;
};

export const FlightStrip = () => {
  const desk = useDesk();
  const { t, me, person, telling } = desk;
  const { row, handover } = useCase();
  const send = useSend();
  const withdraw = useBlocked('withdraw-handover');
  const card = useBlocked('give-card');
  const now = useNow(60_000);
  const { value: sync } = useLive('sync.status', {});
  const [isBeside, sitBeside] = useState(false);
  const lead = useRef<HTMLButtonElement>(null);
  const rise = (): void => {
    sitBeside(false);
    lead.current?.focus();
  };
  if (row.flight === null || handover === null) return null;
  const { acceptBy } = row.flight;
  const isMine = handover.from.person === me.person;
  const isOutside = handover.to.tier === 'A';
  return (
    <section aria-label={t('flight.title')} className="flex flex-col gap-1 rounded-lg border border-edge bg-panel px-3 py-2">
      <div className="flex items-center gap-3">
        <p className="max-w-none min-w-0 grow font-semibold">{t('flight.asked', { who: askedNow(handover, desk) })}</p>
        <span className="shrink-0 text-small">
          <DueMark due={{ at: acceptBy, warnAt: acceptBy - WARN }} />
        </span>
        <div className="flex shrink-0 gap-2">
          {isOutside && card === null ? (
            <Button small onPress={() => showOverlay('card')}>
              {t('flight.card')}
            </Button>
          ) : null}
          {sync?.mode === 'hub' && !isOutside ? (
            <Button ref={lead} small pressed={isBeside} onPress={() => sitBeside(!isBeside)}>
              {t('beside.open')}
            </Button>
          ) : null}
          {withdraw === null ? (
            <Button small onPress={() => void send('withdraw-handover', row.caseId, { handover: handover.handover })}>
              {t('case.withdraw')}
            </Button>
          ) : null}
        </div>
      </div>
      {isBeside ? (
        <BesideForm
          caseId={row.caseId}
          acts={[
            { verb: 'accept-handover', data: { handover: handover.handover } },
            { verb: 'return-handover', data: { handover: handover.handover } },
          ]}
          card={handover}
          amount={null}
          onDone={rise}
        />
      ) : null}
      <Chain handover={handover} />
      <p className="text-small text-ink-2">
        {[
          t(isOutside ? 'flight.untilOutside' : 'flight.until', { moment: momentSaid(acceptBy, now, telling) }),
          isOutside ? '' : isMine ? t('flight.mine') : t('flight.theirs', { name: person(handover.from.person) }),
          t(isOutside ? 'flight.nextOutside' : handover.passed.length > 0 ? 'flight.nextPassed' : 'flight.next'),
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
    </section>
  );
};

/** Sent, passed on, passed on again: every step with its time, in words. */
const Chain = ({ handover }: { readonly handover: HandoverCard }) => {
  const { t, team, person, telling } = useDesk();
  const now = useNow(60_000);
  const { passed, sentAt, to, from } = handover;
  if (passed.length === 0) return null;
  const sentTo = passed[0]?.from ?? to.person;
  return (
    <ol aria-label={t('flight.chain')} className="text-small text-ink-2">
      <li>
        {t('flight.sent', {
          moment: momentWords(sentAt, now, telling),
          name: person(from.person),
          who: sentTo === null ? team(to.team) : `${person(sentTo)}, ${team(to.team)}`,
        })}
      </li>
      {passed.map((step) => (
        <li key={step.at}>
          {t('flight.passed', {
            moment: momentWords(step.at, now, telling),
            who: step.to === null ? team(to.team) : person(step.to),
            why: t([`event.passed-${step.why}`, 'event.passed-lead']),
          })}
        </li>
      ))}
    </ol>
  );
};
