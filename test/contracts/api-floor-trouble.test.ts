// What was refused in a team, on every kind of store: whose it is, to whom it is told, and what stays between two.
import { afterEach, describe, expect, it } from 'vitest';
import type { Command, CommandType } from '../../shared/case/commands.ts';
import { troubleCalls } from '../../shared/desk-trouble.ts';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { DESK_APPLICATION, DESK_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteDeskStore } from '../../shared/store/sqlite-desk-store.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { openSqlite } from '../store/open-sqlite.ts';
import { LANE, outgoing, stateOf, tables } from '../store/samples.ts';
import type { OpenedStore } from './desk-store-contract.ts';

const onSqlite = (): OpenedStore => {
  const { handle, cleanUp } = openSqlite('memory', DESK_APPLICATION, DESK_MIGRATIONS);
  return { store: createSqliteDeskStore(handle), cleanUp };
};
const STORES: readonly (readonly [string, () => OpenedStore])[] = [
  ['in memory', () => ({ store: createMemoryDeskStore(), cleanUp: () => undefined })],
  ['in SQLite', onSqlite],
];

describe.each(STORES)('what was refused in a team, %s', (_name, make) => {
  let place: OpenedStore | null = null;
  afterEach(() => {
    place?.cleanUp();
    place = null;
  });

  const opened = (
    policy: Policy = TELECOM,
    team = 'abrechnung',
  ): ((reader: string, limit?: number) => ReturnType<ReturnType<typeof troubleCalls>['team.trouble']>) => {
    place = make();
    const { store } = place;
    const refuse = (n: number, actor: string, type: CommandType, data: object = {}): void => {
      const { command, ...rest } = outgoing(n);
      store.refuse({ ...rest, command: { ...command, actor, type, data } as Command }, { code: 'case-taken', data: {} }, n);
    };
    store.transact(() => {
      const state = stateOf('c1');
      store.saveConfirmedState({ ...state, holder: { ...state.holder, person: '', team }, teams: [team], senders: [] });
      store.putTables(tables('c1', []));
      refuse(1, 'lena', 'add-note');
      refuse(2, 'jonas', 'add-note');
      refuse(3, 'tim', 'take-case');
      refuse(4, 'murat', 'add-note');
      // Murat leads Lena, but a word of hers to somebody else is not his to read.
      refuse(5, 'lena', 'coach', { handover: null, to: 'ayse' });
    });
    const calls = troubleCalls({ store, clock: () => 10 } as unknown as Parameters<typeof troubleCalls>[0]);
    const seat = (person: string) => ({ lane: LANE, session: 's', policy, person: policy.people.get(person)! });
    return (reader, limit = 10) => calls['team.trouble'](seat(reader), { limit });
  };

  it('[FB2] is told to whoever leads its author, newest first, never one’s own, and never a word between two others', async () => {
    const trouble = opened();
    const rows = async (reader: string) => (await trouble(reader)).refused.map(({ author, type }) => `${author} ${type}`);
    expect(await rows('murat')).toEqual(['tim take-case', 'lena add-note']);
    expect(await rows('carla')).toEqual(['tim take-case', 'jonas add-note']);
    expect(await rows('lena')).toEqual([]);
    expect(await rows('nora')).toEqual([]);
  });

  it('[FB2] a case that is not the reader’s to read is not named, whoever of his people wrote in it', async () => {
    const policy = telecomWith({ visibility: { ...TELECOM.pack.visibility, cases: 'teams' } });
    const [there] = (await opened(policy)('murat')).refused;
    expect(there).toMatchObject({ number: 'NT-c1', title: 'Fall c1', author: 'tim', isThere: true });
    place?.cleanUp();
    const [hidden] = (await opened(policy, 'leitung')('murat')).refused;
    expect(hidden).toMatchObject({ number: '', title: '', author: 'tim', isThere: false });
  });

  it('[FB2] tells what, why and where, and counts those it does not show', async () => {
    const { refused, flagged, total } = await opened()('murat', 1);
    expect(refused).toEqual([
      {
        command: 'cmd-3',
        caseId: 'c1',
        number: 'NT-c1',
        title: 'Fall c1',
        type: 'take-case',
        at: 3,
        refusal: { code: 'case-taken', data: {} },
        author: 'tim',
        isThere: true,
      },
    ]);
    expect([flagged, total]).toEqual([[], 2]);
  });
});
