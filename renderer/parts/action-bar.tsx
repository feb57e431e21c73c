// The bar at the bottom, always in the same place: note, decide, ask approval, resolve, and where an escalation would go.
import { ChevronUp } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useLive } from '../state/live.ts';
import { showPanel, useView } from '../state/view.ts';
import { Button } from './button.tsx';
import { focusHome } from './focus-home.ts';
import { Kbd, useShortcuts } from './kbd.tsx';
import { pressKey, pressSoon, useKey } from './keys.ts';
import { refusalWords } from './refusal-words.ts';
import { Ring } from './ring.tsx';
import { deskNow } from './now.ts';
import { targetWords } from './time-words.ts';
import { useBlocked, useCase } from './use-case.ts';
import { useHandover } from './use-handover.ts';
import { useDesk } from './use-pack.ts';
import { useRefusing } from './use-send.ts';

/** `full`: with so many acts that on a middling window their keys give way to their names. */
type BarProps = { readonly label: string; readonly full?: boolean; readonly children?: React.ReactNode };

export const Bar = ({ label, full = false, children }: BarProps) => (
  <footer
    aria-label={label}
    className={`col-span-full flex h-14 min-w-0 shrink-0 items-center gap-2 overflow-x-auto max-[60rem]:h-11 max-[60rem]:gap-1 max-[60rem]:pr-0 border-t border-line bg-bg px-3 ${full ? 'min-[60rem]:max-[72rem]:[&_kbd]:hidden' : ''}`}
  >
    {children}
  </footer>
);

/** What had the focus goes with the panel: it goes back to the note, or to the row in hand. */
export const leavePanel = (): void => {
  showPanel('case');
  focusHome();
};

export const ActionBar = () => {
  const { t } = useDesk();
  const { row } = useCase();
  const panel = useView((view) => view.panel);
  const note = useBlocked('add-note');
  const decide = useBlocked('decide');
  const ask = useBlocked('ask-approval');
  const resolve = useBlocked('resolve');
  const close = useBlocked('close');
  const finish = resolve === null || close === null ? null : (close ?? resolve);
  const isDone = row.phase === 'resolved';
  const refuseFinish = useRefusing(close === null ? 'resolve' : 'close');
  useKey('resolve', () => (finish === null ? showPanel('finish') : refuseFinish()));
  useKey('lateral', () => showPanel('lateral'));
  useKey('consult', () => showPanel('consult'));
  useKey('links', () => showPanel('links'));
  const { value: sync } = useLive('sync.status', {});
  useKey('checkOut', () => showPanel('check-out'), { blocked: sync?.mode === 'hub' ? null : t('idle.hub') });
  // From a panel the note is one key away, too; beside the history its own field answers first.
  useKey(
    'note',
    () => {
      if (panel === 'case') return;
      showPanel('case');
      window.setTimeout(() => pressSoon('note'));
    },
    { layer: -1 },
  );
  useKey('back', leavePanel, panel !== 'case', 1);
  return (
    <Bar label={t('bar.title')}>
      {panel === 'case' ? null : (
        <Button kind="quiet" keyId="back" onPress={leavePanel}>
          {t('bar.back')}
        </Button>
      )}
      <Button keyId="note" blocked={note} onPress={() => pressKey('note')}>
        {t('bar.note')}
      </Button>
      <Button keyId="decide" blocked={decide} onPress={() => pressKey('decide')}>
        {t('bar.decide')}
      </Button>
      <Button keyId="approval" blocked={ask} pressed={panel === 'approval'} onPress={() => pressKey('approval')}>
        {t('bar.approval')}
      </Button>
      <Button keyId="resolve" blocked={finish} pressed={panel === 'finish'} onPress={() => showPanel('finish')}>
        {t(isDone ? 'bar.close' : 'bar.resolve')}
      </Button>
      <div className="grow" />
      <Escalate />
    </Bar>
  );
};

const Escalate = () => {
  const desk = useDesk();
  const { t, team } = desk;
  const { preview, refusal, blocked, go, missing, ring, isLateral } = useHandover();
  const panel = useView((view) => view.panel);
  const isOpen = panel === 'handover' || isLateral;
  const press = (): void => void go();
  const shortcut = useShortcuts();
  useKey('escalate', press);
  useKey('send', press, isOpen, 1);
  const why = blocked ?? refusal;
  const isReady = preview !== null && missing.length === 0;
  const to = preview === null ? '' : team(preview.to.team);
  return (
    // In a narrow bar the rest scrolls away below it; where it goes stays in sight.
    <div className="contents max-[60rem]:sticky max-[60rem]:right-0 max-[60rem]:flex max-[60rem]:items-center max-[60rem]:gap-1 max-[60rem]:border-l max-[60rem]:border-line max-[60rem]:bg-bg max-[60rem]:px-1.5">
      {ring === null ? null : (
        <span className="flex items-center gap-1.5 whitespace-nowrap text-ink-2" title={t('handover.ringLong', ring)}>
          <Ring done={ring.done} required={ring.required} />
          <span className="hidden min-[90rem]:inline">{t('handover.word')}</span>
          <span className={panel === 'case' ? '' : 'hidden min-[90rem]:inline'}>{t('handover.ring', ring)}</span>
        </span>
      )}
      {/* Sideways goes to whom one names, whatever the reason. */}
      {blocked === null && !isLateral ? <Reasons /> : null}
      <button
        type="button"
        onClick={press}
        aria-keyshortcuts={shortcut('escalate')}
        aria-disabled={why !== null || undefined}
        title={why === null ? undefined : refusalWords(why, desk, deskNow())}
        className={`inline-flex h-9 min-w-0 items-center gap-2 rounded-md border px-3 font-semibold whitespace-nowrap max-[60rem]:shrink-0 ${why === null ? 'border-accent bg-accent text-accent-ink hover:brightness-110' : 'border-line text-ink-3'}`}
      >
        {preview === null ? (
          t(isLateral ? 'bar.lateral' : 'bar.escalate')
        ) : (
          <>
            <span className="min-w-0 max-w-[11rem] truncate min-[60rem]:max-w-none">
              {isLateral ? t('bar.lateralTo', { team: to }) : t(isOpen && isReady ? 'bar.sendTo' : 'bar.escalateTo', { team: to })}
            </span>
            <span className="text-small font-normal">{t('bar.accept', { target: targetWords(preview.acceptTarget, t) })}</span>
          </>
        )}
        <Kbd id={isOpen ? 'send' : 'escalate'} onAccent={why === null} />
      </button>
    </div>
  );
};

/** Why it is passed on decides where it goes; the choice shows the new way at once. */
const Reasons = () => {
  const { t, options, word } = useDesk();
  const { preview, form, change } = useHandover();
  const choose = (code: string): void => change({ reason: { code, demanded: form.reason?.demanded ?? false } });
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className="flex h-9 min-w-20 shrink-[99999] items-center gap-1.5 rounded-md border border-edge px-2.5 max-[60rem]:min-w-0 whitespace-nowrap hover:bg-panel"
        aria-label={preview === null ? t('bar.reason') : `${t('bar.reason')}: ${word('reasons', preview.reason)}`}
      >
        <span className="min-w-0 max-w-[13rem] truncate max-[60rem]:hidden">
          {preview === null ? t('bar.reason') : word('reasons', preview.reason)}
        </span>
        <ChevronUp aria-hidden className="size-3.5 shrink-0" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        align="end"
        side="top"
        sideOffset={6}
        className="z-30 max-h-[70vh] min-w-72 overflow-auto rounded-lg border border-edge bg-raised p-1.5"
      >
        <DropdownMenu.Label className="heading px-2 py-1">{t('bar.reason')}</DropdownMenu.Label>
        <DropdownMenu.RadioGroup value={preview?.reason ?? ''} onValueChange={choose}>
          {options('reasons').map(({ id, label }) => (
            <DropdownMenu.RadioItem
              key={id}
              value={id}
              className="rounded-sm px-2 py-1 outline-none data-highlighted:bg-accent-soft data-[state=checked]:font-semibold"
            >
              {label}
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
};
