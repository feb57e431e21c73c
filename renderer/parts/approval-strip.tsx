// Requests somebody waits for right now: seconds count, one key answers, and no key ever answers another row than the one it was meant for.
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ApprovalRow } from '../../shared/views/shapes.ts';
import { call } from '../api/api.ts';
import { showToast } from '../state/toasts.ts';
import { announce } from './announce.tsx';
import { ApprovalCard, type CardDoes } from './approval-card.tsx';
import { requestWords } from './approval-words.ts';
import { lettersAllowed, useKey } from './keys.ts';
import { focusList } from './list-focus.ts';
import { amountWords } from './money-words.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';
import { useStrip } from './use-strip.ts';

type Props = { readonly approvals: readonly ApprovalRow[]; readonly onSelect: (caseId: string) => void };
type Other = { readonly approval: string; readonly amount: number | null };

/** Letters answer from the strip and from the rows of a list, nowhere else. */
const fromList = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[data-list]') !== null && lettersAllowed(target);

/** The same request waits anew once the first of two people has agreed. */
const answerKey = ({ approval, seconded }: ApprovalRow): string => `${approval} ${seconded?.person ?? ''}`;

export const ApprovalStrip = ({ approvals, onSelect }: Props) => {
  const desk = useDesk();
  const { t, word, person, language } = desk;
  const send = useSend();
  const box = useRef<HTMLElement>(null);
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  const busy = useRef(new Set<string>());
  const [other, setOther] = useState<Other | null>(null);
  const strip = useStrip(
    approvals.filter((row) => !answered.has(answerKey(row))),
    box,
  );
  const { current } = strip;

  const isDoubtful = (row: ApprovalRow): boolean => {
    const doubt = strip.doubt(row);
    if (doubt === null) return false;
    const amount = (minor: number): string => amountWords(minor, row.unit, row.currency, language);
    const text =
      doubt === 'moved'
        ? t('strip.justMoved', { what: requestWords(row, desk) })
        : t('strip.justCorrected', {
            name: person(row.askedBy),
            amount: amount(row.amount),
            before: amount(strip.seenOf(row.approval)?.before ?? row.amount),
          });
    showToast('note', text);
    announce(text);
    return true;
  };

  const cardOf = (row: ApprovalRow): Element | null => box.current?.querySelector(`[data-approval="${CSS.escape(row.approval)}"]`) ?? null;
  const holdsFocus = (row: ApprovalRow): boolean => cardOf(row)?.contains(document.activeElement) === true;
  // The answered row disappears, at times before the answer to it is here; whoever answered it by key stands on the next one, not nowhere.
  const goOn = (row: ApprovalRow): void => {
    const { activeElement } = document;
    if (activeElement !== null && activeElement !== document.body && !holdsFocus(row)) return;
    const card = cardOf(row);
    const beside =
      card === null
        ? box.current?.querySelector('[data-approval]')
        : [card.nextElementSibling, card.previousElementSibling].find((sibling) => sibling?.hasAttribute('data-approval') === true);
    const there = beside?.querySelector<HTMLElement>('[data-key]');
    if (there === null || there === undefined) focusList(false);
    else strip.lead(there, there.dataset['key']!);
  };

  /** One answer at a time for a row; true when the desk took it. */
  const answer = async (row: ApprovalRow, type: 'approve' | 'decline' | 'pass-approval', data: object): Promise<boolean> => {
    if ((row.mayAnswer !== null && type !== 'pass-approval') || busy.current.has(row.approval) || isDoubtful(row)) return false;
    busy.current.add(row.approval);
    const fromCard = holdsFocus(row);
    // The core refuses an answer to words that were corrected while it was on its way.
    const read = type === 'pass-approval' ? {} : { corrected: row.corrected };
    const sent = await send(type, row.caseId, { approval: row.approval, ...read, ...data });
    busy.current.delete(row.approval);
    if (!sent.ok) return false;
    setOther(null);
    if (fromCard) goOn(row);
    setAnswered((before) => new Set([...before, answerKey(row)]));
    return true;
  };

  const does: CardDoes = {
    grant: (row, amount) =>
      void answer(row, 'approve', { amount }).then(async (isDone) => {
        if (!isDone) return;
        const words = { what: word('decisions', row.decisionType), amount: amountWords(amount, row.unit, row.currency, language) };
        const view = await call('case.view', { caseId: row.caseId });
        const after = view.ok && view.value.ok ? view.value.value.approvals.find(({ approval }) => approval === row.approval) : undefined;
        const waits = after?.outcome === 'open';
        showToast('done', waits ? t('strip.fourEyes', words) : t('lead.approved', { ...words, name: person(row.askedBy) }));
      }),
    decline: (row) =>
      void answer(row, 'decline', {}).then((isDone) => {
        if (isDone) showToast('done', t('lead.declined', { what: requestWords(row, desk), name: person(row.askedBy) }));
      }),
    pass: (row) =>
      void answer(row, 'pass-approval', { step: row.steps + 1 }).then((isDone) => {
        if (isDone) showToast('done', t('strip.passed', { what: requestWords(row, desk) }));
      }),
    select: (row) => onSelect(row.caseId),
    type: (row, amount) => {
      setOther(amount === undefined ? null : { approval: row.approval, amount });
      if (amount === undefined) box.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(row.approval)}"]`)?.focus();
    },
  };

  const byKey = (event: KeyboardEvent, run: (row: ApprovalRow) => void): void => {
    // A key that is held down answers once, not everybody.
    if (current === null || other !== null || event.repeat || !fromList(event.target)) return;
    run(current);
  };
  const isOpen = current !== null;
  useKey('yes', (event) => byKey(event, (row) => does.grant(row, row.amount)), isOpen, 1);
  useKey('no', (event) => byKey(event, does.decline), isOpen, 1);
  useKey('pass', (event) => byKey(event, does.pass), isOpen, 1);
  useKey('amount', (event) => byKey(event, (row) => does.type(row, row.amount)), isOpen, 1);
  const digit = useEffectEvent((event: KeyboardEvent): void => {
    if (!/^\d$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    byKey(event, (row) => (row.mayAnswer === null ? flushSync(() => does.type(row, null)) : undefined));
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => digit(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  if (strip.places.length === 0) return null;
  return (
    <section
      ref={box}
      aria-label={t('lead.approvals')}
      data-list="live"
      className="flex max-h-64 shrink-0 flex-col max-[60rem]:max-h-36 gap-1.5 overflow-auto border-b border-line p-2"
      {...strip.hands}
    >
      {strip.places.map((place) => (
        <ApprovalCard
          key={place.row.approval}
          place={place}
          isCurrent={place.row.approval === current?.approval}
          seen={strip.seenOf(place.row.approval)}
          other={other?.approval === place.row.approval ? other.amount : undefined}
          does={does}
        />
      ))}
    </section>
  );
};
