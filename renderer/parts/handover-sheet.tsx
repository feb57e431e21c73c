// The handover as a sheet: filled in as far as the desk can, opened on the first field that is missing, sent with Ctrl+Enter.
import { useEffect } from 'react';
import type { FieldSpec } from '../../shared/handover/field-schema.ts';
import { focusField } from './field-focus.ts';
import { FIELDS } from './fields/field-table.ts';
import { SECTIONS } from './fields/field.ts';
import { OwnField } from './fields/own-field.tsx';
import { LevelText } from './due-mark.tsx';
import { refusalWords } from './refusal-words.ts';
import { deskNow, useNow } from './now.ts';
import { Ring } from './ring.tsx';
import { momentSaid } from './time-words.ts';
import { useHandover } from './use-handover.ts';
import { useDesk } from './use-pack.ts';
import { useCase } from './use-case.ts';
import { missingReached, useView } from '../state/view.ts';

export const HandoverSheet = () => {
  const desk = useDesk();
  const { t, pack } = desk;
  const { preview, refusal } = useHandover();
  const toMissing = useView((view) => view.toMissing);
  const first = preview?.missing[0] ?? null;
  // Opens on the first missing field when somebody asked for it; after that the focus goes where the agent puts it.
  useEffect(() => {
    if (preview === null || !toMissing) return;
    missingReached();
    focusField(first ?? 'summary');
  }, [preview, first, toMissing]);
  const standard = new Set(SECTIONS.flatMap(({ fields }) => fields));
  const own = pack.fields.filter(({ id, stage }) => stage === 'send' && !standard.has(id));
  const specs = new Map(pack.fields.map((spec) => [spec.id, spec]));
  return (
    <section aria-label={t('handover.title')} className="flex flex-col gap-4">
      <Summary />
      {refusal === null ? null : <p className="rounded-md bg-bad-soft px-3 py-2 text-bad">{refusalWords(refusal, desk, deskNow())}</p>}
      {SECTIONS.map(({ id, fields }) => (
        <Group key={id} title={t(`form.section.${id}`)} specs={fields.flatMap((field) => specs.get(field) ?? [])} />
      ))}
      {own.length === 0 ? null : <Group title={t('form.section.own', { name: pack.name })} specs={own} />}
    </section>
  );
};

const Summary = () => {
  const { t, team, person, say, telling, field } = useDesk();
  const { preview } = useHandover();
  const now = useNow(60_000);
  if (preview === null) return null;
  const missing = preview.missing.map((id) => {
    const spec = field(id);
    return spec === undefined ? id : say(spec.label);
  });
  return (
    <div className="flex flex-col gap-1 rounded-md border border-line bg-panel px-3 py-2">
      <p className="flex items-center gap-2 font-semibold">
        <Ring done={preview.done} required={preview.required} />
        {t('handover.to', {
          team: team(preview.to.team),
          lead: person(preview.to.lead),
          moment: momentSaid(preview.acceptBy, now, telling),
        })}
      </p>
      <p className="text-small text-ink-2">{say(preview.why)}</p>
      <p className="text-small" aria-live="polite">
        {missing.length === 0 ? (
          <LevelText level="done">{t('handover.complete')}</LevelText>
        ) : (
          <span className="font-semibold text-warn">{t('handover.missing', { fields: missing.join(', ') })}</span>
        )}
      </p>
    </div>
  );
};

const Group = ({ title, specs }: { readonly title: string; readonly specs: readonly FieldSpec[] }) => (
  <fieldset className="flex flex-col">
    <legend className="heading pb-1">{title}</legend>
    {specs.map((spec) => (
      <Row key={spec.id} spec={spec} />
    ))}
  </fieldset>
);

const Row = ({ spec }: { readonly spec: FieldSpec }) => {
  const { t, say } = useDesk();
  const { form, draft, change, preview } = useHandover();
  const { row } = useCase();
  const Field = FIELDS[spec.id] ?? OwnField;
  const label = say(spec.label);
  const standing = preview?.fields.find(({ id }) => id === spec.id);
  const isMissing = preview?.missing.includes(spec.id) ?? false;
  const isPrefilled = standing?.filled === true && !(spec.id in draft) && standing.requirement !== 'a';
  const mark = isMissing
    ? t('form.missing')
    : standing?.requirement === 'r' && !standing.filled
      ? t('form.later')
      : isPrefilled
        ? t('form.prefilled')
        : standing?.requirement === 'o'
          ? t('form.optional')
          : '';
  return (
    <div
      data-field={spec.id}
      className={`grid grid-cols-[10.5rem_1fr] gap-3 border-t border-line border-l-3 py-2 pl-2 ${isMissing ? 'border-l-warn-line' : 'border-l-transparent'}`}
    >
      <div className="flex flex-col pt-1">
        <span className={isMissing ? 'font-semibold' : 'text-ink-2'}>{label}</span>
        <span className={`text-tiny ${isMissing ? 'font-semibold text-warn' : 'text-ink-3'}`}>{mark}</span>
      </div>
      <div className="flex min-w-0 flex-col gap-1">
        <Field key={`${row.caseId} ${spec.id}`} spec={spec} form={form} change={change} label={label} />
        {spec.hint === undefined || !isMissing ? null : <span className="text-small text-ink-3">{say(spec.hint)}</span>}
      </div>
    </div>
  );
};
