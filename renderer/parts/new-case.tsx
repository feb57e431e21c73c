// Opens a case: first who calls, with that customer's open cases before anything new; then what it is about.
import { useEffect, useRef, useState } from 'react';
import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import type { Json } from '../../shared/kernel/result.ts';
import type { CustomerHit } from '../../shared/views/shapes.ts';
import { useAsked } from '../state/asked.ts';
import { useDraft } from '../state/drafts.ts';
import { openCase, useView } from '../state/view.ts';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { CaseLines } from './case-row.tsx';
import { Pick } from './fields/inputs.tsx';
import { focusFirst } from './first-focus.ts';
import { useKey } from './keys.ts';
import { caseShape, putCaseAway, readCaseDraft, type CaseForm } from './new-case-draft.ts';
import { SavedWord } from './note-editor.tsx';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';
import { useTooLong } from './too-long.tsx';
import { LONGEST } from '../../shared/kernel/limits.ts';

export const NewCase = () => {
  const { t } = useDesk();
  const [stored, store, state, turn] = useDraft('new-case');
  // The draft is read once; from then on the form is the master and the draft its copy, until another window writes it.
  if (state === 'loading') return <p className="p-5 text-ink-2">{t('new.loading')}</p>;
  return <Inside key={turn} stored={stored} store={store} state={<SavedWord state={state} />} />;
};

type InsideProps = { readonly stored: Json; readonly store: ReturnType<typeof useDraft>[1]; readonly state: React.ReactNode };

const Inside = ({ stored, store, state }: InsideProps) => {
  const { t } = useDesk();
  const [before] = useState(() => readCaseDraft(stored));
  const [search, setSearch] = useState(before.search);
  const [picked, setPicked] = useState<CustomerHit | null | undefined>(undefined);
  const { value: hits, fresh } = useAsked('customers.find', search.trim().length < 2 ? null : { text: search.trim(), limit: 8 }, 80);
  const entry = useRef<HTMLInputElement>(null);
  useEffect(() => focusFirst(entry.current), []);
  // After a restart the customer of the draft counts as chosen as soon as he is found, until somebody searches again.
  const chosen = picked === undefined ? (hits?.find(({ customer }) => customer.id === before.customer) ?? null) : picked;
  const customer = picked === undefined ? before.customer : (picked?.customer.id ?? null);
  const keep = (form: CaseForm): void => store({ search, customer, form });
  const pick = (hit: CustomerHit | null): void => {
    setPicked(hit);
    if (hit === null) return;
    setSearch(hit.customer.name);
    // The row that was pressed is gone; what comes next is the matter.
    document.querySelector<HTMLElement>('[data-matter]')?.focus();
  };
  return (
    <div className="flex max-w-3xl flex-col gap-5 px-5 py-4">
      <div className="flex items-baseline justify-between">
        <h1 className="text-large font-semibold">{t('new.title')}</h1>
        {state}
      </div>
      <section aria-label={t('new.customer')} className="flex flex-col gap-2">
        <h2 className="heading">{t('new.customer')}</h2>
        <input
          ref={entry}
          className="entry h-9"
          type="search"
          aria-label={t('new.search')}
          placeholder={t('new.search')}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
            setPicked(null);
          }}
        />
        {chosen === null ? (
          <ul className="rounded-md border border-line empty:hidden">
            {(hits ?? []).map((hit) => (
              <Hit key={hit.customer.id} hit={hit} onPick={() => pick(hit)} />
            ))}
          </ul>
        ) : (
          <Chosen hit={chosen} />
        )}
        {fresh && hits?.length === 0 ? <p className="text-small text-ink-2">{t('new.nobody')}</p> : null}
      </section>
      <Matter start={before.form} customer={chosen} caller={JSON.stringify([search, customer])} onKeep={keep} onDone={putCaseAway} />
    </div>
  );
};

const facts = ({ customer }: CustomerHit): string => [...customer.numbers, ...customer.contracts].join(' · ');

const Hit = ({ hit, onPick }: { readonly hit: CustomerHit; readonly onPick: () => void }) => {
  const { t } = useDesk();
  return (
    <li className="border-line not-first:border-t">
      <button type="button" className="row-button flex justify-between gap-4 px-3 py-1.5" onClick={onPick}>
        <span className="flex min-w-0 flex-col">
          <span className="font-semibold">{hit.customer.name}</span>
          <span className="truncate text-small text-ink-2">{facts(hit)}</span>
        </span>
        <span className={`text-small ${hit.open.length > 0 ? 'font-semibold text-warn' : 'text-ink-3'}`}>
          {t('new.open', { count: hit.open.length })}
        </span>
      </button>
    </li>
  );
};

const Chosen = ({ hit }: { readonly hit: CustomerHit }) => {
  const { t } = useDesk();
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line px-3 py-2">
      <p>
        <span className="font-semibold">{hit.customer.name}</span>
        <span className="text-ink-2">{` · ${facts(hit)}`}</span>
      </p>
      {hit.open.length === 0 ? null : (
        <>
          <p className="font-semibold text-warn">{t('new.openFirst', { count: hit.open.length })}</p>
          <ul>
            {hit.open.map((row) => (
              <li key={row.caseId} className="flex items-center gap-3 border-t border-line py-1.5">
                <div className="flex min-w-0 grow flex-col">
                  <CaseLines row={row} />
                </div>
                <Button small onPress={() => openCase(row.caseId)}>
                  {t('new.openThis')}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
};

type MatterProps = {
  readonly start: CaseForm;
  readonly customer: CustomerHit | null;
  /** Who calls, as far as it is typed: it is kept as soon as it changes, like the matter. */
  readonly caller: string;
  readonly onKeep: (form: CaseForm) => void;
  /** `sent`: the matter as it was when it was sent. */
  readonly onDone: (sent: CaseForm) => void;
};

const Matter = ({ start, customer, caller, onKeep, onDone }: MatterProps) => {
  const { t, options } = useDesk();
  const send = useSend();
  const { register, handleSubmit, watch, setValue, getValues, formState } = useForm<CaseForm>({
    defaultValues: start,
    resolver: zodResolver(caseShape),
  });
  const form = watch();
  const text = JSON.stringify([form, caller]);
  const first = useRef(text);
  useEffect(() => {
    if (first.current === text) return;
    first.current = text;
    onKeep(form);
  });
  // The form itself leads to the first field that is wrong.
  const tellTooLong = (): void => {
    if (document.querySelector('[data-too-long]') !== null) announce(t('field.tooLongSend'));
  };
  const open = handleSubmit(async ({ title, text: words, ...data }) => {
    const typed = getValues();
    const customerId = customer?.customer.id ?? null;
    const body = {
      title,
      text: words === '' ? undefined : words,
      caller: customer?.customer.name,
      phone: customer?.customer.numbers[0],
    };
    const sent = await send('open-case', null, { ...data, customer: customerId, reason: null, call: null }, body);
    if (!sent.ok) return;
    onDone(typed);
    // Whoever went on to something else meanwhile stays there; the new case stands in his list.
    if (useView.getState().panel === 'new-case') openCase(sent.caseId);
  }, tellTooLong);
  const titleOver = useTooLong(form.title, LONGEST.line);
  const textOver = useTooLong(form.text, LONGEST.text);
  const submit = (): void => void open();
  useKey('send', submit, true, 1);
  const levels = (['high', 'medium', 'low'] as const).map((id) => ({ id, label: t(`level.${id}`) }));
  const channels = caseShape.shape.channel.options.map((id) => ({ id, label: t(`channel.${id}`) }));
  return (
    <form className="flex flex-col gap-3" onSubmit={(event) => void open(event)}>
      <h2 className="heading">{t('new.matter')}</h2>
      <input
        className="entry h-9"
        data-matter
        aria-label={t('new.titleField')}
        placeholder={t('new.titleField')}
        aria-invalid={formState.errors.title !== undefined}
        {...titleOver.props}
        {...register('title')}
      />
      {titleOver.mark}
      {formState.errors.title === undefined || titleOver.mark !== null ? null : (
        <p className="text-small text-bad">{t('new.needsTitle')}</p>
      )}
      <Pick
        label={t('new.category')}
        value={form.category}
        options={options('categories')}
        onChange={(id) => setValue('category', id, { shouldValidate: formState.isSubmitted })}
      />
      {formState.errors.category === undefined ? null : <p className="text-small text-bad">{t('new.needsCategory')}</p>}
      <textarea
        className="entry [field-sizing:content]"
        rows={3}
        aria-label={t('new.text')}
        placeholder={t('new.text')}
        {...textOver.props}
        {...register('text')}
      />
      {textOver.mark}
      <div className="grid grid-cols-[7rem_1fr] items-center gap-x-3 gap-y-2">
        <span className="text-ink-2">{t('form.channel')}</span>
        <Pick
          label={t('form.channel')}
          value={form.channel}
          options={channels}
          onChange={(id) => setValue('channel', caseShape.shape.channel.parse(id))}
        />
        <span className="text-ink-2">{t('form.urgency')}</span>
        <Pick
          label={t('form.urgency')}
          value={form.urgency}
          options={levels}
          onChange={(id) => setValue('urgency', caseShape.shape.urgency.parse(id))}
        />
        <span className="text-ink-2">{t('form.impact')}</span>
        <Pick
          label={t('form.impact')}
          value={form.impact}
          options={levels}
          onChange={(id) => setValue('impact', caseShape.shape.impact.parse(id))}
        />
      </div>
      <div className="flex items-center gap-3">
        <Button kind="primary" keyId="send" onPress={submit}>
          {t('new.create')}
        </Button>
        <span className="text-small text-ink-2">
          {customer === null ? t('new.withoutCustomer') : t('new.forCustomer', { name: customer.customer.name })}
        </span>
      </div>
    </form>
  );
};
