// Says beside a field, while it is typed in, that its words are too long and by how much; whoever sends them anyway is led back to it.
import { useEffect, useId, useRef } from 'react';
import type { Fault } from '../api/api.ts';
import { useWords } from '../texts/texts.ts';
import { announce } from './announce.tsx';
import { faultWords } from './refusal-words.ts';
import type { Desk } from './use-pack.ts';

type Over = { readonly props: React.AriaAttributes & { readonly 'data-too-long'?: '' }; readonly mark: React.ReactNode };

/** What is sent is trimmed, so blanks around it do not count. Nothing is ever cut: the draft keeps every sign. */
export const useTooLong = (value: string, most: number): Over => {
  const { t, language } = useWords();
  const id = useId();
  const count = value.trim().length - most;
  const isOver = count > 0;
  const figure = (signs: number): string => new Intl.NumberFormat(language).format(signs);
  const words = isOver ? t('field.tooLong', { count, number: figure(count), most: figure(most) }) : '';
  // Heard once, when it happens; the count alone would be heard at every key.
  const wasOver = useRef(false);
  useEffect(() => {
    if (isOver && !wasOver.current) announce(words);
    wasOver.current = isOver;
  }, [isOver, words]);
  if (!isOver) return { props: {}, mark: null };
  return {
    props: { 'aria-invalid': true, 'aria-describedby': id, 'data-too-long': '' },
    mark: (
      <p id={id} className="text-small font-semibold text-bad">
        {words}
      </p>
    ),
  };
};

/** The field whose words are too long: in the form one stands in before any other. */
export const focusTooLong = (): boolean => {
  const near = document.activeElement?.closest('form, section, [role="dialog"]') ?? null;
  const field = near?.querySelector<HTMLElement>('[data-too-long]') ?? document.querySelector<HTMLElement>('[data-too-long]');
  field?.focus();
  return field !== null && field !== undefined;
};

/** What a fault is said as; words that were too long are named, and their field has the focus. */
export const faultSaid = (fault: Fault, t: Desk['t']): string =>
  fault.code === 'bad-input' && focusTooLong() ? t('field.tooLongSend') : faultWords(fault, t);
