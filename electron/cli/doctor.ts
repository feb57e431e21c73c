// Knows the command `doctor`: proves that a data folder is whole, and makes anew what follows from its log.
import { ok, type Result } from '../../shared/kernel/result.ts';
import type { DeskReport, Finding } from '../../shared/sync/doctor.ts';
import { EXIT, type CliCommand, type Io } from './command.ts';
import { DATA_OPTION, dataFolder, existingStore, JSON_OPTION } from './folder.ts';

export const doctorCommand: CliCommand = {
  name: 'doctor',
  about: { de: 'prüft einen Datenordner und stellt Abgeleitetes wieder her', en: 'examines a data folder and restores what is derived' },
  usage: '[--data DIR] [--repair] [--json]',
  more: {
    de: [
      'Liest das ganze Protokoll: Positionen und Fassungen ohne Lücke, Befehlskette und Worte unversehrt, und alles Abgeleitete (Stände, Listen,',
      'Suche) gleich dem, was aus dem Protokoll neu entsteht; Konsole und Buch einig. Ende mit 3, wenn etwas nicht stimmt. --repair baut das',
      'Abgeleitete neu auf; das Protokoll selbst wird nie verändert. Die Konsole muss dafür beendet sein.',
    ].join('\n'),
    en: [
      'Reads the whole log: positions and versions without holes, the chain of commands and the words intact, and everything derived (states,',
      'lists, search) equal to what the log gives when built anew; desk and ledger agreed. Ends with 3 where something is wrong. --repair builds',
      'what is derived anew; the log itself is never changed. The console must have ended for this.',
    ].join('\n'),
  },
  args: [],
  options: {
    data: DATA_OPTION,
    repair: { kind: 'flag', about: { de: 'Abgeleitetes neu aufbauen, wenn es abweicht', en: 'build what is derived anew where it differs' } },
    json: JSON_OPTION,
  },
  run: async (given, io) => {
    const dir = existingStore(dataFolder(given, io));
    if (!dir.ok) return dir;
    const began = performance.now();
    const examined = await examine(dir.value, given.flag('repair'), io.now);
    if (!examined.ok) return examined;
    const { report, findings, repaired } = examined.value;
    const done = { ok: findings.length === 0, ...report, repaired, findings: findings.slice(0, SHOWN), more: Math.max(0, findings.length - SHOWN), ms: Math.round(performance.now() - began) };
    if (given.flag('json')) io.out(JSON.stringify(done));
    else said(done, io);
    return ok(findings.length === 0 ? EXIT.done : EXIT.faulty);
  },
};

/** A store that is wrong throughout would scroll its first findings away. */
const SHOWN = 100;

type Examined = { readonly report: Omit<DeskReport, 'findings'>; readonly findings: readonly Finding[]; readonly repaired: number };

const examine = async (dir: string, repair: boolean, now: () => number): Promise<Result<Examined>> => {
  const [{ digest, openWorkplace }, { examineDesk }, { compareWithLedger, examineLedger }, { rebuildDerived }] = await Promise.all([
    import('../workplace.ts'),
    import('../../shared/sync/doctor.ts'),
    import('../../shared/sync/doctor-ledger.ts'),
    import('../../shared/sync/rebuild.ts'),
  ]);
  const opened = await openWorkplace({ dir, clock: now });
  if (!opened.ok) return opened;
  const { store, ledger, close } = opened.value;
  try {
    const look = async (): Promise<{ readonly desk: DeskReport; readonly all: readonly Finding[] }> => {
      const desk = examineDesk({ store, clock: now, digest });
      return { desk, all: [...desk.findings, ...(await examineLedger(ledger, digest)), ...(await compareWithLedger(store, ledger))] };
    };
    const first = await look();
    const mend = repair && first.all.length > 0;
    if (mend) rebuildDerived({ store, clock: now });
    const last = mend ? await look() : first;
    const { findings: _, ...report } = last.desk;
    return ok({ report, findings: last.all, repaired: first.all.length - last.all.length });
  } finally {
    await close();
  }
};

type Done = Omit<DeskReport, 'findings'> & { readonly ok: boolean; readonly repaired: number; readonly findings: readonly Finding[]; readonly more: number; readonly ms: number };

const said = ({ lanes, cases, events, commands, repaired, findings, more }: Done, io: Io): void => {
  const german = io.language === 'de';
  io.out(german ? `${lanes} Auftraggeber, ${cases} Vorgänge, ${events} Ereignisse, ${commands} Befehle geprüft.` : `${lanes} principals, ${cases} cases, ${events} events, ${commands} commands examined.`);
  if (repaired > 0) io.out(german ? `${repaired} Abweichungen behoben.` : `${repaired} differences mended.`);
  for (const { code, lane, caseId, detail } of findings) io.out(`${code} · ${lane}${caseId === null ? '' : ` · ${caseId}`} · ${detail}`);
  if (more > 0) io.out(german ? `… und ${more} weitere.` : `… and ${more} more.`);
  if (findings.length === 0) io.out(german ? 'Alles in Ordnung.' : 'All is well.');
  else if (repaired === 0) io.out(german ? 'Abgeleitetes baut „--repair“ neu auf; ein beschädigtes Protokoll braucht die Sicherung (OPERATIONS.md).' : '"--repair" builds what is derived anew; a damaged log needs the backup (OPERATIONS.md).');
};
