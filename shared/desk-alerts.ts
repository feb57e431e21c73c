// Answers what a person is alerted to now: one row per case, clock and threshold, found by index, also for whom he stands in for.
import { alertsOf, nextMoment, type Alert } from './case/alerts.ts';
import type { CaseState } from './case/state.ts';
import type { Ms } from './kernel/time.ts';
import { standInOf } from './policy/absence.ts';
import { listKey } from './views/lists.ts';
import type { AlertRow } from './views/shapes.ts';
import type { CallOutput } from './api.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { stateFor } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';

type Parts = Pick<DeskInside, 'store' | 'clock' | 'sessions'>;
type Reader = Pick<Seat, 'lane' | 'person' | 'policy'>;

/** So many places are looked through for one row shown: what a stand-in has seen keeps its place until the lead has. */
const DEPTH = 4;
/** From this share on somebody is named who could stand in. Source: domain.md §6 "deputy offered". */
const DEPUTY_FROM = 0.9;

export const alertCalls = (inside: DeskInside): Pick<Handlers, 'alerts.list'> => ({
  'alerts.list': (seat, { limit }) => alertsFor(inside, seat, limit),
});

/** What `alerts.list` answers to this reader; asked by the alarm as well, so that windows are woken exactly when it changes. */
export const alertsFor = (parts: Parts, reader: Reader, limit: number): CallOutput<'alerts.list'> => {
  const { store, clock } = parts;
  const now = clock();
  const people = readersFor(parts, reader, now);
  const lists = people.map(listKey.alerts);
  const places = lists.flatMap((list) => store.places(reader.lane, list, limit * DEPTH));
  const due = places.filter((place) => place.due <= now).toSorted((a, b) => a.due - b.due || (a.caseId < b.caseId ? -1 : 1));
  const rows: AlertRow[] = [];
  const shown = new Set<string>();
  const looked = new Set<string>();
  const moments: Ms[] = [];
  for (const { caseId } of due) {
    if (looked.has(caseId)) continue;
    if (rows.length >= limit) break;
    looked.add(caseId);
    const state = stateFor(store, { ...reader, session: '' }, caseId);
    if (state === null) continue;
    const found = rowsOf(parts, reader, { state, people, now });
    if (found.length > 0) shown.add(caseId);
    rows.push(...found);
    moments.push(...people.flatMap((person) => nextMoment(state, reader.policy, person, now) ?? []));
  }
  const total = lists.reduce((sum, list) => sum + store.dueCount(reader.lane, list, now), 0);
  const everyOne = total === due.length && due.every(({ caseId }) => looked.has(caseId));
  const own = listKey.snoozed(reader.person.id);
  const coming = [...lists.flatMap((list) => store.places(reader.lane, list, 1, now).map((place) => place.due)), ...moments];
  return {
    alerts: rows.toSorted((a, b) => a.dueAt - b.dueAt || b.share - a.share || (a.alert < b.alert ? -1 : 1)).slice(0, limit),
    cases: everyOne ? shown.size : total,
    snoozed: store.listCount(reader.lane, own) - store.dueCount(reader.lane, own, now),
    nextAt: coming.length === 0 ? null : Math.min(...coming),
  };
};

/** Himself, and every absent lead for whom he stands in. */
const readersFor = ({ store }: Parts, { lane, person, policy }: Reader, now: Ms): readonly string[] => {
  const book = store.absences(lane);
  const leads = new Set(policy.pack.teams.map(({ lead }) => lead));
  const absent = new Set(book.map((row) => row.person));
  const stoodInFor = [...leads].filter((lead) => absent.has(lead) && lead !== person.id && standInOf(book, lead, now) === person.id);
  return [person.id, ...stoodInFor];
};

type Looking = { readonly state: CaseState; readonly people: readonly string[]; readonly now: Ms };

/** His own alerts, and those of whom he stands in for that he has not seen himself; each once. */
const rowsOf = (parts: Parts, reader: Reader, { state, people, now }: Looking): readonly AlertRow[] => {
  const me = reader.person.id;
  const row = parts.store.row(state.id);
  if (row === null) return [];
  const seenByMe = (alert: string): boolean =>
    state.seen?.some((seen) => seen.person === me && seen.alert === alert && (seen.until === null || now < seen.until)) === true;
  const told = alertsOf(state, reader.policy, now).filter(({ to, alert }) => to === me || (people.includes(to) && !seenByMe(alert)));
  const once = told.filter((one, index) => one.to === me || told.findIndex(({ alert }) => alert === one.alert) === index);
  const mine = new Set(once.filter(({ to }) => to === me).map(({ alert }) => alert));
  return once
    .filter(({ to, alert }) => to === me || !mine.has(alert))
    .map(({ to: _to, ...alert }: Alert) => ({
      ...alert,
      caseId: state.id,
      number: row.number,
      title: row.title,
      holder: state.holder,
      deputy: alert.share < DEPUTY_FROM ? null : deputyFor(parts, reader, state, now),
    }));
};

/** Who stands in for the holder by the absence book, else somebody of his team who is there now; neither the holder nor the reader. */
const deputyFor = ({ store, sessions }: Parts, { lane, person }: Reader, { holder }: CaseState, now: Ms): string | null => {
  const named = standInOf(store.absences(lane), holder.person, now);
  if (named !== null) return named;
  const there = sessions.present(lane).map((row) => row.person);
  return there.find(({ id, teams }) => teams.includes(holder.team) && id !== holder.person && id !== person.id)?.id ?? null;
};
