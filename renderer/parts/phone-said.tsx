// What the office says on the telephone where this desk does not know the case yet: number, kind, amount and who asks, typed in and checked.
import { useEffect, useRef, useState } from 'react';
import type { CallInput } from '../../shared/api.ts';
import { AmountEntry } from './amount-entry.tsx';
import { Button } from './button.tsx';
import { Select, Text } from './fields/inputs.tsx';
import { useDesk } from './use-pack.ts';

type Said = NonNullable<CallInput<'telephone.look'>['said']>;

type Props = {
  readonly people: readonly { readonly person: string; readonly name: string }[];
  readonly asking: boolean;
  readonly said: string | null;
  readonly onSaid: (said: Said) => void;
};

export const PhoneSaid = ({ people, asking, said, onSaid }: Props) => {
  const { t, options, decision, pack } = useDesk();
  const form = useRef<HTMLFormElement>(null);
  const [number, setNumber] = useState('');
  const [decisionType, setType] = useState(pack.decisions[0]?.id ?? '');
  const [amount, setAmount] = useState<number | null>(null);
  const [asker, setAsker] = useState(people.length === 1 ? people[0]!.person : '');
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const isWhole = number.trim() !== '' && decisionType !== '' && amount !== null && amount > 0 && asker !== '';
  const blocked = !isWhole ? t('phone.needsSaid') : asking ? t('enrol.asking') : null;
  const names = people.length > 0 ? people.map(({ person, name }) => ({ id: person, label: name })) : everybody(pack.people);
  return (
    <form
      ref={form}
      aria-label={t('phone.saidTitle')}
      className="flex flex-col gap-2 rounded-lg border border-edge p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (blocked === null && amount !== null) onSaid({ number: number.trim(), decisionType, amount, asker });
      }}
    >
      <p>{t('phone.unknownHere')}</p>
      <div className="grid grid-cols-2 gap-2">
        <Text most={60} label={t('phone.number')} value={number} onChange={setNumber} />
        <Select label={t('phone.asker')} value={asker} options={names} empty={t('phone.asker')} onChange={setAsker} />
        <Select label={t('decide.type')} value={decisionType} options={options('decisions')} onChange={setType} />
        <AmountEntry
          key={decisionType}
          label={t('decide.amount')}
          unit={decision(decisionType)?.unit ?? 'money'}
          minor={amount}
          onChange={setAmount}
        />
      </div>
      <p role="alert" className="text-bad empty:hidden">
        {said ?? ''}
      </p>
      <div>
        <Button submit kind="primary" blocked={blocked} onPress={() => undefined}>
          {t('phone.compareSaid')}
        </Button>
      </div>
    </form>
  );
};

const everybody = (people: readonly { readonly id: string; readonly name: string }[]) =>
  people.map(({ id, name }) => ({ id, label: name }));
