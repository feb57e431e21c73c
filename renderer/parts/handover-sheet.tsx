// The handover as a sheet: filled in as far as the desk can, opened on the first field that is missing, sent with Ctrl+Enter.
import { useEffect } from 'react';
import { focusField } from './field-focus.ts';
import { FieldGroup, FieldRow, PlainRow, type Mark } from './handover-fields.tsx';
import { HandoverWhy } from './handover-why.tsx';
import { NeededBeforeSending } from './needed-steps.tsx';
import { Addressee } from './addressee.tsx';
import { LevelText } from './due-mark.tsx';
import { Pick } from './fields/inputs.tsx';
import { refusalWords } from './refusal-words.ts';
import { deskNow, useNow } from './now.ts';
import { Ring } from './ring.tsx';
import { momentSaid } from './time-words.ts';
import { gapWord, useHandover } from './use-handover.ts';
import { useDesk } from './use-pack.ts';
import { useCase } from './use-case.ts';
import { missingReached, useView } from '../state/view.ts';

type Place = { readonly id: string; readonly title: string; readonly fields: readonly string[] };

/** The parts of the sheet as the desk names them; until it has answered, as the pack does. */
const usePlaces = (): readonly Place[] => {
  const { pack, say } = useDesk();
  const { preview } = useHandover();
  if (preview !== null && preview.sections.length > 0)
    return preview.sections.map(({ id, label, fields }) => ({ id, title: say(label), fields }));
  return pack.sections.map(({ id, label }) => ({
    id,
    title: say(label),
    fields: pack.fields.filter((spec) => spec.stage === 'send' && spec.section === id && spec.when === undefined).map((spec) => spec.id),
  }));
};

export const HandoverSheet = () => {
  const desk = useDesk();
  const { t, pack } = desk;
  const { preview, refusal, blocked, missing, faulty, isLateral, form, change } = useHandover();
  const why = blocked ?? refusal;
  const markOf = useMarks();
  const toMissing = useView((view) => view.toMissing);
  const first = missing[0] ?? null;
  const isReady = preview !== null || first === 'to';
  // Opens on the first missing field when somebody asked for it; after that the focus goes where the agent puts it.
  useEffect(() => {
    if (!isReady || !toMissing) return;
    missingReached();
    // Nothing is missing, and still it opened: for the steps nobody has tried.
    const untried = first === null ? document.querySelector<HTMLElement>('[data-needed] button[aria-label]:not([title])') : null;
    if (untried === null || faulty !== null) focusField(faulty ?? first ?? 'summary');
    else untried.focus();
  }, [isReady, first, faulty, toMissing]);
  const specs = new Map(pack.fields.map((spec) => [spec.id, spec]));
  return (
    <section aria-label={t(isLateral ? 'lateral.title' : 'handover.title')} className="flex flex-col gap-4">
      <NeededBeforeSending />
      {isLateral ? <Whom /> : null}
      <Summary />
      {why === null ? null : <p className="rounded-md bg-bad-soft px-3 py-2 text-bad">{refusalWords(why, desk, deskNow())}</p>}
      <Again />
      {usePlaces().map(({ id, title, fields }) => (
        <FieldGroup key={id} title={title}>
          {fields.map((field) => {
            const spec = specs.get(field);
            return spec === undefined ? null : <FieldRow key={field} spec={spec} form={form} change={change} mark={markOf(field)} />;
          })}
        </FieldGroup>
      ))}
    </section>
  );
};

/** What is said below the word of a field: missing, due after the call, filled in by the desk, or free. */
const useMarks = (): ((id: string) => Mark) => {
  const { t } = useDesk();
  const { draft, missing, faulty, preview } = useHandover();
  return (id) => {
    const standing = preview?.fields.find((field) => field.id === id);
    const isOurs = id in draft || (draft.own !== undefined && id in draft.own);
    if (missing.includes(id)) return { text: t('form.missing'), isMissing: true };
    if (id === faulty) return { text: t('form.faulty'), isMissing: true };
    if (standing?.requirement === 'r' && !standing.filled) return { text: t('form.later'), isMissing: false };
    if (standing?.filled === true && !isOurs && standing.requirement !== 'a') return { text: t('form.prefilled'), isMissing: false };
    return { text: standing?.requirement === 'o' ? t('form.optional') : '', isMissing: false };
  };
};

const Summary = () => {
  const desk = useDesk();
  const { t, team, person, telling, contact } = desk;
  const { preview, ring, missing } = useHandover();
  const now = useNow(60_000);
  if (preview === null || ring === null) return null;
  const named = preview.to.person === null ? null : person(preview.to.person);
  const later = preview.later.map((id) => gapWord(id, desk));
  const moment = momentSaid(preview.acceptBy, now, telling);
  const at = preview.contact === null ? undefined : contact(preview.contact);
  return (
    <div className="flex flex-col gap-1 rounded-md border border-line bg-panel px-3 py-2">
      <p className="flex items-center gap-2 font-semibold">
        <Ring done={ring.done} required={ring.required} />
        {t('handover.to', { team: team(preview.to.team), lead: at?.name ?? named ?? person(preview.to.lead), moment })}
      </p>
      <HandoverWhy preview={preview} />
      <CameBack />
      <p className="text-small" aria-live="polite">
        {missing.length === 0 ? (
          <LevelText level="done">{t('handover.complete')}</LevelText>
        ) : (
          <span className="font-semibold text-warn">
            {t('handover.missing', { fields: missing.map((id) => gapWord(id, desk)).join(', ') })}
          </span>
        )}
      </p>
      {later.length === 0 ? null : <p className="text-small text-ink-2">{t('handover.laterFields', { fields: later.join(', ') })}</p>}
    </div>
  );
};

/** Why it is sent a second time, for whoever repairs it. */
const CameBack = () => {
  const { t, word } = useDesk();
  const { preview, faulty } = useHandover();
  const { returned } = preview ?? {};
  if (returned === undefined) return null;
  return (
    <p className="text-small">
      <LevelText wraps level={faulty === null ? 'calm' : 'soon'}>
        {t('handover.cameBack', { why: word('deficiencies', returned.deficiency) })}
      </LevelText>
    </p>
  );
};

/** To whom, where a person says it and not the matrix: a team of one's own level or below. */
const Whom = () => {
  const { t, pack } = useDesk();
  const { row } = useCase();
  const { way, setWay, missing } = useHandover();
  const { tier } = row.holder;
  const teams = pack.teams.filter((team) => typeof team.tier === 'number' && typeof tier === 'number' && team.tier <= tier);
  return (
    <FieldGroup title={t('lateral.title')}>
      <p className="pb-2 text-small text-ink-2">{t('lateral.explain')}</p>
      <PlainRow
        id="whom"
        label={t('lateral.to')}
        mark={{ text: missing.includes('to') ? t('form.missing') : '', isMissing: missing.includes('to') }}
        hint={null}
      >
        <Addressee label={t('lateral.to')} teams={teams} to={way.to} onChange={(to) => setWay({ to })} />
      </PlainRow>
    </FieldGroup>
  );
};

/** It goes back to a team that had it: one reason is asked for, and the lead is told. */
const Again = () => {
  const { t, team, options } = useDesk();
  const { preview, way, setWay } = useHandover();
  if (preview?.former !== true) return null;
  const isMissing = way.again === null;
  return (
    <FieldGroup title={t('handover.againTitle')}>
      <p className="pb-2 text-small text-ink-2">{t('handover.againExplain', { team: team(preview.to.team) })}</p>
      <PlainRow id="again" label={t('handover.againField')} mark={{ text: isMissing ? t('form.missing') : '', isMissing }} hint={null}>
        <Pick
          label={t('handover.againField')}
          value={way.again ?? ''}
          options={options('formerTeam')}
          onChange={(again) => setWay({ again })}
        />
      </PlainRow>
    </FieldGroup>
  );
};
