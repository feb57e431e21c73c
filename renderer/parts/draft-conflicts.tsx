// Below the header, only while two windows of one person have written the same draft: both versions, and what is to stay.
import { CopyX } from 'lucide-react';
import { settleConflict, useConflicts, type Conflict } from '../state/drafts.ts';
import type { Json } from '../../shared/kernel/result.ts';
import { Button } from './button.tsx';
import { useDesk } from './use-pack.ts';

const SHOWN = 400;

/** What stands in a draft, as words; of a form what its fields hold. */
const wordsIn = (value: Json): readonly string[] => {
  if (value === null || value === '') return [];
  if (typeof value === 'object') return Object.values(value).flatMap(wordsIn);
  return typeof value === 'boolean' ? [] : [String(value)];
};
/** What only one of both has; where it is the order alone that differs, all of it. */
const differing = (value: Json, other: Json): string => {
  const all = wordsIn(value);
  const own = all.filter((word) => !wordsIn(other).includes(word));
  const said = (own.length === 0 ? all : own).join(' · ');
  return said.length > SHOWN ? `${said.slice(0, SHOWN)}…` : said;
};
const kindOf = (key: string): string => key.slice(key.indexOf(' ') + 1).split(':', 1)[0] ?? '';

export const DraftConflicts = () => {
  const conflicts = useConflicts();
  return conflicts.map(({ key, mine, other }) => <Versions key={key} draft={key} mine={mine} other={other} />);
};

const Versions = ({ draft, mine, other }: Omit<Conflict, 'key'> & { readonly draft: string }) => {
  const { t } = useDesk();
  const theirs = differing(other.value, mine);
  const settle = (stays: 'mine' | 'other' | 'both') => (): void => settleConflict(draft, stays);
  return (
    <section aria-label={t('conflict.title')} className="flex shrink-0 items-start gap-3 border-b border-warn bg-warn-soft px-3 py-2">
      <CopyX aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <div className="flex min-w-0 grow flex-col gap-1">
        <p role="alert" className="text-warn">
          {t(`conflict.${other.value === null ? 'gone' : 'both'}`, { what: t([`conflict.what.${kindOf(draft)}`, 'conflict.what.other']) })}
        </p>
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-small">
          <dt className="text-ink-2">{t('conflict.here')}</dt>
          <dd className="break-words">{differing(mine, other.value) || t('conflict.empty')}</dd>
          {other.value === null ? null : (
            <>
              <dt className="text-ink-2">{t('conflict.there')}</dt>
              <dd className="break-words">{theirs || t('conflict.empty')}</dd>
            </>
          )}
        </dl>
      </div>
      <div className="flex shrink-0 flex-wrap justify-end gap-2">
        <Button small onPress={settle('mine')}>
          {t('conflict.keepMine')}
        </Button>
        <Button small onPress={settle('other')}>
          {t(other.value === null ? 'conflict.dropMine' : 'conflict.takeOther')}
        </Button>
        {other.value === null ? null : (
          <Button small onPress={settle('both')}>
            {t('conflict.keepBoth')}
          </Button>
        )}
      </div>
    </section>
  );
};
