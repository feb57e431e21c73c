// The plain controls the fields are made of; each has a spoken name of its own.
import { useDesk } from '../use-pack.ts';
import { LONGEST } from '../../../shared/kernel/limits.ts';
import { useTooLong } from '../too-long.tsx';

export { DayEntry, MomentEntry as Moment } from '../moment-entry.tsx';

type Option = { readonly id: string; readonly label: string };

/** `most`: the longest that is taken, as long as a line where it is not named. */
export const Text = ({
  label,
  value,
  onChange,
  lines = 1,
  most = LONGEST.line,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly lines?: number;
  readonly most?: number;
}) => {
  const over = useTooLong(value, most);
  const same = { ...over.props, 'aria-label': label, placeholder: label, value };
  return (
    <div className="flex min-w-0 grow flex-col gap-0.5">
      {lines === 1 ? (
        <input className="entry" {...same} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <textarea className="entry [field-sizing:content]" rows={lines} {...same} onChange={(event) => onChange(event.target.value)} />
      )}
      {over.mark}
    </div>
  );
};

/** Several lines with a count beside a soft limit: beyond it nothing is cut, it is only said. */
export const LimitedText = ({
  label,
  value,
  softMax,
  most = LONGEST.form,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly softMax: number | undefined;
  readonly most?: number;
  readonly onChange: (value: string) => void;
}) => {
  const { t } = useDesk();
  const over = softMax !== undefined && value.length > softMax;
  return (
    <div className="contents">
      <div className="whole">
        <Text lines={2} most={most} label={label} value={value} onChange={onChange} />
      </div>
      {softMax === undefined ? null : (
        <span className={`count self-baseline text-tiny ${over ? 'font-semibold text-warn' : 'text-ink-3'}`}>
          {t(over ? 'form.lengthOver' : 'form.length', { length: value.length, most: softMax })}
        </span>
      )}
    </div>
  );
};

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
};

export const Select = ({ label, value, options, onChange, empty }: ChoiceProps & { readonly empty?: string }) => {
  const { t } = useDesk();
  return (
    <select className="entry" aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{empty ?? t('form.choose')}</option>
      {options.map(({ id, label: words }) => (
        <option key={id} value={id}>
          {words}
        </option>
      ))}
    </select>
  );
};

const ARROWS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Arrows lead on to the choice beside it and choose nothing: each stays a button that is pressed. */
const byArrow = (event: React.KeyboardEvent<HTMLButtonElement>): void => {
  const step = ARROWS[event.key];
  const { currentTarget, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (step === undefined || shiftKey || ctrlKey || metaKey || altKey) return;
  event.preventDefault();
  const beside = step === 1 ? currentTarget.nextElementSibling : currentTarget.previousElementSibling;
  if (beside instanceof HTMLElement) beside.focus();
};

/** A few choices side by side: one press instead of two. */
export const Pick = ({ label, value, options, onChange }: ChoiceProps) => (
  <div role="group" aria-label={label} className="flex flex-wrap gap-1.5">
    {options.map(({ id, label: words }) => (
      <button
        key={id}
        type="button"
        aria-pressed={id === value}
        onClick={() => onChange(id)}
        onKeyDown={byArrow}
        className="h-[30px] rounded-md border border-edge bg-raised px-2.5 hover:bg-panel aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:font-semibold"
      >
        {words}
      </button>
    ))}
  </div>
);

export const Tick = ({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}) => (
  <label className="flex min-h-[30px] items-center gap-1.5">
    <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />
    {label}
  </label>
);

export const Ticks = ({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: readonly string[];
  readonly options: readonly Option[];
  readonly onChange: (value: string[]) => void;
}) => (
  <div role="group" aria-label={label} className="flex flex-wrap gap-x-4">
    {options.map(({ id, label: words }) => (
      <Tick
        key={id}
        label={words}
        value={value.includes(id)}
        onChange={(on) => onChange(on ? [...value, id] : value.filter((known) => known !== id))}
      />
    ))}
  </div>
);
