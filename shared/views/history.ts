// Finds what was said in a case: the events in order with their words, and who said what in notes, calls, promises and queries.
import type { Json } from '../kernel/result.ts';
import type { CaseEvent, EventOf, EventType } from '../case/events.ts';
import type { BodyOf } from './timeline.ts';

/** Every event of one case in order, confirmed first, then the forecast of what waits. */
export type History = { readonly events: readonly CaseEvent[]; readonly bodyOf: BodyOf };

export const eventsOfType = <T extends EventType>({ events }: History, type: T): readonly EventOf<T>[] =>
  events.filter((event): event is EventOf<T> & CaseEvent => event.type === type);

/** One text of a body; null where it was not given or was withheld. */
export const textIn = (body: Json, key: string): string | null => {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return null;
  const value = (body as { readonly [key: string]: Json })[key];
  return typeof value === 'string' && value !== '' ? value : null;
};

const valueIn = (body: Json, key: string): Json =>
  body === null || typeof body !== 'object' || Array.isArray(body) ? null : ((body as { readonly [key: string]: Json })[key] ?? null);

/** Notes, oldest first. */
export const notesOf = (history: History): readonly { readonly text: string; readonly who: string }[] =>
  eventsOfType(history, 'note-added').flatMap((event) => {
    const text = textIn(history.bodyOf(event.body), 'text');
    return text === null ? [] : [{ text, who: event.by.person }];
  });

/** Who called last and from which number: the newest contact that names one of them, else the opening. */
export const callerOf = (history: History): { readonly who: string | null; readonly phone: string | null } | null => {
  for (const event of [...history.events].reverse()) {
    if (event.type !== 'contact-logged' && event.type !== 'case-opened') continue;
    const body = history.bodyOf(event.body);
    const who = textIn(body, event.type === 'case-opened' ? 'caller' : 'who');
    const phone = textIn(body, 'phone');
    if (who !== null || phone !== null) return { who, phone };
  }
  return null;
};

/** The words of a promise: its own body, or its row in the body of the handover it was made in; empty where withheld. */
export const promiseWords = (history: History, promise: string): string => {
  const made = eventsOfType(history, 'promise-made').find(({ data }) => data.promise === promise);
  if (made === undefined) return '';
  const body = history.bodyOf(made.body);
  return textIn(body, 'what') ?? textIn(valueIn(body, 'promises'), promise) ?? '';
};

/** Of a call back: whom to reach, at which number; from the promise itself, a merged case's promises, or field 13 of its form. */
export const promiseContact = (history: History, promise: string): { readonly who: string | null; readonly phone: string | null } => {
  const made = eventsOfType(history, 'promise-made').find(({ data }) => data.promise === promise);
  if (made === undefined) return { who: null, phone: null };
  const body = history.bodyOf(made.body);
  const form = made.data.callback ? valueIn(body, 'form') : null;
  const said = (key: 'who' | 'phone', field: string): string | null =>
    textIn(body, key) ?? textIn(valueIn(body, key), promise) ?? textIn(form, field);
  return { who: said('who', 'callback.who'), phone: said('phone', 'callback.number') };
};

/** The questions a receiver asked about a handover, with the answers that came. */
export const queriesOf = (
  history: History,
  handover: string,
): readonly { readonly query: string; readonly text: string; readonly answer: string | null; readonly at: number }[] => {
  const answers = eventsOfType(history, 'query-answered').filter(({ data }) => data.handover === handover);
  return eventsOfType(history, 'query-asked')
    .filter(({ data }) => data.handover === handover)
    .map(({ at, body, data: { query } }) => {
      const answer = answers.find(({ data }) => data.query === query);
      const words = answer === undefined ? null : (textIn(history.bodyOf(answer.body), 'text') ?? '');
      return { query, at, text: textIn(history.bodyOf(body), 'text') ?? '', answer: words };
    });
};

/** The body of the offered form (personal values by path); null where it was withheld. */
export const formBody = (history: History, body: string | null): Json => valueIn(history.bodyOf(body), 'form');
