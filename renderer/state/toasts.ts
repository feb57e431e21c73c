// Knows the short messages at the lower edge: what was done, what was refused, and the one thing one can do about it.
import { create } from 'zustand';

export type ToastTone = 'done' | 'refused' | 'note';
export type ToastAction = { readonly label: string; readonly run: () => void; readonly keyId?: 'withdraw' };
export type Toast = {
  readonly id: number;
  readonly tone: ToastTone;
  readonly text: string;
  readonly action: ToastAction | null;
  readonly until: number | null;
};

export const useToasts = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

let last = 0;

export const dropToast = (id: number): void => useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));

/** Shows a message; a refusal stays until it is read (Esc or its button), everything else leaves after `seconds`. */
export const showToast = (tone: ToastTone, text: string, action: ToastAction | null = null, seconds = tone === 'refused' ? 0 : 6): void => {
  last += 1;
  const id = last;
  const until = seconds === 0 ? null : Date.now() + seconds * 1000;
  useToasts.setState(({ toasts }) => ({
    toasts: [...toasts.filter((toast) => toast.text !== text), { id, tone, text, action, until }].slice(-3),
  }));
  if (until !== null) window.setTimeout(() => dropToast(id), seconds * 1000);
};

export const dropRefusals = (): void =>
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.tone !== 'refused') }));
