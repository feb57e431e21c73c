// The papers a decision needs as a tick list that grows with the amount; one that is missing is named, not hidden.
import type { AuthorityView } from '../../shared/views/shapes.ts';
import type { DecisionDraft, DecisionSpec } from './decision-draft.ts';
import { useDesk, type Desk } from './use-pack.ts';

/** The code for "a paper is there" where the pack asks for one without saying which. */
const ANY_PAPER = 'paper';

type Row = { readonly id: string; readonly label: string; readonly given: boolean };

const asksForAny = ({ caps }: AuthorityView['reason']): boolean =>
  caps.some(({ rule, detail }) => rule === 'condition' && detail === 'evidence');

/** What is asked for at this amount, and what was ticked before: a smaller amount must not untick what lies on the desk. */
const rowsOf = (answer: AuthorityView, spec: DecisionSpec, draft: DecisionDraft, { t, say }: Pick<Desk, 't' | 'say'>): readonly Row[] => {
  const asked = new Set(answer.papers.map(({ id }) => id));
  const wanted = asksForAny(answer.reason);
  const named = spec.papers
    .filter(({ id }, index, all) => all.findIndex((other) => other.id === id) === index)
    .filter(({ id }) => wanted || asked.has(id) || draft.evidence.includes(id))
    .map(({ id, label }) => ({ id, label: say(label), given: draft.evidence.includes(id) }));
  const isAny = (wanted || draft.evidence.includes(ANY_PAPER)) && spec.papers.length === 0;
  return isAny ? [{ id: ANY_PAPER, label: t('decide.evidence'), given: draft.evidence.includes(ANY_PAPER) }] : named;
};

type Props = {
  readonly answer: AuthorityView;
  readonly spec: DecisionSpec;
  readonly draft: DecisionDraft;
  readonly change: (next: Partial<DecisionDraft>) => void;
};

export const DecisionPapers = ({ answer, spec, draft, change }: Props) => {
  const desk = useDesk();
  const { t } = desk;
  const rows = rowsOf(answer, spec, draft, desk);
  if (rows.length === 0) return null;
  const missing = rows.filter(({ given }) => !given).length;
  return (
    <fieldset className="flex flex-col text-small">
      <legend className="float-left w-full text-ink-2">
        {missing === 0 ? t('papers.complete') : t('papers.missing', { count: missing })}
      </legend>
      {rows.map(({ id, label, given }) => (
        <label key={id} className="flex min-h-6 items-center gap-1.5">
          <input
            type="checkbox"
            checked={given}
            onChange={(event) =>
              change({ evidence: event.target.checked ? [...draft.evidence, id] : draft.evidence.filter((known) => known !== id) })
            }
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
};
