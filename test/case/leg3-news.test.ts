// Whatever comes back to somebody is told to him, once, until he has acted on it; a small judge of its own says who must be told.
import { describe, expect, it } from 'vitest';
import type { NewsKind, NewsState } from '../../shared/case/state.ts';
import { TELECOM } from '../pack.ts';
import { judge, type Lived, type Moment } from './leg3-lives.ts';

const newsOf = (moment: Moment): readonly NewsState[] => moment.after.news ?? [];
const madeBy = (moment: Moment): readonly NewsState[] => newsOf(moment).filter(({ news }) => news === moment.event.id);
const leadOf = (team: string): string => TELECOM.teams.get(team)!.lead;
/** Somebody and whoever may stand in for him, near or far. */
const orDeputy = (lived: Lived, person: string, known: readonly string[] = []): readonly string[] => {
  if (known.includes(person)) return known;
  const deputies = lived.absences.filter((row) => row.person === person).map(({ deputy }) => deputy);
  return deputies.reduce<readonly string[]>((all, deputy) => orDeputy(lived, deputy, all), [...known, person]);
};

type Due = readonly [kind: NewsKind, to: string];

/** Who must be told of an event, said once more and from the events alone; nobody is told what he did himself. */
const dueOf = ({ event, before }: Moment): readonly Due[] => {
  if (before === null) return [];
  const rows = ((): readonly (Due | readonly [NewsKind, string | undefined])[] => {
    switch (event.type) {
      case 'handover-fell-back':
        return [['fell-back', before.flight?.from.person]];
      case 'approval-given':
      case 'approval-declined':
      case 'approval-expired': {
        const asked = before.approvals.find(({ approval }) => approval === event.data.approval);
        return [[event.type, asked?.askedBy]];
      }
      case 'consult-answered':
        return [['consult-answered', before.consults?.find(({ consult }) => consult === event.data.consult)?.askedBy]];
      case 'case-moved':
        return [
          ['moved', event.data.from.person],
          ['moved', event.data.holder.person],
        ];
      case 'promise-moved':
        return [
          ['promise-moved', event.data.from],
          ['promise-moved', event.data.to],
        ];
      case 'case-resolved':
      case 'case-closed':
        return before.phase === 'open' ? before.senders.map((person) => ['closed-above', person] as const) : [];
      case 'part-told':
        return before.holder.waiting ? [] : [['part-told', before.holder.person]];
      default:
        return [];
    }
  })();
  return rows.filter((row): row is Due => row[1] !== undefined && row[1] !== event.by.person);
};

describe('news', () => {
  it('reaches everybody who must be told, each of them once, and never whoever did it', () => {
    const kinds = new Set<NewsKind>();
    judge(({ moments }) => {
      for (const moment of moments) {
        const made = madeBy(moment);
        for (const { kind, to } of made) {
          kinds.add(kind);
          expect(to).not.toBe(moment.event.by.person);
          expect(TELECOM.people.has(to)).toBe(true);
        }
        expect(new Set(made.map(({ kind, to, about }) => `${kind} ${to} ${about}`)).size).toBe(made.length);
        for (const [kind, to] of dueOf(moment))
          expect([moment.event.type, made.filter((row) => row.kind === kind && row.to === to).length]).toEqual([moment.event.type, 1]);
      }
    });
    const wanted: readonly NewsKind[] = [
      'fell-back',
      'approval-given',
      'approval-declined',
      'consult-answered',
      'closed-above',
      'ping-pong',
      'moved',
      'promise-moved',
      'part-told',
      'merged',
    ];
    for (const kind of wanted) expect([...kinds]).toContain(kind);
  });

  it('is gone once its reader acts on the case or has read it, and does not come a second time', () => {
    let gone = 0;
    judge(({ moments }) => {
      const had = new Map<string, Set<string>>();
      const over = new Map<string, Set<string>>();
      for (const moment of moments) {
        const { event } = moment;
        const now = new Set(newsOf(moment).map(({ news, kind, to }) => `${news} ${kind} ${to}`));
        const before = had.get(event.caseId) ?? new Set<string>();
        const finished = over.get(event.caseId) ?? new Set<string>();
        for (const row of before) if (!now.has(row)) finished.add(row);
        for (const row of now) expect(finished.has(row)).toBe(false);
        if (!['alert-acknowledged', 'alert-snoozed', 'news-acknowledged'].includes(event.type))
          expect(newsOf(moment).filter(({ to }) => to === event.by.person)).toEqual([]);
        // Somebody else's news is nobody's to take away, but by a later one about the same thing.
        const lost = [...before].filter((row) => !now.has(row) && !row.endsWith(` ${event.by.person}`));
        expect(lost.length).toBeLessThanOrEqual(madeBy(moment).length);
        gone += finished.size;
        had.set(event.caseId, now);
        over.set(event.caseId, finished);
      }
    });
    expect(gone).toBeGreaterThan(100);
  });

  it('pain 11: tells the leads of both teams when a case goes back to a team that had it, and only with a reason', () => {
    let back = 0;
    let unsaid = 0;
    judge((lived) => {
      const teams = new Map<string, Set<string>>();
      for (const moment of lived.moments) {
        const { event, before, after } = moment;
        const had = teams.get(event.caseId) ?? new Set<string>();
        if (event.type === 'handover-offered' && before !== null && event.data.to.tier !== 'A') {
          const again = had.has(event.data.to.team) && event.data.to.team !== before.holder.team;
          expect([event.data.to.team, event.data.pingPong]).toEqual([event.data.to.team, again]);
          if (again) {
            back += 1;
            expect(TELECOM.pack.formerTeam.map(({ id }) => id)).toContain(event.data.again);
            const leads = [before.holder.team, event.data.to.team].map((team) => orDeputy(lived, leadOf(team)));
            const told = madeBy(moment).flatMap(({ kind, to }) => (kind === 'ping-pong' ? [to] : []));
            for (const either of leads.filter((pair) => !pair.includes(event.by.person)))
              expect(either.some((person) => told.includes(person))).toBe(true);
          } else expect(madeBy(moment).filter(({ kind }) => kind === 'ping-pong')).toEqual([]);
        }
        if (event.type !== 'row-imported' || event.data.team !== null) had.add(after.holder.team);
        teams.set(event.caseId, had);
      }
      unsaid += lived.refused.has('former-team-needs-reason') ? 1 : 0;
    });
    expect(back).toBeGreaterThan(5);
    expect(unsaid).toBeGreaterThan(3);
  });
});
