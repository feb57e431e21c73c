// Names the packs a new data folder begins with: two invented principals of different trades.
import type { PackInput } from '../policy/pack-schema.ts';
import hotel from './hotel.json' with { type: 'json' };
import telecom from './telecom.json' with { type: 'json' };

// JSON modules lose their literal types; `readPack` reads each of them in test/policy/starter-packs.test.ts and before any use.
const documents: readonly unknown[] = [telecom, hotel];

/** Documents as written, not read yet: whoever uses one passes it through `readPack`. */
export const STARTER_PACKS = documents as readonly PackInput[];
