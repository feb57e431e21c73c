// A code that is read out over a telephone: large and in groups for the eye, letter by letter for the ear; and an entry that finds slips as one types.
import { useId, type Ref } from 'react';
import type { Refusal } from '../../shared/kernel/result.ts';
import { deskNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { useDesk } from './use-pack.ts';

const letters = (code: string): string => code.replaceAll('-', '');

export const SpokenCode = ({ code, label }: { readonly code: string; readonly label: string }) => (
  <p className="flex flex-wrap items-center gap-x-4 gap-y-1 rounded-md border border-edge bg-panel px-4 py-2">
    <span className="sr-only">{`${label}: ${[...letters(code)].join(' ')}`}</span>
    {code.split('-').map((group, index) => (
      <span key={`${index} ${group}`} aria-hidden className="font-mono text-huge font-semibold tracking-[0.18em]">
        {group}
      </span>
    ))}
  </p>
);

type Slip = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Reads what is typed; a code that is only too short is no slip while somebody types. */
  readonly read: (typed: string) => Slip;
  /** What the desk said of the code that was sent last. */
  readonly said: string | null;
  readonly ref?: Ref<HTMLInputElement>;
};

/** What is wrong with a code so far, as a refusal; null while it may still become one. */
export const slipOf = (typed: string, read: Props['read']): Refusal | null => {
  if (typed.trim() === '') return null;
  const answer = read(typed);
  if (answer.ok) return null;
  const { length, given } = answer.refusal.data;
  const isShort = answer.refusal.code === 'code-length' && typeof length === 'number' && typeof given === 'number' && given < length;
  return isShort ? null : answer.refusal;
};

export const CodeEntry = ({ label, value, onChange, read, said, ref }: Props) => {
  const desk = useDesk();
  const { t } = desk;
  const id = useId();
  const slip = slipOf(value, read);
  const words = slip === null ? said : refusalWords(slip, desk, deskNow());
  const isWhole = words === null && value.trim() !== '' && read(value).ok;
  return (
    <div className="flex min-w-0 grow flex-col gap-1">
      <input
        ref={ref}
        className="entry h-11 font-mono text-huge tracking-[0.12em] uppercase"
        aria-label={label}
        aria-invalid={words !== null}
        aria-describedby={id}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={id} role="status" className={`text-small ${words === null ? 'text-ok' : 'font-medium text-bad'} empty:hidden`}>
        {words ?? (isWhole ? t('phone.readsWell') : '')}
      </p>
    </div>
  );
};
