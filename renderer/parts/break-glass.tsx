// Decides above one's authority in an emergency, where the pack allows it: needs words, and says plainly who hears of it at once.
import { useId, useState } from 'react';
import type { AuthorityView } from '../../shared/views/shapes.ts';
import { Button } from './button.tsx';
import { targetWords } from './time-words.ts';
import { useDesk } from './use-pack.ts';
import { useTooLong } from './too-long.tsx';
import { LONGEST } from '../../shared/kernel/limits.ts';

type Props = {
  readonly approver: AuthorityView['approver'];
  readonly blocked: string | null;
  readonly onDecide: (why: string) => Promise<boolean>;
};

export const BreakGlass = ({ approver, blocked, onDecide }: Props) => {
  const { t, pack, team } = useDesk();
  const [open, setOpen] = useState(false);
  const [why, setWhy] = useState('');
  const id = useId();
  const needs = blocked ?? (why.trim() === '' ? t('breakGlass.needsWords') : null);
  const review = pack.breakGlass?.review;
  const decide = async (): Promise<void> => {
    if (needs === null && (await onDecide(why.trim()))) setOpen(false);
  };
  const over = useTooLong(why, LONGEST.text);
  return (
    <div className="flex flex-col gap-1.5 border-t border-line pt-1.5">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="aim self-start text-small text-bad underline underline-offset-2"
      >
        {t('breakGlass.open')}
      </button>
      {open ? (
        <form
          id={id}
          className="flex flex-col gap-1.5 rounded-md border border-bad p-2"
          onSubmit={(event) => {
            event.preventDefault();
            void decide();
          }}
        >
          <p className="text-small">
            {approver === null ? t('breakGlass.explain') : t('breakGlass.explainTeam', { team: team(approver.team) })}
            {review === undefined ? null : ` ${t('breakGlass.until', { target: targetWords(review, t) })}`}
          </p>
          <input
            className="entry"
            aria-label={t('breakGlass.why')}
            placeholder={t('breakGlass.why')}
            {...over.props}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
          {over.mark}
          <div className="flex justify-end">
            <Button small submit kind="danger" blocked={needs} onPress={() => undefined}>
              {t('breakGlass.decide')}
            </Button>
          </div>
        </form>
      ) : null}
    </div>
  );
};
