// Knows the events of guidance and quality; none of them changes what is true of the case, they are read from its history.
import type { Ms } from '../kernel/time.ts';

export type GuidanceEventData = {
  'identity-checked': { method: string; call: string | null };
  /** Seconds, of which so many on hold. */
  'call-logged': { call: string; direction: 'in' | 'out'; seconds: number; held: number; endedAt?: Ms | undefined };
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
