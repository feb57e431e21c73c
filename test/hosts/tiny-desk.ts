// A desk of a few calls, really kept in memory: enough to test what a host carries without testing the desk itself.
import { setTimeout as pause } from 'node:timers/promises';
import type { CallInput, CallName, CallOutput, DeskApi, DeskEvent } from '../../shared/api.ts';
import { faultError } from '../../shared/dispatch.ts';

export type TinyDesk = {
  readonly desk: DeskApi;
  /** Names of the calls that got through to the desk. */
  readonly asked: string[];
  readonly emit: (event: DeskEvent) => void;
};

const colours = { light: '#0a6b5d', dark: '#5fd0bd' };

export const createTinyDesk = (): TinyDesk => {
  const listeners = new Set<(event: DeskEvent) => void>();
  const people = new Map<string, { readonly lane: string; readonly person: string }>();
  const drafts = new Map<string, { readonly value: CallOutput<'draft.get'>['value']; readonly savedAt: number }>();
  const asked: string[] = [];
  const emit = (event: DeskEvent): void => listeners.forEach((listener) => listener(event));
  const personOf = (session: string | null): { readonly lane: string; readonly person: string } => {
    const found = people.get(session ?? '');
    if (found === undefined) throw faultError({ fault: 'not-signed-in', where: 'session', message: 'nobody' });
    return found;
  };

  type Some = { readonly [Name in CallName]?: (input: CallInput<Name>, session: string | null) => CallOutput<Name> };
  const answers: Some = {
    'host.info': () => ({ host: 'browser', version: '0', demo: true, now: 0 }),
    'people.list': () => [
      {
        lane: 'nordlicht',
        principal: 'Nordlicht',
        accent: colours,
        person: 'lena',
        name: 'Lena Über',
        role: 'agent',
        tier: 1,
        teams: [],
        demo: true,
      },
    ],
    'session.sign-in': ({ lane, person }) => {
      const session = `session-${people.size + 1}`;
      people.set(session, { lane, person });
      return { ok: true, value: { session, me: { lane, person, name: person, role: 'agent', tier: 1, teams: [] } } };
    },
    'session.me': (_input, session) => ({ ...personOf(session), name: personOf(session).person, role: 'agent', tier: 1, teams: [] }),
    'draft.save': ({ key, value }, session) => {
      const { lane, person } = personOf(session);
      drafts.set(`${person} ${key}`, { value, savedAt: drafts.size + 1 });
      emit({ type: 'changed', lane, cases: [key], topics: ['draft'] });
      return { savedAt: drafts.size };
    },
    'draft.get': ({ key }, session) => drafts.get(`${personOf(session).person} ${key}`) ?? { value: null, savedAt: null },
    'sync.status': () => ({ mode: 'loopback', waiting: 0, unconfirmed: 0, refused: 0, position: 0, lastHeard: null, trouble: null }),
    search: () => {
      throw new Error('the secret inside of a bug');
    },
  };

  return {
    asked,
    emit,
    desk: {
      call: async (name, session, input) => {
        asked.push(name);
        // Slow enough that a host can be asked to end in the middle of it.
        if (name === 'sync.status') await pause(100);
        const answer = answers[name];
        if (answer === undefined) throw new Error(`the tiny desk has no ${name}`);
        return answer(input, session);
      },
      subscribe: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
  };
};
