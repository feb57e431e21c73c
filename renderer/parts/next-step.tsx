// The next step towards the customer: what was said to him, or why nothing was.
import { Select } from './fields/inputs.tsx';
import { Section } from './section.tsx';
import { useCase } from './use-case.ts';
import { useHandover } from './use-handover.ts';
import { useDesk } from './use-pack.ts';
import { useTooLong } from './too-long.tsx';
import { LONGEST } from '../../shared/kernel/limits.ts';

export const NextStep = () => {
  const { t, options } = useDesk();
  const { handover } = useCase();
  const { draft, change } = useHandover();
  const told = draft.nextStep ?? handover?.form.nextStep;
  const isOurs = draft.nextStep !== undefined || handover === null;
  const text = told?.text ?? '';
  const over = useTooLong(text, LONGEST.line);
  return (
    <Section title={t('next.title')}>
      {isOurs ? (
        <>
          <input
            className="entry"
            aria-label={t('next.title')}
            placeholder={t('next.placeholder')}
            {...over.props}
            value={text}
            onChange={(event) =>
              change({
                nextStep: { text: event.target.value, told: draft.nextStep?.told ?? true, notTold: draft.nextStep?.notTold ?? null },
              })
            }
          />
          {over.mark}
          {text === '' ? null : (
            <label className="flex items-center gap-1.5 text-small text-ink-2">
              <input
                type="checkbox"
                checked={told?.told ?? false}
                onChange={(event) => change({ nextStep: { text, told: event.target.checked, notTold: null } })}
              />
              {t('form.told')}
            </label>
          )}
          {draft.nextStep === undefined || draft.nextStep.told ? null : (
            <Select
              label={t('form.notTold')}
              empty={t('next.notTold')}
              value={draft.nextStep.notTold ?? ''}
              options={options('notTold')}
              onChange={(code) => change({ nextStep: { text, told: false, notTold: code === '' ? null : code } })}
            />
          )}
        </>
      ) : (
        <p>
          {text === '' ? t('next.none') : text}
          {told?.told === true ? <span className="text-small text-ink-2">{` · ${t('form.told')}`}</span> : null}
        </p>
      )}
    </Section>
  );
};
