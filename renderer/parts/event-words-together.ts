// Tells in words what people did together about a case: questions, links, moves, handovers nobody accepted, promises that changed hands.
import type { EventData, EventType } from '../../shared/case/events.ts';
import { momentSaid } from './time-words.ts';
import type { Desk } from './use-pack.ts';

type Teller<T extends EventType> = (data: EventData[T], desk: Desk, now: number) => readonly (string | null | false)[];

const by = (at: number, { t, telling }: Desk, now: number): string => t('event.by', { moment: momentSaid(at, now, telling) });
const asked = ({ team, person }: { readonly team: string; readonly person: string | null }, desk: Desk): string =>
  person === null ? desk.team(team) : `${desk.person(person)}, ${desk.team(team)}`;
const fromTo = (from: string, to: string, desk: Desk): string => `${desk.person(from)} → ${desk.person(to)}`;

/** An alert is about a clock; its key begins with the clock's id. */
const clockOf = (alert: string, { t }: Desk): string => {
  const [clock = alert] = alert.split(':');
  return t([`clock.${clock}`, 'clock.statutory']);
};

export const TELL_TOGETHER = {
  'handover-passed': (data, desk, now) => [
    data.contact === null ? `${asked(data.from, desk)} → ${asked(data.to, desk)}` : `→ ${desk.contact(data.contact)?.name ?? data.contact}`,
    desk.t(`event.passed-${data.why}`),
    desk.t('event.acceptBy', { moment: momentSaid(data.acceptBy, now, desk.telling) }),
  ],
  'handover-fell-back': (data, desk) => [desk.t('event.backTo', { name: desk.person(data.holder.person) })],
  'card-given': (data, desk) => [
    desk.t(`event.way-${data.way}`),
    data.contact === null ? null : `→ ${desk.contact(data.contact)?.name ?? data.contact}`,
  ],
  'promise-offered': (data, desk) => [`→ ${desk.person(data.to)}`],
  'promise-left': (data, desk) => [desk.person(data.to)],
  'promise-moved': (data, desk) => [fromTo(data.from, data.to, desk), desk.t(`event.cause-${data.cause}`)],
  'case-moved': (data, desk) => [
    fromTo(data.from.person, data.holder.person, desk),
    desk.team(data.holder.team),
    desk.t(`event.cause-${data.cause}`),
  ],
  'case-checked-out': (data, desk, now) => [desk.t('event.until', { moment: momentSaid(data.until, now, desk.telling) })],
  'case-checked-in': () => [],
  'check-out-overridden': (data, desk) => [fromTo(data.from.person, data.holder.person, desk), desk.team(data.holder.team)],
  'case-flagged': (data, desk) => [`→ ${desk.person(data.lead)}`],
  'consult-asked': (data, desk, now) => [
    `→ ${asked(data.to, desk)}`,
    data.customerWaiting && desk.t('lead.customerWaiting'),
    by(data.answerBy, desk, now),
  ],
  'consult-answered': () => [],
  'consult-withdrawn': () => [],
  'case-linked': (data, { t }) => [t(`event.relation-${data.relation}`)],
  'case-unlinked': () => [],
  'case-merged': () => [],
  'case-absorbed': (data, desk, now) => [desk.t('case.openedAt', { moment: momentSaid(data.openedAt, now, desk.telling) })],
  'parts-told': (data, { t }) => [t('event.parts', { count: data.parts }), data.informed && t('event.toldInformed')],
  'part-told': (data, { t }) => [data.informed && t('call.informed')],
  'alert-acknowledged': (data, desk) => [clockOf(data.alert, desk)],
  'alert-snoozed': (data, desk, now) => [
    clockOf(data.alert, desk),
    desk.t('event.until', { moment: momentSaid(data.until, now, desk.telling) }),
    desk.word('snoozes', data.reason),
  ],
  'news-acknowledged': () => [],
} as const satisfies { readonly [T in EventType]?: Teller<T> };
