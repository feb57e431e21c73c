// A workstation of the story as a process of its own, on its own folder and clock: does what it is asked over the line it was started with.
import { joinFolder } from '../hub/join-folder.ts';
import { openWorkplace, type Workplace } from '../workplace.ts';
import type { CallInput, CallName } from '../../shared/api.ts';
import type { Answered, Asked, DeskAnswers, DeskOrder, Fate, Settled } from './desk-orders.ts';
import { createStoryClock } from './story-clock.ts';

const [dir = '', at = '0'] = process.argv.slice(2);
const clock = createStoryClock(Number(at));
let opened: Workplace | null = null;

const place = (): Workplace => {
  if (opened === null) throw new Error('the workstation is not open');
  return opened;
};

const open = async (): Promise<DeskAnswers['open']> => {
  const made = await openWorkplace({ dir, clock: clock.now });
  if (!made.ok) throw new Error(`cannot open: ${JSON.stringify(made.refusal)}`);
  opened = made.value;
  return { rescues: made.value.rescues.length };
};

const join = async (order: Extract<DeskOrder, { do: 'join' }>): Promise<void> => {
  const joined = await joinFolder({ dir, url: order.url, code: order.code, name: order.name, clock: clock.now });
  if (!joined.ok) throw new Error(`cannot join: ${JSON.stringify(joined.refusal)}`);
};

/** What follows from one conversation is said in the next: so often, that whatever is asked for has come. */
const ROUNDS = 4;

const settle = async (lane: string): Promise<Settled> => {
  const { engine, store } = place();
  for (let round = 0; round < ROUNDS; round += 1) {
    await engine.sync(lane);
    if (engine.status(lane).trouble !== null) break;
  }
  const { trouble, waiting, position } = engine.status(lane);
  return { trouble, waiting, position, device: store.setting('device') ?? '', gen: store.journalHead(lane).gen };
};

const fate = (lane: string, command: string): Fate => {
  const { store } = place();
  const refused = store.refused(lane, null).find(({ outgoing }) => outgoing.command.id === command);
  const waits = store.outbox(lane, 10_000).some((outgoing) => outgoing.command.id === command);
  return { verdict: waits ? 'waiting' : (store.outcome(command)?.verdict ?? null), refusal: refused?.refusal ?? null };
};

const close = async (): Promise<void> => {
  await opened?.close();
  opened = null;
};

const follow = async (order: DeskOrder): Promise<unknown> => {
  switch (order.do) {
    case 'join':
      return join(order);
    case 'open':
      return open();
    case 'set-clock':
      return clock.set(order.at);
    case 'call':
      return place().desk.call(order.name, order.session, order.input as CallInput<CallName>);
    case 'settle':
      return settle(order.lane);
    case 'state':
      return place().store.currentState(order.caseId);
    case 'fate':
      return fate(order.lane, order.command);
    case 'close':
      return close();
  }
};

const answer = (said: Answered): void => void process.send?.(said);

let before: Promise<void> = Promise.resolve();
process.on('message', ({ id, order }: Asked) => {
  // One after the other, as a person works.
  before = before.then(async () => {
    try {
      answer({ id, value: (await follow(order)) ?? null });
    } catch (error) {
      answer({ id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
    if (order.do === 'close') process.disconnect();
  });
});
// Whoever started it is gone.
process.on('disconnect', () => void close().finally(() => process.exit(0)));
