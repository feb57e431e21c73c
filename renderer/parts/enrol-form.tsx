// Connects this desk to a centre, once: its address, the code for this desk, and a name by which the centre lists it.
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { HubView } from '../../shared/views/shapes.ts';
import { call } from '../api/api.ts';
import { wakeAll } from '../state/live.ts';
import { useWords } from '../texts/texts.ts';
import { Button } from './button.tsx';
import { doorWords, machineTelling } from './hub-words.ts';
import { deskNow } from './now.ts';

type Props = {
  readonly hub: HubView;
  /** Null where there is nothing to go back to: the desk is for a centre and knows none yet. */
  readonly onBack: (() => void) | null;
};

const FIELDS = ['url', 'code', 'name'] as const;
type Field = (typeof FIELDS)[number];
/** Which field a refusal is about; the focus goes there. */
const ABOUT: Readonly<Record<string, Field>> = {
  'bad-url': 'url',
  'hub-unreachable': 'url',
  'hub-insecure': 'url',
  'not-a-hub': 'url',
  'wrong-code': 'code',
  'code-used': 'code',
  'code-expired': 'code',
};
const NEEDS = { url: 'enrol.needsUrl', code: 'enrol.needsCode', name: 'enrol.needsName' } as const;

export const EnrolForm = ({ hub, onBack }: Props) => {
  const { t, language } = useWords();
  const [wish, setWish] = useState<Readonly<Record<Field, string>>>({ url: hub.url ?? '', code: '', name: hub.name ?? '' });
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState<{ readonly words: string; readonly about: Field | null } | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const focus = (field: Field): void => form.current?.querySelector<HTMLInputElement>(`[name="${field}"]`)?.focus();
  const first = useRef<Field>(hub.url === null ? 'url' : 'code');
  useEffect(() => focus(first.current), []);

  const refuse = (words: string, about: Field | null): void => {
    setSaid({ words, about });
    focus(about ?? 'code');
  };
  const put = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (asking) return;
    const empty = FIELDS.find((field) => wish[field].trim() === '');
    if (empty !== undefined) return refuse(t(NEEDS[empty]), empty);
    setAsking(true);
    setSaid(null);
    const answer = await call('hub.enrol', { url: wish.url.trim(), code: wish.code.trim(), name: wish.name.trim() });
    setAsking(false);
    if (!answer.ok) return refuse(t([`fault.${answer.fault.code}`, 'fault.broken'], { where: answer.fault.where }), null);
    if (answer.value.ok) return wakeAll();
    const { refusal } = answer.value;
    refuse(doorWords(refusal, deskNow(), machineTelling(t, language)), ABOUT[refusal.code] ?? null);
  };

  const field = (name: Field, hint: string | null) => (
    <label className="flex flex-col gap-1">
      <span className="font-medium">{t(`enrol.${name}`)}</span>
      <input
        name={name}
        className={`entry h-9 ${name === 'code' ? 'tracking-wider' : ''}`}
        type={name === 'url' ? 'url' : 'text'}
        autoComplete="off"
        spellCheck={name === 'name'}
        aria-invalid={said?.about === name}
        aria-describedby={said?.about === name ? 'enrol-said' : undefined}
        value={wish[name]}
        onChange={(event) => setWish({ ...wish, [name]: event.target.value })}
      />
      {hint === null ? null : <span className="text-small text-ink-3">{hint}</span>}
    </label>
  );

  return (
    <form
      ref={form}
      noValidate
      aria-label={t('enrol.title')}
      className="flex max-w-xl flex-col gap-4"
      onSubmit={(event) => void put(event)}
    >
      <div className="flex flex-col gap-1">
        <h1 className="text-huge font-semibold">{t('enrol.title')}</h1>
        <p className="text-ink-2">{t('enrol.explain')}</p>
      </div>
      {field('url', t('enrol.urlHint'))}
      {field('code', null)}
      {field('name', t('enrol.nameHint'))}
      <p id="enrol-said" role="alert" className="rounded-md border border-bad bg-bad-soft px-3 py-2 text-bad empty:hidden">
        {said?.words ?? ''}
      </p>
      <div className="flex items-center gap-2">
        <Button submit kind="primary" blocked={asking ? t('enrol.asking') : null} onPress={() => undefined}>
          {t(asking ? 'enrol.asking' : 'enrol.go')}
        </Button>
        {onBack === null ? null : (
          <Button kind="quiet" onPress={onBack}>
            {t('enrol.back')}
          </Button>
        )}
      </div>
    </form>
  );
};
