// A layer over the screen with a title; focus stays inside, Escape closes it and puts the focus back.
import { useRef, type ReactNode, type RefObject } from 'react';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { focusHome } from './focus-home.ts';
import { useDesk } from './use-pack.ts';

/** Where the focus was before anything lay on top. What one layer leads to gives it back there, not to the layer that is gone. */
const beneath: { element: Element | null; layers: number } = { element: null, layers: 0 };

const giveBack = (before: Element | null): void => {
  const goal = [before, beneath.element].find((element) => element?.isConnected === true && element !== document.body);
  if (goal instanceof HTMLElement) goal.focus();
  else focusHome();
};

type Props = {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Asked before Escape closes it; true = there was something smaller to close. */
  readonly onEscape?: () => boolean;
  readonly title: string;
  readonly hideTitle?: boolean;
  readonly side?: boolean;
  /** Rows with many columns, each with its steps. */
  readonly wide?: boolean;
  /** Nothing inside takes the focus: the whole layer scrolls, and with the close button in it the keys reach it. */
  readonly flowing?: boolean;
  /** What gets the focus when it opens; without it the close button does. */
  readonly first?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
};

export const Dialog = ({
  open,
  onClose,
  onEscape,
  title,
  hideTitle = false,
  side = false,
  wide = false,
  flowing = false,
  first,
  children,
}: Props) => {
  const { t } = useDesk();
  const before = useRef<Element | null>(null);
  const place = side
    ? 'top-0 right-0 h-full w-[26rem] border-l'
    : `top-[10vh] left-1/2 max-h-[78vh] ${wide ? 'w-[60rem]' : 'w-[44rem]'} max-w-[94vw] -translate-x-1/2 rounded-lg border`;
  return (
    <Radix.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[#0008]" />
        <Radix.Content
          onOpenAutoFocus={(event) => {
            before.current = document.activeElement;
            if (beneath.layers === 0) beneath.element = before.current;
            beneath.layers += 1;
            if (first === undefined) return;
            event.preventDefault();
            first.current?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            beneath.layers -= 1;
            // What was chosen here may have led the focus somewhere already; else it goes back to where it was.
            if (document.activeElement === document.body) giveBack(before.current);
          }}
          onEscapeKeyDown={(event) => {
            if (onEscape?.() === true) event.preventDefault();
          }}
          aria-describedby={undefined}
          className={`fixed z-50 flex flex-col border-edge bg-bg ${flowing ? 'overflow-auto' : 'overflow-hidden'} ${place}`}
        >
          <div className={hideTitle ? 'sr-only' : 'sticky top-0 flex items-center justify-between border-b border-line bg-bg px-4 py-3'}>
            <Radix.Title className="text-large font-semibold">{title}</Radix.Title>
            {/* A button nobody sees would take the focus to a place nobody sees; Escape closes as well. */}
            {hideTitle ? null : (
              <Radix.Close aria-label={t('bar.close')} className="rounded-sm p-1 text-ink-2 hover:bg-panel">
                <X aria-hidden className="size-4" />
              </Radix.Close>
            )}
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
};
