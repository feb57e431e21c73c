// Cases on their way from the centre: how many of how many, as a bar and in words; what is here already can be worked on.
import type { SyncStatus } from '../../shared/views/shapes.ts';
import { useWords } from '../texts/texts.ts';
import { arrivingFigures } from './hub-words.ts';

type Arriving = NonNullable<SyncStatus['arriving']>;

export const ProgressBar = ({ label, done, total }: { readonly label: string; readonly done: number; readonly total: number }) => (
  <progress aria-label={label} value={Math.min(done, total)} max={Math.max(1, total)} className="progress">
    {label}
  </progress>
);

/** Above the lists as long as they are not whole. */
export const ArrivingLists = ({ arriving }: { readonly arriving: Arriving | undefined }) => {
  const { t, language } = useWords();
  if (arriving?.what !== 'list') return null;
  const figures = arrivingFigures(arriving, language);
  return (
    <section aria-label={t('arriving.title')} className="flex flex-col gap-1 border-b border-line bg-panel px-3 py-2">
      <p className="flex items-baseline justify-between gap-3">
        <span className="font-semibold">{t('arriving.short')}</span>
        <span className="shrink-0 text-small text-ink-2">{t('arriving.list', figures)}</span>
      </p>
      <ProgressBar label={t('arriving.list', figures)} done={arriving.done} total={arriving.total} />
      <p className="text-small text-ink-2">{t('arriving.usable')}</p>
    </section>
  );
};
