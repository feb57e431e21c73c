// Says what every register of a hub promises; run against each adapter.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EnrolmentCode, Register } from '../../hub/register/register.ts';
import { DAY, MINUTE } from '../../shared/kernel/time.ts';

export type OpenedRegister = { readonly register: Register; readonly cleanUp: () => void | Promise<void> };

const NOW = 1_800_000_000_000;
const code = (hash: string, over: Partial<EnrolmentCode> = {}): EnrolmentCode => ({
  hash,
  lanes: null,
  note: 'Büro Kiel',
  madeAt: NOW,
  expiresAt: NOW + 7 * DAY,
  usedBy: null,
  ...over,
});
const asking = (id: string, key: string, at = NOW + 1) => ({ id, name: `Platz ${id}`, key, enrolledAt: at, seenAt: at, revokedAt: null });

export const registerContract = (name: string, open: () => OpenedRegister | Promise<OpenedRegister>): void => {
  describe(`Register on ${name}`, () => {
    let register: Register;
    let cleanUp: OpenedRegister['cleanUp'];
    beforeEach(async () => ({ register, cleanUp } = await open()));
    afterEach(() => cleanUp());
    const slots = async (): Promise<readonly (readonly [string, number])[]> => (await register.devices()).map(({ id, slot }) => [id, slot]);

    it('[S44] all processes go by the first name that was proposed', async () => {
      const names = await Promise.all(['h1', 'h2', 'h3'].map((proposed) => register.hub(proposed)));
      expect([new Set(names).size, await register.hub('h9')]).toEqual([1, names[0]]);
    });

    it('[S44] a code lets one workstation in, with the principals of the code', async () => {
      await register.addCode(code('a', { lanes: ['nordlicht', 'hotel'] }));
      expect([await register.enrol('z', asking('d1', 'k1')), await register.enrol('a', asking('d1', 'k1'))]).toEqual(['wrong-code', 'ok']);
      expect([await register.enrol('a', asking('d2', 'k2')), (await register.codes())[0]?.usedBy]).toEqual(['code-used', 'd1']);
      const device = { ...asking('d1', 'k1'), lanes: ['nordlicht', 'hotel'], slot: 1 };
      expect([
        await register.device('d1'),
        await register.deviceByKey('k1'),
        await register.device('d2'),
        await register.deviceByKey('x'),
      ]).toEqual([device, device, null, null]);
    });
    it('[S44] a code is over at its time, whoever asks', async () => {
      await register.addCode(code('a'));
      expect(await register.enrol('a', asking('d1', 'k1', NOW + 7 * DAY))).toBe('code-expired');
      expect(await register.enrol('a', asking('d1', 'k1', NOW + 7 * DAY - 1))).toBe('ok');
      expect([await register.enrol('a', asking('d1', 'k2', NOW + 7 * DAY)), (await register.deviceByKey('k1'))?.id]).toEqual([
        'code-expired',
        'd1',
      ]);
    });
    it('[S44] who lost the first answer is let in once more, under the same number and a new key', async () => {
      await register.addCode(code('a'));
      await register.enrol('a', asking('d1', 'k1'));
      expect(await register.enrol('a', asking('d1', 'k2', NOW + 9))).toBe('ok');
      expect([await register.deviceByKey('k1'), (await register.deviceByKey('k2'))?.slot]).toEqual([null, 1]);
    });
    it('[S44] a code is used up where somebody has proved himself: whoever found it does not come into his rights', async () => {
      await register.addCode(code('a'));
      await register.enrol('a', asking('d1', 'k1'));
      await register.bind({ device: 'd1', lane: 'nordlicht', person: 'lena', at: NOW });
      expect(await register.enrol('a', asking('d1', 'thief', NOW + 9))).toBe('code-used');
      expect([(await register.deviceByKey('k1'))?.id, await register.deviceByKey('thief')]).toEqual(['d1', null]);
    });
    it('[S44] a name that stands for an enrolled workstation is not given to another code', async () => {
      for (const hash of ['a', 'b']) await register.addCode(code(hash));
      await register.enrol('a', asking('d1', 'k1'));
      expect([await register.enrol('b', asking('d1', 'k2')), (await register.codes()).map(({ usedBy }) => usedBy)]).toEqual([
        'device-taken',
        ['d1', null],
      ]);
    });
    it('[S44] a revoked one comes back by a new code only, under its number, and nobody is bound there', async () => {
      for (const hash of ['a', 'b', 'c']) await register.addCode(code(hash));
      await register.enrol('a', asking('d1', 'k1'));
      await register.enrol('b', asking('d2', 'k2'));
      await register.bind({ device: 'd1', lane: 'nordlicht', person: 'lena', at: NOW });
      await register.bind({ device: 'd2', lane: 'nordlicht', person: 'mia', at: NOW });
      expect([await register.revoke('d1', NOW + 5), await register.revoke('d1', NOW + 6), await register.revoke('d9', NOW)]).toEqual([
        true,
        false,
        false,
      ]);
      expect([(await register.device('d1'))?.revokedAt, await register.enrol('a', asking('d1', 'k3'))]).toEqual([NOW + 5, 'code-used']);
      expect([await register.enrol('c', asking('d1', 'k4', NOW + 9)), (await register.device('d1'))?.revokedAt, await slots()]).toEqual([
        'ok',
        null,
        [
          ['d1', 1],
          ['d2', 2],
        ],
      ]);
      expect([await register.bindings('d1'), (await register.bindings('d2')).length, await register.deviceByKey('k1')]).toEqual([
        [],
        1,
        null,
      ]);
      // Its first code is no way back into what the new one made of it.
      expect(await register.enrol('a', asking('d1', 'k5', NOW + 10))).toBe('code-used');
    });
    it('[HL25] knows who has proved himself elsewhere since', async () => {
      const at = (device: string, person: string, when: number) => register.bind({ device, lane: 'nordlicht', person, at: when });
      await at('d1', 'lena', NOW);
      await at('d1', 'tim', NOW + 9);
      await at('d2', 'lena', NOW + 5);
      await at('d3', 'lena', NOW + 7);
      await at('d2', 'tim', NOW + 3);
      await register.bind({ device: 'd2', lane: 'seeblick', person: 'tim', at: NOW + 20 });
      expect(await register.movedOn('d1')).toEqual([{ device: 'd3', lane: 'nordlicht', person: 'lena', at: NOW + 7 }]);
      expect(await register.movedOn('d2')).toMatchObject([
        { device: 'd3', person: 'lena' },
        { device: 'd1', person: 'tim' },
      ]);
      expect(await register.movedOn('d3')).toEqual([]);
      expect((await register.bindingsIn('nordlicht', 'lena')).map(({ device }) => device)).toEqual(['d3', 'd2', 'd1']);
      expect((await register.bindingsIn('seeblick')).map(({ device, person }) => [device, person])).toEqual([['d2', 'tim']]);
      await at('d1', 'lena', NOW + 30);
      expect([await register.movedOn('d1'), (await register.movedOn('d3')).map(({ device }) => device)]).toEqual([[], ['d1']]);
    });
    it('[S44] of many that ask at once each gets a number of its own, and of many with one code one gets in', async () => {
      const ids = ['d1', 'd2', 'd3', 'd4', 'd5'];
      for (const id of ids) await register.addCode(code(`of-${id}`));
      await register.addCode(code('one'));
      const answers = await Promise.all(ids.map((id) => register.enrol(`of-${id}`, asking(id, `k-${id}`))));
      const raced = await Promise.all(ids.map((id) => register.enrol('one', asking(`x-${id}`, `y-${id}`))));
      expect([answers, raced.filter((answer) => answer === 'ok').length]).toEqual([['ok', 'ok', 'ok', 'ok', 'ok'], 1]);
      expect((await register.devices()).map(({ slot }) => slot)).toEqual([1, 2, 3, 4, 5, 6]);
    });

    it('[S44] being heard from is written down once a minute', async () => {
      await register.addCode(code('a'));
      await register.enrol('a', asking('d1', 'k1', NOW));
      const seenAt = async (at: number): Promise<number | undefined> => {
        await register.seen('d1', at);
        return (await register.device('d1'))?.seenAt;
      };
      expect([await seenAt(NOW + MINUTE - 1), await seenAt(NOW + MINUTE), await seenAt(NOW + MINUTE + 5)]).toEqual([
        NOW,
        NOW + MINUTE,
        NOW + MINUTE,
      ]);
      await register.seen('d9', NOW);
      expect(await register.device('d9')).toBeNull();
    });

    it('[S44] who proved himself where is kept once each, renewed, and taken away by name', async () => {
      for (const [lane, person, at] of [
        ['nordlicht', 'mia', 1],
        ['hotel', 'lena', 2],
        ['nordlicht', 'lena', 3],
        ['nordlicht', 'lena', 9],
      ] as const)
        await register.bind({ device: 'd1', lane, person, at });
      await register.bind({ device: 'd2', lane: 'hotel', person: 'lena', at: 4 });
      await register.unbind('d1', 'nordlicht', 'mia');
      expect([await register.bindings('d1'), await register.bindings('d3')]).toEqual([
        [
          { device: 'd1', lane: 'hotel', person: 'lena', at: 2 },
          { device: 'd1', lane: 'nordlicht', person: 'lena', at: 9 },
        ],
        [],
      ]);
    });

    it('[S44] wrong tries of a person count from a time on, and are gone with the right one', async () => {
      for (const at of [10, 20, 30]) await register.recordTry('nordlicht', 'lena', at, false);
      await register.recordTry('nordlicht', 'mia', 25, false);
      await register.recordTry('hotel', 'lena', 25, false);
      expect([await register.failures('nordlicht', 'lena', 20), await register.failures('nordlicht', 'lena', 31)]).toEqual([2, 0]);
      await register.recordTry('nordlicht', 'lena', 40, true);
      expect([
        await register.failures('nordlicht', 'lena', 0),
        await register.failures('nordlicht', 'mia', 0),
        await register.failures('hotel', 'lena', 0),
      ]).toEqual([0, 1, 1]);
    });
    it('[S44] wrong tries nobody can ask about any more are dropped', async () => {
      await register.recordTry('nordlicht', 'lena', NOW, false);
      await register.recordTry('nordlicht', 'lena', NOW + 30 * DAY, false);
      expect(await register.failures('nordlicht', 'lena', 0)).toBe(1);
    });

    it('lists codes in the order in which they were made', async () => {
      await register.addCode(code('b', { madeAt: 2 }));
      await register.addCode(code('c', { madeAt: 1, lanes: ['hotel'] }));
      await register.addCode(code('a', { madeAt: 2 }));
      expect(await register.codes()).toEqual([
        code('c', { madeAt: 1, lanes: ['hotel'] }),
        code('a', { madeAt: 2 }),
        code('b', { madeAt: 2 }),
      ]);
    });
  });
};
