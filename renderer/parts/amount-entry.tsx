// An entry for money or a count: takes what people type, shows what it understood, refuses what it cannot be sure of.
import { useId, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { minorDigits } from '../../shared/kernel/money.ts';
import { Button } from './button.tsx';
import { readCount, readMoney, type MoneyEntry } from './money-entry.ts';
import { entryText, moneyWords } from './money-words.ts';
import { useDesk, type Desk } from './use-pack.ts';

type Props = {
  readonly label: string;
  readonly unit: 'money' | 'count';
  readonly minor: number | null;
  readonly onChange: (minor: number | null) => void;
  readonly big?: boolean;
  /** Stands in a grid of two: what is wrong takes a whole row below both. */
  readonly spread?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
  readonly onEnter?: () => void;
};

export const entryProblem = (entry: MoneyEntry, { t, pack, language }: Pick<Desk, 't' | 'pack' | 'language'>): string | null => {
  if (entry.kind !== 'problem') return null;
  const [one, two] = entry.readings.map((minor) => moneyWords(minor, pack.currency, language));
  return t(`money.${entry.problem}`, { one, two, digits: minorDigits(pack.currency) });
};

export const AmountEntry = ({ label, unit, minor, onChange, big = false, spread = false, ref, onEnter }: Props) => {
  const desk = useDesk();
  const { pack, language } = desk;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => input.current!);
  const written = minor === null ? '' : unit === 'money' ? entryText(minor, pack.currency, language) : String(minor);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? written;
  const entry = unit === 'money' ? readMoney(text, minorDigits(pack.currency)) : readCount(text);
  // What was typed stays as typed while it means the amount at hand; an amount set elsewhere (a quick button) replaces it.
  const isOurs = entry.kind === 'problem' || (entry.kind === 'empty' ? minor === null : entry.minor === minor);
  const shown = isOurs ? text : written;
  const problem = isOurs ? entryProblem(entry, desk) : null;
  const change = (next: string): void => {
    setTyped(next);
    const read = unit === 'money' ? readMoney(next, minorDigits(pack.currency)) : readCount(next);
    onChange(read.kind === 'amount' ? read.minor : null);
  };
  return (
    <div className={spread ? 'contents' : 'flex flex-col gap-1'}>
      <span className="relative block">
        <input
          ref={input}
          className={`entry text-right ${big ? 'h-11 text-huge font-semibold' : ''} ${unit === 'money' ? 'pr-9' : ''}`}
          inputMode="decimal"
          autoComplete="off"
          aria-label={label}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : id}
          value={shown}
          onChange={(event) => change(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && onEnter !== undefined) onEnter();
          }}
        />
        {unit === 'money' ? (
          <span aria-hidden className={`absolute inset-y-0 right-2 flex items-center ${big ? 'text-large' : ''} text-ink-2`}>
            {pack.currency === 'EUR' ? '€' : pack.currency}
          </span>
        ) : null}
      </span>
      {problem === null ? null : (
        <span id={id} role="alert" className={`text-small text-bad ${spread ? 'order-1 col-span-full' : ''}`}>
          {problem}
        </span>
      )}
      {problem === null || entry.kind !== 'problem' || entry.readings.length < 2 ? null : (
        <span className={`flex flex-wrap gap-1.5 ${spread ? 'order-1 col-span-full' : ''}`}>
          {entry.readings.map((reading) => (
            <Button
              key={reading}
              small
              onPress={() => {
                setTyped(null);
                onChange(reading);
                input.current?.focus();
              }}
            >
              {moneyWords(reading, pack.currency, language)}
            </Button>
          ))}
        </span>
      )}
    </div>
  );
};
