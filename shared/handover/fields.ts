// Knows the 26 standard fields of the handover form, row by row as domain.md §3 prints them, and how a pack changes them.
import type { FieldChange, FieldKind, FieldSpec, Requirement, Stage } from './field-schema.ts';
import { SECTIONS, type SectionId } from './sections.ts';

type Row = {
  readonly id: string;
  readonly de: string;
  readonly en: string;
  readonly kind: FieldKind;
  /** The four columns Fu, Hi, Co, Au in one word, such as "RoRR". */
  readonly required: string;
  readonly stage?: Stage;
  readonly personal?: true | readonly string[];
  readonly needs?: readonly string[];
  readonly hint?: { readonly de: string; readonly en: string };
  readonly softMax?: number;
};

const ROWS: readonly Row[] = [
  { id: 'kind', de: 'Eskalationsart', en: 'Kind of escalation', kind: 'choice', required: 'RRRR' },
  {
    id: 'reason',
    de: 'Grund, vom Kunden verlangt?',
    en: 'Reason, demanded by the customer?',
    kind: 'group',
    required: 'RRRR',
    needs: ['code'],
  },
  {
    id: 'priority',
    de: 'Dringlichkeit und Auswirkung',
    en: 'Urgency and impact',
    kind: 'group',
    required: 'RRRR',
    needs: ['urgency', 'impact'],
  },
  {
    id: 'summary',
    de: 'Kurzfassung',
    en: 'Summary',
    kind: 'text',
    required: 'RRRR',
    personal: true,
    softMax: 240,
    hint: { de: 'Worum geht es, in höchstens 240 Zeichen?', en: 'What is it about, in 240 characters at most?' },
  },
  {
    id: 'wish',
    de: 'Kundenwunsch',
    en: 'What the customer wants',
    kind: 'group',
    required: 'RRRR',
    personal: ['text'],
    needs: ['remedy', 'text'],
  },
  {
    id: 'tried',
    de: 'Was wurde versucht',
    en: 'What has been tried',
    kind: 'rows',
    required: 'RorR',
    personal: ['step', 'result', 'who'],
    needs: ['step'],
  },
  {
    id: 'question',
    de: 'Offene Frage an die nächste Ebene',
    en: 'Open question to the next tier',
    kind: 'line',
    required: 'RRRR',
    personal: true,
    hint: { de: 'Ein Satz: Was soll die nächste Ebene tun?', en: 'One sentence: what should the next tier do?' },
  },
  {
    id: 'decision',
    de: 'Gewünschte Entscheidung, Betrag, eigene Befugnis',
    en: 'Decision wanted, amount, own authority',
    kind: 'group',
    required: 'oRRR',
    needs: ['type', 'amount'],
  },
  {
    id: 'recommendation',
    de: 'Eigene Empfehlung',
    en: 'Own recommendation',
    kind: 'group',
    required: 'oRrr',
    personal: ['line'],
    needs: ['verdict'],
  },
  {
    id: 'promises',
    de: 'Zusagen an den Kunden',
    en: 'Promises to the customer',
    kind: 'rows',
    required: 'RRRR',
    personal: ['what'],
    needs: ['what', 'due', 'by'],
  },
  {
    id: 'nextStep',
    de: 'Nächster Schritt, dem Kunden genannt',
    en: 'Next step, told to the customer',
    kind: 'group',
    required: 'RRRR',
    personal: ['text'],
    hint: { de: 'So gesagt, oder ein Grund, warum nicht.', en: 'Told in these words, or a reason why not.' },
  },
  { id: 'deadline', de: 'Frist gegenüber dem Kunden', en: 'Deadline towards the customer', kind: 'datetime', required: 'RRRR' },
  {
    id: 'callback',
    de: 'Rückmeldung',
    en: 'Getting back to the customer',
    kind: 'group',
    required: 'RRRR',
    personal: ['who', 'number', 'window'],
    needs: ['who', 'channel', 'number'],
    hint: {
      de: 'Wer meldet sich, auf welchem Kanal, unter welcher Nummer, wann?',
      en: 'Who gets back, by which channel, at which number, when?',
    },
  },
  {
    id: 'fallback',
    de: 'Falls nicht erreichbar, falls abgelehnt',
    en: 'If not reachable, if refused',
    kind: 'rows',
    required: 'orro',
    personal: ['if', 'then'],
    needs: ['if', 'then'],
  },
  { id: 'mood', de: 'Stimmung', en: 'Mood', kind: 'group', required: 'oRRo', personal: ['quote'], needs: ['level'] },
  { id: 'deescalation', de: 'Deeskalation: genutzte Schritte', en: 'De-escalation: steps used', kind: 'multi', required: 'orro' },
  {
    id: 'identity',
    de: 'Kunde, Vertrag, Identität geprüft',
    en: 'Customer, contract, identity checked',
    kind: 'group',
    required: 'RRRR',
    personal: ['contract'],
    needs: ['method'],
  },
  {
    id: 'history',
    de: 'Frühere Kontakte, frühere Kulanz (12 Monate)',
    en: 'Earlier contacts, earlier goodwill (12 months)',
    kind: 'group',
    required: 'aaaa',
  },
  {
    id: 'callRef',
    de: 'Gesprächs-Kennung, Anlagen',
    en: 'Call reference, attachments',
    kind: 'reference',
    required: 'oooo',
    personal: ['call', 'links'],
  },
  {
    id: 'markers',
    de: 'Sicherheit, Recht, Presse, Behörde',
    en: 'Safety, law, press, authority',
    kind: 'multi',
    required: 'RRRR',
    hint: { de: 'Jede Angabe bestimmt den Weg mit.', en: 'Each of them decides the route.' },
  },
  { id: 'complaint', de: 'Beschwerde? Eingangsdatum', en: 'Complaint? Date received', kind: 'group', required: 'oRRR', needs: ['is'] },
  {
    id: 'target',
    de: 'Ziel: Ebene, Team, Person',
    en: 'Target: tier, team, person',
    kind: 'group',
    required: 'aaaa',
    needs: ['tier', 'team'],
  },
  {
    id: 'notSolvable',
    de: 'Auf dieser Ebene nicht lösbar, weil',
    en: 'Cannot be solved on this tier because',
    kind: 'choice',
    required: 'RRrR',
  },
  {
    id: 'readBack',
    de: 'Empfänger: „so verstanden“',
    en: 'Receiver: “understood like this”',
    kind: 'line',
    required: 'RRRR',
    stage: 'receive',
    personal: true,
  },
  {
    id: 'acceptance',
    de: 'Empfänger: Annahme oder Rückgabe mit Mangel',
    en: 'Receiver: accepted, or returned with a deficiency',
    kind: 'choice',
    required: 'RRRR',
    stage: 'receive',
  },
  {
    id: 'closing',
    de: 'Abschluss: Ergebnis, Abweichung, Kunde informiert, vermeidbar?',
    en: 'Closing: result, deviation, customer informed, avoidable?',
    kind: 'group',
    required: 'RRRR',
    stage: 'close',
    needs: ['result', 'informedAt'],
  },
];

/** Where each field stands; what is named nowhere belongs to the way. */
const PLACES: Readonly<Record<Exclude<SectionId, 'way'>, readonly string[]>> = {
  matter: ['summary', 'wish', 'question', 'decision', 'recommendation'],
  'so-far': ['tried', 'mood', 'deescalation', 'history', 'callRef'],
  told: ['promises', 'nextStep', 'deadline', 'fallback'],
  customer: ['callback', 'identity'],
};

const sectionOf = (id: string): string => Object.entries(PLACES).find(([, fields]) => fields.includes(id))?.[0] ?? 'way';

const specOf = (row: Row, index: number): FieldSpec => {
  const [Fu, Hi, Co, Au] = [...row.required] as Requirement[];
  return {
    id: row.id,
    number: index + 1,
    label: { de: row.de, en: row.en },
    ...(row.hint === undefined ? {} : { hint: row.hint }),
    kind: row.kind,
    stage: row.stage ?? 'send',
    requirement: { Fu: Fu!, Hi: Hi!, Co: Co!, Au: Au! },
    personal: row.personal === undefined ? false : row.personal === true ? true : [...row.personal],
    needs: [...(row.needs ?? [])],
    section: sectionOf(row.id),
    ...(row.softMax === undefined ? {} : { softMax: row.softMax }),
  };
};

/** The 26 fields in order of their numbers; field `n` stands at index `n - 1`. Source: domain.md §3. */
export const STANDARD_FIELDS: readonly FieldSpec[] = ROWS.map(specOf);

const STANDARD_IDS: ReadonlySet<string> = new Set(STANDARD_FIELDS.map((field) => field.id));

/** True for the 26 fields of domain.md §3, false for a field a principal added. */
export const isStandardField = (id: string): boolean => STANDARD_IDS.has(id);

/** What the program itself fills in every handover; of no other field may a pack say that it comes by itself. */
export const SYSTEM_FIELDS: ReadonlySet<string> = new Set([
  'kind',
  'reason',
  'priority',
  'deadline',
  'history',
  'callRef',
  'markers',
  'complaint',
  'target',
  'notSolvable',
]);

/** Names that would be mistaken for something else where values stand by name: "own" in the form, and what every object has. */
export const isReservedKey = (name: string): boolean => name === 'own' || name === 'prototype' || name in {};

const changed = (field: FieldSpec, change: FieldChange | undefined): FieldSpec => {
  if (change === undefined) return field;
  return {
    ...field,
    ...(change.label === undefined ? {} : { label: change.label }),
    ...(change.hint === undefined ? {} : { hint: change.hint }),
    ...(change.softMax === undefined ? {} : { softMax: change.softMax }),
    ...(change.section === undefined ? {} : { section: change.section }),
    ...(change.rules === undefined ? {} : { rules: change.rules }),
    requirement: { ...field.requirement, ...withoutUndefined(change.requirement ?? {}) },
  };
};

const withoutUndefined = (
  requirement: Partial<Record<'Fu' | 'Hi' | 'Co' | 'Au', Requirement | undefined>>,
): Partial<FieldSpec['requirement']> => Object.fromEntries(Object.entries(requirement).filter(([, value]) => value !== undefined));

/**
 * The form of one principal: the standard fields with its changes, then its own fields in the order of the pack. A standard
 * field keeps its number, kind, stage and what is personal in it, whatever the pack says. Every field stands in one of the
 * pack's sections, in the last where it names none of them. Source: domain.md §3.
 */
export const fieldsFor = (
  changes: readonly FieldChange[],
  sections: readonly { readonly id: string }[] = SECTIONS,
): readonly FieldSpec[] => {
  const byId = new Map(changes.map((change) => [change.id, change]));
  const own = changes.filter((change): change is FieldSpec => !isStandardField(change.id) && 'number' in change);
  const last = sections.at(-1)?.id ?? 'way';
  const placed = (field: FieldSpec): FieldSpec => (sections.some(({ id }) => id === field.section) ? field : { ...field, section: last });
  return [...STANDARD_FIELDS.map((field) => changed(field, byId.get(field.id))), ...own].map(placed);
};
