// Puts a desk without a hub into every situation a hub can bring, for pictures and for the accessibility test: only what is told is changed.
import type { CallName, CallOutput, DeskApi } from '../../shared/api.ts';
import type { BudgetsView, StandingView } from '../../shared/views/budget-shapes.ts';
import type { HubView, SyncStatus } from '../../shared/views/shapes.ts';

type CaseAnswer = Extract<CallOutput<'case.view'>, { readonly ok: true }>['value'];

type Elsewhere = NonNullable<Extract<CallOutput<'session.sign-in'>, { readonly ok: true }>['value']['elsewhere']>;

type Asked = 'telephone.challenge' | 'telephone.look' | 'telephone.approve' | 'telephone.list' | 'beside.choices';

/** What the desk is made to tell; left out = what it says itself. */
export type HubSetting = {
  readonly hub?: Partial<HubView>;
  readonly status?: Partial<SyncStatus>;
  /** A secret is asked for; `locked`: after the first attempt. */
  readonly door?: { readonly locked?: boolean };
  readonly view?: (view: CaseAnswer) => CaseAnswer;
  readonly empty?: boolean;
  readonly standing?: Partial<StandingView>;
  /** Whoever signs in now has his day open there as well. */
  readonly elsewhere?: Elsewhere;
  readonly inbox?: (inbox: CallOutput<'lead.inbox'>) => CallOutput<'lead.inbox'>;
  readonly budgets?: Partial<BudgetsView>;
  /** Whole answers, where this desk has none without a hub. */
  readonly answers?: { readonly [Name in Asked]?: CallOutput<Name> };
};

export const HUB: HubView = {
  url: 'https://zentrale.nordwind-service.example',
  enrolled: true,
  name: 'Büro Lübeck, Platz 3',
  restart: false,
  trouble: null,
  lanes: [],
};

type Refused = { readonly ok: false; readonly refusal: { readonly code: string; readonly data: Record<string, number> } };
const refused = (code: string, data: Record<string, number>): Refused => ({ ok: false, refusal: { code, data } });
const FIVE_MINUTES = 300_000;

/** The same desk, and a hand on what it tells about its hub. */
export const coverDesk = (desk: DeskApi, settingOf: () => HubSetting | null, clock: () => number): DeskApi => {
  const change: { readonly [Name in CallName]?: (answer: CallOutput<Name>, setting: HubSetting) => CallOutput<Name> } = {
    'hub.view': (answer, { hub }) => (hub === undefined ? answer : { ...HUB, ...hub }),
    'people.list': (people, { door }) =>
      door === undefined ? people : people.map((one, index) => ({ ...one, secret: { offline: index % 3 !== 2 } })),
    'sync.status': (answer, { status }) => (status === undefined ? answer : { ...answer, mode: 'hub', lastHeard: clock(), ...status }),
    'queue.list': (answer, { empty }) => (empty === true ? [] : answer),
    'authority.standing': (answer, { standing }) => (answer.ok ? { ok: true, value: { ...answer.value, ...standing } } : answer),
    'session.sign-in': (answer, { elsewhere }) =>
      answer.ok && elsewhere !== undefined ? { ok: true, value: { ...answer.value, elsewhere } } : answer,
    'lead.inbox': (answer, { inbox }) => inbox?.(answer) ?? answer,
    'budgets.view': (answer, { budgets }) => ({ ...answer, ...budgets }),
    'case.view': (answer, { view }) => (answer.ok && view !== undefined ? { ok: true, value: view(answer.value) } : answer),
  };
  return {
    subscribe: (listener) => desk.subscribe(listener),
    call: async (name, session, input) => {
      const setting = settingOf();
      if (name === 'session.sign-in' && setting?.door !== undefined) {
        const answer =
          setting.door.locked === true
            ? refused('sign-in-locked', { until: clock() + FIVE_MINUTES })
            : refused('wrong-secret', { left: 3 });
        return answer as CallOutput<typeof name>;
      }
      const told: unknown = setting?.answers?.[name as Asked];
      if (told !== undefined) return told as CallOutput<typeof name>;
      const answer = await desk.call(name, session, input);
      return setting === null ? answer : (change[name]?.(answer, setting) ?? answer);
    },
  };
};
