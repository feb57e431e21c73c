// Publishes the shape of a policy pack as JSON Schema, for editors and for tools in other languages.
import { z } from 'zod';
import type { Json } from '../kernel/result.ts';
import { packSchema } from './pack-schema.ts';

/**
 * JSON Schema (draft 2020-12) of a pack as one writes it: what has a default may be left out. It knows the shape only; that names
 * exist, that a cap names an amount or a count, and that limits rise is said by `pack check`.
 */
export const packJsonSchema = (): Readonly<Record<string, Json>> => {
  const { $schema, ...shape } = z.toJSONSchema(packSchema, { target: 'draft-2020-12', io: 'input' });
  return JSON.parse(
    JSON.stringify({
      $schema,
      $id: 'urn:stafette:pack:1',
      title: 'Stafette policy pack',
      description: 'One versioned document per principal with everything that principal may change without code.',
      ...shape,
    }),
  ) as Readonly<Record<string, Json>>;
};
