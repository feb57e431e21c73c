// Says in the header how many are there, and on a press who and doing what, who decides for those who are away, and whom the principal can be reached by.
import { Popover } from 'radix-ui';
import { useLive } from '../state/live.ts';
import { PresenceList } from './presence-list.tsx';
import { isAskable, StateDot } from './presence-words.tsx';
import { useDesk } from './use-pack.ts';

export const PresenceBadge = () => {
  const { t } = useDesk();
  const { value } = useLive('people.present', {});
  const { value: own } = useLive('presence.view', {});
  const count = (value ?? []).filter(isAskable).length;
  const isCut = own?.elsewhere === 'cut';
  return (
    <Popover.Root>
      <Popover.Trigger
        className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 whitespace-nowrap hover:bg-panel"
        title={isCut ? t('presence.cut') : undefined}
      >
        <StateDot state={isCut || count === 0 ? null : 'free'} />
        {t(isCut ? 'presence.hereOnly' : 'presence.here', { count })}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t('presence.title')}
          className="z-30 flex max-h-[82vh] w-[30rem] max-w-[calc(100vw-1rem)] flex-col gap-3 overflow-auto rounded-lg border border-edge bg-raised p-3"
        >
          <h2 className="font-semibold">{t('presence.title')}</h2>
          <PresenceList />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
};
