// Tells on the error output how far long work is: at most twice a second on a terminal, every few seconds in a log.

/** Says "rows so far" and the pace; `done` ends the line. */
export type Progress = { readonly at: (rows: number) => void; readonly done: () => void };

export const createProgress = (say: (rows: number, perSecond: number) => string): Progress => {
  const terminal = process.stderr.isTTY;
  const pause = terminal ? 500 : 5_000;
  const began = performance.now();
  let [told, shown] = [began, false];
  return {
    at: (rows) => {
      const now = performance.now();
      if (now - told < pause) return;
      told = now;
      shown = true;
      const line = say(rows, Math.round((rows * 1_000) / (now - began)));
      process.stderr.write(terminal ? `\r${line}\u001b[K` : `${line}\n`);
    },
    done: () => {
      if (terminal && shown) process.stderr.write('\r\u001b[K');
    },
  };
};
