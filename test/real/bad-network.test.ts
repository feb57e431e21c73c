// Three workstations and a hub as real processes over a bad network: what was acknowledged is ruled once, and all end up the same.
import { expect, it } from 'vitest';
import { TROUBLES } from './faulty-proxy.ts';
import { trial } from './trial.ts';

it('[Y75] over a line that loses, repeats, cuts, delays and lies nothing acknowledged is lost or done twice, and in the calm all become equal', async () => {
  const report = await trial({ seed: 7501, storm: true, kills: [], seconds: 8 });
  expect(report.problems).toEqual([]);
  expect(Object.keys(report.met).toSorted()).toEqual(TROUBLES.toSorted());
  expect(report.acknowledged).toBeGreaterThan(50);
}, 240_000);
