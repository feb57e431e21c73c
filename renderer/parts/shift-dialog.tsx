// The end of the shift: every open case and promise in one list, all ticked, to one colleague; what could not go is named.
import { useEffect, useRef, useState } from 'react';
import type { BulkResult, ShiftCase, ShiftPromise } from '../../shared/views/shapes.ts';
import { useDraft } from '../state/drafts.ts';
import { useLive } from '../state/live.ts';
import { useLooks } from '../state/looks.ts';
import { putAway } from '../state/sent-words.ts';
import { foldOverlay, goToCase, showOverlay, useView } from '../state/view.ts';
import { useWhereabouts } from './addressee.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { DueMark } from './due-mark.tsx';
import { Select, Text } from './fields/inputs.tsx';
import { useKey } from './keys.ts';
import { deskNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { useBulk } from './use-bulk.ts';
import { useDesk } from './use-pack.ts';
import { useTakeBack } from './use-take-back.ts';
import { LONGEST } from '../../shared/kernel/limits.ts';

const WARN = 900_000;

export const ShiftDialog = () => {
  const { t } = useDesk();
  const open = useView((view) => view.overlay === 'shift');
  return (
    <Dialog open={open} onClose={() => showOverlay(null)} title={t('shift.title')}>
      {open ? <Inside /> : null}
    </Dialog>
  );
};

/** What is left out by hand; everything else goes. */
type Draft = { readonly to: string; readonly note: string; readonly without: readonly string[] };
const EMPTY: Draft = { to: '', note: '', without: [] };
const readDraft = (value: unknown): Draft => (typeof value === 'object' && value !== null ? { ...EMPTY, ...value } : EMPTY);

const promiseKey = ({ caseId, promise }: ShiftPromise): string => `${caseId} ${promise}`;

const Inside = () => {
  const { t, person } = useDesk();
  const { value: preview } = useLive('shift.preview', {});
  const { words, isThere, deputyOf } = useWhereabouts();
  const bulk = useBulk();
  const takeBack = useTakeBack();
  const [value, set] = useDraft('shift');
  const draft = readDraft(value);
  const [result, setResult] = useState<BulkResult | null>(null);
  const change = (next: Partial<Draft>): void => set({ ...draft, ...next });
  const flip = (key: string): void =>
    change({ without: draft.without.includes(key) ? draft.without.filter((known) => known !== key) : [...draft.without, key] });
  const body = useRef<HTMLDivElement>(null);
  const isLoaded = preview !== undefined;
  // The one thing to choose has the focus once it is there.
  useEffect(() => {
    if (isLoaded) body.current?.querySelector('select')?.focus();
  }, [isLoaded]);
  if (preview === undefined)
    return (
      <p className="p-4 text-ink-2" aria-busy="true">
        {t('shift.loading')}
      </p>
    );
  if (result !== null) return <Outcome result={result} to={draft.to} />;
  const cases = preview.cases.filter(({ caseId, refusal }) => refusal === null && !draft.without.includes(caseId));
  const going = new Set(cases.map(({ caseId }) => caseId));
  // A promise on a case that goes along goes with it; one on somebody else's case is offered by itself.
  const alone = preview.promises.filter((row) => !row.withCase && !row.offered && !draft.without.includes(promiseKey(row)));
  const count = cases.length + alone.length;
  const isEmpty = preview.cases.length + preview.promises.length === 0;
  const blocked = draft.to === '' ? t('shift.needsTo') : count === 0 ? t('shift.needsSomething') : null;
  const put = async (): Promise<void> => {
    if (blocked !== null) return;
    const promises = alone.map(({ caseId, promise }) => ({ caseId, promise }));
    const { language } = useLooks.getState();
    const back = takeBack.shift([...going], promises, { shift: { ...draft } });
    const input = { to: draft.to, note: draft.note.trim(), cases: [...going], promises, language };
    const done = await bulk('shift.send', input, t('shift.done', { name: person(draft.to), count }), back);
    if (done === null) return;
    if (done.failed.length > 0) return setResult(done);
    putAway('shift', { ...draft });
    foldOverlay('shift');
  };
  const receivers = preview.receivers.toSorted((a, b) => Number(isThere(b)) - Number(isThere(a)) || person(a).localeCompare(person(b)));
  return (
    <div ref={body} className="flex min-h-0 flex-col">
      <div className="flex min-h-0 flex-col gap-4 overflow-auto p-4">
        <p className="text-ink-2">{t(isEmpty ? 'shift.empty' : 'shift.explain')}</p>
        {isEmpty ? null : (
          <div className="grid grid-cols-[18rem_minmax(0,1fr)] gap-3">
            <Select
              label={t('shift.to')}
              value={draft.to}
              empty={t('shift.toEmpty')}
              options={receivers.map((id) => ({ id, label: words(id) }))}
              onChange={(to) => change({ to })}
            />
            <Text most={LONGEST.aside} label={t('shift.note')} value={draft.note} onChange={(note) => change({ note })} />
            {draft.to === '' || deputyOf(draft.to) === null ? null : (
              <p className="col-span-2 text-small text-warn">{t('shift.away', { name: person(draft.to) })}</p>
            )}
          </div>
        )}
        {preview.cases.length === 0 ? null : (
          <List title={t('shift.cases', { count: preview.cases.length })}>
            {preview.cases.map((row) => (
              <CaseTick key={row.caseId} row={row} on={going.has(row.caseId)} onFlip={() => flip(row.caseId)} />
            ))}
          </List>
        )}
        {preview.promises.length === 0 ? null : (
          <List title={t('shift.promises', { count: preview.promises.length })}>
            {preview.promises.map((row) => (
              <PromiseTick
                key={promiseKey(row)}
                row={row}
                on={row.withCase ? going.has(row.caseId) : !draft.without.includes(promiseKey(row))}
                onFlip={() => flip(promiseKey(row))}
              />
            ))}
          </List>
        )}
      </div>
      <Foot blocked={blocked} count={count} hidden={isEmpty} onPut={() => void put()} />
    </div>
  );
};

const Foot = ({
  blocked,
  count,
  hidden,
  onPut,
}: {
  readonly blocked: string | null;
  readonly count: number;
  readonly hidden: boolean;
  readonly onPut: () => void;
}) => {
  const { t } = useDesk();
  useKey('send', onPut, !hidden, 2);
  if (hidden) return null;
  return (
    <div className="flex items-center justify-between gap-3 border-t border-line px-4 py-3">
      <span className="text-small text-ink-2">{blocked ?? t('shift.stays')}</span>
      <Button kind="primary" keyId="send" blocked={blocked} onPress={onPut}>
        {t('shift.send', { count })}
      </Button>
    </div>
  );
};

const List = ({ title, children }: { readonly title: string; readonly children: React.ReactNode }) => (
  <section aria-label={title} className="flex flex-col">
    <h3 className="heading pb-1">{title}</h3>
    <ul className="border-t border-line">{children}</ul>
  </section>
);

const ROW = 'flex items-center gap-3 border-b border-line py-1';

const CaseTick = ({ row, on, onFlip }: { readonly row: ShiftCase; readonly on: boolean; readonly onFlip: () => void }) => {
  const desk = useDesk();
  return (
    <li className={ROW}>
      <label className="flex min-w-0 grow items-center gap-2">
        <input type="checkbox" checked={on} disabled={row.refusal !== null} onChange={onFlip} />
        <span className="min-w-0 truncate">
          <span className="font-medium">{row.title}</span>
          <span className="text-ink-2">{` · ${row.number}`}</span>
          {row.refusal === null ? null : (
            <span className="block text-small whitespace-normal text-warn">{refusalWords(row.refusal, desk, deskNow())}</span>
          )}
        </span>
      </label>
      <span className="shrink-0 text-small">{row.due === null ? null : <DueMark due={row.due} />}</span>
    </li>
  );
};

const PromiseTick = ({ row, on, onFlip }: { readonly row: ShiftPromise; readonly on: boolean; readonly onFlip: () => void }) => {
  const { t } = useDesk();
  const fixed = row.withCase || row.offered;
  const place = row.withCase ? t('shift.withCase', { number: row.number }) : row.number;
  const where = row.offered ? `${place} · ${t('promise.isOffered')}` : place;
  return (
    <li className={ROW}>
      <label className="flex min-w-0 grow items-center gap-2">
        <input type="checkbox" checked={on} disabled={fixed} onChange={onFlip} />
        <span className="min-w-0 truncate font-medium">
          {row.what}
          <span className="font-normal text-ink-2">{` · ${where}`}</span>
        </span>
      </label>
      <span className="shrink-0 text-small">
        <DueMark due={{ at: row.due, warnAt: row.due - WARN }} />
      </span>
    </li>
  );
};

/** Everything that went is gone from the list; what did not is named, with the reason and the way into the case. */
const Outcome = ({ result, to }: { readonly result: BulkResult; readonly to: string }) => {
  const desk = useDesk();
  const { t, person } = desk;
  return (
    <div className="flex min-h-0 flex-col gap-3 overflow-auto p-4">
      <p className="font-semibold">{t('shift.part', { name: person(to), done: result.done, count: result.failed.length })}</p>
      <ul className="border-t border-line">
        {result.failed.map((row) => (
          <li key={`${row.caseId} ${row.refusal.code}`} className="flex items-center gap-3 border-b border-line py-1.5">
            <span className="min-w-0 grow">
              <span className="font-medium">{row.number}</span>
              <span className="text-ink-2">{` · ${refusalWords(row.refusal, desk, deskNow())}`}</span>
            </span>
            <Button small onPress={() => goToCase(row.caseId)}>
              {t('way.open')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
};
