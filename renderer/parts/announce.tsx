// Speaks to screen readers: one polite live region for the whole window, so that messages never talk over each other.
import { create } from 'zustand';

const useSaid = create<{ readonly text: string }>(() => ({ text: '' }));

/** Says a sentence politely. The same sentence twice in a row is heard twice. */
export const announce = (text: string): void => useSaid.setState((before) => ({ text: before.text === text ? `${text}\u00a0` : text }));

export const Announcer = () => {
  const text = useSaid((said) => said.text);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {text}
    </div>
  );
};
