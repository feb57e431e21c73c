// Knows the command `open`: announces a call to the desk that runs, as a telephone system does by a `stafette://` link.
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import { readPop, readPopLink, writePopLink } from '../../shared/pop-link.ts';
import type { Pop } from '../../shared/views/pop-shapes.ts';
import { announceToRunning } from '../browser-host/control.ts';
import { EXIT, type CliCommand, type Given, type OptionSpec } from './command.ts';
import { DATA_OPTION, dataFolder } from './folder.ts';
import { sentence } from './words.ts';

const WORDS = ['caller', 'customer', 'principal', 'case', 'call'] as const;

const option = (value: string, de: string, en: string): OptionSpec => ({ kind: 'text', value, about: { de, en } });

export const openCommand: CliCommand = {
  name: 'open',
  about: { de: 'kündigt dem laufenden Pult einen Anruf an', en: 'announces a call to the desk that runs' },
  usage: '[--caller N] [--customer ID] [--principal ID] [--case NUMBER] [--call REF] [--data DIR] | URL',
  more: {
    de: 'Für Telefonanlagen. Jedes Fenster des Pults zeigt den Anruf; geöffnet wird nichts, bis jemand des richtigen Auftraggebers ihn nimmt.\nURL ist dasselbe als Link: stafette://call?caller=…&customer=…&principal=…&case=…&call=…',
    en: 'For telephone systems. Each window of the desk shows the call; nothing opens until somebody of the right principal takes it.\nURL is the same as a link: stafette://call?caller=…&customer=…&principal=…&case=…&call=…',
  },
  args: ['URL'],
  optionalArgs: 1,
  options: {
    caller: option('N', 'Nummer des Anrufers', "the caller's number"),
    customer: option('ID', 'Kundennummer', "the customer's id"),
    principal: option('ID', 'Auftraggeber, für den angerufen wird', 'the principal the call is for'),
    case: option('NUMBER', 'Vorgangsnummer', 'number of the case'),
    call: option('REF', 'Kennung der Telefonanlage für dieses Gespräch', "the telephone system's name for this call"),
    data: DATA_OPTION,
  },
  run: async (given, io) => {
    const asked = askedFor(given);
    if (!asked.ok) return asked;
    const dir = dataFolder(given, io);
    const announced = await announceToRunning(dir, asked.value);
    if (announced === null) {
      if (!(await handToDesktop(dir, asked.value))) return refuse('not-running', { dir });
      io.out(sentence({ code: 'call-handed-over', data: {} }, io.language));
      return ok(EXIT.done);
    }
    if (!announced.ok) return announced;
    const windows = announced.value;
    const code = windows === 0 ? 'call-announced-none' : windows === 1 ? 'call-announced-one' : 'call-announced';
    io.out(sentence({ code, data: { windows } }, io.language));
    return ok(EXIT.done);
  },
};

const askedFor = (given: Given): Result<Pop> => {
  const [url] = given.args;
  const words = WORDS.map((word) => [word, given.text(word)] as const);
  if (url === undefined) return readPop(Object.fromEntries(words));
  const beside = words.find(([, value]) => value !== null);
  return beside === undefined ? readPopLink(url) : refuse('only-one', { first: 'URL', second: `--${beside[0]}` });
};

/** Chromium's own mark of a running program; where it is missing a second start would be a first one. */
const isDesktopThere = (dir: string): boolean =>
  ['SingletonLock', 'lockfile'].some((name) => lstatSync(join(dir, 'desktop', name), { throwIfNoEntry: false }) !== undefined);

/** A second start of the desktop program hands its arguments to the first one and ends. */
const handToDesktop = async (dir: string, pop: Pop): Promise<boolean> => {
  if (!isDesktopThere(dir)) return false;
  const [{ lockFolder }, { installedElectron }, { runDesktop }] = await Promise.all([
    import('../folder-lock.ts'),
    import('../../build/electron-binary.ts'),
    import('../desktop.ts'),
  ]);
  const lock = lockFolder(dir);
  if (lock.ok) {
    // A mark that a crash left behind: nobody works on this folder.
    lock.value.release();
    return false;
  }
  const binary = installedElectron();
  return binary !== undefined && (await runDesktop(binary, [`--data=${dir}`, writePopLink(pop)])) === 0;
};
