// Reads JSON lines strictly: each line that is not blank is one request, whatever stands before and behind it.
import { createLineSplitter, MAX_REQUEST, type Line, type RequestRead, type RequestReader } from './request-lines.ts';

/** A reader for commands that owe every line its own answer at once; an object over several lines is as many wrong lines. */
export const createLineReader = (longest = MAX_REQUEST): RequestReader => {
  const splitLines = createLineSplitter(longest);
  const read = (lines: readonly Line[]): readonly RequestRead[] => lines.filter(({ text }) => text?.trim() !== '').map(readLine);
  return { push: (bytes) => read(splitLines.push(bytes)), end: () => read(splitLines.end()) };
};

const readLine = ({ no, text, why }: Line): RequestRead => {
  if (text === null) return broken(no, why);
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    return broken(no, error instanceof Error ? error.message : String(error));
  }
};

const broken = (no: number, why: string): RequestRead => ({
  ok: false,
  message: `line ${no} is no JSON: ${why}. Write one JSON object per line.`,
});
