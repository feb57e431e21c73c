// Knows what a field of the sheet is given: the whole form as it would be sent, and how to change it.
import type { Form } from '../../../shared/handover/form.ts';
import type { FieldSpec } from '../../../shared/handover/field-schema.ts';

export type FieldProps = { readonly spec: FieldSpec; readonly form: Form; readonly change: (next: Form) => void; readonly label: string };
export type Field = (props: FieldProps) => React.ReactNode;
