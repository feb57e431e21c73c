// Knows the shape of a command that was refused after it had been sent, as its author follows it up.
import { z } from 'zod';
import { jsonShape, refusalShape } from './refusal-shape.ts';

export const refusedRow = z.strictObject({
  command: z.string(),
  caseId: z.string(),
  number: z.string(),
  title: z.string(),
  type: z.string(),
  at: z.number(),
  refusal: refusalShape,
  data: jsonShape,
  body: jsonShape.nullable(),
});

export type RefusedRow = z.infer<typeof refusedRow>;
