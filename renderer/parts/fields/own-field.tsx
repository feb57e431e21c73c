// Draws a field a principal added in its pack, by its kind alone: choices, ticks, money, dates, and rows as a small table.
import type { FieldKind, FieldSpec } from '../../../shared/handover/field-schema.ts';
import type { Json } from '../../../shared/kernel/result.ts';
import { AmountEntry } from '../amount-entry.tsx';
import { Button } from '../button.tsx';
import { useDesk } from '../use-pack.ts';
import type { FieldProps } from './field.ts';
import { DayEntry, LimitedText, Moment, Pick, Select, Text, Tick, Ticks } from './inputs.tsx';

type Record = { readonly [key: string]: Json };
type Options = FieldSpec['options'];

const asText = (value: Json | undefined): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');
const asRecord = (value: Json | undefined): Record =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record) : {};
const asList = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);
const asTexts = (value: Json | undefined): readonly string[] => asList(value).filter((entry) => typeof entry === 'string');

/** As many choices stand side by side; more go into a list. */
const SIDE_BY_SIDE = 5;
const MOST_ROWS = 40;

/** Without the key where nothing stands: an empty answer is no answer. */
const without = (record: Record, key: string): Record => Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
const withKey = (record: Record, key: string, value: Json | undefined): Record =>
  value === undefined || value === '' ? without(record, key) : { ...record, [key]: value };

export const OwnField = ({ spec, form, change, label }: FieldProps) => {
  const value = form.own?.[spec.id] as Json | undefined;
  const set = (next: Json | undefined): void =>
    change({ own: withKey(asRecord(form.own as Json | undefined), spec.id, next) as NonNullable<typeof form.own> });
  if (spec.kind === 'rows') return <Rows spec={spec} value={value} set={set} />;
  if (spec.kind === 'group') return <Group spec={spec} value={value} set={set} />;
  if (spec.kind === 'text')
    return <LimitedText most={Infinity} label={label} value={asText(value)} softMax={spec.softMax} onChange={set} />;
  return <Value kind={spec.kind} options={spec.options} value={value} label={label} set={set} />;
};

type Inside = { readonly spec: FieldSpec; readonly value: Json | undefined; readonly set: (value: Json | undefined) => void };

const Group = ({ spec, value, set }: Inside) => (
  <div className="flex flex-wrap gap-x-3 gap-y-2">
    {(spec.columns ?? []).map((column) => (
      <Cell key={column.id} column={column} row={asRecord(value)} set={(row) => set(Object.keys(row).length === 0 ? undefined : row)} />
    ))}
  </div>
);

type ValueProps = {
  readonly kind: FieldKind;
  readonly options: Options;
  readonly value: Json | undefined;
  readonly label: string;
  readonly set: (value: Json | undefined) => void;
  readonly inTable?: boolean;
};

const Value = ({ kind, options, value, label, set, inTable = false }: ValueProps) => {
  const { say } = useDesk();
  const choices = (options ?? []).map(({ id, label: words }) => ({ id, label: say(words) }));
  switch (kind) {
    case 'flag':
      return <Tick label={label} value={value === true} onChange={set} />;
    case 'money':
      return (
        <div className="w-36">
          <AmountEntry
            label={label}
            unit="money"
            minor={typeof value === 'number' ? value : null}
            onChange={(minor) => set(minor ?? undefined)}
          />
        </div>
      );
    case 'datetime':
      return <Moment label={label} value={typeof value === 'number' ? value : undefined} onChange={set} />;
    case 'date':
      return <DayEntry label={label} value={asText(value)} onChange={set} />;
    case 'multi':
      return <Ticks label={label} value={asTexts(value)} options={choices} onChange={(ids) => set(ids.length === 0 ? undefined : ids)} />;
    case 'choice':
      return choices.length <= SIDE_BY_SIDE && !inTable ? (
        // Pressed again it is taken back: what was chosen by mistake need not stay.
        <Pick label={label} value={asText(value)} options={choices} onChange={(id) => set(id === value ? undefined : id)} />
      ) : (
        <div className={inTable ? '' : 'w-72'}>
          <Select label={label} value={asText(value)} options={choices} onChange={set} />
        </div>
      );
    case 'text':
    case 'line':
    case 'reference':
    case 'rows':
    case 'group':
      return <Text most={Infinity} label={label} value={asText(value)} onChange={set} />;
  }
};

type Column = NonNullable<FieldSpec['columns']>[number];

/** A column of a group, with its word above it. */
const Cell = ({ column, row, set }: { readonly column: Column; readonly row: Record; readonly set: (row: Record) => void }) => {
  const { say } = useDesk();
  const label = say(column.label);
  return (
    <div className="flex min-w-40 grow flex-col gap-0.5">
      <span aria-hidden className="text-tiny text-ink-3">
        {label}
      </span>
      <Value
        kind={column.kind}
        options={column.options}
        value={row[column.id]}
        label={label}
        set={(next) => set(withKey(row, column.id, next))}
        inTable
      />
    </div>
  );
};

const Rows = ({ spec, value, set }: Inside) => {
  const { t, say } = useDesk();
  const columns = spec.columns ?? [];
  // An empty line stands ready: writing into it is all that is needed.
  const rows = asList(value).length > 0 ? asList(value).map(asRecord) : [{}];
  const put = (next: readonly Record[]): void => set(next.every((row) => Object.keys(row).length === 0) ? undefined : [...next]);
  const name = say(spec.label);
  return (
    <div className="flex flex-col items-start gap-1.5">
      <table aria-label={name} className="w-full">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className="pr-2 text-left text-tiny font-normal text-ink-3">
                {say(column.label)}
              </th>
            ))}
            <th scope="col" className="w-px">
              <span className="sr-only">{t('form.remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // Rows have no identity of their own; their place is all there is.
            <tr key={`${spec.id} ${index}`}>
              {columns.map((column) => (
                <td key={column.id} className="py-0.5 pr-2 align-top">
                  <Value
                    kind={column.kind}
                    options={column.options}
                    value={row[column.id]}
                    label={t('form.rowLabel', { column: say(column.label), row: index + 1 })}
                    set={(next) => put(rows.with(index, withKey(row, column.id, next)))}
                    inTable
                  />
                </td>
              ))}
              <td className="w-px py-0.5 align-top">
                <Button
                  small
                  kind="quiet"
                  label={t('form.removeRow', { row: index + 1, field: name })}
                  onPress={() => put(rows.filter((other) => other !== row))}
                >
                  {t('form.remove')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < MOST_ROWS ? (
        <Button small label={t('form.addRowTo', { field: name })} onPress={() => set([...rows, {}])}>
          {t('form.addRow')}
        </Button>
      ) : null}
    </div>
  );
};
