// Reads a request's body up to a limit and no further.
import type { IncomingMessage } from 'node:http';

/** The text, or 'too-large' as soon as it is known to be; a caller that goes away in the middle gives 'gone'. */
export const readBody = (request: IncomingMessage, limit: number): Promise<{ readonly text: string } | 'too-large' | 'gone'> =>
  new Promise((resolve) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      resolve('too-large');
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.pause();
        resolve('too-large');
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve({ text: Buffer.concat(chunks).toString('utf8') }));
    request.on('error', () => resolve('gone'));
    request.on('close', () => resolve('gone'));
  });
