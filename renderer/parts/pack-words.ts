// Finds the word for every code of the principal's pack; a code the pack no longer knows is shown as it is.
import type { PackView } from '../../shared/views/shapes.ts';
import type { Language } from '../state/looks.ts';
import type { Label } from '../texts/texts.ts';

type Coded = { readonly id: string; readonly label: Label };
export type CodeList =
  | 'categories'
  | 'remedies'
  | 'deficiencies'
  | 'reasons'
  | 'notSolvable'
  | 'notTold'
  | 'identity'
  | 'calendars'
  | 'waits'
  | 'results'
  | 'avoidableCauses'
  | 'decisions'
  | 'steps'
  | 'deescalation'
  | 'snoozes'
  | 'formerTeam'
  | 'sections'
  | 'statutory';

export type PackWords = {
  readonly pack: PackView;
  readonly word: (list: CodeList, code: string) => string;
  readonly options: (list: CodeList) => readonly { readonly id: string; readonly label: string }[];
  readonly person: (id: string) => string;
  readonly team: (id: string) => string;
  readonly tier: (tier: string | number) => string;
  readonly say: (label: Label) => string;
  readonly decision: (id: string) => PackView['decisions'][number] | undefined;
  readonly contact: (id: string) => PackView['contacts'][number] | undefined;
  readonly field: (id: string) => PackView['fields'][number] | undefined;
};

export const packWords = (pack: PackView, language: Language): PackWords => {
  const say = (label: Label): string => label[language];
  const listOf = (list: CodeList): readonly Coded[] => pack[list];
  const found = <Row extends { readonly id: string }>(rows: readonly Row[], id: string): Row | undefined =>
    rows.find((row) => row.id === id);
  return {
    pack,
    say,
    word: (list, code) => {
      const row = found(listOf(list), code);
      return row === undefined ? code : say(row.label);
    },
    options: (list) => listOf(list).map(({ id, label }) => ({ id, label: say(label) })),
    person: (id) => found(pack.people, id)?.name ?? id,
    team: (id) => {
      const team = found(pack.teams, id);
      return team === undefined ? id : say(team.name);
    },
    tier: (tier) => {
      const row = pack.tiers.find((known) => String(known.tier) === String(tier));
      return row === undefined ? String(tier) : say(row.label);
    },
    decision: (id) => found(pack.decisions, id),
    contact: (id) => found(pack.contacts, id),
    field: (id) => found(pack.fields, id),
  };
};
