// Looks up what became of everything customers were told, and adds the money up: figures come from the hub's accounts and the story's own list.
import { leasedOf } from '../../shared/case/budget-account.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { LANE, type House, type Office } from './house.ts';
import { hourOf, playStory, type Account, type Played, type PlayOptions } from './play.ts';
import { BACKUP, DROWNS, FAILS, LEAD, RETURN, type Place } from './script.ts';
import type { Ended, Fate, Told } from './told.ts';

export type Sum = {
  readonly account: Account;
  readonly before: Account | null;
  readonly leased: number;
  /** What customers were told that drew on it and arrived. */
  readonly told: number;
  /** What was firmly told at a workstation whose disk is gone; never more than was given up there. */
  readonly lost: ReadonlyMap<Place, number>;
  /** Of that what nobody entered again. */
  readonly unknown: number;
  readonly givenUp: ReadonlyMap<Place, number>;
  /** What the hub counts as spent out of the leases of each office, and what was firmly told there and arrived. */
  readonly used: ReadonlyMap<Place, number>;
  readonly firm: ReadonlyMap<Place, number>;
};

export type Story = Played & {
  readonly ended: readonly Ended[];
  readonly sums: readonly Sum[];
  /** Flags on the list of the lead, by the decision. */
  readonly withLead: readonly string[];
  /** What does not add up, in words for whoever looks for the reason. */
  readonly problems: readonly string[];
};

/** Its disk is gone, and nothing of that day had been told to anybody. */
const isOnLostDisk = ({ office, day, again }: Told): boolean =>
  (office === 'buesum' && day <= DROWNS) || (office === 'husum' && day > BACKUP && day <= FAILS && again === null);

const fateOf = (told: Told, state: CaseState | null, all: readonly Told[]): Fate => {
  const { command, number } = told;
  if (command === null) return { kind: 'nothing-said' };
  const decision = state?.decisions.find((row) => row.decision === command);
  if (decision?.review) {
    const { cause = 'break-glass', rule = null, team, others = [] } = decision.review;
    return { kind: 'flagged', cause, rule, team, others: others.length };
  }
  if (decision !== undefined) return { kind: decision.asProposed === undefined ? 'accepted' : 'granted' };
  const approval = state?.approvals.find((row) => row.approval === command);
  if (approval !== undefined) return { kind: 'went-up', team: approval.to.team, person: approval.to.person };
  if (state === null && isOnLostDisk(told))
    return { kind: 'lost-with-disk', again: all.find(({ again }) => again === number)?.number ?? null };
  return { kind: 'unknown' };
};

/** Said no by the hub, after all: its author's workstation shows why. */
const refusedOr = async (told: Told, fate: Fate, office: Office): Promise<Fate> => {
  if (fate.kind !== 'unknown' || told.office === 'buesum' || told.command === null) return fate;
  const { refusal } = await office.desk().ask({ do: 'fate', lane: LANE, command: told.command });
  return refusal === null ? fate : { kind: 'refused', code: refusal.code };
};

/** What its author's own workstation shows of it, the same as the hub's book; null where it is gone. */
const knows = async (told: Told, fate: Fate, state: CaseState | null, office: Office): Promise<boolean | null> => {
  const { command, caseId, person, office: place } = told;
  if (place === 'buesum' || fate.kind === 'lost-with-disk' || command === null) return null;
  const [{ verdict }, own] = [
    await office.desk().ask({ do: 'fate', lane: LANE, command }),
    await office.desk().ask({ do: 'state', caseId }),
  ];
  const said = (from: CaseState | null): string => JSON.stringify([from?.decisions, from?.approvals, from?.promises, from?.news]);
  const isNews = fate.kind !== 'granted' || own?.news?.some((row) => row.kind === 'proposal-granted' && row.to === person) === true;
  if (fate.kind === 'refused') return true;
  const isRight = verdict === (fate.kind === 'flagged' ? 'accepted-with-exception' : 'accepted');
  return isRight && isNews && said(own) === said(state);
};

const total = (told: readonly Told[]): number => told.reduce((sum, { amount }) => sum + amount, 0);

const ARRIVED: ReadonlySet<Fate['kind']> = new Set(['accepted', 'granted', 'flagged']);

const sumOf = ({ before, writtenOff, devices }: Played, ended: readonly Ended[], account: Account): Sum => {
  const drawing = ended.filter(({ told }) => told.accounts.includes(account.id));
  const isLost = ({ told, fate }: Ended): boolean => fate.kind === 'lost-with-disk' && told.standing === 'committed';
  const places: readonly Place[] = ['kiel', 'husum', 'buesum'];
  const of = <Row>(
    rows: readonly Row[],
    amount: (rows: readonly Row[]) => number,
    placeOf: (row: Row) => Place,
  ): ReadonlyMap<Place, number> => new Map(places.map((place) => [place, amount(rows.filter((row) => placeOf(row) === place))]));
  return {
    account,
    before: before.find(({ id }) => id === account.id) ?? null,
    leased: leasedOf(account.budget),
    told: total(drawing.filter(({ fate }) => ARRIVED.has(fate.kind)).map(({ told }) => told)),
    lost: of(
      drawing.filter(isLost),
      (rows) => total(rows.map(({ told }) => told)),
      ({ told }) => told.office,
    ),
    unknown: total(drawing.filter((row) => isLost(row) && 'again' in row.fate && row.fate.again === null).map(({ told }) => told)),
    givenUp: of(
      writtenOff.filter((row) => row.account === account.id),
      (rows) => rows.reduce((sum, { amount }) => sum + amount, 0),
      ({ office }) => office,
    ),
    used: of(
      account.budget.leases,
      (rows) => rows.reduce((sum, { used }) => sum + used, 0),
      ({ device }) => devices.get(device)!,
    ),
    firm: of(
      drawing.filter(({ told, fate }) => told.standing === 'committed' && ARRIVED.has(fate.kind)),
      (rows) => total(rows.map(({ told }) => told)),
      ({ told }) => told.office,
    ),
  };
};

const moneyProblems = ({ account: { id, budget }, leased, told, lost, unknown, givenUp, used, firm }: Sum): readonly string[] => {
  const { limit, spent, free, exceeded } = budget;
  return [
    ...(limit === spent + leased + free ? [] : [`${id}: ${limit} is not ${spent} + ${leased} + ${free}`]),
    ...(spent + exceeded === told ? [] : [`${id}: ${spent} + ${exceeded} was spent, and ${told} was told`]),
    ...(told + unknown <= limit ? [] : [`${id}: ${told + unknown} was told of ${limit}`]),
    ...[...firm].flatMap(([place, amount]) =>
      amount === used.get(place) ? [] : [`${id}: ${amount} was firmly told in ${place}, and ${used.get(place)} was taken from its leases`],
    ),
    ...[...lost].flatMap(([place, amount]) =>
      amount <= givenUp.get(place)! ? [] : [`${id}: ${amount} was told in ${place}, and ${givenUp.get(place)} given up`],
    ),
  ];
};

const promiseProblem = ({ told, fate }: Ended, state: CaseState | null): readonly string[] => {
  if (told.callback === null || fate.kind === 'lost-with-disk') return [];
  const stands = state?.promises.some(({ promise, outcome }) => promise === told.callback && outcome === 'open');
  return stands === true ? [] : [`no. ${told.number}: nobody calls the customer any more`];
};

/** What was firmly told is never undone; what only the notebook of a place that goes on knows was entered again. */
const isKept = ({ standing, office }: Told, fate: Fate): boolean => {
  if (standing !== 'committed') return true;
  return fate.kind === 'lost-with-disk' ? office === 'buesum' || fate.again !== null : ARRIVED.has(fate.kind);
};

const endProblems = ({ told, fate, known }: Ended, withLead: readonly string[]): readonly string[] => [
  ...(fate.kind === 'unknown' ? [`no. ${told.number}: nobody knows what became of it`] : []),
  ...(isKept(told, fate) ? [] : [`no. ${told.number}: the customer was told, and it is ${fate.kind}`]),
  ...(known === false ? [`no. ${told.number}: its author does not see what became of it`] : []),
  ...(fate.kind === 'flagged' && !withLead.includes(told.command ?? '') ? [`no. ${told.number}: flagged, and on nobody's list`] : []),
];

const lookUp = async (house: House, played: Played): Promise<Story> => {
  const head = house.offices.get('zentrale')!;
  const session = await head.signIn(LEAD);
  const inbox = await head.desk().call('lead.inbox', session, { limit: 500 });
  const withLead = inbox.reviews.map(({ decision }) => decision.decision);
  const ended: Ended[] = [];
  const problems: string[] = [];
  for (const told of played.told) {
    const state = await head.desk().ask({ do: 'state', caseId: told.caseId });
    const office = house.offices.get(told.office)!;
    const fate = await refusedOr(told, fateOf(told, state, played.told), office);
    const known = await knows(told, fate, state, office);
    ended.push({ told, fate, known });
    problems.push(...promiseProblem({ told, fate, known }, state), ...endProblems({ told, fate, known }, withLead));
  }
  const sums = played.after.map((account) => sumOf(played, ended, account));
  if (!(await house.check(hourOf(RETURN)))) problems.push('the book of the hub is damaged');
  return { ...played, ended, sums, withLead, problems: [...problems, ...sums.flatMap(moneyProblems)] };
};

/** Plays it with real processes in a folder of its own, and answers what everybody knew at the end. */
export const tellStory = (options: PlayOptions): Promise<Story> => playStory(options, lookUp);
