// Examines a policy pack as its author would wish: every fault, and whatever a sound pack can still get wrong, all at once.
import { checkCalendars } from './check-calendars.ts';
import { checkForm } from './check-form.ts';
import { checkLimits } from './check-limits.ts';
import { checkMatrix } from './check-matrix.ts';
import { checkReferences } from './check-references.ts';
import { checkRoutes, checkRoutesAbove } from './check-routes.ts';
import { readShape } from './check.ts';
import { packFault, type PackFault } from './pack-fault.ts';
import type { Pack } from './pack-schema.ts';

/** What is wrong with a document, in the order of reading; with an error in it, it is not fit for use. */
export type PackReport = {
  readonly sound: boolean;
  readonly errors: number;
  readonly warnings: number;
  readonly findings: readonly PackFault[];
};

/**
 * Like `readPack`, but goes on after the first kind of fault: references, time, ways up, rows without effect, limits that fall.
 * Only a document out of shape is told by its shape alone. A row of the matrix that names something unknown is told once.
 */
export const checkPack = (document: unknown): PackReport => {
  const shape = readShape(document);
  const findings = shape.ok ? findingsOf(shape.value) : shape.refusal.data.faults;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { sound: errors === 0, errors, warnings: findings.length - errors, findings };
};

const findingsOf = (pack: Pack): readonly PackFault[] => {
  const faults = [...checkReferences(pack), ...checkForm(pack), ...checkCalendars(pack)];
  const brokenRows = new Set(
    faults.flatMap(({ path }) => (path.startsWith('matrix[') ? [Number.parseInt(path.slice('matrix['.length), 10)] : [])),
  );
  return [
    ...faults,
    ...checkRoutes(pack),
    ...checkRoutesAbove(pack),
    ...checkMatrix(pack, brokenRows),
    ...checkLimits(pack),
    ...leadsOutside(pack),
  ];
};

const leadsOutside = ({ teams, roster }: Pack): readonly PackFault[] =>
  teams.flatMap(({ id, lead }, index) => {
    const person = roster.find((row) => row.id === lead);
    return person === undefined || person.teams.includes(id)
      ? []
      : [packFault('lead-outside', ['teams', index, 'lead'], lead, { team: id })];
  });
