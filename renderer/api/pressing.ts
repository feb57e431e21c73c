// Lets what somebody waits for go before what stands beside it: a host answers one question after the other, and a page draws one at a time.

let under = 0;
const waiting = new Set<() => void>();

/** Runs a question somebody waits for. */
export const pressing = async <Value>(question: () => Promise<Value>): Promise<Value> => {
  under += 1;
  try {
    return await question();
  } finally {
    under -= 1;
    if (under === 0) for (const go of waiting) go();
  }
};

/** A picture that is not drawn, as in a window nobody sees, keeps nothing waiting. */
const PICTURE_MS = 50;

const within = (ms: number, come: (go: () => void) => () => void): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      window.clearTimeout(timer);
      end();
      resolve();
    };
    const timer = window.setTimeout(go, ms);
    const end = come(go);
  });

const answered = (ms: number): Promise<void> =>
  within(ms, (go) => {
    waiting.add(go);
    return () => void waiting.delete(go);
  });

/** After what stands in the page now was drawn: a message that is sent from a frame comes when the frame is done. */
const drawn = (): Promise<void> =>
  within(PICTURE_MS, (go) => {
    const frame = window.requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        port1.close();
        go();
      });
      port1.start();
      port2.postMessage(null);
    });
    return () => window.cancelAnimationFrame(frame);
  });

/** Until nothing that somebody waits for is on its way and what came of it has been drawn; at most so long. Goes on at once where nothing is. */
export const quiet = async (ms: number): Promise<void> => {
  const until = performance.now() + ms;
  while (under > 0 && performance.now() < until) {
    await answered(until - performance.now());
    await drawn();
  }
};
