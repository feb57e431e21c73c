// Completes the form of a handover before it is sent, and seals it: what is personal goes into the body, promises become commands.
import type { CaseState } from './case/state.ts';
import type { Form } from './handover/form.ts';
import { sealForm } from './handover/seal.ts';
import type { Json } from './kernel/result.ts';
import { previewOf } from './views/preview.ts';
import { asJson } from './views/timeline.ts';
import { previewParts, type EscalationDraft } from './desk-handover.ts';
import type { DeskInside } from './desk-parts.ts';
import type { Seat } from './desk-session.ts';

/** Data and body of one command, as they go to the core. */
export type Parcel = { readonly data: Readonly<Record<string, Json>>; readonly body: Readonly<Record<string, Json>> };

/** What is sent is the form as the preview shows it, so that one press can send what nobody has opened. */
export const filledForm = (inside: DeskInside, seat: Seat, state: CaseState, draft: EscalationDraft): Form => {
  const preview = previewOf(previewParts(inside, seat, state, draft));
  // The core has the last word on reasons and routes; without a preview it judges the draft as it is and says why.
  return preview.ok ? preview.value.form : draft.form;
};

/** Seals the form and makes its promises (field 10) commands of their own, so that their clocks run. */
export const sealedOffer = ({ newId }: DeskInside, seat: Seat, given: Parcel['data'], form: Form): Parcel => {
  const { sealed, body } = sealForm(form, seat.policy.fields);
  const rows = (form.promises?.rows ?? []).map((row) => ({ ...row, id: newId() }));
  const promises = rows.map(({ id, due, by }, index) => ({ promise: id, due, by, callback: isCallback(form, index) }));
  return {
    data: { ...given, form: asJson(sealed), promises },
    body: { form: body, promises: Object.fromEntries(rows.map(({ id, what }) => [id, what])) },
  };
};

/**
 * When field 13 names the telephone, the earliest promise is the call back: it is the one the callback clock measures.
 */
const isCallback = (form: Form, index: number): boolean => {
  const rows = form.promises?.rows ?? [];
  const earliest = rows.reduce((best, row, at) => (row.due < rows[best]!.due ? at : best), 0);
  return form.callback?.channel === 'phone' && index === earliest;
};
