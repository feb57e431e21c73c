// The running call, on every screen: how long, how long of it on hold, with whom about what, and its end.
import { useEffect } from 'react';
import { Pause, Phone, X } from 'lucide-react';
import { call as ask } from '../api/api.ts';
import { useMarkedCall, useOwnCall, useWraps, heldFor, type Call } from '../state/calls.ts';
import { useLive } from '../state/live.ts';
import { goToCase, useView } from '../state/view.ts';
import type { CaseView } from '../../shared/views/shapes.ts';
import { Button } from './button.tsx';
import { IdentityCheck } from './identity-check.tsx';
import { useKey } from './keys.ts';
import { keepRowInSight } from './list-focus.ts';
import { deskNow, useNow } from './now.ts';
import { stopwatch } from './time-words.ts';
import { heldOrBack, useBeginCall, useEndCall } from './use-call-acts.ts';
import { CaseContext } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { WrapUp, wrapEnds } from './wrap-up.tsx';

type Doing = 'free' | 'call' | 'after-call';

/** Tells colleagues whether one can be asked; a break somebody takes meanwhile is his own word and stays. */
const usePresence = (doing: Doing | null): void => {
  useEffect(() => {
    if (doing === null) return undefined;
    if (doing !== 'free') {
      void ask('presence.set', { state: doing });
      return undefined;
    }
    let overtaken = false;
    void ask('presence.view', {}).then((now) => {
      if (!overtaken && now.ok && (now.value.state === 'call' || now.value.state === 'after-call'))
        void ask('presence.set', { state: 'free' });
    });
    return () => {
      overtaken = true;
    };
  }, [doing]);
};

export const CallBar = () => {
  const { pack } = useDesk();
  const { call, known } = useOwnCall();
  const [wraps] = useWraps();
  const begin = useBeginCall();
  const newest = wraps.at(-1);
  const ends = newest === undefined ? null : wrapEnds(newest, pack.call.wrapMinutes);
  const isOver = useNow(1000) >= (ends ?? 0);
  useMarkedCall(call, known);
  usePresence(!known ? null : call !== null ? 'call' : newest !== undefined && !isOver ? 'after-call' : 'free');
  useKey('call', () => begin('in'), call === null);
  const isShown = call !== null || newest !== undefined;
  useEffect(() => (isShown ? keepRowInSight() : undefined), [isShown]);
  if (call !== null) return <Running call={call} />;
  return newest === undefined ? null : <WrapUp wrap={newest} />;
};

const Running = ({ call }: { readonly call: Call }) => {
  const { value } = useLive('case.view', call.caseId === null ? null : { caseId: call.caseId });
  const view = value?.ok === true ? value.value : null;
  const isHeld = call.heldAt !== null;
  const { t } = useDesk();
  return (
    <section
      aria-label={t('call.title')}
      className={`flex shrink-0 flex-col gap-1 border-b border-line px-4 py-1.5 ${isHeld ? 'bg-warn-soft' : 'bg-ok-soft'}`}
    >
      <Times call={call} view={view} />
      <About call={call} view={view} />
    </section>
  );
};

const Times = ({ call, view }: { readonly call: Call; readonly view: CaseView | null }) => {
  const { t } = useDesk();
  const { set } = useOwnCall();
  const end = useEndCall(view?.customer ?? null);
  const now = useNow(1000);
  const isHeld = call.heldAt !== null;
  const hold = (): void => set(heldOrBack(call, deskNow()));
  const isOpen = useView(({ screen, caseId }) => screen === 'desk' && caseId === call.caseId);
  const about = call.caseId === null ? t('call.aboutNothing') : view === null ? '' : `${view.row.number} · ${view.row.title}`;
  const who = [view?.customer?.numbers[0], view?.customer?.name].filter(Boolean).join(' · ');
  useKey('hold', hold);
  useKey('call', () => void end(true));
  return (
    <div className="flex min-w-0 items-center gap-3 max-[60rem]:flex-wrap">
      {isHeld ? <Pause aria-hidden className="size-3.5 shrink-0 text-warn" /> : <Phone aria-hidden className="size-3.5 shrink-0 text-ok" />}
      <span className={`font-semibold whitespace-nowrap tabular-nums ${isHeld ? 'text-warn' : 'text-ok'}`} role="timer">
        {t(isHeld ? 'call.held' : 'call.running')} {stopwatch(now - (call.heldAt ?? call.startedAt))}
      </span>
      {call.held > 0 || isHeld ? (
        <span className="whitespace-nowrap tabular-nums text-ink-2">
          {t('call.sums', { whole: stopwatch(now - call.startedAt), held: stopwatch(heldFor(call, now)) })}
        </span>
      ) : null}
      <span className="min-w-0 grow basis-24 truncate text-ink">{[who, about].filter((part) => part !== '').join(' · ')}</span>
      {call.caseId === null || isOpen ? null : (
        <Button small kind="quiet" onPress={() => goToCase(call.caseId ?? '')}>
          {t('call.toCase')}
        </Button>
      )}
      <Button small keyId="hold" pressed={isHeld} onPress={hold}>
        {t(isHeld ? 'call.resume' : 'call.hold')}
      </Button>
      {call.direction === 'out' ? (
        <Button small onPress={() => void end(false)}>
          {t('call.notReached')}
        </Button>
      ) : null}
      <Button small kind="primary" keyId="call" onPress={() => void end(true)}>
        {t('call.end')}
      </Button>
      <button
        type="button"
        aria-label={t('call.discard')}
        title={t('call.discard')}
        onClick={() => set(null)}
        className="aim grid place-items-center rounded-sm p-1 text-ink-2 hover:bg-panel"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </div>
  );
};

const GREETING = 60_000;

/** What one says at the beginning, and what belongs to every call: who it is, and whether he was told where things stand. */
const About = ({ call, view }: { readonly call: Call; readonly view: CaseView | null }) => {
  const { t, me, pack, language } = useDesk();
  const { set } = useOwnCall();
  const now = useNow(1000);
  const greets = pack.greeting !== null && call.direction === 'in' && now - call.startedAt < GREETING;
  return (
    <div className="flex min-h-7 min-w-0 items-center gap-3 max-[60rem]:flex-wrap">
      <span className="min-w-0 grow basis-24 truncate text-ink" title={greets ? t('call.greeting') : undefined}>
        {greets ? t('call.quote', { words: pack.greeting?.[language].replace('{name}', me.name) }) : ''}
      </span>
      {view === null ? null : (
        <CaseContext value={view}>
          <IdentityCheck />
        </CaseContext>
      )}
      <label className="flex items-center gap-1.5 text-small whitespace-nowrap text-ink">
        <input type="checkbox" checked={call.informed} onChange={(event) => set({ ...call, informed: event.target.checked })} />
        {t('call.informed')}
      </label>
    </div>
  );
};
