// Plays the first day into a new data folder, so that a newcomer finds work at once: real people, real commands, real refusals.
import { derivedId } from '../shared/kernel/ids.ts';
import type { Json, Result } from '../shared/kernel/result.ts';
import { HOUR, MINUTE, type Clock, type Ms } from '../shared/kernel/time.ts';
import type { CommandType } from '../shared/case/commands.ts';
import type { Form } from '../shared/handover/form.ts';
import type { Customer } from '../shared/views/shapes.ts';
import { holdsStore } from './cli/folder.ts';
import type { Story } from './demo-script.ts';
import { demoStories } from './demo-stories.ts';
import type { Cast } from './demo-trades.ts';
import { digest, openWorkplace, type Workplace } from './workplace.ts';

export type DemoWish = { readonly dir: string; readonly language: 'de' | 'en'; readonly clock: Clock };

/**
 * Fills a folder that holds no store yet; answers false where one stands already. Refusals are those of opening a folder.
 * A command of the stories that the core refuses is a bug of the stories and throws.
 */
export const fillDemo = async ({ dir, language, clock }: DemoWish): Promise<Result<boolean>> => {
  if (holdsStore(dir)) return { ok: true, value: false };
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
      for (const [index, story] of told.stories.entries())
        scenes.push(...scenesOf(opened.value, { lane, told, story, index, now, actors }));
      scenes.push({ at: now - 3 * HOUR, play: () => goAway(opened.value, told.away, actors, now) });
    }
    for (const scene of scenes.toSorted((a, b) => a.at - b.at)) {
      stage.at = scene.at;
      await scene.play();
    }
    stage.at = now;
    await opened.value.engine.sync();
  } finally {
    await opened.value.close();
  }
  return { ok: true, value: true };
};

/** Somebody of the top writes down that he is away for three days, and who decides meanwhile. */
const goAway = async ({ desk }: Workplace, [person, deputy]: readonly [string, string], actors: Actors, now: Ms): Promise<void> => {
  const absence = { person, deputy, from: now - 3 * HOUR, until: now + 72 * HOUR, scope: null };
  valueOf(await desk.call('absence.set', await actors(person), absence), `${person} goes away`);
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

const scenesOf = (place: Workplace, telling: Telling): readonly Scene[] => {
  const { story, told, now, actors, lane } = telling;
  const { desk, engine } = place;
  // What later scenes need of earlier ones: the case, and the id of the handover, approval or promise they speak of.
  const props: { caseId: string | null; ids: Record<string, string> } = { caseId: null, ids: {} };

  const send = async (
    person: string,
    type: CommandType,
    data: Readonly<Record<string, Json>>,
    body: Readonly<Record<string, Json>>,
  ): Promise<string> => {
    const sent = valueOf(
      await desk.call('command.send', await actors(person), {
        type,
        caseId: type === 'open-case' ? null : props.caseId,
        data: { ...data },
        body: { ...body },
      }),
      `${story.title}: ${type}`,
    );
    props.caseId = sent.caseId;
    await engine.sync(lane);
    return sent.command;
  };

  const opening = async (): Promise<void> => {
    const { category, urgency = 'medium', impact = 'medium', title, by, queue } = story;
    const customer = told.customers[story.customer]!;
    if (queue === undefined) {
      await send(
        by,
        'open-case',
        { customer: customer.id, category, channel: 'phone', urgency, impact, reason: null, call: null },
        { title, caller: customer.name, phone: customer.numbers[0] ?? '' },
      );
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
        if (form !== null) filled['form'] = form as Json;
        const command = await send(scene.by, scene.type, filled, scene.body ?? {});
        if (scene.named !== undefined) props.ids[scene.named] = command;
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
    ...(typed.own === undefined ? {} : { own: typed.own }),
  };
};

type Answer<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: unknown };

const valueOf = <Value>(answer: Answer<Value>, what: string): Value => {
  if (answer.ok) return answer.value;
  throw new Error(`the demo was refused (${what}): ${JSON.stringify(answer.refusal)}`);
};
