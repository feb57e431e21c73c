// The two short forms of a receiver: give it back with a coded deficiency, or ask the sender for what is missing.
import { useEffect, useRef, useState } from 'react';
import { fieldFilled } from '../../shared/handover/completeness.ts';
import { conditionHolds, formFacts } from '../../shared/handover/conditions.ts';
import type { CaseView, HandoverCard } from '../../shared/views/shapes.ts';
import { showToast } from '../state/toasts.ts';
import { Button } from './button.tsx';
import { Pick, Select, Text } from './fields/inputs.tsx';
import { useKey } from './keys.ts';
import { useDesk, type Desk } from './use-pack.ts';
import { useSend } from './use-send.ts';
import { LONGEST } from '../../shared/kernel/limits.ts';
import { useTooLong } from './too-long.tsx';

type Props = { readonly view: CaseView; readonly card: HandoverCard; readonly onDone: () => void };

/** What a return says: why in the pack's code, which field where it asks for one, and a word. */
export type Deficiency = { readonly deficiency: string; readonly field: string; readonly text: string };
export const NO_DEFICIENCY: Deficiency = { deficiency: '', field: '', text: '' };

const needsField = ({ deficiency }: Deficiency, { pack }: Desk): boolean =>
  pack.deficiencies.some(({ id, field: needs }) => id === deficiency && needs);

/** Null where it is whole. */
export const deficiencyMissing = (said: Deficiency, desk: Desk): string | null =>
  said.deficiency === '' ? desk.t('lead.needsDeficiency') : needsField(said, desk) && said.field === '' ? desk.t('lead.needsField') : null;

/** As a return carries it. */
export const deficiencyData = (said: Deficiency, desk: Desk): { readonly deficiency: string; readonly field: number | null } => ({
  deficiency: said.deficiency,
  field: needsField(said, desk) ? Number(said.field) : null,
});

type DeficiencyProps = Omit<Props, 'onDone'> & { readonly said: Deficiency; readonly onChange: (said: Deficiency) => void };

/** The same fields wherever a handover is given back. */
export const DeficiencyFields = ({ view, card, said, onChange }: DeficiencyProps) => {
  const desk = useDesk();
  const { t, options } = desk;
  return (
    <>
      <Pick
        label={t('lead.returnWhy')}
        value={said.deficiency}
        options={options('deficiencies')}
        onChange={(deficiency) => onChange({ ...said, deficiency })}
      />
      {needsField(said, desk) ? (
        <>
          <h3 className="heading">{t('lead.whichField')}</h3>
          <Select
            label={t('lead.whichField')}
            value={said.field}
            options={fieldsOf(view, card, desk)}
            onChange={(field) => onChange({ ...said, field })}
          />
        </>
      ) : null}
      <Text most={LONGEST.text} label={t('lead.returnText')} value={said.text} onChange={(text) => onChange({ ...said, text })} />
    </>
  );
};

/** The fields of this form by number and name, the empty ones first: what is missing is most often one of them. */
const fieldsOf = ({ channel, row }: CaseView, { form }: HandoverCard, { t, pack, say, decision }: Desk) => {
  const facts = formFacts(form, { channel, category: row.category, isMoney: (type) => decision(type)?.unit === 'money' });
  const fields = pack.fields.filter(({ stage, when }) => stage === 'send' && (when === undefined || conditionHolds(when, facts)));
  const named = fields.map((field) => ({
    id: String(field.number),
    label: `${field.number} ${say(field.label)}`,
    filled: fieldFilled(field, form),
  }));
  return [
    ...named.filter(({ filled }) => !filled).map(({ id, label }) => ({ id, label: t('lead.fieldEmpty', { field: label }) })),
    ...named.filter(({ filled }) => filled),
  ];
};

export const ReturnForm = ({ view, card, onDone, onGone }: Props & { readonly onGone: () => void }) => {
  const desk = useDesk();
  const { t, person } = desk;
  const send = useSend();
  const [said, setSaid] = useState(NO_DEFICIENCY);
  const blocked = deficiencyMissing(said, desk);
  const put = async (): Promise<void> => {
    if (blocked !== null) return;
    const data = { handover: card.handover, ...deficiencyData(said, desk) };
    const text = said.text.trim();
    const sent = await send('return-handover', view.row.caseId, data, { text: text === '' ? undefined : text });
    if (!sent.ok) return;
    showToast('done', t('lead.returned', { name: person(card.from.person) }));
    onDone();
    onGone();
  };
  useKey('send', () => void put(), true, 1);
  // Whoever opened it by its key goes on in it.
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>('button')?.focus(), []);
  return (
    <section ref={box} aria-label={t('lead.return')} className="flex flex-col gap-2 rounded-lg border border-edge p-3">
      <h2 className="heading">{t('lead.returnWhy')}</h2>
      <DeficiencyFields view={view} card={card} said={said} onChange={setSaid} />
      <div className="flex gap-2">
        <Button kind="primary" keyId="send" blocked={blocked} onPress={() => void put()}>
          {t('lead.returnSend')}
        </Button>
        <Button kind="quiet" keyId="back" onPress={onDone}>
          {t('bar.back')}
        </Button>
      </div>
    </section>
  );
};

export const QueryForm = ({ view, card, onDone }: Props) => {
  const { t, person } = useDesk();
  const send = useSend();
  const [text, setText] = useState('');
  const blocked = text.trim() === '' ? t('query.empty') : null;
  const over = useTooLong(text, LONGEST.text);
  const put = async (): Promise<void> => {
    if (blocked !== null) return;
    const sent = await send('ask-query', view.row.caseId, { handover: card.handover }, { text: text.trim() });
    if (!sent.ok) return;
    showToast('done', t('lead.asked', { name: person(card.from.person) }));
    onDone();
  };
  useKey('send', () => void put(), true, 1);
  const entry = useRef<HTMLInputElement>(null);
  useEffect(() => entry.current?.focus(), []);
  return (
    <section aria-label={t('lead.query')} className="flex flex-col gap-2 rounded-lg border border-edge p-3">
      <h2 className="heading">{t('lead.queryTo', { name: person(card.from.person) })}</h2>
      <input
        ref={entry}
        className="entry"
        aria-label={t('lead.queryText')}
        placeholder={t('lead.queryText')}
        {...over.props}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {over.mark}
      <div className="flex gap-2">
        <Button kind="primary" keyId="send" blocked={blocked} onPress={() => void put()}>
          {t('lead.querySend')}
        </Button>
        <Button kind="quiet" keyId="back" onPress={onDone}>
          {t('bar.back')}
        </Button>
      </div>
    </section>
  );
};
