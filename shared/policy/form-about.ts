// Tells the conditions of the form what a case is about: its channel and category, and which decision types count money.
import type { About } from '../handover/conditions.ts';
import type { Channel } from './pack-schema.ts';
import type { Policy } from './policy.ts';

export const formAbout = (
  { decisions }: Pick<Policy, 'decisions'>,
  { channel, category }: { readonly channel: Channel; readonly category: string },
): About => ({ channel, category, isMoney: (type) => decisions.get(type)?.unit === 'money' });
