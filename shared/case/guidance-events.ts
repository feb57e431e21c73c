// Knows the events of guidance and quality; none of them changes what is true of the case, they are read from its history.
export type GuidanceEventData = {
  'identity-checked': { method: string; call: string | null };
  /** Seconds, of which so many on hold. */
  'call-logged': { call: string; direction: 'in' | 'out'; seconds: number; held: number };
  'mood-noted': { level: 'calm' | 'upset' | 'escalated' };
  'guidance-logged': { kind: 'step' | 'deescalation'; id: string; result: 'helped' | 'no-effect' | 'not-possible' | 'used' | 'undone' };
  /** `lead` is told. */
  'gap-reported': { article: string | null; category: string; lead: string | null };
  'handover-rated': {
    handover: string;
    complete: 'yes' | 'partly' | 'no';
    clear: 'yes' | 'partly' | 'no';
    right: 'yes' | 'partly' | 'no';
  };
  'coaching-given': { handover: string | null; to: string };
};

export type GuidanceEventType = keyof GuidanceEventData;
