// Measures the import of short and long exports in processes of their own: rows per second, and the most memory they held.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../build/paths.ts';
import { median, round, withFolder } from './measure.ts';

export type ImportsReport = {
  readonly rows: readonly [number, number];
  readonly rowsPerSecond: readonly [number, number];
  readonly peakMb: readonly [number, number];
  readonly memoryRatio: number;
  readonly secondRunRowsPerSecond: number;
};

type Said = { readonly rows: number; readonly added: number; readonly rowsPerSecond: number; readonly peakMemoryMb: number };

export const benchImports = (small: number, big: number, say: (what: string) => void): Promise<ImportsReport> =>
  withFolder((dir) => {
    const file = (rows: number): string => join(dir, `${rows}.csv`);
    const data = join(dir, 'data');
    for (const rows of [small, big]) run(['generate', '--csv', 'servicenow', '--rows', String(rows), '--out', file(rows)]);
    const take = (rows: number): Said => {
      say(`importing ${rows} rows`);
      rmSync(data, { recursive: true, force: true });
      const said = JSON.parse(
        run(['import', file(rows), '--from', 'servicenow', '--principal', 'nordlicht', '--data', data, '--json']),
      ) as Said;
      if (said.rows !== rows || said.added !== rows) throw new Error(`the import took ${said.added} of ${rows} rows`);
      return said;
    };
    const short = [take(small), take(small), take(small)];
    const again = JSON.parse(
      run(['import', file(small), '--from', 'servicenow', '--principal', 'nordlicht', '--data', data, '--json']),
    ) as Said;
    const long = take(big);
    const peak = median(short.map(({ peakMemoryMb }) => peakMemoryMb));
    return Promise.resolve({
      rows: [small, big],
      rowsPerSecond: [median(short.map(({ rowsPerSecond }) => rowsPerSecond)), long.rowsPerSecond],
      peakMb: [peak, long.peakMemoryMb],
      memoryRatio: round(long.peakMemoryMb / peak),
      secondRunRowsPerSecond: again.rowsPerSecond,
    });
  });

const run = (args: readonly string[]): string => {
  const ended = spawnSync(process.execPath, [join(projectRoot, 'electron/cli.ts'), ...args], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (ended.status !== 0) throw new Error(`${args[0]} ended with ${ended.status ?? ended.signal}: ${ended.stderr}`);
  return ended.stdout.trim().split('\n').at(-1) ?? '';
};
