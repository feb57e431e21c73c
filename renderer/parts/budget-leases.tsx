// The workstations that hold some of a budget: who decides there, how much is left, when the hub last heard of it, and what can be done.
import type { BudgetRowView, LeaseRow } from '../../shared/views/budget-shapes.ts';
import type { BudgetStep } from './budget-act.tsx';
import { leaseName, leasePeople, leaseStanding, stoppedWords } from './budget-words.ts';
import { Button } from './button.tsx';
import { LevelText } from './due-mark.tsx';
import { deskNow, useNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { momentSaid } from './time-words.ts';
import { useDesk } from './use-pack.ts';

/** A workstation in touch is heard of each minute. */
const SILENT = 600_000;

const ACTS = [
  ['recall', 'recall-lease'],
  ['freeze', 'freeze-lease'],
  ['writeOff', 'write-off-lease'],
] as const;

type Props = { readonly row: BudgetRowView; readonly money: (minor: number) => string; readonly onStep: (step: BudgetStep) => void };

export const BudgetLeases = ({ row, money, onStep }: Props) => {
  const { t } = useDesk();
  if (row.leases.length === 0) return <p className="text-ink-2">{t('budget.noLeases')}</p>;
  return (
    <table className="w-full">
      <caption className="sr-only">{t('budget.leases')}</caption>
      <thead>
        <tr className="text-left text-small text-ink-3">
          <th scope="col" className="font-normal">
            {t('budget.workstation')}
          </th>
          <th scope="col" className="pl-2 text-right font-normal whitespace-nowrap">
            {t('budget.left')}
          </th>
          <th scope="col" className="pl-2 text-right font-normal whitespace-nowrap">
            {t('budget.used')}
          </th>
          <th scope="col" className="pl-3 font-normal">
            {t('budget.lastHeard')}
          </th>
          <th scope="col" className="font-normal">
            <span className="sr-only">{t('budget.acts')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {row.leases.map((lease) => (
          <Lease key={lease.lease} lease={lease} account={row.account} money={money} onStep={onStep} />
        ))}
      </tbody>
    </table>
  );
};

type LeaseProps = Omit<Props, 'row'> & { readonly lease: LeaseRow; readonly account: string };

const Lease = ({ lease, account, money, onStep }: LeaseProps) => {
  const desk = useDesk();
  const { t, telling } = desk;
  const now = useNow(60_000);
  const { level, text } = leaseStanding(lease, desk);
  const who = leaseName(lease, desk);
  const people = leasePeople(lease, desk, now);
  const heardAt = lease.seenAt ?? lease.lastAt;
  const isSilent = !lease.mine && lease.standing !== 'written-off' && now - heardAt > SILENT;
  return (
    <tr className="border-t border-line align-top">
      <th scope="row" className="py-1.5 text-left font-medium">
        {who}
        {people === '' ? null : <span className="block text-small font-normal text-ink-2">{people}</span>}
        <span className="flex flex-wrap gap-x-3 text-small">
          <LevelText level={level}>{text}</LevelText>
          {lease.revoked ? <LevelText level="late">{t('budget.revoked')}</LevelText> : null}
        </span>
        {lease.stopped === undefined ? null : (
          <span className="block max-w-[34rem] text-small font-normal text-ink-2">{stoppedWords(lease.stopped, 'lead', desk, now)}</span>
        )}
      </th>
      <td className="py-1.5 pl-2 text-right whitespace-nowrap">{money(lease.left)}</td>
      <td className="py-1.5 pl-2 text-right whitespace-nowrap">{money(lease.used)}</td>
      <td className="py-1.5 pr-4 pl-3">
        {isSilent ? (
          <LevelText level="soon">{t('budget.silentSince', { moment: momentSaid(heardAt, now, telling) })}</LevelText>
        ) : (
          momentSaid(heardAt, now, telling)
        )}
      </td>
      <td className="py-1">
        <div className="flex justify-end gap-1 max-[60rem]:flex-col max-[60rem]:items-stretch">
          {ACTS.map(([act, verb]) =>
            lease.standing === 'written-off' ? null : (
              <Button
                key={verb}
                small
                label={t('budget.actOn', { act: t(`budget.do-${verb}`), who })}
                blocked={lease.can[act] === null ? null : refusalWords(lease.can[act], desk, deskNow())}
                onPress={() => onStep({ account, verb, lease: lease.lease, who, left: lease.left, row: lease })}
              >
                {t(`budget.do-${verb}`)}
              </Button>
            ),
          )}
        </div>
      </td>
    </tr>
  );
};
