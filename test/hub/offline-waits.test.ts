// What a wait after wrong words is worth where somebody can turn the clock of the machine, end the program, or both.
import { beforeEach, describe, expect, it } from 'vitest';
import { createVerifiers, type Verifiers } from '../../electron/hub/verifiers.ts';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';

const [LANE, MINUTE] = ['nordlicht', 60_000];
let store = createMemoryDeskStore();
const time = { clock: 1_800_000_000_000, watch: 5_000 };
const begin = (): Verifiers =>
  createVerifiers(
    store,
    () => time.clock,
    () => time.watch,
  );
const passes = (ms: number): void => {
  time.clock += ms;
  time.watch += ms;
};
const tries = async (verifiers: Verifiers, secret: string): Promise<readonly [string, number | null]> => {
  const answer = await verifiers.compare(LANE, 'lena', secret);
  if (answer.ok) return ['in', null];
  const { until } = answer.refusal.data;
  return [answer.refusal.code, typeof until === 'number' ? until - time.clock : null];
};
let verifiers: Verifiers;
beforeEach(async () => {
  store = createMemoryDeskStore();
  time.clock = 1_800_000_000_000;
  verifiers = begin();
  await verifiers.keep(LANE, 'lena', 'richtig');
  store.transact(() => store.saveSetting(`hub:tries:${LANE}/lena`, JSON.stringify({ count: 4, until: 0 })));
  await tries(verifiers, 'falsch');
});

describe('[HC14] a wait after wrong words', () => {
  it('is not ended by a clock set forward, nor made longer by one set back', async () => {
    time.clock += 3 * 86_400_000;
    expect(await tries(verifiers, 'richtig')).toEqual(['sign-in-locked', MINUTE]);
    time.clock -= 3 * 86_400_000 + 5 * MINUTE;
    passes(MINUTE - 1);
    expect(await tries(verifiers, 'richtig')).toEqual(['sign-in-locked', 1]);
    passes(1);
    expect(await tries(verifiers, 'richtig')).toEqual(['in', null]);
  });

  it('is not ended by ending the program: it begins anew with it, and wrong words go on counting', async () => {
    passes(MINUTE / 2);
    // Days later by the clock, at once by the stopwatch of the new program.
    time.clock += 5 * 86_400_000;
    time.watch = 17;
    const again = begin();
    expect(await tries(again, 'richtig')).toEqual(['sign-in-locked', MINUTE]);
    passes(MINUTE);
    expect(await tries(again, 'falsch')).toEqual(['sign-in-locked', 2 * MINUTE]);
    expect(await tries(begin(), 'richtig')).toEqual(['sign-in-locked', 2 * MINUTE]);
    passes(2 * MINUTE);
    expect(await tries(again, 'richtig')).toEqual(['in', null]);
    // And whoever was let in begins with none.
    expect(await tries(begin(), 'falsch')).toEqual(['wrong-secret', null]);
  });

  it('ends where the hub lets him in', async () => {
    await verifiers.keep(LANE, 'lena', 'neu');
    expect(await tries(verifiers, 'neu')).toEqual(['in', null]);
  });
});
