// Answers each route of the wire: the door for workstations and people, everything else through the ledger with the rights of now.
import type { Result } from '../../shared/kernel/result.ts';
import type { Absence } from '../../shared/policy/absence.ts';
import type { Ledger, LedgerSession } from '../../shared/sync/ledger.ts';
import { BATCH, type Cursor, type Page } from '../../shared/sync/protocol.ts';
import type { RouteName, routes } from '../../shared/sync/wire.ts';
import type { z } from 'zod';
import type { Asked, Asking } from './asking.ts';
import type { Door } from './enrolment.ts';
import { turnAway } from './faults.ts';
import type { Limits } from './limits.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Packs } from './packs.ts';
import type { Presence } from './presence.ts';
import { overdrawn, type Pushing } from './pushing.ts';
import type { Quotas } from './quotas.ts';
import type { Telephone } from './telephone.ts';
import type { Directory } from './directory.ts';
import type { Visitor } from './visitor.ts';
import type { WordsAlong } from './words-along.ts';
import type { Workstations } from './workstations.ts';

export interface Handlers {
  /** The output of the route, or its text where that is known already. Throws a `Turned` for whoever is turned away. */
  answer(name: RouteName, input: unknown, asking: Asking): Promise<unknown>;
}

export type HandlersParts = {
  readonly ledger: Ledger;
  readonly door: Door;
  readonly packs: Packs;
  readonly directory: Directory;
  readonly pushing: Pushing;
  readonly quotas: Quotas;
  readonly telephone: Telephone;
  readonly words: WordsAlong;
  readonly workstations: Workstations;
  readonly presence: Pick<Presence, 'presence'>;
  readonly limits: Pick<Limits, 'page'>;
  readonly metrics: Metrics;
  /** The people of a workstation have changed: its wake socket listens to other lanes. */
  readonly onBound: (device: string) => Promise<void>;
  /** A lane has news that is no event. */
  readonly onPapers: (lane: string) => Promise<void>;
};

type Input<Name extends RouteName> = z.output<(typeof routes)[Name]['input']>;
type Handler<Name extends RouteName> = (input: Input<Name>, asking: Asked) => Promise<unknown>;
type ByName = { readonly [Name in Exclude<RouteName, 'enrol'>]: Handler<Name> };

export const createHandlers = (parts: HandlersParts): Handlers => {
  const { ledger, door, packs, directory, pushing, quotas, metrics } = parts;
  /** Of somebody with rights in the lane. */
  const inLane = ({ caller }: Visitor, lane: string): LedgerSession => {
    if (caller.rights(lane) === null) throw turnAway('no-rights', { lane });
    return ledger.as(caller);
  };

  const enrol = async (wish: Input<'enrol'>, log: Log): Promise<unknown> => {
    const done = await door.enrol(wish);
    if (done.ok) log.info({ device: wish.device }, 'a workstation was enrolled');
    else {
      metrics.failure('enrol');
      log.warn({ code: done.refusal.code }, 'an enrolment was refused');
    }
    return done;
  };

  const byName: ByName = {
    people: async (_input, { visitor }) => ({ people: peopleOf(packs, directory, visitor, await door.movedOn(visitor.device.id)) }),
    'sign-in': async ({ lane, person, secret }, { visitor, log }) => {
      if (!visitor.belongs(lane) || packs.policy(lane) === null) throw turnAway('no-rights', { lane });
      const done: Result<unknown> = await door.signIn(visitor.device.id, lane, person, secret);
      if (done.ok) await parts.onBound(visitor.device.id);
      else {
        metrics.failure('sign-in');
        log.warn({ code: done.refusal.code, lane, device: visitor.device.id }, 'a sign-in was refused');
      }
      return done;
    },
    ...parts.workstations,
    presence: parts.presence.presence,
    'phone-desk': parts.telephone['phone-desk'],
    'approve-by-phone': parts.telephone['approve-by-phone'],
    lanes: async (_input, { visitor }) => ({ lanes: await ledger.as(visitor.caller).lanes() }),
    hello: async ({ cursor, ...key }, { visitor }) => {
      if (key.device !== visitor.device.id) throw turnAway('no-rights', { lane: key.lane });
      return { greeting: await ledger.as(visitor.caller).hello(key, cursor) };
    },
    part: async (input, asking) => {
      inLane(asking.visitor, input.lane);
      return pushing.part(input, asking);
    },
    push: async (frame, asking) => {
      if (!asking.visitor.belongs(frame.lane)) throw turnAway('no-rights', { lane: frame.lane });
      return pushing.push(frame, asking);
    },
    pull: async ({ lane, cursor }, { visitor }) => {
      const session = inLane(visitor, lane);
      const withWords = async (page: Page): Promise<Page> => {
        const bodies = await parts.words.of(session, lane, visitor.device.id, page.events);
        return bodies.length === 0 ? page : { ...page, bodies };
      };
      const { page, text } = await readablePage(session, lane, cursor, parts.limits.page, withWords);
      metrics.pull(lane, page.events.length, page.again ? 0 : Math.max(0, page.position - cursor.position));
      return text;
    },
    inventory: ({ lane, after }, { visitor }) => inLane(visitor, lane).inventory(lane, after),
    snapshots: async ({ lane, cases }, { visitor }) => ({ snapshots: await inLane(visitor, lane).snapshots(lane, cases) }),
    histories: ({ lane, cases }, { visitor }) => inLane(visitor, lane).histories(lane, cases),
    bodies: async ({ lane, hashes }, { visitor }) => ({ bodies: await inLane(visitor, lane).bodies(lane, hashes) }),
    packs: async ({ lane }, { visitor }) => ({ packs: await inLane(visitor, lane).packs(lane) }),
    customers: ({ lane, after }, { visitor }) => inLane(visitor, lane).customers(lane, after),
    absences: ({ lane }, { visitor }) => inLane(visitor, lane).absences(lane),
    'put-absences': async ({ lane, absences }, { visitor }) => {
      const session = inLane(visitor, lane);
      const isOwn = ({ endedBy, setBy }: Absence): boolean => visitor.isHere(lane, endedBy ?? setBy);
      const others = absences.filter((entry) => !isOwn(entry)).map(({ id }) => ({ id, code: 'not-signed-in-here' }));
      const own = absences.filter(isOwn);
      if (own.length === 0) return { declined: others };
      const over = quotas.takeAbsences(visitor.device.id, own.length);
      if (over !== null) {
        metrics.failure('quota');
        throw overdrawn(over);
      }
      const declined = await session.putAbsences(lane, own);
      if (declined.length < own.length) await parts.onPapers(lane);
      return { declined: [...others, ...declined] };
    },
  };

  return {
    answer: async (name, input, asking) => {
      if (name === 'enrol') return enrol(input as Input<'enrol'>, asking.log);
      const { visitor } = asking;
      if (visitor === null) throw turnAway('not-enrolled');
      // Each name has its own input, checked by its own schema; the compiler cannot follow which.
      return (byName[name] as Handler<RouteName>)(input as never, { ...asking, visitor });
    },
  };
};

/** What a desk reads in one answer is limited, and it cannot ask for less than the next events. */
const readablePage = async (
  session: LedgerSession,
  lane: string,
  cursor: Cursor,
  longest: number,
  withWords: (page: Page) => Promise<Page>,
): Promise<{ readonly page: Page; readonly text: string }> => {
  for (let most = BATCH; ; most = Math.ceil(most / 4)) {
    const page = await withWords(await session.pull(lane, cursor, most));
    const text = JSON.stringify(page);
    if (text.length <= longest || most === 1) return { page, text };
  }
};

/** What a door needs to show: nobody has signed in yet, so no pack has come to the desk. */
/** `elsewhere`: he has signed in at another workstation since, and comes in here only with the hub. */
const peopleOf = (packs: Packs, directory: Directory, { belongs, device }: Visitor, moved: ReadonlySet<string>): readonly unknown[] =>
  packs
    .lanes()
    .filter((lane) => belongs(lane) && device.revokedAt === null)
    .flatMap((lane) => {
      const policy = packs.policy(lane);
      if (policy === null) return [];
      const { principal } = policy.pack;
      return policy.pack.roster
        .filter(({ id, signIn }) => signIn && directory.find(lane, id) !== null)
        .map(({ id, name, role, tier, teams, demo }) => ({
          lane,
          principal: principal.name,
          accent: principal.accent,
          person: id,
          name,
          role,
          tier,
          teams: teams.flatMap((team) => policy.teams.get(team)?.name ?? []),
          demo,
          ...(moved.has(`${lane}/${id}`) ? { elsewhere: true } : {}),
        }));
    });
