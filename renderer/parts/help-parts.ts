// Knows which help belongs to a screen and a role, and finds it by words.
import type { Screen } from '../state/view.ts';

/** `count`: how many lines the texts hold under `help.<id>.1`, `.2` …. */
type HelpRow = { readonly id: string; readonly count: number };
export type HelpPart = { readonly id: string; readonly title: string; readonly lines: readonly string[] };

const SCREEN: Readonly<Record<Screen, HelpRow>> = {
  desk: { id: 'desk', count: 4 },
  lead: { id: 'lead', count: 4 },
  board: { id: 'board', count: 2 },
};

export const HELP_ROLES = ['agent', 'specialist', 'lead', 'manager', 'auditor'] as const;
const FIRST: Readonly<Record<(typeof HELP_ROLES)[number], HelpRow>> = {
  agent: { id: 'agent', count: 5 },
  specialist: { id: 'specialist', count: 4 },
  lead: { id: 'leader', count: 5 },
  manager: { id: 'manager', count: 4 },
  auditor: { id: 'auditor', count: 2 },
};

/** What always helps: nothing typed is lost, nothing is blocked without a reason, and where to look further. */
const ALWAYS: readonly HelpRow[] = [
  { id: 'safe', count: 3 },
  { id: 'more', count: 5 },
];

export const ALL_HELP: readonly HelpRow[] = [...Object.values(SCREEN), ...Object.values(FIRST), ...ALWAYS];

export const helpOf = (screen: Screen, role: string): readonly HelpRow[] => {
  const known = HELP_ROLES.find((one) => one === role) ?? 'agent';
  return [SCREEN[screen], FIRST[known], ...ALWAYS];
};

const plain = (text: string): string => text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss');

/** Every word of the question stands somewhere in the part; umlauts and capitals do not matter. */
export const isFound = ({ title, lines }: HelpPart, text: string): boolean => {
  const all = plain([title, ...lines].join(' '));
  return plain(text)
    .split(/\s+/)
    .every((word) => all.includes(word));
};
