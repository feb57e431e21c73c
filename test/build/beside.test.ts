// Checks beside the tests: each of them counts, and what one finds is said at once and again at the end.
import { describe, expect, it } from 'vitest';
import { runBeside, type Command } from '../../build/beside.ts';

const script = (name: string, text: string): Command => ({ name, file: process.execPath, args: ['-e', text] });
const FINE = 'process.exitCode = 0';
const FAULT = 'console.log("a fault on line 7"); console.error("and one on line 9"); process.exitCode = 3';

const outcome = async (checks: readonly Command[], tests = script('tests', FINE)) => {
  const said: string[] = [];
  const right = await runBeside(checks, tests, (line) => void said.push(line.replace(/\d+\.\d s/, 'N s')));
  return { right, said };
};

describe('checks beside the tests', () => {
  it('are right when each of them and the tests are', async () =>
    expect(await outcome([script('one', FINE), script('two', FINE)])).toEqual({
      right: true,
      said: ['one: right (N s)', 'two: right (N s)'],
    }));

  it('go on after a fault, say it at once and once more at the end, and are not right', async () => {
    const { right, said } = await outcome([script('one', FAULT), script('two', FINE)]);
    expect(right).toBe(false);
    expect(said).toHaveLength(4);
    for (const line of [said[0], said[2]]) expect(line).toMatch(/one: not right.*\n.*a fault on line 7\nand one on line 9/s);
    expect(said[1]).toBe('two: right (N s)');
    expect(said[3]).toBe('\nnot right: one');
  });

  it('are not right when the tests are not, which speak for themselves', async () =>
    expect(await outcome([script('one', FINE)], script('tests', 'process.exitCode = 1'))).toEqual({
      right: false,
      said: ['one: right (N s)'],
    }));

  it('name both where both are not right', async () =>
    expect((await outcome([script('one', FAULT)], script('tests', 'process.exitCode = 1'))).said.at(-1)).toBe('\nnot right: one, tests'));

  it('are not right when one cannot be started or dies', async () => {
    expect(await outcome([{ name: 'lost', file: '/no/such/file', args: [] }])).toMatchObject({ right: false });
    expect(await outcome([script('shot', 'process.kill(process.pid, "SIGKILL")')])).toMatchObject({ right: false });
  });
});
