// A folder with cases of its own cannot come to a centre: says so before anything is typed, and names the way with a folder beside it.
import { useWords } from '../texts/texts.ts';
import { Button } from './button.tsx';

/** Up to here the desk counts; more are simply many. */
const COUNTED = 1_000;

export const OwnCases = ({ cases, onBack }: { readonly cases: number; readonly onBack: () => void }) => {
  const { t, language } = useWords();
  const figure = new Intl.NumberFormat(language).format(cases);
  const number = cases < COUNTED ? figure : t('enrol.ownMany', { number: figure });
  return (
    <section aria-label={t('enrol.ownTitle')} className="flex max-w-xl flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h1 className="text-huge font-semibold">{t('enrol.ownTitle')}</h1>
        <p className="text-ink-2">{`${t('enrol.ownText', { count: cases, number })} ${t('enrol.ownStays')}`}</p>
      </div>
      <h2 className="text-large font-semibold">{t('enrol.ownWay')}</h2>
      <ol className="flex list-decimal flex-col gap-3 pl-5">
        <Step words={t('enrol.ownExport')} command={t('enrol.ownExportCommand')} />
        <Step words={t('enrol.ownStart')} command={t('enrol.ownStartCommand')} />
      </ol>
      <p className="text-small text-ink-2">{t('enrol.ownBoth')}</p>
      <div>
        <Button kind="primary" onPress={onBack}>
          {t('enrol.back')}
        </Button>
      </div>
    </section>
  );
};

const Step = ({ words, command }: { readonly words: string; readonly command: string }) => (
  <li>
    <p>{words}</p>
    <code className="mt-1 block rounded-md border border-line bg-panel px-3 py-2 font-mono text-small break-words">{command}</code>
  </li>
);
