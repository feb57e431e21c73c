// Examines a hub's ledger: positions, versions, states, chains and words, as the doctor does on a workstation.
import { ok, type Result } from '../../shared/kernel/result.ts';
import { examineLedger } from '../../shared/sync/doctor-ledger.ts';
import { lostRevocations } from '../../hub/server/revocations.ts';
import { digest } from '../../hub/server/secrets.ts';
import { EXIT, type Given, type Io } from './command.ts';
import { atHub } from './hub-place.ts';

const SHOWN = 100;

/** Ends with 3 where something is wrong. It reads beside a running hub; what is appended meanwhile is looked at or not. */
export const checkLedger = (given: Given, io: Io): Promise<Result<number>> =>
  atHub(given, io, false, async ({ store, register, dir }) => {
    const began = performance.now();
    const findings = await examineLedger(store, digest);
    const lost = await lostRevocations(dir, register);
    const isWell = findings.length + lost.length === 0;
    const lanes = await store.lanes();
    const ms = Math.round(performance.now() - began);
    const german = io.language === 'de';
    if (given.flag('json'))
      io.out(
        JSON.stringify({
          ok: isWell,
          lanes: lanes.length,
          findings: findings.slice(0, SHOWN),
          revocationsLost: lost.map(({ id }) => id),
          ms,
        }),
      );
    else {
      for (const { lane, caseId, detail } of findings.slice(0, SHOWN))
        io.out([german ? 'Buch beschädigt' : 'ledger broken', lane, ...(caseId === null ? [] : [caseId]), detail].join(' · '));
      for (const { id, name, at } of lost)
        io.out(
          german
            ? `Sperre verloren · ${id} · „${name}“ war seit ${new Date(at).toISOString()} gesperrt und ist es hier nicht mehr; die Zentrale sperrt beim Start wieder`
            : `revocation lost · ${id} · "${name}" was revoked at ${new Date(at).toISOString()} and is not here; the hub revokes it again when it starts`,
        );
      if (isWell)
        io.out(german ? `${lanes.length} Auftraggeber geprüft, alles in Ordnung.` : `${lanes.length} principals examined, all is well.`);
      else if (findings.length > 0)
        io.out(
          german
            ? `${findings.length} Befunde; hier hilft die Sicherung (OPERATIONS.md).`
            : `${findings.length} findings; the backup helps here (OPERATIONS.md).`,
        );
    }
    return ok(isWell ? EXIT.done : EXIT.faulty);
  });
