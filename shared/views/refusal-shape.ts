// Knows how a refusal and plain JSON look on the wire.
import { z } from 'zod';
import type { Json } from '../kernel/result.ts';

/** JSON as the core types it: readonly, so that what the store gave can be handed out without a copy. */
export const jsonShape = z.json() as z.ZodType<Json, Json>;
export const refusalShape = z.strictObject({ code: z.string(), data: z.record(z.string(), jsonShape) });
