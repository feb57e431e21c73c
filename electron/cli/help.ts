// Lays out the help texts: one overview, and one page per command from its own description.
import { allOptions } from './options.ts';
import type { CliCommand, Language, OptionSpec } from './command.ts';

const T = {
  title: {
    de: 'Stafette: das Pult, an dem ein Callcenter das Anliegen eines Kunden weitergibt, ohne es fallen zu lassen.',
    en: "Stafette: the desk on which a call centre passes a customer's problem on without dropping it.",
  },
  usage: { de: 'Aufruf', en: 'Usage' },
  commands: { de: 'Befehle', en: 'Commands' },
  options: { de: 'Optionen', en: 'Options' },
  each: {
    de: 'Jeder Befehl erklärt sich mit --help. Deutsch mit --language de.',
    en: 'Each command explains itself with --help. German with --language de.',
  },
  codes: {
    de: 'Ende mit 0: getan · 1: Programmfehler · 2: so nicht möglich (ein Satz sagt, warum) · 3: geprüft und etwas stimmt nicht.',
    en: 'Ends with 0: done · 1: a bug · 2: not possible like this (a sentence says why) · 3: examined, and something is wrong.',
  },
  help: { de: 'diese Übersicht, oder die Hilfe zu einem Befehl', en: 'this overview, or the help of one command' },
} as const;

export const overview = (commands: readonly CliCommand[], language: Language): string => {
  const rows = [['help', T.help[language]] as const, ...commands.map((c) => [c.name, c.about[language]] as const)];
  return [
    T.title[language],
    '',
    `${T.usage[language]}: npx stafette COMMAND …`,
    '',
    `${T.commands[language]}:`,
    ...table(rows),
    '',
    T.each[language],
    T.codes[language],
  ].join('\n');
};

export const commandHelp = (command: CliCommand, language: Language): string => {
  const rows = Object.entries(allOptions(command)).map(([name, spec]) => [optionHead(name, spec), spec.about[language]] as const);
  return [
    command.about[language],
    '',
    `${T.usage[language]}: npx stafette ${command.name} ${command.usage}`,
    ...(command.more === undefined ? [] : ['', command.more[language]]),
    '',
    `${T.options[language]}:`,
    ...table(rows),
  ].join('\n');
};

const optionHead = (name: string, spec: OptionSpec): string => (spec.kind === 'flag' ? `--${name}` : `--${name} ${spec.value ?? '…'}`);

const table = (rows: readonly (readonly [string, string])[]): readonly string[] => {
  const width = Math.max(...rows.map(([head]) => head.length)) + 2;
  return rows.map(([head, about]) => `  ${head.padEnd(width)}${about.replaceAll('\n', `\n  ${' '.repeat(width)}`)}`);
};
