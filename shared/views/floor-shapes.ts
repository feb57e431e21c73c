// Knows what is told of a floor at work: how the queues of teams stand, what went wrong in them, how handovers were rated, and the wall.
import { z } from 'zod';
import { kindSchema, tierSchema } from '../policy/pack-schema.ts';
import { refusalShape } from './refusal-shape.ts';
import { reviewRow } from './authority-shapes.ts';

const none = z.strictObject({});
const ms = z.number();
const count = z.number().int().nonnegative();
const answer = z.enum(['yes', 'partly', 'no']);

/**
 * How the queue of a team stands. `waiting`: in its queue until somebody takes it; `inFlight`: handed to it and not accepted; `oldestAt`:
 * since when the longest of both waits, null = none; `live`: requests with a customer on the line; `soon`: of those that wait, due within
 * the next hour; `late`: due already; `held`: in the hands of its people, null where the group is too small to be told of; `here`: its people who are there.
 */
export const queueHealth = z.strictObject({
  team: z.string(),
  waiting: count,
  oldestAt: ms.nullable(),
  inFlight: count,
  live: count,
  soon: count,
  late: count,
  held: count.nullable(),
  here: count,
});

/** Of the wall: no customer, no title, no person's name unless the pack allows figures about single people. */
export const boardView = z.strictObject({
  at: ms,
  teams: z.array(queueHealth),
  burning: z.array(z.strictObject({ number: z.string(), team: z.string(), clock: z.string(), dueAt: ms })).max(12),
  /** Of those that burn, how many are not shown. */
  more: count,
  /** Handovers a team sent back today, by the team that got them back; null = all teams too small to be told of, together. */
  back: z.array(z.strictObject({ team: z.string().nullable(), count })),
  here: z.array(z.strictObject({ tier: tierSchema, count, names: z.array(z.string()).nullable() })),
});

/** A command of somebody one leads that was refused after it had been sent. */
export const troubleRow = z.strictObject({
  command: z.string(),
  caseId: z.string(),
  number: z.string(),
  title: z.string(),
  type: z.string(),
  at: ms,
  refusal: refusalShape,
  author: z.string(),
  /** The case can be opened; a refused opening left none behind. */
  isThere: z.boolean(),
});

/** What a receiver said of a handover, and what he may be asked. */
export const ratingView = z.strictObject({
  handover: z.string(),
  from: z.string(),
  team: z.string(),
  kind: kindSchema,
  given: z.strictObject({ complete: answer, clear: answer, right: answer }).nullable(),
});

const answers = z.strictObject({ yes: count, partly: count, no: count });
export const qualityRow = z.strictObject({
  /** The team, or the person, whose handovers were rated. */
  id: z.string(),
  count,
  complete: answers,
  clear: answers,
  right: answers,
});

export const floorShapes = {
  /** Of the teams this person leads or works in, of all for a manager; in the order of the pack. By counting alone. */
  'lead.health': { session: true, input: none, output: z.strictObject({ at: ms, teams: z.array(queueHealth) }) },
  /** What went wrong with those one leads: refused commands newest first, decisions flagged by the hub, and how many there are. */
  'team.trouble': {
    session: true,
    input: z.strictObject({ limit: z.number().int().min(1).max(200) }),
    output: z.strictObject({ refused: z.array(troubleRow), flagged: z.array(reviewRow), total: count }),
  },
  /**
   * How the handovers of a team that are of the sample were rated by those who received them, in the last 28 days as far as this desk's
   * newest 20,000 events reach. `teams`: only where the rated senders are enough people; `people`: only where the pack allows it, and only
   * those one leads. `small`: teams left out.
   */
  'quality.results': {
    session: true,
    input: none,
    output: z.strictObject({ since: ms, teams: z.array(qualityRow), people: z.array(qualityRow), small: z.array(z.string()) }),
  },
  /**
   * A seat for a wall: it may only ask `board.view`, `host.info`, `pack.view`, `session.me` and sign itself out, is nobody's presence, never
   * idle, and ends after 16 hours. Refusals: `role-forbids-board` (a lead or a manager opens it),
   * `too-many-walls` {limit}.
   */
  'board.open': {
    session: true,
    input: none,
    output: z.union([
      z.strictObject({ ok: z.literal(true), value: z.strictObject({ session: z.string(), until: ms }) }),
      z.strictObject({ ok: z.literal(false), refusal: refusalShape }),
    ]),
  },
  'board.view': { session: true, input: none, output: boardView },
} as const;

export type QueueHealth = z.infer<typeof queueHealth>;
export type BoardView = z.infer<typeof boardView>;
export type TroubleRow = z.infer<typeof troubleRow>;
export type RatingView = z.infer<typeof ratingView>;
export type QualityRow = z.infer<typeof qualityRow>;
