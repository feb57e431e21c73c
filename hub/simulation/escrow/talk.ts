// Lets one desk of the small world talk with the hub: greets, sends its journal, takes answers in, and goes on after what was put back.
import { commonOf, type Frame } from './bank.ts';
import { isOnline, keep, type Answer, type Desk, type DeskWorld, type Request } from './desk.ts';
import { journalOf, raise } from './disk.ts';

const BATCH = 20;

/** What the hub does not have yet, of the oldest incarnation first. */
const frameOf = ({ disk, device, hubKnows }: Desk): Frame | null => {
  for (let gen = 0; gen <= disk.gen; gen += 1) {
    // What has no verdict here is sent, whatever number the hub says it has: somebody else may have given it.
    const known = Math.min(hubKnows?.get(gen) ?? 0, gen === disk.gen ? disk.answered : Number.MAX_SAFE_INTEGER);
    const journal = disk.journals.get(gen);
    if (journal !== undefined && journal.length > known) return { device, gen, entries: journal.slice(known, known + BATCH) };
  }
  return null;
};

export const requestOf = (
  world: DeskWorld,
  desk: Desk,
  kind: Request['kind'],
  frame: Frame | null,
  returned: Request['returned'] = null,
): Request => {
  const id = world.nextId();
  if (returned === null) desk.call = { id, at: world.tick() };
  return { desk, run: desk.run, id, kind, device: desk.device, branch: desk.disk.branch, frame, returned };
};

const SILENCE = 8;
/** Whoever was told that nothing is left asks again, sooner where somebody waits for it. */
const LATER = 10;
const SOON = 5;

/** One question at a time; who hears nothing asks again. */
export const talk = (world: DeskWorld, desk: Desk): void => {
  const tick = world.tick();
  if (!isOnline(world, desk) || tick < desk.talksAt || (desk.call !== null && tick < desk.call.at + SILENCE)) return;
  desk.talksAt = tick + world.pause;
  const isNew = desk.hubKnows === null;
  world.send(requestOf(world, desk, isNew ? 'hello' : 'talk', isNew ? null : frameOf(desk)));
};

/** Answers the new incarnation where the desk had to begin one. */
const greet = ({ rules }: DeskWorld, desk: Desk, { branch, position, heads }: Answer): void => {
  const { disk } = desk;
  if (disk.branch !== branch) {
    disk.position = Math.min(disk.position, commonOf(disk.branch, branch), position);
    disk.owes = disk.branch.events.length > 0;
    // What the hub may have forgotten of later incarnations no number of an older one says.
    if (rules.tellsFirst) desk.outside?.ended.clear();
    disk.branch = branch;
  }
  desk.hubKnows = new Map(heads);
  const newest = Math.max(disk.gen, ...heads.keys());
  const known = heads.get(disk.gen) ?? 0;
  if (!rules.forks) {
    // Nobody notices: what has a number the hub knows counts as delivered.
    disk.answered = Math.max(disk.answered, Math.min(known, journalOf(disk, disk.gen).length));
  } else if (known > journalOf(disk, disk.gen).length || newest > disk.gen) {
    raise(disk, newest + 1);
    keep(desk);
  }
  desk.beliefs.clear();
};

/** The answer to the question this desk waits for; any other one is nobody's any more. */
export const hear = (world: DeskWorld, desk: Desk, answer: Answer): void => {
  const { disk } = desk;
  if (!desk.isUp || desk.run !== answer.run || desk.call?.id !== answer.id) return;
  desk.call = null;
  if (answer.kind === 'hello') return greet(world, desk, answer);
  if (answer.branch !== disk.branch) {
    desk.hubKnows = null;
    return;
  }
  const { pushed } = answer;
  if (pushed !== null && pushed.trouble !== null) {
    desk.hubKnows = null;
    if (pushed.trouble !== 'journal-behind') desk.goesOnAt ??= world.tick() + world.seeded.whole(5, 40);
    return;
  }
  disk.position = answer.position;
  if (pushed !== null) {
    desk.hubKnows?.set(answer.gen, Math.max(desk.hubKnows.get(answer.gen) ?? 0, pushed.known));
    if (answer.gen === disk.gen) disk.answered = Math.min(Math.max(disk.answered, pushed.known), journalOf(disk, disk.gen).length);
    const refused = new Map(pushed.verdicts);
    for (const { command } of journalOf(disk, answer.gen).slice(-BATCH))
      if (command.type === 'ask-lease' && refused.get(command.id) === 'refused')
        desk.asksAt = world.tick() + (desk.waiting === null ? LATER : SOON);
  }
  if (frameOf(desk) === null) disk.owes = false;
  desk.beliefs.clear();
};

/** After a fork a person lets the desk go on, under a new incarnation. */
export const goOn = (world: DeskWorld, desk: Desk, heads: () => ReadonlyMap<number, number>): void => {
  if (desk.goesOnAt === null || world.tick() < desk.goesOnAt) return;
  desk.goesOnAt = null;
  raise(desk.disk, Math.max(desk.disk.gen, ...heads().keys()) + 1);
  keep(desk);
  desk.hubKnows = null;
  desk.beliefs.clear();
};
