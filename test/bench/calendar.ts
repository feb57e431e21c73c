// Measures the command `calendar` on one core: the same line again and again, and calendars, dates and operations mixed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../build/paths.ts';
import { createSeeded } from '../../shared/kernel/seeded.ts';
import { round } from './measure.ts';

export type CalendarReport = {
  readonly lines: number;
  /** Lines a second in a process of its own, its start taken off. */
  readonly repeatedPerSecond: number;
  readonly mixedPerSecond: number;
};

const STATES = ['BB', 'BE', 'BW', 'BY', 'HB', 'HE', 'HH', 'MV', 'NI', 'NW', 'RP', 'SH', 'SL', 'SN', 'ST', 'TH'];
const ZONES = ['Europe/Berlin', 'America/New_York', 'Europe/London', 'Asia/Kolkata', 'Australia/Sydney'];
const SECOND = 1_000;
const TEN_YEARS = 10 * 365 * 86_400;

/** `say` is told what takes long. */
export const benchCalendar = (lines: number, say: (what: string) => void): CalendarReport => {
  say(`reckoning ${lines} lines`);
  const first = line(0, () => 0.5);
  const { unit } = createSeeded(17);
  return {
    lines,
    repeatedPerSecond: perSecond(Array.from({ length: lines }, () => first)),
    mixedPerSecond: perSecond(Array.from({ length: lines }, (_, n) => line(n, unit))),
  };
};

/** Eighty calendars: all states of Germany, further countries and lists, five zones, two intervals a day; instants within ten years. */
const line = (n: number, unit: () => number): string => {
  const kind = n % 80;
  const hours = [
    ['08:00', '12:00'],
    ['13:00', `17:${String(kind % 60).padStart(2, '0')}`],
  ];
  const holidays =
    kind % 5 === 0
      ? { country: 'DE', state: STATES[kind / 5] }
      : [{ country: 'US', state: 'CA' }, { country: 'GB' }, ['2026-12-24'], { country: 'AU', state: 'NSW' }][(kind % 5) - 1];
  const calendar = { zone: ZONES[kind % 5], week: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours }, holidays };
  const from = Date.UTC(2020, 0, 1) + Math.floor(unit() * TEN_YEARS) * SECOND;
  const asked =
    unit() < 0.6
      ? { op: 'add', minutes: Math.floor(unit() * 20_000) }
      : { op: 'measure', to: new Date(from + Math.floor(unit() * TEN_YEARS) * SECOND).toISOString() };
  return JSON.stringify({ calendar, from: new Date(from).toISOString(), ...asked });
};

const perSecond = (lines: readonly string[]): number => round((lines.length * 1_000) / (run(lines) - run(lines.slice(0, 1))), 0);

const run = (lines: readonly string[]): number => {
  const began = performance.now();
  const { status, stdout } = spawnSync(process.execPath, [join(projectRoot, 'electron/cli.ts'), 'calendar'], {
    input: `${lines.join('\n')}\n`,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const ms = performance.now() - began;
  const answers = stdout.split('\n').length - 1;
  if (status !== 0 || answers !== lines.length) throw new Error(`answered ${answers} of ${lines.length}, ended with ${status}`);
  return ms;
};
