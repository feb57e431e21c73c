// A handover that is on its way to the reader, at his desk: what he must have understood, and accept, ask back or give back.
import { useState } from 'react';
import { showToast } from '../state/toasts.ts';
import { Button } from './button.tsx';
import { CardMarks } from './card-marks.tsx';
import { focusHome } from './focus-home.ts';
import { CardFacts, CardText } from './handover-card.tsx';
import { useKey } from './keys.ts';
import { QueryForm, ReturnForm } from './lead-forms.tsx';
import { useBlocked, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

type Mode = 'read' | 'return' | 'query';

/** Of whoever may accept it, never of whoever sent it; the principal has no desk to read at. */
export const HandedOver = () => {
  const { me } = useDesk();
  const { row, handover } = useCase();
  const blocked = useBlocked('accept-handover');
  const isMine =
    blocked === null && row.flight !== null && handover !== null && handover.to.tier !== 'A' && handover.from.person !== me.person;
  return isMine ? <Arrived key={handover.handover} /> : null;
};

const Arrived = () => {
  const { t, person } = useDesk();
  const view = useCase();
  const send = useSend();
  const [ticks, setTicks] = useState<readonly string[]>([]);
  const [mode, setMode] = useState<Mode>('read');
  const ask = useBlocked('ask-query');
  const back = useBlocked('return-handover');
  const { row, handover: card } = view;
  const isRead = card !== null && card.facts.every(({ id }) => ticks.includes(id));
  const accept = async (): Promise<void> => {
    if (card === null) return;
    // The first press leads to what is to be read, the one after the last tick accepts.
    if (!isRead) return document.querySelector<HTMLElement>('[data-fact]:not(:checked)')?.focus();
    const sent = await send('accept-handover', row.caseId, { handover: card.handover, facts: ticks });
    if (sent.ok) showToast('done', t('lead.accepted', { name: person(card.from.person) }));
  };
  const done = (): void => {
    setMode('read');
    focusHome();
  };
  useKey('accept', () => void accept(), true, 1);
  useKey('return', () => (back === null ? setMode('return') : undefined), true, 1);
  useKey('query', () => (ask === null ? setMode('query') : undefined), true, 1);
  useKey('back', done, mode !== 'read', 1);
  if (card === null) return null;
  const from = t('lead.from', { name: person(card.from.person) });
  return (
    <section
      aria-label={`${t(`kind.${card.kind}`)} ${from}`}
      data-letters
      className="flex flex-col gap-3 rounded-lg border border-accent bg-accent-soft p-3"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
        <div>
          <h2 className="heading">{`${t(`kind.${card.kind}`)} · ${from}`}</h2>
          {card.to.for === undefined ? null : (
            <p className="text-small font-semibold text-accent">{t('queue.standsIn', { name: person(card.to.for) })}</p>
          )}
        </div>
        <div className="flex flex-wrap gap-2">
          <Button small kind="primary" keyId="accept" onPress={() => void accept()}>
            {t(isRead ? 'lead.accept' : 'lead.acceptRead')}
          </Button>
          <Button small keyId="query" blocked={ask} pressed={mode === 'query'} onPress={() => setMode(mode === 'query' ? 'read' : 'query')}>
            {t('lead.query')}
          </Button>
          <Button
            small
            keyId="return"
            blocked={back}
            pressed={mode === 'return'}
            onPress={() => setMode(mode === 'return' ? 'read' : 'return')}
          >
            {t('lead.return')}
          </Button>
        </div>
      </div>
      {mode === 'return' ? <ReturnForm view={view} card={card} onDone={done} onGone={() => undefined} /> : null}
      {mode === 'query' ? <QueryForm view={view} card={card} onDone={done} /> : null}
      <CardMarks card={card} />
      <CardFacts card={card} ticks={ticks} onTick={setTicks} />
      <CardText card={card} />
    </section>
  );
};
