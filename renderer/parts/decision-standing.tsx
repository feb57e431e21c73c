// Says before anybody speaks whether it is firm or only subject to confirmation, the sentence to say word for word, and why it is so.
import type { StandingView } from '../../shared/views/budget-shapes.ts';
import type { AuthorityView } from '../../shared/views/shapes.ts';
import { holdingWords, stoppedWords } from './budget-words.ts';
import { LevelText } from './due-mark.tsx';
import { moneyWords } from './money-words.ts';
import { useNow } from './now.ts';
import { useDesk, type Desk } from './use-pack.ts';

/** Why it is not firm, or what it is firm by; the most telling first. */
export const standingReasons = (standing: StandingView, answer: AuthorityView | null, desk: Desk, now: number): readonly string[] => {
  const { t, say, pack, language } = desk;
  const money = (minor: number): string => moneyWords(minor, pack.currency, language);
  const isProposed = standing.standing === 'proposed';
  const binding = answer?.reason.binding;
  const detail = binding?.detail ?? '';
  const budgets = standing.draws
    .filter(({ lease }) => lease)
    .flatMap(({ name, left, short, amount, stopped }) =>
      short > 0 && stopped !== undefined
        ? [t('standing.stopped', { budget: say(name), why: stoppedWords(stopped, 'here', desk, now) })]
        : short > 0
          ? [t(left === 0 ? 'standing.nothingHeld' : 'standing.short', { budget: say(name), left: money(left), short: money(short) })]
          : isProposed || !standing.away
            ? []
            : [t('standing.fromLease', { budget: say(name), left: money(left - amount) })],
    );
  return [
    ...(isProposed ? budgets : []),
    ...(binding?.rule === 'condition' && detail === 'offline' ? [t('standing.onlyConnected')] : []),
    ...(detail === 'blind' ? [t('standing.blind')] : []),
    ...(standing.away ? [holdingWords(standing.holds, desk, now)] : []),
    ...(isProposed ? [] : budgets),
  ];
};

type Props = { readonly standing: StandingView; readonly answer: AuthorityView };

const LEVEL = { committed: 'done', proposed: 'soon', request: 'soon', never: 'late' } as const;
const SOFT = { committed: 'bg-ok-soft', proposed: 'bg-warn-soft', request: 'bg-warn-soft', never: 'bg-bad-soft' } as const;

export const DecisionStanding = ({ standing, answer }: Props) => {
  const desk = useDesk();
  const { t, say } = desk;
  const now = useNow(60_000);
  const reasons = standingReasons(standing, answer, desk, now);
  const { sentence } = standing;
  return (
    <section aria-label={t('standing.title')} className={`flex flex-col gap-1 rounded-md px-2.5 py-1.5 ${SOFT[standing.standing]}`}>
      <LevelText level={LEVEL[standing.standing]} wraps>
        {t(`standing.word-${standing.standing}`)}
      </LevelText>
      {sentence === null ? (
        <p>{say(answer.sentence)}</p>
      ) : (
        <p>
          <span className="text-small text-ink-2">{t('standing.say')} </span>
          {t('approval.quote', { words: say(sentence) })}
        </p>
      )}
      {reasons.length === 0 ? null : (
        <ul className="flex flex-col gap-0.5 text-small text-ink-2">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </section>
  );
};
