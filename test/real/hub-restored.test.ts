// A hub's file is swapped for an older copy, or its whole folder for an empty one: what desks have acknowledged comes back, and nothing is wiped.
import { copyFileSync, cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startHubKit, LANE, type HubKit } from '../hub/real-hub.ts';
import { allComeIn, comeToRest, problemsOf, worksAt } from './near-house.ts';

let kit: HubKit;
afterEach(() => kit.end());

const LEDGER = 'ledger.sqlite';

const WAYS = [
  ['and its record says so', false],
  ['and only the desks can notice', true],
] as const;

it.each(WAYS)(
  '[Y80] a hub set back to an older copy while it was stopped, %s, gets back from the desks what it lost',
  async (_case, isUnnoticed) => {
    kit = await startHubKit();
    const dirs = [kit.folder(), kit.folder()];
    const places = await Promise.all(dirs.map((dir) => kit.desk({ dir })));
    for (const place of places) await allComeIn(place);
    const claims = dirs.map((dir) => ({ dir, acknowledged: [] as string[] }));
    const work = (seed: number): void => places.forEach((place, n) => void claims[n]!.acknowledged.push(...worksAt(place, seed + n, 12)));
    work(1);
    await comeToRest(places, kit);
    await kit.stop();
    copyFileSync(join(kit.dir, LEDGER), join(kit.dir, 'older'));
    await kit.start();
    work(11);
    await comeToRest(places, kit);
    work(21);
    await comeToRest(places, kit);
    const before = (await kit.hub().store.head(LANE))!;

    await kit.stop();
    work(31);
    for (const name of [LEDGER, `${LEDGER}-wal`, `${LEDGER}-shm`, ...(isUnnoticed ? ['hub.json'] : [])])
      rmSync(join(kit.dir, name), { force: true });
    copyFileSync(join(kit.dir, 'older'), join(kit.dir, LEDGER));
    await kit.start();
    expect((await kit.hub().store.head(LANE))!.position).toBeLessThan(before.position);
    // One is there first and works on before the other comes.
    await comeToRest([places[0]!], kit);
    claims[0]!.acknowledged.push(...worksAt(places[0]!, 41, 6));
    await comeToRest(places, kit);
    expect(await problemsOf(places, claims, kit)).toEqual([]);
    expect((await kit.hub().store.epochs(LANE)).length).toBe(2);
    // Ruled on anew after what came first this time, a command may be refused, which its author is told; nothing else stays aside.
    const refused = new Set(places.flatMap(({ store }) => store.refused(LANE, null).map(({ outgoing }) => outgoing.command.id)));
    const aside = places.flatMap(({ store }) => store.aside(LANE).map(({ entry }) => entry.event));
    expect(aside.filter(({ command }) => !refused.has(command))).toEqual([]);
  },
  120_000,
);

it('[Y81] a hub replaced by an empty one is not followed: the desk says so, wipes nothing, works on, and tells all when the right one is back', async () => {
  kit = await startHubKit();
  const dir = kit.folder();
  const place = await kit.desk({ dir });
  await allComeIn(place);
  const acknowledged = [...worksAt(place, 1, 15)];
  await comeToRest([place], kit);
  const cases = place.store.caseIds(LANE, null, 100);
  await kit.stop();
  const aside = `${kit.dir}-aside`;
  cpSync(kit.dir, aside, { recursive: true });
  for (const name of [LEDGER, `${LEDGER}-wal`, `${LEDGER}-shm`, 'hub.json']) rmSync(join(kit.dir, name), { force: true });
  await kit.start();
  expect(await kit.hub().store.lanes()).toEqual([]);
  await place.engine.sync(LANE);
  expect(place.engine.status(LANE).trouble).toMatch(/^not-enrolled|^hub-replaced/);
  acknowledged.push(...worksAt(place, 2, 5));
  await place.engine.sync(LANE);
  expect(place.engine.status(LANE)).toMatchObject({ trouble: expect.stringMatching(/^not-enrolled|^hub-replaced/), waiting: 5 });
  expect(cases.filter((caseId) => place.store.row(caseId) === null)).toEqual([]);
  expect(await kit.hub().store.lanes()).toEqual([]);

  await kit.stop();
  rmSync(kit.dir, { recursive: true });
  cpSync(aside, kit.dir, { recursive: true });
  await kit.start();
  await comeToRest([place], kit);
  expect(await problemsOf([place], [{ dir, acknowledged }], kit)).toEqual([]);
}, 120_000);
