// Knows what a field of the sheet is given: the whole form as it would be sent, and how to change it.
import type { Form } from '../../../shared/handover/form.ts';
import type { FieldSpec } from '../../../shared/handover/field-schema.ts';

export type FieldProps = { readonly spec: FieldSpec; readonly form: Form; readonly change: (next: Form) => void; readonly label: string };
export type Field = (props: FieldProps) => React.ReactNode;

/** In this order a call is told; a field a principal added stands in the last section. */
export const SECTIONS: readonly { readonly id: string; readonly fields: readonly string[] }[] = [
  { id: 'matter', fields: ['summary', 'wish', 'question', 'decision', 'recommendation'] },
  { id: 'customer', fields: ['promises', 'nextStep', 'deadline', 'callback', 'fallback', 'identity'] },
  { id: 'past', fields: ['tried', 'mood', 'deescalation', 'history', 'callRef'] },
  { id: 'order', fields: ['kind', 'reason', 'priority', 'markers', 'complaint', 'target', 'notSolvable'] },
];
