// Switches the sound and the system's notifications on and off; the first time on asks the browser.
import { useState } from 'react';
import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { noticeLeave, setNotices, setSound, useSignals } from '../state/signals.ts';
import { useDesk } from './use-pack.ts';

type SwitchProps = { readonly label: string; readonly on: boolean; readonly onChange: (on: boolean) => void };

const Switch = ({ label, on, onChange }: SwitchProps) => (
  <DropdownMenu.CheckboxItem
    checked={on}
    onCheckedChange={onChange}
    // A menu that closes at once would not show what was switched.
    onSelect={(event) => event.preventDefault()}
    className="flex items-center gap-2 rounded-sm px-2 py-1 outline-none data-highlighted:bg-accent-soft"
  >
    <span className="flex size-3.5 shrink-0 items-center justify-center rounded-sm border border-edge">
      <DropdownMenu.ItemIndicator>
        <Check aria-hidden className="size-3" />
      </DropdownMenu.ItemIndicator>
    </span>
    {label}
  </DropdownMenu.CheckboxItem>
);

export const Signals = () => {
  const { t } = useDesk();
  const { sound, notices } = useSignals();
  const [leave, setLeave] = useState(noticeLeave);
  return (
    <DropdownMenu.Group aria-label={t('signals.title')} className="flex flex-col">
      <Switch label={t('signals.sound')} on={sound} onChange={setSound} />
      <Switch label={t('signals.notices')} on={notices} onChange={(on) => void setNotices(on).then(setLeave)} />
      {leave === 'blocked' || leave === 'unable' ? (
        <p role="presentation" className="max-w-72 px-2 text-small text-ink-2">
          {t(`signals.${leave}`)}
        </p>
      ) : null}
    </DropdownMenu.Group>
  );
};
