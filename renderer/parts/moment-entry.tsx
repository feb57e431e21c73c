// A field for a moment or a day, typed the way one says it and written in the language of the screen, whatever the browser's own is.
import { useId, useState } from 'react';
import { readDay, readMoment, stepDay, stepMoment, writeDay, writeMoment } from './moment-words.ts';
import { deskNow } from './now.ts';
import { useDesk } from './use-pack.ts';

type EntryProps = {
  readonly label: string;
  readonly hint: string;
  readonly wrong: string;
  /** As it is written while nobody types. */
  readonly written: string;
  readonly className: string;
  /** False where it could not be read. */
  readonly onText: (text: string) => boolean;
  /** True where the key meant something. */
  readonly onKey: (key: string) => boolean;
};

/** While one types the words stand as typed; afterwards what was understood is written out. */
const Entry = ({ label, hint, wrong, written, className, onText, onKey }: EntryProps) => {
  const id = useId();
  const [typed, type] = useState<string | null>(null);
  const [misread, setMisread] = useState(false);
  return (
    <span className={`inline-flex flex-col gap-0.5 ${className}`}>
      <input
        className="entry"
        aria-label={label}
        aria-describedby={id}
        aria-invalid={misread || undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={hint}
        title={hint}
        value={typed ?? written}
        onChange={(event) => {
          type(event.target.value);
          setMisread(!onText(event.target.value));
        }}
        onKeyDown={(event) => {
          if (!onKey(event.key)) return;
          event.preventDefault();
          type(null);
          setMisread(false);
        }}
        // What could not be read stays to be mended; nothing typed is thrown away.
        onBlur={() => (misread ? undefined : type(null))}
      />
      <span id={id} className={misread ? 'text-small text-warn' : 'sr-only'}>
        {misread ? wrong : hint}
      </span>
    </span>
  );
};

type MomentProps = {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
  /** It has happened: "14:50" is the last one, not the next. */
  readonly past?: boolean;
};

export const MomentEntry = ({ label, value, onChange, past = false }: MomentProps) => {
  const { t, telling, language } = useDesk();
  const { zone } = telling;
  return (
    <Entry
      label={label}
      hint={t('moment.hint')}
      wrong={t('moment.wrong')}
      written={value === undefined ? '' : writeMoment(value, { now: deskNow(), zone }, language)}
      className="w-56 max-w-full"
      onText={(text) => {
        const read = readMoment(text, { now: deskNow(), zone, at: value ?? null, past });
        onChange(read ?? undefined);
        return read !== null || text.trim() === '';
      }}
      onKey={(key) => {
        const next = stepMoment(value ?? deskNow(), key, zone);
        if (next !== null) onChange(next);
        return next !== null;
      }}
    />
  );
};

type DayProps = {
  readonly label: string;
  /** "2026-11-24"; empty = none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
};

export const DayEntry = ({ label, value, onChange }: DayProps) => {
  const { t, telling, language } = useDesk();
  const { zone } = telling;
  const here = { now: deskNow(), zone };
  return (
    <Entry
      label={label}
      hint={t('moment.dayHint')}
      wrong={t('moment.dayWrong')}
      written={writeDay(value, here, language)}
      className="w-44 max-w-full"
      onText={(text) => {
        const read = readDay(text, here);
        onChange(read ?? '');
        return read !== null || text.trim() === '';
      }}
      onKey={(key) => {
        const next = stepDay(value === '' ? (readDay('heute', here) ?? '') : value, key);
        if (next !== null) onChange(next);
        return next !== null;
      }}
    />
  );
};
