// After every call: what is still due of it, how much of the pack's time is left, and one key when it is done.
import { useEffect, useEffectEvent } from 'react';
import { ClipboardCheck } from 'lucide-react';
import { useWraps, wrapsNow, type Wrap } from '../state/calls.ts';
import { useDraft } from '../state/drafts.ts';
import { useLive } from '../state/live.ts';
import { goToCase, showPanel, useView } from '../state/view.ts';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { pressSoon, useKey } from './keys.ts';
import { useNow } from './now.ts';
import { momentSaid, stopwatch } from './time-words.ts';
import { logCall } from './use-call-acts.ts';
import { draftKey } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';
import { dueAfter, type Due } from './wrap-up-due.ts';

const MINUTE = 60_000;

export const wrapEnds = ({ endedAt }: Wrap, minutes: number): number => endedAt + minutes * MINUTE;

export const WrapUp = ({ wrap }: { readonly wrap: Wrap }) => {
  const { t, me, pack } = useDesk();
  const [wraps, setWraps] = useWraps();
  const { value } = useLive('case.view', wrap.caseId === null ? null : { caseId: wrap.caseId });
  const view = value?.ok === true ? value.value : null;
  const [note] = useDraft(wrap.caseId === null ? null : draftKey('note', wrap.caseId));
  const now = useNow(1000);
  const due = dueAfter(wrap, view, me.person, typeof note === 'string' && note.trim() !== '', now);
  const ends = wrapEnds(wrap, pack.call.wrapMinutes);
  const isTimed = pack.call.wrapMinutes > 0;
  const isOver = isTimed && now >= ends;
  const say = useEffectEvent((): void => announce(t('wrap.timeUp')));
  useEffect(() => {
    if (isOver) say();
  }, [isOver]);
  const done = (): void => {
    setWraps(wraps.filter(({ call }) => call !== wrap.call));
    announce(t('wrap.ended'));
  };
  useKey('hold', done);
  const late = isOver && due.length > 0;
  return (
    <section
      aria-label={t('wrap.title')}
      className={`flex min-h-10 shrink-0 items-center gap-3 border-b px-4 py-1.5 max-[60rem]:flex-wrap ${late ? 'border-warn-line bg-warn-soft' : 'border-line bg-panel'}`}
    >
      <ClipboardCheck aria-hidden className={`size-4 shrink-0 ${late ? 'text-warn' : 'text-accent'}`} />
      <span className="font-semibold whitespace-nowrap">{t('wrap.title')}</span>
      {isTimed ? (
        <span role="timer" className={`whitespace-nowrap tabular-nums ${late ? 'font-semibold text-warn' : 'text-ink-2'}`}>
          {isOver ? t('wrap.over', { time: stopwatch(now - ends) }) : t('wrap.left', { time: stopwatch(ends - now) })}
        </span>
      ) : null}
      <span className="min-w-0 shrink truncate text-ink-2">
        {[view?.row.number, t('wrap.was', { time: stopwatch(wrap.seconds * 1000), held: stopwatch(wrap.held * 1000) })]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <span className="flex min-w-0 grow flex-wrap items-center gap-1.5">
        {due.length === 0 ? (
          <span className="text-ok">{t('wrap.nothing')}</span>
        ) : (
          <span className="whitespace-nowrap">{t('wrap.due')}</span>
        )}
        {due.map((each) => (
          <DueButton key={each.kind} due={each} wrap={wrap} />
        ))}
      </span>
      {wraps.length > 1 ? (
        <span className="whitespace-nowrap text-small text-ink-2">{t('wrap.more', { count: wraps.length - 1 })}</span>
      ) : null}
      <Button small kind={due.length === 0 ? 'primary' : 'plain'} keyId="hold" onPress={done}>
        {t('wrap.done')}
      </Button>
    </section>
  );
};

const DueButton = ({ due, wrap }: { readonly due: Due; readonly wrap: Wrap }) => {
  const { t, telling } = useDesk();
  const now = useNow(10_000);
  const log = useLogLater(wrap);
  const open = (then: () => void) => (): void => {
    if (wrap.caseId !== null) goToCase(wrap.caseId);
    then();
  };
  if (due.kind === 'contact')
    return (
      <Button small kind="primary" blocked={log.blocked} onPress={log.run}>
        {t(wrap.caseId === null ? 'wrap.assign' : 'wrap.contact')}
      </Button>
    );
  const words = t(`wrap.${due.kind}`, {
    ...('count' in due ? { count: due.count } : {}),
    ...('due' in due ? { moment: momentSaid(due.due, now, telling) } : {}),
  });
  const lead = {
    owed: () => showPanel('owed'),
    decision: () => undefined,
    promise: () => undefined,
    note: () => pressSoon('note'),
    mood: () => pressSoon('mood'),
  };
  return (
    <Button small onPress={open(lead[due.kind])}>
      {words}
    </Button>
  );
};

/** What no case has taken goes to the one the call was about, or to the one that is open now. */
const useLogLater = (wrap: Wrap): { readonly blocked: string | null; readonly run: () => void } => {
  const { t } = useDesk();
  const send = useSend();
  const [, setWraps] = useWraps();
  const open = useView(({ screen, caseId, panel }) => (screen === 'desk' && panel !== 'new-case' && panel !== 'refused' ? caseId : null));
  const caseId = wrap.caseId ?? open;
  const { value } = useLive('case.view', caseId === null ? null : { caseId });
  const customer = value?.ok === true ? value.value.customer : null;
  const run = async (): Promise<void> => {
    const about = { ...wrap, caseId };
    const logged = await logCall(send, about, customer);
    if (logged) setWraps(wrapsNow().map((other) => (other.call === wrap.call ? { ...about, logged } : other)));
  };
  return { blocked: caseId === null ? t('wrap.openOne') : null, run: () => void run() };
};
