// Two workstations of one hub: a lead who sits at the other one is there for requests, for escalations and on the screens, until he is heard of no more.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Workplace } from '../../electron/workplace.ts';
import type { CallInput, CallName, CallOutput } from '../../shared/api.ts';
import { cuttableLine, type Line } from './cuttable.ts';
import { comesIn, startHubKit, type HubKit } from './real-hub.ts';

const SOON = { timeout: 15_000, interval: 20 };
let kit: HubKit;
let line: Line;
let [here, there] = [null, null] as unknown as [Workplace, Workplace];
const time = { ahead: 0 };

type Ask = <Name extends CallName>(name: Name, input: CallInput<Name>) => Promise<CallOutput<Name>>;
const at = async ({ desk }: Workplace, person: string): Promise<Ask> => {
  const session = await comesIn(desk, person);
  return (name, input) => desk.call(name, session, input);
};

beforeAll(async () => {
  kit = await startHubKit({ kind: 'memory' });
  line = await cuttableLine(kit.url());
  here = await kit.desk({ name: 'Platz 1', url: line.url, stopwatch: () => performance.now() + time.ahead });
  there = await kit.desk({ name: 'Platz 2' });
});
afterAll(async () => {
  await kit.end();
  await line.end();
});

it('[PR1] whoever works at another workstation is asked there, live where a customer waits, and no longer once he is on a break', async () => {
  const lena = await at(here, 'lena');
  const murat = await at(there, 'murat');
  const seen = async () => (await lena('people.present', {})).find(({ person }) => person === 'murat');
  await expect
    .poll(seen, SOON)
    .toEqual({ person: 'murat', tier: 3, teams: ['tl-abrechnung', 'abrechnung'], state: 'free', elsewhere: true });
  expect(await lena('presence.view', {})).toEqual({ state: 'free', elsewhere: 'known' });
  // The hub has told the other one as well.
  await expect.poll(async () => (await murat('people.present', {})).map(({ person }) => person), SOON).toContain('lena');

  const opened = await lena('command.send', {
    type: 'open-case',
    caseId: null,
    data: { customer: null, category: 'billing', channel: 'phone', urgency: 'medium', impact: 'medium', reason: null, call: 'R-9' },
    body: { title: 'Doppelt abgebucht', text: 'im März', caller: 'Karin Öztürk', phone: '+49 40 555 0134' },
  });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const { caseId } = opened.value;
  const wish = { decisionType: 'goodwill-credit', amount: 4_000, reason: 'house-error', evidence: [] };
  const asked = async () => {
    const answer = await lena('authority.ask', { caseId, wish });
    return answer.ok ? answer.value.approver?.present : answer.refusal.code;
  };
  expect(await asked()).toEqual(['murat']);
  await murat('presence.set', { state: 'call' });
  await expect.poll(async () => (await seen())?.state, SOON).toBe('busy');
  expect(await asked()).toEqual(['murat']);
  await murat('presence.set', { state: 'break' });
  await expect.poll(seen, SOON).toBeUndefined();
  expect(await asked()).toEqual([]);
  await murat('presence.set', { state: 'free' });
  await expect.poll(asked, SOON).toEqual(['murat']);
});

it('[PR3] with the line cut he fades after 90 seconds, the desk says that it does not know, and goes on with whoever sits here', async () => {
  const lena = await at(here, 'lena');
  const people = async () => (await lena('people.present', {})).map(({ person }) => person);
  await expect.poll(people, SOON).toEqual(['lena', 'murat']);
  line.cut();
  expect(await people()).toEqual(['lena', 'murat']);
  time.ahead += 90_500;
  expect(await people()).toEqual(['lena']);
  expect(await lena('presence.view', {})).toEqual({ state: 'free', elsewhere: 'cut' });
  line.join();
  await expect.poll(people, SOON).toEqual(['lena', 'murat']);
  // Whoever closes his workstation is gone at once.
  await there.close();
  await expect.poll(people, SOON).toEqual(['lena']);
});
