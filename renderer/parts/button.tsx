// A button with its key printed on it; one that cannot be used now says why instead of just being grey.
import type { ReactNode, Ref } from 'react';
import { Kbd, useShortcuts } from './kbd.tsx';
import type { KeyId } from './keys.ts';
import { saySentence } from './say.ts';

type Props = {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly kind?: 'plain' | 'primary' | 'quiet' | 'danger';
  readonly keyId?: KeyId;
  /** Set when the button cannot be used: the reason, as a sentence. It stays focusable, so that the reason can be heard. */
  readonly blocked?: string | null;
  readonly label?: string;
  readonly small?: boolean;
  readonly submit?: boolean;
  readonly pressed?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
};

const LOOK = {
  plain: 'border-edge bg-raised text-ink hover:bg-panel',
  primary: 'border-accent bg-accent text-accent-ink hover:brightness-110',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-panel hover:text-ink',
  danger: 'border-bad bg-raised text-bad hover:bg-bad-soft',
} as const;

export const Button = ({
  children,
  onPress,
  kind = 'plain',
  keyId,
  blocked = null,
  label,
  small = false,
  submit = false,
  pressed,
  ref,
}: Props) => {
  const shortcut = useShortcuts();
  const isBlocked = blocked !== null;
  const look = isBlocked
    ? 'border-line bg-transparent text-ink-3'
    : pressed === true
      ? 'border-accent bg-accent-soft text-ink'
      : LOOK[kind];
  const size = small ? 'h-7 gap-1.5 px-2 text-small' : 'h-8 gap-2 px-3';
  return (
    <button
      ref={ref}
      type={submit ? 'submit' : 'button'}
      className={`inline-flex shrink-0 items-center rounded-md border font-medium whitespace-nowrap ${size} ${look}`}
      onClick={(event) => {
        if (blocked === null) return onPress();
        // A form must not be sent by a button that says why it cannot be.
        event.preventDefault();
        saySentence(blocked);
      }}
      aria-disabled={isBlocked || undefined}
      aria-pressed={pressed}
      aria-label={label}
      aria-keyshortcuts={keyId === undefined ? undefined : shortcut(keyId)}
      title={blocked ?? undefined}
    >
      {children}
      {keyId === undefined ? null : <Kbd id={keyId} onAccent={kind === 'primary' && !isBlocked} />}
    </button>
  );
};
