// The top line: for whom one speaks, which screen, the search, the state of the sync, and who one is.
import { useState } from 'react';
import { Search } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { lockDesk, signOut } from '../state/session.ts';
import { flushDrafts } from '../state/drafts.ts';
import { showToast } from '../state/toasts.ts';
import { showOverlay, showScreen, useView, type Screen } from '../state/view.ts';
import { AlertBell } from './alert-bell.tsx';
import { Kbd, useShortcuts } from './kbd.tsx';
import type { KeyId } from './keys.ts';
import { Logo } from './logo.tsx';
import { LooksItems } from './looks-menu.tsx';
import { openList, useNarrow } from './narrow.ts';
import { deskNow } from './now.ts';
import { PresenceBadge } from './presence-badge.tsx';
import { Signals } from './signals-menu.tsx';
import { SyncBadge } from './sync-badge.tsx';
import { momentSaid } from './time-words.ts';
import { eveningIn, useAbsences } from './use-absences.ts';
import { useDesk } from './use-pack.ts';

type Tab = { readonly id: Screen; readonly keyId: KeyId };

/** `screens`: those this person sees, in the order of their keys. */
export const Header = ({ screens }: { readonly screens: readonly Tab[] }) => {
  const { t, pack } = useDesk();
  const shortcut = useShortcuts();
  return (
    <header className="flex h-11 shrink-0 items-center gap-3 max-[60rem]:h-auto max-[60rem]:min-h-11 max-[60rem]:flex-wrap max-[60rem]:gap-0.5 max-[60rem]:px-2 border-t-3 border-b border-t-accent border-b-line px-3">
      <span className="contents max-[60rem]:hidden">
        <Logo />
      </span>
      <span className="hidden font-semibold min-[90rem]:inline">{t('app.name')}</span>
      <span
        className="shrink-0 rounded-full border border-accent px-2.5 py-0.5 text-small font-semibold whitespace-nowrap text-accent max-[60rem]:max-w-max max-[60rem]:min-w-0 max-[60rem]:shrink max-[60rem]:grow-[99] max-[60rem]:basis-12 max-[60rem]:truncate"
        title={t('app.speakingFor', { name: pack.name })}
      >
        <span className="sr-only">{t('app.speakingFor', { name: '' })}</span>
        {pack.name}
      </span>
      <Screens tabs={screens} />
      <div className="grow" />
      <button
        type="button"
        data-tour="find"
        onClick={() => showOverlay('palette')}
        aria-keyshortcuts={shortcut('palette')}
        className="@container flex h-7 w-[clamp(15rem,20vw,28rem)] min-w-9 shrink-[99999] overflow-hidden max-[60rem]:w-8 max-[60rem]:min-w-0 max-[60rem]:shrink-0 items-center gap-2 rounded-md border border-edge bg-panel px-2 text-ink-2"
      >
        <Search aria-hidden className="size-3.5 shrink-0" />
        {/* Where the rest of the line needs the room, how things stand is worth more than what this field is called. */}
        <span className="grow truncate text-left @max-[6.5rem]:sr-only max-[60rem]:sr-only">{t('palette.short')}</span>
        <span className="contents @max-[10rem]:hidden max-[60rem]:hidden">
          <Kbd id="palette" />
        </span>
      </button>
      <AlertBell />
      <PresenceBadge />
      <SyncBadge />
      <Person />
    </header>
  );
};

const Screens = ({ tabs }: { readonly tabs: readonly Tab[] }) => {
  const { t } = useDesk();
  const screen = useView((view) => view.screen);
  const narrow = useNarrow();
  const shortcut = useShortcuts();
  return (
    <nav aria-label={t('screen.all')} className="flex gap-1">
      {tabs.map(({ id, keyId }) => (
        <button
          key={id}
          type="button"
          aria-current={screen === id ? 'page' : undefined}
          aria-keyshortcuts={shortcut(keyId)}
          onClick={() => {
            showScreen(id);
            if (id === 'desk') openList();
          }}
          className="flex h-7 whitespace-nowrap items-center gap-2 rounded-md px-2 font-medium text-ink-2 hover:bg-panel aria-[current=page]:bg-accent-soft aria-[current=page]:text-ink"
        >
          {t(narrow && id === 'desk' && screen === 'desk' ? 'queue.open' : `screen.${id}`)}
          <span className="contents max-[72rem]:hidden">
            <Kbd id={keyId} />
          </span>
        </button>
      ))}
    </nav>
  );
};

const Person = () => {
  const { t, me, team, person, telling } = useDesk();
  const { mine } = useAbsences();
  // Below the header instead of below the page: what it holds belongs to a landmark.
  const [home, setHome] = useState<HTMLElement | null>(null);
  const lock = (): void => {
    flushDrafts();
    void lockDesk();
  };
  const leave = (): void => {
    flushDrafts();
    void signOut();
  };
  return (
    <div ref={setHome}>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="flex h-7 items-center gap-1.5 rounded-md px-2 whitespace-nowrap hover:bg-panel">
          <span className="font-medium max-[60rem]:max-w-[6rem] max-[60rem]:truncate">{me.name}</span>
          <span className="text-ink-2 max-[72rem]:hidden">{t('person.tier', { tier: me.tier })}</span>
          <span className="hidden text-ink-2 min-[90rem]:inline">{me.teams[0] === undefined ? '' : `· ${team(me.teams[0])}`}</span>
          {mine === null ? null : (
            <span
              className="rounded-full border border-warn-line bg-warn-soft px-2 text-small font-semibold text-warn"
              title={t('absence.onLong', { name: person(mine.deputy), moment: momentSaid(mine.until, deskNow(), telling) })}
            >
              {t('absence.on')}
            </span>
          )}
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal container={home}>
          <DropdownMenu.Content
            align="end"
            sideOffset={6}
            className="z-30 flex min-w-64 flex-col gap-3 rounded-lg border border-edge bg-raised p-3"
          >
            <LooksItems />
            <Signals />
            <DropdownMenu.Separator className="border-t border-line" />
            <OwnDeputy />
            <DropdownMenu.Item onSelect={() => showOverlay('shift')} className={ITEM}>
              {t('shift.open')}
            </DropdownMenu.Item>
            <DropdownMenu.Separator className="border-t border-line" />
            <DropdownMenu.Item onSelect={() => showOverlay('settings')} className={`${ITEM} justify-between`}>
              {t('settings.title')}
              <Kbd id="settings" />
            </DropdownMenu.Item>
            <DropdownMenu.Item onSelect={() => showOverlay('help')} className={`${ITEM} justify-between`}>
              {t('help.title')}
              <Kbd id="help" />
            </DropdownMenu.Item>
            <DropdownMenu.Item onSelect={lock} className={ITEM}>
              {t('lock.act')}
            </DropdownMenu.Item>
            <DropdownMenu.Item onSelect={leave} className={ITEM}>
              {t('person.signOut')}
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  );
};

const ITEM = 'flex items-center gap-3 rounded-sm px-2 py-1 outline-none data-highlighted:bg-accent-soft';

/** One's own deputy on and off in one press; the first time the dialog asks who it is. */
const OwnDeputy = () => {
  const { t, me, person, telling } = useDesk();
  const { mine, last, set, end } = useAbsences();
  const said = (why: string | null): void => {
    if (why !== null) showToast('refused', why);
  };
  const now = deskNow();
  const evening = eveningIn(0, now, telling.zone);
  return (
    <div className="flex flex-col">
      {mine !== null ? (
        <DropdownMenu.Item className={ITEM} onSelect={() => void end(mine).then(said)}>
          {t('absence.quickOff', { name: person(mine.deputy), moment: momentSaid(mine.until, now, telling) })}
        </DropdownMenu.Item>
      ) : last === null ? null : (
        <DropdownMenu.Item
          className={ITEM}
          onSelect={() => void set({ person: me.person, deputy: last.deputy, from: now, until: evening, scope: null }).then(said)}
        >
          {t('absence.quickOn', { name: person(last.deputy), moment: momentSaid(evening, now, telling) })}
        </DropdownMenu.Item>
      )}
      <DropdownMenu.Item className={ITEM} onSelect={() => showOverlay('absence')}>
        {t('absence.open')}
      </DropdownMenu.Item>
    </div>
  );
};
