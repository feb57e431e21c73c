// Knows the short messages at the lower edge: what was done, what was refused, and the one thing one can do about it.
import { create } from 'zustand';
import { useLooks } from './looks.ts';
import { useSession } from './session.ts';
import { useView } from './view.ts';

export type ToastTone = 'done' | 'refused' | 'note';
export type ToastAction = { readonly label: string; readonly run: () => void; readonly keyId?: 'withdraw' };
export type Toast = {
  readonly id: number;
  readonly tone: ToastTone;
  readonly text: string;
  readonly action: ToastAction | null;
  readonly until: number | null;
  /** The case it was said of. */
  readonly about: string | null;
};

export const useToasts = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

/** Long enough to read three lines twice; whoever points at it or stands in it has as long as he likes (WCAG 2.2.1). */
const REFUSED_SECONDS = 30;
/** What was held has at least so long when it is let go. */
const AFTER_HOLD = 5_000;

let last = 0;
const timers = new Map<number, number>();

const stop = (id: number): void => {
  window.clearTimeout(timers.get(id));
  timers.delete(id);
};

const keep = (stays: (toast: Toast) => boolean): void => {
  const { toasts } = useToasts.getState();
  const left = toasts.filter(stays);
  if (left.length === toasts.length) return;
  for (const { id } of toasts) if (!left.some((toast) => toast.id === id)) stop(id);
  useToasts.setState({ toasts: left });
};

const leaveIn = (id: number, ms: number): void => {
  stop(id);
  timers.set(
    id,
    window.setTimeout(() => dropToast(id), ms),
  );
};

export const dropToast = (id: number): void => keep((toast) => toast.id !== id);
/** Takes away what was refused: of one case, or all of it. */
export const dropRefusals = (of?: string): void => keep(({ tone, about }) => tone !== 'refused' || (of !== undefined && about !== of));
const dropAll = (): void => keep(() => false);

/** Shows a message; it leaves after `seconds`, a refusal also with the screen it was said on, and all of them with whoever read them. */
export const showToast = (
  tone: ToastTone,
  text: string,
  action: ToastAction | null = null,
  seconds = tone === 'refused' ? REFUSED_SECONDS : 6,
  about: string | null = null,
): void => {
  last += 1;
  const id = last;
  const until = Date.now() + seconds * 1000;
  const { toasts } = useToasts.getState();
  const shown = [...toasts.filter((toast) => toast.text !== text), { id, tone, text, action, until, about }].slice(-3);
  for (const toast of toasts) if (!shown.includes(toast)) stop(toast.id);
  useToasts.setState({ toasts: shown });
  leaveIn(id, seconds * 1000);
};

/** Somebody points at a message or stands in it: it waits. What can be taken back only for so long does not. */
export const holdToast = ({ id, action, until }: Toast, isHeld: boolean): void => {
  if (action?.keyId !== undefined || until === null || !useToasts.getState().toasts.some((toast) => toast.id === id)) return;
  if (isHeld) stop(id);
  else leaveIn(id, Math.max(AFTER_HOLD, until - Date.now()));
};

useView.subscribe((now, before) => {
  const hasMoved = now.screen !== before.screen || now.caseId !== before.caseId || now.panel !== before.panel;
  if (hasMoved || (now.overlay !== null && now.overlay !== before.overlay)) dropRefusals();
});
// They are written in the language of before, or said to somebody who is gone.
useLooks.subscribe((now, before) => (now.language === before.language ? undefined : keep(({ action }) => action?.keyId !== undefined)));
useSession.subscribe((now, before) => (now.token === before.token ? undefined : dropAll()));
