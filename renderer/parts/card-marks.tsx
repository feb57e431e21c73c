// What a receiver must know of a handover before he reads it: how often the case moved, whom it was passed on from, what is still owed.
import type { HandoverCard } from '../../shared/views/shapes.ts';
import { LevelText } from './due-mark.tsx';
import { useNow } from './now.ts';
import { momentSaid } from './time-words.ts';
import { useDesk, type Desk } from './use-pack.ts';

/** "Zuerst an Carla Neumann, dann Murat Aydin (Vertretung)": nobody accepted in time, step by step. */
export const passedWords = ({ passed, to }: Pick<HandoverCard, 'passed' | 'to'>, { t, person, team }: Desk): string => {
  const [first] = passed;
  if (first === undefined) return '';
  const name = (id: string | null): string => (id === null ? team(to.team) : person(id));
  const steps = passed.map((step) => t('mark.then', { name: name(step.to), why: t(`event.passed-${step.why}`) }));
  return t('mark.passed', { name: name(first.from), steps: steps.join(', ') });
};

/** In a row of the inbox: the same in as few words as one can. */
export const markWords = (card: HandoverCard, { t }: Desk): readonly string[] => [
  ...(card.pingPong ? [t('mark.pingPongShort')] : []),
  ...(card.hop > 1 ? [t('mark.hop', { count: card.hop })] : []),
  ...(card.passed.length > 0 ? [t('mark.passedShort')] : []),
  ...(card.owed === null ? [] : [t('mark.owedShort')]),
  ...(card.shift === null ? [] : [t('mark.shift')]),
];

export const CardMarks = ({ card }: { readonly card: HandoverCard }) => {
  const desk = useDesk();
  const { t, person, say, word, telling } = desk;
  const now = useNow(60_000);
  const passed = passedWords(card, desk);
  const owed = (card.owed?.fields ?? []).map((id) => {
    const spec = desk.field(id);
    return spec === undefined ? id : say(spec.label);
  });
  const isNothing = !card.pingPong && card.hop <= 1 && passed === '' && card.owed === null && card.shift === null;
  if (isNothing) return null;
  return (
    <ul className="flex flex-col gap-1">
      {card.shift === null ? null : <li>{t('mark.shift')}</li>}
      {card.pingPong ? (
        <li>
          <LevelText level="soon" wraps>
            {card.again === null ? t('mark.pingPong') : t('mark.pingPongWhy', { why: word('formerTeam', card.again) })}
          </LevelText>
        </li>
      ) : null}
      {card.hop > 1 ? <li className="text-ink-2">{t('mark.hop', { count: card.hop })}</li> : null}
      {passed === '' ? null : <li className="text-ink-2">{passed}</li>}
      {card.owed === null ? null : (
        <li className="text-ink-2">
          {t('mark.owed', { name: person(card.from.person), fields: owed.join(', '), moment: momentSaid(card.owed.due, now, telling) })}
        </li>
      )}
    </ul>
  );
};
