// Knows the sentences of what a hub's commands, and whoever comes to a hub, can meet, in both languages; {places} are filled from the refusal's data.
import type { Words } from './command.ts';

export const HUB_SENTENCES: Readonly<Record<string, Words>> = {
  'not-for-action': {
    de: '{option} gehört nicht zu „hub {action}“. „npx stafette hub --help“ zeigt, was zusammengehört.',
    en: '{option} does not belong to "hub {action}". "npx stafette hub --help" shows what goes together.',
  },
  'plain-http': {
    de: 'Auf {host} wäre die Leitung unverschlüsselt. Bitte --tls-cert und --tls-key angeben, oder --behind-proxy, wenn ein Proxy davor verschlüsselt.',
    en: 'On {host} the line would not be encrypted. Give --tls-cert and --tls-key, or --behind-proxy where a proxy in front of it encrypts.',
  },
  'tls-and-proxy': {
    de: '--behind-proxy heißt, dass ein Proxy verschlüsselt; --tls-cert und --tls-key sind dann zu viel.',
    en: '--behind-proxy means that a proxy encrypts; --tls-cert and --tls-key are too much then.',
  },
  'tls-file': { de: '„{file}“ ist als Zertifikat nicht zu lesen ({why}).', en: '"{file}" cannot be read as a certificate ({why}).' },
  'hub-untrusted': {
    de: 'Dem Zertifikat von „{url}“ ist nicht zu trauen ({why}). Hat Ihr Haus eine eigene Zertifizierungsstelle, nennen Sie deren Datei mit --ca FILE (oder NODE_EXTRA_CA_CERTS); es wurde nichts gesendet.',
    en: 'The certificate of "{url}" cannot be trusted ({why}). If your house has a certificate authority of its own, name its file with --ca FILE (or NODE_EXTRA_CA_CERTS); nothing was sent.',
  },
  'ca-file': {
    de: '„{file}“ ist als Zertifikat nicht zu lesen ({why}).',
    en: '"{file}" cannot be read as a certificate ({why}).',
  },
  'bad-public-url': {
    de: '--url erwartet eine Adresse wie https://zentrale.example.com, nicht „{url}“.',
    en: '--url expects an address such as https://hub.example.com, not "{url}".',
  },
  'plain-forward': {
    de: 'Unter „{url}“ würden andere Prozesse der Zentrale Schlüssel und Wortlaute unverschlüsselt herschicken. Bitte nehmen Sie --url https://…, oder --plain-forward, wenn das Netz dazwischen sicher ist.',
    en: 'To "{url}" other processes of the hub would send keys and words in the clear. Use --url https://…, or --plain-forward where the network between them is safe.',
  },
  'address-taken': {
    de: 'Auf {host}:{port} antwortet schon ein anderes Programm. Bitte beenden Sie es oder wählen Sie mit --port einen anderen Port.',
    en: 'Another program answers on {host}:{port} already. End it, or choose another port with --port.',
  },
  'address-refused': {
    de: 'Das System gibt {host}:{port} nicht her ({why}).',
    en: 'The system does not give {host}:{port} ({why}).',
  },
  'record-broken': {
    de: '„{file}“ ist nicht zu lesen. Sie sagt der Zentrale, wie weit sie schon war; bitte spielen Sie die Datei aus der Sicherung zurück oder löschen Sie sie nur, wenn die Datenbank sicher die neueste ist.',
    en: '"{file}" cannot be read. It tells the hub how far it had come; restore it from the backup, or delete it only where the database is surely the newest.',
  },
  'lanes-missing': {
    de: 'Die Datenbank kennt {lanes} nicht, diese Zentrale aber schon: wohl eine leere oder falsche Datenbank, oder --database fehlt. Sonst spielen Sie bitte die Sicherung zurück; es wurde nichts geändert.',
    en: 'The database does not know {lanes}, but this hub does: most likely an empty or a wrong database, or --database is missing. Else restore the backup; nothing was changed.',
  },
  'other-hub': {
    de: 'Der Ordner „{dir}“ gehört zu einer anderen Zentrale als die Datenbank.',
    en: 'The folder "{dir}" belongs to another hub than the database.',
  },
  'directory-broken': {
    de: 'Das Verzeichnis „{file}“ stimmt nicht{path, bei %}. {cure}.',
    en: 'The directory file "{file}" is wrong{path, at %}. {cure}.',
  },
  'desk-folder': {
    de: '„{dir}“ ist der Datenordner eines Arbeitsplatzes. Eine Zentrale braucht einen eigenen Ordner; ledger.sqlite darf man dorthin kopieren.',
    en: '"{dir}" is the data folder of a workstation. A hub needs a folder of its own; ledger.sqlite may be copied there.',
  },
  'ledger-newer': {
    de: 'Das Buch in „{dir}“ hat eine neuere Version von Stafette geschrieben.',
    en: 'A newer version of Stafette wrote the ledger in "{dir}".',
  },
  'ledger-foreign': {
    de: 'ledger.sqlite in „{dir}“ ist kein Buch von Stafette.',
    en: 'ledger.sqlite in "{dir}" is no ledger of Stafette.',
  },
  'ledger-damaged': {
    de: 'Das Buch in „{dir}“ ist beschädigt ({why}). Bitte spielen Sie die Sicherung zurück; die Arbeitsplätze tragen nach, was ihr fehlt (OPERATIONS.md).',
    en: 'The ledger in "{dir}" is damaged ({why}). Restore the backup; workstations bring what it lacks (OPERATIONS.md).',
  },
  'no-ledger': {
    de: 'In „{dir}“ liegt noch kein Buch. „npx stafette hub pack FILE --data DIR“ beginnt eines.',
    en: 'There is no ledger in "{dir}" yet. "npx stafette hub pack FILE --data DIR" begins one.',
  },
  'database-url': { de: '--database erwartet eine Adresse wie {why}.', en: '--database expects an address such as {why}.' },
  'database-newer': {
    de: 'Die Tabellen in der Datenbank sind von einer neueren Version (Stand {found}, hier bekannt {known}).',
    en: 'The tables in the database are those of a newer version (at {found}, known here {known}).',
  },
  'database-old': {
    de: 'Die Datenbank ist zu alt (PostgreSQL {found}); nötig ist mindestens Version 15.',
    en: 'The database is too old (PostgreSQL {found}); version 15 is the least.',
  },
  'database-unreachable': {
    de: 'Die Datenbank ist nicht zu erreichen ({why}).',
    en: 'The database cannot be reached ({why}).',
  },
  'unknown-lane': {
    de: 'Den Auftraggeber „{lane}“ gibt es in dieser Zentrale nicht; vorhanden sind: {known}.',
    en: 'This hub has no principal "{lane}"; there are: {known}.',
  },
  'unknown-person': {
    de: 'Im Regelwerk von „{lane}“ steht niemand mit der Kennung „{person}“, der sich anmelden darf.',
    en: 'The pack of "{lane}" has nobody with the id "{person}" who may sign in.',
  },
  'person-not-listed': {
    de: '„{person}“ steht nicht im Verzeichnis von „{lane}“.',
    en: '"{person}" is not in the directory of "{lane}".',
  },
  'secret-length': {
    de: 'Das Kennwort muss {least} bis {most} Zeichen haben.',
    en: 'The secret must have {least} to {most} characters.',
  },
  'unknown-device': {
    de: 'Einen Arbeitsplatz „{device}“ gibt es nicht. „npx stafette hub devices“ nennt alle.',
    en: 'There is no workstation "{device}". "npx stafette hub devices" lists them.',
  },
  'customers-json': {
    de: '„{file}“ ist keine Kundenliste: bei {path} stimmt die Form nicht.',
    en: '"{file}" is no list of customers: its shape is wrong at {path}.',
  },
  'ledger-empty': {
    de: 'Im Buch in „{dir}“ steht noch nichts; beginnen Sie gleich mit der Datenbank.',
    en: 'Nothing stands in the ledger in "{dir}" yet; begin with the database at once.',
  },
  'ledger-in-use': {
    de: 'Ein anderes Programm schreibt gerade in das Buch in „{dir}“. Es wurde nichts geändert; bitte versuchen Sie es danach noch einmal.',
    en: 'Another program is writing into the ledger in "{dir}". Nothing was changed; try again afterwards.',
  },
  'ledger-faulty': {
    de: 'Das Buch in „{dir}“ hat {count} Befunde; so zieht es nicht um. „npx stafette hub check“ nennt sie.',
    en: 'The ledger in "{dir}" has {count} findings and is not moved like this. "npx stafette hub check" names them.',
  },
  'database-not-empty': {
    de: 'In der Datenbank steht schon ein anderes Buch. Es wurde nichts geändert; nennen Sie eine leere (oder mit ?schema=NAME einen anderen Platz darin).',
    en: 'Another ledger stands in the database already. Nothing was changed; name an empty one (or with ?schema=NAME another place in it).',
  },
  'hub-held': {
    de: 'In „{dir}“ läuft schon eine Zentrale.',
    en: 'A hub runs in "{dir}" already.',
  },
};
