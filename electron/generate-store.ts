// Makes a new data folder with any number of plausible cases, through the same core and ledger as every real action.
import type { Clock } from '../shared/kernel/time.ts';
import { ok, refuse, type Result } from '../shared/kernel/result.ts';
import type { Customer } from '../shared/views/shapes.ts';
import { STARTER_PACKS } from '../shared/packs/starter.ts';
import { generateCases, type GeneratedOrder } from './generate-cases.ts';
import { settleLane } from './settle.ts';
import { digest, openWorkplace, type Workplace } from './workplace.ts';

export type GenerateStoreWish = {
  readonly dir: string;
  readonly cases: number;
  readonly seed: number;
  readonly principal: string | null;
  readonly language: 'de' | 'en';
  readonly clock: Clock;
  readonly progress: (cases: number) => void;
};

export type GeneratedStore = {
  readonly cases: number;
  readonly commands: number;
  readonly customers: number;
  readonly principals: Readonly<Record<string, number>>;
};

const BATCH = 500;

/** Refusals: `unknown-principal`, `disk-full`, `disk-fault`, and those of opening a folder. A command the core refuses is a bug of the generator and throws. */
export const generateStore = async (wish: GenerateStoreWish): Promise<Result<GeneratedStore>> => {
  const known = STARTER_PACKS.map(({ principal }) => principal.id);
  if (wish.principal !== null && !known.includes(wish.principal))
    return refuse('unknown-principal', { principal: wish.principal, known: known.join(', ') });
  const opened = await openWorkplace({ dir: wish.dir, clock: wish.clock });
  if (!opened.ok) return opened;
  try {
    const lanes = wish.principal === null ? opened.value.engine.lanes() : [wish.principal];
    const principals: Record<string, number> = {};
    let [cases, commands, customers] = [0, 0, 0];
    for (const [n, lane] of lanes.entries()) {
      const share = Math.floor(wish.cases / lanes.length) + (n < wish.cases % lanes.length ? 1 : 0);
      const made = await fillLane(opened.value, lane, share, wish, (done) => wish.progress(cases + done));
      if (!made.ok) return made;
      principals[lane] = share;
      cases += share;
      commands += made.value.commands;
      customers += made.value.customers;
    }
    return ok({ cases, commands, customers, principals });
  } finally {
    await opened.value.close();
  }
};

const fillLane = async (
  { engine, store }: Workplace,
  lane: string,
  cases: number,
  wish: GenerateStoreWish,
  progress: (done: number) => void,
): Promise<Result<{ readonly commands: number; readonly customers: number }>> => {
  const policy = engine.policy(lane);
  if (policy === null) throw new Error(`no pack for ${lane}`);
  let orders: GeneratedOrder[] = [];
  let fresh = new Map<string, Customer>();
  let [done, commands, customers] = [0, 0, 0];

  const flush = async (): Promise<Result<null>> => {
    const callers = [...fresh.values()].filter(({ id }) => store.customer(lane, id) === null);
    await engine.putCustomers(lane, callers);
    const refused = engine.submitMany(orders).find((answer) => !answer.ok);
    if (refused?.ok === false && refused.refusal.code === 'disk-full') return refused;
    if (refused?.ok === false) throw new Error(`the core refused a generated command: ${JSON.stringify(refused.refusal)}`);
    const settled = await settleLane(engine, lane);
    if (!settled.ok) return settled;
    customers += callers.length;
    commands += orders.length;
    orders = [];
    fresh = new Map();
    progress(done);
    return ok(null);
  };

  const number = (): string => engine.nextCaseNumber(lane);
  for (const made of generateCases({ policy, seed: wish.seed, digest, now: wish.clock(), cases, language: wish.language, number })) {
    orders.push(...made.orders);
    fresh.set(made.customer.id, made.customer);
    done += 1;
    const flushed = orders.length >= BATCH - 10 ? await flush() : null;
    if (flushed?.ok === false) return flushed;
  }
  const flushed = orders.length > 0 ? await flush() : null;
  return flushed?.ok === false ? flushed : ok({ commands, customers });
};
