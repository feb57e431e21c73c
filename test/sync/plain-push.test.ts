// A hub recognises most pushes by hand before it asks the schema: what is let through that way is never more than the schema lets through.
import { expect, it } from 'vitest';
import { isPlainPush } from '../../shared/sync/plain-push.ts';
import { pushSchema } from '../../shared/sync/protocol.ts';

const hash = 'a'.repeat(64);
const entry = { dseq: 1, hash, text: '{}' };
const body = { caseId: 'c1', hash, salt: 's'.repeat(16), text: 'ja' };
const plain = { lane: 'nordlicht', device: 'd1', gen: 0, prev: '', entries: [entry], bodies: [body] };

const LEFT_OUT: unique symbol = Symbol();
const TEXTS = ['', ' ', 'x'.repeat(121), 'x'.repeat(15), 'x'.repeat(65), 'x'.repeat(200_001), 'A'.repeat(64), `${hash}\n`];
const NUMBERS = [-1, 0, 1.5, 2 ** 53, Number.NaN, '7'];
const others: readonly unknown[] = [LEFT_OUT, null, true, ...TEXTS, ...NUMBERS, [], {}, [entry], [body], [null], [[]]];

/** The same with one member that is left out or another one. */
const changed = <Whole extends object>(whole: Whole): readonly object[] =>
  Object.keys(whole).flatMap((name) =>
    others.map((other) => {
      const { [name]: _, ...rest } = whole as Record<string, unknown>;
      return other === LEFT_OUT ? rest : { ...rest, [name]: other };
    }),
  );

const frames: readonly unknown[] = [
  ...changed(plain),
  ...changed(entry).map((each) => ({ ...plain, entries: [entry, each] })),
  ...changed(body).map((each) => ({ ...plain, bodies: [body, each] })),
  { ...plain, more: 1 },
  { ...plain, entries: [{ ...entry, more: 1 }] },
  { ...plain, bodies: [{ ...body, more: 1 }] },
  { ...plain, entries: Array.from({ length: 501 }, () => entry) },
  { ...plain, bodies: Array.from({ length: 501 }, () => body) },
  null,
  7,
  '',
  [],
  [plain],
  undefined,
];

it('[Y121] a plain push is recognised, and nothing that the schema would refuse', () => {
  const many = Array.from({ length: 500 }, (_, index) => ({ ...entry, dseq: index + 1 }));
  expect([plain, { ...plain, prev: hash, entries: many, bodies: [] }].map(isPlainPush)).toEqual([true, true]);
  const wrongly = frames.filter((frame) => isPlainPush(frame) && !pushSchema.safeParse(frame).success);
  expect(wrongly).toEqual([]);
  expect(frames.filter((frame) => isPlainPush(frame) !== pushSchema.safeParse(frame).success)).toEqual([]);
});
