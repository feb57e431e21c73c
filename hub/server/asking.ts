// Knows what comes with a request besides its input: who asks, under which headers, and where to write of it.
import type { IncomingHttpHeaders } from 'node:http';
import type { Log } from './log.ts';
import type { Visitor } from './visitor.ts';

/** `visitor` null: nobody has proved himself yet. */
export type Asking = { readonly visitor: Visitor | null; readonly headers: IncomingHttpHeaders; readonly log: Log };

export type Asked = Asking & { readonly visitor: Visitor };
