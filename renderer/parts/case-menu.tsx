// The rarer verbs of a case behind one button: pass on, ask, promise, link, take, wait, go on, reopen, withdraw.
import { useState } from 'react';
import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useLive } from '../state/live.ts';
import { Button } from './button.tsx';
import { Kbd } from './kbd.tsx';
import { pressKey } from './keys.ts';
import { useBlocked, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

const ITEM = 'flex items-center rounded-sm px-2 py-1 outline-none data-highlighted:bg-accent-soft data-disabled:text-ink-3';

/** What has a panel of its own; it says itself where it cannot be done now. */
const PANELS = ['lateral', 'consult', 'promise', 'links', 'checkOut'] as const;

/** With a centre it is exact: the centre says who was first, and that may take a breath. */
const Take = () => {
  const { t } = useDesk();
  const { row } = useCase();
  const send = useSend();
  const [asking, setAsking] = useState(false);
  const take = async (): Promise<void> => {
    setAsking(true);
    await send('take-case', row.caseId);
    setAsking(false);
  };
  return (
    <Button small kind="primary" blocked={asking ? t('case.taking') : null} onPress={() => void take()}>
      {t(asking ? 'case.taking' : 'case.take')}
    </Button>
  );
};

export const CaseMenu = () => {
  const { t, options } = useDesk();
  const { row, handover } = useCase();
  const send = useSend();
  const { value: sync } = useLive('sync.status', {});
  const take = useBlocked('take-case');
  const wait = useBlocked('start-wait');
  const resume = useBlocked('end-wait');
  const reopen = useBlocked('reopen');
  const withdraw = useBlocked('withdraw-handover');
  const item = (name: string, blocked: string | null, run: () => void) => (
    <DropdownMenu.Item key={name} className={ITEM} disabled={blocked !== null} onSelect={run}>
      {name}
    </DropdownMenu.Item>
  );
  return (
    <div className="flex shrink-0 gap-2">
      {take === null ? <Take /> : null}
      {resume === null ? (
        <Button small onPress={() => void send('end-wait', row.caseId)}>
          {t('case.resume')}
        </Button>
      ) : null}
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger
          aria-label={t('case.more')}
          className="inline-flex size-7 items-center justify-center rounded-md border border-edge hover:bg-panel"
        >
          <Ellipsis aria-hidden className="size-4" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Content align="end" sideOffset={4} className="z-30 min-w-56 rounded-lg border border-edge bg-raised p-1.5">
          {PANELS.filter((keyId) => keyId !== 'checkOut' || sync?.mode === 'hub').map((keyId) => (
            <DropdownMenu.Item
              key={keyId}
              className={`${ITEM} justify-between gap-6`}
              onSelect={() => window.setTimeout(() => pressKey(keyId))}
            >
              {t(`keys.${keyId}`)}
              <Kbd id={keyId} />
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator className="my-1 border-t border-line" />
          <DropdownMenu.Label className="heading px-2 py-1">{t('case.waitFor')}</DropdownMenu.Label>
          {options('waits').map(({ id, label }) =>
            item(label, wait, () => void send('start-wait', row.caseId, { reason: id, until: null })),
          )}
          <DropdownMenu.Separator className="my-1 border-t border-line" />
          {item(t('case.resume'), resume, () => void send('end-wait', row.caseId))}
          {item(t('case.withdraw'), withdraw, () => void send('withdraw-handover', row.caseId, { handover: handover?.handover }))}
          {(['customer', 'broken-promise', 'new-fact'] as const).map((cause) =>
            item(t(`case.reopen-${cause}`), reopen, () => void send('reopen', row.caseId, { cause })),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Root>
    </div>
  );
};
