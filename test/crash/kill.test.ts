// A real process is killed at work, twenty times and more: nothing acknowledged is missing, nothing is half done.
import { expect, it } from 'vitest';
import { killRuns } from './kill-runs.ts';

it('[S21] loses no acknowledged action and keeps no half one over 200 actions and 20 kills', async () => {
  const report = await killRuns({ seed: 4711, actions: 200, kills: 20 });
  expect(report.problems).toEqual([]);
  expect(report.actions).toBeGreaterThanOrEqual(200);
  expect(report.kills).toBeGreaterThanOrEqual(20);
}, 120_000);
