// Draws a field a principal added in its pack, by its kind alone; whatever comes, it can be filled.
import type { Json } from '../../../shared/kernel/result.ts';
import { AmountEntry } from '../amount-entry.tsx';
import type { FieldProps } from './field.ts';
import { Moment, Text, Tick } from './inputs.tsx';

const asText = (value: Json | undefined): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');
const asLines = (value: Json | undefined): string =>
  Array.isArray(value) ? value.map((row: Json) => asText(row)).join('\n') : asText(value);

export const OwnField = ({ spec, form, change, label }: FieldProps) => {
  const value = form.own?.[spec.id] as Json | undefined;
  const set = (next: Json | undefined): void => {
    const { [spec.id]: _old, ...others } = form.own ?? {};
    change({ own: (next === undefined || next === '' ? others : { ...others, [spec.id]: next }) as NonNullable<typeof form.own> });
  };
  switch (spec.kind) {
    case 'flag':
      return <Tick label={label} value={value === true} onChange={set} />;
    case 'money':
      return (
        <AmountEntry
          label={label}
          unit="money"
          minor={typeof value === 'number' ? value : null}
          onChange={(minor) => set(minor ?? undefined)}
        />
      );
    case 'datetime':
      return <Moment label={label} value={typeof value === 'number' ? value : undefined} onChange={set} />;
    case 'date':
      return (
        <input type="date" className="entry w-44" aria-label={label} value={asText(value)} onChange={(event) => set(event.target.value)} />
      );
    case 'multi':
    case 'rows':
      // One entry a line: the simplest control that a list of any kind fits into.
      return <Text lines={2} label={label} value={asLines(value)} onChange={(text) => set(text === '' ? undefined : text.split('\n'))} />;
    case 'text':
      return <Text lines={2} label={label} value={asText(value)} onChange={set} />;
    case 'line':
    case 'choice':
    case 'group':
    case 'reference':
      return <Text label={label} value={asText(value)} onChange={set} />;
  }
};
