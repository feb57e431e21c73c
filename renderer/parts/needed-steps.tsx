// The needed steps nobody has tried: while the customer is on the phone below the case's head, before sending on top of the form.
import { ListChecks } from 'lucide-react';
import { useView } from '../state/view.ts';
import { StepAnswers, StepName } from './guided-step.tsx';
import { useCall, useCase } from './use-case.ts';
import { useGuided } from './use-guided.ts';
import { useDesk } from './use-pack.ts';

const Steps = ({ title, explain }: { readonly title: string; readonly explain: string | null }) => {
  const guided = useGuided();
  if (guided.untried.length === 0 || !guided.may) return null;
  return (
    <section aria-label={title} data-needed className="flex flex-col gap-1 rounded-lg border border-warn-line bg-warn-soft px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-2">
        <ListChecks aria-hidden className="size-3.5 shrink-0 text-warn" />
        <h2 className="font-semibold">{title}</h2>
        {explain === null ? null : <p className="text-small text-ink-2">{explain}</p>}
      </div>
      <ul className="flex flex-col gap-1">
        {guided.untried.map((step) => (
          <li key={step.id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
            <StepName step={step} />
            <StepAnswers step={step} guided={guided} />
          </li>
        ))}
      </ul>
    </section>
  );
};

/** Nobody scrolls with a customer on the line. */
export const NeededOnCall = () => {
  const { t } = useDesk();
  const { row } = useCase();
  const [running] = useCall(row.caseId);
  const panel = useView((view) => view.panel);
  const isAsked = panel === 'handover' || panel === 'lateral';
  return running === null || isAsked ? null : <Steps title={t('guide.neededCall')} explain={null} />;
};

export const NeededBeforeSending = () => {
  const { t } = useDesk();
  return <Steps title={t('guide.neededTitle')} explain={t('guide.neededExplain')} />;
};
