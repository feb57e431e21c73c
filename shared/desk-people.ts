// Answers the calls about the host, who can sign in, who is signed in, and the pack they work by.
import { ok } from './kernel/result.ts';
import type { Policy } from './policy/policy.ts';
import { packViewOf } from './views/pack-view.ts';
import type { Me, SignInChoice } from './views/shapes.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import type { Seat } from './desk-session.ts';

type Calls = 'host.info' | 'host.line' | 'people.list' | 'session.sign-in' | 'session.sign-out' | 'session.me' | 'pack.view';

export const peopleCalls = ({ engine, host, demo, clock, sessions, gate, onLine }: DeskInside): Pick<Handlers, Calls> => ({
  'host.line': (_seat, { there }) => {
    onLine?.(there);
    return {};
  },
  'host.info': () => ({ ...host, demo, now: clock() }),
  'people.list': async () =>
    gate === undefined ? engine.lanes().flatMap((lane) => choicesOf(engine.policy(lane))) : [...(await gate.choices())],
  'session.sign-in': async (_seat, { lane, person, secret }) => {
    const admitted = gate === undefined ? null : await gate.admit(lane, person, secret ?? null);
    if (admitted?.ok === false) return admitted;
    const opened = sessions.open(lane, person);
    if (!opened.ok) return opened;
    const { session } = opened.value;
    const elsewhere = admitted?.value.elsewhere;
    const more = { ...(admitted?.value.offline === true ? { offline: true } : {}), ...(elsewhere === undefined ? {} : { elsewhere }) };
    return ok({ session, me: meOf(opened.value), ...more });
  },
  'session.sign-out': (seat) => {
    sessions.expire(seat.session);
    return {};
  },
  'session.me': meOf,
  'pack.view': (seat) => packViewOf(seat.policy, seat.person.tier),
});

const meOf = ({ lane, person }: Seat): Me => ({
  lane,
  person: person.id,
  name: person.name,
  role: person.role,
  tier: person.tier,
  teams: [...person.teams],
});

/** Everybody on the roster who signs in here, in the words of the pack. */
export const choicesOf = (policy: Policy | null): SignInChoice[] => {
  if (policy === null) return [];
  const { principal, roster } = policy.pack;
  return roster
    .filter(({ signIn }) => signIn)
    .map(({ id, name, role, tier, teams, demo }) => ({
      lane: policy.lane,
      principal: principal.name,
      accent: principal.accent,
      person: id,
      name,
      role,
      tier,
      teams: teams.flatMap((team) => policy.teams.get(team)?.name ?? []),
      demo,
    }));
};
