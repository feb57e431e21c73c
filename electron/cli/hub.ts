// Knows the command `hub`: runs the hub of a house, and keeps its packs, customers, people and workstations.
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import type { CliCommand, Given, Io } from './command.ts';
import { JSON_OPTION } from './folder.ts';
import { nearest } from './options.ts';

type Action = (given: Given, io: Io) => Promise<Result<number>>;
type Entry = { readonly argument: string | null; readonly options: readonly string[]; readonly run: Action };

const STORE = ['data', 'database'];

const ACTIONS: Readonly<Record<string, Entry>> = {
  run: {
    argument: null,
    options: [
      'port',
      'host',
      'tls-cert',
      'tls-key',
      'behind-proxy',
      'plain-forward',
      'url',
      'directory',
      'log',
      'min-free',
      'day-commands',
      'day-mb',
    ],
    run: async (given, io) => (await import('./hub-run.ts')).runHub(given, io),
  },
  pack: {
    argument: 'FILE|NAME',
    options: ['dry-run', 'json'],
    run: async (given, io) => (await import('./hub-papers.ts')).publishPack(given, io),
  },
  customers: {
    argument: 'FILE',
    options: ['lane', 'json'],
    run: async (given, io) => (await import('./hub-papers.ts')).takeCustomers(given, io),
  },
  code: {
    argument: null,
    options: ['lanes', 'days', 'note', 'json'],
    run: async (given, io) => (await import('./hub-keys.ts')).makeCode(given, io),
  },
  person: {
    argument: null,
    options: ['lane', 'person', 'disable', 'directory'],
    run: async (given, io) => (await import('./hub-people.ts')).listPerson(given, io),
  },
  devices: { argument: null, options: ['json'], run: async (given, io) => (await import('./hub-keys.ts')).listDevices(given, io) },
  revoke: { argument: 'DEVICE', options: [], run: async (given, io) => (await import('./hub-keys.ts')).revokeDevice(given, io) },
  move: { argument: null, options: ['json'], run: async (given, io) => (await import('./hub-move.ts')).moveHub(given, io) },
  check: { argument: null, options: ['repair', 'json'], run: async (given, io) => (await import('./hub-check.ts')).checkLedger(given, io) },
};

const DIR = 'DIR';

export const hubCommand: CliCommand = {
  name: 'hub',
  about: {
    de: 'betreibt die Zentrale, an der mehrere Arbeitsplätze hängen, und pflegt sie',
    en: 'runs the hub that several workstations share, and keeps it',
  },
  usage: [
    '--data DIR [--database URL] [--host H] [--port N] [--tls-cert FILE --tls-key FILE | --behind-proxy] [--url URL] [--plain-forward] [--directory DIR] [--log LEVEL]\n       … [--min-free MB] [--day-commands N] [--day-mb MB]',
    '       npx stafette hub pack FILE|NAME --data DIR [--dry-run] [--json]',
    '       npx stafette hub customers FILE.csv|FILE.json --lane ID --data DIR [--json]',
    '       npx stafette hub person --lane ID --person ID --data DIR [--disable] < secret.txt',
    '       npx stafette hub code --data DIR [--lanes A,B] [--days 7] [--note TEXT] [--json]',
    '       npx stafette hub devices --data DIR [--json]',
    '       npx stafette hub revoke DEVICE --data DIR',
    '       npx stafette hub check --data DIR [--repair] [--json]',
    '       npx stafette hub move --data DIR --database URL [--json]',
  ].join('\n'),
  more: {
    de: [
      'Ohne weiteres Wort läuft die Zentrale, bis Sie sie beenden. Alles Übrige außer move geht auch, während sie läuft. --database nennt PostgreSQL ab',
      'Version 15 (oder STAFETTE_DATABASE); ohne liegt das Buch als ledger.sqlite im Ordner. Unverschlüsselt wird nur auf diesem Rechner oder',
      'hinter einem Proxy gesprochen. Der Reihe nach: pack, person, code, dann „npx stafette start --hub URL --code CODE“ am Arbeitsplatz.',
      'move bringt eine beendete Zentrale mit allem aus der Datei im Ordner nach PostgreSQL; die Arbeitsplätze merken nichts davon.',
    ].join('\n'),
    en: [
      'Without a further word the hub runs until you end it. Everything else but move works while it runs, too. --database names PostgreSQL from version',
      '15 on (or STAFETTE_DATABASE); without it the ledger is ledger.sqlite in the folder. Nothing is spoken in the clear but on this machine or',
      'behind a proxy. In order: pack, person, code, then "npx stafette start --hub URL --code CODE" at the workstation.',
      'move takes an ended hub with everything from the file in its folder to PostgreSQL; the workstations notice nothing.',
    ].join('\n'),
  },
  args: ['ACTION', 'FILE|NAME|DEVICE'],
  optionalArgs: 2,
  options: {
    data: { kind: 'text', value: DIR, about: { de: 'Ordner der Zentrale', en: 'folder of the hub' } },
    database: {
      kind: 'text',
      value: 'postgres://…',
      about: { de: 'PostgreSQL statt einer Datei im Ordner', en: 'PostgreSQL instead of a file in the folder' },
    },
    host: {
      kind: 'text',
      value: 'H',
      about: { de: 'Adresse, auf der sie hört (sonst 127.0.0.1)', en: 'address to listen on (else 127.0.0.1)' },
    },
    port: { kind: 'count', value: 'N', about: { de: 'Port (sonst 7420)', en: 'port (else 7420)' } },
    'tls-cert': { kind: 'text', value: 'FILE', about: { de: 'Zertifikat mit Kette (PEM)', en: 'certificate with its chain (PEM)' } },
    'tls-key': { kind: 'text', value: 'FILE', about: { de: 'Schlüssel dazu (PEM)', en: 'its key (PEM)' } },
    'behind-proxy': {
      kind: 'flag',
      about: { de: 'ein Proxy davor verschlüsselt und nennt die Adresse', en: 'a proxy in front encrypts and names the address' },
    },
    'plain-forward': {
      kind: 'flag',
      about: {
        de: 'das Netz zwischen den Prozessen ist sicher: sie reichen einander auch unverschlüsselt weiter',
        en: 'the network between the processes is safe: they hand on to each other in the clear, too',
      },
    },
    'min-free': {
      kind: 'count',
      value: 'MB',
      about: {
        de: 'bei weniger freiem Platz nimmt sie nichts mehr an (sonst 256)',
        en: 'with less room on the disk it takes nothing in (else 256)',
      },
    },
    'day-commands': {
      kind: 'count',
      value: 'N',
      about: {
        de: 'so viele Schritte eines Arbeitsplatzes nimmt sie am Tag an (sonst 50000)',
        en: 'so many steps of one workstation it takes in a day (else 50000)',
      },
    },
    'day-mb': {
      kind: 'count',
      value: 'MB',
      about: { de: 'und so viel Text (sonst 128)', en: 'and so much text (else 128)' },
    },
    url: {
      kind: 'text',
      value: 'URL',
      about: {
        de: 'wo Arbeitsplätze und andere Prozesse sie erreichen',
        en: 'where workstations and other processes reach it',
      },
    },
    directory: {
      kind: 'text',
      value: DIR,
      about: {
        de: 'Ordner des Personenverzeichnisses (sonst DIR/directory)',
        en: 'folder of the directory of people (else DIR/directory)',
      },
    },
    log: {
      kind: 'choice',
      value: 'LEVEL',
      choices: ['debug', 'info', 'warn', 'error'],
      about: { de: 'wie viel sie berichtet (sonst info)', en: 'how much it tells (else info)' },
    },
    lane: { kind: 'text', value: 'ID', about: { de: 'Auftraggeber', en: 'principal' } },
    lanes: {
      kind: 'text',
      value: 'A,B',
      about: { de: 'der Code gilt nur für diese Auftraggeber', en: 'the code is for these principals only' },
    },
    person: { kind: 'text', value: 'ID', about: { de: 'Kennung aus dem Regelwerk', en: 'id from the pack' } },
    disable: { kind: 'flag', about: { de: 'diese Person darf sich nicht mehr anmelden', en: 'this person may no longer sign in' } },
    days: {
      kind: 'count',
      value: 'N',
      about: { de: 'so viele Tage gilt der Code (sonst 7)', en: 'so many days the code is valid (else 7)' },
    },
    note: { kind: 'text', value: 'TEXT', about: { de: 'wofür der Code ist', en: 'what the code is for' } },
    repair: {
      kind: 'flag',
      about: { de: 'check: beschädigte Indexe aus ihren Tabellen neu bauen', en: 'check: build damaged indexes anew from their tables' },
    },
    'dry-run': { kind: 'flag', about: { de: 'nur prüfen, nichts schreiben', en: 'only check, write nothing' } },
    json: JSON_OPTION,
  },
  run: async (given, io) => {
    const [word = 'run', argument] = given.args;
    const action = Object.hasOwn(ACTIONS, word) ? ACTIONS[word] : undefined;
    if (action === undefined) {
      const near = nearest(word, Object.keys(ACTIONS));
      return refuse('unknown-command', { command: `hub ${word}`, ...(near === null ? {} : { near: `hub ${near}` }) });
    }
    const fits = whatFits(word, action, argument, given);
    return fits.ok ? action.run(given, io) : fits;
  },
};

/** Every option belongs to some action, and one that is passed over silently is one somebody relied on. */
const whatFits = (word: string, { argument, options }: Entry, given: string | undefined, all: Given): Result<null> => {
  const command = word === 'run' ? 'hub' : `hub ${word}`;
  if (argument !== null && given === undefined) return refuse('missing-argument', { argument, command });
  if (argument === null && given !== undefined) return refuse('extra-argument', { argument: given, command });
  const allowed = new Set([...STORE, ...options]);
  const stray = Object.keys(hubCommand.options).find((name) => !allowed.has(name) && (all.text(name) !== null || all.flag(name)));
  if (stray !== undefined) return refuse('not-for-action', { option: `--${stray}`, action: word === 'run' ? '' : word });
  return all.text('data') === null ? refuse('missing-option', { command, option: '--data', value: DIR }) : ok(null);
};
