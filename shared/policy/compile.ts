// Compiles a checked pack for asking: lists become maps, calendars learn to count, the form gets the principal's own fields.
import { fieldsFor } from '../handover/fields.ts';
import { createCalendar } from './open-time.ts';
import type { Pack } from './pack-schema.ts';
import type { Policy } from './policy.ts';

/** Takes only what `readPack` has let through; compiling refuses nothing. The principal's id is the lane of its data. */
export const compilePack = (pack: Pack): Policy => ({
  pack,
  version: pack.version,
  lane: pack.principal.id,
  people: byId(pack.roster),
  teams: byId(pack.teams),
  reasons: byId(pack.reasons),
  decisions: byId(pack.decisions),
  calendars: new Map(Object.entries(pack.calendars).map(([id, document]) => [id, createCalendar(document)])),
  fields: fieldsFor(pack.handover.fields, pack.handover.sections),
});

const byId = <Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));
