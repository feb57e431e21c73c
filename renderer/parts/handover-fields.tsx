// Draws fields of the handover in their sections: word and mark at the left, the control at the right.
import type { FieldSpec } from '../../shared/handover/field-schema.ts';
import type { Form } from '../../shared/handover/form.ts';
import { FIELDS } from './fields/field-table.ts';
import { OwnField } from './fields/own-field.tsx';
import { useDesk } from './use-pack.ts';
import { useCase } from './use-case.ts';

export type Mark = { readonly text: string; readonly isMissing: boolean };

export const FieldGroup = ({ title, children }: { readonly title: string; readonly children: React.ReactNode }) => (
  <fieldset className="flex flex-col">
    <legend className="heading pb-1">{title}</legend>
    {children}
  </fieldset>
);

export const FieldRow = ({
  spec,
  form,
  change,
  mark,
}: {
  readonly spec: FieldSpec;
  readonly form: Form;
  readonly change: (next: Form) => void;
  readonly mark: Mark;
}) => {
  const { say } = useDesk();
  const { row } = useCase();
  const Field = FIELDS[spec.id] ?? OwnField;
  const label = say(spec.label);
  return (
    <PlainRow id={spec.id} label={label} mark={mark} hint={spec.hint === undefined ? null : say(spec.hint)}>
      <Field key={`${row.caseId} ${spec.id}`} spec={spec} form={form} change={change} label={label} />
    </PlainRow>
  );
};

/** A row for something that is no field of the form, such as whom it goes to. */
export const PlainRow = ({
  id,
  label,
  mark,
  hint,
  children,
}: {
  readonly id: string;
  readonly label: string;
  readonly mark: Mark;
  readonly hint: string | null;
  readonly children: React.ReactNode;
}) => (
  <div
    data-field={id}
    className={`grid grid-cols-[10.5rem_minmax(0,1fr)] gap-3 max-[60rem]:grid-cols-1 max-[60rem]:gap-0.5 border-t border-line border-l-3 py-2 pl-2 ${mark.isMissing ? 'border-l-warn-line' : 'border-l-transparent'}`}
  >
    <div className="flex flex-col pt-1">
      <span className={mark.isMissing ? 'font-semibold' : 'text-ink-2'}>{label}</span>
      <span className={`text-tiny ${mark.isMissing ? 'font-semibold text-warn' : 'text-ink-3'}`}>{mark.text}</span>
    </div>
    <div className="answered">
      {children}
      {hint === null || !mark.isMissing ? null : <span className="hint self-baseline text-small text-ink-3">{hint}</span>}
    </div>
  </div>
);
