// Builds the card a receiver reads without opening the case: the form in plain words, what is complete, the facts to tick, open queries.
import { formSchema, type Form, type SealedForm } from '../handover/form.ts';
import { completenessOf, fieldFilled } from '../handover/completeness.ts';
import { readSealed, unsealForm } from '../handover/seal.ts';
import { factsOf, spokenCard } from '../handover/card.ts';
import { ownLines } from '../handover/own-words.ts';
import type { About } from '../handover/conditions.ts';
import type { EventOf } from '../case/events.ts';
import type { Json } from '../kernel/result.ts';
import { formAbout } from '../policy/form-about.ts';
import type { Policy } from '../policy/policy.ts';
import { cardWords } from './card-words.ts';
import { moodOf } from './guide.ts';
import { eventsOfType, formBody, queriesOf, type History } from './history.ts';
import type { HandoverCard } from './shapes.ts';

/** The card of one handover of the case; null when the case never had it. Its form is the one that was sent, complete or not. */
export const handoverCardOf = (history: History, handover: string, policy: Policy): HandoverCard | null => {
  const offered = eventsOfType(history, 'handover-offered').find(({ data }) => data.handover === handover);
  if (offered === undefined) return null;
  const { data } = offered;
  const form = amended(plainForm(data.form, formBody(history, offered.body)), history, handover, policy);
  const { done, required, later } = completenessOf(form, policy.fields, 'send', aboutThen(history, offered, policy));
  const passed = eventsOfType(history, 'handover-passed').filter((event) => event.data.handover === handover);
  const words = cardWords(policy);
  const mood = moodOf(history);
  return {
    handover,
    kind: data.kind,
    reason: data.reason,
    lateral: data.lateral,
    from: data.from,
    to: { tier: data.to.tier, team: data.to.team, person: data.to.person },
    sentAt: offered.at,
    acceptBy: data.acceptBy,
    deadline: data.deadline,
    customerWaiting: data.customerWaiting,
    form,
    done,
    required,
    later: [...later],
    facts: factsOf(form, words).map(({ id, text }) => ({ id, text })),
    spoken: spokenCard(form, words),
    own: ownLines(form, policy.fields, words).map(({ id, label, text }) => ({ id, label: { ...label }, text: { ...text } })),
    passed: passed.map(({ at, data: step }) => ({ at, from: step.from.person, to: step.to.person, why: step.why })),
    again: data.again ?? null,
    pingPong: data.pingPong,
    hop: data.hop,
    shift: data.shift ?? null,
    owed: null,
    contact: data.contact ?? null,
    queries: [...queriesOf(history, handover)],
    ...(mood === null ? {} : { mood }),
  };
};

/** Channel and category as they were when the handover was sent: a later change of the case does not judge an old form anew. */
const aboutThen = ({ events }: History, offered: EventOf<'handover-offered'>, policy: Policy): About | undefined => {
  const before = events.slice(
    0,
    events.findIndex(({ id }) => id === offered.id),
  );
  const opened = before.find((event) => event.type === 'case-opened');
  if (opened === undefined) return undefined;
  const category = before.reduce(
    (known, event) => (event.type === 'case-classified' || event.type === 'row-imported' ? (event.data.category ?? known) : known),
    opened.data.category,
  );
  return formAbout(policy, { channel: opened.data.channel, category });
};

/** The sealed form in plain words; where they were withheld or do not fit, placeholders stand in their place. */
const plainForm = (sealed: SealedForm, body: Json): Form => {
  const plain = formSchema.safeParse(unsealForm(sealed, body));
  return plain.success ? plain.data : (readSealed(sealed) ?? {});
};

/** What the sender added after the call; a field that was filled stays as the receiver read it. */
const amended = (sent: Form, history: History, handover: string, { fields }: Policy): Form =>
  eventsOfType(history, 'handover-amended')
    .filter(({ data }) => data.handover === handover)
    .map((event) => plainForm(event.data.form, formBody(history, event.body)))
    .reduce((form, added) => {
      const open = fields.filter((field) => !fieldFilled(field, form)).map(({ id }) => id);
      const own = Object.fromEntries(Object.entries(added.own ?? {}).filter(([id]) => open.includes(id)));
      const standard = Object.fromEntries(Object.entries(added).filter(([id]) => open.includes(id)));
      return { ...form, ...standard, ...(Object.keys(own).length === 0 ? {} : { own: { ...form.own, ...own } }) };
    }, sent);
