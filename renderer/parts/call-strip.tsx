// In a case: nobody on the line, and how a call begins; or that one speaks about something else, and how the call comes here.
import { useEffect, useEffectEvent } from 'react';
import { Phone, PhoneIncoming, PhoneOutgoing } from 'lucide-react';
import { useOwnCall } from '../state/calls.ts';
import { Button } from './button.tsx';
import { usePops } from './pop-strip.tsx';
import { useBeginCall } from './use-call-acts.ts';
import { useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';

const STRIP =
  'flex h-9 shrink-0 items-center gap-3 border-b border-line px-4 max-[60rem]:h-auto max-[60rem]:min-h-9 max-[60rem]:flex-wrap max-[60rem]:gap-y-1 max-[60rem]:py-1';

export const CallStrip = () => {
  const { row } = useCase();
  const { call, set } = useOwnCall();
  // A case opened during a call that was about nothing yet is what the call is about.
  const adopt = useEffectEvent((): void => {
    if (call !== null && call.caseId === null && row.openedAt >= call.startedAt) set({ ...call, caseId: row.caseId });
  });
  useEffect(() => adopt(), [call?.call, row.caseId]);
  if (call === null) return <Idle />;
  return call.caseId === row.caseId ? null : <Elsewhere />;
};

const Idle = () => {
  const { t } = useDesk();
  const { customer } = useCase();
  const begin = useBeginCall();
  // Then the key takes the call that waits.
  const isAnnounced = usePops().some(({ mine, fault }) => mine && fault === null);
  const who = [customer?.numbers[0], customer?.name].filter((part) => part !== undefined);
  return (
    <div className={STRIP}>
      <Phone aria-hidden className="size-3.5 text-ink-3" />
      <span className="min-w-0 grow basis-40 truncate text-ink-2">{[t('call.none'), ...who].join(' · ')}</span>
      <Button small kind="quiet" {...(isAnnounced ? {} : { keyId: 'call' as const })} onPress={() => begin('in')}>
        <PhoneIncoming aria-hidden className="size-3.5" />
        {t('call.in')}
      </Button>
      <Button small kind="quiet" onPress={() => begin('out')}>
        <PhoneOutgoing aria-hidden className="size-3.5" />
        {t('call.out')}
      </Button>
    </div>
  );
};

const Elsewhere = () => {
  const { t } = useDesk();
  const { row } = useCase();
  const { call, set } = useOwnCall();
  return (
    <div className={STRIP}>
      <Phone aria-hidden className="size-3.5 text-ink-3" />
      <span className="min-w-0 grow basis-40 truncate text-ink-2">
        {t(call?.caseId === null ? 'call.aboutNothing' : 'call.aboutOther')}
      </span>
      <Button small onPress={() => (call === null ? undefined : set({ ...call, caseId: row.caseId }))}>
        {t('call.bringHere')}
      </Button>
    </div>
  );
};
