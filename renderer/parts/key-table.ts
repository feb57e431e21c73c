// Knows every key of the console as it is at the beginning, where it belongs, and which are single letters.

export type KeyId = keyof typeof KEYS;

/** `mod` is Ctrl, on a Mac also Cmd. Letters work only where `letters` says so: a list row or an approval has the focus, or nothing has. */
export type KeyRow = {
  readonly code: string;
  readonly mod?: true;
  readonly shift?: true;
  readonly letters?: true;
  readonly group: 'everywhere' | 'case' | 'list' | 'lead';
};

export const KEYS = {
  help: { code: 'F1', group: 'everywhere' },
  newCase: { code: 'F2', group: 'everywhere' },
  palette: { code: 'k', mod: true, group: 'everywhere' },
  screenDesk: { code: '1', mod: true, group: 'everywhere' },
  screenLead: { code: '2', mod: true, group: 'everywhere' },
  screenBoard: { code: '3', mod: true, group: 'everywhere' },
  settings: { code: ',', mod: true, group: 'everywhere' },
  alerts: { code: 'b', mod: true, group: 'everywhere' },
  send: { code: 'Enter', mod: true, group: 'everywhere' },
  back: { code: 'Escape', group: 'everywhere' },
  articles: { code: 'F1', shift: true, group: 'case' },
  mood: { code: 'F2', shift: true, group: 'case' },
  hold: { code: 'F3', group: 'case' },
  call: { code: 'F3', shift: true, group: 'case' },
  note: { code: 'F4', group: 'case' },
  promise: { code: 'F4', shift: true, group: 'case' },
  decide: { code: 'F6', group: 'case' },
  checkOut: { code: 'F6', shift: true, group: 'case' },
  approval: { code: 'F7', group: 'case' },
  consult: { code: 'F7', shift: true, group: 'case' },
  withdraw: { code: 'F8', group: 'case' },
  links: { code: 'F8', shift: true, group: 'case' },
  escalate: { code: 'F9', group: 'case' },
  lateral: { code: 'F9', shift: true, group: 'case' },
  resolve: { code: 'F10', group: 'case' },
  next: { code: 'j', letters: true, group: 'list' },
  previous: { code: 'k', letters: true, group: 'list' },
  seen: { code: 'g', letters: true, group: 'list' },
  snooze: { code: 's', letters: true, group: 'list' },
  accept: { code: 'a', letters: true, group: 'lead' },
  return: { code: 'r', letters: true, group: 'lead' },
  query: { code: 'q', letters: true, group: 'lead' },
  yes: { code: 'y', letters: true, group: 'lead' },
  no: { code: 'n', letters: true, group: 'lead' },
  amount: { code: 'b', letters: true, group: 'lead' },
  pass: { code: 'p', letters: true, group: 'lead' },
} as const satisfies Record<string, KeyRow>;

export const KEY_IDS = Object.keys(KEYS) as readonly KeyId[];
export const rowOf = (id: KeyId): KeyRow => KEYS[id];
