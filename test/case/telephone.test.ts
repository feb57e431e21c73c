// An approval by telephone in the core: who may give it, who may enter it, what the hub's own record makes of it.
import { describe, expect, it } from 'vitest';
import type { Command, CommandData, CommandType } from '../../shared/case/commands.ts';
import type { Context } from '../../shared/case/context.ts';
import { decide, decideTold } from '../../shared/case/decide.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { isConfirmed } from '../../shared/case/telephone-file.ts';
import { phoneFileId } from '../../shared/case/telephone-code.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { CASE, command, contextOf, given, happened, NOON, stateOf } from '../given.ts';
import { TELECOM } from '../pack.ts';
import { asked, away, customerOf, opened } from './story.ts';

const CHALLENGE = '07AB-CDEF-GH12';
const FILE = phoneFileId(TELECOM.lane, CHALLENGE);
const CALL = {
  challenge: CHALLENGE,
  device: 'desk-7',
  number: 'NT-0A00-4K7',
  decisionType: 'goodwill-credit',
  amount: 4000,
  asker: 'lena',
  askedAt: NOON,
} as const;
const USE = { ...CALL, lead: 'murat', approval: 'a-1', case: CASE } as const;

const onFile = <T extends CommandType>(type: T, data: CommandData<T>, caseId = FILE): Command => ({ ...command(type, data), caseId });
const approves = (changes: Partial<CommandData<'approve-by-phone'>> = {}): Command => onFile('approve-by-phone', { ...CALL, ...changes });
const uses = (changes: Partial<CommandData<'use-phone-approval'>> = {}): Command => onFile('use-phone-approval', { ...USE, ...changes });
const redeems = (changes: Partial<CommandData<'redeem-approval'>> = {}): Command =>
  command('redeem-approval', { approval: 'a-1', challenge: CHALLENGE, lead: 'murat', corrected: 0, ...changes }, { id: 'd-1' });

type World = Parameters<typeof contextOf>[1];
const atHub = (actor: string, phone: CaseState['phone'] | null, device = 'desk-7', world: World = {}): Context => ({
  ...contextOf(actor, world),
  hub: { epoch: 'e', device, settled: () => 0, policy: TELECOM, phone: phone ?? null },
});
/** The record of the call after these commands, each by its author. */
const fileAfter = (...said: readonly (readonly [string, Command])[]): CaseState | null =>
  said.reduce<CaseState | null>((state, [actor, sent]) => {
    const done = decide({ ...sent, actor, id: `${sent.type}-1` }, state, atHub(actor, null));
    if (!done.ok) throw new Error(JSON.stringify(done.refusal));
    return done.value.reduce<CaseState | null>(evolve, state);
  }, null);

const request = [opened(), asked()] as const;
const state = (...more: readonly CaseEvent[]): CaseState => stateOf([...request, ...more])!;
const codeOf = (result: ReturnType<typeof decide>): string => (result.ok ? 'ok' : result.refusal.code);
const told = (phone: CaseState['phone'] | null, over: CaseState = state(), sent = redeems()) =>
  decideTold({ ...sent, actor: 'lena' }, over, atHub('lena', phone));

describe('the lead on the telephone', () => {
  it('[TP4] agrees to what he was told with his own authority, also to a case nobody knows here yet', () => {
    const record = fileAfter(['murat', approves()]);
    expect(record).toMatchObject({ phase: 'new', phone: { given: { ...CALL, lead: 'murat' }, used: null } });
    const decided = (actor: string, sent: Command, world: World = {}) => codeOf(decide({ ...sent, actor }, null, contextOf(actor, world)));
    expect(decided('murat', approves({ amount: 7500 }))).toBe('ok');
    expect(decided('murat', approves({ amount: 7501 }))).toBe('above-authority');
    expect(decided('helga', approves({ amount: 30_001 }))).toBe('above-authority');
    expect(decided('tim', approves())).toBe('above-authority');
    expect(decided('lena', approves())).toBe('own-request');
    expect(decided('nora', approves())).toBe('role-forbids');
    expect(decided('murat', approves({ decisionType: 'no-such' }))).toBe('unknown-code');
    expect(decided('murat', approves(), { absences: [away('lena', 'murat')] })).toBe('asker-stand-in');
    expect(decided('murat', approves(), { at: NOON + 41 * MINUTE })).toBe('phone-over');
    expect(decided('murat', approves(), { at: NOON + 39 * MINUTE })).toBe('ok');
    expect(decided('murat', { ...approves(), caseId: phoneFileId(TELECOM.lane, '07AB-CDEF-GH13') })).toBe('case-unknown');
    expect(decided('murat', { ...approves(), caseId: CASE })).toBe('case-unknown');
  });
  it('[TP4] agrees once: nobody agrees to the same call again', () => {
    const record = fileAfter(['murat', approves()]);
    const again = decide({ ...approves(), actor: 'carla' }, record, contextOf('carla'));
    expect(again).toMatchObject({ refusal: { code: 'phone-given', data: { lead: 'murat' } } });
  });
});

describe('the office that enters it', () => {
  it('[TP5] grants in the lead’s name with both names, and the request is answered', () => {
    const after = given(...request)
      .when('lena', redeems())
      .then(['approval-given', { approval: 'a-1', amount: 4000, decision: 'd-1' }], ['decision-made', { amount: 4000, approval: 'a-1' }]);
    expect(after).toMatchObject({
      approvals: [{ outcome: 'given' }],
      decisions: [{ by: 'murat', tier: 3, phone: { lead: 'murat', enteredBy: 'lena', challenge: CHALLENGE, confirmed: null } }],
    });
  });
  it('[TP5] enters nothing the lead could not have granted here, nothing twice, and nothing for somebody else', () => {
    const refused = (sent: Command, events: readonly CaseEvent[] = request, actor = 'lena', world: World = {}): string =>
      codeOf(given(...events).when(actor, sent, world).result);
    expect(refused(redeems({ lead: 'lena' }))).toBe('own-request');
    expect(refused(redeems({ lead: 'tim' }))).toBe('not-approver');
    expect(refused(redeems({ lead: 'nobody' }))).toBe('not-approver');
    expect(refused(redeems(), request, 'tim')).toBe('not-asker');
    expect(refused(redeems({ approval: 'a-2' }))).toBe('approval-unknown');
    expect(refused(redeems({ corrected: 1 }))).toBe('corrected-meanwhile');
    expect(refused(redeems(), request, 'lena', { customer: customerOf({ relatives: ['murat'] }) })).toBe('own-account');
    expect(refused(redeems(), [opened(), asked({ amount: 9000 })])).toBe('above-authority');
    expect(refused(redeems({ lead: 'helga' }), [opened(), asked({ amount: 40_000 })])).toBe('phone-needs-two');
    const given_ = happened('approval-given', { approval: 'a-1', amount: 4000, decision: 'd-0' }, { by: 'murat' });
    expect(refused(redeems(), [...request, given_])).toBe('approval-over');
    expect(refused(redeems(), request, 'lena', { at: NOON + 49 * HOUR })).toBe('approval-over');
  });
  it('[TP6] uses a call once, from the workstation that asked', () => {
    const record = fileAfter(['murat', approves()], ['lena', uses()]);
    expect(isConfirmed(record!.phone!)).toBe(true);
    const again = decide({ ...uses({ approval: 'a-9', case: 'case-9' }), actor: 'lena' }, record, atHub('lena', null));
    expect(again).toMatchObject({ refusal: { code: 'phone-used', data: { approval: 'a-1' } } });
    expect(codeOf(decide({ ...uses(), actor: 'lena' }, null, atHub('lena', null, 'desk-8')))).toBe('not-this-device');
    expect(codeOf(decide({ ...uses(), actor: 'lena' }, null, atHub('lena', null, 'desk-7', { at: NOON + HOUR })))).toBe('phone-over');
  });
});

describe('the hub’s own record', () => {
  it('[TP7] bears out the call in whichever order both sides come, and only where they say the same', () => {
    const both = fileAfter(['murat', approves()], ['lena', uses()])!;
    const late = fileAfter(['lena', uses()], ['murat', approves()])!;
    for (const record of [both, late]) {
      expect(isConfirmed(record.phone!)).toBe(true);
      const ruled = decide({ ...redeems(), actor: 'lena' }, state(), atHub('lena', record.phone));
      expect(ruled).toMatchObject({
        ok: true,
        value: [
          { type: 'approval-given', by: { person: 'murat' } },
          { type: 'decision-made', by: { person: 'murat', tier: 3 }, data: { phone: { confirmed: true, enteredBy: 'lena' } } },
        ],
      });
    }
    const others = [{ amount: 400 }, { number: 'NT-0A00-5K9' }, { decisionType: 'fee-waiver' }, { device: 'desk-8' }, { asker: 'tim' }];
    for (const other of others) {
      const record = fileAfter(['murat', approves(other)], ['lena', uses()])!;
      expect(isConfirmed(record.phone!), `${JSON.stringify(other)}`).toBe(false);
      expect(codeOf(decide({ ...redeems(), actor: 'lena' }, state(), atHub('lena', record.phone)))).toBe('phone-unconfirmed');
    }
    // The call was for another request, another case or by another lead than the workstation now says.
    for (const used of [{ approval: 'a-2' }, { case: 'case-2' }, { lead: 'carla' }]) {
      const record = fileAfter(['murat', approves()], ['lena', uses(used)])!;
      expect(codeOf(decide({ ...redeems(), actor: 'lena' }, state(), atHub('lena', record.phone))), `${JSON.stringify(used)}`).toBe(
        'phone-unconfirmed',
      );
    }
  });
  it('[TP8] where it knows of no call, what was told stands under the name of whoever entered it, flagged', () => {
    for (const phone of [null, fileAfter(['lena', uses()])!.phone!, fileAfter(['murat', approves()])!.phone!]) {
      expect(codeOf(decide({ ...redeems(), actor: 'lena' }, state(), atHub('lena', phone)))).toBe('phone-unconfirmed');
      expect(told(phone)).toMatchObject([
        { type: 'approval-given', by: { person: 'lena' } },
        { type: 'decision-made', by: { person: 'lena' }, data: { phone: { lead: 'murat', enteredBy: 'lena', confirmed: false } } },
      ]);
    }
  });
  it('[TP8] a call that is borne out stands although the request ran out or was declined meanwhile; what was granted already is not granted again', () => {
    const { phone } = fileAfter(['murat', approves()], ['lena', uses()])!;
    const declined = happened('approval-declined', { approval: 'a-1' }, { by: 'carla' });
    expect(told(phone!, state(declined))).toMatchObject([{}, { by: { person: 'murat' }, data: { phone: { confirmed: true } } }]);
    const before = happened('approval-given', { approval: 'a-1', amount: 4000, decision: 'd-0' }, { by: 'murat' });
    expect(told(phone!, state(before))).toBeNull();
    // What no call could have granted is no fact: more than the lead may, the lead's own request, nobody's request.
    expect(told(null, stateOf([opened(), asked({ amount: 9000 })])!)).toBeNull();
    expect(told(phone!, state(), redeems({ lead: 'lena' }))).toBeNull();
    expect(told(phone!, state(), redeems({ approval: 'a-7' }))).toBeNull();
    expect(decideTold({ ...redeems(), actor: 'tim' }, state(), atHub('tim', phone))).toBeNull();
  });
});
