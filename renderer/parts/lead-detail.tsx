// Beside the inbox: the written card with its read-back, or the case in hand with decision and answer; and the bar for both.
import { useEffect, useRef, useState } from 'react';
import { useLive } from '../state/live.ts';
import { goToCase, showOverlay } from '../state/view.ts';
import { showToast } from '../state/toasts.ts';
import type { CaseView, HandoverCard } from '../../shared/views/shapes.ts';
import { AnswerPanel } from './answer-panel.tsx';
import { ApprovalState } from './approval-state.tsx';
import { Bar } from './action-bar.tsx';
import { Button } from './button.tsx';
import { CardFacts, CardText } from './handover-card.tsx';
import { CardMarks } from './card-marks.tsx';
import { Clocks } from './clocks.tsx';
import { DecisionMeter } from './decision-meter.tsx';
import type { InboxEntry } from './inbox-table.tsx';
import { useKey } from './keys.ts';
import { PrincipalPanel } from './principal-panel.tsx';
import { QueryForm, ReturnForm } from './lead-forms.tsx';
import { deskNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { Timeline } from './timeline.tsx';
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
  readonly children: React.ReactNode;
};

/** True when there is a fact left to tick. */
const focusFact = (): boolean => {
  const fact = document.querySelector<HTMLElement>('[data-fact]:not(:checked)');
  fact?.focus();
  return fact !== null;
};

export const LeadDetail = ({ caseId, entry, above, waiting, approvals, children }: Props) => {
  const desk = useDesk();
  const { t, person } = desk;
  const send = useSend();
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
    if (card === null || caseId === null || blockedFor('accept-handover') !== null) return;
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
  useKey('accept', () => void accept(), card !== null, 1);
  useKey('return', () => setMode('return'), card !== null, 1);
  useKey('query', () => setMode('query'), card !== null, 1);
  useKey('back', () => setMode('read'), mode !== 'read', 1);
  const done = (): void => setMode('read');
  const isTaking = view !== null && view.can['take-case'] === null;

  return (
    <>
      <div className="grid min-h-0 grow grid-cols-[1fr_clamp(20rem,28vw,34rem)] max-[60rem]:block max-[60rem]:overflow-auto">
        <main className="flex min-h-0 min-w-0 flex-col">{children}</main>
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
              {mode === 'return' ? <ReturnForm view={view} card={card} onDone={done} /> : null}
              {mode === 'query' ? <QueryForm view={view} card={card} onDone={done} /> : null}
              <CardMarks card={card} />
              <CardFacts card={card} ticks={ticks} onTick={setTicks} />
              <CardText card={card} />
              <CaseContext value={view}>
                <Timeline />
              </CaseContext>
            </>
          )}
        </aside>
      </div>
      <Bar label={t('bar.title')}>
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
        {isTaking ? <Button onPress={() => void takeOver()}>{t('lead.takeOver')}</Button> : null}
        <Button blocked={caseId === null ? t('lead.notWaiting') : null} onPress={() => (caseId === null ? undefined : goToCase(caseId))}>
          {t('lead.openDesk')}
        </Button>
        <div className="grow" />
        {sync?.mode === 'hub' ? <Button onPress={() => showOverlay('phone')}>{t('phone.open')}</Button> : null}
        {sync?.mode === 'hub' ? <Button onPress={() => showOverlay('budgets')}>{t('budget.open')}</Button> : null}
        <span className="truncate text-ink-2">{t('lead.figures', { waiting, count: approvals })}</span>
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
    <PrincipalPanel />
    {view.handover === null ? null : (
      <>
        <CardMarks card={view.handover} />
        <CardText card={view.handover} />
      </>
    )}
    <DecisionMeter />
    <ApprovalState />
    <AnswerPanel />
    <Clocks />
    <Timeline />
  </CaseContext>
);
