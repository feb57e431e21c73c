// What a ledger tells a workstation: pages, lists, snapshots and histories cut to the rights of now, and nothing of other teams.
import { describe, expect, it } from 'vitest';
import { anchorOf } from '../../shared/store/anchor.ts';
import { DAY } from '../../shared/kernel/time.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import type { LedgerSession } from '../../shared/sync/ledger.ts';
import { BATCH } from '../../shared/sync/protocol.ts';
import { LANE } from './desks.ts';
import {
  begins,
  createHub,
  createJournal,
  grants,
  greets,
  moved,
  notes,
  NOWHERE,
  opens,
  says,
  settles,
  TEAMS,
  twoTeams,
  type Hub,
} from './writers.ts';

const casesOf = async (session: LedgerSession): Promise<readonly string[]> =>
  (await session.inventory(LANE, null)).cases.map(({ caseId }) => caseId);

describe('a page', () => {
  it('[Y40] holds only what its reader may see, and covers the places of the rest', async () => {
    const { hub, lena, jonas } = await twoTeams();
    const [hers, his] = [await begins(lena, 'front'), await begins(jonas, 'back')];
    const [her, him] = [await lena.pull(LANE, hers), await jonas.pull(LANE, his)];
    expect([her.events.map(({ event }) => event.caseId), him.events.map(({ event }) => event.caseId)]).toEqual([['a'], ['b', 'b']]);
    const last = (await hub.store.events(LANE, 0, 9)).at(-1)!;
    expect([her.position, her.anchor, her.again, her.more]).toEqual([3, anchorOf(last), false, false]);
    expect(await lena.pull(LANE, moved(hers, her))).toMatchObject({ again: false, events: [], position: 3, anchor: anchorOf(last) });
  });

  it('[Y40] looks on through what its reader may not see, and never tells more than a page', async () => {
    const { hub, back, lena, jonas } = await twoTeams();
    const notesOfHis = Array.from({ length: BATCH }, (_, index) => notes(hub, `many-${index}`, 'b', 'jonas'));
    await settles(jonas, back(...notesOfHis));
    await settles(jonas, back(...Array.from({ length: 40 }, (_, index) => notes(hub, `more-${index}`, 'a', 'jonas'))));
    const hers = await begins(lena, 'front');
    const page = await lena.pull(LANE, hers);
    expect([page.events.length, page.position, page.more]).toEqual([41, 543, false]);
    const his = await jonas.pull(LANE, await begins(jonas, 'back'));
    expect([his.events.length <= BATCH, his.more]).toEqual([true, true]);
  });

  it('[Y40] tells nothing to a cursor of another epoch, of a place or an event this log does not have, or of other rights', async () => {
    const { lena } = await twoTeams();
    const begun = await begins(lena, 'front');
    const fits = moved(begun, await lena.pull(LANE, begun));
    const wrong = [
      { ...fits, epoch: 'another' },
      { ...fits, position: 99 },
      { ...fits, position: 2 },
      { ...fits, anchor: 'another' },
      { ...fits, scope: 'another' },
      { ...fits, scope: null },
      NOWHERE,
    ];
    expect((await lena.pull(LANE, fits)).again).toBe(false);
    for (const cursor of wrong) {
      const page = await lena.pull(LANE, cursor);
      expect([page.again, page.events, page.digests, page.position]).toEqual([true, [], [], cursor.position]);
    }
    expect((await greets(lena, 'front', fits)).agrees).toBe(true);
    expect((await greets(lena, 'front', { ...fits, anchor: 'another' })).agrees).toBe(false);
  });

  it('[Y40] begins to tell of a case with the event by which its reader had to do with it', async () => {
    const { hub, back, lena, jonas } = await twoTeams();
    const hers = await begins(lena, 'front');
    const before = moved(hers, await lena.pull(LANE, hers));
    await settles(
      jonas,
      back(
        says(
          hub,
          'ask',
          'ask-consult',
          'b',
          'jonas',
          { to: { team: 'abrechnung', person: null }, customerWaiting: false },
          { text: 'Stimmt das?' },
        ),
      ),
    );
    const page = await lena.pull(LANE, before);
    expect(page.events.map(({ event, version }) => [event.type, event.caseId, version])).toEqual([['consult-asked', 'b', 3]]);
    expect(await casesOf(lena)).toEqual(['a', 'b']);
  });
});

describe('many desks that wake up at once', () => {
  it('[Y40] are told what happened from one look at the store, and each only what it may see', async () => {
    const store = createMemoryLedgerStore();
    const looks: string[] = [];
    const watch =
      <Args extends readonly unknown[], Answer>(name: string, call: (...args: Args) => Answer) =>
      (...args: Args): Answer => {
        looks.push(name);
        return call(...args);
      };
    const { states, audiences, events } = store;
    const hub = await createHub({
      ...store,
      states: watch('states', states),
      audiences: watch('audiences', audiences),
      events: watch('events', events),
    });
    const front = createJournal('front');
    await settles(hub.ledger, front(opens(hub, 'a', 'lena'), opens(hub, 'b', 'jonas')));
    const seats = Array.from({ length: 20 }, (_, index) => hub.seat(`desk-${index}`, index % 2 === 0 ? 'lena' : 'jonas'));
    const cursors = await Promise.all(
      seats.map(async (session, index) => {
        const begun = await begins(session, `desk-${index}`);
        return moved(begun, await session.pull(LANE, begun));
      }),
    );
    await settles(hub.ledger, front(notes(hub, 'n1', 'a', 'lena'), notes(hub, 'n2', 'b', 'jonas'), notes(hub, 'n3', 'b', 'jonas')));
    looks.length = 0;
    const pages = await Promise.all(seats.map((session, index) => session.pull(LANE, cursors[index]!)));
    expect(looks.toSorted()).toEqual(['audiences', 'events', 'states']);
    expect(pages.map((page) => page.events.length)).toEqual(seats.map((_, index) => (index % 2 === 0 ? 1 : 2)));
    // Later ones are told the same again, and a reader who is behind what is at hand is told all of it.
    const late = await hub.seat('late', 'jonas').pull(LANE, cursors[1]!);
    expect([late.events, looks.length]).toEqual([pages[1]!.events, 3]);
    await settles(hub.ledger, front(...Array.from({ length: 450 }, (_, index) => notes(hub, `many-${index}`, 'b', 'jonas'))));
    for (let index = 0; index < 3; index += 1) await seats[1]!.pull(LANE, cursors[1]!);
    const read: number[] = [];
    const reader = hub.seat('reader', 'nora');
    for (let cursor = await begins(reader, 'reader'), page; (page = await reader.pull(LANE, cursor)).events.length > 0;) {
      read.push(...page.events.map(({ position }) => position));
      cursor = moved(cursor, page);
    }
    expect(read).toEqual(Array.from({ length: 455 }, (_, index) => index + 1));
  });
});

describe('what is granted elsewhere', () => {
  it('[Y41] is told of cases beyond the rights so that caps hold, without telling which cases they are', async () => {
    const { hub, back, front, lena, jonas } = await twoTeams();
    await settles(
      jonas,
      back(opens(hub, 'nobody', 'jonas', null), grants(hub, 'g1', 'b', 'jonas', 500), grants(hub, 'g2', 'nobody', 'jonas', 700)),
    );
    await settles(lena, front(grants(hub, 'g3', 'a', 'lena', 300)));
    const page = await lena.pull(LANE, await begins(lena, 'front'));
    const told = page.digests.flatMap(({ digest, grants: granted }) => granted.map((grant) => ({ ...grant, digest })));
    expect(told.map(({ decision, amount, customer }) => [decision, amount, customer])).toEqual([
      ['g1', 500, 'K-1'],
      ['g2', 700, expect.stringMatching(/^case:g:/)],
    ]);
    for (const { digest, caseId } of told) expect([caseId, /^g:[0-9a-f]{32}$/.test(digest)]).toEqual([digest, true]);
    expect(JSON.stringify(page)).not.toMatch(/"nobody"|case:nobody|"b"/);
    const whole = await everyPage(lena);
    expect(whole.flatMap(({ digests }) => digests)).toEqual(page.digests);
    expect(
      (await everyPage(jonas)).flatMap(({ digests }) => digests.flatMap(({ grants: granted }) => granted.map(({ decision }) => decision))),
    ).toEqual(['g3']);
  });
});

const everyPage = async (session: LedgerSession) => {
  const pages = [await session.inventory(LANE, null)];
  while (pages.at(-1)!.next !== null) pages.push(await session.inventory(LANE, pages.at(-1)!.next));
  return pages;
};

describe('an inventory', () => {
  it('[Y42] lists every case of the rights and no other, and all its pages tell the place and the rights of the first', async () => {
    const { hub, back, lena, jonas } = await twoTeams();
    const first = await lena.inventory(LANE, null);
    expect([first.cases, first.position, first.epoch]).toEqual([[{ caseId: 'a', version: 1 }], 3, 'epoch-1']);
    await settles(jonas, back(notes(hub, 'late', 'b', 'jonas')));
    const second = await lena.inventory(LANE, first.next);
    expect([second.position, second.anchor, second.scope]).toEqual([first.position, first.anchor, first.scope]);
    const cursor = { epoch: first.epoch, position: second.position, anchor: second.anchor, scope: second.scope };
    expect((await lena.pull(LANE, cursor)).again).toBe(false);
    expect(await casesOf(hub.seat('third', 'nora'))).toEqual(['a', 'b']);
    expect(await casesOf(hub.seat('third', 'lena', 'jonas'))).toEqual(['a', 'b']);
  });

  it('[Y42] that rights change under says so, so that another one begins', async () => {
    const { hub, lena } = await twoTeams();
    const first = await lena.inventory(LANE, null);
    const now = hub.seat('front', 'lena', 'jonas');
    const rest = await now.inventory(LANE, first.next);
    expect([rest.scope === first.scope, rest.scope]).toEqual([false, (await greets(now, 'front')).scope]);
    const cursor = { epoch: rest.epoch, position: rest.position, anchor: rest.anchor, scope: first.scope };
    expect((await now.pull(LANE, cursor)).again).toBe(true);
  });

  it('[Y42] leaves out what was closed before the horizon, and so do snapshots and histories; who has it is told that it was closed', async () => {
    const { hub, front, lena } = await twoTeams();
    await settles(lena, front(closes(hub, 'a')));
    expect((await hub.store.states(['a'])).get('a')?.phase).toBe('closed');
    expect(await casesOf(lena)).toEqual(['a']);
    hub.clock.now += 100 * DAY;
    expect([
      await casesOf(lena),
      await lena.snapshots(LANE, ['a']),
      (await lena.histories(LANE, [{ caseId: 'a', after: 0 }])).events,
    ]).toEqual([[], [], []]);
    const told = (await lena.pull(LANE, await begins(lena, 'front'))).events;
    expect(told.map(({ event }) => event.type)).toContain('case-closed');
  });
});

const closes = (hub: Hub, caseId: string) => {
  const data = { result: TEAMS.pack.results[0]!.id, informedAt: hub.clock.now, deviated: false, avoidable: false, cause: null };
  return says(hub, `close-${caseId}`, 'close', caseId, 'lena', data, { text: 'erledigt' });
};

describe('a case', () => {
  it('[Y43] comes whole as a snapshot with the words of its row, and its history folds to the same', async () => {
    const { hub, jonas, lena } = await twoTeams();
    const [snapshot] = await jonas.snapshots(LANE, ['a', 'b', 'unknown']);
    expect([snapshot?.caseId, snapshot?.version, snapshot?.position]).toEqual(['b', 2, 3]);
    expect(snapshot?.bodies.map(({ text }) => JSON.parse(text) as unknown)).toEqual([{ title: 'Titel b' }, { text: 'Notiz n1' }]);
    const { events, bodies } = await jonas.histories(LANE, [
      { caseId: 'b', after: 0 },
      { caseId: 'a', after: 0 },
    ]);
    expect(events.reduce<CaseState | null>((state, { event }) => evolve(state, event), null)).toEqual(snapshot?.state);
    expect(bodies.map(({ hash }) => hash)).toEqual(snapshot?.bodies.map(({ hash }) => hash));
    expect((await jonas.histories(LANE, [{ caseId: 'b', after: 1 }])).events.map(({ version }) => version)).toEqual([2]);
    const words = bodies.map(({ hash }) => hash);
    expect([(await jonas.bodies(LANE, words)).length, await lena.bodies(LANE, words)]).toEqual([2, []]);
    expect((await hub.ledger.bodies(LANE, words)).length).toBe(2);
  });

  it('[Y43] is left for the next answer when the page of histories is full', async () => {
    const { hub, back, jonas } = await twoTeams();
    await settles(jonas, back(opens(hub, 'c', 'jonas')));
    for (let part = 0; part < 5; part += 1)
      await settles(jonas, back(...Array.from({ length: 450 }, (_, index) => notes(hub, `p${part}-${index}`, 'b', 'jonas'))));
    const asked = ['b', 'c'].map((caseId) => ({ caseId, after: 0 }));
    const { events, more } = await jonas.histories(LANE, asked);
    expect([events.length, more]).toEqual([2_000, ['b', 'c']]);
    const rest = await jonas.histories(LANE, [
      { caseId: 'b', after: 2_000 },
      { caseId: 'c', after: 0 },
    ]);
    expect([rest.events.length, rest.events[0]?.version, rest.more]).toEqual([253, 2_001, []]);
  });

  it('[Y43] is told in answers anybody can read, however much was said in it, and arrives whole', async () => {
    const { hub, back, jonas } = await twoTeams();
    const long = (id: string) => says(hub, id, 'add-note', 'b', 'jonas', {}, { text: 'x'.repeat(19_000) });
    for (let part = 0; part < 3; part += 1)
      await settles(jonas, back(...Array.from({ length: 200 }, (_, index) => long(`l${part}-${index}`))));
    const sizes: number[] = [];
    const told: number[] = [];
    for (let more = true; more;) {
      const answer = await jonas.histories(LANE, [{ caseId: 'b', after: told.at(-1) ?? 0 }]);
      sizes.push(JSON.stringify(answer).length);
      told.push(...answer.events.map(({ version }) => version));
      expect(answer.bodies.map(({ hash }) => hash)).toEqual(answer.events.map(({ event }) => event.body));
      more = answer.more.includes('b');
    }
    expect([sizes.length, Math.max(...sizes) < 9_000_000, told]).toEqual([2, true, Array.from({ length: 602 }, (_, index) => index + 1)]);
  });
});
