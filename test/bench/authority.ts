// Measures what the meter asks: the facts of earlier decisions and the judgement, beside few and beside very many of them.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../build/paths.ts';
import { generateStore } from '../../electron/generate-store.ts';
import { createSeeded } from '../../shared/kernel/seeded.ts';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import { questionOf, type WishData } from '../../shared/case/authority-question.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { judge } from '../../shared/policy/authority.ts';
import type { Grant } from '../../shared/policy/authority-types.ts';
import { monthAt } from '../../shared/policy/windows.ts';
import { grant, tables } from '../store/samples.ts';
import { median, round, timed, withFolder } from './measure.ts';

const LANE = 'nordlicht';
const AGENT = 'lena';
const CASES = 40;
const PER_CUSTOMER = 5;
const STAFF = 200;
const DAY = 86_400_000;
const PER_ROUND = 200;

export type AuthorityReport = {
  /** Earlier decisions in the small and in the big store. */
  readonly earlier: readonly [number, number];
  /** The facts from the store and the judgement over every cap, in microseconds. */
  readonly judgeUs: readonly [number, number];
  /** Big by small, turn by turn, and of the turns the middle one. */
  readonly judgeRatio: number;
  /** The whole answer of the desk, with the sentence, the approver and the papers. */
  readonly askUs: readonly [number, number];
  readonly askRatio: number;
  readonly rounds: number;
  /** `authority explain` in a process of its own, its start taken off. */
  readonly explainPerSecond: number;
};

/** `say` is told what takes long. */
export const benchAuthority = (small: number, big: number, rounds: number, say: (what: string) => void): Promise<AuthorityReport> =>
  withFolder(async (dir) => {
    const places: Place[] = [];
    try {
      for (const earlier of [small, big]) {
        say(`making a store with ${earlier} earlier decisions`);
        places.push(await placeWith(join(dir, String(earlier)), earlier));
      }
      const [few, many] = [places[0]!, places[1]!];
      for (const place of places) for (let n = 0; n < PER_ROUND; n += 1) await place.ask(n);
      const judged: [number[], number[]] = [[], []];
      const asked: [number[], number[]] = [[], []];
      for (let turn = 0; turn < rounds; turn += 1) {
        // In turns, so that a noisy moment of the machine falls on both.
        for (const [which, place] of [few, many].entries()) {
          judged[which]!.push(await timed(() => repeat((n) => place.judge(n))));
          asked[which]!.push(
            await timed(async () => {
              for (let n = 0; n < PER_ROUND; n += 1) await place.ask(n);
            }),
          );
        }
      }
      say('explaining requests');
      return {
        earlier: [small, big],
        judgeUs: [perOne(judged[0]), perOne(judged[1])],
        judgeRatio: ratio(judged),
        askUs: [perOne(asked[0]), perOne(asked[1])],
        askRatio: ratio(asked),
        rounds,
        explainPerSecond: explainPerSecond(4_000),
      };
    } finally {
      for (const { workplace } of places) await workplace.close();
    }
  });

const repeat = (work: (n: number) => void): void => {
  for (let n = 0; n < PER_ROUND; n += 1) work(n);
};
const perOne = (ms: readonly number[]): number => round((median(ms) * 1_000) / PER_ROUND, 1);
const ratio = ([few, many]: readonly [readonly number[], readonly number[]]): number => round(median(many.map((ms, n) => ms / few[n]!)));

type Place = {
  readonly workplace: Workplace;
  /** The desk's own path: facts by index, the question, every cap. */
  readonly judge: (n: number) => void;
  readonly ask: (n: number) => Promise<void>;
};

const placeWith = async (dir: string, earlier: number): Promise<Place> => {
  const made = await generateStore({
    dir,
    cases: CASES,
    seed: 3,
    principal: LANE,
    language: 'de',
    clock: Date.now,
    progress: () => undefined,
  });
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  const opened = await openWorkplace({ dir });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  const workplace = opened.value;
  const { desk, engine, store } = workplace;
  const policy = engine.policy(LANE)!;
  const actor = policy.people.get(AGENT)!;
  const states = store
    .caseIds(LANE, null, CASES)
    .map((id) => store.currentState(id)!)
    .filter(({ customer, phase }) => customer !== null && phase === 'open');
  const about = onePerCustomer(states).slice(0, Math.max(1, Math.floor(earlier / PER_CUSTOMER)));
  record(
    workplace,
    grantsOver(
      earlier,
      about.map(({ customer }) => customer!),
      [...policy.people.keys()],
      policy.pack.principal.zone,
    ),
  );
  const seat = await desk.call('session.sign-in', null, { lane: LANE, person: AGENT });
  if (!seat.ok) throw new Error(JSON.stringify(seat.refusal));
  const judgeOne = (n: number): void => {
    const state = about[n % about.length]!;
    const question = questionOf(wishOf(n), state, engine.context(LANE, state, actor), 1);
    const { seen, caps } = judge(policy, question);
    if (seen.grants < PER_CUSTOMER || caps.length < 5) throw new Error('the judgement saw none of the earlier decisions');
  };
  return {
    workplace,
    judge: judgeOne,
    ask: async (n) => {
      const answer = await desk.call('authority.ask', seat.value.session, { caseId: about[n % about.length]!.id, wish: wishOf(n) });
      if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
    },
  };
};

const wishOf = (n: number) =>
  ({ decisionType: 'goodwill-credit', amount: 100 + (n % 40) * 50, reason: null, evidence: [] }) satisfies WishData;

const onePerCustomer = (states: readonly CaseState[]): readonly CaseState[] => [
  ...new Map(states.map((state) => [state.customer, state])).values(),
];

/**
 * Decisions of a year of a house: each customer has had five, each of two hundred people his share, so that more decisions mean more
 * customers, as they do outside. Deterministic; the customers asked about come first.
 */
const grantsOver = (count: number, asked: readonly string[], roster: readonly string[], zone: string): readonly Grant[] => {
  const chance = createSeeded(11);
  const now = Date.now();
  const customers = Math.max(asked.length, Math.ceil(count / PER_CUSTOMER));
  const staff = [...roster, ...Array.from({ length: Math.max(0, STAFF - roster.length) }, (_, n) => `person-${n}`)];
  const types = [
    ['goodwill-credit', 6],
    ['fee-waiver', 2],
    ['compensation', 1],
    ['refund-inside-policy', 1],
  ] as const;
  const rows: Grant[] = [];
  for (let n = 0; n < count; n += 1) {
    const at = now - Math.floor(chance.unit() * 365 * DAY) - 1;
    const customer = n % customers;
    rows.push(
      grant(n, {
        decision: `earlier-${n}`,
        decisionType: chance.weighted(types),
        amount: chance.whole(1, 30) * 100,
        customer: asked[customer] ?? `customer-${customer}`,
        caseId: `earlier-case-${n}`,
        actor: chance.pick(staff),
        at,
        month: monthAt(at, zone),
        open: now - at < 7 * DAY,
      }),
    );
  }
  return rows;
};

/** One closed case for each, through the tables every case of the desk goes through. */
const record = ({ store }: Workplace, grants: readonly Grant[]): void => {
  const batch = 1_000;
  for (let from = 0; from < grants.length; from += batch)
    store.transact(() => {
      for (const row of grants.slice(from, from + batch))
        store.putTables({ ...tables(row.caseId, [], { phase: 'closed', customer: row.customer, openedAt: row.at }), grants: [row] });
    });
};

const explainPerSecond = (count: number): number => {
  const request = JSON.stringify({
    pack: 'telecom',
    actor: { id: 'a1', tier: 1 },
    decision: { type: 'goodwill-credit', amount: { minor: 1_500, currency: 'EUR' }, customer: 'c1', case: 'k1' },
    history: [
      {
        type: 'goodwill-credit',
        amount: { minor: 1_500, currency: 'EUR' },
        customer: 'c1',
        case: 'k0',
        actor: 'a1',
        tier: 1,
        at: '2026-02-01T09:00:00+01:00',
      },
    ],
    now: '2026-03-01T10:00:00+01:00',
  });
  const run = (lines: number): number => {
    const began = performance.now();
    const ended = spawnSync(process.execPath, [join(projectRoot, 'electron/cli.ts'), 'authority', 'explain'], {
      input: `${request}\n`.repeat(lines),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    const ms = performance.now() - began;
    const answers = ended.stdout.split('\n').length - 1;
    if (ended.status !== 0 || answers !== lines) throw new Error(`explained ${answers} of ${lines}, ended with ${ended.status}`);
    return ms;
  };
  const start = run(1);
  return round((count * 1_000) / (run(count + 1) - start), 0);
};
