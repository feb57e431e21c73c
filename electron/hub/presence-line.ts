// Tells a hub who is at this workstation and hears from it who is at the others; what was not heard again fades after a while.
import type { Ms } from '../../shared/kernel/time.ts';
import type { PresenceLine, Told } from '../../shared/presence-line.ts';
import { isTransportTrouble } from '../../shared/sync/trouble.ts';
import { PRESENT_FOR, PRESENT_MOST } from '../../shared/sync/wire.ts';
import type { HubClient } from './hub-client.ts';
import type { WakeSocket } from './wake-socket.ts';

export type HubPresence = PresenceLine & {
  /** Says that nobody is here any more, where that can be said at once. */
  close(): Promise<void>;
};

export type PresencePace = {
  /** Told so often although nothing changes. */
  readonly beat: Ms;
  /** Between two questions for one lane: in a big house somebody comes or goes all the time. */
  readonly gap: Ms;
  /** A hub that knows no such question is asked again after so long. */
  readonly untold: Ms;
  /** Whoever was told of is there for so long. */
  readonly fade: Ms;
};

export type PresenceLineParts = {
  readonly client: Pick<HubClient, 'ask'>;
  readonly wake: Pick<WakeSocket, 'onPresence'>;
  readonly lanes: () => readonly string[];
  /** Goes on evenly, whatever is done to the clock. */
  readonly stopwatch: () => Ms;
  readonly pace?: PresencePace;
};

const PACE: PresencePace = { beat: 30_000, gap: 2_000, untold: 600_000, fade: PRESENT_FOR };
const SILENCE: Ms = 6_000;
/** Nobody waits longer for a window to close. */
const LEAVING: Ms = 800;

const TURNED_AWAY: ReadonlySet<string> = new Set(['device-revoked', 'not-enrolled', 'no-rights']);

/** `begun`: since when the hub listened that told of him. */
type Heard = Told & { readonly until: Ms; readonly begun: number };
type Lane = {
  people: readonly Heard[];
  /** When the hub last answered; null = never, or no more. */
  answeredAt: Ms | null;
  untold: boolean;
  askedAt: Ms;
  asking: boolean;
  again: boolean;
  timer: NodeJS.Timeout | null;
  fading: NodeJS.Timeout | null;
  /** What was shown last, to notice what fades. */
  shown: string;
  hasTold: boolean;
};

type Desk = Parameters<PresenceLine['follow']>[0];

export const createPresenceLine = ({ client, wake, lanes, stopwatch, pace = PACE }: PresenceLineParts): HubPresence => {
  const known = new Map<string, Lane>();
  let desk: Desk | null = null;
  let closed = false;

  const laneOf = (lane: string): Lane => {
    const found: Lane = known.get(lane) ?? {
      people: [],
      answeredAt: null,
      untold: false,
      askedAt: Number.NEGATIVE_INFINITY,
      asking: false,
      again: false,
      timer: null,
      fading: null,
      shown: '',
      hasTold: false,
    };
    known.set(lane, found);
    return found;
  };

  const elsewhereAt = (lane: string, now: Ms): ReturnType<PresenceLine['elsewhere']> => {
    const found = laneOf(lane);
    const isFresh = found.answeredAt !== null && now - found.answeredAt <= pace.fade;
    const people = found.people.filter(({ until }) => now <= until).map(({ person, since, state }) => ({ person, since, state }));
    return { known: isFresh ? 'known' : found.untold ? 'untold' : 'cut', people };
  };
  const elsewhere: PresenceLine['elsewhere'] = (lane) => elsewhereAt(lane, stopwatch());

  /** Tells the desk where somebody came, went or faded, and comes again when the next one fades. */
  const look = (lane: string): void => {
    const found = laneOf(lane);
    if (closed) return;
    // One moment for both: whoever faded between being looked at and being waited for would never be told of.
    const now = stopwatch();
    const text = JSON.stringify(elsewhereAt(lane, now));
    if (text !== found.shown) {
      found.shown = text;
      desk?.onChange(lane);
    }
    if (found.fading !== null) clearTimeout(found.fading);
    const moments = [...found.people.map(({ until }) => until), (found.answeredAt ?? Number.NEGATIVE_INFINITY) + pace.fade];
    const next = Math.min(...moments.filter((at) => at >= now));
    found.fading = Number.isFinite(next) ? setTimeout(() => look(lane), next - now + 1).unref() : null;
  };

  const ask = async (lane: string): Promise<void> => {
    const found = laneOf(lane);
    if (closed || desk === null) return;
    if (found.asking) {
      found.again = true;
      return;
    }
    found.asking = true;
    found.again = false;
    found.askedAt = stopwatch();
    const here = desk.here(lane).slice(0, PRESENT_MOST);
    try {
      const answer = await client.ask('presence', { lane, here: here.map((row) => ({ ...row })) }, SILENCE);
      const now = stopwatch();
      found.hasTold = here.length > 0;
      const heard = answer.people.map(({ person, since, state, ago }): Heard => ({
        person,
        since,
        state,
        until: now - ago + pace.fade,
        begun: answer.begun,
      }));
      const named = new Set(heard.map(({ person }) => person));
      // A hub that has begun anew has not heard of everybody yet: of whom it was not told it says nothing, and he fades by himself.
      const before = found.people.filter(({ person, begun, until }) => begun !== answer.begun && now <= until && !named.has(person));
      found.people = [...heard, ...before];
      found.answeredAt = now;
      found.untold = false;
    } catch (error) {
      if (!isTransportTrouble(error)) throw error;
      // Away, or of an older version: what was heard fades by itself. Whoever is turned away is told nothing more.
      found.untold = error.trouble === 'unknown-route';
      if (TURNED_AWAY.has(error.trouble)) [found.people, found.answeredAt] = [[], null];
    } finally {
      found.asking = false;
    }
    look(lane);
    if (found.again) soon(lane);
    else appoint(lane, found.untold ? pace.untold : pace.beat);
  };

  const appoint = (lane: string, wait: Ms): void => {
    const found = laneOf(lane);
    if (found.timer !== null) clearTimeout(found.timer);
    found.timer = closed ? null : setTimeout(() => void ask(lane), wait).unref();
  };

  /** At once, unless it was asked just now. */
  const soon = (lane: string): void => {
    const found = laneOf(lane);
    if (closed || desk === null) return;
    if (found.asking) found.again = true;
    else appoint(lane, Math.max(0, found.askedAt + pace.gap - stopwatch()));
  };

  const deafen = wake.onPresence(soon);

  return {
    follow: (follower) => {
      desk = follower;
      for (const lane of lanes()) soon(lane);
    },
    changed: (lane) => {
      // An older hub is not asked for every move.
      if (!laneOf(lane).untold) soon(lane);
    },
    elsewhere,
    close: async () => {
      if (closed) return;
      closed = true;
      deafen();
      const now = stopwatch();
      const told = [...known].filter(([, { hasTold, answeredAt }]) => hasTold && answeredAt !== null && now - answeredAt <= pace.fade);
      for (const { timer, fading } of known.values()) for (const each of [timer, fading]) if (each !== null) clearTimeout(each);
      const left = told.map(([lane]) => client.ask('presence', { lane, here: [] }, LEAVING));
      // Whoever cannot say it is missed after a while.
      await Promise.race([Promise.allSettled(left), new Promise((resolve) => void setTimeout(resolve, LEAVING).unref())]);
    },
  };
};
