// Shows what was refused after it had been sent ("Nachfassen nötig"), why, and the ways out; nothing vanishes by itself.
import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import type { RefusedRow } from '../../shared/views/shapes.ts';
import { call } from '../api/api.ts';
import { setDraft } from '../state/drafts.ts';
import { useLive, wake } from '../state/live.ts';
import { beginRetry } from '../state/retries.ts';
import { showToast } from '../state/toasts.ts';
import { once } from '../state/under-way.ts';
import { goToCase, showPanel } from '../state/view.ts';
import { Button } from './button.tsx';
import { Empty } from './empty.tsx';
import { focusFirst } from './first-focus.ts';
import { pressSoon } from './keys.ts';
import { deskNow, useNow } from './now.ts';
import { focusHome } from './focus-home.ts';
import { refusalWords } from './refusal-words.ts';
import { joinDrafts, retryOf, type Retry } from './refused-ways.ts';
import { momentWords } from './time-words.ts';
import { draftKey } from './use-case.ts';
import { useDesk, type Desk } from './use-pack.ts';
import { showFault, showRefusal, useSend } from './use-send.ts';
import { faultSaid, useTooLong } from './too-long.tsx';
import { LONGEST } from '../../shared/kernel/limits.ts';

export const RefusedList = () => {
  const { t } = useDesk();
  const { value } = useLive('refused.list', {});
  const list = useRef<HTMLUListElement>(null);
  const isThere = value !== undefined;
  // Whoever came here comes for the ways out.
  useEffect(() => {
    if (isThere) focusFirst(list.current?.querySelector('button'));
  }, [isThere]);
  if (value !== undefined && value.length === 0) return <Empty title={t('refused.emptyTitle')} text={t('refused.emptyText')} />;
  return (
    <div className="flex max-w-3xl flex-col gap-3 px-5 py-4">
      <h1 className="text-large font-semibold">{t('refused.title')}</h1>
      <p className="text-ink-2">{t('refused.explain')}</p>
      <ul ref={list} className="border-t border-line">
        {(value ?? []).map((row) => (
          <One key={row.command} row={row} />
        ))}
      </ul>
    </div>
  );
};

const words = (row: RefusedRow): string => {
  const { body } = row;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return '';
  const { text, title, what } = body as Readonly<Record<string, unknown>>;
  return [text, title, what].find((part): part is string => typeof part === 'string') ?? '';
};

const nameOf = (row: RefusedRow, { t }: Desk): string => t([`command.${row.type}`, 'event.unknown'], { type: row.type });

/** Puts the words back where they were typed; what was typed there meanwhile stays as well. */
const takeUp = async (row: RefusedRow, retry: Retry, desk: Desk): Promise<void> => {
  for (const [key, value] of Object.entries(retry.drafts)) {
    const stored = await call('draft.get', { key });
    if (!stored.ok) return showFault(stored.fault, desk);
    setDraft(key, joinDrafts(value, stored.value.value));
  }
  beginRetry(row.type, row.caseId, row.command);
  if (row.type !== 'open-case') goToCase(row.caseId);
  showPanel(retry.panel);
  const { key } = retry;
  if (key !== null) pressSoon(key);
  showToast('note', desk.t('refused.ready'));
};

/** Whom one asks: the lead of one's own team, unless one is it. */
const leadOf = ({ me, pack }: Desk): { readonly team: string; readonly person: string } | null => {
  const led = pack.teams.find(({ id, lead }) => me.teams.includes(id) && lead !== me.person);
  const lead = pack.people.find(({ id }) => id === led?.lead);
  if (led === undefined || lead === undefined) return null;
  const team = lead.teams.includes(led.id) ? led.id : lead.teams[0];
  return team === undefined ? null : { team, person: lead.id };
};

const askLead = (row: RefusedRow, to: { readonly team: string; readonly person: string }, desk: Desk): void => {
  const what = [nameOf(row, desk), words(row)].filter(Boolean).join(': ');
  const text = desk.t('refused.question', { what, why: refusalWords(row.refusal, desk, deskNow()) });
  setDraft(draftKey('consult', row.caseId), { to, text, live: false });
  goToCase(row.caseId);
  showPanel('consult');
};

const One = ({ row }: { readonly row: RefusedRow }) => {
  const desk = useDesk();
  const { t, telling, person } = desk;
  const now = useNow(60_000);
  const [discarding, setDiscarding] = useState(false);
  const id = useId();
  const discard = useRef<HTMLDivElement>(null);
  const retry = retryOf(row);
  const isOpening = row.type === 'open-case';
  const lead = isOpening ? null : leadOf(desk);
  const close = (): void => {
    setDiscarding(false);
    discard.current?.querySelector<HTMLElement>('[aria-expanded]')?.focus();
  };
  return (
    <li className="flex flex-col gap-1.5 border-b border-line py-3">
      <p>
        <span className="font-semibold">{nameOf(row, desk)}</span>
        {` · ${[row.title, row.number, momentWords(row.at, now, telling)].filter(Boolean).join(' · ')}`}
      </p>
      <p className="font-medium text-bad">{refusalWords(row.refusal, desk, deskNow())}</p>
      {words(row) === '' ? null : <p className="break-words whitespace-pre-line text-ink-2 line-through">{words(row)}</p>}
      <div ref={discard} className="flex flex-wrap gap-2">
        {retry === null ? null : (
          <Button small kind="primary" onPress={() => void takeUp(row, retry, desk)}>
            {t('refused.retry')}
          </Button>
        )}
        {isOpening ? null : (
          <Button small kind={retry === null ? 'primary' : 'plain'} onPress={() => goToCase(row.caseId)}>
            {t('way.open')}
          </Button>
        )}
        {lead === null ? null : (
          <Button small onPress={() => askLead(row, lead, desk)}>
            {t('refused.ask', { name: person(lead.person) })}
          </Button>
        )}
        <button
          type="button"
          aria-expanded={discarding}
          aria-controls={id}
          onClick={() => setDiscarding(!discarding)}
          className="inline-flex h-7 shrink-0 items-center rounded-md border border-transparent px-2 text-small font-medium text-ink-2 hover:bg-panel hover:text-ink aria-expanded:bg-panel"
        >
          {t('refused.discard')}
        </button>
      </div>
      {discarding ? <Discard id={id} row={row} onClose={close} /> : null}
    </li>
  );
};

const REASONS = ['solved', 'other', 'told'] as const;

/** One press on a reason, or a word of one's own: what was refused goes, and why it could go stays with it. */
const Discard = ({ id, row, onClose }: { readonly id: string; readonly row: RefusedRow; readonly onClose: () => void }) => {
  const desk = useDesk();
  const { t } = desk;
  const send = useSend();
  const [own, setOwn] = useState('');
  const blocked = own.trim() === '' ? t('refused.needsReason') : null;
  const dismiss = async (reason: string): Promise<void> => {
    const answer = await once(['refused.dismiss', row.command], () => call('refused.dismiss', { command: row.command, reason }));
    if (answer === null) return;
    if (!answer.ok) return showToast('refused', faultSaid(answer.fault, t));
    if (!answer.value.ok) return showRefusal(answer.value.refusal, row.caseId, desk, send);
    wake([row.caseId], ['refused', 'queue', 'sync']);
    focusHome();
  };
  const over = useTooLong(own, LONGEST.line);
  const put = (event: FormEvent): void => {
    event.preventDefault();
    if (blocked === null) void dismiss(own.trim());
  };
  return (
    <form
      id={id}
      aria-label={t('refused.discardTitle')}
      className="flex flex-wrap items-center gap-2 rounded-md bg-panel p-2"
      onSubmit={put}
    >
      <span className="w-full text-small text-ink-2">{t('refused.discardTitle')}</span>
      {REASONS.map((reason) => (
        <Button key={reason} small onPress={() => void dismiss(t(`refused.${reason}`))}>
          {t(`refused.${reason}`)}
        </Button>
      ))}
      <span className="flex max-w-96 grow basis-64 items-center gap-2">
        <input
          className="entry min-w-0 grow"
          aria-label={t('refused.reason')}
          placeholder={t('refused.reason')}
          {...over.props}
          value={own}
          onChange={(event) => setOwn(event.target.value)}
          onKeyDown={(event) => (event.key === 'Escape' ? onClose() : undefined)}
        />
        <Button small submit blocked={blocked} onPress={() => undefined}>
          {t('refused.dismiss')}
        </Button>
      </span>
      {over.mark}
    </form>
  );
};
