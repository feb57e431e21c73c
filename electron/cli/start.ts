// Knows the command `start`: opens the console in the desktop program or in this machine's browser.
import { ok } from '../../shared/kernel/result.ts';
import type { CliCommand } from './command.ts';
import { anyFolder, DATA_OPTION, dataFolder, holdsStore } from './folder.ts';

export const startCommand: CliCommand = {
  name: 'start',
  about: { de: 'öffnet die Konsole (Desktop-Programm oder Browser)', en: 'opens the console (desktop program or browser)' },
  usage: '[--data DIR] [--hub URL --code CODE --name NAME [--ca FILE]] [--host browser|desktop] [--port N] [--no-open] [--empty]',
  more: {
    de: 'Ein neuer Datenordner bekommt ein Kundenverzeichnis und etwa zehn Beispielvorgänge je Auftraggeber, damit sofort etwas zu tun ist;\nmit --empty bleibt er leer. Mit --hub wird er ein Arbeitsplatz einer Zentrale: beim ersten Mal mit dem Code, den sie dafür gibt,\ndanach genügt „start“.',
    en: 'A new data folder gets a customer directory and about ten example cases per principal, so that there is something to do at once;\nwith --empty it stays empty. With --hub it becomes a workstation of a hub: the first time with the code that the hub gives for it,\nafterwards "start" is enough.',
  },
  args: [],
  options: {
    data: DATA_OPTION,
    host: {
      kind: 'choice',
      value: 'browser|desktop',
      choices: ['browser', 'desktop'],
      about: {
        de: 'wo die Konsole laufen soll (sonst: Desktop, wenn möglich)',
        en: 'where the console is to run (else the desktop where possible)',
      },
    },
    hub: {
      kind: 'text',
      value: 'URL',
      about: { de: 'Adresse der Zentrale, zu der dieser Arbeitsplatz gehört', en: 'address of the hub this workstation belongs to' },
    },
    code: {
      kind: 'text',
      value: 'CODE',
      about: {
        de: 'Anmeldecode der Zentrale für diesen Arbeitsplatz (gilt einmal)',
        en: "the hub's code for this workstation (good once)",
      },
    },
    name: {
      kind: 'text',
      value: 'NAME',
      about: { de: 'Name dieses Arbeitsplatzes (sonst der des Rechners)', en: "name of this workstation (else the machine's)" },
    },
    ca: {
      kind: 'text',
      value: 'FILE',
      about: {
        de: 'Zertifizierungsstelle des Hauses (PEM), wenn die Zentrale ein eigenes Zertifikat hat; der Ordner merkt sie sich',
        en: "the house's certificate authority (PEM) where the hub's certificate is its own; the folder keeps it",
      },
    },
    port: { kind: 'count', value: 'N', about: { de: 'fester Port des Browser-Wirts', en: 'fixed port of the browser host' } },
    'no-open': { kind: 'flag', about: { de: 'nur den Link zeigen, keinen Browser öffnen', en: 'only show the link, open no browser' } },
    empty: { kind: 'flag', about: { de: 'neuen Datenordner ohne Beispiele anlegen', en: 'begin a new data folder without examples' } },
  },
  run: async (given, io) => {
    const port = given.count('port');
    if (port !== null && port > 65_535) return { ok: false, refusal: { code: 'bad-port', data: { value: String(port) } } };
    const host = given.text('host');
    const dir = anyFolder(dataFolder(given, io));
    if (!dir.ok) return dir;
    const [hub, code, ca] = [given.text('hub'), given.text('code'), given.text('ca')];
    if (hub !== null || code !== null || ca !== null) {
      const { joinFolder } = await import('../hub/join-folder.ts');
      const joined = await joinFolder({ dir: dir.value, url: hub, code, name: given.text('name'), ca, clock: io.now });
      if (!joined.ok) return joined;
    }
    if (!given.flag('empty') && !holdsStore(dir.value)) {
      const { fillDemo } = await import('../demo.ts');
      const filled = await fillDemo({ dir: dir.value, language: io.language, clock: io.now });
      if (!filled.ok) return filled;
    }
    const { runStart } = await import('../start.ts');
    return ok(
      await runStart({
        dir: dir.value,
        port,
        open: !given.flag('no-open'),
        host: host === 'browser' || host === 'desktop' ? host : null,
        language: io.language,
        pageLanguage: given.text('language') === null ? null : io.language,
        out: io.out,
        err: io.err,
      }),
    );
  },
};
