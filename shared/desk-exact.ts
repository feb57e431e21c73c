// Takes a case exactly: waits until the hub has said who has it, and tells the loser at once; without a hub in reach it stands as tentative.
import type { CallOutput } from './api.ts';
import type { CommandType } from './case/commands.ts';
import { refuse } from './kernel/result.ts';
import type { Ms } from './kernel/time.ts';
import type { CaseRow } from './views/shapes.ts';
import type { DeskInside } from './desk-parts.ts';
import { named } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';

type Answer = CallOutput<'command.send'>;

/** Verbs that say whose a case is: of two who use one at the same time, one loses. */
const TAKING: ReadonlySet<CommandType> = new Set<CommandType>(['take-case', 'accept-handover', 'check-out', 'override-check-out']);

/** As long as somebody waits for an answer before he goes on as if there were none. */
const PATIENCE: Ms = 2_000;

/** Why a refusal that was told at once is on nobody's list. */
const TOLD = 'told';

/** Without a hub nobody else can be quicker: nothing is to be waited for. */
export const isExact = ({ engine }: DeskInside, type: CommandType): boolean => TAKING.has(type) && engine.mode === 'hub';

/**
 * `tentative` where the hub has not ruled in time. A check-out is a certainty and there is none without the hub: refusal `hub-needed`,
 * also before anything is sent. Source: sync.md §2.12.
 */
export const exactly = async (inside: DeskInside, { lane, person }: Seat, type: CommandType, send: () => Answer): Promise<Answer> => {
  const { engine, store, clock, tell } = inside;
  if (type === 'check-out' && !(await engine.reach(lane, PATIENCE))) return refuse('hub-needed', {});
  const sent = send();
  if (!sent.ok) return sent;
  await engine.reach(lane, PATIENCE);
  const { command, caseId } = sent.value;
  const lost = store.refused(lane, person.id).find(({ outgoing }) => outgoing.command.id === command);
  if (lost === undefined) return store.waiting(command) === null ? sent : { ok: true, value: { ...sent.value, tentative: true } };
  store.transact(() => store.dismiss(command, clock(), TOLD));
  tell({ type: 'changed', lane, cases: [caseId], topics: ['refused', 'case'] });
  return { ok: false, refusal: lost.refusal };
};

/** Cases of which this desk does not know yet whether it was in time. */
const tentativeCases = ({ engine, store }: Pick<DeskInside, 'engine' | 'store'>, lane: string): ReadonlySet<string> => {
  if (engine.mode !== 'hub' || store.outboxCount(lane) === 0) return new Set();
  const waiting = store.outbox(lane, Number.MAX_SAFE_INTEGER).filter(({ command }) => TAKING.has(command.type));
  return new Set(waiting.map(({ command }) => command.caseId));
};

/** Rows as `named` gives them, those marked whose holder is only tentative. */
export const marked = (inside: Pick<DeskInside, 'engine' | 'store'>, lane: string, rows: readonly CaseRow[]): CaseRow[] => {
  const tentative = tentativeCases(inside, lane);
  return named(inside.store, lane, rows).map((row) => (tentative.has(row.caseId) ? { ...row, pending: true, tentative: true } : row));
};
