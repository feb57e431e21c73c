// Fields 10 to 14 and 17: what the customer was told, by when, how he is reached, and who he is.
import { useDesk } from '../use-pack.ts';
import { deskNow } from '../now.ts';
import { Button } from '../button.tsx';
import type { FieldProps } from './field.ts';
import { Moment, Pick, Select, Text, Tick } from './inputs.tsx';

const CHANNELS = ['phone', 'mail', 'chat', 'post', 'visit'] as const;

/** "Nothing promised" and a promise exclude each other; the first one typed settles it. */
export const PromiseRows = ({ form, change }: FieldProps) => {
  const { t, me } = useDesk();
  const rows = form.promises?.rows ?? [];
  const none = form.promises?.none ?? false;
  const set = (next: typeof rows): void => change({ promises: { none: next.length === 0, rows: next } });
  const add = (): void => set([...rows, { what: '', due: form.deadline ?? deskNow() + 3_600_000, by: me.person }]);
  return (
    <div className="flex flex-col gap-1.5">
      {rows.map((row, index) => (
        // Rows have no identity of their own; their place is all there is.
        <div key={`promise ${index}`} className="grid grid-cols-[1fr_13rem_auto] gap-2">
          <Text label={t('promise.what')} value={row.what} onChange={(what) => set(rows.with(index, { ...row, what }))} />
          <Moment label={t('promise.due')} value={row.due} onChange={(due) => set(rows.with(index, { ...row, due: due ?? row.due }))} />
          <Button small kind="quiet" onPress={() => set(rows.filter((other) => other !== row))}>
            {t('form.remove')}
          </Button>
        </div>
      ))}
      <div className="flex items-center gap-4">
        <Button small onPress={add}>
          {t('form.addPromise')}
        </Button>
        {rows.length === 0 ? (
          <Tick label={t('form.nothingPromised')} value={none} onChange={(on) => change({ promises: { none: on, rows: [] } })} />
        ) : null}
      </div>
    </div>
  );
};

export const NextStep = ({ form, change, label }: FieldProps) => {
  const { t, options } = useDesk();
  const step = form.nextStep ?? { text: '', told: false, notTold: null };
  const set = (next: Partial<typeof step>): void => change({ nextStep: { ...step, ...next } });
  return (
    <div className="flex flex-col gap-1.5">
      <Text label={label} value={step.text} onChange={(text) => set({ text, told: step.notTold === null ? true : step.told })} />
      <div className="flex flex-wrap items-center gap-4">
        <Tick label={t('form.told')} value={step.told} onChange={(told) => set({ told, notTold: told ? null : step.notTold })} />
        {step.told ? null : (
          <div className="w-64">
            <Select
              label={t('form.notTold')}
              value={step.notTold ?? ''}
              options={options('notTold')}
              onChange={(notTold) => set({ notTold: notTold === '' ? null : notTold })}
            />
          </div>
        )}
      </div>
    </div>
  );
};

export const Deadline = ({ form, change, label }: FieldProps) => (
  <Moment label={label} value={form.deadline} onChange={(deadline) => change({ deadline })} />
);

export const Callback = ({ form, change }: FieldProps) => {
  const { t } = useDesk();
  const callback = form.callback ?? { who: '', channel: 'phone' as const, number: '', window: '' };
  const set = (next: Partial<typeof callback>): void => change({ callback: { ...callback, ...next } });
  const channels = CHANNELS.map((id) => ({ id, label: t(`channel.${id}`) }));
  const setChannel = (id: string): void => {
    const channel = CHANNELS.find((known) => known === id);
    if (channel !== undefined) set({ channel });
  };
  return (
    <div className="grid grid-cols-[1fr_7rem_1fr_1fr] gap-2">
      <Text label={t('form.callbackWho')} value={callback.who} onChange={(who) => set({ who })} />
      <Select label={t('form.channel')} value={callback.channel} options={channels} onChange={setChannel} />
      <Text label={t('form.number')} value={callback.number} onChange={(number) => set({ number })} />
      <Text label={t('form.window')} value={callback.window} onChange={(window) => set({ window })} />
    </div>
  );
};

export const Fallback = ({ form, change }: FieldProps) => {
  const { t } = useDesk();
  const rows = form.fallback ?? [];
  const set = (next: typeof rows): void => change({ fallback: next });
  return (
    <div className="flex flex-col gap-1.5">
      {rows.map((row, index) => (
        <div key={`fallback ${index}`} className="grid grid-cols-[1fr_1fr_auto] gap-2">
          <Text label={t('form.if')} value={row.if} onChange={(text) => set(rows.with(index, { ...row, if: text }))} />
          <Text label={t('form.then')} value={row.then} onChange={(then) => set(rows.with(index, { ...row, then }))} />
          <Button small kind="quiet" onPress={() => set(rows.filter((other) => other !== row))}>
            {t('form.remove')}
          </Button>
        </div>
      ))}
      {rows.length < 2 ? (
        <div>
          <Button small onPress={() => set([...rows, { if: '', then: '' }])}>
            {t('form.addFallback')}
          </Button>
        </div>
      ) : null}
    </div>
  );
};

export const Identity = ({ form, change, label }: FieldProps) => {
  const { t, options } = useDesk();
  const identity = form.identity ?? { method: '', contract: '' };
  return (
    <div className="flex flex-wrap gap-2">
      <Pick
        label={label}
        value={identity.method}
        options={options('identity')}
        onChange={(method) => change({ identity: { ...identity, method } })}
      />
      <div className="w-44">
        <Text
          label={t('form.contract')}
          value={identity.contract}
          onChange={(contract) => change({ identity: { ...identity, contract } })}
        />
      </div>
    </div>
  );
};
