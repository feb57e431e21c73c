// Builds the history of one case: what is confirmed, what is on its way, and what was refused (struck through), newest first.
import type { Json, Refusal } from '../kernel/result.ts';
import type { Ms } from '../kernel/time.ts';
import { mayRead, mayReadRefused } from '../case/between-two.ts';
import type { Command } from '../case/commands.ts';
import type { CaseEvent, Confirmed } from '../case/events.ts';
import type { Person } from '../policy/pack-schema.ts';
import { timelineItem, type TimelineItem } from './shapes.ts';

/** The words behind a hash; null where they were withheld or erased. */
export type BodyOf = (hash: string | null) => Json;

export type TimelineParts = {
  readonly confirmed: readonly Confirmed[];
  /** Forecast events of commands that wait for their verdict, in the order they were given. */
  readonly pending: readonly CaseEvent[];
  readonly refused: readonly { readonly command: Command; readonly refusal: Refusal; readonly at: Ms }[];
  readonly bodyOf: BodyOf;
  readonly people: ReadonlyMap<string, Person>;
  /** Whoever it is shown to: a note between two is read by those two alone. */
  readonly reader: string;
};

/**
 * Confirmed events stand in the order of the case, pending ones after them in the order given: a clock that runs wrong
 * must not reshuffle what caused what. A refused command is no event; it stands where its own time puts it.
 */
export const timelineOf = (parts: TimelineParts): readonly TimelineItem[] => {
  const told = [
    ...parts.confirmed
      .filter(({ event }) => mayRead(parts.reader, event))
      .map(({ event, recordedAt, flag }) => itemOf(event, parts.bodyOf, { recordedAt, flag, pending: false })),
    ...parts.pending
      .filter((event) => mayRead(parts.reader, event))
      .map((event) => itemOf(event, parts.bodyOf, { recordedAt: null, flag: null, pending: true })),
  ];
  const struck = parts.refused
    .filter(({ command }) => mayReadRefused(parts.reader, command))
    .map(({ command, refusal }) => strikeOf(command, refusal, parts))
    .sort((a, b) => a.at - b.at);
  return weave(told, struck).reverse();
};

/** The history of a merged case as it is shown in the one that went on. */
export const markedOf = (items: readonly TimelineItem[], of: NonNullable<TimelineItem['of']>): readonly TimelineItem[] =>
  items.map((item) => (item.of ? item : { ...item, of }));

/** Several histories, newest first each, as one: what happened later stands before, and none of them is reshuffled in itself. */
export const together = (histories: readonly (readonly TimelineItem[])[]): readonly TimelineItem[] => {
  const [first = [], ...others] = histories;
  return others.reduce<readonly TimelineItem[]>((woven, next) => weave(woven.toReversed(), next.toReversed()).toReversed(), first);
};

/** What came out of the store as JSON is JSON, although optional keys make the types doubt it. */
export const asJson = (stored: object): Json => stored as Json;

const itemOf = (event: CaseEvent, bodyOf: BodyOf, mark: Pick<TimelineItem, 'recordedAt' | 'flag' | 'pending'>): TimelineItem => ({
  id: event.id,
  type: event.type,
  at: event.at,
  by: authorOf(event),
  data: asJson(event.data),
  body: bodyOf(event.body),
  refusal: null,
  ...mark,
});

const author = timelineItem.shape.by
  .loose()
  .transform(({ person, role, tier, team, beside }) => ({ person, role, tier, team, ...(beside === undefined ? {} : { beside }) }));

/** A newer version may know roles this one does not: the line is shown all the same, with the least of them. */
const authorOf = ({ by }: CaseEvent): TimelineItem['by'] => {
  const read = author.safeParse(by);
  return read.success ? read.data : { person: String(by?.person ?? ''), role: 'agent', tier: 1, team: null };
};

const strikeOf = (command: Command, refusal: Refusal, { bodyOf, people }: TimelineParts): TimelineItem => {
  const person = people.get(command.actor);
  return {
    id: command.id,
    type: command.type,
    at: command.at,
    recordedAt: null,
    by: { person: command.actor, role: person?.role ?? 'agent', tier: person?.tier ?? 1, team: person?.teams[0] ?? null },
    data: asJson(command.data),
    body: bodyOf(command.body),
    pending: false,
    flag: null,
    refusal: refusal,
  };
};

/** Puts each item of the second list before the first of the other one that is later than it; both lists keep their own order. */
const weave = (told: readonly TimelineItem[], added: readonly TimelineItem[]): TimelineItem[] => {
  const woven: TimelineItem[] = [];
  let next = 0;
  for (const item of told) {
    while (next < added.length && added[next]!.at < item.at) woven.push(added[next++]!);
    woven.push(item);
  }
  return [...woven, ...added.slice(next)];
};
