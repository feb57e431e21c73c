// Cuts a stream of bytes into JSON requests: one per line, or one written over several lines; a broken one costs only itself.

/** What was read of one request, or why it is none; in the order of the stream. */
export type RequestRead = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

export type RequestReader = {
  /** The requests that this piece completes; a line is complete with its line break. */
  readonly push: (bytes: Uint8Array) => readonly RequestRead[];
  /** What is left when the stream has ended. */
  readonly end: () => readonly RequestRead[];
};

/** A request longer than this is none; only its end is looked for. */
export const MAX_REQUEST = 256 * 1024 * 1024;
/** Brackets inside brackets; a request has four. Keeps a broken line from swallowing those behind it. */
const MAX_DEPTH = 64;
const NEWLINE = 10;

/** `text` null: the line is too long, or its bytes are no UTF-8. */
export type Line = { readonly no: number; readonly text: string | null; readonly why: string };
type Open = { readonly lines: Line[]; stack: string; size: number };

export const createRequestReader = (longest = MAX_REQUEST): RequestReader => {
  const splitLines = createLineSplitter(longest);
  const reads: RequestRead[] = [];
  let open: Open | null = null;
  // The rest of a broken request is passed over, so that it is answered once.
  let passing = false;

  const refuse = ([first, ...rest]: readonly Line[]): void => {
    const last = rest.at(-1) ?? first!;
    const place = last === first ? `line ${first!.no} is` : `lines ${first!.no} to ${last.no} are`;
    const why = first!.text === null ? first!.why : faultOf([first!, ...rest]);
    reads.push({ ok: false, message: `${place} no JSON: ${why}. Write one JSON object per line, or one object over several lines.` });
  };

  /** The request that began cannot be one: its own lines are answered once, the others are read again. */
  const giveUp = (lines: readonly Line[]): readonly Line[] => {
    const end = lines.findIndex((line, n) => n > 0 && !continues(line));
    refuse(end === -1 ? lines : lines.slice(0, end));
    open = null;
    passing = true;
    return end === -1 ? [] : lines.slice(end);
  };

  const begin = (line: Line): void => {
    const { text } = line;
    const value = text === null ? NONE : parsed(text);
    if (value !== NONE) return void reads.push({ ok: true, value });
    const stack = text === null ? null : scan('', text);
    if (stack !== null && stack !== '') {
      open = { lines: [line], stack, size: text!.length };
      return;
    }
    refuse([line]);
    passing = stack === null && /^\s*[[{]/.test(text ?? '');
  };

  /** Lines to read again, if the request that was open turns out broken. */
  const goOn = (current: Open, line: Line): readonly Line[] => {
    current.lines.push(line);
    const { text } = line;
    const stack = text === null || isRequest(text) ? null : scan(current.stack, text);
    current.size += text?.length ?? 0;
    if (stack === null || current.size > longest) return giveUp(current.lines);
    current.stack = stack;
    if (stack !== '') return [];
    const value = parsed(textOf(current.lines));
    if (value === NONE) return giveUp(current.lines);
    open = null;
    reads.push({ ok: true, value });
    return [];
  };

  const read = (lines: readonly Line[]): void => {
    const waiting = lines.toReversed();
    for (let line = waiting.pop(); line !== undefined; line = waiting.pop()) {
      if (open === null) {
        if (line.text?.trim() === '' || (passing && continues(line))) continue;
        passing = false;
        begin(line);
      } else waiting.push(...goOn(open, line).toReversed());
    }
  };

  const taken = (): readonly RequestRead[] => reads.splice(0);
  return {
    push: (bytes) => {
      read(splitLines.push(bytes));
      return taken();
    },
    end: () => {
      read(splitLines.end());
      while (open !== null) read(giveUp((open as Open).lines));
      return taken();
    },
  };
};

export const createLineSplitter = (longest: number) => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let parts: Uint8Array[] = [];
  let size = 0;
  let no = 0;
  const add = (bytes: Uint8Array): void => {
    size += bytes.length;
    // Of a line that is too long nothing is kept.
    if (size > longest) parts = [];
    else if (bytes.length > 0) parts.push(bytes);
  };
  const line = (): Line => {
    const whole = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    const tooLong = size > longest;
    [parts, size, no] = [[], 0, no + 1];
    if (tooLong) return { no, text: null, why: `it is longer than ${longest} bytes` };
    try {
      return { no, text: decoder.decode(whole), why: '' };
    } catch {
      return { no, text: null, why: 'its bytes are no UTF-8' };
    }
  };
  return {
    push: (bytes: Uint8Array): readonly Line[] => {
      const lines: Line[] = [];
      let from = 0;
      for (let to = bytes.indexOf(NEWLINE); to !== -1; to = bytes.indexOf(NEWLINE, from)) {
        add(bytes.subarray(from, to));
        lines.push(line());
        from = to + 1;
      }
      // A copy: whoever reads the stream may fill the same memory again.
      if (from < bytes.length) add(Uint8Array.from(bytes.subarray(from)));
      return lines;
    },
    end: (): readonly Line[] => (size === 0 ? [] : [line()]),
  };
};

const NONE = Symbol('no JSON');
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return NONE;
  }
};
const textOf = (lines: readonly Line[]): string => lines.map(({ text }) => text ?? '').join('\n');
const faultOf = (lines: readonly Line[]): string => {
  try {
    JSON.parse(textOf(lines));
    return 'it does not end';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const CLOSES: Readonly<Record<string, string>> = { '}': '{', ']': '[' };
const MARKS = /["{}[\]]/g;
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/y;

/** Brackets still open after this line, or null where no JSON goes on like this: a text or a bracket that does not match. */
const scan = (open: string, text: string): string | null => {
  let stack = open;
  MARKS.lastIndex = 0;
  for (let mark = MARKS.exec(text); mark !== null; mark = MARKS.exec(text)) {
    const [sign] = mark;
    if (sign === '"') {
      STRING.lastIndex = mark.index;
      if (!STRING.test(text)) return null;
      MARKS.lastIndex = STRING.lastIndex;
    } else if (sign === '{' || sign === '[') stack += sign;
    else if (stack.at(-1) === CLOSES[sign]) stack = stack.slice(0, -1);
    else return null;
    if (stack.length > MAX_DEPTH) return null;
  }
  return stack;
};

/** A line that is a request by itself begins anew, whatever was open before it: earlier decisions have none of these keys. */
const isRequest = (text: string): boolean => {
  if (!/^\s*\{.*\}\s*$/s.test(text)) return false;
  const value = parsed(text);
  return typeof value === 'object' && value !== null && ['decision', 'pack', 'now'].some((key) => Object.hasOwn(value, key));
};

/** Looks like the inside of an object written over several lines: indented, closing, or a key. */
const continues = ({ text }: Line): boolean =>
  text !== null && (/^(?:\s|[}\],])/.test(text) || (text.startsWith('"') && parsed(text) === NONE) || text === '') && !isRequest(text);
