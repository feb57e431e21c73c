// What to try before passing on: steps by category, each logged as a fact of the case, so that nobody asks for it twice.
import { useState } from 'react';
import { Fold } from './fold.tsx';
import { GuidedStep } from './guided-step.tsx';
import { Section } from './section.tsx';
import { useGuided } from './use-guided.ts';
import { useDesk } from './use-pack.ts';

/** Steps shown at first beside those that are needed or were answered. */
const SHOWN = 3;

export const Guidance = () => {
  const { t } = useDesk();
  const guided = useGuided();
  const [all, setAll] = useState(false);
  const { steps } = guided;
  if (steps.length === 0) return null;
  const answered = steps.filter(({ id }) => guided.of('step', id) !== undefined);
  const open = steps.filter(({ id }) => guided.of('step', id) === undefined);
  const first = open.filter(({ needed }, place) => needed || place < SHOWN);
  const shown = [...answered, ...(all ? open : first)];
  return (
    <Section
      title={t('guide.title')}
      aside={<span className="text-small text-ink-2">{t('guide.count', { done: answered.length, all: steps.length })}</span>}
    >
      <ul>
        {shown.map((step) => (
          <GuidedStep key={step.id} step={step} guided={guided} />
        ))}
      </ul>
      {open.length === first.length ? null : (
        <div>
          <Fold open={all} onPress={() => setAll(!all)}>
            {t(all ? 'guide.hide' : 'guide.show')}
          </Fold>
        </div>
      )}
    </Section>
  );
};
