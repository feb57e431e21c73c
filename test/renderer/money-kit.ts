// Sits somebody at a window whose desk answers what a test says: for the screens of shared budgets and of deciding without a connection.
import type { Bridge, CallName } from '../../shared/api.ts';
import { packViewOf } from '../../shared/views/pack-view.ts';
import type { LeaseRow } from '../../shared/views/budget-shapes.ts';
import type { Me } from '../../shared/views/shapes.ts';
import { useSession } from '../../renderer/state/session.ts';
import { startTexts } from '../../renderer/texts/texts.ts';
import { TELECOM } from '../pack.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const TEAM = 'abrechnung';

type Told = { readonly name: CallName; readonly input: unknown };
type Answers = { readonly [Name in CallName]?: (input: never) => unknown };

/** What the desk answers, and what it was asked to do; a call without an answer gets `{ok: true}`, as most orders do. */
export const wire = { answers: {} as Answers, told: [] as Told[] };

const bridge: Bridge = {
  call: (name, { input }) => {
    wire.told.push({ name: name as CallName, input });
    const answer = wire.answers[name as CallName] as ((given: unknown) => unknown) | undefined;
    return Promise.resolve({ ok: true, output: answer === undefined ? { ok: true, value: {} } : answer(input) });
  },
  on: () => () => undefined,
};

/** What was asked of one call, in order. */
export const toldTo = (name: CallName): readonly unknown[] => wire.told.filter((row) => row.name === name).map(({ input }) => input);

let turn = 0;
export const sits = (role: Me['role'] = 'agent', answers: Answers = {}): void => {
  startTexts();
  Object.assign(window, { bridge });
  Element.prototype.scrollIntoView = () => undefined;
  turn += 1;
  Object.assign(wire, { answers, told: [] });
  const me: Me = { lane: 'nordlicht', person: 'murat', name: 'Murat Aydin', role, tier: 3, teams: [TEAM] };
  useSession.setState({ phase: 'signed-in', token: `money-${turn}`, me, pack: packViewOf(TELECOM, 3), elsewhere: null });
};

const NO_HOLD = { code: 'budget-needs-words', data: {} };

export const lease = (number: number, part: Partial<LeaseRow> = {}): LeaseRow => ({
  lease: `lease-${number}`,
  device: `device-${number}c4f2a`,
  mine: false,
  people: ['lena'],
  granted: 20_000,
  used: 12_500,
  left: 7_500,
  since: Date.now() - 5 * DAY,
  standing: 'open',
  recalled: false,
  lastAt: Date.now() - 3 * DAY,
  name: 'Büro Husum, Platz 1',
  seenAt: Date.now() - 2 * DAY - HOUR,
  revoked: false,
  signedIn: [{ person: 'tim', at: Date.now() - 4 * DAY }],
  can: { recall: null, freeze: null, writeOff: NO_HOLD },
  ...part,
});
