// Knows a policy pack compiled for asking: every list of the document as a map, every calendar ready to count with.
import type { Pack, Person, Team, Reason, DecisionType } from './pack-schema.ts';
import type { FieldSpec } from '../handover/field-schema.ts';
import type { Calendar } from './calendar.ts';

export type Policy = {
  readonly pack: Pack;
  readonly version: string;
  readonly lane: string;
  readonly people: ReadonlyMap<string, Person>;
  readonly teams: ReadonlyMap<string, Team>;
  readonly reasons: ReadonlyMap<string, Reason>;
  readonly decisions: ReadonlyMap<string, DecisionType>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** The form of this principal: the 26 standard fields with its changes, then its own fields. */
  readonly fields: readonly FieldSpec[];
};
