// Tells in words what people did together about a case: questions, links, moves, handovers nobody accepted, promises that changed hands.
import type { EventData } from '../../shared/case/events.ts';
import type { Together } from '../../shared/case/evolve-together.ts';
import { momentSaid } from './time-words.ts';
import type { Desk } from './use-pack.ts';

type Teller<T extends Together> = (data: EventData[T], desk: Desk, now: number) => readonly (string | null | false)[];

const by = (at: number, { t, telling }: Desk, now: number): string => t('event.by', { moment: momentSaid(at, now, telling) });
const asked = ({ team, person }: { readonly team: string; readonly person: string | null }, desk: Desk): string =>
  person === null ? desk.team(team) : `${desk.person(person)}, ${desk.team(team)}`;
const fromTo = (from: string, to: string, desk: Desk): string => `${desk.person(from)} → ${desk.person(to)}`;

export const TELL_TOGETHER: { readonly [T in Together]: Teller<T> } = {
  'handover-passed': (data, desk, now) => [`${asked(data.from, desk)} → ${asked(data.to, desk)}`, by(data.acceptBy, desk, now)],
  'handover-fell-back': (data, desk) => [desk.t('event.backTo', { name: desk.person(data.holder.person) })],
  'card-given': () => [],
  'promise-offered': (data, desk) => [`→ ${desk.person(data.to)}`],
  'promise-left': (data, desk) => [desk.person(data.to)],
  'promise-moved': (data, desk) => [fromTo(data.from, data.to, desk)],
  'case-moved': (data, desk) => [fromTo(data.from.person, data.holder.person, desk), desk.team(data.holder.team)],
  'case-flagged': (data, desk) => [`→ ${desk.person(data.lead)}`],
  'consult-asked': (data, desk, now) => [`→ ${asked(data.to, desk)}`, by(data.answerBy, desk, now)],
  'consult-answered': () => [],
  'consult-withdrawn': () => [],
  'case-linked': () => [],
  'case-unlinked': () => [],
  'case-merged': () => [],
  'case-absorbed': () => [],
  'parts-told': () => [],
  'part-told': () => [],
  'alert-acknowledged': () => [],
  'alert-snoozed': (data, desk, now) => [desk.t('event.until', { moment: momentSaid(data.until, now, desk.telling) })],
  'news-acknowledged': () => [],
};
