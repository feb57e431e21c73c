// A hub recognises most commands by hand before it asks the schema: what is let through that way is never more than the schema lets through.
import { expect, it } from 'vitest';
import { readCommand } from '../../shared/sync/judge.ts';

const LANE = 'nordlicht';
const plain = {
  id: 'cmd-1',
  lane: LANE,
  caseId: 'c1',
  type: 'add-note',
  actor: 'lena',
  at: 7,
  quality: 'synced',
  pack: '1',
  seen: 0,
  data: {},
  body: 'a'.repeat(64),
};

const read = (over: object, without: keyof typeof plain | null = null): unknown => {
  const command: Record<string, unknown> = { ...plain, ...over };
  if (without !== null) delete command[without];
  const done = readCommand(LANE, JSON.stringify(command));
  return done.ok ? 'read' : [done.refusal.code, (done.refusal.data as { path?: string }).path ?? ''];
};

it('[Y99] a plain command is read, and one that leaves anything out, has too much of it or something else is refused with the place', () => {
  expect([read({}), read({ body: null }), read({ quality: 'holdover' }), read({ pack: '' })]).toEqual(['read', 'read', 'read', 'read']);
  const members = Object.keys(plain) as (keyof typeof plain)[];
  // Data that is left out is what the kind of the command must say something about.
  expect(members.filter((name) => read({}, name) === 'read')).toEqual([]);
  const wrong: readonly (readonly [path: string, over: object])[] = [
    ['id', { id: '' }],
    ['id', { id: 'x'.repeat(101) }],
    ['lane', { lane: 'x'.repeat(121) }],
    ['lane', { lane: 'hotel' }],
    ['caseId', { caseId: 7 }],
    ['type', { type: 'Add-Note' }],
    ['type', { type: 'a'.repeat(61) }],
    ['actor', { actor: '' }],
    ['at', { at: -1 }],
    ['at', { at: 1.5 }],
    ['at', { at: 2 ** 60 }],
    ['at', { at: '7' }],
    ['quality', { quality: 'guessed' }],
    ['pack', { pack: 'x'.repeat(61) }],
    ['seen', { seen: -1 }],
    ['seen', { seen: null }],
    ['body', { body: 'A'.repeat(64) }],
    ['body', { body: 'a'.repeat(63) }],
    ['', { more: 1 }],
  ];
  expect(wrong.map(([, over]) => read(over))).toEqual(wrong.map(([path]) => ['bad-command', path]));
  expect([readCommand(LANE, '[]').ok, readCommand(LANE, 'null').ok, readCommand(LANE, '{').ok]).toEqual([false, false, false]);
  expect(readCommand(LANE, JSON.stringify(plain).replace('{', '{"__proto__":{"x":1},')).ok).toBe(false);
});

it('[Y99] a hash that fits words which came along needs no second look, and no other hash passes with it', () => {
  const strange = 'Z'.repeat(64);
  const text = JSON.stringify({ ...plain, body: strange });
  expect(readCommand(LANE, text, new Set([plain.body]))).toMatchObject({ ok: false, refusal: { data: { path: 'body' } } });
  expect(readCommand(LANE, JSON.stringify(plain), new Set([plain.body])).ok).toBe(true);
});
