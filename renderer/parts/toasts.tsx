// Shows the short messages in a place of their own, over nothing; they never take the focus, wait while one points at them, and Escape closes refusals.
import { useEffect, useRef, useState } from 'react';
import { CircleCheck, Info, OctagonAlert, X } from 'lucide-react';
import { dropRefusals, dropToast, holdToast, useToasts, type Toast } from '../state/toasts.ts';
import { Button } from './button.tsx';
import { useKey } from './keys.ts';
import { useDesk } from './use-pack.ts';

const ICON = { done: CircleCheck, refused: OctagonAlert, note: Info } as const;
const LOOK = { done: 'text-ok', refused: 'text-bad', note: 'text-accent' } as const;

/** What has the focus and stood where they came in stays in sight. */
const keepFocusInSight = (place: Element | null): void => {
  const here = document.activeElement;
  if (place === null || here === null || here === document.body || place.contains(here)) return;
  const [mine, theirs] = [place.getBoundingClientRect(), here.getBoundingClientRect()];
  const isUnder = theirs.bottom > mine.top && theirs.top < mine.bottom && theirs.left < mine.right && theirs.right > mine.left;
  if (isUnder) here.scrollIntoView({ block: 'nearest' });
};

/** Drawn once by each screen, where they take room instead of covering what one presses next. */
export const Toasts = ({ className = '' }: { readonly className?: string }) => {
  const { t } = useDesk();
  const place = useRef<HTMLElement>(null);
  const toasts = useToasts((state) => state.toasts);
  useEffect(() => keepFocusInSight(place.current), [toasts]);
  const withKey = toasts.findLast((toast) => toast.action?.keyId !== undefined);
  useKey('withdraw', () => run(withKey), withKey !== undefined, 2);
  useKey(
    'back',
    () => dropRefusals(),
    toasts.some((toast) => toast.tone === 'refused'),
    3,
  );
  return (
    <section
      ref={place}
      aria-label={t('toast.all')}
      className={`flex max-h-[45vh] shrink-0 flex-col gap-1.5 overflow-auto ${toasts.length === 0 ? '' : 'p-1.5'} ${className}`}
    >
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
      className="flex w-full max-w-3xl flex-wrap items-center justify-end gap-x-3 gap-y-1.5 rounded-lg border border-edge bg-raised py-2 pr-2 pl-3"
    >
      <Icon aria-hidden className={`size-4 shrink-0 ${LOOK[toast.tone]}`} />
      <p className="max-w-none min-w-0 grow basis-40 break-words">{toast.text}</p>
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
        className="aim grid place-items-center rounded-sm p-1 text-ink-2 hover:bg-panel"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </div>
  );
};
