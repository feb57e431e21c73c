// Knows what was tried and said in the case on screen, and logs it with one press as a fact of the case.
import { useContext } from 'react';
import type { Guided } from '../../shared/views/guide-shapes.ts';
import type { Json } from '../../shared/kernel/result.ts';
import { untriedSteps } from '../../shared/views/guide.ts';
import type { PackView } from '../../shared/views/shapes.ts';
import { draftValue, setDraft } from '../state/drafts.ts';
import { readFormDraft } from './form-draft.ts';
import { draftKey, useCase } from './use-case.ts';
import { HandoverContext } from './use-handover.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

export type Step = PackView['steps'][number];
export const RESULTS = ['helped', 'no-effect', 'not-possible'] as const;
export type StepResult = (typeof RESULTS)[number];

export type GuidedHere = {
  /** Of the category of the case; needed ones first, else in the order of the pack. */
  readonly steps: readonly Step[];
  readonly untried: readonly Step[];
  readonly of: (kind: Guided['kind'], id: string) => Guided | undefined;
  readonly log: (kind: Guided['kind'], id: string, result: Guided['result'] | 'undone') => Promise<boolean>;
  readonly may: boolean;
};

const goOn = (box: Element): void => {
  if (document.activeElement === document.body) box.querySelector<HTMLElement>('button[aria-label]:not([title])')?.focus();
};

export const useGuided = (): GuidedHere => {
  const { t, pack, say, me } = useDesk();
  const { row, guidance = [], can } = useCase();
  const handover = useContext(HandoverContext);
  const send = useSend();
  const ofCategory = pack.steps.filter(({ categories }) => categories === null || categories.includes(row.category));
  const log: GuidedHere['log'] = async (kind, id, result) => {
    // A row that is answered goes; the focus goes on to the next one and not back to the top of the page.
    const box = document.activeElement?.closest('[data-needed]');
    const { ok } = await send('log-guidance', row.caseId, { kind, id, result });
    const step = pack.steps.find((known) => known.id === id);
    // Field 6 is filled in from the log unless its author has begun to write it himself: then the step joins what he wrote.
    const key = draftKey('handover', row.caseId);
    // As it stands by now: he may have gone on writing.
    const now = readFormDraft(draftValue(key));
    if (ok && kind === 'step' && step !== undefined && result !== 'undone' && now.tried !== undefined && handover !== null)
      setDraft(key, { ...now, tried: [...now.tried, { step: say(step.label), result: t(`guide.${result}`), who: me.person }] } as Json);
    if (ok && box !== null && box !== undefined) window.setTimeout(() => goOn(box), 60);
    return ok;
  };
  return {
    steps: ofCategory.toSorted((a, b) => Number(b.needed) - Number(a.needed)),
    untried: untriedSteps(pack.steps, row.category, guidance),
    of: (kind, id) => guidance.find((known) => known.kind === kind && known.id === id),
    log,
    may: can['log-guidance'] === null,
  };
};
