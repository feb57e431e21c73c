// The written card of a handover as its receiver reads it, and the three facts he ticks to say "understood".
import type { HandoverCard } from '../../shared/views/shapes.ts';
import { amountWords } from './money-words.ts';
import { MoodStanding } from './mood-mark.tsx';
import { useNow } from './now.ts';
import { momentSaid } from './time-words.ts';
import { useDesk, type Desk } from './use-pack.ts';

export const CardFacts = ({
  card,
  ticks,
  onTick,
}: {
  readonly card: HandoverCard;
  readonly ticks: readonly string[];
  readonly onTick: (ticks: readonly string[]) => void;
}) => {
  const { t, say } = useDesk();
  return (
    <fieldset className="flex flex-col gap-1.5 rounded-lg border border-edge px-3 py-2.5">
      <legend className="heading px-1">{t('lead.understood')}</legend>
      {card.facts.map(({ id, text }) => (
        <label key={id} className="flex items-start gap-2">
          <input
            type="checkbox"
            data-fact={id}
            className="mt-[3px]"
            checked={ticks.includes(id)}
            onChange={(event) => onTick(event.target.checked ? [...ticks, id] : ticks.filter((known) => known !== id))}
          />
          <span>{say(text)}</span>
        </label>
      ))}
    </fieldset>
  );
};

const rowsOf = (card: HandoverCard, desk: Desk, now: number): readonly (readonly [string, string])[] => {
  const { t, word, person, decision, pack, language, telling } = desk;
  const { form } = card;
  const spec = decision(form.decision?.type ?? '');
  const wanted =
    form.decision === undefined || spec === undefined
      ? ''
      : `${desk.say(spec.label)} ${amountWords(form.decision.amount, spec.unit, pack.currency, language)}`;
  const promises = (form.promises?.rows ?? []).map((row) => `${row.what} (${momentSaid(row.due, now, telling)}, ${person(row.by)})`);
  const own = card.own.map(({ label, text }) => [desk.say(label), desk.say(text)] as const);
  const all: readonly (readonly [string, string])[] = [
    [t('card.situation'), form.summary ?? ''],
    [t('card.tried'), (form.tried ?? []).map(({ step, result }) => [step, result].filter(Boolean).join(' – ')).join('; ')],
    [t('card.wish'), form.wish === undefined ? '' : [word('remedies', form.wish.remedy), form.wish.text].filter(Boolean).join(': ')],
    [t('card.promised'), promises.length === 0 ? t('lead.nothingPromised') : promises.join('; ')],
    [
      t('card.next'),
      form.nextStep === undefined
        ? ''
        : form.nextStep.told
          ? `${form.nextStep.text} (${t('form.told')})`
          : t('card.notTold', { why: word('notTold', form.nextStep.notTold ?? '') }),
    ],
    [t('card.question'), form.question ?? ''],
    [t('card.decision'), wanted],
    [
      t('card.recommendation'),
      form.recommendation === undefined
        ? ''
        : [t(`verdict.${form.recommendation.verdict}`), form.recommendation.line].filter(Boolean).join(': '),
    ],
    [t('card.deadline'), card.deadline === null ? '' : momentSaid(card.deadline, now, telling)],
    [
      t('card.callback'),
      form.callback === undefined
        ? ''
        : [form.callback.who, t(`channel.${form.callback.channel}`), form.callback.number, form.callback.window]
            .filter(Boolean)
            .join(' · '),
    ],
    [t('card.fallback'), (form.fallback ?? []).map((row) => `${row.if} → ${row.then}`).join('; ')],
    [
      t('card.mood'),
      form.mood === undefined
        ? ''
        : [t(`mood.${form.mood.level}`), form.mood.quote === '' ? '' : `„${form.mood.quote}“`].filter(Boolean).join(' '),
    ],
    [t('card.marks'), (form.markers ?? []).map((marker) => t(`marker.${marker}`)).join(', ')],
    ...own,
  ];
  return all.filter(([, text]) => text !== '');
};

export const CardText = ({ card }: { readonly card: HandoverCard }) => {
  const desk = useDesk();
  const now = useNow(60_000);
  return (
    <>
      <dl className="grid grid-cols-[6.5rem_1fr] gap-x-3 gap-y-1.5">
        {rowsOf(card, desk, now).map(([name, text]) => (
          <div key={name} className="contents">
            <dt className="text-ink-2">{name}</dt>
            <dd className={name === desk.t('card.question') ? 'font-semibold' : ''}>{text}</dd>
          </div>
        ))}
        {card.mood === undefined || card.mood.trend === null ? null : (
          <div className="contents">
            <dt className="text-ink-2">{desk.t('card.moodNow')}</dt>
            <dd>
              <MoodStanding mood={card.mood} />
            </dd>
          </div>
        )}
      </dl>
      {card.queries.map(({ query, text, answer }) => (
        <p key={query} className="border-l-2 border-warn-line pl-2">
          <span className="font-medium">{text}</span>
          <br />
          <span className="text-ink-2">{answer ?? desk.t('query.waits')}</span>
        </p>
      ))}
    </>
  );
};
