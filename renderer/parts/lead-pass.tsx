// Passes a case on from the lead's screen: up the matrix with F9, to a colleague with Shift F9; the sheet stands where the inbox stood.
import { useEffect } from 'react';
import { showPanel, useView } from '../state/view.ts';
import type { CaseView } from '../../shared/views/shapes.ts';
import { Button } from './button.tsx';
import { HandoverSheet } from './handover-sheet.tsx';
import { useKey } from './keys.ts';
import { focusList } from './list-focus.ts';
import { deskNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { Ring } from './ring.tsx';
import { CaseContext, useBlocked } from './use-case.ts';
import { HandoverContext, useHandover, usePreparedHandover } from './use-handover.ts';
import { useDesk } from './use-pack.ts';
import { useRefusing } from './use-send.ts';

/** Whether the sheet is open here; what another screen had open is left there closed, its drafts stay. */
export const usePassing = (): boolean => {
  const panel = useView((view) => view.panel);
  useEffect(() => showPanel('case'), []);
  return panel === 'handover' || panel === 'lateral';
};

/** What had the focus goes with the sheet: back to the row it was about. */
export const leavePass = (): void => {
  showPanel('case');
  focusList(false);
};

const Handing = ({ view, children }: { readonly view: CaseView; readonly children: React.ReactNode }) => {
  const handover = usePreparedHandover(view);
  return (
    <CaseContext value={view}>
      <HandoverContext value={handover}>{children}</HandoverContext>
    </CaseContext>
  );
};

export const PassSheet = ({ view }: { readonly view: CaseView }) => {
  const { t } = useDesk();
  return (
    <Handing key={view.row.caseId} view={view}>
      <div className="flex min-h-0 grow flex-col gap-3 overflow-auto px-4 py-3">
        <h1 className="text-large font-semibold">{view.row.title}</h1>
        <div className="max-w-4xl">
          <HandoverSheet />
        </div>
        <div>
          <Button kind="quiet" keyId="back" onPress={leavePass}>
            {t('lead.passBack')}
          </Button>
        </div>
      </div>
    </Handing>
  );
};

export const PassButtons = ({ view }: { readonly view: CaseView }) => (
  <Handing key={view.row.caseId} view={view}>
    <Buttons />
  </Handing>
);

const Buttons = () => {
  const desk = useDesk();
  const { t, team } = desk;
  const { preview, refusal, blocked, go, isLateral, ring } = useHandover();
  const panel = useView((view) => view.panel);
  const isOpen = panel === 'handover' || panel === 'lateral';
  const noLateral = useBlocked('offer-handover');
  const refuseLateral = useRefusing('offer-handover');
  const press = (): void => void go();
  const lateral = (): void => (noLateral === null ? showPanel('lateral') : refuseLateral());
  useKey('escalate', press);
  useKey('lateral', lateral);
  useKey('send', press, isOpen, 1);
  useKey('back', leavePass, isOpen, 1);
  const why = blocked ?? refusal;
  const to = preview === null || isLateral ? null : team(preview.to.team);
  return (
    <>
      {isOpen && ring !== null ? <Ring done={ring.done} required={ring.required} /> : null}
      <Button
        kind={isOpen ? 'primary' : 'plain'}
        keyId={isOpen ? 'send' : 'escalate'}
        blocked={why === null ? null : refusalWords(why, desk, deskNow())}
        onPress={press}
      >
        {to === null ? t('lead.passOn') : t('lead.passTo', { team: to })}
      </Button>
      {isOpen ? null : (
        <Button keyId="lateral" blocked={noLateral} onPress={lateral}>
          {t('lead.passLateral')}
        </Button>
      )}
    </>
  );
};
