// Names the starter packs, each an invented principal of another trade, and which of them a new data folder begins with.
import type { PackInput } from '../policy/pack-schema.ts';
import { automotive } from './automotive.ts';
import { branch } from './branch.ts';
import { ecommerce } from './ecommerce.ts';
import hotel from './hotel.json' with { type: 'json' };
import telecom from './telecom.json' with { type: 'json' };
import { utility } from './utility.ts';

// JSON modules lose their literal types; `readPack` reads each of them in test/policy/starter-packs.test.ts and before any use.
const document = (json: unknown): PackInput => json as PackInput;

/** Documents as written, not read yet, by trade: whoever uses one passes it through `readPack`. */
export const ALL_STARTER_PACKS: Readonly<Record<string, PackInput>> = {
  telecom: document(telecom),
  hotel: document(hotel),
  ecommerce,
  utility,
  automotive,
  branch,
};

/** What a new data folder begins with: two principals, so that the sign-in stays calm; the others are there by name. */
export const STARTER_PACKS: readonly PackInput[] = [document(telecom), document(hotel)];

/** The starter pack of a trade ("telecom", "e-commerce" …, hyphens do not matter), or null. */
export const starterPack = (name: string): PackInput | null => {
  const trade = name.toLowerCase().replaceAll('-', '');
  return Object.hasOwn(ALL_STARTER_PACKS, trade) ? (ALL_STARTER_PACKS[trade] ?? null) : null;
};
