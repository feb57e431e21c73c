// Lets somebody act beside a colleague at the same workstation: one act with his own secret, under his own limits, in nobody else's session.
import { BESIDE_VERBS } from './views/telephone-shapes.ts';
import { decidesAtAll } from './case/approval-answer.ts';
import { refuse } from './kernel/result.ts';
import type { CallInput, CallOutput } from './api.ts';
import { commandCalls } from './desk-command.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { notFound, stateFor } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';

export const besideCalls = (inside: DeskInside): Pick<Handlers, 'beside.choices' | 'beside.act'> => ({
  'beside.choices': async (seat) => choices(inside, seat),
  'beside.act': (seat, input) => act(inside, seat, input),
});

/** People whom this workstation can know by their secret, without whoever sits there. */
const choices = async ({ gate }: DeskInside, { lane, person: own, policy }: Seat): Promise<CallOutput<'beside.choices'>> => {
  if (gate === undefined) return [];
  return (await gate.choices()).flatMap(({ lane: of, person: id, secret }) => {
    const person = policy.people.get(id);
    if (of !== lane || id === own.id || person === undefined || !decidesAtAll(person)) return [];
    return [{ person: id, name: person.name, role: person.role, tier: person.tier, ready: secret?.offline === true }];
  });
};

/**
 * The secret counts for this act alone and is kept nowhere; wrong ones are counted as at the door. Nothing of the session changes hands:
 * whoever sits there keeps his case, his drafts and his place. Source: domain.md §5.
 */
const act = async (
  inside: DeskInside,
  seat: Seat,
  { person: id, secret, command }: CallInput<'beside.act'>,
): Promise<CallOutput<'beside.act'>> => {
  const { gate, sessions, store } = inside;
  if (!BESIDE_VERBS.includes(command.type)) return refuse('beside-verb', {});
  if (stateFor(store, seat, command.caseId) === null) return notFound({ case: command.caseId });
  if (id === seat.person.id) return refuse('beside-oneself', {});
  if (gate === undefined) return refuse('not-possible', {});
  if (seat.policy.people.get(id)?.signIn !== true) return refuse('unknown-person', { person: id });
  const admitted = await gate.admit(seat.lane, id, secret);
  if (!admitted.ok) return admitted;
  // Working out a secret takes its time: whoever sat there may have gone, and the pack may be another one.
  const here = sessions.seat(seat.session);
  const person = here.policy.people.get(id);
  if (person?.signIn !== true) return refuse('unknown-person', { person: id });
  return commandCalls(inside)['command.send']({ ...here, person, beside: here.person.id }, command);
};
