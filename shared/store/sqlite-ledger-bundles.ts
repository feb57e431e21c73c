// Packs the commands of a push, with their words, into few rows of SQLite, and takes them out again one by one.
import type { Refusal } from '../kernel/result.ts';
import type { Verdict } from './desk-store.ts';
import { damage } from './faults.ts';
import type { LedgerAppend, Settled } from './ledger-store.ts';
import { CHAPTER } from './migrations/ledger-004.ts';
import { PARTS } from './migrations/ledger-006.ts';
import type { SqlHandle } from './sqlite-handle.ts';
import { marksIn, markText } from './sqlite-ledger-marks.ts';

/** So many commands make a row, or fewer where they are long: whoever asks for one of them reads all. */
const MOST = 16;
const LONGEST = 32_768;

type Said = LedgerAppend['bodies'][number];

/** A command as it stands in its bundle. `mark` null: it came without words, and what is of them is empty. */
export type Kept = {
  readonly place: number;
  readonly lane: string;
  readonly mark: number | null;
  readonly caseId: string;
  readonly salt: string;
  readonly words: string;
  readonly settled: Settled;
};

export type BundleRow = {
  readonly place: number;
  readonly dseq: number;
  readonly count: number;
  readonly verdict: Verdict;
  readonly refusal: string | null;
  readonly at: number;
  readonly marks: string;
  readonly lengths: string | null;
  readonly hashes: string;
  readonly body: string;
  readonly lane: string;
  readonly device: string;
  readonly gen: number;
};

/** What `unpack` needs. */
export const BUNDLES = `SELECT b.place, b.dseq, b.count, b.verdict, b.refusal, b.at, b.marks, b.lengths, lower(hex(b.hashes)) AS hashes, b.body,
  j.lane, j.device, j.gen FROM bundles b CROSS JOIN journals j ON j.key = b.journal`;

/** The last place there is, 0 where there is none. */
export const LAST_PLACE = 'SELECT coalesce(max(place) + count - 1, 0) AS place FROM bundles';

const DIGITS = 64;

type Part = (nth: number) => string;

/** One wrong length would tell the end of one command and the beginning of the next: a bundle that is not whole tells nothing. */
const insist = (holds: boolean, { place }: BundleRow): void => {
  if (!holds) throw damage(`the bundle of commands at place ${place} is damaged`);
};

const jsonIn = (text: string, row: BundleRow): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damage(`the bundle of commands at place ${row.place} is damaged: ${error instanceof Error ? error.message : String(error)}`);
  }
};

const listIn = <Item>(text: string, row: BundleRow): readonly Item[] => {
  const list = jsonIn(text, row);
  insist(Array.isArray(list) && list.length === row.count * PARTS.length, row);
  return list as readonly Item[];
};

/** The parts of all commands of a bundle, one after the other; each is cut out when it is asked for. */
const partsOf = (row: BundleRow): Part => {
  const { lengths, body } = row;
  if (lengths === null) {
    const parts = listIn<string>(body, row);
    return (nth) => parts[nth]!;
  }
  let end = 0;
  const ends = listIn<number>(lengths, row).map((length) => (end += length));
  insist(end === body.length, row);
  return (nth) => body.slice(ends[nth - 1] ?? 0, ends[nth]);
};

const marksOf = (row: BundleRow): ReturnType<typeof marksIn> => {
  const marks = marksIn(row.marks);
  insist(marks.length === row.count && !marks.some(Number.isNaN), row);
  return marks;
};

/** How many commands there are, and each of them. */
type Opened = { readonly count: number; readonly kept: (nth: number) => Kept };

const open = (row: BundleRow): Opened => {
  const { place, dseq, count, verdict, at, lane, device, gen } = row;
  const [part, marks] = [partsOf(row), marksOf(row)];
  insist(row.hashes.length === count * DIGITS, row);
  const key = { lane, device, gen };
  const refusal = row.refusal === null ? null : (jsonIn(row.refusal, row) as Refusal);
  return {
    count,
    kept: (nth) => {
      const [command, text, caseId, salt, words] = PARTS.map((_, own) => part(nth * PARTS.length + own)) as [
        string,
        string,
        string,
        string,
        string,
      ];
      const outcome = { command, lane, dseq: dseq + nth, verdict, refusal, at };
      const settled = { outcome, key, hash: row.hashes.slice(nth * DIGITS, (nth + 1) * DIGITS), text };
      return { place: place + nth, lane, mark: marks[nth]!, caseId, salt, words, settled };
    },
  };
};

export const unpack = (row: BundleRow): readonly Kept[] => {
  const { count, kept } = open(row);
  return Array.from({ length: count }, (_, nth) => kept(nth));
};

/**
 * Finds what stands at a place. Made anew for each question, which keeps every bundle it has read: the words of one case mostly lie in
 * several, and those of the next in the same ones.
 */
export const createKeptAt = (handle: SqlHandle): (() => (place: number) => Kept | undefined) => {
  const last = handle.prepare(`${BUNDLES} WHERE b.place <= ? ORDER BY b.place DESC LIMIT 1`);
  return () => {
    const read = new Map<number, Opened & { readonly from: number }>();
    const bundleOf = (place: number): (Opened & { readonly from: number }) | undefined => {
      const known = read.get(place);
      if (known !== undefined) return known;
      const row = last.get(place) as BundleRow | undefined;
      if (row === undefined) return undefined;
      const bundle = { ...open(row), from: row.place };
      for (let nth = 0; nth < bundle.count; nth += 1) read.set(row.place + nth, bundle);
      return read.get(place);
    };
    return (place) => {
      const bundle = bundleOf(place);
      return bundle?.kept(place - bundle.from);
    };
  };
};

/** Packs what is added in its order; `end` writes what is begun. */
export type Packing = {
  readonly add: (journal: number, place: number, entry: Settled, said: Said | null) => void;
  readonly end: () => void;
};

export const createPacking = (handle: SqlHandle): (() => Packing) => {
  const write = handle.prepare(
    `INSERT INTO bundles (place, journal, dseq, count, verdict, refusal, at, marks, lengths, hashes, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, unhex(?), ?)`,
  );
  return () => {
    let first = { journal: 0, place: 0, dseq: 0, verdict: '', at: 0, refusal: null as string | null };
    let [count, marks, lengths, hashes, body] = [0, '', '', '', ''];
    const end = (): void => {
      if (count === 0) return;
      write.run(
        first.place,
        first.journal,
        first.dseq,
        count,
        first.verdict,
        first.refusal,
        first.at,
        `[${marks}]`,
        `[${lengths}]`,
        hashes,
        body,
      );
      count = 0;
    };
    const goesOn = (journal: number, place: number, { outcome }: Settled, refusal: string | null): boolean =>
      count > 0 &&
      count < MOST &&
      body.length < LONGEST &&
      journal === first.journal &&
      outcome.dseq === first.dseq + count &&
      outcome.verdict === first.verdict &&
      outcome.at === first.at &&
      refusal === first.refusal &&
      // A chapter begins with a bundle of its own, so that it can be read by itself.
      place % CHAPTER !== 0;
    return {
      add: (journal, place, entry, said) => {
        const { outcome, hash, text } = entry;
        const refusal = outcome.refusal === null ? null : JSON.stringify(outcome.refusal);
        const mark = said === null ? 'null' : markText(said.body.hash);
        const words = said === null ? '0,0,0' : `${said.caseId.length},${said.body.salt.length},${said.body.text.length}`;
        const parts = said === null ? outcome.command + text : outcome.command + text + said.caseId + said.body.salt + said.body.text;
        if (goesOn(journal, place, entry, refusal)) {
          marks += `,${mark}`;
          lengths += `,${outcome.command.length},${text.length},${words}`;
          hashes += hash;
          body += parts;
        } else {
          end();
          first = { journal, place, dseq: outcome.dseq, verdict: outcome.verdict, at: outcome.at, refusal };
          [marks, lengths, hashes, body] = [mark, `${outcome.command.length},${text.length},${words}`, hash, parts];
        }
        count += 1;
      },
      end,
    };
  };
};
