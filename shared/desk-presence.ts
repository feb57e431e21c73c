// Answers who is there, here and at other workstations, what each is doing as far as the pack lets that be told, and the principal's contacts.
import type { Ms } from './kernel/time.ts';
import type { DeskStore } from './store/desk-store.ts';
import { contactsOf } from './views/contacts.ts';
import { mayCount, mayTellState } from './views/figures.ts';
import { listKey } from './views/lists.ts';
import type { PresenceState, ShownState } from './views/presence-shapes.ts';
import type { CallOutput } from './api.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import type { Seat } from './desk-session.ts';

type Calls = 'people.present' | 'presence.set' | 'presence.view' | 'contacts.list';
type Row = CallOutput<'people.present'>[number];

export const presenceCalls = ({ sessions, store, clock, presence }: DeskInside): Pick<Handlers, Calls> => ({
  'people.present': (seat) => {
    const tellsState = mayTellState(seat.policy);
    return sessions.around(seat.lane).flatMap(({ person, since, state, elsewhere }): Row[] => {
      const told = person.id === seat.person.id || tellsState ? state : discreet(state);
      if (told === null) return [];
      const row = { person: person.id, tier: person.tier, teams: [...person.teams], state: told, elsewhere };
      return [mayCount(seat.policy, seat.person, [person.id]) ? { ...row, since, load: loadOf(store, seat, person.id, clock()) } : row];
    });
  },
  'presence.set': (seat, { state }) => {
    sessions.setState(seat.session, state);
    return {};
  },
  'presence.view': ({ lane, person }) => ({
    state: sessions.stateOf(lane, person.id),
    elsewhere: presence?.elsewhere(lane).known ?? 'alone',
  }),
  'contacts.list': ({ policy }) => [...contactsOf(policy, clock())],
});

/** Where the pack does not allow more: free, or not just now; whoever is on a break is not there. */
const discreet = (state: PresenceState): ShownState | null => (state === 'break' ? null : state === 'free' ? 'free' : 'busy');

/** Cases in his hand and those of them whose time has come, by counting alone: no case is read. */
const loadOf = (store: DeskStore, { lane }: Seat, person: string, now: Ms): { readonly open: number; readonly due: number } => {
  const lists = [listKey.mine(person), listKey.back(person)];
  const sum = (count: (list: string) => number): number => lists.reduce((all, list) => all + count(list), 0);
  return { open: sum((list) => store.listCount(lane, list)), due: sum((list) => store.dueCount(lane, list, now)) };
};
