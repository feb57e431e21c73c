// Sits somebody at a window with a telephone: drafts that are kept, one case, calls that are announced, and orders that are taken or refused.
import { cleanup, fireEvent } from '@testing-library/react';
import { afterEach, beforeEach } from 'vitest';
import type { Bridge } from '../../shared/api.ts';
import type { PopRow } from '../../shared/views/pop-shapes.ts';
import type { CaseView } from '../../shared/views/shapes.ts';
import { startKeys } from '../../renderer/parts/keys.ts';
import type { Call } from '../../renderer/state/calls.ts';
import { forgetDrafts } from '../../renderer/state/drafts.ts';
import { useToasts } from '../../renderer/state/toasts.ts';
import { useView } from '../../renderer/state/view.ts';
import { sits, toldTo } from './money-kit.ts';

export const CASE = 'case-1';
export const VIEW = {
  row: { caseId: CASE, number: 'NT-0A00-4K7', title: 'Rechnung unklar', phase: 'open' },
  customer: { name: 'Karin Öztürk', numbers: ['+49 40 555'] },
  handover: null,
  decisions: [],
  promises: [],
  can: { 'note-mood': { code: 'not-open', data: {} }, 'check-identity': { code: 'not-open', data: {} } },
} as unknown as CaseView;

export const drafts = new Map<string, unknown>();
/** What the desk answers now: calls that wait, and the verb it refuses. */
export const phone = { rows: [] as readonly PopRow[], refuses: null as string | null, doing: 'free' };
let endKeys: () => void = () => undefined;

const answers = {
  'draft.get': ({ key }: { key: string }) => ({ value: drafts.get(key) ?? null, savedAt: drafts.has(key) ? 1 : null }),
  'draft.save': ({ key, value }: { key: string; value: unknown }) => {
    drafts.set(key, value);
    return { savedAt: drafts.size };
  },
  'case.view': () => ({ ok: true, value: VIEW }),
  'pops.waiting': () => phone.rows,
  'presence.view': () => ({ state: phone.doing, elsewhere: 'alone' }),
  'presence.set': ({ state }: { state: string }) => {
    phone.doing = state;
    return {};
  },
  'command.send': ({ type }: { type: string }) =>
    type === phone.refuses
      ? { ok: false, refusal: { code: 'not-open', data: { phase: 'closed' } } }
      : { ok: true, value: { command: 'c', caseId: CASE, position: null } },
};
export const sent = (): readonly { readonly type: string; readonly data: Readonly<Record<string, unknown>> }[] =>
  toldTo('command.send') as never;

let loosen: () => void = () => undefined;
/** The desk answers a command, or another act, only when it is let go. */
export const slow = (act: string = 'command.send'): (() => void) => {
  const bridge = window.bridge as { call: Bridge['call'] };
  const quick = bridge.call;
  let go: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (go = resolve));
  bridge.call = async (name, request) => {
    const answer = await quick(name, request);
    if (name === act) await held;
    return answer;
  };
  loosen = () => Object.assign(bridge, { call: quick });
  return go;
};

/** Of every test of a file. */
export const withPhone = (): void => {
  beforeEach(() => {
    drafts.clear();
    phone.rows = [];
    phone.refuses = null;
    phone.doing = 'free';
    window.localStorage.clear();
    sits('agent', answers as never);
    forgetDrafts();
    useToasts.setState({ toasts: [] });
    useView.setState({ screen: 'desk', caseId: CASE, panel: 'case', overlay: null });
    endKeys = startKeys();
  });
  afterEach(() => {
    loosen();
    endKeys();
    cleanup();
  });
};

export const press = (key: string, shiftKey = false): void => void fireEvent.keyDown(document.body, { key, shiftKey });
export const running = (part: Partial<Call> = {}): void =>
  void drafts.set('call:now', {
    startedAt: Date.now() - 100_000,
    direction: 'in',
    heldAt: null,
    held: 20_000,
    call: 'ref-1',
    caseId: CASE,
    informed: true,
    ...part,
  });
