// Knows the command `clocks explain`: every clock of one case with the events that moved it, beside a running console as well.
import { Temporal } from 'temporal-polyfill';
import { clockLives } from '../../shared/case/clock-life.ts';
import type { ClockLife } from '../../shared/case/clock-state.ts';
import { MINUTE, type Ms, type Zone } from '../../shared/kernel/time.ts';
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import { isUnreadable } from '../../shared/store/faults.ts';
import { createPolicies } from '../../shared/sync/policies.ts';
import { EXIT, type CliCommand, type Io, type Words } from './command.ts';
import { DATA_OPTION, dataFolder, existingStore } from './folder.ts';
import { nearest } from './options.ts';

export const clocksCommand: CliCommand = {
  name: 'clocks',
  about: { de: 'erklärt die Uhren eines Vorgangs', en: 'explains the clocks of a case' },
  usage: 'explain --case ID|NUMBER [--data DIR] [--json]',
  more: {
    de: [
      'Nennt jede Uhr, die der Vorgang hatte: wessen (customer oder holder), Stand (running, paused, met, breached), Beginn, Frist, wie viele',
      'Minuten ihres Kalenders verbraucht sind und wie viele stillstanden, und die Ereignisse, die sie bewegt haben. Gerechnet wird mit dem',
      'Regelwerk, das jetzt gilt. Liest nur; die Konsole darf dabei laufen. README.md beschreibt jedes Feld.',
    ].join('\n'),
    en: [
      'Names every clock the case had: whose (customer or holder), how it stands (running, paused, met, breached), start, due time, how many',
      'minutes of its calendar are used up and how many stood still, and the events that moved it. Counted by the pack that is in force now.',
      'Only reads; the console may run meanwhile. README.md describes every field.',
    ].join('\n'),
  },
  args: ['explain'],
  options: {
    data: DATA_OPTION,
    case: { kind: 'text', value: 'ID|NUMBER', about: { de: 'Kennung oder Nummer des Vorgangs', en: 'id or number of the case' } },
    json: { kind: 'flag', about: { de: 'Antwort als eine Zeile JSON', en: 'the answer as one line of JSON' } },
  },
  run: async (given, io) => {
    const what = given.args[0]!;
    if (what !== 'explain') {
      const near = nearest(what, ['explain']);
      return refuse('unknown-command', { command: `clocks ${what}`, ...(near === null ? {} : { near: `clocks ${near}` }) });
    }
    const asked = given.text('case');
    if (asked === null) return refuse('needs-value', { option: '--case', value: 'ID|NUMBER' });
    const dir = existingStore(dataFolder(given, io));
    if (!dir.ok) return dir;
    const { openReadOnly } = await import('../read-only.ts');
    const store = openReadOnly(dir.value);
    if (!store.ok) return store;
    try {
      const found = explained(store.value, asked, io.now());
      if (!found.ok) return found;
      const { policy, number, lives } = found.value;
      if (given.flag('json')) io.out(JSON.stringify(lives.map((life) => shown(life, policy.pack.principal.zone))));
      else io.out(told(number, lives, policy, io.language));
      return ok(EXIT.done);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      return refuse('store-damaged', { dir: dir.value, file: 'desk.sqlite', why: error instanceof Error ? error.message : String(error) });
    } finally {
      store.value.close();
    }
  },
};

type Found = { readonly policy: Policy; readonly number: string; readonly lives: readonly ClockLife[] };

/** What waits to be confirmed counts as it stands at this desk. Refusal: `unknown-case` {case}. */
const explained = (store: DeskStore, asked: string, now: Ms): Result<Found> => {
  const policies = createPolicies();
  policies.add(store.packs());
  const byNumber = policies.lanes().flatMap((lane) => store.caseByNumber(lane, asked.toUpperCase()) ?? []);
  const state = store.currentState(byNumber[0] ?? asked);
  const policy = state === null ? null : policies.current(state.lane, now);
  if (state === null || policy === null) return refuse('unknown-case', { case: asked });
  const events = [...store.eventsOf(state.id).map(({ event }) => event), ...store.outboxOf(state.id).flatMap(({ forecast }) => forecast)];
  return ok({ policy, number: state.number, lives: clockLives(events, policy, now) });
};

const isoIn = (zone: Zone, at: Ms): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toString({ timeZoneName: 'never' });

const minutes = (time: Ms): number => Math.round((time / MINUTE) * 1_000) / 1_000;

/** One clock as a machine reads it; times by the principal's wall clock with their offset. */
const shown = (life: ClockLife, zone: Zone): unknown => ({
  clock: life.clock,
  family: life.family,
  state: life.state,
  startedAt: isoIn(zone, life.startedAt),
  dueAt: isoIn(zone, life.dueAt),
  stoppedAt: life.stoppedAt === null ? null : isoIn(zone, life.stoppedAt),
  spentMin: minutes(life.spent),
  pausedMin: minutes(life.paused),
  calendar: life.calendar,
  rule: life.rule,
  warnings: life.warnings.map(({ share, at }) => ({ share, at: isoIn(zone, at) })),
  events: life.events.map(({ id, at, effect }) => ({ id, at: isoIn(zone, at), effect })),
});

const told = (number: string, lives: readonly ClockLife[], policy: Policy, language: Io['language']): string => {
  const { zone } = policy.pack.principal;
  const wall = (at: Ms): string => isoIn(zone, at).slice(0, 16).replace('T', ' ');
  const lines = lives.flatMap((life) => {
    const used = { spent: minutes(life.spent), paused: minutes(life.paused) };
    const head = [labelOf(life, policy)[language], FAMILIES[life.family][language], STATES[life.state][language]].join(' · ');
    const time =
      language === 'de'
        ? `  ab ${wall(life.startedAt)}, fällig ${wall(life.dueAt)}, ${used.spent} min verbraucht, ${used.paused} min angehalten`
        : `  from ${wall(life.startedAt)}, due ${wall(life.dueAt)}, ${used.spent} min used up, ${used.paused} min paused`;
    return [head, time, ...life.events.map(({ id, at, effect }) => `  ${wall(at)} ${EFFECTS[effect][language]} (${id})`)];
  });
  return [`${number} (${zone})`, ...lines].join('\n');
};

/** The pack's own words; a promise, the end of a wait and what a form owes stand in no pack, a question's clock not in every one. */
const labelOf = ({ clock, rule }: ClockLife, { pack }: Policy): Words =>
  (pack.statutory.find(({ id }) => id === rule) ?? pack.clocks.find(({ id }) => id === clock))?.label ??
  OWN[clock] ?? { de: clock, en: clock };

const OWN: Readonly<Record<string, Words>> = {
  promise: { de: 'Zusage', en: 'Promise' },
  wait: { de: 'Ende des Wartens', en: 'End of waiting' },
  consult: { de: 'Fachfrage', en: 'Expert question' },
  'after-call': { de: 'Nacharbeit am Formular', en: 'Form to complete after the call' },
};

const FAMILIES: Readonly<Record<ClockLife['family'], Words>> = {
  customer: { de: 'gegenüber dem Kunden', en: "the customer's" },
  holder: { de: 'dessen, bei dem der Vorgang liegt', en: "the holder's" },
};

const STATES: Readonly<Record<ClockLife['state'], Words>> = {
  running: { de: 'läuft', en: 'running' },
  paused: { de: 'angehalten', en: 'paused' },
  met: { de: 'eingehalten', en: 'met' },
  breached: { de: 'überschritten', en: 'breached' },
};

const EFFECTS: Readonly<Record<ClockLife['events'][number]['effect'], Words>> = {
  start: { de: 'begonnen', en: 'started' },
  pause: { de: 'angehalten', en: 'paused' },
  resume: { de: 'läuft weiter', en: 'goes on' },
  stop: { de: 'beendet', en: 'stopped' },
  change: { de: 'geändert', en: 'changed' },
};
