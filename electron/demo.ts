// Plays the first day into a new data folder, so that a newcomer finds work at once: real people, real commands, real refusals.
import { derivedId } from '../shared/kernel/ids.ts';
import type { Json, Result } from '../shared/kernel/result.ts';
import { HOUR, MINUTE, type Clock, type Ms } from '../shared/kernel/time.ts';
import type { CommandType } from '../shared/case/commands.ts';
import type { Form } from '../shared/handover/form.ts';
import type { Customer } from '../shared/views/shapes.ts';
import type { CallInput } from '../shared/api.ts';
import { holdsStore } from './cli/folder.ts';
import { noteExamples } from './hub/door.ts';
import type { Story } from './demo-script.ts';
import { belongsToHub } from './hub/belongs.ts';
import { demoStories } from './demo-stories.ts';
import type { ShiftEnd } from './demo-together.ts';
import type { Cast } from './demo-trades.ts';
import { digest, openWorkplace, type Workplace } from './workplace.ts';

export type DemoWish = { readonly dir: string; readonly language: 'de' | 'en'; readonly clock: Clock };

/**
 * Fills a folder that holds no store yet; answers false where one stands already. Refusals are those of opening a folder.
 * A command of the stories that the core refuses is a bug of the stories and throws.
 */
export const fillDemo = async ({ dir, language, clock }: DemoWish): Promise<Result<boolean>> => {
  // What a workstation of a hub works on comes from there.
  if (holdsStore(dir) || belongsToHub(dir)) return { ok: true, value: false };
  const now = clock();
  const stage = { at: now };
  // The day is played with a clock of its own, from its beginning to now: every time in the history follows from it.
  const opened = await openWorkplace({ dir, clock: () => stage.at });
  if (!opened.ok) return opened;
  try {
    const scenes: Scene[] = [];
    for (const lane of opened.value.engine.lanes()) {
      const told = demoStories(lane, language);
      if (told === null) continue;
      await opened.value.engine.putCustomers(lane, told.customers);
      const actors = createActors(opened.value, lane);
      const cases = new Map<string, string>();
      for (const [index, story] of told.stories.entries())
        scenes.push(...scenesOf(opened.value, { lane, told, story, index, now, actors, cases }));
      const leaves = (at: Ms, [person, deputy]: readonly [string, string], by: string): Scene => ({
        at,
        play: () => goAway(opened.value, { person, deputy, from: at, until: now + 72 * HOUR, scope: null }, by, actors),
      });
      scenes.push(leaves(now - 3 * HOUR, told.away, told.away[0]));
      if (told.awayToo !== null) scenes.push(leaves(now - 17 * MINUTE, [told.awayToo[0], told.awayToo[1]], told.awayToo[2]));
      scenes.push({ at: now - told.shift.ago * MINUTE, play: () => goHome(opened.value, told.shift, actors, { cases, language }) });
    }
    for (const scene of scenes.toSorted((a, b) => a.at - b.at)) {
      stage.at = scene.at;
      await scene.play();
    }
    stage.at = now;
    await opened.value.engine.sync();
    noteExamples(opened.value.store);
  } finally {
    await opened.value.close();
  }
  return { ok: true, value: true };
};

type Leave = CallInput<'absence.set'>;

/** Somebody is written down as away, by himself or by his lead, and who does his work meanwhile. */
const goAway = async ({ desk }: Workplace, leave: Leave, by: string, actors: Actors): Promise<void> => {
  valueOf(await desk.call('absence.set', await actors(by), leave), `${leave.person} goes away`);
};

type Props = { readonly cases: ReadonlyMap<string, string>; readonly language: 'de' | 'en' };

/** Somebody hands his shift to a colleague, who has not taken it yet. */
const goHome = async (
  { desk }: Workplace,
  { from, to, note, ...what }: ShiftEnd,
  actors: Actors,
  { cases, language }: Props,
): Promise<void> => {
  const known = (name: string): string => cases.get(name) ?? name;
  const sent = await desk.call('shift.send', await actors(from), {
    to,
    note,
    language,
    cases: what.cases.map(known),
    promises: what.promises.map(({ story, promise }) => ({ caseId: known(story), promise: known(`${story} ${promise}`) })),
  });
  const { failed } = valueOf(sent, `${from} goes home`);
  if (failed[0] !== undefined) throw new Error(`the demo was refused (${from} goes home): ${JSON.stringify(failed)}`);
};

type Scene = { readonly at: Ms; readonly play: () => Promise<void> };
type Actors = (person: string) => Promise<string>;
type Telling = {
  readonly lane: string;
  readonly told: { readonly cast: Cast; readonly customers: readonly Customer[] };
  readonly story: Story;
  readonly index: number;
  readonly now: Ms;
  readonly actors: Actors;
  /** Cases of stories that others speak of, by name, and what was named in them. */
  readonly cases: Map<string, string>;
};

/** Signs everybody in once. */
const createActors = ({ desk }: Workplace, lane: string): Actors => {
  const sessions = new Map<string, string>();
  return async (person) => {
    const known = sessions.get(person);
    if (known !== undefined) return known;
    const { session } = valueOf(await desk.call('session.sign-in', null, { lane, person }), `sign in ${person}`);
    sessions.set(person, session);
    return session;
  };
};

type Words = { readonly data: Readonly<Record<string, Json>>; readonly body: Readonly<Record<string, Json>> };

const scenesOf = (place: Workplace, telling: Telling): readonly Scene[] => {
  const { story, told, now, actors, lane, cases } = telling;
  const { desk, engine } = place;
  // What later scenes need of earlier ones: the case, and the id of the handover, approval or promise they speak of.
  const props: { caseId: string | null; ids: Record<string, string> } = { caseId: null, ids: {} };

  const send = async (person: string, type: CommandType, caseId: string | null, { data, body }: Words): Promise<string> => {
    // Nobody signs in as the watchdog: its command has the id that the real one would have.
    const actor = engine.policy(lane)?.pack.roster.find(({ id, signIn }) => id === person && !signIn)?.id;
    const sent =
      actor === undefined
        ? await desk.call('command.send', await actors(person), { type, caseId, data: { ...data }, body: { ...body } })
        : engine.submit({
            lane,
            caseId: caseId ?? '',
            actor,
            type,
            data,
            body: null,
            command: `pass:${String(data['handover'] as string)}:${String(data['step'] as number)}`,
          });
    const { command } = valueOf(sent, `${story.title}: ${type}`);
    if ('value' in sent && 'caseId' in sent.value && type === 'open-case') props.caseId = sent.value.caseId;
    await engine.sync(lane);
    return command;
  };

  const opening = async (): Promise<void> => {
    const { category, urgency = 'medium', impact = 'medium', title, by, queue } = story;
    const customer = told.customers[story.customer]!;
    if (queue === undefined) {
      await send(by, 'open-case', null, {
        data: { customer: customer.id, category, channel: 'phone', urgency, impact, reason: null, call: null },
        body: { title, caller: customer.name, phone: customer.numbers[0] ?? '' },
      });
      if (story.named !== undefined && props.caseId !== null) cases.set(story.named, props.caseId);
      return;
    }
    props.caseId = takeMail(place, telling, queue);
    await engine.sync(lane);
  };

  return [
    { at: now - story.openedAgo * MINUTE, play: opening },
    ...story.scenes.map((scene): Scene => ({
      at: now - scene.ago * MINUTE,
      play: async () => {
        const form: Form | null = scene.form === undefined ? null : formOf(telling, scene.form);
        const filled: Record<string, Json> = { ...scene.data };
        for (const [key, name] of Object.entries(scene.refers ?? {})) filled[key] = props.ids[name] ?? null;
        for (const [key, minutes] of Object.entries(scene.times ?? {})) filled[key] = now + minutes * MINUTE;
        for (const [key, name] of Object.entries(scene.cases ?? {})) filled[key] = cases.get(name) ?? null;
        if (scene.window !== undefined) filled['window'] = { from: now + scene.window[0] * MINUTE, until: now + scene.window[1] * MINUTE };
        if (form !== null) filled['form'] = form as Json;
        const caseId = scene.on === undefined ? props.caseId : (cases.get(scene.on) ?? null);
        const command = await send(scene.by, scene.type, caseId, { data: filled, body: scene.body ?? {} });
        if (scene.named === undefined) return;
        props.ids[scene.named] = command;
        if (story.named !== undefined) cases.set(`${story.named} ${scene.named}`, command);
      },
    })),
  ];
};

/** A mail that another system sorted into a team's queue: the importer's verb, because nobody here has taken it yet. */
const takeMail = ({ engine, store }: Workplace, { lane, story, index, told, now }: Telling, team: string): string => {
  const policy = engine.policy(lane);
  const importer = policy?.pack.roster.find(({ role }) => role === 'importer');
  if (!policy || importer === undefined) throw new Error(`${lane} has nobody who may take over mails`);
  const at = now - story.openedAgo * MINUTE;
  const caseId = derivedId(digest, 'demo', lane, String(index));
  const { category, urgency = 'medium', impact = 'medium', title } = story;
  const answer = engine.submit({
    lane,
    caseId,
    actor: importer.id,
    type: 'import-row',
    data: {
      source: { system: 'mail', ref: `M-${1000 + index}`, row: 1 },
      number: engine.nextCaseNumber(lane),
      occurredAt: at,
      openedAt: at,
      customer: told.customers[story.customer]!.id,
      category,
      channel: 'mail',
      urgency,
      impact,
      priority: policy.pack.priorities[urgency][impact],
      state: 'open',
      wait: null,
      waitUntil: null,
      team,
      assignee: null,
      recordedBy: importer.id,
      reopened: false,
      result: null,
    },
    body: { title, text: story.text ?? '' },
  });
  valueOf(answer, story.title);
  if (store.currentState(caseId) === null) throw new Error(`${story.title}: no case came of it`);
  return caseId;
};

/** What a person types into the form; the desk fills in the rest. */
const formOf = ({ told, story, now }: Telling, typed: NonNullable<Story['scenes'][number]['form']>): Form => {
  const customer = told.customers[story.customer]!;
  return {
    summary: typed.summary,
    wish: { remedy: typed.remedy, text: typed.wish },
    question: typed.question,
    ...(typed.decision === undefined ? {} : { decision: { ...typed.decision, own: null } }),
    recommendation: { verdict: 'grant', line: typed.recommendation },
    promises: { none: true, rows: [] },
    nextStep: { text: typed.nextStep, told: true, notTold: null },
    deadline: now + typed.deadlineIn * MINUTE,
    callback: { who: customer.name, channel: 'phone', number: customer.numbers[0] ?? '', window: typed.window },
    mood: { level: typed.mood, quote: '' },
    identity: { method: told.cast.identity, contract: customer.contracts[0] ?? '' },
    tried: [{ step: typed.tried, result: typed.triedResult, who: typed.by }],
    complaint: { is: false, receivedOn: null },
    ...(typed.afterCall === null
      ? {}
      : { fallback: [{ if: typed.afterCall.if, then: typed.afterCall.then }], deescalation: [...typed.afterCall.deescalation] }),
    ...(typed.own === undefined ? {} : { own: typed.own }),
  };
};

type Answer<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: unknown };

const valueOf = <Value>(answer: Answer<Value>, what: string): Value => {
  if (answer.ok) return answer.value;
  throw new Error(`the demo was refused (${what}): ${JSON.stringify(answer.refusal)}`);
};
