// The running call: started, held and ended here; ending it records the contact.
import { useState } from 'react';
import { Phone, PhoneIncoming, PhoneOutgoing } from 'lucide-react';
import { Button } from './button.tsx';
import { useKey } from './keys.ts';
import { deskNow, useNow } from './now.ts';
import { stopwatch } from './time-words.ts';
import { useCall, useCase, type Call } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

export const CallStrip = () => {
  const view = useCase();
  const [call] = useCall(view.row.caseId);
  return call === null ? <Idle /> : <Running call={call} />;
};

const Idle = () => {
  const { t } = useDesk();
  const view = useCase();
  const [, setCall] = useCall(view.row.caseId);
  const start = (direction: 'in' | 'out') => (): void =>
    setCall({ startedAt: deskNow(), direction, heldAt: null, held: 0, call: `${view.row.number}-${deskNow().toString(36)}` });
  const who = [view.customer?.numbers[0], view.customer?.name].filter((part) => part !== undefined);
  return (
    <div className="flex h-9 shrink-0 items-center gap-3 border-b border-line px-4 max-[60rem]:h-auto max-[60rem]:min-h-9 max-[60rem]:flex-wrap max-[60rem]:gap-y-1 max-[60rem]:py-1">
      <Phone aria-hidden className="size-3.5 text-ink-3" />
      <span className="grow truncate text-ink-2">{who.length === 0 ? t('call.none') : [t('call.none'), ...who].join(' · ')}</span>
      <Button small kind="quiet" onPress={start('in')}>
        <PhoneIncoming aria-hidden className="size-3.5" />
        {t('call.in')}
      </Button>
      <Button small kind="quiet" onPress={start('out')}>
        <PhoneOutgoing aria-hidden className="size-3.5" />
        {t('call.out')}
      </Button>
    </div>
  );
};

const Running = ({ call }: { readonly call: Call }) => {
  const { t } = useDesk();
  const view = useCase();
  const send = useSend();
  const [, setCall] = useCall(view.row.caseId);
  const [informed, setInformed] = useState(false);
  const now = useNow(1000);
  const isHeld = call.heldAt !== null;
  const hold = (): void =>
    setCall(isHeld ? { ...call, heldAt: null, held: call.held + deskNow() - call.heldAt } : { ...call, heldAt: deskNow() });
  useKey('hold', hold);
  const end = async (reached: boolean): Promise<void> => {
    const data = { channel: 'phone', direction: call.direction, reached, informed: reached && informed, call: call.call };
    const sent = await send('log-contact', view.row.caseId, data, { who: view.customer?.name, phone: view.customer?.numbers[0] });
    if (sent.ok) setCall(null);
  };
  const tone = isHeld ? 'bg-warn-soft text-warn' : 'bg-ok-soft text-ok';
  return (
    <div
      className={`flex h-9 shrink-0 items-center gap-3 border-b border-line px-4 max-[60rem]:h-auto max-[60rem]:min-h-9 max-[60rem]:flex-wrap max-[60rem]:gap-y-1 max-[60rem]:py-1 ${tone}`}
    >
      <Phone aria-hidden className="size-3.5" />
      <span className="font-semibold whitespace-nowrap" role="timer">
        {t(isHeld ? 'call.held' : 'call.running')} {stopwatch(now - (isHeld ? call.heldAt : call.startedAt))}
      </span>
      <span className="grow truncate text-ink-2">{[view.customer?.numbers[0], view.customer?.name].filter(Boolean).join(' · ')}</span>
      <label className="flex items-center gap-1.5 text-small whitespace-nowrap text-ink">
        <input type="checkbox" checked={informed} onChange={(event) => setInformed(event.target.checked)} />
        {t('call.informed')}
      </label>
      {call.direction === 'out' ? (
        <Button small onPress={() => void end(false)}>
          {t('call.notReached')}
        </Button>
      ) : null}
      <Button small onPress={() => void end(true)}>
        {t('call.end')}
      </Button>
      <Button small keyId="hold" pressed={isHeld} onPress={hold}>
        {t(isHeld ? 'call.resume' : 'call.hold')}
      </Button>
    </div>
  );
};
