// Runs a hub in this process until somebody ends it.
import { join, resolve } from 'node:path';
import { mkdirSync } from 'node:fs';
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import { openDirectory } from '../../hub/server/directory.ts';
import { standardLimits, type Limits } from '../../hub/server/limits.ts';
import { openStore } from '../../hub/server/open-store.ts';
import { startHub, type Restored, type RunningHub } from '../../hub/server/start-hub.ts';
import type { LogLevel } from '../../hub/server/log.ts';
import { lockFolder } from '../folder-lock.ts';
import { EXIT, type Given, type Io } from './command.ts';
import { anyFolder } from './folder.ts';
import { databaseOf, hubFolder } from './hub-place.ts';

/** Refusals: `hub-held` {dir}, `bad-port`, `needs-value`, those of `openStore` and of `startHub`. */
export const runHub = async (given: Given, io: Io): Promise<Result<number>> => {
  const port = given.count('port');
  if (port !== null && port > 65_535) return refuse('bad-port', { value: String(port) });
  const [cert, key] = [given.text('tls-cert'), given.text('tls-key')];
  if ((cert === null) !== (key === null))
    return refuse('needs-value', {
      option: cert === null ? '--tls-key' : '--tls-cert',
      value: cert === null ? '--tls-cert FILE' : '--tls-key FILE',
    });
  const dir = anyFolder(hubFolder(given));
  if (!dir.ok) return dir;
  mkdirSync(dir.value, { recursive: true, mode: 0o700 });
  const locked = lockFolder(dir.value);
  if (!locked.ok) return refuse('hub-held', { dir: dir.value });
  try {
    const opened = await openStore({ dir: dir.value, database: databaseOf(given, io), now: io.now });
    if (!opened.ok) return opened;
    const directory = resolve(given.text('directory') ?? join(dir.value, 'directory'));
    const started = await startHub({
      dir: dir.value,
      directory,
      store: opened.value,
      host: given.text('host') ?? '127.0.0.1',
      ...(port === null ? {} : { port }),
      tls: cert === null || key === null ? null : { cert, key },
      behindProxy: given.flag('behind-proxy'),
      url: given.text('url'),
      plainForward: given.flag('plain-forward'),
      limits: limitsOf(given),
      clock: io.now,
      log: { level: (given.text('log') ?? 'info') as LogLevel, target: { write: (line) => io.err(line.trimEnd()) } },
      processMetrics: true,
    });
    if (!started.ok) return started;
    welcome(started.value, directory, given, io);
    await ended(started.value, io);
    return ok(EXIT.done);
  } finally {
    locked.value.release();
  }
};

const MB = 1 << 20;

/** What is set aside has a tenth of a day's commands and an eighth of its text. */
const limitsOf = (given: Given): Partial<Limits> => {
  const { daily, freeDisk } = standardLimits;
  const [commands, bytes] = [given.count('day-commands') ?? daily.commands, (given.count('day-mb') ?? daily.bytes / MB) * MB];
  return {
    freeDisk: (given.count('min-free') ?? freeDisk / MB) * MB,
    daily: { ...daily, commands, bytes, quarantined: Math.ceil(commands / 10), quarantinedBytes: Math.ceil(bytes / 8) },
  };
};

/** What is still missing before the first workstation can work is said at once, with the command that helps. */
const welcome = ({ url, lanes, restored }: RunningHub, directory: string, given: Given, io: Io): void => {
  const german = io.language === 'de';
  const data = `--data ${given.text('data') ?? 'DIR'}`;
  io.out(german ? `Die Zentrale ist offen: ${url} (beenden mit Strg+C)` : `The hub is open: ${url} (end it with Ctrl+C)`);
  if (restored !== null) tellOfCopy(restored, io);
  const people = openDirectory(directory, io.now, () => undefined);
  if (lanes().length === 0)
    io.out(german ? `Noch kein Auftraggeber: npx stafette hub pack FILE ${data}` : `No principal yet: npx stafette hub pack FILE ${data}`);
  else if (people.ok && people.value.people().length === 0)
    io.out(
      german
        ? `Noch niemand, der sich anmelden darf: npx stafette hub person --lane ID --person ID ${data}`
        : `Nobody yet who may sign in: npx stafette hub person --lane ID --person ID ${data}`,
    );
};

/** A copy knows nothing of what came after it, and nobody but whoever runs the hub can say what that was. */
const tellOfCopy = ({ since, revokedAgain }: Restored, { language, out }: Io): void => {
  const german = language === 'de';
  const names = revokedAgain.map(({ id, name }) => `${name} (${id})`).join(', ');
  if (names !== '')
    out(
      german
        ? `WIEDER GESPERRT, weil die Datenbank es nicht mehr wusste: ${names}`
        : `REVOKED AGAIN, because the database no longer knew: ${names}`,
    );
  if (since === null) return;
  const at = new Date(since).toISOString();
  out(
    german
      ? `DIE DATENBANK IST EINE ÄLTERE KOPIE (Stand ${at}). Wer seitdem sonst noch gesperrt wurde, muss noch einmal gesperrt werden: npx stafette hub revoke`
      : `THE DATABASE IS AN OLDER COPY (of ${at}). Whoever else was revoked since must be revoked again: npx stafette hub revoke`,
  );
};

/** A second signal does not wait for anybody. */
const ended = (hub: RunningHub, io: Io): Promise<void> =>
  new Promise((resolve, reject) => {
    // What could not be read anew stays as it was; the hub goes on.
    const reload = (): void => void hub.reload().catch((error: unknown) => io.err(error instanceof Error ? error.message : String(error)));
    let asked = false;
    const end = (): void => {
      if (asked) process.exit(EXIT.bug);
      asked = true;
      hub.close().then(() => {
        process.off('SIGINT', end).off('SIGTERM', end).off('SIGHUP', reload);
        resolve();
      }, reject);
    };
    process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', reload);
  });
