// The two short forms of a receiver: give it back with a coded deficiency, or ask the sender for what is missing.
import { useState } from 'react';
import type { HandoverCard } from '../../shared/views/shapes.ts';
import { showToast } from '../state/toasts.ts';
import { Button } from './button.tsx';
import { Pick, Select, Text } from './fields/inputs.tsx';
import { useKey } from './keys.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

type Props = { readonly caseId: string; readonly card: HandoverCard; readonly onDone: () => void };

export const ReturnForm = ({ caseId, card, onDone }: Props) => {
  const { t, pack, options, say, person } = useDesk();
  const send = useSend();
  const [deficiency, setDeficiency] = useState('');
  const [field, setField] = useState('');
  const [text, setText] = useState('');
  const needsField = pack.deficiencies.some(({ id, field: needs }) => id === deficiency && needs);
  const blocked = deficiency === '' ? t('lead.needsDeficiency') : needsField && field === '' ? t('lead.needsField') : null;
  const put = async (): Promise<void> => {
    if (blocked !== null) return;
    const data = { handover: card.handover, deficiency, field: needsField ? Number(field) : null };
    const sent = await send('return-handover', caseId, data, { text: text.trim() === '' ? undefined : text.trim() });
    if (!sent.ok) return;
    showToast('done', t('lead.returned', { name: person(card.from.person) }));
    onDone();
  };
  useKey('send', () => void put(), true, 1);
  const fields = pack.fields
    .filter(({ stage }) => stage === 'send')
    .map(({ number, label }) => ({ id: String(number), label: `${number} ${say(label)}` }));
  return (
    <section aria-label={t('lead.return')} className="flex flex-col gap-2 rounded-lg border border-edge p-3">
      <h2 className="heading">{t('lead.returnWhy')}</h2>
      <Pick label={t('lead.returnWhy')} value={deficiency} options={options('deficiencies')} onChange={setDeficiency} />
      {needsField ? <Select label={t('lead.whichField')} value={field} options={fields} onChange={setField} /> : null}
      <Text label={t('lead.returnText')} value={text} onChange={setText} />
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

export const QueryForm = ({ caseId, card, onDone }: Props) => {
  const { t, person } = useDesk();
  const send = useSend();
  const [text, setText] = useState('');
  const blocked = text.trim() === '' ? t('query.empty') : null;
  const put = async (): Promise<void> => {
    if (blocked !== null) return;
    const sent = await send('ask-query', caseId, { handover: card.handover }, { text: text.trim() });
    if (!sent.ok) return;
    showToast('done', t('lead.asked', { name: person(card.from.person) }));
    onDone();
  };
  useKey('send', () => void put(), true, 1);
  return (
    <section aria-label={t('lead.query')} className="flex flex-col gap-2 rounded-lg border border-edge p-3">
      <h2 className="heading">{t('lead.queryTo', { name: person(card.from.person) })}</h2>
      <input
        ref={(entry) => entry?.focus()}
        className="entry"
        aria-label={t('lead.queryText')}
        placeholder={t('lead.queryText')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
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
