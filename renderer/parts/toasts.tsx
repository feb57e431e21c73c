// Shows the short messages above the action bar; they never take the focus, wait while one points at them, and Escape closes refusals.
import { useEffect, useState } from 'react';
import { CircleCheck, Info, OctagonAlert, X } from 'lucide-react';
import { dropRefusals, dropToast, holdToast, useToasts, type Toast } from '../state/toasts.ts';
import { Button } from './button.tsx';
import { useKey } from './keys.ts';
import { useDesk } from './use-pack.ts';

const ICON = { done: CircleCheck, refused: OctagonAlert, note: Info } as const;
const LOOK = { done: 'text-ok', refused: 'text-bad', note: 'text-accent' } as const;

export const Toasts = () => {
  const { t } = useDesk();
  const toasts = useToasts((state) => state.toasts);
  const withKey = toasts.findLast((toast) => toast.action?.keyId !== undefined);
  useKey('withdraw', () => run(withKey), withKey !== undefined, 2);
  useKey(
    'back',
    () => dropRefusals(),
    toasts.some((toast) => toast.tone === 'refused'),
    3,
  );
  return (
    <section aria-label={t('toast.all')} className="pointer-events-none fixed inset-x-0 bottom-16 z-20 flex flex-col items-center gap-2">
      {toasts.map((toast) => (
        <One key={toast.id} toast={toast} />
      ))}
    </section>
  );
};

const run = (toast: Toast | undefined): void => {
  if (toast === undefined) return;
  dropToast(toast.id);
  toast.action?.run();
};

/** The seconds that are left, for the eye alone; the message itself was spoken once. */
const Left = ({ until }: { readonly until: number }) => {
  const { t } = useDesk();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 250);
    return () => window.clearInterval(timer);
  }, []);
  return (
    <span aria-hidden className="min-w-8 text-right text-ink-2">
      {t('time.seconds', { count: Math.max(0, Math.ceil((until - now) / 1000)) })}
    </span>
  );
};

const One = ({ toast }: { readonly toast: Toast }) => {
  const { t } = useDesk();
  const Icon = ICON[toast.tone];
  return (
    <div
      onPointerEnter={() => holdToast(toast, true)}
      onPointerLeave={({ currentTarget }) => holdToast(toast, currentTarget.contains(document.activeElement))}
      onFocus={() => holdToast(toast, true)}
      onBlur={({ currentTarget, relatedTarget }) =>
        holdToast(toast, currentTarget.matches(':hover') || currentTarget.contains(relatedTarget))
      }
      className="pointer-events-auto flex max-w-3xl items-center gap-3 rounded-lg border border-edge bg-raised py-2 pr-2 pl-3"
    >
      <Icon aria-hidden className={`size-4 shrink-0 ${LOOK[toast.tone]}`} />
      <p className="grow">{toast.text}</p>
      {toast.action === null ? null : (
        <Button small onPress={() => run(toast)} {...(toast.action.keyId === undefined ? {} : { keyId: toast.action.keyId })}>
          {toast.action.label}
          {toast.until === null || toast.action.keyId === undefined ? null : <Left until={toast.until} />}
        </Button>
      )}
      <button
        type="button"
        aria-label={t('toast.close')}
        onClick={() => dropToast(toast.id)}
        className="rounded-sm p-1 text-ink-2 hover:bg-panel"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </div>
  );
};
