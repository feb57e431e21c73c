// How the caller was identified: one press notes the usual way, the others stand behind it; in a new call it is asked for anew.
import { ChevronDown, UserCheck } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Button } from './button.tsx';
import { clockTime } from './time-words.ts';
import { useBlocked, useCall, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

/** What was checked counts in its own call; without a call on the line it is shown as it was said last. */
const useChecked = () => {
  const { row, identity } = useCase();
  const [running] = useCall(row.caseId);
  if (identity === undefined) return null;
  if (running === null) return identity;
  const isOfCall = identity.call === running.call || (identity.call === null && identity.at >= running.startedAt);
  return isOfCall ? identity : null;
};

export const IdentityCheck = () => {
  const { t, pack, word, person, telling } = useDesk();
  const { row } = useCase();
  const [running] = useCall(row.caseId);
  const send = useSend();
  const blocked = useBlocked('check-identity');
  const checked = useChecked();
  const [usual, ...others] = pack.identity;
  if (usual === undefined || (blocked !== null && checked === null)) return null;
  const check = (method: string): void => void send('check-identity', row.caseId, { method, call: running?.call ?? null });
  return (
    <div role="group" aria-label={t('identity.title')} className="flex min-w-0 items-center gap-1.5 text-small">
      <UserCheck aria-hidden className={`size-3.5 shrink-0 ${checked === null ? 'text-ink-3' : 'text-ok'}`} />
      {checked === null ? (
        <Button small label={t('identity.check', { method: word('identity', usual.id) })} onPress={() => check(usual.id)}>
          {word('identity', usual.id)}
        </Button>
      ) : (
        <span className="truncate text-ink-2" title={t('identity.by', { name: person(checked.by) })}>
          {t('identity.checked', { method: word('identity', checked.method), time: clockTime(checked.at, telling) })}
        </span>
      )}
      {blocked === null ? (
        <DropdownMenu.Root modal={false}>
          <DropdownMenu.Trigger className="inline-flex h-7 shrink-0 items-center gap-1 rounded-md px-1.5 text-ink-2 hover:bg-panel">
            {t(checked === null ? 'identity.other' : 'identity.again')}
            <ChevronDown aria-hidden className="size-3" />
          </DropdownMenu.Trigger>
          <DropdownMenu.Content
            align="start"
            sideOffset={4}
            aria-label={t('identity.title')}
            className="z-30 min-w-56 rounded-lg border border-edge bg-raised p-1 text-base"
          >
            {(checked === null ? others : pack.identity).map(({ id }) => (
              <DropdownMenu.Item
                key={id}
                onSelect={() => check(id)}
                className="cursor-pointer rounded-md px-2 py-1.5 outline-none data-[highlighted]:bg-accent-soft"
              >
                {word('identity', id)}
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Root>
      ) : null}
    </div>
  );
};
