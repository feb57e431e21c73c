// Whatever comes back to somebody is told to him, once, until he has acted on it; a small judge of its own says who must be told.
import { describe, expect, it, vi } from 'vitest';
import type { EventData, EventOf, EventType } from '../../shared/case/events.ts';
import type { CaseState, NewsKind, NewsState } from '../../shared/case/state.ts';
import { TELECOM } from '../pack.ts';
import { judge, type Lived, type Moment } from './random-lives.ts';

vi.setConfig({ testTimeout: 60_000 });

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

type Teller<T extends EventType> = (before: CaseState, event: EventOf<T>) => readonly (readonly [NewsKind, string | undefined])[];

const asker: Teller<'approval-given' | 'approval-declined' | 'approval-expired'> = ({ approvals }, { type, data }) => [
  [type, approvals.find(({ approval }) => approval === data.approval)?.askedBy],
];
const ended: Teller<'case-resolved' | 'case-closed'> = ({ phase, senders }) =>
  phase === 'open' ? senders.map((person) => ['closed-above', person] as const) : [];

const MUST: { readonly [T in EventType]?: Teller<T> } = {
  'handover-fell-back': ({ flight }) => [['fell-back', flight?.from.person]],
  'approval-given': asker,
  'approval-declined': asker,
  'approval-expired': asker,
  'consult-answered': ({ consults = [] }, { data }) => [
    ['consult-answered', consults.find(({ consult }) => consult === data.consult)?.askedBy],
  ],
  'case-moved': (_, { data }) => [
    ['moved', data.from.person],
    ['moved', data.holder.person],
  ],
  'check-out-overridden': (_, { data }) => [['check-out-overridden', data.from.person]],
  'promise-moved': (_, { data }) => [
    ['promise-moved', data.from],
    ['promise-moved', data.to],
  ],
  'case-resolved': ended,
  'case-closed': ended,
  'part-told': ({ holder }) => (holder.waiting ? [] : [['part-told', holder.person]]),
};

const mustTell = <T extends EventType>(before: CaseState, event: EventOf<T>): ReturnType<Teller<T>> => {
  const teller: Teller<T> | undefined = MUST[event.type];
  return teller === undefined ? [] : teller(before, event);
};

/** Who must be told of an event, said once more and from the events alone; nobody is told what he did himself. */
const dueOf = ({ event, before }: Moment): readonly Due[] =>
  before === null ? [] : mustTell(before, event).filter((row): row is Due => row[1] !== undefined && row[1] !== event.by.person);

/** 1 where a case goes back to a team that had it. */
const judgeOffer = (lived: Lived, moment: Moment, data: EventData['handover-offered'], again: boolean): number => {
  const told = madeBy(moment).flatMap(({ kind, to }) => (kind === 'ping-pong' ? [to] : []));
  expect([data.to.team, data.pingPong]).toEqual([data.to.team, again]);
  if (!again) expect(told).toEqual([]);
  if (!again) return 0;
  expect(TELECOM.pack.formerTeam.map(({ id }) => id)).toContain(data.again);
  const leads = [data.from.team, data.to.team].map((team) => orDeputy(lived, leadOf(team)));
  for (const either of leads.filter((pair) => !pair.includes(moment.event.by.person)))
    expect(either.some((person) => told.includes(person))).toBe(true);
  return 1;
};

describe('news', () => {
  it('reaches everybody who must be told, each of them once, and never whoever did it', () => {
    const kinds = new Set<NewsKind>();
    judge(({ moments }) => {
      for (const moment of moments) {
        const made = madeBy(moment);
        for (const { kind, to } of made) {
          kinds.add(kind);
          expect(['both-changed', 'proposal-granted', 'proposal-went-up'].includes(kind) || to !== moment.event.by.person).toBe(true);
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
      'check-out-overridden',
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
        // What somebody replaced unseen is told to himself as well: that news is his own doing.
        const now = new Set(
          newsOf(moment)
            .filter(({ kind }) => kind !== 'both-changed')
            .map(({ news, kind, to }) => `${news} ${kind} ${to}`),
        );
        const before = had.get(event.caseId) ?? new Set<string>();
        const finished = over.get(event.caseId) ?? new Set<string>();
        for (const row of before) if (!now.has(row)) finished.add(row);
        for (const row of now) expect(finished.has(row)).toBe(false);
        const merely = ['alert-acknowledged', 'alert-snoozed', 'news-acknowledged'].includes(event.type);
        expect(newsOf(moment).filter(({ to, kind }) => !merely && to === event.by.person && kind !== 'both-changed')).toEqual([]);
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
        if (event.type === 'handover-offered' && before !== null && event.data.to.tier !== 'A')
          back += judgeOffer(lived, moment, event.data, had.has(event.data.to.team) && event.data.to.team !== before.holder.team);
        if (event.type !== 'row-imported' || event.data.team !== null) had.add(after.holder.team);
        teams.set(event.caseId, had);
      }
      unsaid += lived.refused.has('former-team-needs-reason') ? 1 : 0;
    });
    expect(back).toBeGreaterThan(5);
    expect(unsaid).toBeGreaterThan(0);
  });
});
