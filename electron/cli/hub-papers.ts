// Brings packs and customers into a hub; workstations hear of them by themselves.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { z } from 'zod';
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import { starterPack } from '../../shared/packs/starter.ts';
import { customerSchema } from '../../shared/sync/wire-parts.ts';
import { importCustomers } from '../import/customers.ts';
import { packSentence, sound, takePack } from '../import/pack.ts';
import { EXIT, type Given, type Io } from './command.ts';
import { readableFile } from './folder.ts';
import { atHub, knownLane, type HubPlace } from './hub-place.ts';
import { createBlame } from './import.ts';
import { sentence } from './words.ts';

const PIECE = 500;

/** Refusals: those of `takePack` and of the file. A starter pack may be named instead of a file. */
export const publishPack = (given: Given, io: Io): Promise<Result<number>> => {
  const name = given.args[1]!;
  return withFile(name, (file) =>
    atHub(given, io, true, async ({ store, ledger }) => {
      const done = await takePack(
        {
          file,
          principal: null,
          dry: given.flag('dry-run'),
          fault: (data) => io.err(sentence({ code: 'pack-fault', data }, io.language)),
        },
        {
          packs: async () => ok((await store.packs()).flatMap(({ document }) => sound(document))),
          publish: (pack) => ledger.publishPack(pack),
        },
      );
      if (!done.ok) return done;
      const report = { ...done.value, dryRun: given.flag('dry-run') };
      io.out(given.flag('json') ? JSON.stringify(report) : sentence(packSentence(report), io.language));
      return ok(EXIT.done);
    }),
  );
};

/** A starter pack is handed over as the file it came from, so that both go one way. */
const withFile = async (name: string, work: (file: string) => Promise<Result<number>>): Promise<Result<number>> => {
  const starter = existsSync(name) ? null : starterPack(name);
  if (starter === null) {
    const file = readableFile(name);
    return file.ok ? work(file.value) : file;
  }
  const folder = mkdtempSync(join(tmpdir(), 'stafette-pack-'));
  try {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(starter));
    return await work(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Refusals: `missing-option`, `unknown-lane`, `not-json`, `customers-json` {file, path}, and those of `importCustomers`. */
export const takeCustomers = (given: Given, io: Io): Promise<Result<number>> => {
  const lane = given.text('lane');
  if (lane === null) return Promise.resolve(refuse('missing-option', { command: 'hub customers', option: '--lane', value: 'ID' }));
  const file = readableFile(given.args[1]!);
  if (!file.ok) return Promise.resolve(file);
  return atHub(given, io, false, async (place) => {
    const known = knownLane(place.packs, lane);
    if (!known.ok) return known;
    const taken = extname(file.value) === '.json' ? await fromJson(file.value, lane, place) : await fromCsv(file.value, lane, place, io);
    if (!taken.ok) return taken;
    const { rows, customers, rejected } = taken.value;
    if (given.flag('json')) io.out(JSON.stringify({ lane, rows, customers, rejected }));
    else
      io.out(
        io.language === 'de'
          ? `${rows} Zeilen gelesen, ${customers} Kunden, ${rejected} abgelehnt.`
          : `${rows} rows read, ${customers} customers, ${rejected} refused.`,
      );
    return ok(EXIT.done);
  });
};

type Taken = { readonly rows: number; readonly customers: number; readonly rejected: number };

const fromCsv = async (file: string, lane: string, { store, packs }: HubPlace, io: Io): Promise<Result<Taken>> => {
  const blame = createBlame(io);
  const done = await importCustomers({
    file,
    currency: packs.policy(lane)!.pack.principal.currency,
    begin: () => Promise.resolve(ok(null)),
    put: (customers) => store.putCustomers(lane, customers),
    broken: blame.row,
    progress: () => undefined,
  });
  blame.done();
  return done;
};

const fromJson = async (file: string, lane: string, { store }: HubPlace): Promise<Result<Taken>> => {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    return refuse('not-json', { file, why: error instanceof Error ? error.message : String(error) });
  }
  const read = z.array(customerSchema).safeParse(document);
  if (!read.success) return refuse('customers-json', { file, path: read.error.issues[0]?.path.join('.') ?? '' });
  for (let from = 0; from < read.data.length; from += PIECE) await store.putCustomers(lane, read.data.slice(from, from + PIECE));
  return ok({ rows: read.data.length, customers: read.data.length, rejected: 0 });
};
