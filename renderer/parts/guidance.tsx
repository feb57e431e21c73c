// What to try before passing on: steps by category; a tick stands in field 6 of the handover at once.
import { useHandoverDraft } from './use-handover.ts';
import { Section } from './section.tsx';
import { useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';

export const Guidance = () => {
  const { t, pack, say, me } = useDesk();
  const { row } = useCase();
  const { draft, change } = useHandoverDraft(row.caseId);
  const steps = pack.steps.filter(({ categories }) => categories === null || categories.includes(row.category));
  if (steps.length === 0) return null;
  const tried = draft.tried ?? [];
  return (
    <Section title={t('guide.title')}>
      <ul>
        {steps.map(({ id, label }) => {
          const words = say(label);
          const isDone = tried.some(({ step }) => step === label.de || step === label.en);
          const toggle = (): void => {
            const others = tried.filter(({ step }) => step !== label.de && step !== label.en);
            const next = isDone ? others : [...tried, { step: words, result: t('guide.noEffect'), who: me.person }];
            // With the last tick taken back field 6 is untouched again, and the desk fills it from the notes.
            change({ tried: next.length === 0 ? undefined : next });
          };
          return (
            <li key={id}>
              <label className="flex items-center justify-between gap-3 rounded-sm py-0.5 hover:bg-panel">
                <span className="text-ink-2">{words}</span>
                <span className="flex items-center gap-2 text-small text-ink-2">
                  {t(isDone ? 'guide.done' : 'guide.open')}
                  <input type="checkbox" checked={isDone} onChange={toggle} />
                </span>
              </label>
            </li>
          );
        })}
      </ul>
    </Section>
  );
};
