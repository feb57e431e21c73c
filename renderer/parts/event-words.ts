// Tells each event of a case in words: a strong beginning, what exactly, and what was written or said.
import type { EventData, EventType } from '../../shared/case/events.ts';
import type { Json } from '../../shared/kernel/result.ts';
import type { TimelineItem } from '../../shared/views/shapes.ts';
import type { CaseEventType } from '../../shared/case/evolve.ts';
import { askedWords } from './asked-words.ts';
import { amountWords } from './money-words.ts';
import { momentSaid, windowWords } from './time-words.ts';
import { TELL_GUIDANCE } from './event-words-guidance.ts';
import { TELL_TOGETHER } from './event-words-together.ts';
import type { Desk } from './use-pack.ts';

export type EventTold = { readonly what: string; readonly detail: string; readonly quote: string };

export type Teller<T extends EventType> = (data: EventData[T], desk: Desk, now: number) => readonly (string | null | false)[];

const yes = (condition: boolean, text: string): string | null => (condition ? text : null);
const moment = (at: number, desk: Desk, now: number): string => momentSaid(at, now, desk.telling);
const place = (holder: { readonly team: string; readonly person: string }, { team, person }: Desk): string =>
  `${person(holder.person)}, ${team(holder.team)}`;
const sum = (data: { readonly unit: 'money' | 'count'; readonly amount: number; readonly currency: string }, { language }: Desk): string =>
  amountWords(data.amount, data.unit, data.currency, language);

/** What stands behind the strong word of an event; an event without details has an empty list. */
const TELL: { readonly [T in CaseEventType]: Teller<T> } = {
  ...TELL_GUIDANCE,
  ...TELL_TOGETHER,
  'case-opened': (data, { t, word }) => [
    word('categories', data.category),
    t(`channel.${data.channel}`),
    data.priority,
    data.reason === null ? null : word('reasons', data.reason),
    data.source === null ? null : `${data.source.system} ${data.source.ref}`,
  ],
  'case-classified': (data, { t, word }) => [
    data.category === undefined ? null : word('categories', data.category),
    data.priority ?? null,
    ...(data.markers ?? []).map((marker) => t(`marker.${marker}`)),
    ...unseenWords(data.unseen ?? {}, { t, word }),
  ],
  'note-added': () => [],
  'contact-logged': (data, { t }) => [
    t(`channel.${data.channel}`),
    t(`direction.${data.direction}`),
    yes(!data.reached, t('call.notReached')),
    yes(data.informed, t('call.informed')),
  ],
  'promise-made': (data, desk, now) => [
    desk.t('event.by', { moment: moment(data.due, desk, now) }),
    desk.person(data.by),
    data.window === undefined || data.window === null
      ? yes(data.callback, desk.t('promise.callback'))
      : desk.t('event.callbackWindow', { span: windowWords(data.window, now, desk.telling) }),
  ],
  'promise-settled': (data, desk, now) => [
    desk.t(`outcome.${data.outcome}`),
    data.newDue === null ? null : desk.t('event.newDue', { moment: moment(data.newDue, desk, now) }),
  ],
  'case-taken': (data, desk) => [desk.t('event.from', { name: desk.person(data.from) }), desk.team(data.holder.team)],
  'handover-offered': (data, desk, now) => [
    `${desk.team(data.from.team)} → ${desk.team(data.to.team)}`,
    desk.t(`kind.${data.kind}`),
    desk.word('reasons', data.reason),
    desk.t('event.acceptBy', { moment: moment(data.acceptBy, desk, now) }),
    yes(data.customerWaiting, desk.t('lead.customerWaiting')),
    data.again === undefined || data.again === null
      ? yes(data.pingPong, desk.t('event.pingPong'))
      : desk.t('event.again', { why: desk.word('formerTeam', data.again) }),
    data.shift === undefined || data.shift === null ? null : desk.t('event.shift'),
  ],
  'handover-amended': (data, desk) =>
    (data.later ?? []).length === 0
      ? []
      : [desk.t('event.stillOwed', { fields: (data.later ?? []).map((id) => fieldName(id, desk)).join(', ') })],
  'handover-withdrawn': () => [],
  'handover-accepted': (data, desk) => [
    place(data.holder, desk),
    data.facts.length > 0 && desk.t('event.readBack', { count: data.facts.length }),
  ],
  'handover-returned': (data, desk) => [
    desk.word('deficiencies', data.deficiency),
    data.field === null ? null : fieldWord(data.field, desk),
    desk.t('event.backTo', { name: desk.person(data.holder.person) }),
  ],
  'query-asked': () => [],
  'query-answered': () => [],
  'escalation-answered': (data, desk) => [
    desk.t(`outcome.${data.outcome}`),
    desk.t('event.backTo', { name: desk.person(data.holder.person) }),
  ],
  'decision-made': (data, desk, now) => [
    desk.word('decisions', data.decisionType),
    sum(data, desk),
    yes(data.standing === 'proposed', desk.t('event.proposed')),
    yes(data.asProposed !== undefined, desk.t('event.asProposed')),
    ...phoneWords(data, desk),
    forAbsent(data.actingFor, desk),
    data.review === undefined || data.review === null
      ? null
      : desk.t(data.review.cause === undefined ? 'event.breakGlass' : 'event.flagReview', {
          moment: moment(data.review.by, desk, now),
          team: desk.team(data.review.team),
        }),
  ],
  'decision-reviewed': (data, { t }) => [t(`outcome.${data.outcome}`)],
  'approval-asked': (data, desk, now) => [
    desk.word('decisions', data.decisionType),
    sum(data, desk),
    data.proposed === undefined ? null : desk.t('event.proposedUntil', { moment: moment(data.proposed.until, desk, now) }),
    `→ ${askedWords(data.to, desk)}`,
    desk.t('event.by', { moment: moment(data.decideBy, desk, now) }),
  ],
  'approval-corrected': (data, desk) => [desk.word('decisions', data.decisionType), `→ ${askedWords(data.to, desk)}`],
  'approval-moved': (data, desk, now) => [
    desk.t(data.byHand ? 'event.byHand' : 'event.unanswered'),
    `${askedWords(data.from, desk)} → ${askedWords(data.to, desk)}`,
    desk.t('event.by', { moment: moment(data.decideBy, desk, now) }),
  ],
  'approval-seconded': (data, desk, now) => [
    forAbsent(data.actingFor, desk),
    `→ ${askedWords(data.to, desk)}`,
    desk.t('event.by', { moment: moment(data.decideBy, desk, now) }),
  ],
  'approval-expired': () => [],
  'approval-given': (data, desk) => [forAbsent(data.actingFor, desk)],
  'approval-declined': (data, desk) => [declinedByPhone(data.phone, desk), forAbsent(data.actingFor, desk)],
  'approval-withdrawn': (data, desk) => [declinedByPhone(data.phone, desk)],
  'wait-started': (data, desk, now) => [desk.word('waits', data.reason), desk.t('event.until', { moment: moment(data.until, desk, now) })],
  'wait-ended': () => [],
  'case-resolved': (data, { word }) => [word('results', data.result)],
  'case-closed': (data, desk, now) => [
    desk.word('results', data.result),
    desk.t('event.informedAt', { moment: moment(data.informedAt, desk, now) }),
    data.avoidable ? desk.t('event.avoidable', { cause: data.cause === null ? '' : desk.word('avoidableCauses', data.cause) }) : null,
    yes(data.deviated, desk.t('finish.deviated')),
    data.master === undefined ? null : desk.t('event.withMaster'),
  ],
  'case-reopened': (data, { t }) => [t(`case.reopen-${data.cause}`)],
  'row-imported': (data, desk) => [
    `${data.source.system} ${data.source.ref}`,
    desk.t(`imported.${data.state}`),
    data.handover === null ? null : `${desk.team(data.handover.from)} → ${desk.team(data.handover.to)}`,
    place(data.holder, desk),
    data.priority,
    yes(data.reopened, desk.t('imported.reopened')),
  ],
};

/** On the telephone: who agreed, who entered it, and whether the hub bears it out. */
const phoneWords = ({ phone }: Pick<EventData['decision-made'], 'phone'>, { t, person }: Desk): readonly string[] =>
  phone === undefined
    ? []
    : [
        t('event.byPhone', { lead: person(phone.lead), name: person(phone.enteredBy) }),
        ...(phone.confirmed === false ? [t('event.phoneUnconfirmed')] : []),
      ];

/** What somebody else had set in the same moment, in words: who reads it decides which holds. */
const unseenWords = (
  { category, urgency, impact, customer }: NonNullable<EventData['case-classified']['unseen']>,
  { t, word }: Pick<Desk, 't' | 'word'>,
): readonly string[] =>
  [
    category === undefined ? null : word('categories', category),
    urgency === undefined ? null : `${t('form.urgency')} ${t(`level.${urgency}`)}`,
    impact === undefined ? null : `${t('form.impact')} ${t(`level.${impact}`)}`,
    customer === undefined ? null : t('event.unseen-customer'),
  ].flatMap((what) => (what === null ? [] : [t('event.unseen', { what })]));

const fieldWord = (number: number, { pack, say }: Desk): string | null => {
  const field = pack.fields.find((spec) => spec.number === number);
  return field === undefined ? null : say(field.label);
};

const fieldName = (id: string, { field, say }: Desk): string => {
  const spec = field(id);
  return spec === undefined ? id : say(spec.label);
};

const forAbsent = (acting: { readonly person: string } | null | undefined, { t, person }: Desk): string | null =>
  acting === null || acting === undefined ? null : t('event.forPerson', { name: person(acting.person) });

const declinedByPhone = (phone: EventData['approval-declined']['phone'], { t, person }: Desk): string | null =>
  phone === undefined ? null : t('event.declinedByPhone', { lead: person(phone.lead), name: person(phone.enteredBy) });

const isEvent = (type: string): type is CaseEventType => Object.hasOwn(TELL, type);

const record = (value: Json): Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, Json>>) : {};

/**
 * The words of a body: notes, titles, read-backs, whatever the event wrote. One body serves a handover and its promises: the
 * handover says what it is about and what it asks, each promise only its own words.
 */
const quoteOf = ({ type, data, body }: TimelineItem): string => {
  const { text, what, readBack, title, place: where, form, promises } = record(body);
  const { promise } = record(data);
  const { summary, question } = type === 'promise-made' ? {} : record(form ?? null);
  const own = type === 'promise-made' && typeof promise === 'string' ? record(promises ?? null)[promise] : undefined;
  return [title, what, where, own, summary, question, readBack, text]
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .join(' – ');
};

type Wanted = { readonly amount: number; readonly unit: 'money' | 'count'; readonly currency: string };

/** What the request named when this happened: as it was asked, or as it was corrected last before. `all` is newest first. */
const wantedBefore = (item: TimelineItem, all: readonly TimelineItem[]): Wanted | null => {
  const { approval } = record(item.data);
  const earlier = all
    .slice(all.indexOf(item) + 1)
    .filter(({ type, refusal, data }) => WANTED.has(type) && refusal === null && record(data)['approval'] === approval)
    .map(({ data }) => data as unknown as EventData['approval-asked']);
  const [newest, first] = [earlier[0], earlier.at(-1)];
  // The currency stands in the first one alone: a request never changes it.
  return newest === undefined || first === undefined ? null : { amount: newest.amount, unit: newest.unit, currency: first.currency };
};

const WANTED = new Set(['approval-asked', 'approval-corrected']);
const SUMMED = new Set(['approval-corrected', 'approval-seconded', 'approval-given']);

/** The sum an answer or a correction names, and what was asked before where it differs. */
const approvalSum = (item: TimelineItem, all: readonly TimelineItem[], desk: Desk): string | null => {
  const { amount, unit } = record(item.data);
  const wanted = SUMMED.has(item.type) ? wantedBefore(item, all) : null;
  if (wanted === null || typeof amount !== 'number') return null;
  const said = sum({ ...wanted, unit: unit === 'money' || unit === 'count' ? unit : wanted.unit, amount }, desk);
  return amount === wanted.amount ? said : `${said} ${desk.t('event.otherAmount', { amount: sum(wanted, desk) })}`;
};

export const tellEvent = (item: TimelineItem, all: readonly TimelineItem[], desk: Desk, now: number): EventTold => {
  const { type } = item;
  const what =
    item.refusal === null ? desk.t([`event.${type}`, 'event.unknown'], { type }) : desk.t([`command.${type}`, 'event.unknown'], { type });
  if (item.refusal !== null || !isEvent(type)) return { what, detail: '', quote: quoteOf(item) };
  const tell = TELL[type] as Teller<CaseEventType>;
  const details = [approvalSum(item, all, desk), ...tell(item.data as unknown as EventData[typeof type], desk, now)];
  const detail = details.filter((part) => typeof part === 'string' && part !== '').join(' · ');
  // An arrow joins by itself.
  return { what, detail: detail.replaceAll(' · →', ' →'), quote: quoteOf(item) };
};

export const toldEvents = Object.keys(TELL) as readonly CaseEventType[];
