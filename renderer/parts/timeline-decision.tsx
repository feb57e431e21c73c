// Adds to a decision in the history what can be asked of it: why it was allowed, and whether an emergency was looked at.
import { useState } from 'react';
import { Scale } from 'lucide-react';
import type { TimelineItem } from '../../shared/views/shapes.ts';
import { DecisionWhy } from './decision-why.tsx';
import { LevelText } from './due-mark.tsx';
import { useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';

const decisionOf = ({ data }: TimelineItem): string | null =>
  typeof data === 'object' && data !== null && 'decision' in data && typeof data.decision === 'string' ? data.decision : null;

export const TimelineDecision = ({ item }: { readonly item: TimelineItem }) => {
  const { t } = useDesk();
  const { decisions } = useCase();
  const [open, setOpen] = useState(false);
  const id = item.type === 'decision-made' && item.refusal === null ? decisionOf(item) : null;
  const decision = id === null ? undefined : decisions.find((each) => each.decision === id);
  if (decision === undefined) return null;
  const { review } = decision;
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-small">
      {review === null ? null : (
        <LevelText level={review.outcome === 'upheld' ? 'done' : 'soon'}>
          {review.outcome === null
            ? t(review.cause === undefined ? 'breakGlass.mark' : 'flagReview.mark')
            : t(`breakGlass.${review.outcome}`)}
        </LevelText>
      )}
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="aim inline-flex items-center gap-1 rounded-sm text-accent underline-offset-2 hover:underline"
      >
        <Scale aria-hidden className="size-3" />
        {t('why.open')}
      </button>
      {open ? <DecisionWhy decision={decision} onClose={() => setOpen(false)} /> : null}
    </p>
  );
};
