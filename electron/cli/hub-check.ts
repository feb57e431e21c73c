// Examines a hub's ledger: its file as SQLite sees it, positions, versions, states, chains and words, as the doctor does on a workstation.
import { ok, type Result } from '../../shared/kernel/result.ts';
import { isUnreadable } from '../../shared/store/faults.ts';
import { isOfIndexes } from '../../shared/store/sqlite-integrity.ts';
import { examineLedger } from '../../shared/sync/doctor-ledger.ts';
import { lostRevocations } from '../../hub/server/revocations.ts';
import { digest } from '../../hub/server/secrets.ts';
import { EXIT, type Given, type Io } from './command.ts';
import { foldFindings, timesOf } from './fold-findings.ts';
import { atHub, type HubPlace } from './hub-place.ts';

const SHOWN = 100;

/** `lane` is '-' where the file itself is damaged. */
type Found = {
  readonly code: 'file-damaged' | 'ledger-broken';
  readonly lane: string;
  readonly caseId: string | null;
  readonly detail: string;
};

/** Ends with 3 where something is wrong. It reads beside a running hub; what is appended meanwhile is looked at or not. */
export const checkLedger = (given: Given, io: Io): Promise<Result<number>> =>
  atHub(given, io, false, async (place) => {
    const began = performance.now();
    const before = place.file?.integrity() ?? [];
    const mends = given.flag('repair') && isOfIndexes(before);
    if (mends) place.file?.reindex();
    const damaged = mends ? place.file!.integrity() : before;
    const findings = await findingsOf(place, damaged);
    const lost = await lostRevocations(place.dir, place.register);
    const isWell = findings.length + lost.length === 0;
    const lanes = (await place.store.lanes()).length;
    const ms = Math.round(performance.now() - began);
    const german = io.language === 'de';
    if (given.flag('json')) {
      const shown = findings.slice(0, SHOWN);
      const more = findings.length - shown.length;
      io.out(JSON.stringify({ ok: isWell, lanes, findings: shown, more, repaired: mends, revocationsLost: lost.map(({ id }) => id), ms }));
      return ok(isWell ? EXIT.done : EXIT.faulty);
    }
    if (mends) io.out(german ? 'Die Indexe sind aus ihren Tabellen neu gebaut.' : 'The indexes were built anew from their tables.');
    const kinds = foldFindings(findings);
    for (const { first, count } of kinds.slice(0, SHOWN)) {
      const { code, lane, caseId, detail } = first;
      const where = [...(lane === '-' ? [] : [lane]), ...(caseId === null ? [] : [caseId])];
      io.out([WORDS[code][io.language], ...where, detail, ...timesOf(count, io.language)].join(' · '));
    }
    for (const { id, name, at } of lost)
      io.out(
        german
          ? `Sperre verloren · ${id} · „${name}“ war seit ${new Date(at).toISOString()} gesperrt und ist es hier nicht mehr; die Zentrale sperrt beim Start wieder`
          : `revocation lost · ${id} · "${name}" was revoked at ${new Date(at).toISOString()} and is not here; the hub revokes it again when it starts`,
      );
    if (isWell) io.out(german ? `${lanes} Auftraggeber geprüft, alles in Ordnung.` : `${lanes} principals examined, all is well.`);
    else if (findings.length > 0) io.out(curing(findings.length, damaged, io));
    return ok(isWell ? EXIT.done : EXIT.faulty);
  });

const WORDS = {
  'file-damaged': { de: 'Datei beschädigt', en: 'file damaged' },
  'ledger-broken': { de: 'Buch beschädigt', en: 'ledger broken' },
} as const;

const findingsOf = async ({ file, store }: HubPlace, damaged: readonly string[]): Promise<readonly Found[]> => {
  const ofFile = (line: string): Found => ({ code: 'file-damaged', lane: '-', caseId: null, detail: `${file?.path ?? ''}: ${line}` });
  try {
    const ofLedger = await examineLedger(store, digest);
    return [
      ...damaged.map(ofFile),
      ...ofLedger.map(({ lane, caseId, detail }): Found => ({ code: 'ledger-broken', lane, caseId, detail })),
    ];
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    // It cannot be read on; what was found until then would say less than that.
    return [...new Set([...damaged, error instanceof Error ? error.message : String(error)])].map(ofFile);
  }
};

const curing = (count: number, damaged: readonly string[], { language }: Io): string => {
  const german = language === 'de';
  if (isOfIndexes(damaged))
    return german
      ? `${count} Befunde; beschädigt sind nur Indexe, die Daten selbst sind da: „hub check --repair“ baut sie neu und prüft noch einmal.`
      : `${count} findings; only indexes are damaged, the data itself is there: "hub check --repair" builds them anew and examines again.`;
  return german
    ? `${count} Befunde; hier hilft die Sicherung (OPERATIONS.md), und was seitdem kam, senden die Arbeitsplätze noch einmal.`
    : `${count} findings; the backup helps here (OPERATIONS.md), and the workstations send again what came since.`;
};
