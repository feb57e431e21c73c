// Knows what the read tables say about one case: its row, and every list it stands in.
import type { Ms } from '../kernel/time.ts';
import type { CaseRow } from './shapes.ts';

/** Places of a case in lists: one row per list it stands in, found by index, ordered by `due` then case. */
export type ListRow = { readonly list: string; readonly due: Ms; readonly caseId: string };

/** Everything the read tables say about one case; rewritten whole when the case moves. `lists` are keys such as "mine:lena", "team:abrechnung", "inbox:tl-abrechnung". */
export type CaseTables = { readonly row: CaseRow; readonly lane: string; readonly customer: string | null; readonly lists: readonly ListRow[] };
