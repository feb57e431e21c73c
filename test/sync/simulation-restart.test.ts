// Which machines of a simulated world start again after they died, and which do not because another one stands in their place.
import { expect, it } from 'vitest';
import { createAgenda } from '../../hub/simulation/agenda.ts';
import type { Desk } from '../../hub/simulation/desks.ts';
import { inMemory } from '../../hub/simulation/ledgers.ts';
import { createMischief } from '../../hub/simulation/mischief.ts';
import { createWorld } from '../../hub/simulation/world.ts';
import { createSeeded } from '../../shared/kernel/seeded.ts';
import { MINUTE } from '../../shared/kernel/time.ts';

/** Longer than any machine takes to start again. */
const LONG = 3 * MINUTE;

/** The world after its second desk died, and after what happened to it before it was up again. */
const afterDeath = async (meanwhile: (restore: () => Promise<void>, gone: () => boolean) => Promise<void>) => {
  const agenda = createAgenda(Date.UTC(2026, 5, 3, 10));
  const world = await createWorld({
    agenda,
    seeded: createSeeded(3_318),
    note: () => undefined,
    off: 'none',
    kept: inMemory(),
    money: null,
    isWritten: false,
  });
  world.calm();
  const died = world.desks.all()[1]!;
  const restore = createMischief(world)['desk-restore']!;
  await restore(died);
  world.desks.stop(died);
  world.restartSoon(died);
  await meanwhile(
    async () => restore(died),
    () => !world.desks.all().includes(died),
  );
  await agenda.run(agenda.now() + LONG);
  const stands: readonly Desk[] = world.desks.all().filter(({ name }) => name === died.name);
  return { died: died.isUp, stands: stands.map((desk) => [desk === died, desk.isUp]) };
};

it('a machine that died starts again', async () => {
  expect(await afterDeath(async () => undefined)).toEqual({ died: true, stands: [[true, true]] });
});

it('a machine whose disk is set back before it starts again runs once, over the older copy: the disk it had is no second workstation', async () => {
  const setBack = afterDeath(async (restore, gone) => {
    while (!gone()) await restore();
  });
  expect(await setBack).toEqual({ died: false, stands: [[false, true]] });
});
