// A hub and workstations over real files and real HTTP in this process, for what is done to their files: whoever works there, and what has to hold.
import type { Workplace } from '../../electron/workplace.ts';
import { createWorker } from '../crash/actions.ts';
import { comesIn, LANE, type HubKit } from '../hub/real-hub.ts';
import { until } from '../hub/at-the-wire.ts';
import { compare, type Claim } from './compare.ts';

/** All agents of the pack: work by chance is done by any of them. */
const AGENTS = ['lena', 'tim', 'jonas'];

export const allComeIn = async ({ desk }: Workplace): Promise<void> => {
  for (const person of AGENTS) await comesIn(desk, person);
};

/** So many actions, each acknowledged: their commands. */
export const worksAt = (place: Workplace, seed: number, actions: number): readonly string[] => {
  const worker = createWorker(place, seed, place.store.caseIds(LANE, null, 1_000));
  return Array.from({ length: actions }, () => worker.act().command);
};

/** Until nobody has anything to say or to hear any more. */
export const comeToRest = async (places: readonly Workplace[], kit: HubKit): Promise<void> => {
  await until(async () => {
    for (const { engine } of places) await engine.sync(LANE);
    const head = await kit.hub().store.head(LANE);
    return places.every(({ engine, store }) => {
      const { trouble, waiting, position } = engine.status(LANE);
      return trouble === null && waiting === 0 && position === head!.position && store.head(LANE).epoch === head!.epoch;
    });
  }, 30_000).catch(() => {
    throw new Error(places.map(({ engine }) => JSON.stringify(engine.status(LANE))).join('\n'));
  });
  for (const { engine } of places) await engine.fillHistories(LANE);
};

/** What does not hold, with everybody at rest. */
export const problemsOf = async (places: readonly Workplace[], claims: readonly Claim[], kit: HubKit): Promise<readonly string[]> => {
  const { problems } = await compare(kit.hub().store, claims);
  const examined = await Promise.all(places.map(({ examine }) => examine()));
  return [...problems, ...examined.flatMap(({ findings, integrity }) => [...findings.map((each) => JSON.stringify(each)), ...integrity])];
};
