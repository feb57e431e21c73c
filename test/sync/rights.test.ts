// Who may see which cases: by the pack, by what people are, by what they had to do with; and that nobody misses a case he must work on.
import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import type { CaseState } from '../../shared/case/state.ts';
import { clocksOf, nextOf } from '../../shared/case/clocks.ts';
import { DAY, HOUR } from '../../shared/kernel/time.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { migrate } from '../../shared/store/migrate.ts';
import { LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteLedgerStore } from '../../shared/store/sqlite-ledger-store.ts';
import { placesOf } from '../../shared/views/places.ts';
import { rightsOf, tagsOf } from '../../shared/sync/rights.ts';
import { openSqlite } from '../store/open-sqlite.ts';
import { judge } from '../case/random-lives.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { NOON } from '../given.ts';

vi.setConfig({ testTimeout: 60_000 });

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const TEAMS = telecomWith({ visibility: { cases: 'teams', closedDays: 90 } });
const rights = (people: readonly string[], policy: Policy = TEAMS, now = NOON) => rightsOf(people, policy, now, digest);

describe('[Y38] the rights of a workstation', () => {
  it('are everything of the principal where the pack says nothing else, and for managers, auditors and importers always', () => {
    expect(rights(['lena'], TELECOM)?.tags).toBeNull();
    expect([rights(['helga'])?.tags, rights(['nora'])?.tags, rights(['lena', 'nora'])?.tags]).toEqual([null, null, null]);
  });

  it('are those of all its people together, by their teams and by themselves, in whatever order they signed in', () => {
    expect(rights(['lena'])?.tags).toEqual(['everybody', 'person:lena', 'team:abrechnung']);
    expect(rights(['jonas', 'lena'])?.tags).toEqual(['everybody', 'person:jonas', 'person:lena', 'team:abrechnung', 'team:stoerung']);
    expect(rights(['jonas', 'lena'])).toEqual(rights(['lena', 'jonas', 'lena']));
  });

  it('reach from a lead down to every team whose way up leads to his own, and from nobody else', () => {
    const tree = telecomWith({
      visibility: { cases: 'teams' },
      teams: TELECOM.pack.teams.map((team) => {
        const above = { abrechnung: 'tl-abrechnung', stoerung: 'technik', technik: 'tl-technik' }[team.id];
        return above === undefined ? team : { ...team, above };
      }),
    });
    const teamsOf = (person: string) => rights([person], tree)?.tags?.filter((tag) => tag.startsWith('team:'));
    expect(teamsOf('carla')).toEqual(['team:stoerung', 'team:technik', 'team:tl-technik']);
    expect(teamsOf('murat')).toEqual(['team:abrechnung', 'team:tl-abrechnung']);
    expect(teamsOf('ayse')).toEqual(['team:technik']);
    expect(rights(['murat'], tree)?.tags?.filter((tag) => tag.startsWith('person:'))).toEqual([
      'person:lena',
      'person:murat',
      'person:tim',
    ]);
  });

  it('are nobody’s without anybody who may sign in and stands in the roster', () => {
    expect([rights([]), rights(['import']), rights(['fremd']), rights(['fremd', 'lena'])?.tags?.[0]]).toEqual([
      null,
      null,
      null,
      'everybody',
    ]);
  });

  it('end with a horizon for closed cases; their name changes with each day of the principal, and with what they reach', () => {
    const today = rights(['lena'])!;
    expect((NOON - today.closedSince!) / DAY).toBeGreaterThan(90);
    expect((NOON - today.closedSince!) / DAY).toBeLessThan(91.1);
    expect(rights(['lena'], TEAMS, NOON + HOUR)).toEqual(today);
    const names = [today, rights(['lena'], TEAMS, NOON + DAY), rights(['tim']), rights(['lena'], TELECOM)].map((each) => each?.scope);
    expect(new Set(names).size).toBe(4);
  });
});

describe('[Y39] the audience of a case', () => {
  it('holds everybody in whose lists it stands, so that nobody misses a case he must do something about', () => {
    const kinds = new Set<string>();
    judge((lived) => {
      for (const { after, event } of lived.moments) {
        const at = 'at' in event && typeof event.at === 'number' ? event.at : lived.end;
        const clocks = clocksOf(after, TEAMS, at);
        const tags = tagsOf(after);
        for (const { list } of placesOf(after, TEAMS, nextOf(clocks)?.at ?? null, clocks)) {
          const [kind, owner] = list.split(':') as [string, string | undefined];
          if (owner === undefined) continue;
          kinds.add(kind);
          const mine = TEAMS.people.has(owner) ? rights([owner])!.tags : [`team:${owner}`];
          expect({ list, seen: mine === null || tags.some((tag) => mine.includes(tag)) }).toEqual({ list, seen: true });
        }
      }
    }, 30);
    expect(kinds.size).toBeGreaterThan(12);
  });

  it('is read out of the states of a ledger from before there were audiences, nobody left out', async () => {
    const states = new Map<string, CaseState>();
    judge((lived) => lived.moments.forEach(({ after }) => states.set(JSON.stringify([states.size]), after)), 10);
    const { handle } = openSqlite('memory', LEDGER_APPLICATION, LEDGER_MIGRATIONS.slice(0, 1));
    const insert = handle.prepare('INSERT INTO states (case_id, lane, state) VALUES (?, ?, ?)');
    handle.transaction(() => states.forEach((state, id) => insert.run(id, state.lane, JSON.stringify(state))))();
    migrate(handle, LEDGER_APPLICATION, LEDGER_MIGRATIONS, () => undefined);
    const audiences = await createSqliteLedgerStore(handle).audiences('nordlicht', [...states.keys()]);
    const left = [...states].flatMap(([id, state]) => tagsOf(state).filter((tag) => audiences.get(id)?.includes(tag) !== true));
    expect([...new Set(left)]).toEqual([]);
    expect(states.size).toBeGreaterThan(100);
  });
});
