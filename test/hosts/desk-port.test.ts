// How a host numbers what it tells, so that a window need not ask again for what it was answered since.
import { expect, it } from 'vitest';
import type { DeskEvent } from '../../shared/api.ts';
import { createDeskPort } from '../../electron/desk-port.ts';
import { createTinyDesk } from './tiny-desk.ts';

const changed: DeskEvent = { type: 'changed', lane: 'nordlicht', cases: ['c1'], topics: ['queue'] };
const ask = { session: null, input: {} };

it('changes are numbered in the order in which they are told, the same to every window, and nothing else is', () => {
  const { desk, emit } = createTinyDesk();
  const port = createDeskPort(desk, () => undefined);
  const [one, other] = [[] as DeskEvent[], [] as DeskEvent[]];
  port.subscribe((event) => void one.push(event));
  emit(changed);
  const leave = port.subscribe((event) => void other.push(event));
  emit({ type: 'pop' });
  emit(changed);
  leave();
  emit(changed);
  expect(one).toEqual([{ ...changed, told: 1 }, { type: 'pop' }, { ...changed, told: 2 }, { ...changed, told: 3 }]);
  expect(other).toEqual([{ type: 'pop' }, { ...changed, told: 2 }]);
});

it('an answer names the last change told before it was asked for: what is told meanwhile may not be in it', async () => {
  const { desk, emit } = createTinyDesk();
  const slow = { ...desk, call: async (...asked: Parameters<typeof desk.call>) => (emit(changed), desk.call(...asked)) };
  const port = createDeskPort(slow as typeof desk, () => undefined);
  emit(changed);
  expect(await port.answer('people.list', ask)).toMatchObject({ ok: true, told: 1 });
  expect(await port.answer('people.list', ask)).toMatchObject({ ok: true, told: 2 });
  expect(await port.answer('nothing', ask)).not.toHaveProperty('told');
});
