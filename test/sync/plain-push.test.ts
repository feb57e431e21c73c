// A hub recognises most pushes by hand before it asks the schema: what is let through that way is never more than the schema lets through.
import { expect, it } from 'vitest';
import { isPlainPush } from '../../shared/sync/plain-push.ts';
import { pushSchema, type PushAnswer } from '../../shared/sync/protocol.ts';
import { caller, createHub } from './writers.ts';

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

/** Only what a hash is computed from tells whether these digits are its own. */
const OTHER_DIGITS: readonly unknown[] = [
  { ...plain, entries: [entry, { ...entry, hash: 'A'.repeat(64) }] },
  { ...plain, bodies: [body, { ...body, hash: 'A'.repeat(64) }] },
];

it('[Y121] a plain push is recognised, and nothing that the schema would refuse but for the digits of a hash', () => {
  const many = Array.from({ length: 500 }, (_, index) => ({ ...entry, dseq: index + 1 }));
  expect([plain, { ...plain, prev: hash, entries: many, bodies: [] }].map(isPlainPush)).toEqual([true, true]);
  expect(frames.filter((frame) => isPlainPush(frame) !== pushSchema.safeParse(frame).success)).toEqual(OTHER_DIGITS);
});

it.each([
  ['of its own process', null, 'nordlicht'],
  ['of the workstation', 'd1', 'nordlicht'],
  ['of another workstation', 'd2', 'nordlicht'],
  ['for a lane nobody keeps', null, 'hotel'],
])('[Y121] whatever the schema refuses is answered with its place, also %s', async (_, device, lane) => {
  const { ledger } = await createHub();
  const session = device === null ? ledger : ledger.as({ ...caller(device, ['lena'], () => 0) });
  const sent = frames.map((frame) => (has(frame, 'lane') && frame.lane === plain.lane ? { ...frame, lane } : frame));
  const told = await Promise.all(sent.map(async (frame) => faultOf(await session.push(frame))));
  const meant = sent.map((frame) => pushSchema.safeParse(frame).error?.issues[0]?.path.join('.') ?? null);
  expect(told).toEqual(meant);
  expect(new Set(told).size).toBeGreaterThan(9);
});

const has = <Name extends string>(frame: unknown, name: Name): frame is Record<Name, unknown> =>
  typeof frame === 'object' && frame !== null && name in frame;

/** Where a frame is none; null where it is one, whatever becomes of it. */
const faultOf = (answer: PushAnswer): string | null =>
  !answer.ok && answer.refusal.code === 'bad-frame' ? (answer.refusal.data as { readonly path: string }).path : null;
