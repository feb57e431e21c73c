// Asks the one who was chosen for his PIN or password, below his name; says how many attempts are left and until when to wait.
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { SignInChoice } from '../../shared/views/shapes.ts';
import { signIn } from '../state/session.ts';
import { useWords } from '../texts/texts.ts';
import { Button } from './button.tsx';
import { doorWords, machineTelling } from './hub-words.ts';
import { deskNow, useNow } from './now.ts';

type Said = { readonly words: string; readonly lockedUntil: number | null };

export const SecretForm = ({ person, onCancel }: { readonly person: SignInChoice; readonly onCancel: () => void }) => {
  const { t, language } = useWords();
  const [secret, setSecret] = useState('');
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  const entry = useRef<HTMLInputElement>(null);
  const now = useNow(1000);
  useEffect(() => entry.current?.focus(), []);
  const isLocked = said !== null && said.lockedUntil !== null && said.lockedUntil > now;
  const blocked = isLocked ? said.words : secret === '' ? t('refusal.secret-needed') : asking ? t('sign.asking') : null;

  const put = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (blocked !== null) return;
    setAsking(true);
    const answer = await signIn(person.lane, person.person, secret);
    setAsking(false);
    if (answer === null) return;
    setSecret('');
    entry.current?.focus();
    if ('where' in answer)
      return setSaid({ words: t([`fault.${answer.code}`, 'fault.broken'], { where: answer.where }), lockedUntil: null });
    // Where somebody has signed in here before, the desk answers itself: not reaching the centre means that it is his first time.
    const refusal =
      answer.code === 'hub-unreachable' && person.secret?.offline !== true ? { ...answer, code: 'hub-unreachable-first' } : answer;
    const { until } = answer.data;
    setSaid({ words: doorWords(refusal, deskNow(), machineTelling(t, language)), lockedUntil: typeof until === 'number' ? until : null });
  };

  return (
    <form className="flex flex-col gap-2 border-l-[3px] border-accent bg-accent-soft px-4 pt-1 pb-3" onSubmit={(event) => void put(event)}>
      <div className="flex items-center gap-2">
        <input
          ref={entry}
          type="password"
          autoComplete="off"
          className="entry max-w-72"
          aria-label={t('sign.secret', { name: person.name })}
          aria-invalid={said !== null}
          aria-describedby={said === null ? undefined : 'door-said'}
          placeholder={t('sign.secretShort')}
          value={secret}
          onChange={(event) => setSecret(event.target.value)}
          onKeyDown={(event) => (event.key === 'Escape' ? onCancel() : undefined)}
        />
        <Button submit kind="primary" blocked={blocked} onPress={() => undefined}>
          {t(asking ? 'sign.asking' : 'sign.go')}
        </Button>
        <Button kind="quiet" onPress={onCancel}>
          {t('sign.cancel')}
        </Button>
      </div>
      <p id="door-said" role="alert" className="font-medium text-bad empty:hidden">
        {said?.words ?? ''}
      </p>
    </form>
  );
};
