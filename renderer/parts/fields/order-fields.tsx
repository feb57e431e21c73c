// Fields 1 to 3 and 20 to 23: why and how urgent, what forces the way, where it goes and why it cannot stay.
import { useDesk } from '../use-pack.ts';
import type { FieldProps } from './field.ts';
import { DayEntry, Pick, Select, Tick, Ticks } from './inputs.tsx';

const LEVELS = ['high', 'medium', 'low'] as const;
const MARKERS = ['safety', 'law', 'press', 'authority'] as const;
type Level = (typeof LEVELS)[number];

/** Follows from the reason; shown, not chosen. */
export const Kind = ({ form }: FieldProps) => {
  const { t } = useDesk();
  return <p className="pt-1">{form.kind === undefined ? t('form.fromReason') : t(`kind.${form.kind}`)}</p>;
};

export const Reason = ({ form, change, label }: FieldProps) => {
  const { t, options } = useDesk();
  const reason = form.reason ?? { code: '', demanded: false };
  return (
    <div className="flex flex-wrap items-center gap-4">
      <div className="w-72">
        <Select
          label={label}
          value={reason.code}
          options={options('reasons')}
          onChange={(code) => change({ reason: { ...reason, code } })}
        />
      </div>
      <Tick label={t('form.demanded')} value={reason.demanded} onChange={(demanded) => change({ reason: { ...reason, demanded } })} />
    </div>
  );
};

export const Priority = ({ form, change }: FieldProps) => {
  const { t } = useDesk();
  const priority = form.priority ?? { urgency: 'medium' as const, impact: 'medium' as const };
  const levels = LEVELS.map((id) => ({ id, label: t(`level.${id}`) }));
  const as = (id: string): Level => LEVELS.find((known) => known === id) ?? 'medium';
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
      <span className="text-small text-ink-2">{t('form.urgency')}</span>
      <Pick
        label={t('form.urgency')}
        value={priority.urgency}
        options={levels}
        onChange={(id) => change({ priority: { ...priority, urgency: as(id) } })}
      />
      <span className="text-small text-ink-2">{t('form.impact')}</span>
      <Pick
        label={t('form.impact')}
        value={priority.impact}
        options={levels}
        onChange={(id) => change({ priority: { ...priority, impact: as(id) } })}
      />
    </div>
  );
};

export const Markers = ({ form, change, label }: FieldProps) => {
  const { t } = useDesk();
  const options = MARKERS.map((id) => ({ id, label: t(`marker.${id}`) }));
  const set = (ids: string[]): void => change({ markers: MARKERS.filter((id) => ids.includes(id)) });
  return (
    <div className="flex flex-wrap items-center gap-x-4">
      <Ticks label={label} value={form.markers ?? []} options={options} onChange={set} />
      {(form.markers ?? []).length === 0 ? <span className="text-small text-ink-3">{t('form.noneOfThese')}</span> : null}
    </div>
  );
};

export const Complaint = ({ form, change }: FieldProps) => {
  const { t } = useDesk();
  const complaint = form.complaint ?? { is: false, receivedOn: null };
  return (
    <div className="flex flex-wrap items-center gap-4">
      <Tick label={t('form.isComplaint')} value={complaint.is} onChange={(is) => change({ complaint: { ...complaint, is } })} />
      {complaint.is ? (
        <DayEntry
          label={t('form.receivedOn')}
          value={complaint.receivedOn ?? ''}
          onChange={(day) => change({ complaint: { is: true, receivedOn: day === '' ? null : day } })}
        />
      ) : null}
    </div>
  );
};

/** Follows from the matrix; shown, not chosen. */
export const Target = ({ form }: FieldProps) => {
  const { t, team, tier, person } = useDesk();
  const { target } = form;
  if (target === undefined) return <p className="pt-1">{t('form.fromReason')}</p>;
  return (
    <p className="pt-1">
      {[team(target.team), tier(target.tier), target.person === null ? '' : person(target.person)].filter(Boolean).join(' · ')}
    </p>
  );
};

export const NotSolvable = ({ form, change, label }: FieldProps) => {
  const { options } = useDesk();
  return (
    <div className="w-72">
      <Select
        label={label}
        value={form.notSolvable ?? ''}
        options={options('notSolvable')}
        onChange={(notSolvable) => change({ notSolvable })}
      />
    </div>
  );
};
