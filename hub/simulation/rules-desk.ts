// Checks what must hold of every desk of a simulated world at rest: what it owes, what it shows, what it may not have.
import type { CaseState } from '../../shared/case/state.ts';
import { MINUTE } from '../../shared/kernel/time.ts';
import { anchorOf } from '../../shared/store/anchor.ts';
import type { Outcome } from '../../shared/store/desk-store.ts';
import type { Settled } from '../../shared/store/ledger-store.ts';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { rebuildDerived } from '../../shared/sync/rebuild.ts';
import { deviceOf, type Desk } from './desks.ts';
import { isSame } from './same.ts';
import type { Broken } from './witness.ts';
import { LANE, type World } from './world.ts';

const ALL = 1_000_000;

/** Longer than this without a sign of life nobody may say that all is told. */
const CANARY = 3 * MINUTE;

export const checkDesks = async (world: World): Promise<readonly Broken[]> => {
  const store = world.kept.store();
  const live = world.desks.all().filter(({ isLost }) => !isLost);
  const settled = await store.settledCommands(
    LANE,
    live.flatMap(({ tracked }) => tracked.map(({ command }) => command)),
  );
  const forked = (await store.forks(LANE)).map(({ text }) => text);
  const open = live.filter((desk) => !isShut(desk, world));
  const said = new Map(open.map((desk) => [desk, saidBy(desk.store)]));
  return [
    ...live.flatMap((desk) => notLost(desk, settled, forked, isShut(desk, world), world.witness.wasSetBack())),
    ...live.flatMap((desk) => sameVerdicts(desk, copiesOf(live, desk), settled)),
    ...live.flatMap((desk) => (isShut(desk, world) || isMuddled(desk, live, world) ? [] : told(desk, copiesOf(live, desk), settled))),
    ...live.flatMap((desk) => atRest(desk, world)),
    ...open.flatMap((desk) => rightfulLog(desk, world)),
    ...converged(said),
    ...rebuilt(said, world),
    ...(await sameWords(live, world)),
  ];
};

/** A device that may not even greet, with two histories of its journal, can go on with neither: what waits there stays, and it says so. */
const isShut = ({ engine, ...desk }: Desk, { office }: World): boolean =>
  office.rights(deviceOf(desk)) === null && ['journal-forked', 'journal-frozen'].includes(engine.status(LANE).trouble ?? '');

/** I1: every command that was answered for has a verdict, or its author was told that it was lost, or it is kept as evidence of a second history. */
const notLost = (
  { name, store, tracked }: Desk,
  settled: ReadonlyMap<string, Settled>,
  forked: readonly string[],
  isShut: boolean,
  wasSetBack: boolean,
): readonly Broken[] =>
  tracked
    .filter(({ command }) => !settled.has(command) && !forked.some((text) => text.includes(command)))
    .filter(({ command }) => !isShut || !store.knowsCommand(command))
    // What was refused leaves no event: a hub that was set back hears of it again with the next command, its author knows already.
    .filter(({ command }) => !wasSetBack || !isLost(store.outcome(command)))
    .filter(({ command }) => !refusedAt(store).includes(command))
    .map(({ command }) => ({ rule: 'I1', what: `${name}: ${command} has no verdict` }));

/** One device to the hub: what it answered to one of them it has answered. */
const copiesOf = (live: readonly Desk[], desk: Desk): readonly Desk[] =>
  live.filter((other) => other !== desk && deviceOf(other) === deviceOf(desk));

/** A hub that was set back has forgotten that a disk was copied, and takes both of them for one: what one of them says stands for the other. */
const isMuddled = (desk: Desk, live: readonly Desk[], { witness }: World): boolean =>
  witness.wasSetBack() && copiesOf(live, desk).length > 0;

/** I2 at the desk: the verdict told is the verdict that stands. */
const sameVerdicts = ({ name, store, tracked }: Desk, copies: readonly Desk[], settled: ReadonlyMap<string, Settled>): readonly Broken[] =>
  tracked.flatMap(({ command }) => {
    const here: Outcome | null = store.outcome(command);
    const there = settled.get(command)?.outcome;
    return here === null ||
      there === undefined ||
      [{ store }, ...copies].some((one) => one.store.outcome(command)?.verdict === there.verdict)
      ? []
      : [{ rule: 'I2', what: `${name}: ${command} ${here.verdict} here, ${there.verdict} there` }];
  });

const isLost = (outcome: Outcome | null): boolean => outcome?.verdict === 'refused' || outcome?.verdict === 'quarantined';
const isLostVerdict = ({ outcome }: Settled): boolean => isLost(outcome);

/** I7: every command that was not accepted stands once on its author's list, and nothing else does. */
const told = ({ name, store, tracked }: Desk, copies: readonly Desk[], settled: ReadonlyMap<string, Settled>): readonly Broken[] => {
  const listed = refusedAt(store);
  const elsewhere = new Set(copies.flatMap((copy) => refusedAt(copy.store)));
  // What went with an older disk cannot be told by the restored one.
  const owed = tracked.filter(({ command }) => store.knowsCommand(command) && settled.has(command) && isLostVerdict(settled.get(command)!));
  return [
    ...owed
      .filter(({ command }) => listed.filter((id) => id === command).length !== 1 && !elsewhere.has(command))
      .map(({ command }) => ({ rule: 'I7', what: `${name}: ${command} was refused and nobody was told` })),
    ...listed
      .filter((id) => copies.length === 0 && settled.has(id) && !isLostVerdict(settled.get(id)!))
      .map((id) => ({ rule: 'I7', what: `${name}: ${id} is said to be refused and was not` })),
  ];
};

const refusedAt = (store: Desk['store']): readonly string[] => store.refused(LANE, null).map(({ outgoing }) => outgoing.command.id);

/** I10: nothing waits, nothing is in the way, nothing is still to come, once everybody is connected again. I14: and the hub was heard. */
const atRest = (desk: Desk, world: World): readonly Broken[] => {
  const { office, agenda } = world;
  const { name, store, engine } = desk;
  if (isShut(desk, world)) return [];
  const { waiting, trouble, lastHeard, arriving } = engine.status(LANE);
  const broken: Broken[] = [];
  if (waiting > 0)
    broken.push({ rule: 'I10', what: `${name}: ${waiting} commands wait (${store.outbox(LANE, 1)[0]?.command.type ?? ''})` });
  if (office.rights(deviceOf(desk)) === null) {
    if (trouble === null) broken.push({ rule: 'I14', what: `${name}: has no rights and says that all is well` });
    return broken;
  }
  if (trouble !== null) broken.push({ rule: 'I10', what: `${name}: ${trouble}` });
  if ((arriving ?? null) !== null) broken.push({ rule: 'I10', what: `${name}: cases are still said to arrive` });
  if (lastHeard === null || agenda.now() - lastHeard > CANARY) broken.push({ rule: 'I14', what: `${name}: heard last at ${lastHeard}` });
  return broken;
};

/** I3, I5, I9: exactly the cases it may see, each whole and as the hub has it, and nothing of any other. */
const rightfulLog = (desk: Desk, { office, witness }: World): readonly Broken[] => {
  const { name, store } = desk;
  const broken: Broken[] = [];
  const rights = office.rights(deviceOf(desk));
  const log = witness.log();
  const head = store.head(LANE);
  if (rights !== null && (head.position !== log.length || head.anchor !== (log.length === 0 ? '' : anchorOf(log.at(-1)!))))
    broken.push({ rule: 'I10', what: `${name} stands at ${head.position} of ${log.length}` });
  const byCase = Map.groupBy(log, ({ event }) => event.caseId);
  for (const [caseId, theirs] of byCase) {
    const mine = store.eventsOf(caseId);
    const reach = witness.reach(rights, caseId);
    // Whoever has it keeps it until the next inventory; what of it had not come by then never comes.
    if (reach === 'beyond' && (mine.length === 0 || store.missing(caseId) > 0)) continue;
    if (reach === 'none') {
      const hasAny = mine.length > 0 || store.confirmedState(caseId) !== null || store.tables(caseId) !== null;
      if (hasAny) broken.push({ rule: 'I9', what: `${name} still has ${caseId}, which it may not see` });
      broken.push(...strangersWords(desk, caseId));
      continue;
    }
    if (store.missing(caseId) > 0) broken.push({ rule: 'I10', what: `${name}: the history of ${caseId} has not come` });
    const at = theirs.findIndex((entry, index) => !isSame(entry, mine[index]));
    if (mine.length === 0) broken.push({ rule: 'I9', what: `${name} lacks ${caseId}, which it may see` });
    else if (at !== -1 || mine.length !== theirs.length)
      broken.push({ rule: 'I3', what: `${name}: ${caseId} differs at version ${at + 1} of ${theirs.length}` });
    const wordless = theirs.find(({ event }) => event.body !== null && store.body(event.body) === null);
    if (wordless !== undefined) broken.push({ rule: 'I1', what: `${name}: ${caseId} lacks words of ${wordless.event.id}` });
  }
  for (const { caseId } of store.versions(LANE, null, ALL))
    if (!byCase.has(caseId)) broken.push({ rule: 'I3', what: `${name} has ${caseId}, which the hub does not have` });
  const again = store
    .aside(LANE)
    .find(({ entry }) => witness.reach(rights, entry.event.caseId) === 'whole' && log.some(({ event }) => event.id === entry.event.id));
  if (again !== undefined) broken.push({ rule: 'I3', what: `${name}: ${again.entry.event.id} came again and still lies aside` });
  return broken;
};

/** Only words that were said here, or lie aside with their events, may be left of a case that is none of this desk's business. */
const strangersWords = ({ name, store }: Desk, caseId: string): readonly Broken[] => {
  const own = new Set<string | null>(store.aside(LANE).map(({ entry }) => entry.event.body));
  for (let gen = 0; gen <= store.journalHead(LANE).gen; gen += 1)
    for (const { command } of store.journal(LANE, gen, 0, ALL)) own.add(command.body);
  return store
    .bodiesOf(caseId)
    .flatMap(({ hash }) => (own.has(hash) ? [] : [{ rule: 'I9', what: `${name} still has words of ${caseId}` }]));
};

type Said = ReadonlyMap<string, { readonly state: CaseState | null; readonly tables: ReturnType<Desk['store']['tables']> }>;

const saidBy = (store: Desk['store']): Said =>
  new Map(store.caseIds(LANE, null, ALL).map((caseId) => [caseId, { state: store.confirmedState(caseId), tables: store.tables(caseId) }]));

/** I5: whoever sees a case sees the same. */
const converged = (said: ReadonlyMap<Desk, Said>): readonly Broken[] => {
  const first = new Map<string, { readonly name: string; readonly shown: unknown }>();
  return [...said].flatMap(([{ name }, cases]) =>
    [...cases].flatMap(([caseId, shown]) => {
      const other = first.get(caseId);
      if (other === undefined) first.set(caseId, { name, shown });
      return other === undefined || isSame(shown, other.shown)
        ? []
        : [{ rule: 'I5', what: `${name} shows something else of ${caseId} than ${other.name}` }];
    }),
  );
};

/**
 * I12: what stands in the read tables is what a rebuild from the log makes of it. Whoever shows of every case what somebody showed whose rows
 * were rebuilt need not be asked: the logs are compared event by event.
 */
const rebuilt = (said: ReadonlyMap<Desk, Said>, { agenda }: World): readonly Broken[] => {
  const proved = new Map<string, unknown>();
  return [...said].flatMap(([{ name, store }, shown]) => {
    if ([...shown].every(([caseId, each]) => proved.has(caseId) && isSame(proved.get(caseId), each))) return [];
    for (const [caseId, each] of shown) proved.set(caseId, each);
    const copy = createMemoryDeskStore(store.image());
    rebuildDerived({ store: copy, clock: agenda.now });
    return isSame([...saidBy(copy)], [...shown]) ? [] : [{ rule: 'I12', what: `${name}: a rebuild makes something else of the log` }];
  });
};

/** I1 again: what the hub settled is, byte for byte, what the desk has in its journal. */
const sameWords = async (live: readonly Desk[], { kept }: World): Promise<readonly Broken[]> => {
  const broken: Broken[] = [];
  for (const { name, store } of live)
    for (let gen = 0; gen <= store.journalHead(LANE).gen; gen += 1) {
      const mine = new Map(store.journal(LANE, gen, 0, ALL).map((entry) => [entry.command.id, entry.text]));
      const theirs = await kept.store().settledCommands(LANE, [...mine.keys()]);
      for (const [command, text] of mine)
        if (theirs.has(command) && theirs.get(command)!.text !== text)
          broken.push({ rule: 'I1', what: `${name}: ${command} was settled in other words` });
    }
  return broken;
};
