// A locked desk: one name and one way back to where one was; somebody else may come in as well.
import { useEffect, useRef } from 'react';
import type { SignInChoice } from '../../shared/views/shapes.ts';
import { signIn, unlockForAll, type Locked } from '../state/session.ts';
import { useWords } from '../texts/texts.ts';
import { Button } from './button.tsx';
import { SecretForm } from './secret-form.tsx';

/** Null where the one who locked it may no longer sign in here: then everybody's names are shown. */
export const lockedPerson = (locked: Locked | null, people: readonly SignInChoice[]): SignInChoice | null =>
  people.find(({ lane, person }) => locked !== null && lane === locked.lane && person === locked.person) ?? null;

export const LockedDoor = ({ person, byItself }: { readonly person: SignInChoice; readonly byItself: boolean }) => {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const asks = person.secret !== undefined;
  useEffect(() => {
    if (!asks) box.current?.querySelector('button')?.focus();
  }, [asks]);
  return (
    <div ref={box} className="flex max-w-xl flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h1 className="text-huge font-semibold">{t('lock.title')}</h1>
        <p className="text-ink-2">{t(byItself ? 'lock.byItself' : 'lock.byHand')}</p>
      </div>
      <section aria-label={person.name} className="flex flex-col rounded-lg border border-line px-4 py-3">
        <h2 className="text-large font-semibold">{person.name}</h2>
        <p className="text-ink-2">{person.principal}</p>
        {asks ? (
          <SecretForm person={person} onCancel={unlockForAll} />
        ) : (
          <div className="flex gap-2 pt-3">
            <Button kind="primary" onPress={() => void signIn(person.lane, person.person)}>
              {t('lock.goOn')}
            </Button>
            <Button kind="quiet" onPress={unlockForAll}>
              {t('sign.cancel')}
            </Button>
          </div>
        )}
      </section>
    </div>
  );
};
