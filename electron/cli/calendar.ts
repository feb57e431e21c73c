// Knows the command `calendar`: adds and measures open time from the standard input, one answer line for each line, for integrators.
import { createCalendarAnswers } from '../../shared/policy/calendar-question.ts';
import { answerLines } from './answer-lines.ts';
import type { CliCommand } from './command.ts';
import { createLineReader } from './line-reader.ts';

export const calendarCommand: CliCommand = {
  name: 'calendar',
  about: {
    de: 'rechnet mit Öffnungszeiten: Minuten addieren und messen (JSON-Zeilen von der Standardeingabe)',
    en: 'reckons with open time: adds and measures minutes (JSON lines from standard input)',
  },
  usage: '< lines.jsonl',
  more: {
    de: [
      'Je Zeile {"calendar":…,"op":"add","from":…,"minutes":…} oder {"calendar":…,"op":"measure","from":…,"to":…}; je Zeile eine Antwort,',
      '{"at":…} oder {"minutes":…}. Eine falsche Zeile bekommt {"error":{"path","message"}}, die übrigen gehen weiter; Ende dann mit 2.',
      'README.md beschreibt den Kalender.',
    ].join('\n'),
    en: [
      'Each line is {"calendar":…,"op":"add","from":…,"minutes":…} or {"calendar":…,"op":"measure","from":…,"to":…} and gets one answer,',
      '{"at":…} or {"minutes":…}. A wrong line gets {"error":{"path","message"}}, the others go on; the exit code is then 2.',
      'README.md describes the calendar.',
    ].join('\n'),
  },
  args: [],
  options: {},
  run: (_, io) => answerLines(io, createCalendarAnswers(), createLineReader()),
};
