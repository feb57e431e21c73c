// Knows the command `doctor`: proves that a data folder is whole, and makes anew what follows from its log.
import { ok, type Result } from '../../shared/kernel/result.ts';
import type { DeskReport, Finding } from '../../shared/sync/doctor.ts';
import type { Rescue } from '../rescue.ts';
import type { Examination } from '../examine.ts';
import { EXIT, type CliCommand, type Io, type Words } from './command.ts';
import { foldFindings, timesOf, type Folded } from './fold-findings.ts';
import { DATA_OPTION, dataFolder, existingStore, JSON_OPTION } from './folder.ts';

export const doctorCommand: CliCommand = {
  name: 'doctor',
  about: { de: 'prüft einen Datenordner und stellt Abgeleitetes wieder her', en: 'examines a data folder and restores what is derived' },
  usage: '[--data DIR] [--repair] [--json]',
  more: {
    de: [
      'Liest das ganze Protokoll: Positionen und Fassungen ohne Lücke, Befehlskette und Worte unversehrt, und alles Abgeleitete (Stände, Listen,',
      'Suche) gleich dem, was aus dem Protokoll neu entsteht; Konsole und Buch einig. Ende mit 3, wenn etwas nicht stimmt. --repair baut das',
      'Abgeleitete neu auf; das Protokoll selbst wird nie verändert. Ist eine der beiden Dateien beschädigt und die andere ganz, legt --repair',
      'die beschädigte zur Seite (set-aside) und baut sie aus der anderen neu auf. Die Konsole muss dafür beendet sein. Am Arbeitsplatz einer',
      'Zentrale wird geprüft, was hier liegt; eine beschädigte Datei kommt von der Zentrale neu, was noch nicht dort war, aus der alten.',
    ].join('\n'),
    en: [
      'Reads the whole log: positions and versions without holes, the chain of commands and the words intact, and everything derived (states,',
      'lists, search) equal to what the log gives when built anew; desk and ledger agreed. Ends with 3 where something is wrong. --repair builds',
      'what is derived anew; the log itself is never changed. Where one of the two files is damaged and the other whole, --repair sets the',
      'damaged one aside (set-aside) and makes it anew from the other. The console must have ended for this. At a workstation of a hub what is',
      'here is examined; a damaged file comes anew from the hub, and from the old one what had not got there yet.',
    ].join('\n'),
  },
  args: [],
  options: {
    data: DATA_OPTION,
    repair: {
      kind: 'flag',
      about: { de: 'Abgeleitetes neu aufbauen, wenn es abweicht', en: 'build what is derived anew where it differs' },
    },
    json: JSON_OPTION,
  },
  run: async (given, io) => {
    const dir = existingStore(dataFolder(given, io));
    if (!dir.ok) return dir;
    const began = performance.now();
    const examined = await examine(dir.value, given.flag('repair'), io.now);
    if (!examined.ok) return examined;
    const { report, findings, repaired, rescues } = examined.value;
    const well = findings.length === 0 && rescues.length === 0;
    const ms = Math.round(performance.now() - began);
    const { readHubFile } = await import('../hub/hub-file.ts');
    const hub = readHubFile(dir.value);
    const done = {
      ok: well,
      ...report,
      hub: hub.ok ? (hub.value?.url ?? null) : null,
      repaired,
      rescues,
      findings: findings.slice(0, SHOWN),
      more: Math.max(0, findings.length - SHOWN),
      ms,
    };
    if (given.flag('json')) io.out(JSON.stringify(done));
    else said(done, foldFindings(findings), io);
    return ok(well ? EXIT.done : EXIT.faulty);
  },
};

/** A store that is wrong throughout would scroll its first findings away. */
const SHOWN = 100;

/** What the desk's own examination finds, and what SQLite says of the files (`file-damaged`). */
type Found = Omit<Finding, 'code'> & { readonly code: Finding['code'] | 'file-damaged' };

type Examined = {
  readonly report: Omit<DeskReport, 'findings'>;
  readonly findings: readonly Found[];
  readonly repaired: number;
  readonly rescues: readonly Rescue[];
};

const examine = async (dir: string, repair: boolean, now: () => number): Promise<Result<Examined>> => {
  const { openWorkplace, DESK_FILE, LEDGER_FILE } = await import('../workplace.ts');
  const files = [DESK_FILE.file, LEDGER_FILE.file];
  const visit = async (
    giveUp: readonly string[],
    mend: boolean,
  ): Promise<Result<{ readonly first: Look; readonly last: Look; readonly rescues: readonly Rescue[] }>> => {
    const opened = await openWorkplace({ dir, clock: now, giveUp });
    if (!opened.ok) return opened;
    const place = opened.value;
    try {
      const first = lookOf(await place.examine());
      const mended = mend && first.all.length > 0 && first.damaged(files).length === 0;
      if (mended) place.repair();
      return ok({ first, last: mended ? lookOf(await place.examine()) : first, rescues: place.rescues });
    } finally {
      await place.close();
    }
  };
  const begun = await visit([], repair);
  if (!begun.ok) return begun;
  // A damaged file can be made anew from the other one as long as that one is whole; of two damaged ones each page may be the last copy.
  const damaged = begun.value.last.damaged(files);
  const again = repair && mayGiveUp(damaged, begun.value.last.all) ? await visit(damaged, true) : begun;
  if (!again.ok) return again;
  const { desk, all } = again.value.last;
  const { lanes, cases, events, commands } = desk;
  return ok({
    report: { lanes, cases, events, commands },
    findings: all,
    repaired: Math.max(0, begun.value.first.all.length - all.length),
    rescues: again === begun ? begun.value.rescues : [...begun.value.rescues, ...again.value.rescues],
  });
};

const mayGiveUp = (damaged: readonly string[], findings: readonly Found[]): boolean => {
  const [file, ...others] = damaged;
  if (file === undefined || others.length > 0) return false;
  const other = file.startsWith('desk') ? LEDGER_LOG : DESK_LOG;
  return !findings.some(({ code }) => other.includes(code));
};
const LEDGER_LOG: readonly Found['code'][] = ['ledger-broken'];
const DESK_LOG: readonly Found['code'][] = ['position-hole', 'version-hole', 'journal-broken', 'body-mismatch', 'outcome-missing'];

type Look = {
  readonly desk: Examination;
  readonly all: readonly Found[];
  /** Those of the files that SQLite, or the words in them, show to be damaged. */
  readonly damaged: (files: readonly string[]) => readonly string[];
};

const lookOf = (desk: Examination): Look => ({
  desk,
  all: [...desk.integrity.map((detail): Found => ({ code: 'file-damaged', lane: '-', caseId: null, detail })), ...desk.findings],
  damaged: (files) => files.filter((file) => desk.integrity.some((line) => line.startsWith(`${file}:`))),
});

type Done = Omit<DeskReport, 'findings'> & {
  readonly ok: boolean;
  /** Where this folder's cases come from; null where it keeps its own ledger. */
  readonly hub: string | null;
  readonly repaired: number;
  readonly rescues: readonly Rescue[];
  readonly findings: readonly Found[];
  readonly more: number;
};

const said = (done: Done, folded: readonly Folded<Found>[], io: Io): void => {
  const { ok: well, lanes, cases, events, commands, repaired, rescues, findings, hub, unfilled = 0 } = done;
  const [kinds, more] = [folded.slice(0, SHOWN), Math.max(0, folded.length - SHOWN)];
  const german = io.language === 'de';
  io.out(
    german
      ? `${lanes} Auftraggeber, ${cases} Vorgänge, ${events} Ereignisse, ${commands} Befehle geprüft.`
      : `${lanes} principals, ${cases} cases, ${events} events, ${commands} commands examined.`,
  );
  if (hub !== null)
    io.out(
      german
        ? `Arbeitsplatz der Zentrale ${hub}: verglichen wurde nur, was hier liegt.`
        : `Workstation of the hub ${hub}: only what is here was compared.`,
    );
  if (unfilled > 0)
    io.out(
      german
        ? `Von ${unfilled} Vorgängen ist die frühere Geschichte noch unterwegs.`
        : `The earlier history of ${unfilled} cases is still on its way.`,
    );
  if (repaired > 0) io.out(german ? `${repaired} Abweichungen behoben.` : `${repaired} differences mended.`);
  for (const { first, count } of kinds) {
    const { code, lane, caseId, detail } = first;
    io.out([FINDINGS[code][io.language], lane, ...(caseId === null ? [] : [caseId]), detail, ...timesOf(count, io.language)].join(' · '));
  }
  if (more > 0) io.out(german ? `… und ${more} weitere Arten.` : `… and ${more} more kinds.`);
  for (const { file, folder, commands: saved, drafts } of rescues)
    io.out(
      german
        ? `${file} war beschädigt und liegt jetzt in ${folder}; ${saved} wartende Befehle und ${drafts} Entwürfe sind gerettet.`
        : `${file} was damaged and now lies in ${folder}; ${saved} waiting commands and ${drafts} drafts were saved.`,
    );
  if (well) io.out(german ? 'Alles in Ordnung.' : 'All is well.');
  else if (findings.length > 0 && repaired === 0)
    io.out(
      german
        ? '„--repair“ baut Abgeleitetes neu auf und eine beschädigte Datei aus der anderen; ein verändertes Protokoll braucht die Sicherung (OPERATIONS.md).'
        : '"--repair" builds what is derived anew, and a damaged file from the other one; a changed log needs the backup (OPERATIONS.md).',
    );
};

const FINDINGS: Readonly<Record<Found['code'], Words>> = {
  'position-hole': { de: 'Lücke im Protokoll', en: 'hole in the log' },
  'version-hole': { de: 'Lücke in einem Vorgang', en: 'hole in a case' },
  'journal-broken': { de: 'Befehlskette gebrochen', en: 'chain of commands broken' },
  'body-mismatch': { de: 'Worte passen nicht zum Siegel', en: 'words do not fit their seal' },
  'outcome-missing': { de: 'Befehl ohne Urteil', en: 'command without a verdict' },
  'confirmed-state-differs': { de: 'bestätigter Stand weicht ab', en: 'confirmed state differs' },
  'current-state-differs': { de: 'Stand weicht ab', en: 'state differs' },
  'row-differs': { de: 'Zeile weicht ab', en: 'row differs' },
  'grants-differ': { de: 'Gewährtes weicht ab', en: 'what was granted differs' },
  'budget-differs': { de: 'Budgetsumme weicht ab', en: 'sum of a budget differs' },
  'list-differs': { de: 'Liste weicht ab', en: 'list differs' },
  'row-without-case': { de: 'Zeile ohne Vorgang', en: 'row without a case' },
  'search-differs': { de: 'Suche weicht ab', en: 'search differs' },
  'ledger-broken': { de: 'Buch beschädigt', en: 'ledger broken' },
  'ledger-differs': { de: 'Pult und Buch uneins', en: 'desk and ledger disagree' },
  'file-damaged': { de: 'Datei beschädigt', en: 'file damaged' },
};
