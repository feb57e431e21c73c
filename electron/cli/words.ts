// Knows the sentence of every refusal the command line can meet, in both languages; {places} are filled from its data.
import type { Json, Refusal } from '../../shared/kernel/result.ts';
import type { Language, Words } from './command.ts';
import { HUB_SENTENCES } from './hub-words.ts';
import { OPEN_SENTENCES } from './open-words.ts';

const SENTENCES: Readonly<Record<string, Words>> = {
  'no-command': {
    de: 'Der Befehl fehlt: „npx stafette help“ nennt alle.',
    en: 'The command is missing: "npx stafette help" lists them.',
  },
  'unknown-command': {
    de: 'Den Befehl „{command}“ gibt es nicht{near, meinten Sie „%“}. „npx stafette help“ nennt alle.',
    en: 'There is no command "{command}"{near, did you mean "%"}. "npx stafette help" lists them.',
  },
  'unknown-option': {
    de: 'Die Option {option} kennt „{command}“ nicht{near, meinten Sie %}. „npx stafette {command} --help“ nennt alle.',
    en: '"{command}" has no option {option}{near, did you mean %}. "npx stafette {command} --help" lists them.',
  },
  'needs-value': { de: 'Nach {option} fehlt der Wert ({value}).', en: '{option} needs a value ({value}).' },
  'takes-no-value': { de: '{option} nimmt keinen Wert; „{value}“ ist zu viel.', en: '{option} takes no value; "{value}" is too much.' },
  twice: { de: '{option} steht zweimal da; gemeint sein kann nur eines.', en: '{option} is given twice; only one can be meant.' },
  'bad-count': {
    de: '{option} erwartet eine ganze Zahl ab 1, nicht „{value}“.',
    en: '{option} expects a whole number from 1 on, not "{value}".',
  },
  'bad-number': {
    de: '{option} erwartet eine ganze Zahl ab 0, nicht „{value}“.',
    en: '{option} expects a whole number from 0 on, not "{value}".',
  },
  'bad-choice': {
    de: '{option} kennt „{value}“ nicht; möglich sind: {choices}.',
    en: '{option} does not know "{value}"; possible are: {choices}.',
  },
  'missing-argument': {
    de: '„{command}“ braucht {argument}. „npx stafette {command} --help“ zeigt, wie.',
    en: '"{command}" needs {argument}. "npx stafette {command} --help" shows how.',
  },
  'extra-argument': {
    de: '„{argument}“ ist zu viel; „{command}“ erwartet es nicht.',
    en: '"{argument}" is too much; "{command}" does not expect it.',
  },
  'missing-option': { de: '„{command}“ braucht {option} {value}.', en: '"{command}" needs {option} {value}.' },
  'only-one': { de: '{first} und {second} schließen einander aus.', en: '{first} and {second} exclude each other.' },
  'no-file': { de: 'Die Datei „{file}“ gibt es nicht.', en: 'There is no file "{file}".' },
  'not-a-file': { de: '„{file}“ ist ein Ordner, keine Datei.', en: '"{file}" is a folder, not a file.' },
  'not-a-plain-file': {
    de: '„{file}“ ist keine gewöhnliche Datei; bitte speichern Sie den Inhalt erst in eine.',
    en: '"{file}" is not an ordinary file; please save its content into one first.',
  },
  'no-access': { de: '„{file}“ ist nicht zugänglich ({why}).', en: '"{file}" cannot be accessed ({why}).' },
  'no-input': {
    de: 'Die Standardeingabe lässt sich nicht lesen ({why}).',
    en: 'Standard input cannot be read ({why}).',
  },
  'no-write': { de: '„{file}“ lässt sich nicht schreiben ({why}).', en: '"{file}" cannot be written ({why}).' },
  'no-folder': { de: 'Den Datenordner „{dir}“ gibt es nicht.', en: 'There is no data folder "{dir}".' },
  'not-a-folder': { de: '„{dir}“ ist kein Ordner.', en: '"{dir}" is not a folder.' },
  'bad-port': { de: 'Der Port {value} liegt nicht zwischen 1 und 65535.', en: 'The port {value} is not between 1 and 65535.' },
  'customer-encoding': {
    de: 'kein UTF-8: „{value}“; bitte speichern Sie die Datei als „CSV UTF-8“',
    en: 'not UTF-8: "{value}"; please save the file as "CSV UTF-8"',
  },
  'customer-empty': { de: '{column} ist leer', en: '{column} is empty' },
  'customer-too-long': { de: '{column} ist zu lang (höchstens 500 Zeichen)', en: '{column} is too long (at most 500 characters)' },
  'customer-duplicate': { de: 'die Kundennummer „{value}“ stand schon da', en: 'the customer id "{value}" was there before' },
  'customer-not-money': { de: '{column}: „{value}“ ist kein Betrag (etwa 39,99)', en: '{column}: "{value}" is no amount (such as 39.99)' },
  'customer-not-date': {
    de: '{column}: „{value}“ ist kein Tag (etwa 2021-05-31)',
    en: '{column}: "{value}" is no day (such as 2021-05-31)',
  },
  'customer-not-currency': {
    de: '{column}: „{value}“ ist kein Währungskürzel (etwa EUR)',
    en: '{column}: "{value}" is no currency code (such as EUR)',
  },
  'row-refused': { de: 'abgelehnt: {value}', en: 'refused: {value}' },
  'not-a-store': { de: 'In „{dir}“ liegt kein Datenbestand von Stafette.', en: '"{dir}" holds no data of Stafette.' },
  'store-older': {
    de: 'Den Bestand in „{dir}“ hat eine ältere Version geschrieben; „npx stafette doctor --data DIR“ bringt ihn auf den neuen Stand.',
    en: 'An older version wrote the store in "{dir}"; "npx stafette doctor --data DIR" brings it up to date.',
  },
  'store-damaged': {
    de: 'Der Bestand in „{dir}“ ist beschädigt ({file}: {why}); „npx stafette doctor --repair“ hilft, sonst die Sicherung (OPERATIONS.md).',
    en: 'The store in "{dir}" is damaged ({file}: {why}); "npx stafette doctor --repair" helps, else the backup (OPERATIONS.md).',
  },
  'disk-full': {
    de: 'Auf dem Datenträger ist kein Platz mehr; alles bis hierher ist gespeichert.',
    en: 'There is no room left on the disk; everything so far is stored.',
  },
  'ledger-trouble': {
    de: 'Pult und Buch dieses Datenordners finden nicht zusammen ({trouble}); „npx stafette doctor“ sagt mehr.',
    en: 'Desk and ledger of this data folder do not agree ({trouble}); "npx stafette doctor" says more.',
  },
  'disk-fault': {
    de: 'Der Datenträger nimmt nichts mehr an ({why}); alles bis hierher ist gespeichert.',
    en: 'The disk takes nothing more ({why}); everything so far is stored.',
  },
  'read-only': {
    de: 'Dieser Ordner stammt von einer neueren Version von Stafette und ist nur zum Lesen offen.',
    en: 'This folder comes from a newer version of Stafette and is open for reading only.',
  },
  'store-newer': {
    de: 'Den Bestand in „{dir}“ hat eine neuere Version von Stafette geschrieben.',
    en: 'A newer version of Stafette wrote the store in "{dir}".',
  },
  'folder-taken': {
    de: 'Der Ordner „{dir}“ ist nicht leer; ein Bestand entsteht nur in einem neuen oder leeren Ordner.',
    en: 'The folder "{dir}" is not empty; a store is made only in a new or empty folder.',
  },
  'folder-held': {
    de: 'Der Datenordner „{dir}“ ist gerade in Gebrauch, vermutlich von einer laufenden Konsole. Bitte beenden Sie sie zuerst.',
    en: 'The data folder "{dir}" is in use, most likely by a running console. Please end it first.',
  },
  'hub-folder': {
    de: '„{dir}“ ist der Arbeitsplatz einer Zentrale; Vorgänge, Kunden und Regelwerke kommen von dort und lassen sich hier nicht einlesen.',
    en: '"{dir}" is a workstation of a hub; cases, customers and packs come from there and cannot be imported here.',
  },
  'hub-file-broken': {
    de: 'Die Datei „{file}“ nennt die Zentrale nicht lesbar ({why}); „npx stafette start --hub URL“ schreibt sie neu.',
    en: 'The file "{file}" does not name the hub readably ({why}); "npx stafette start --hub URL" writes it anew.',
  },
  'hub-data': {
    de: 'In „{dir}“ liegen die Daten einer Zentrale selbst; ein Arbeitsplatz braucht einen eigenen Ordner (--data DIR).',
    en: '"{dir}" holds the data of a hub itself; a workstation needs a folder of its own (--data DIR).',
  },
  'no-hub': {
    de: 'Ein Code gilt bei einer Zentrale: bitte nennen Sie sie mit --hub URL.',
    en: 'A code is good at a hub: please name it with --hub URL.',
  },
  'bad-url': {
    de: '„{url}“ ist keine Adresse einer Zentrale (etwa https://zentrale.example).',
    en: '"{url}" is no address of a hub (such as https://hub.example).',
  },
  'hub-insecure': {
    de: '„{url}“ ist unverschlüsselt; das geht nur auf diesem Rechner selbst. Bitte nehmen Sie https://.',
    en: '"{url}" is not encrypted; that is only possible on this very machine. Please use https://.',
  },
  'hub-unreachable': { de: 'Die Zentrale ist nicht zu erreichen ({why}).', en: 'The hub cannot be reached ({why}).' },
  'not-a-hub': {
    de: 'Unter „{url}“ antwortet keine Zentrale von Stafette ({why}).',
    en: 'No hub of Stafette answers at "{url}" ({why}).',
  },
  'protocol-too-old': {
    de: 'Dieses Programm ist älter, als die Zentrale zulässt ({why}).',
    en: 'This program is older than the hub allows ({why}).',
  },
  'protocol-too-new': { de: 'Die Zentrale ist älter als dieses Programm ({why}).', en: 'The hub is older than this program ({why}).' },
  'wrong-code': { de: 'Diesen Code kennt die Zentrale nicht.', en: 'The hub does not know this code.' },
  'code-used': {
    de: 'Mit diesem Code wurde schon ein anderer Arbeitsplatz angemeldet.',
    en: 'Another workstation has been enrolled with this code.',
  },
  'code-expired': { de: 'Dieser Code ist abgelaufen.', en: 'This code has expired.' },
  'device-taken': {
    de: 'Dieser Arbeitsplatz ist bei der Zentrale schon angemeldet; sie muss ihn erst sperren, ehe er neu beginnt.',
    en: 'This workstation is enrolled at the hub already; it must be revoked there before it begins anew.',
  },
  'already-enrolled': {
    de: 'Dieser Datenordner gehört schon zu „{url}“; für eine andere Zentrale nehmen Sie bitte einen anderen (--data DIR).',
    en: 'This data folder belongs to "{url}" already; for another hub please take another one (--data DIR).',
  },
  'own-cases': {
    de: 'In diesem Datenordner liegen eigene Vorgänge ({cases}); ein Arbeitsplatz einer Zentrale beginnt in einem leeren (--data DIR).',
    en: 'This data folder holds cases of its own ({cases}); a workstation of a hub begins in an empty one (--data DIR).',
  },
  'empty-file': { de: 'Die Datei „{file}“ ist leer.', en: 'The file "{file}" is empty.' },
  'columns-missing': {
    de: '„{file}“ fehlen die Spalten {columns}, die die Zuordnung „{system}“ braucht.',
    en: '"{file}" lacks the columns {columns} that the mapping "{system}" needs.',
  },
  'unknown-mapping': {
    de: 'Die Zuordnung „{name}“ gibt es nicht; bekannt sind: {known}, oder der Pfad einer eigenen Datei.',
    en: 'There is no mapping "{name}"; known are: {known}, or the path of a file of your own.',
  },
  'not-json': { de: '„{file}“ ist kein JSON: {why}', en: '"{file}" is not JSON: {why}' },
  'mapping-broken': {
    de: 'Die Zuordnung „{name}“ stimmt bei {path} nicht (dort steht {value}): {cure}{more, und % weitere Fehler}.',
    en: 'The mapping "{name}" is wrong at {path} (it says {value}): {cure}{more, and % more faults}.',
  },
  'unknown-principal': {
    de: 'Den Auftraggeber „{principal}“ gibt es in diesem Bestand nicht; vorhanden sind: {known}.',
    en: 'This store has no principal "{principal}"; there are: {known}.',
  },
  'unknown-case': {
    de: 'Den Vorgang „{case}“ gibt es in diesem Bestand nicht; gesucht wurde nach Kennung und Nummer.',
    en: 'This store has no case "{case}"; both ids and numbers were searched.',
  },
  'bad-as-of': {
    de: '--as-of erwartet eine Ortszeit des Auftraggebers wie 2016-03-02T12:00 (ohne Zone), nicht „{value}“.',
    en: '--as-of expects a local time of the principal such as 2016-03-02T12:00 (without a zone), not "{value}".',
  },
  'no-rows': {
    de: '„{file}“ enthält unter der Kopfzeile keine lesbare Zeile ({broken} sind fehlerhaft).',
    en: '"{file}" holds no readable row below its header ({broken} are broken).',
  },
  'no-rows-yet': {
    de: '„{file}“ enthält bis zu diesem Zeitpunkt keine lesbare Zeile ({broken} sind fehlerhaft).',
    en: '"{file}" holds no readable row up to that moment ({broken} are broken).',
  },
  'columns-twice': {
    de: 'In der Kopfzeile von „{file}“ steht {columns} zweimal; welche Spalte gilt, ist nicht zu erkennen.',
    en: 'The header of "{file}" names {columns} twice; which column counts cannot be told.',
  },
  'too-many-names': {
    de: 'Die Spalte „{column}“ nennt mehr als {limit} verschiedene Werte; sie ist wohl falsch zugeordnet.',
    en: 'The column "{column}" names more than {limit} different values; it is probably mapped wrongly.',
  },
  'unknown-wait': {
    de: 'Die Zuordnung „{system}“ nennt den Wartegrund {waits}; das Regelwerk von „{principal}“ kennt nur: {known}.',
    en: 'The mapping "{system}" names the wait reason {waits}; the pack of "{principal}" only knows: {known}.',
  },
  'unknown-lead': {
    de: 'Die Zuordnung „{system}“ nennt als Leitung „{lead}“; im Regelwerk von „{principal}“ gibt es diese Person nicht.',
    en: 'The mapping "{system}" names "{lead}" as lead; the pack of "{principal}" has no such person.',
  },
  'other-shift': {
    de: 'In diesen Bestand wurden Zeilen aus „{system}“ mit unverschobenen Zeiten übernommen; --shift-to-now würde eine Geschichte in zwei Zeiten erzählen.',
    en: 'This store took over rows of "{system}" with their own times; --shift-to-now would tell one history in two times.',
  },
  'customers-columns': {
    de: 'Der ersten Zeile von „{file}“ fehlt die Spalte „{column}“; bekannt sind: {known}.',
    en: 'The first line of "{file}" lacks the column "{column}"; known are: {known}.',
  },
  'pack-broken': {
    de: 'Das Regelwerk ist fehlerhaft bei {path} (dort steht {value}): {cure}{more, und % weitere Fehler}',
    en: 'The pack is broken at {path} (it says {value}): {cure}{more, and % more faults}',
  },
  'pack-fault': { de: '{path}: dort steht {value}. {cure}', en: '{path}: it says {value}. {cure}' },
  'pack-faults': {
    de: 'Das Regelwerk „{file}“ ist fehlerhaft ({count}); nichts davon wurde übernommen.',
    en: 'The pack "{file}" is broken ({count}); nothing of it was taken over.',
  },
  'unknown-pack': {
    de: 'Ein Regelwerk „{name}“ gibt es hier nicht, weder als Datei noch mitgeliefert; mitgeliefert sind: {known}.',
    en: 'There is no pack "{name}" here, neither a file nor a starter pack; starter packs are: {known}.',
  },
  'pack-principal': {
    de: '„{file}“ ist ein Regelwerk von „{found}“, nicht von „{principal}“.',
    en: '"{file}" is a pack of "{found}", not of "{principal}".',
  },
  'pack-version-used': {
    de: 'Die Fassung „{version}“ von „{principal}“ gibt es schon mit anderem Inhalt; bitte geben Sie dem Regelwerk eine neue Fassung (version).',
    en: 'The version "{version}" of "{principal}" exists with other content; please give the pack a new version.',
  },
  'pack-published': {
    de: 'Regelwerk {version} von {principal} gilt ab {validFrom}; vom vorigen bleiben {teams} Teams, {people} Personen, {categories} Kategorien.',
    en: 'Pack {version} of {principal} is in force from {validFrom}; of the one before {teams} teams, {people} people, {categories} categories stay.',
  },
  'pack-first': {
    de: 'Regelwerk {version} von {principal} gilt ab {validFrom}.',
    en: 'Pack {version} of {principal} is in force from {validFrom}.',
  },
  'pack-known': { de: 'Regelwerk {version} von {principal} stand schon da.', en: 'Pack {version} of {principal} was there before.' },
  'pack-sound': {
    de: 'Regelwerk {version} von {principal} ist fehlerfrei (nichts geschrieben).',
    en: 'Pack {version} of {principal} is sound (nothing written).',
  },
  'row-syntax': { de: 'keine gültige Zeile (Anführungszeichen?): {value}', en: 'no valid record (quotes?): {value}' },
  'row-columns': { de: 'Zahl der Spalten stimmt nicht ({value})', en: 'wrong number of columns ({value})' },
  'row-time': { de: '{column}: „{value}“ ist keine Zeit', en: '{column}: "{value}" is not a time' },
  'row-encoding': {
    de: '{column}: „{value}“ ist kein Text in der Zeichenkodierung der Zuordnung (encoding: utf8, latin1 oder utf16le)',
    en: '{column}: "{value}" is no text in the encoding of the mapping (encoding: utf8, latin1 or utf16le)',
  },
  'row-empty': { de: '{column} ist leer', en: '{column} is empty' },
  'row-long': { de: '{column}: „{value}…“ ist zu lang', en: '{column}: "{value}…" is too long' },
  'row-code': { de: '{column}: „{value}“ kennt die Zuordnung nicht', en: '{column}: the mapping does not know "{value}"' },
  'row-count': { de: '{column}: „{value}“ ist keine Anzahl', en: '{column}: "{value}" is not a count' },
  ...HUB_SENTENCES,
  ...OPEN_SENTENCES,
};

/** The sentence of a refusal; one we have no words for shows its code and data, so that nothing is hidden. */
export const sentence = ({ code, data }: Refusal, language: Language): string => {
  const words = SENTENCES[code]?.[language];
  if (words === undefined) {
    const said = language === 'de' ? 'Nicht möglich' : 'Not possible';
    return `${said}: ${code} ${JSON.stringify(data)}`;
  }
  return words.replace(/\{(\w+)(?:, ([^}]*))?\}/g, (_, key: string, phrase: string | undefined) => {
    const value = inLanguage(data[key], language);
    if (phrase === undefined) return written(value);
    return value === undefined || value === null || value === 0 ? '' : `, ${phrase.replace('%', written(value))}`;
  });
};

/** Every code that has words; a test holds the codes of the source against it. */
export const KNOWN_CODES: readonly string[] = Object.keys(SENTENCES);

/** A figure that brings its words in both languages ({de, en}) is told in the one of the sentence. */
const inLanguage = (value: Json | undefined, language: Language): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'de' in value && 'en' in value
    ? (value as Readonly<Record<string, Json>>)[language]
    : value;

const written = (value: Json | undefined): string =>
  typeof value === 'string' ? value : value === undefined ? '?' : JSON.stringify(value);
