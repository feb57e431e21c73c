// Sends a command, shows its result at once, and turns a refusal into a sentence with a button for the next best thing.
import { useCallback, useEffect, useRef } from 'react';
import { call, type Fault } from '../api/api.ts';
import { wakeSince } from '../state/live.ts';
import { endRetry } from '../state/retries.ts';
import { dropRefusals, showToast } from '../state/toasts.ts';
import { once } from '../state/under-way.ts';
import { goToCase, showPanel, useView, type View } from '../state/view.ts';
import type { Json, Refusal } from '../../shared/kernel/result.ts';
import type { CommandType } from '../../shared/case/commands.ts';
import { announce } from './announce.tsx';
import { focusHome } from './focus-home.ts';
import { deskNow } from './now.ts';
import { warnedOfForeign } from './principal-guard-warning.ts';
import { refusalWords } from './refusal-words.ts';
import { faultSaid } from './too-long.tsx';
import { useCase } from './use-case.ts';
import { useDesk, type Desk } from './use-pack.ts';
import { wayOutOf, type WayOut } from './ways-out.ts';

/** A handover, a request and a question bear the name of the command that made them: `command` takes them back. */
export type Sent =
  | {
      readonly ok: true;
      readonly caseId: string;
      readonly command: string;
      readonly flight: Flight | null;
      /** Until the case stands on the screen as it is now, for what is to be drawn in one picture with it; never long. */
      readonly landed: Promise<void>;
    }
  | { readonly ok: false; readonly refusal: Refusal | null };
/** To which team a handover went, and until when it is to be accepted, as the desk has decided it. */
type Flight = { readonly team: string; readonly acceptBy: number };
/** The words of a promise that goes with a proposal. */
type Callback = { readonly what: string; readonly who?: string; readonly phone?: string };
type Json1 = Readonly<Record<string, Json>>;
export type ScreenVerb = Exclude<CommandType, 'import-row'>;
export type Send = (type: ScreenVerb, caseId: string | null, data?: object, body?: object, promise?: object) => Promise<Sent>;

const TOPICS = ['queue', 'lead', 'refused', 'sync'];

/** Whether the way out leads to what is open already: then there is nothing to press. */
const isThere = (way: WayOut, caseId: string, now: View): boolean => {
  if (way === 'take' || way === 'reopen' || now.screen !== 'desk' || now.caseId !== caseId || now.overlay !== null) return false;
  return way === 'approval' || way === 'handover' || way === 'finish' ? now.panel === way : true;
};

/** Shows a refusal; its button leads to the next best thing. */
export const showRefusal = (refusal: Refusal, caseId: string | null, desk: Desk, send: Send): void => {
  const sentence = refusalWords(refusal, desk, deskNow());
  const way = wayOutOf(refusal.code);
  const go = (): void => {
    if (caseId === null) return;
    if (way === 'take') void send('take-case', caseId);
    else if (way === 'reopen') void send('reopen', caseId, { cause: 'new-fact' });
    else {
      goToCase(caseId);
      if (way === 'approval' || way === 'handover' || way === 'finish') showPanel(way);
    }
  };
  const leadsNowhere = caseId === null || isThere(way, caseId, useView.getState());
  showToast('refused', sentence, leadsNowhere ? null : { label: desk.t(`way.${way}`), run: go }, undefined, caseId);
  announce(sentence);
};

/** What a key says that can do nothing now: why, and the next best thing. */
export const useRefusing = (verb: string): (() => void) => {
  const desk = useDesk();
  const send = useSend();
  const { row, can } = useCase();
  const refusal = can[verb] ?? null;
  const said = useRef(false);
  useEffect(() => {
    if (refusal !== null || !said.current) return;
    said.current = false;
    dropRefusals(row.caseId);
  }, [refusal, row.caseId]);
  return () => {
    if (refusal === null) return;
    said.current = true;
    showRefusal(refusal, row.caseId, desk, send);
  };
};

/** The way to the desk broke: nothing was done, and what was typed still stands. */
export const showFault = (fault: Fault, desk: Desk): void => {
  const sentence = faultSaid(fault, desk.t);
  showToast('refused', sentence);
  announce(sentence);
};

/** Out of the centre's reach somebody may have been quicker: whoever takes a case then knows it before he says so to a customer. */
const showTentative = (desk: Desk): void => {
  const sentence = desk.t('case.takenTentative');
  showToast('note', sentence, null, 10);
  announce(sentence);
};

export const useSend = (): Send => {
  const desk = useDesk();
  return useCallback(
    async (type, caseId, data = {}, body = {}, promise) => {
      const send: Send = async (verb, id, with_ = {}, words = {}, callback) => {
        if (warnedOfForeign(desk, verb)) return { ok: false, refusal: null };
        // An optional word that is undefined must not travel as a key.
        const clean = JSON.parse(JSON.stringify({ data: with_, body: words, promise: callback })) as {
          data: Json1;
          body: Json1;
          promise?: Callback;
        };
        const since = performance.now();
        const answer = await once([verb, id, clean.data, clean.body, clean.promise ?? null], () =>
          call('command.send', { type: verb, caseId: id, ...clean }),
        );
        if (answer === null) return { ok: false, refusal: null };
        if (!answer.ok) {
          showFault(answer.fault, desk);
          return { ok: false, refusal: null };
        }
        if (!answer.value.ok) {
          showRefusal(answer.value.refusal, id, desk, send);
          return { ok: false, refusal: answer.value.refusal };
        }
        // Something went: what stood in the way before is mended, or has been read.
        if (id !== null) dropRefusals(id);
        await endRetry(verb, id, desk.t('refused.retried'));
        if (answer.value.value.tentative === true) showTentative(desk);
        const landed = wakeSince(since, [answer.value.value.caseId], TOPICS);
        focusHome();
        const { caseId: of, command, flight = null } = answer.value.value;
        return { ok: true, caseId: of, command, flight, landed };
      };
      return send(type, caseId, data, body, promise);
    },
    [desk],
  );
};
