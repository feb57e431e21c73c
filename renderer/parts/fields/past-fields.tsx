// Fields 6, 15, 16, 18 and 19: what was tried, the mood, the steps used, what came before.
import { moneyWords } from '../money-words.ts';
import { useDesk } from '../use-pack.ts';
import { Button } from '../button.tsx';
import type { FieldProps } from './field.ts';
import { Pick, Text, Ticks } from './inputs.tsx';

export const Tried = ({ form, change }: FieldProps) => {
  const { t, me } = useDesk();
  // An empty line stands ready: writing into it is all that is needed.
  const rows = form.tried !== undefined && form.tried.length > 0 ? form.tried : [{ step: '', result: '', who: me.person }];
  const set = (next: typeof rows): void => change({ tried: next });
  return (
    <div className="flex flex-col gap-1.5">
      {rows.map((row, index) => (
        <div key={`tried ${index}`} className="grid grid-cols-[3fr_2fr_auto] gap-2">
          <Text label={t('form.step')} value={row.step} onChange={(step) => set(rows.with(index, { ...row, step }))} />
          <Text label={t('form.result')} value={row.result} onChange={(result) => set(rows.with(index, { ...row, result }))} />
          <Button small kind="quiet" onPress={() => set(rows.filter((other) => other !== row))}>
            {t('form.remove')}
          </Button>
        </div>
      ))}
      <div>
        <Button small onPress={() => set([...rows, { step: '', result: '', who: me.person }])}>
          {t('form.addStep')}
        </Button>
      </div>
    </div>
  );
};

const MOODS = ['calm', 'upset', 'escalated'] as const;

export const Mood = ({ form, change, label }: FieldProps) => {
  const { t } = useDesk();
  const moods = MOODS.map((id) => ({ id, label: t(`mood.${id}`) }));
  const set = (id: string, quote: string): void => {
    const level = MOODS.find((known) => known === id);
    if (level !== undefined) change({ mood: { level, quote } });
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Pick label={label} value={form.mood?.level ?? ''} options={moods} onChange={(level) => set(level, form.mood?.quote ?? '')} />
      <div className="min-w-48 grow">
        <Text label={t('form.quote')} value={form.mood?.quote ?? ''} onChange={(quote) => set(form.mood?.level ?? 'upset', quote)} />
      </div>
    </div>
  );
};

export const Deescalation = ({ form, change, label }: FieldProps) => {
  const { options } = useDesk();
  return (
    <Ticks
      label={label}
      value={form.deescalation ?? []}
      options={options('deescalation')}
      onChange={(deescalation) => change({ deescalation })}
    />
  );
};

export const Past = ({ form }: FieldProps) => {
  const { t, pack, language } = useDesk();
  const { contacts, goodwill } = form.history ?? { contacts: 0, goodwill: 0 };
  return <p className="pt-1">{t('form.history', { count: contacts, goodwill: moneyWords(goodwill, pack.currency, language) })}</p>;
};

export const CallRef = ({ form, change }: FieldProps) => {
  const { t } = useDesk();
  const { call, links } = form.callRef ?? { call: '', links: [] };
  const read = (text: string): string[] => (text.trim() === '' ? [] : text.split(/\s+/).filter(Boolean));
  return (
    <div className="grid grid-cols-2 gap-2">
      <Text label={t('form.call')} value={call} onChange={(next) => change({ callRef: { call: next, links } })} />
      <Text
        most={Infinity}
        label={t('form.links')}
        value={links.join(' ')}
        onChange={(next) => change({ callRef: { call, links: read(next) } })}
      />
    </div>
  );
};
