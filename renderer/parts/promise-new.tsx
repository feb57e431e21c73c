// A new promise: what, by when; of a call back also whom, which number and when he can be reached. A draft until it is made.
import { useEffect, useRef } from 'react';
import { useDraft } from '../state/drafts.ts';
import { putAway } from '../state/sent-words.ts';
import { Button } from './button.tsx';
import { Moment, Text, Tick } from './fields/inputs.tsx';
import { useKey } from './keys.ts';
import { deskNow } from './now.ts';
import { draftKey, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

const HOUR = 3_600_000;
const QUARTER = 900_000;

type Draft = {
  readonly what: string;
  readonly due: number | null;
  readonly callback: boolean;
  /** Null until somebody types: then the customer's own stand there. */
  readonly who: string | null;
  readonly phone: string | null;
  readonly from: number | null;
  readonly until: number | null;
};
const EMPTY: Draft = { what: '', due: null, callback: true, who: null, phone: null, from: null, until: null };
const readDraft = (value: unknown): Draft => (typeof value === 'object' && value !== null ? { ...EMPTY, ...value } : EMPTY);

export const NewPromise = ({ onDone }: { readonly onDone: () => void }) => {
  const { t, me } = useDesk();
  const { row, customer } = useCase();
  const send = useSend();
  const key = draftKey('promise', row.caseId);
  const [value, set] = useDraft(key);
  const form = useRef<HTMLFormElement>(null);
  const before = useRef<Element | null>(null);
  useEffect(() => {
    before.current ??= document.activeElement;
    form.current?.querySelector('input')?.focus();
  }, []);
  const leave = (): void => {
    const isInside = form.current?.contains(document.activeElement) === true;
    onDone();
    if (isInside && before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
  };
  // Where nothing else is open it answers from anywhere in the case; what was typed stays a draft.
  useKey('back', leave, true, 1, form);
  useKey('back', leave);
  const draft = readDraft(value);
  const change = (next: Partial<Draft>): void => set({ ...draft, ...next });
  const due = draft.due ?? Math.ceil((deskNow() + HOUR) / QUARTER) * QUARTER;
  const who = draft.who ?? customer?.name ?? '';
  const phone = draft.phone ?? customer?.numbers[0] ?? '';
  const window = draft.callback && draft.from !== null && draft.until !== null ? { from: draft.from, until: draft.until } : null;
  const blocked = draft.what.trim() === '' ? t('promise.needsWhat') : null;
  const make = async (): Promise<void> => {
    if (blocked !== null) return;
    const contact = draft.callback ? { who: who.trim() || undefined, phone: phone.trim() || undefined } : {};
    const data = { due, by: me.person, callback: draft.callback, window };
    const sent = await send('make-promise', row.caseId, data, { what: draft.what.trim(), ...contact });
    if (!sent.ok) return;
    if (putAway(key, { ...draft })) onDone();
  };
  return (
    <form
      ref={form}
      aria-label={t('promise.add')}
      className="flex flex-col gap-1.5 rounded-md bg-panel p-2"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <Text label={t('promise.what')} value={draft.what} onChange={(what) => change({ what })} />
      <Moment label={t('promise.due')} value={due} onChange={(at) => change({ due: at ?? null })} />
      <Tick label={t('promise.callback')} value={draft.callback} onChange={(callback) => change({ callback })} />
      {draft.callback ? (
        <>
          <div className="grid grid-cols-2 gap-1.5">
            <Text label={t('promise.who')} value={who} onChange={(next) => change({ who: next })} />
            <Text label={t('promise.phone')} value={phone} onChange={(next) => change({ phone: next })} />
          </div>
          <Tick
            label={t('promise.onlyIn')}
            value={draft.from !== null}
            onChange={(on) => change(on ? { from: due - 2 * HOUR, until: due } : { from: null, until: null })}
          />
          {draft.from === null ? null : (
            <>
              <Moment label={t('promise.from')} value={draft.from} onChange={(at) => change({ from: at ?? null })} />
              <Moment label={t('promise.until')} value={draft.until ?? undefined} onChange={(at) => change({ until: at ?? null })} />
            </>
          )}
        </>
      ) : null}
      <div className="flex justify-end">
        <Button small kind="primary" submit blocked={blocked} onPress={() => undefined}>
          {t('promise.make')}
        </Button>
      </div>
    </form>
  );
};
