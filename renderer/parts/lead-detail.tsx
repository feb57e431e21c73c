// Beside the inbox: the written card with its read-back, or the case in hand with decision and answer; and the bar for both.
import { useEffect, useRef, useState } from 'react';
import { useLive } from '../state/live.ts';
import { goToCase, showCoach, showOverlay } from '../state/view.ts';
import { showToast } from '../state/toasts.ts';
import type { CaseView, HandoverCard } from '../../shared/views/shapes.ts';
import { announce } from './announce.tsx';
import { AnswerPanel } from './answer-panel.tsx';
import { ApprovalState } from './approval-state.tsx';
import { Bar } from './action-bar.tsx';
import { Button } from './button.tsx';
import { CardFacts, CardText } from './handover-card.tsx';
import { CardMarks } from './card-marks.tsx';
import { Clocks } from './clocks.tsx';
import { DecisionMeter } from './decision-meter.tsx';
import type { InboxEntry } from './lead-entries.ts';
import { useKey } from './keys.ts';
import { PassButtons, PassSheet, usePassing } from './lead-pass.tsx';
import { PrincipalPanel } from './principal-panel.tsx';
import { QueryForm, ReturnForm } from './lead-forms.tsx';
import { focusList } from './list-focus.ts';
import { useNarrow } from './narrow.ts';
import { deskNow } from './now.ts';
import { RateHandover } from './rate-handover.tsx';
import { refusalWords } from './refusal-words.ts';
import { Split, usePane } from './split.tsx';
import { Timeline } from './timeline.tsx';
import { Toasts } from './toasts.tsx';
import { CaseContext } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

type Mode = 'read' | 'return' | 'query';
type Reading = { readonly of: string; readonly ticks: readonly string[]; readonly mode: Mode };
const UNREAD: Omit<Reading, 'of'> = { ticks: [], mode: 'read' };

type Props = {
  readonly caseId: string | null;
  readonly entry: InboxEntry | null;
  /** What is looked at instead of a handover: a decision to review, or a customer's picture. */
  readonly above: React.ReactNode;
  readonly waiting: number;
  readonly approvals: number;
  /** The open case went back to whoever sent it. */
  readonly onGone: () => void;
  readonly children: React.ReactNode;
};

/** True when there is a fact left to tick. */
const focusFact = (): boolean => {
  const fact = document.querySelector<HTMLElement>('[data-fact]:not(:checked)');
  fact?.focus();
  return fact !== null;
};

export const LeadDetail = ({ caseId, entry, above, waiting, approvals, onGone, children }: Props) => {
  const desk = useDesk();
  const { t, person } = desk;
  const send = useSend();
  const width = usePane('lead.detail');
  const narrow = useNarrow();
  const { value: sync } = useLive('sync.status', {});
  const { value } = useLive('case.view', caseId === null ? null : { caseId });
  const view = value?.ok === true ? value.value : null;
  // The principal never accepts: what lies with it is a case in hand, with its card and its answer.
  const card = entry?.card?.to.tier === 'A' ? null : (entry?.card ?? null);
  // What was ticked belongs to the one handover it was read from; another row begins anew.
  const of = `${caseId ?? ''} ${card?.handover ?? ''}`;
  const [reading, setReading] = useState<Reading>({ of, ...UNREAD });
  const { ticks, mode } = reading.of === of ? reading : UNREAD;
  const setTicks = (next: readonly string[]): void => setReading({ of, mode, ticks: next });
  const setMode = (next: Mode): void => setReading({ of, ticks, mode: next });
  const blockedFor = (verb: string): string | null => {
    const refusal = view?.can[verb];
    return card === null ? t('lead.notWaiting') : refusal === null || refusal === undefined ? null : refusalWords(refusal, desk, deskNow());
  };
  const passing = usePassing() && view !== null && above === null;
  /** A key that can do nothing here says why. */
  const spoken = (verb: string): boolean => {
    const why = blockedFor(verb);
    if (why === null) return false;
    showToast('note', why);
    announce(why);
    return true;
  };
  const all = card?.facts.map(({ id }) => id) ?? [];
  const isRead = all.every((id) => ticks.includes(id));

  // An A that was quicker than the case leads to its facts as soon as they stand there, unless another row is looked at by then.
  const early = useRef<string | null>(null);
  useEffect(() => {
    if (view === null || early.current === null) return;
    if (early.current === of) focusFact();
    early.current = null;
  }, [view, of]);

  const accept = async (): Promise<void> => {
    if (caseId === null || spoken('accept-handover') || card === null) return;
    if (!isRead) {
      // The first A leads to the facts, the last one ticked makes the next A an acceptance.
      if (!focusFact()) early.current = of;
      return;
    }
    const sent = await send('accept-handover', caseId, { handover: card.handover, facts: ticks });
    if (sent.ok) showToast('done', t('lead.accepted', { name: person(card.from.person) }));
  };
  const takeOver = async (): Promise<void> => {
    if (caseId !== null) await send('take-case', caseId);
  };
  const open = (next: Mode, verb: string) => (): void => (spoken(verb) ? undefined : setMode(next));
  useKey('accept', () => void accept(), caseId !== null, 1);
  useKey('return', open('return', 'return-handover'), caseId !== null, 1);
  useKey('query', open('query', 'ask-query'), caseId !== null, 1);
  // The form leaves, and with it the focus: back to the row it was about, or to the next one where that is gone.
  const done = (): void => {
    setMode('read');
    focusList(false);
  };
  useKey('back', done, mode !== 'read', 1);
  const isTaking = view !== null && view.can['take-case'] === null;

  return (
    <>
      <div
        className="grid min-h-0 grow max-[60rem]:block max-[60rem]:overflow-auto"
        style={{ gridTemplateColumns: `minmax(0,1fr) ${width}px` }}
      >
        <main className="relative flex min-h-0 min-w-0 flex-col">
          {narrow ? null : (
            // What can be moved belongs to a landmark, like everything one reaches.
            <div className="absolute inset-y-0 right-0 grid w-0">
              <Split id="lead.detail" />
            </div>
          )}
          {passing && view !== null ? <PassSheet view={view} /> : null}
          <div className={passing ? 'hidden' : 'contents'}>{children}</div>
          {narrow ? null : <Toasts />}
        </main>
        <aside
          aria-label={t('lead.detail')}
          data-letters
          className="flex min-h-0 flex-col gap-4 overflow-auto border-l border-line px-4 py-3 max-[60rem]:border-t max-[60rem]:border-l-0"
        >
          {above}
          {view === null ? (
            above === null && caseId === null ? (
              <p className="text-ink-2">{t('lead.choose')}</p>
            ) : null
          ) : above !== null ? (
            <CaseContext value={view}>
              <Timeline />
            </CaseContext>
          ) : card === null ? (
            <Held view={view} />
          ) : (
            <>
              <Head view={view} card={card} />
              {mode === 'return' ? <ReturnForm view={view} card={card} onDone={done} onGone={onGone} /> : null}
              {mode === 'query' ? <QueryForm view={view} card={card} onDone={done} /> : null}
              <CardMarks card={card} />
              <CardFacts card={card} ticks={ticks} onTick={setTicks} />
              <CardText card={card} />
              <Coach view={view} card={card} />
              <CaseContext value={view}>
                <Timeline />
              </CaseContext>
            </>
          )}
        </aside>
      </div>
      {narrow ? <Toasts /> : null}
      <Bar label={t('bar.title')} full>
        {card === null ? null : (
          <>
            <Button kind="primary" keyId="accept" blocked={blockedFor('accept-handover')} onPress={() => void accept()}>
              {t(isRead ? 'lead.accept' : 'lead.acceptRead')}
            </Button>
            <Button
              keyId="query"
              blocked={blockedFor('ask-query')}
              pressed={mode === 'query'}
              onPress={() => setMode(mode === 'query' ? 'read' : 'query')}
            >
              {t('lead.query')}
            </Button>
            <Button
              keyId="return"
              blocked={blockedFor('return-handover')}
              pressed={mode === 'return'}
              onPress={() => setMode(mode === 'return' ? 'read' : 'return')}
            >
              {t('lead.return')}
            </Button>
          </>
        )}
        {isTaking && above === null ? <Button onPress={() => void takeOver()}>{t('lead.takeOver')}</Button> : null}
        {view === null || above !== null ? null : <PassButtons view={view} />}
        {caseId === null ? null : <Button onPress={() => goToCase(caseId)}>{t('lead.openDesk')}</Button>}
        <div className="grow" />
        {sync?.mode === 'hub' ? <Button onPress={() => showOverlay('phone')}>{t('phone.open')}</Button> : null}
        {sync?.mode === 'hub' ? <Button onPress={() => showOverlay('budgets')}>{t('budget.open')}</Button> : null}
        <span className="flex shrink-0 flex-col text-right text-small leading-4 whitespace-nowrap text-ink-2 max-[60rem]:pr-3">
          <span>{t('lead.figureWaiting', { waiting })}</span>
          <span>{t('lead.figureApprovals', { count: approvals })}</span>
        </span>
      </Bar>
    </>
  );
};

const Head = ({ view, card }: { readonly view: CaseView; readonly card: HandoverCard }) => {
  const { t, person, word } = useDesk();
  return (
    <div className="flex flex-col gap-0.5">
      <h1 className="text-large font-semibold">{view.row.title}</h1>
      <p className="text-small text-ink-2">
        {[
          view.row.number,
          view.customer?.name,
          t('lead.from', { name: person(card.from.person) }),
          t(`kind.${card.kind}`),
          word('reasons', card.reason),
          t('case.contacts', { count: view.row.contacts }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  );
};

/** A case already in hand: decide and answer without leaving this screen. */
const Held = ({ view }: { readonly view: CaseView }) => (
  <CaseContext value={view}>
    <div className="flex flex-col gap-0.5">
      <h1 className="text-large font-semibold">{view.row.title}</h1>
      <p className="text-small text-ink-2">{[view.row.number, view.customer?.name].filter(Boolean).join(' · ')}</p>
    </div>
    <RateHandover view={view} />
    <PrincipalPanel />
    {view.handover === null ? null : (
      <>
        <CardMarks card={view.handover} />
        <CardText card={view.handover} />
        <Coach view={view} card={view.handover} />
      </>
    )}
    <DecisionMeter />
    <ApprovalState />
    <AnswerPanel />
    <Clocks />
    <Timeline />
  </CaseContext>
);

/** A word to whoever sent it, for those two alone. */
const Coach = ({ view, card }: { readonly view: CaseView; readonly card: HandoverCard }) => {
  const { t, me, person } = useDesk();
  const to = card.from.person;
  if (to === null || to === me.person || view.can['coach'] !== null) return null;
  return (
    <div className="-ml-2">
      <Button small kind="quiet" onPress={() => showCoach(to, view.row.caseId, card.handover)}>
        {t('coach.open', { name: person(to) })}
      </Button>
    </div>
  );
};
