// A desk of this version at a newer hub: what it does not know is kept as it came, shown as a line, and in nobody's way.
import { describe, expect, it } from 'vitest';
import { calls } from '../../shared/api.ts';
import type { Confirmed } from '../../shared/case/events.ts';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import type { Transport } from '../../shared/sync/protocol.ts';
import { routes, type RouteName } from '../../shared/sync/wire.ts';
import { sqliteStores } from '../contracts/api-desk.ts';
import { LANE, notes, says } from './desks.ts';
import { createHubDesk, settleDown, trouble } from './hub-desks.ts';
import { chairAt, held, meet, offices } from './two-offices.ts';

/** As a newer hub tells it: a kind of event, a role and members nobody has heard of here. */
const newer = (entry: Confirmed): Confirmed => {
  if (entry.event.type !== 'note-added') return entry;
  const by = { ...entry.event.by, role: 'bishop', desk: 'd-7' };
  return {
    ...entry,
    seal: 'wax',
    event: { ...entry.event, type: 'case-blessed', by, data: { gold: 3 }, mood: 'calm' },
  } as unknown as Confirmed;
};

/** Every answer crosses the wire in the frames of this version. */
const framed = <Answer>(name: RouteName, answer: Answer): Answer => routes[name].output.parse(JSON.parse(JSON.stringify(answer))) as Answer;

const newerWire = (transport: Transport): Transport => ({
  ...transport,
  pull: async (lane, cursor) => {
    const page = await transport.pull(lane, cursor);
    return framed('pull', { ...page, weather: 'mild', events: page.events.map(newer) });
  },
  histories: async (lane, cases) => {
    const told = await transport.histories(lane, cases);
    return framed('histories', { ...told, events: told.events.map(newer) });
  },
  snapshots: async (lane, cases) => {
    const told = await transport.snapshots(lane, cases);
    return framed('snapshots', { snapshots: told.map((row) => ({ ...row, state: { ...row.state, halo: true } })) }).snapshots;
  },
});

const stores: readonly (readonly [string, () => DeskStore])[] = [
  ['memory', createMemoryDeskStore],
  ['SQLite', () => sqliteStores().desk],
];

const WAYS = ['as it happens', 'with a snapshot and the history after it'];

describe.each(stores)('an event of a newer version, over %s', (_name, createStore) => {
  const world = async () => {
    const at = await offices();
    const caseId = await held(at);
    notes(at.lena, caseId, 'der Bischof war da');
    says(at.lena, 'resolve', caseId, { result: 'solved' });
    return { at, caseId };
  };

  it.each(WAYS)('[C34] arrives %s: kept whole, shown as a line, what follows goes on', async (way) => {
    const { at, caseId } = await world();
    const late = way !== 'as it happens';
    if (late) await meet(at.lena);
    const desk = createHubDesk(at.office, ['tim'], { store: createStore(), wire: newerWire });
    await meet(desk);
    if (!late) await meet(at.lena, desk);
    await settleDown(desk);
    notes(desk, caseId, 'danach', 'tim');
    await meet(desk, at.lena);
    expect([trouble(desk), desk.store.row(caseId)?.phase, desk.store.unfilledCount(LANE)]).toEqual([null, 'resolved', 0]);
    const strange = desk.store.eventsOf(caseId).find(({ event }) => (event.type as string) === 'case-blessed');
    expect(strange?.event).toMatchObject({ by: { role: 'bishop', desk: 'd-7' }, data: { gold: 3 }, mood: 'calm' });
    expect(at.lena.store.currentState(caseId)?.version).toBe(desk.store.currentState(caseId)?.version);
    const view = calls['case.view'].output.parse(await (await chairAt(at, desk, 'tim'))('case.view', { caseId }));
    expect(view.ok && view.value.timeline.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['case-blessed', 'case-resolved', 'case-opened']),
    );
    const line = view.ok
      ? view.value.timeline.find(({ type, body }) => type === 'case-blessed' && JSON.stringify(body).includes('Bischof'))
      : null;
    expect(line).toMatchObject({ by: { person: 'lena', role: 'agent' }, data: { gold: 3 } });
    expect(view.ok && view.value.historyComing).toBeUndefined();
  });
});

it('[Q52] a case whose history has not come yet is shown, and says that it is coming', async () => {
  const at = await offices();
  const caseId = await held(at);
  const beside = createHubDesk(at.office, ['murat']);
  await beside.engine.sync();
  const chair = await chairAt(at, beside, 'murat');
  const view = async () => calls['case.view'].output.parse(await chair('case.view', { caseId }));
  const [first] = [await view()];
  expect(first.ok && [first.value.timeline, first.value.historyComing]).toEqual([[], true]);
  await settleDown(beside);
  const then = await view();
  expect(then.ok && [then.value.timeline.map(({ type }) => type), then.value.historyComing]).toEqual([['case-opened'], undefined]);
});
