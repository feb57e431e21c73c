// Keeps the handover being prepared for a case: what the agent typed, what the desk adds, what is still missing; and sends it.
import { createContext, useContext, useMemo, useRef } from 'react';
import type { Form } from '../../shared/handover/form.ts';
import type { Json, Refusal } from '../../shared/kernel/result.ts';
import { untriedSteps } from '../../shared/views/guide.ts';
import type { CaseView, EscalationPreview } from '../../shared/views/shapes.ts';
import { call } from '../api/api.ts';
import { useAsked } from '../state/asked.ts';
import { draftValue, setDraft, useDraft } from '../state/drafts.ts';
import { putAway } from '../state/sent-words.ts';
import { showToast } from '../state/toasts.ts';
import { foldPanel, showPanel, useView } from '../state/view.ts';
import { announce } from './announce.tsx';
import { focusField } from './field-focus.ts';
import { readFormDraft } from './form-draft.ts';
import { momentSaid } from './time-words.ts';
import { deskNow } from './now.ts';
import { draftKey, useCall } from './use-case.ts';
import { useDesk, type Desk } from './use-pack.ts';
import { showFault, showRefusal, useSend } from './use-send.ts';

/** Only what its author typed; the desk fills in the rest with every preview. */
export const useHandoverDraft = (
  caseId: string,
): { readonly draft: Form; readonly change: (next: Form) => void; readonly clear: () => void } => {
  const [value, set] = useDraft(draftKey('handover', caseId));
  const draft = useMemo(() => readFormDraft(value), [value]);
  return { draft, change: (next) => set({ ...draft, ...next } as Json), clear: () => set(null) };
};

/** What is taken back stands before what was typed since. */
const beforeSince = (sent: Form, since: Form): Form => {
  const words = (name: 'summary' | 'question'): Form => {
    const both = [sent[name] ?? '', since[name] ?? ''].filter((text) => text !== '');
    return both.length === 0 ? {} : { [name]: both.join(' ') };
  };
  return { ...since, ...sent, ...words('summary'), ...words('question') };
};

/** Where it goes, if a person says so, and why once more to a team that had it; a draft like the form. */
export type Way = { readonly to: { readonly team: string; readonly person: string | null } | null; readonly again: string | null };
const NO_WAY: Way = { to: null, again: null };
const readWay = (value: Json): Way => (typeof value === 'object' && value !== null && 'to' in value ? (value as unknown as Way) : NO_WAY);

export type Handover = {
  readonly draft: Form;
  readonly form: Form;
  readonly change: (next: Form) => void;
  readonly way: Way;
  readonly setWay: (next: Partial<Way>) => void;
  /** Passed on sideways, to whom the agent names, instead of up the matrix. */
  readonly isLateral: boolean;
  readonly preview: EscalationPreview | null;
  /** The field its last receiver found wanting, until its author has changed it; null = none. */
  readonly faulty: string | null;
  /** What keeps it from being sent: ids of fields, `again` where a reason is needed, `to` where nobody is named. */
  readonly missing: readonly string[];
  readonly ring: { readonly done: number; readonly required: number } | null;
  readonly refusal: Refusal | null;
  readonly blocked: Refusal | null;
  /** Sends when everything stands, else opens the sheet on what is missing. */
  readonly go: () => Promise<void>;
};

export const HandoverContext = createContext<Handover | null>(null);
export const useHandover = (): Handover => {
  const handover = useContext(HandoverContext);
  if (handover === null) throw new Error('a part of the handover was shown without one');
  return handover;
};

const WITHDRAW_SECONDS = 10;

/** Cases whose untried steps this window has shown before sending. */
const offered = new Set<string>();
/** Handovers that came back whose author has been led to what was wrong with them. */
const led = new Set<string>();

/** What came back is not sent once more by one key as it was: once its author is led to what was found wanting. */
const unread = ({ returned }: EscalationPreview): string | null =>
  returned === undefined || led.has(returned.handover) ? null : returned.handover;

const faultyOf = (preview: EscalationPreview | null, draft: Form): string | null => {
  const field = preview?.returned?.field ?? null;
  return field === null || field in draft || (draft.own !== undefined && field in draft.own) ? null : field;
};

export const usePreparedHandover = (view: CaseView): Handover => {
  const desk = useDesk();
  const { t, team, telling } = desk;
  const send = useSend();
  const { row, can } = view;
  const { caseId } = row;
  const { draft, change } = useHandoverDraft(caseId);
  const [running] = useCall(caseId);
  const chosen = useView((now) => (now.reason?.caseId === caseId ? now.reason.code : null));
  const panel = useView((now) => now.panel);
  const [stored, store] = useDraft(draftKey('way', caseId));
  const way = useMemo(() => readWay(stored), [stored]);
  const isLateral = panel === 'lateral';
  // Inside one's own team it goes to a person; to the team alone would be to nobody else.
  const noTo = isLateral && (way.to === null || (way.to.team === row.holder.team && way.to.person === null));
  const blocked = can[isLateral ? 'offer-handover' : 'escalate'] ?? null;
  const reason = draft.reason?.code ?? chosen;
  const asking =
    blocked !== null || noTo
      ? null
      : {
          caseId,
          reason: reason === '' ? null : reason,
          form: draft,
          customerWaiting: running !== null,
          language: desk.language,
          ...(isLateral ? { to: way.to } : {}),
        };
  // What stands in it hangs on the whole case, on its notes and its steps, too; and on what the desk has kept of a decision and of a call.
  const [weighing, , weighed] = useDraft(draftKey('decision', caseId));
  const [, , called] = useDraft('call:now');
  const isKept = [weighed, called].every((state) => state === 'idle' || state === 'saved');
  const rests = useMemo(() => ({ view, isKept }), [view, isKept]);
  const { value, current } = useAsked('escalation.preview', asking, 120, rests);
  const refusedOn = useRef<typeof value>(undefined);
  const preview = value?.ok === true ? value.value : null;
  const refusal = value?.ok === false ? value.refusal : null;
  const missing = noTo ? ['to'] : preview === null ? [] : missingOf(preview, way);
  const going = useRef(false);

  const withdraw = async (handover: string, sent: Form): Promise<void> => {
    const back = await send('withdraw-handover', caseId, { handover });
    if (!back.ok) return;
    await back.landed;
    const key = draftKey('handover', caseId);
    setDraft(key, beforeSince(sent, readFormDraft(draftValue(key))) as Json);
    setDraft(draftKey('way', caseId), { ...way });
    showToast('note', t('handover.withdrawn'));
  };

  const prepareAndSend = async (): Promise<void> => {
    if (blocked !== null) return showRefusal(blocked, caseId, desk, send);
    if (noTo) return tellMissing(['to']);
    // What the screen shows lags a moment behind the typing, here and in a decision; unless it stands still, it is asked for as it is now.
    const stands = current && isKept && weighing === null && value !== refusedOn.current;
    const known = stands && value?.ok === true ? ({ ok: true, value } as const) : null;
    const asked = known ?? (asking === null ? null : await call('escalation.preview', asking));
    const now = asked?.ok === true && asked.value.ok ? asked.value.value : null;
    const gaps = now === null ? [] : missingOf(now, way);
    // What should have been tried is asked for once, where it can be answered; the next press sends without it.
    const isAsked = panel === 'handover' || isLateral;
    const untried = isAsked || offered.has(caseId) ? [] : untriedSteps(desk.pack.steps, row.category, view.guidance ?? []);
    offered.add(caseId);
    const back = now === null ? null : unread(now);
    if (back !== null) led.add(back);
    if (now !== null && back !== null && isAsked && gaps.length === 0) {
      const field = faultyOf(now, draft);
      if (field !== null) return tellFaulty(field);
    }
    if (now === null || gaps.length > 0 || untried.length > 0 || (back !== null && !isAsked)) {
      if (!isAsked) showPanel('handover');
      else if (now !== null) tellMissing(gaps);
      else if (asked?.ok === true && !asked.value.ok) showRefusal(asked.value.refusal, caseId, desk, send);
      else if (asked?.ok === false) showFault(asked.fault, desk);
      return;
    }
    // As it was shown: what the log said stands in the words of whoever sends it.
    const { tried } = now.form;
    const form: Form = tried === undefined ? draft : { tried, ...draft };
    const sent = await send(isLateral ? 'offer-handover' : 'escalate', caseId, {
      reason: now.reason,
      demanded: now.form.reason?.demanded ?? false,
      customerWaiting: running !== null,
      form,
      again: now.former ? way.again : undefined,
      to: isLateral ? way.to : undefined,
    });
    if (!sent.ok) {
      // Whatever was wrong with it, the next press looks again.
      refusedOn.current = value;
      return;
    }
    await sent.landed;
    putAway(draftKey('handover', caseId), draft as Json);
    store(null);
    // Whoever has opened something else meanwhile stays there.
    foldPanel(isLateral ? 'lateral' : 'handover', caseId);
    const { team: to, acceptBy } = sent.flight ?? { team: now.to.team, acceptBy: now.acceptBy };
    const words = t('handover.sent', { team: team(to), moment: momentSaid(acceptBy, deskNow(), telling) });
    showToast(
      'done',
      words,
      { label: t('handover.withdraw'), run: () => void withdraw(sent.command, draft), keyId: 'withdraw' },
      WITHDRAW_SECONDS,
    );
    announce(words);
  };
  // Pressed twice in a hurry is still one handover.
  const go = async (): Promise<void> => {
    if (going.current) return;
    going.current = true;
    await prepareAndSend().finally(() => (going.current = false));
  };
  const tellFaulty = (field: string): void => {
    focusField(field);
    announce(t('handover.faulty', { field: gapWord(field, desk) }));
  };
  /** The same key goes on to what is still missing. */
  const tellMissing = (gaps: readonly string[]): void => {
    focusField(gaps[0]!);
    announce(t('handover.missing', { fields: gaps.map((id) => gapWord(id, desk)).join(', ') }));
  };

  return {
    draft,
    form: { ...preview?.form, ...draft },
    change,
    way,
    setWay: (next) => store({ ...way, ...next }),
    isLateral,
    preview,
    faulty: faultyOf(preview, draft),
    missing,
    ring: preview === null ? null : ringOf(preview, way),
    refusal,
    blocked,
    go,
  };
};

const missingOf = ({ missing, former }: EscalationPreview, { again }: Way): readonly string[] =>
  former && again === null ? ['again', ...missing] : missing;

/** The reason to go back to a team counts like a field. */
const ringOf = ({ done, required, former }: EscalationPreview, { again }: Way): { readonly done: number; readonly required: number } =>
  former ? { done: done + (again === null ? 0 : 1), required: required + 1 } : { done, required };

/** The name of what is missing: a field's, or of what stands above the fields. */
export const gapWord = (id: string, { t, field, say }: Desk): string => {
  if (id === 'again') return t('handover.againGap');
  if (id === 'to') return t('lateral.to');
  const spec = field(id);
  return spec === undefined ? id : say(spec.label);
};
