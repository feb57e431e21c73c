// Builds the card a receiver reads without opening the case: the form in plain words, what is complete, the facts to tick, open queries.
import { formSchema, type Form, type SealedForm } from '../handover/form.ts';
import { completenessOf, fieldFilled } from '../handover/completeness.ts';
import { readSealed, unsealForm } from '../handover/seal.ts';
import { factsOf, spokenCard, type CardWords, type Language } from '../handover/card.ts';
import type { Json } from '../kernel/result.ts';
import type { Policy } from '../policy/policy.ts';
import { eventsOfType, formBody, queriesOf, type History } from './history.ts';
import type { HandoverCard } from './shapes.ts';

/** The card of one handover of the case; null when the case never had it. Its form is the one that was sent, complete or not. */
export const handoverCardOf = (history: History, handover: string, policy: Policy): HandoverCard | null => {
  const offered = eventsOfType(history, 'handover-offered').find(({ data }) => data.handover === handover);
  if (offered === undefined) return null;
  const { data } = offered;
  const form = amended(plainForm(data.form, formBody(history, offered.body)), history, handover, policy);
  const { done, required, later } = completenessOf(form, policy.fields, 'send');
  const words = cardWords(policy);
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
    own: [],
    passed: eventsOfType(history, 'handover-passed')
      .filter((event) => event.data.handover === handover)
      .map(({ at, data: { from, to, why } }) => ({ at, from: from.person, to: to.person, why })),
    again: data.again ?? null,
    pingPong: data.pingPong,
    hop: data.hop,
    shift: data.shift ?? null,
    owed: null,
    contact: data.contact ?? null,
    queries: [...queriesOf(history, handover)],
  };
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

const LOCALES: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB' };

// Date formats are dear to make and an inbox asks for many cards of one pack.
const remembered = new WeakMap<Policy, CardWords>();

/** The words of one pack for the card: remedies, names, and times in the principal's zone. */
export const cardWords = (policy: Policy): CardWords => {
  const known = remembered.get(policy) ?? wordsFor(policy);
  remembered.set(policy, known);
  return known;
};

const wordsFor = ({ pack, people }: Policy): CardWords => {
  const formats = new Map<Language, Intl.DateTimeFormat>();
  const formatOf = (language: Language): Intl.DateTimeFormat => {
    const known = formats.get(language);
    if (known !== undefined) return known;
    const options = {
      timeZone: pack.principal.zone,
      weekday: 'short',
      day: 'numeric',
      month: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    } as const;
    const format = new Intl.DateTimeFormat(LOCALES[language], options);
    formats.set(language, format);
    return format;
  };
  return {
    remedy: (code) => pack.remedies.find(({ id }) => id === code)?.label ?? { de: code, en: code },
    person: (id) => people.get(id)?.name ?? id,
    time: (at, language) => formatOf(language).format(at),
  };
};
