// Opens the place an import goes to: a data folder, or in a dry run only what is known of it, so that nothing is written.
import { ok, refuse, type Refusal, type Result } from '../../shared/kernel/result.ts';
import { readPack } from '../../shared/policy/check.ts';
import type { PackFaults } from '../../shared/policy/pack-fault.ts';
import type { Pack, PackInput } from '../../shared/policy/pack-schema.ts';
import { STARTER_PACKS } from '../../shared/packs/starter.ts';
import type { Order } from '../../shared/sync/submit.ts';
import type { Customer } from '../../shared/views/shapes.ts';
import { holdsStore } from '../cli/folder.ts';
import { firstFault } from '../pack-faults.ts';
import { openReadOnly } from '../read-only.ts';
import { settleLane, troubleOf } from '../settle.ts';
import { openWorkplace, type Workplace } from '../workplace.ts';
import type { RowOrder } from './import-rows.ts';
import type { ImportTarget } from './run-import.ts';

export type Target = ImportTarget & {
  putCustomers(customers: readonly Customer[]): Promise<void>;
  close(): Promise<void>;
};

/** Rows come in order and seldom go back far, so a big cache would only make memory grow with the file. */
const CACHE_MB = 8;

/** Refusals: `unknown-principal`, `folder-held` and the other refusals of opening a folder. */
export const openTarget = async (dir: string, lane: string, dry: boolean): Promise<Result<Target>> => {
  if (!holdsStore(dir)) return newTarget(dir, lane, dry);
  if (dry) return readOnlyTarget(dir, lane);
  const opened = await openWorkplace({ dir, cacheMb: CACHE_MB });
  if (!opened.ok) return opened;
  const fit = troubleOf(opened.value.engine, lane);
  if (!fit.ok) {
    await opened.value.close();
    return fit;
  }
  const pack = opened.value.engine.policy(lane)?.pack;
  if (pack !== undefined) return ok(targetOf(lane, pack, () => Promise.resolve(opened), opened.value));
  const known = opened.value.engine.lanes().join(', ');
  await opened.value.close();
  return refuse('unknown-principal', { principal: lane, known });
};

/** The starter packs say which principals a new folder will have; the folder itself is made when the first row is about to be taken. */
const newTarget = (dir: string, lane: string, dry: boolean): Result<Target> => {
  const document = STARTER_PACKS.find(({ principal }) => principal.id === lane);
  if (document === undefined)
    return refuse('unknown-principal', { principal: lane, known: STARTER_PACKS.map(({ principal }) => principal.id).join(', ') });
  const pack = packOf(document);
  return ok(
    dry
      ? dryTarget(pack, { knows: () => false, setting: () => null, close: () => undefined })
      : targetOf(lane, pack, () => openWorkplace({ dir, cacheMb: CACHE_MB }), null),
  );
};

const readOnlyTarget = (dir: string, lane: string): Result<Target> => {
  const opened = openReadOnly(dir);
  if (!opened.ok) return opened;
  const store = opened.value;
  const packs = store.packs();
  const document = packs.findLast((pack) => pack.lane === lane)?.document;
  if (document === undefined) {
    store.close();
    return refuse('unknown-principal', { principal: lane, known: [...new Set(packs.map((pack) => pack.lane))].join(', ') });
  }
  return ok(dryTarget(packOf(document), { knows: store.knowsCommand, setting: store.setting, close: store.close }));
};

/** Stored and starter packs were read before; one that cannot be read now is damage, and no sentence mends that. */
const packOf = (document: PackInput): Pack => {
  const read = readPack(document);
  if (!read.ok) throw new Error(`the pack ${document.version} cannot be read: ${JSON.stringify(read.refusal)}`);
  return read.value;
};

type Known = { readonly knows: (command: string) => boolean; readonly setting: (key: string) => string | null; readonly close: () => void };

const dryTarget = (pack: Pack, { knows, setting, close }: Known): Target => ({
  pack,
  begin: () => Promise.resolve(ok(null)),
  setting,
  saveSetting: () => undefined,
  publish: (document) => Promise.resolve(checked(document)),
  take: (orders) => Promise.resolve(ok({ added: orders.filter(({ id }) => !knows(id)).length, refused: [] })),
  putCustomers: () => Promise.resolve(),
  close: () => Promise.resolve(close()),
});

const checked = (document: PackInput): Result<null> => {
  const read = readPack(document);
  return read.ok ? ok(null) : brokenPack(read.refusal);
};

const brokenPack = (faults: PackFaults): { readonly ok: false; readonly refusal: Refusal } => refuse('pack-broken', firstFault(faults));

/** Case numbers at hand; more only cost a look-up each. */
const NUMBERS = 5_000;

const targetOf = (lane: string, pack: Pack, open: () => Promise<Result<Workplace>>, already: Workplace | null): Target => {
  let held = already;
  const place = (): Workplace => {
    if (held === null) throw new Error('the import has not begun');
    return held;
  };
  const numbers = new Map<string, string>();
  const numberOf = (caseId: string): string => {
    const known = numbers.get(caseId) ?? place().store.row(caseId)?.number;
    const number = known ?? place().engine.nextCaseNumber(lane);
    if (numbers.size >= NUMBERS) numbers.clear();
    numbers.set(caseId, number);
    return number;
  };

  return {
    pack,
    begin: async () => {
      if (held !== null) return ok(null);
      const opened = await open();
      if (!opened.ok) return opened;
      held = opened.value;
      return ok(null);
    },
    setting: (key) => place().store.setting(key),
    saveSetting: (key, value) => place().store.transact(() => place().store.saveSetting(key, value)),
    publish: async (document) => {
      const published = await place().engine.publishPack(document);
      return published.ok ? ok(null) : brokenPack(published.refusal);
    },
    take: async (orders, customers) => {
      const { store, engine } = place();
      const fresh = orders.filter(({ id }) => !store.knowsCommand(id));
      // A customer the directory knows already may have numbers and contracts; the export has only the name.
      const callers = customers.filter(({ id }) => store.customer(lane, id) === null);
      if (callers.length > 0) await engine.putCustomers(lane, callers);
      const answers = engine.submitMany(fresh.map((order) => orderOf(lane, order, numberOf(order.caseId))));
      const full = answers.find((answer) => !answer.ok && answer.refusal.code === 'disk-full');
      if (full?.ok === false) return full;
      const settled = await settleLane(engine, lane);
      if (!settled.ok) return settled;
      const refused = answers.flatMap((answer, n) => (answer.ok ? [] : [{ line: fresh[n]!.line, refusal: answer.refusal }]));
      return ok({ added: fresh.length - refused.length, refused });
    },
    putCustomers: async (customers) => {
      await place().engine.putCustomers(lane, customers);
    },
    close: async () => {
      await held?.close();
    },
  };
};

const orderOf = (lane: string, { id, caseId, actor, data, body }: RowOrder, number: string): Order => ({
  lane,
  caseId,
  actor,
  type: 'import-row',
  data: { ...data, number },
  // Without the optional key, which JSON would not carry either.
  body: { title: body.title },
  command: id,
});
