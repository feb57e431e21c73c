// Decides who comes in at a workstation of a hub: the hub where it is reached, else what this desk kept of the last time it said yes.
import { ok, refuse, type Refusal, type Result } from '../../shared/kernel/result.ts';
import type { Clock, Ms } from '../../shared/kernel/time.ts';
import { choicesOf } from '../../shared/desk-people.ts';
import type { Elsewhere, Gate } from '../../shared/desk-parts.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import type { Engine } from '../../shared/sync/engine.ts';
import { isTransportTrouble, troubleLine, type TransportTrouble } from '../../shared/sync/trouble.ts';
import { signInChoice, type HubView, type SignInChoice } from '../../shared/views/shapes.ts';
import { z } from 'zod';
import { enrolAt } from './enrol.ts';
import type { HubClient } from './hub-client.ts';
import { HUB_SETTINGS, saveMembership, type Membership } from './hub-file.ts';
import { createVerifiers, type Verifiers } from './verifiers.ts';

/** A person waits for a sign-in; whoever is at the phone does not wait for a half-open line. */
const SIGN_IN_SILENCE: Ms = 6_000;
/** A list of people is asked for anew when it is older, and a screen that shows it waits so long for it. */
const LIST_AGE: Ms = 10_000;
const LIST_WAIT: Ms = 2_000;
const PACK_WAIT: Ms = 20_000;

export type GateParts = {
  readonly store: DeskStore;
  readonly engine: Engine;
  readonly client: HubClient;
  readonly clock: Clock;
  /** Measures waits; see verifiers.ts. */
  readonly stopwatch: Clock;
  /** The address of the folder's hub; `join` names another one and holds from now on. */
  readonly url: () => string;
  readonly membership: () => Membership | null;
  readonly join: (membership: Membership) => void;
};

const PEOPLE = `${HUB_SETTINGS}people`;
/** What a hub says of a person beyond his name is taken where it can be read. */
const listSchema = z.array(z.looseObject({ lane: z.string(), person: z.string() }));
type Listed = z.infer<typeof listSchema>;

type SignedIn = { readonly elsewhere?: Elsewhere };

/** The hub was asked and did not say: what this desk kept may answer. */
const isAway = ({ trouble }: TransportTrouble): boolean => !FINAL.has(trouble);
const FINAL: ReadonlySet<string> = new Set([
  'not-enrolled',
  'device-revoked',
  'no-rights',
  'bad-request',
  'unknown-route',
  'protocol-too-old',
  'protocol-too-new',
]);

export const createGate = (parts: GateParts): Gate => {
  const { store, engine, client, clock, membership } = parts;
  const verifiers = createVerifiers(store, clock, parts.stopwatch);
  let asked: Ms | null = null;
  let asking: Promise<void> | null = null;
  let trouble: string | null = null;

  const refresh = (): Promise<void> => {
    asking ??= client
      .ask('people', {})
      .then(({ people }) => {
        trouble = null;
        // Whoever decides elsewhere by now has given this workstation back: his day is counted there.
        forgetAll(
          verifiers,
          people.filter((one) => one['elsewhere'] === true && verifiers.knows(one.lane, one.person)),
        );
        const text = JSON.stringify(people);
        if (store.setting(PEOPLE) === text) return;
        const gone = peopleOf(store).filter((known) => !people.some((one) => one.lane === known.lane && one.person === known.person));
        store.transact(() => store.saveSetting(PEOPLE, text));
        forgetAll(verifiers, gone);
      })
      .catch((error: unknown) => {
        if (!isTransportTrouble(error)) throw error;
        trouble = troubleLine(error);
        if (error.trouble === 'device-revoked') forgetAll(verifiers, peopleOf(store));
      })
      .finally(() => {
        asked = clock();
        asking = null;
      });
    return asking;
  };
  const isOld = (): boolean => asked === null || Math.abs(clock() - asked) > LIST_AGE;

  const view = (): HubView => {
    const member = membership();
    const lanes = engine.lanes().map((lane) => ({ lane, status: engine.status(lane) }));
    if (member !== null && isOld()) void refresh();
    return {
      url: parts.url(),
      enrolled: member !== null,
      name: member?.name ?? null,
      restart: false,
      trouble: member === null ? null : (lanes.find(({ status }) => status.trouble !== null)?.status.trouble ?? trouble),
      lanes: lanes.map(({ lane, status }) => ({
        lane,
        name: engine.policy(lane)?.pack.principal.name ?? lane,
        arriving: status.arriving ?? null,
      })),
    };
  };

  const askHub = async (lane: string, person: string, secret: string): Promise<Result<SignedIn, Refusal> | TransportTrouble> => {
    try {
      return (await client.ask('sign-in', { lane, person, secret }, SIGN_IN_SILENCE)) as Result<SignedIn, Refusal>;
    } catch (error) {
      if (isTransportTrouble(error)) return error;
      throw error;
    }
  };

  /** The pack says who somebody is; at the first sign-in of a principal it comes with the conversation that follows. */
  const packOf = async (lane: string): Promise<void> => {
    const talk = engine.sync(lane);
    if (engine.policy(lane) !== null) return;
    const end = clock() + PACK_WAIT;
    let over = false;
    void talk.finally(() => (over = true));
    while (engine.policy(lane) === null && !over && clock() < end) await pause(50);
  };

  // Who may come in is known also when the line is gone before anybody asked.
  if (membership() !== null) void refresh();

  return {
    view,
    choices: async () => {
      if (membership() === null) return [];
      if (isOld()) await Promise.race([refresh(), pause(LIST_WAIT)]);
      return choicesFrom(peopleOf(store), engine, verifiers);
    },
    admit: async (lane, person, secret) => {
      if (membership() === null) return refuse('not-enrolled', {});
      if (secret === null || secret === '') return refuse('secret-needed', {});
      const answer = await askHub(lane, person, secret);
      if (!('ok' in answer)) {
        if (answer.trouble === 'device-revoked') verifiers.drop(lane, person);
        if (!isAway(answer)) return refuse(answer.trouble, {});
        const offline = await verifiers.compare(lane, person, secret);
        if (offline.ok) return ok({ offline: true });
        return offline.refusal.code === 'never-here' ? refuse('hub-unreachable', { why: troubleLine(answer) }) : offline;
      }
      if (!answer.ok) {
        // What the hub no longer takes does not let anybody in by cutting the line either.
        if (answer.refusal.code !== 'sign-in-locked' && (await verifiers.isKept(lane, person, secret))) verifiers.drop(lane, person);
        return answer;
      }
      await verifiers.keep(lane, person, secret);
      await Promise.all([packOf(lane), Promise.race([refresh(), pause(LIST_WAIT)])]);
      const { elsewhere } = answer.value;
      return ok({ offline: false, ...(elsewhere === undefined ? {} : { elsewhere }) });
    },
    enrol: async (wish) => {
      const before = membership();
      if (before !== null) return refuse('already-enrolled', { url: before.url });
      const enrolled = await enrolAt(wish, store.setting('device') ?? '');
      if (!enrolled.ok) return enrolled;
      saveMembership(store, enrolled.value);
      parts.join(enrolled.value.membership);
      await refresh();
      void engine.sync();
      return ok(view());
    },
  };
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms).unref());

/** Who proved himself at this workstation and may come in without the hub: for whom it keeps what he decides out of. */
export const boundHere = (store: DeskStore, { knows }: Pick<Verifiers, 'knows'>, lane: string): readonly string[] =>
  peopleOf(store).flatMap((listed) => (listed.lane === lane && knows(lane, listed.person) ? [listed.person] : []));

const peopleOf = (store: DeskStore): Listed => {
  const kept = store.setting(PEOPLE);
  return kept === null || kept === '' ? [] : listSchema.parse(JSON.parse(kept));
};

const forgetAll = (verifiers: Verifiers, people: Listed): void => people.forEach(({ lane, person }) => verifiers.drop(lane, person));

/** In the words of the pack at hand, else in those of the hub; somebody neither of them describes cannot be shown. */
const choicesFrom = (people: Listed, engine: Engine, verifiers: Verifiers): readonly SignInChoice[] => {
  const known = new Map(
    engine.lanes().flatMap((lane) => choicesOf(engine.policy(lane)).map((choice) => [`${lane}/${choice.person}`, choice])),
  );
  return people.flatMap((listed) => {
    const { lane, person } = listed;
    const read = signInChoice
      .omit({ secret: true })
      .strip()
      .safeParse({ demo: false, ...listed });
    const choice = known.get(`${lane}/${person}`) ?? (read.success ? read.data : null);
    return choice === null ? [] : [{ ...choice, secret: { offline: verifiers.knows(lane, person) } }];
  });
};
