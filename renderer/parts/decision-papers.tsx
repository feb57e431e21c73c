// The papers a decision needs as a tick list that grows with the amount; one that is missing is named, not hidden.
import type { AuthorityView } from '../../shared/views/shapes.ts';
import type { DecisionDraft, DecisionSpec } from './decision-draft.ts';
import { useDesk, type Desk } from './use-pack.ts';

/** The code for "a paper is there" where the pack asks for one without saying which. */
const ANY_PAPER = 'paper';

type Row = { readonly id: string; readonly label: string; readonly given: boolean };

const asksForAny = ({ caps }: AuthorityView['reason']): boolean =>
  caps.some(({ rule, detail }) => rule === 'condition' && detail === 'evidence');

/**
 * What is asked for at this amount, and what was ticked before: a smaller amount must not untick what lies on the desk. A condition
 * that any paper meets offers all of them where the amount itself asks for none.
 */
const rowsOf = (answer: AuthorityView, spec: DecisionSpec, draft: DecisionDraft, { t, say }: Pick<Desk, 't' | 'say'>): readonly Row[] => {
  const asked = new Set(answer.papers.map(({ id }) => id));
  const anyWill = asksForAny(answer.reason) && asked.size === 0;
  const given = (id: string): boolean => draft.evidence.includes(id);
  if (spec.papers.length === 0)
    return anyWill || given(ANY_PAPER) ? [{ id: ANY_PAPER, label: t('decide.evidence'), given: given(ANY_PAPER) }] : [];
  return spec.papers
    .filter(({ id }, index, all) => all.findIndex((other) => other.id === id) === index)
    .filter(({ id }) => anyWill || asked.has(id) || given(id))
    .map(({ id, label }) => ({ id, label: say(label), given: given(id) }));
};

/** "Es fehlt 1 Beleg": of those the amount asks for; where any will do, one is enough. */
const headOf = (answer: AuthorityView, rows: readonly Row[], t: Desk['t']): string => {
  const missing = answer.papers.filter(({ given }) => !given).length;
  if (missing > 0) return t('papers.missing', { count: missing });
  return rows.some(({ given }) => given) ? t('papers.complete') : t('papers.any');
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
  return (
    <fieldset className="flex flex-col text-small">
      <legend className="float-left w-full text-ink-2">{headOf(answer, rows, t)}</legend>
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
