// Compares what workstations acknowledged with what the hub has ruled, and what they keep with what it keeps: what is left over is a problem.
import { openReadOnly } from '../../electron/read-only.ts';
import { digest } from '../../hub/server/secrets.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import type { LedgerStore, Settled } from '../../shared/store/ledger-store.ts';
import type { Confirmed } from '../../shared/case/events.ts';
import { examineLedger } from '../../shared/sync/doctor-ledger.ts';
import { isSame } from '../../shared/sync/same.ts';
import { LANE } from '../crash/actions.ts';

const PAGE = 1_000;

export type Compared = {
  readonly problems: readonly string[];
  readonly verdicts: number;
  readonly accepted: number;
  readonly refused: number;
};

/** `isHealed`: the desk's own file was lost, so that it knows nothing of verdicts from before. */
export type Claim = { readonly dir: string; readonly acknowledged: readonly string[]; readonly isHealed?: boolean };

/** Everybody has come to rest; desks may be open or not. */
export const compare = async (kept: LedgerStore, claims: readonly Claim[]): Promise<Compared> => {
  const problems = (await examineLedger(kept, digest)).map((finding) => JSON.stringify(finding));
  const log = await wholeLog(kept);
  const verdicts = await allVerdicts(kept);
  const isAnyHealed = claims.some(({ isHealed }) => isHealed);
  const caused = new Map<string, number>();
  for (const { event } of log) caused.set(event.command, (caused.get(event.command) ?? 0) + 1);
  if (new Set(log.map(({ event }) => event.id)).size !== log.length) problems.push('an event stands twice in the log');
  for (const [command, given] of verdicts) {
    // A desk that begins anew tells again under a new number what was ruled on, and hears the same verdict.
    const most = isAnyHealed ? new Set(given.map(({ key }) => `${key.device} ${key.gen}`)).size : 1;
    if (given.length > most || new Set(given.map(({ outcome }) => outcome.verdict)).size > 1)
      problems.push(`${command} was ruled ${given.length} times: ${given.map(({ outcome }) => outcome.verdict).join(', ')}`);
    if (isAccepted(given[0]!.outcome.verdict) !== caused.has(command))
      problems.push(`${command} is ${given[0]!.outcome.verdict} with ${caused.get(command) ?? 0} events`);
  }
  for (const { dir, acknowledged, isHealed = false } of claims) {
    const opened = openReadOnly(dir);
    if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
    problems.push(...acknowledged.flatMap((command) => claimed(command, verdicts.get(command), isHealed ? null : opened.value)));
    problems.push(...(await differences(kept, log, opened.value)));
    opened.value.close();
  }
  const given = [...verdicts.values()].map(([first]) => first!.outcome.verdict);
  return {
    problems,
    verdicts: given.length,
    accepted: given.filter(isAccepted).length,
    refused: given.filter((verdict) => !isAccepted(verdict)).length,
  };
};

/** With or without a question that somebody still has to answer. */
const isAccepted = (verdict: string): boolean => verdict === 'accepted' || verdict === 'accepted-with-exception';

const wholeLog = async (kept: LedgerStore): Promise<readonly Confirmed[]> => {
  const log: Confirmed[] = [];
  for (let page: readonly Confirmed[]; (page = await kept.events(LANE, log.length, PAGE)).length > 0;) log.push(...page);
  return log;
};

const allVerdicts = async (kept: LedgerStore): Promise<ReadonlyMap<string, readonly Settled[]>> => {
  const found = new Map<string, Settled[]>();
  for (const key of await kept.journals(LANE)) {
    let after = 0;
    for (let page: readonly Settled[]; (page = await kept.settledAfter(key, after, PAGE)).length > 0; after = page.at(-1)!.outcome.dseq)
      for (const settled of page) found.set(settled.outcome.command, [...(found.get(settled.outcome.command) ?? []), settled]);
  }
  return found;
};

/** What was acknowledged has a verdict; its author's desk has the same, and shows him a refusal. */
const claimed = (command: string, given: readonly Settled[] | undefined, desk: DeskStore | null): readonly string[] => {
  if (given === undefined) return [`acknowledged ${command} was never ruled on`];
  if (desk === null) return [];
  const [there, here] = [given[0]!.outcome.verdict, desk.outcome(command)?.verdict ?? 'nothing'];
  if (there !== here) return [`${command} is ${there} at the hub and ${here} at the desk`];
  const isListed = desk.refused(LANE, null).some(({ outgoing }) => outgoing.command.id === command);
  return isAccepted(there) === isListed ? [`${command} is ${there} and ${isListed ? '' : 'not '}in the list of refused ones`] : [];
};

/** Byte for byte, but for the order of keys. */
const differences = async (kept: LedgerStore, log: readonly Confirmed[], desk: DeskStore): Promise<readonly string[]> => {
  const problems: string[] = [];
  if (desk.outboxCount(LANE) > 0) problems.push(`${desk.outboxCount(LANE)} wait at the desk`);
  if (desk.head(LANE).position !== log.length) problems.push(`the desk is at ${desk.head(LANE).position} of ${log.length}`);
  const lives = Map.groupBy(log, ({ event }) => event.caseId);
  const cases = desk.caseIds(LANE, null, 100_000);
  if (String(cases.toSorted()) !== String([...lives.keys()].toSorted()))
    problems.push(`${cases.length} cases at the desk, ${lives.size} at the hub`);
  const states = await kept.states([...lives.keys()]);
  for (const [caseId, events] of lives) {
    if (!isSame(desk.eventsOf(caseId), events)) problems.push(`another life of ${caseId}`);
    if (!isSame(desk.currentState(caseId), states.get(caseId))) problems.push(`another state of ${caseId}`);
  }
  return problems;
};
