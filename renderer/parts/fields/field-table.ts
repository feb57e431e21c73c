// Knows which control draws which of the standard fields that are filled before sending.
import type { Field } from './field.ts';
import { Callback, Deadline, Fallback, Identity, NextStep, PromiseRows } from './customer-fields.tsx';
import { Decision, Question, Recommendation, Summary, Wish } from './matter-fields.tsx';
import { Complaint, Kind, Markers, NotSolvable, Priority, Reason, Target } from './order-fields.tsx';
import { CallRef, Deescalation, Mood, Past, Tried } from './past-fields.tsx';

export const FIELDS: Readonly<Record<string, Field>> = {
  kind: Kind,
  reason: Reason,
  priority: Priority,
  summary: Summary,
  wish: Wish,
  tried: Tried,
  question: Question,
  decision: Decision,
  recommendation: Recommendation,
  promises: PromiseRows,
  nextStep: NextStep,
  deadline: Deadline,
  callback: Callback,
  fallback: Fallback,
  mood: Mood,
  deescalation: Deescalation,
  identity: Identity,
  history: Past,
  callRef: CallRef,
  markers: Markers,
  complaint: Complaint,
  target: Target,
  notSolvable: NotSolvable,
};
