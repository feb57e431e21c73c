// Reads out of a case's history what helps whoever talks to the customer next: steps tried, sentences used, mood and its way, identity.
import { readSealed } from '../handover/seal.ts';
import type { Ms } from '../kernel/time.ts';
import type { Pack } from '../policy/pack-schema.ts';
import { eventsOfType, type History } from './history.ts';
import type { Guided, IdentityView, MoodPoint, MoodView } from './guide-shapes.ts';

type Level = MoodPoint['level'];

const POINTS = 20;
const RANK: Readonly<Record<Level, number>> = { calm: 0, upset: 1, escalated: 2 };

/** What was tried and said, the last word on each; what was taken back is not in it. Oldest first. Source: domain.md §7. */
export const guidanceOf = (history: History): readonly Guided[] => {
  const last = new Map<string, Guided | null>();
  for (const { data, by, at } of eventsOfType(history, 'guidance-logged')) {
    const key = `${data.kind} ${data.id}`;
    // What is said anew stands where it was said last.
    last.delete(key);
    last.set(key, data.result === 'undone' ? null : { kind: data.kind, id: data.id, result: data.result, by: by.person, at });
  }
  return [...last.values()].filter((row) => row !== null);
};

/** Field 15 says something only where it says something else than was noted before: it is filled in from there. */
const moodPoints = ({ events }: History): readonly MoodPoint[] =>
  events.reduce<readonly MoodPoint[]>((points, event) => {
    if (event.type === 'mood-noted') return [...points, { level: event.data.level, at: event.at }];
    const level = event.type === 'handover-offered' ? readSealed(event.data.form)?.mood?.level : undefined;
    return level === undefined || level === points.at(-1)?.level ? points : [...points, { level, at: event.at }];
  }, []);

/** Null where nobody has noted one. `trend` compares the last two; null with one alone. Source: domain.md §3 field 15. */
export const moodOf = (history: History): MoodView | null => {
  const points = moodPoints(history).slice(-POINTS);
  const last = points.at(-1);
  const before = points.at(-2);
  if (last === undefined) return null;
  const step = before === undefined ? null : RANK[last.level] - RANK[before.level];
  return { level: last.level, trend: step === null ? null : step < 0 ? 'better' : step > 0 ? 'worse' : 'same', points: [...points] };
};

/** How the caller was identified last, and in which call; null where nobody has said. Source: domain.md §3 field 17. */
export const identityOf = (history: History): IdentityView | null => {
  const event = eventsOfType(history, 'identity-checked').at(-1);
  return event === undefined ? null : { method: event.data.method, call: event.data.call, by: event.by.person, at: event.at };
};

export type RunningCall = { readonly call: string; readonly startedAt: Ms };

/** Whoever calls anew is identified anew: of a call that runs only what was checked in it, else what no later call has overtaken. */
export const identityNow = (history: History, running: RunningCall | null): string | null => {
  const checked = identityOf(history);
  if (checked === null) return null;
  const isOfCall = (call: string): boolean => checked.call === call;
  if (running !== null) return isOfCall(running.call) || (checked.call === null && checked.at >= running.startedAt) ? checked.method : null;
  const later = eventsOfType(history, 'contact-logged').some(
    ({ at, data }) => at > checked.at && data.reached && data.channel === 'phone' && (data.call === null || !isOfCall(data.call)),
  );
  return later ? null : checked.method;
};

type Step = { readonly id: string; readonly categories?: readonly string[] | null | undefined; readonly needed?: boolean | undefined };

/** Of the steps every case of this category should have seen before it is passed on those nobody has tried yet. */
export const untriedSteps = <Row extends Step>(
  steps: readonly Row[],
  category: string,
  guided: readonly Pick<Guided, 'kind' | 'id'>[],
): readonly Row[] =>
  steps.filter(
    ({ id, categories, needed }) =>
      needed === true &&
      (categories === undefined || categories === null || categories.includes(category)) &&
      !guided.some((row) => row.kind === 'step' && row.id === id),
  );

type Language = 'de' | 'en';

const RESULTS: Readonly<Record<Guided['result'], Readonly<Record<Language, string>>>> = {
  helped: { de: 'hat geholfen', en: 'helped' },
  'no-effect': { de: 'ohne Erfolg', en: 'without success' },
  'not-possible': { de: 'nicht möglich', en: 'not possible' },
  used: { de: 'getan', en: 'done' },
};

/** The rows of field 6, in words. */
export const triedRows = (
  { guidance: { steps } }: Pick<Pack, 'guidance'>,
  guided: readonly Guided[],
  language: Language,
): readonly { readonly step: string; readonly result: string; readonly who: string }[] =>
  guided
    .filter(({ kind }) => kind === 'step')
    .map(({ id, result, by }) => ({
      step: steps.find((step) => step.id === id)?.label[language] ?? id,
      result: RESULTS[result][language],
      who: by,
    }));

/** What stands in field 16: the sentences of the script that were used and that the pack still knows. */
export const usedSentences = ({ guidance: { deescalation } }: Pick<Pack, 'guidance'>, guided: readonly Guided[]): readonly string[] =>
  guided.filter(({ kind, id }) => kind === 'deescalation' && deescalation.some((row) => row.id === id)).map(({ id }) => id);
