// A call the telephone system announces: shown in every window, opening nothing and moving no focus until one key or press takes it.
import { useEffect, useEffectEvent, useRef } from 'react';
import { PhoneIncoming, Unplug, X } from 'lucide-react';
import type { PopRow } from '../../shared/views/pop-shapes.ts';
import { call as ask } from '../api/api.ts';
import { useOwnCall } from '../state/calls.ts';
import { useLive, wake } from '../state/live.ts';
import { goToCase, showPanel, showScreen } from '../state/view.ts';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { focusHome } from './focus-home.ts';
import { useKey } from './keys.ts';
import { useNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { useBeginCall } from './use-call-acts.ts';
import { useDesk, type Desk } from './use-pack.ts';
import { showFault, showRefusal, useSend } from './use-send.ts';

/** The calls announced here that still wait. */
export const usePops = (): readonly PopRow[] => {
  const { value } = useLive('pops.waiting', {});
  const now = useNow(1000);
  return (value ?? []).filter(({ until }) => until > now);
};

const NOBODY: readonly PopRow[] = [];

export const PopStrip = () => {
  const desk = useDesk();
  const rows = usePops().filter(({ mine }) => mine);
  const told = useRef<readonly string[]>([]);
  const say = useEffectEvent((): void => {
    const fresh = rows.filter(({ id }) => !told.current.includes(id));
    told.current = rows.map(({ id }) => id);
    const [newest] = fresh;
    if (newest !== undefined) announce(newest.fault === null ? desk.t('pop.heard', { who: whoCalls(newest, desk) }) : desk.t('pop.broken'));
  });
  const ids = rows.map(({ id }) => id).join(' ');
  useEffect(() => say(), [ids]);
  const [row, ...more] = rows.length === 0 ? NOBODY : rows;
  if (row === undefined) return null;
  return row.fault === null ? <Announced row={row} more={more.length} /> : <Broken row={row} />;
};

const whoCalls = ({ caller, customers, case: found, missing }: PopRow, { t }: Desk): string => {
  const [only] = customers;
  const names =
    customers.length === 1 && only !== undefined
      ? only.customer.name
      : customers.length > 1
        ? t('pop.several', { count: customers.length })
        : '';
  const about = found === null ? '' : `${found.number} · ${found.title}`;
  const gone =
    missing.case === null
      ? missing.customer === null
        ? ''
        : t('pop.noCustomer', { id: missing.customer })
      : t('pop.noCase', { number: missing.case });
  return [caller ?? t('pop.noNumber'), names, about, gone].filter((part) => part !== '').join(' · ');
};

type Target = { readonly to: 'case'; readonly caseId: string; readonly number: string } | { readonly to: 'new' };

/** Where one press leads: the case it is about, the customer's only open one, else the customer with his cases before anything new. */
const targetOf = ({ case: found, customers }: PopRow): Target => {
  if (found !== null) return { to: 'case', caseId: found.caseId, number: found.number };
  const open = customers.length === 1 ? (customers[0]?.open ?? []) : [];
  const [only] = open;
  return open.length === 1 && only !== undefined ? { to: 'case', caseId: only.caseId, number: only.number } : { to: 'new' };
};

/** The customer stands in the form of a new case; what somebody has begun to write there stays as it is. */
const fillNewCase = async ({ customers, caller }: PopRow): Promise<void> => {
  const stored = await ask('draft.get', { key: 'new-case' });
  const kept = stored.ok ? stored.value.value : null;
  const form = typeof kept === 'object' && kept !== null && !Array.isArray(kept) && 'form' in kept ? kept['form'] : null;
  const begun = typeof form === 'object' && form !== null && !Array.isArray(form) ? form : {};
  const written = ['title', 'text'].some((key) => key in begun && String((begun as Record<string, unknown>)[key]).trim() !== '');
  if (!stored.ok || written) return;
  const [only] = customers;
  const one = customers.length === 1 && only !== undefined ? only.customer : null;
  await ask('draft.save', { key: 'new-case', value: { search: one?.name ?? caller ?? '', customer: one?.id ?? null, form: {} } });
};

const Announced = ({ row, more }: { readonly row: PopRow; readonly more: number }) => {
  const desk = useDesk();
  const { t } = desk;
  const send = useSend();
  const { call } = useOwnCall();
  const begin = useBeginCall();
  const target = targetOf(row);
  const answer = async (target_: Target | null): Promise<void> => {
    const taken = await ask(target_ === null ? 'pops.drop' : 'pops.take', { id: row.id });
    wake([], ['pop']);
    focusHome();
    if (!taken.ok) return showFault(taken.fault, desk);
    if (!taken.value.ok) return showRefusal(taken.value.refusal, null, desk, send);
    if (target_ === null) return;
    if (call === null) begin('in', target_.to === 'case' ? target_.caseId : null, row.call);
    if (target_.to === 'case') return goToCase(target_.caseId);
    await fillNewCase(row);
    showScreen('desk');
    showPanel('new-case');
  };
  // While somebody is spoken to, the key ends that call; the next one is taken by its button.
  useKey('call', () => void answer(target), call === null, 1);
  const openCases = row.customers.length === 1 ? (row.customers[0]?.open.length ?? 0) : 0;
  return (
    <section
      aria-label={t('pop.title')}
      className="flex min-h-10 shrink-0 items-center gap-3 border-b border-accent bg-accent-soft px-4 py-1.5 max-[60rem]:flex-wrap"
    >
      <PhoneIncoming aria-hidden className="size-4 shrink-0 text-accent" />
      <span className="font-semibold whitespace-nowrap">{t('pop.title')}</span>
      <span className="min-w-0 grow truncate">{whoCalls(row, desk)}</span>
      {openCases > 0 && target.to === 'new' ? (
        <span className="whitespace-nowrap text-warn">{t('pop.open', { count: openCases })}</span>
      ) : null}
      {more > 0 ? <span className="whitespace-nowrap text-small text-ink-2">{t('pop.more', { count: more })}</span> : null}
      <Button small kind="primary" {...(call === null ? { keyId: 'call' as const } : {})} onPress={() => void answer(target)}>
        {target.to === 'case' ? t('pop.takeCase', { number: target.number }) : t(openCases > 0 ? 'pop.takeCustomer' : 'pop.takeNew')}
      </Button>
      {target.to === 'case' ? (
        <Button small onPress={() => void answer({ to: 'new' })}>
          {t('pop.otherMatter')}
        </Button>
      ) : null}
      <Button small kind="quiet" onPress={() => void answer(null)}>
        {t('pop.drop')}
      </Button>
    </section>
  );
};

const Broken = ({ row }: { readonly row: PopRow }) => {
  const desk = useDesk();
  const { t } = desk;
  const close = (): void =>
    void ask('pops.drop', { id: row.id }).then(() => {
      wake([], ['pop']);
      focusHome();
    });
  return (
    <section
      aria-label={t('pop.broken')}
      className="flex min-h-10 shrink-0 items-center gap-3 border-b border-warn-line bg-warn-soft px-4 py-1.5"
    >
      <Unplug aria-hidden className="size-4 shrink-0 text-warn" />
      <p className="min-w-0 grow">
        <span className="font-semibold">{t('pop.broken')}</span>{' '}
        <span className="text-ink-2">
          {row.fault === null ? '' : refusalWords(row.fault, desk, row.at)} {t('pop.brokenWay')}
        </span>
      </p>
      <button
        type="button"
        aria-label={t('pop.close')}
        onClick={close}
        className="aim grid place-items-center rounded-sm p-1 text-ink-2 hover:bg-panel"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </section>
  );
};
