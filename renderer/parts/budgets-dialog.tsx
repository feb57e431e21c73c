// Every shared budget with all workstations that hold some of it, for whoever leads: what is spent and free, and what can be done about a share.
import { useRef, useState } from 'react';
import type { BudgetRowView, BudgetsView } from '../../shared/views/budget-shapes.ts';
import { useLive } from '../state/live.ts';
import { showOverlay, useView } from '../state/view.ts';
import { BudgetAct, type BudgetStep } from './budget-act.tsx';
import { BudgetLeases } from './budget-leases.tsx';
import { budgetName, burntLevel, holdingWords, monthWords } from './budget-words.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { LevelText } from './due-mark.tsx';
import { moneyWords } from './money-words.ts';
import { deskNow, useNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { useDesk } from './use-pack.ts';

export const BudgetsDialog = () => {
  const { t } = useDesk();
  const open = useView((view) => view.overlay === 'budgets');
  const [step, setStep] = useState<BudgetStep | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const close = (): void => {
    setStep(null);
    showOverlay(null);
  };
  const choose = (next: BudgetStep): void => {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setStep(next);
  };
  // Escape takes back one step: first the form, then the dialog; the focus goes where it came from.
  const back = (): boolean => {
    if (step === null) return false;
    setStep(null);
    window.setTimeout(() => opener.current?.focus());
    return true;
  };
  return (
    <Dialog open={open} onClose={close} onEscape={back} title={t('budget.title')} wide>
      {open ? <Inside step={step} onStep={choose} onBack={back} /> : null}
    </Dialog>
  );
};

type Props = { readonly step: BudgetStep | null; readonly onStep: (step: BudgetStep) => void; readonly onBack: () => void };

const Inside = ({ step, onStep, onBack }: Props) => {
  const desk = useDesk();
  const { t } = desk;
  const now = useNow(60_000);
  const { value } = useLive('budgets.view', {});
  if (value === undefined) return <p className="p-4 text-ink-2">{t('sync.asking')}</p>;
  if (!value.leases) return <p className="p-4 text-ink-2">{t('budget.alone')}</p>;
  return (
    <div className="flex flex-col gap-4 overflow-auto px-4 py-3">
      <p className="text-ink-2">{value.away ? holdingWords(value.holds, desk, now) : t('budget.explain')}</p>
      {value.budgets.length === 0 ? <p className="text-ink-2">{t('budget.none')}</p> : null}
      {value.budgets.map((row) => (
        <Budget key={row.account} row={row} view={value} step={step} onStep={onStep} onBack={onBack} />
      ))}
    </div>
  );
};

const Budget = ({ row, view, step, onStep, onBack }: Props & { readonly row: BudgetRowView; readonly view: BudgetsView }) => {
  const desk = useDesk();
  const { t, language } = desk;
  const money = (minor: number): string => moneyWords(minor, view.currency, language);
  const figures = [
    ['limit', row.limit],
    ['spent', row.spent],
    ['leased', row.leased],
    ['free', row.free],
    ...(row.exceeded > 0 ? [['exceeded', row.exceeded] as const] : []),
    ...(row.writtenOff > 0 ? [['writtenOff', row.writtenOff] as const] : []),
  ] as const;
  const blocked = row.canRelease === null ? null : refusalWords(row.canRelease, desk, deskNow());
  const isHere = step?.account === row.account;
  return (
    <section aria-label={budgetName(row, desk)} className="flex flex-col gap-2 border-t border-line pt-3 first-of-type:border-t-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h3 className="text-large font-semibold">{budgetName(row, desk)}</h3>
        <span className="text-ink-2">{monthWords(row.month, desk)}</span>
      </div>
      <Bar row={row} />
      <dl className="flex flex-wrap gap-x-6 gap-y-1">
        {figures.map(([name, minor]) => (
          <div key={name}>
            <dt className="text-small text-ink-2">{t(`budget.${name}`)}</dt>
            <dd className={`font-semibold ${name === 'exceeded' ? 'text-bad' : ''}`}>{money(minor)}</dd>
          </div>
        ))}
        <div>
          <dt className="text-small text-ink-2">{t('budget.burnt')}</dt>
          <dd>
            <LevelText level={burntLevel(row)}>{t('limits.share', { share: new Intl.NumberFormat(language).format(row.burnt) })}</LevelText>
          </dd>
        </div>
      </dl>
      {row.doubted ? (
        <div className="flex items-center gap-3 rounded-md bg-bad-soft px-3 py-2">
          <div className="grow">
            <p>{t('budget.doubted')}</p>
          </div>
          <Button
            small
            blocked={blocked}
            onPress={() =>
              onStep({ account: row.account, verb: 'release-budget', lease: null, who: budgetName(row, desk), left: row.free })
            }
          >
            {t('budget.do-release-budget')}
          </Button>
        </div>
      ) : null}
      <BudgetLeases row={row} money={money} onStep={onStep} />
      {isHere ? <BudgetAct key={`${step.verb} ${step.lease ?? ''}`} step={step} money={money} onDone={onBack} /> : null}
    </section>
  );
};

/** Spent, held by workstations and free side by side; the figures below say the same. */
const Bar = ({ row }: { readonly row: BudgetRowView }) => {
  const whole = Math.max(row.limit, row.spent + row.leased, 1);
  const width = (part: number): string => `${(part * 100) / whole}%`;
  return (
    <div aria-hidden className="flex h-2 overflow-hidden rounded-full bg-line">
      <div className={row.exceeded > 0 ? 'bg-bad' : 'bg-ink-3'} style={{ width: width(row.spent) }} />
      <div className="bg-accent opacity-60" style={{ width: width(row.leased) }} />
    </div>
  );
};
