// Puts the keys of whoever is signed in into force, and gives words to keys that can do nothing now.
import { useEffect } from 'react';
import { useDraft } from '../state/drafts.ts';
import { useView } from '../state/view.ts';
import { AS_GIVEN, keptOf, readKeyMap, type KeyMap } from './key-map.ts';
import { rowOf } from './key-table.ts';
import { keyLabel, onSilentKey, useKeyMap, type KeyId } from './keys.ts';
import { saySentence } from './say.ts';
import { useDesk, type Desk } from './use-pack.ts';

const DRAFT = 'settings:keys';

/** The keys as they are kept, and how to change them; what is chosen holds in all windows of the person. */
export const useKeptKeys = (): readonly [KeyMap, (map: KeyMap) => void] => {
  const map = useKeyMap();
  const [, keep] = useDraft(DRAFT);
  return [
    map,
    (next) => {
      useKeyMap.setState(next, true);
      keep(keptOf(next));
    },
  ];
};

/** Why an act has nothing to act on here, with the way there. */
export const idleWords = (id: KeyId, { t }: Desk, onDesk: boolean, hasCase: boolean, label: (id: KeyId) => string): string => {
  const what = t(`keys.${id}`);
  if (rowOf(id).group !== 'case') return t('idle.here', { what });
  if (!onDesk) return t('idle.desk', { what, key: label('screenDesk') });
  if (!hasCase) return t('idle.case', { what, list: label('screenDesk'), open: label('newCase') });
  if (id === 'hold') return t('idle.hold', { key: label('call') });
  return id === 'withdraw' ? t('idle.withdraw') : t('idle.here', { what });
};

export const useOwnKeys = (): void => {
  const desk = useDesk();
  const [kept] = useDraft(DRAFT);
  useEffect(() => {
    useKeyMap.setState(readKeyMap(kept), true);
    return () => useKeyMap.setState(AS_GIVEN, true);
  }, [kept]);
  useEffect(() => {
    onSilentKey((id, sentence) => {
      const { screen, caseId } = useView.getState();
      const words = (): string => idleWords(id, desk, screen === 'desk', caseId !== null, (of) => keyLabel(of, desk.language));
      saySentence(sentence ?? words());
    });
    return () => onSilentKey(() => undefined);
  }, [desk]);
};
