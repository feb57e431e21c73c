// Knows for each refusal the next best thing to do, as something a button can start.
export type WayOut = 'approval' | 'handover' | 'take' | 'finish' | 'reopen' | 'open' | 'answer-first';

/** A refusal without a row here has the case itself as its way out: there everything possible stands on the buttons. */
const WAYS: Readonly<Record<string, WayOut>> = {
  'above-authority': 'approval',
  'lease-short': 'approval',
  'never-allowed': 'handover',
  'own-account': 'handover',
  'break-glass-forbidden': 'approval',
  'no-approver': 'handover',
  'form-incomplete': 'handover',
  'form-broken': 'handover',
  'unknown-reason': 'handover',
  'no-route': 'handover',
  'already-there': 'handover',
  'not-in-team': 'handover',
  'promises-open': 'finish',
  'cause-missing': 'finish',
  'not-open': 'reopen',
  'not-holder': 'take',
};

export const wayOutOf = (code: string): WayOut => WAYS[code] ?? 'open';
