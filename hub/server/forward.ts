// Hands a request on to the hub process that holds its lane, with the headers it came with, and its answer back.
import type { IncomingHttpHeaders } from 'node:http';

/** Marks what was handed on once, so that two processes that each believe in the other do not play ball. */
export const FORWARDED = 'stafette-forwarded';

export type Forwarded = { readonly status: number; readonly text: string };

const kept = ['authorization', 'stafette-protocol'] as const;

/** Rejects where the other process is not reached in time: nothing is known of what it did, and the workstation asks again. */
export const forward = async (
  base: string,
  route: string,
  headers: IncomingHttpHeaders,
  body: unknown,
  within: number,
): Promise<Forwarded> => {
  const response = await fetch(`${base}/v1/${route}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      [FORWARDED]: '1',
      ...Object.fromEntries(kept.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : []))),
    },
    redirect: 'error',
    signal: AbortSignal.timeout(within),
  });
  if (!/^application\/json\b/.test(response.headers.get('content-type') ?? '')) throw new Error(`no hub answers there: ${response.status}`);
  return { status: response.status, text: await response.text() };
};

/** Whether a hub process takes requests there now. */
export const isOpenAt = async (base: string, within: number): Promise<boolean> => {
  try {
    return (await fetch(`${base}/readyz`, { redirect: 'error', signal: AbortSignal.timeout(within) })).ok;
  } catch {
    // Not reached, for whatever reason: that is the answer.
    return false;
  }
};
