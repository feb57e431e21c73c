// The agent's desk: lists at the left, the case in the middle, what one may do at the right, one bar at the bottom.
import { useEffect } from 'react';
import { ActionBar, Bar, leavePanel } from '../parts/action-bar.tsx';
import { AnswerPanel } from '../parts/answer-panel.tsx';
import { ApprovalPanel } from '../parts/approval-panel.tsx';
import { ApprovalState } from '../parts/approval-state.tsx';
import { ArticleAlone } from '../parts/article-alone.tsx';
import { ArticlePanel, ArticlesHere } from '../parts/article-panel.tsx';
import { Button } from '../parts/button.tsx';
import { CallStrip } from '../parts/call-strip.tsx';
import { CaseHead } from '../parts/case-head.tsx';
import { CheckOutPanel } from '../parts/check-out-panel.tsx';
import { CheckOutStrip } from '../parts/check-out-strip.tsx';
import { Clocks } from '../parts/clocks.tsx';
import { ConsultPanel } from '../parts/consult-panel.tsx';
import { Consults } from '../parts/consults.tsx';
import { DecisionMeter } from '../parts/decision-meter.tsx';
import { Deescalation } from '../parts/deescalation.tsx';
import { Empty } from '../parts/empty.tsx';
import { FinishPanel } from '../parts/finish-panel.tsx';
import { FlightStrip } from '../parts/flight-strip.tsx';
import { Guidance } from '../parts/guidance.tsx';
import { HandedOver } from '../parts/handed-over.tsx';
import { HandoverSheet } from '../parts/handover-sheet.tsx';
import { useKey } from '../parts/keys.ts';
import { LeftWords } from '../parts/left-words.tsx';
import { LinksPanel } from '../parts/links-panel.tsx';
import { closeList, useListDrawer, useNarrow } from '../parts/narrow.ts';
import { NeededOnCall } from '../parts/needed-steps.tsx';
import { NewCase } from '../parts/new-case.tsx';
import { NewsStrip } from '../parts/news-strip.tsx';
import { NextStep } from '../parts/next-step.tsx';
import { NoteEditor } from '../parts/note-editor.tsx';
import { deskNow } from '../parts/now.ts';
import { OwedForm, OwedStrip } from '../parts/owed-strip.tsx';
import { PrincipalPanel } from '../parts/principal-panel.tsx';
import { Promises } from '../parts/promises.tsx';
import { Queries } from '../parts/queries.tsx';
import { QueueList } from '../parts/queue-list.tsx';
import { RateHandover } from '../parts/rate-handover.tsx';
import { refusalWords } from '../parts/refusal-words.ts';
import { RefusedList } from '../parts/refused-list.tsx';
import { Split, usePane } from '../parts/split.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { CaseContext } from '../parts/use-case.ts';
import { HandoverContext, usePreparedHandover } from '../parts/use-handover.ts';
import { useDesk } from '../parts/use-pack.ts';
import { Toasts } from '../parts/toasts.tsx';
import { WhoIsThere } from '../parts/who-is-there.tsx';
import { useDraft } from '../state/drafts.ts';
import { useArticleOpen } from '../state/articles.ts';
import { useLive } from '../state/live.ts';
import { showPanel, useView, type Panel } from '../state/view.ts';
import type { CaseView } from '../../shared/views/shapes.ts';

export const DeskScreen = () => {
  const caseId = useView((view) => view.caseId);
  const panel = useView((view) => view.panel);
  const article = useView((view) => view.article);
  const { value } = useLive('case.view', caseId === null ? null : { caseId });
  const isOther = panel === 'new-case' || panel === 'refused';
  // Where the window was is not known yet: that no case is open cannot be said before.
  const [, , remembered] = useDraft('view');
  const isUnknown = remembered === 'loading' && caseId === null && article === null;
  const width = usePane('desk.list');
  const narrow = useNarrow();
  return (
    <div
      className="grid min-h-0 grow grid-rows-[minmax(0,1fr)_auto_auto]"
      style={{ gridTemplateColumns: narrow ? 'minmax(0,1fr)' : `${width}px minmax(0,1fr)` }}
    >
      {narrow ? (
        <>
          <ListDrawer />
          <Toasts className="row-start-2" />
        </>
      ) : (
        // Below the list: there they cover nothing, and nothing of the case moves.
        <div className="row-span-2 flex min-h-0 flex-col">
          <QueueList />
          <Toasts className="border-r border-line" />
        </div>
      )}
      {isOther || (caseId === null && !isUnknown) ? (
        <Other />
      ) : value === undefined ? (
        <Waiting />
      ) : value.ok ? (
        <CaseDesk key={caseId} view={value.value} />
      ) : (
        <Gone code={value.refusal.code} data={value.refusal.data} />
      )}
    </div>
  );
};

/** Without room beside the case the list lies over it: as long as no case is open, or somebody asked for it (Ctrl+1). */
const ListDrawer = () => {
  const { t } = useDesk();
  const asked = useListDrawer(({ open }) => open);
  const caseId = useView((view) => view.caseId);
  const panel = useView((view) => view.panel);
  useKey('back', closeList, asked, 3);
  // Whatever leads elsewhere leaves the list behind.
  useEffect(() => closeList, [caseId, panel]);
  if (!asked && (caseId !== null || panel !== 'case')) return null;
  return (
    <div className="fixed inset-y-0 left-0 z-30 flex w-[min(24rem,92vw)] flex-col border-r border-edge bg-bg">
      {asked ? (
        <div className="flex justify-end border-b border-line px-2 py-1">
          <Button small kind="quiet" keyId="back" onPress={closeList}>
            {t('queue.close')}
          </Button>
        </div>
      ) : null}
      <QueueList />
    </div>
  );
};

const Waiting = () => {
  const { t } = useDesk();
  return (
    <div className="contents">
      <main className="grow" aria-busy="true" aria-label={t('case.loading')} />
      <Bar label={t('bar.title')} />
    </div>
  );
};

const Gone = (refusal: { readonly code: string; readonly data: Parameters<typeof refusalWords>[0]['data'] }) => {
  const desk = useDesk();
  return (
    <div className="contents">
      <main className="min-h-0 grow">
        <Empty title={desk.t('case.gone')} text={refusalWords(refusal, desk, deskNow())} />
      </main>
      <Bar label={desk.t('bar.title')} />
    </div>
  );
};

/** What stands in the middle while no case does: a new one, the refused ones, or the invitation. */
const Other = () => {
  const { t } = useDesk();
  const panel = useView((view) => view.panel);
  const article = useView((view) => view.article);
  useKey('back', leavePanel, panel !== 'case', 1);
  return (
    <div className="contents">
      <main className="min-h-0 grow overflow-auto">
        {article !== null ? (
          <ArticleAlone key={article} id={article} />
        ) : panel === 'new-case' ? (
          <NewCase />
        ) : panel === 'refused' ? (
          <RefusedList />
        ) : (
          <Empty title={t('case.emptyTitle')} text={t('case.emptyText')}>
            <Button kind="primary" keyId="newCase" onPress={() => showPanel('new-case')}>
              {t('queue.new')}
            </Button>
          </Empty>
        )}
      </main>
      <Bar label={t('bar.title')}>
        {panel === 'case' ? null : (
          <Button kind="quiet" keyId="back" onPress={leavePanel}>
            {t('bar.back')}
          </Button>
        )}
      </Bar>
    </div>
  );
};

const PANELS: Readonly<Partial<Record<Panel, () => React.ReactNode>>> = {
  handover: HandoverSheet,
  lateral: HandoverSheet,
  finish: FinishPanel,
  approval: ApprovalPanel,
  consult: ConsultPanel,
  links: LinksPanel,
  owed: OwedForm,
  'check-out': CheckOutPanel,
};

const CaseDesk = ({ view }: { readonly view: CaseView }) => {
  const { t } = useDesk();
  const handover = usePreparedHandover(view);
  const panel = useView((now) => now.panel);
  // An article is read in more room than figures need.
  const width = Math.max(usePane('desk.side'), useArticleOpen() ? 400 : 0);
  const narrow = useNarrow();
  const Shown = PANELS[panel] ?? null;
  return (
    <CaseContext value={view}>
      <HandoverContext value={handover}>
        <div className="contents">
          <div
            className="grid min-h-0 grow max-[60rem]:block max-[60rem]:overflow-auto"
            style={{ gridTemplateColumns: `minmax(0,1fr) ${width}px` }}
          >
            <main className="relative flex min-h-0 min-w-0 flex-col">
              {narrow ? null : <Split id="desk.side" />}
              <CallStrip />
              <div className="flex min-h-0 grow flex-col gap-4 overflow-auto px-4 py-3 *:max-w-[72rem]">
                <CaseHead />
                <NewsStrip />
                <LeftWords />
                <RateHandover view={view} />
                <CheckOutStrip />
                <NeededOnCall />
                {Shown === null ? (
                  <>
                    <FlightStrip />
                    <HandedOver />
                    <PrincipalPanel button={false} />
                    <OwedStrip />
                    <Queries />
                    <Consults />
                    <AnswerPanel />
                    <ApprovalState />
                    <NoteEditor />
                    <Timeline />
                  </>
                ) : (
                  <Shown />
                )}
              </div>
            </main>
            <aside
              aria-label={t('side.title')}
              className="flex min-h-0 flex-col border-l border-line max-[60rem]:border-t max-[60rem]:border-l-0"
            >
              <ArticlePanel />
              <div className="flex min-h-0 grow flex-col gap-5 overflow-auto px-3.5 py-3">
                <DecisionMeter />
                <Deescalation />
                <NextStep />
                <Promises />
                <Clocks promised />
                <Guidance />
                <ArticlesHere />
                <WhoIsThere />
              </div>
            </aside>
          </div>
          <ActionBar />
        </div>
      </HandoverContext>
    </CaseContext>
  );
};
