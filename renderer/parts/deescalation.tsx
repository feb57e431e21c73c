// The script for a difficult call: its phases in order with sentences to say; opens by itself when the mood is upset or worse.
import { useState } from 'react';
import { Check } from 'lucide-react';
import type { PackView } from '../../shared/views/shapes.ts';
import { Button } from './button.tsx';
import { Fold } from './fold.tsx';
import { Section } from './section.tsx';
import { useCase } from './use-case.ts';
import { useGuided, type GuidedHere } from './use-guided.ts';
import { useDesk } from './use-pack.ts';

const PHASES = ['listen', 'acknowledge', 'clarify', 'offer', 'agree'] as const;
type Sentence = PackView['deescalation'][number];

export const Deescalation = () => {
  const { t, pack } = useDesk();
  const { row, mood } = useCase();
  const guided = useGuided();
  const isTense = mood !== undefined && mood.level !== 'calm';
  // What somebody opened or closed himself holds until the mood says something else.
  const about = `${row.caseId} ${isTense ? 'tense' : 'calm'}`;
  const [chosen, setChosen] = useState<{ readonly about: string; readonly open: boolean } | null>(null);
  const isOpen = chosen?.about === about ? chosen.open : isTense;
  if (pack.deescalation.length === 0) return null;
  const phases = PHASES.map((phase) => ({ phase, rows: pack.deescalation.filter((one) => one.phase === phase) })).filter(
    ({ rows }) => rows.length > 0,
  );
  const isUsed = ({ id }: Sentence): boolean => guided.of('deescalation', id) !== undefined;
  const next = phases.find(({ rows }) => !rows.some(isUsed))?.phase ?? null;
  const used = pack.deescalation.filter(isUsed).length;
  return (
    <Section
      title={t('guide.scriptTitle')}
      aside={
        <Fold open={isOpen} onPress={() => setChosen({ about, open: !isOpen })}>
          {t(isOpen ? 'guide.scriptClose' : 'guide.scriptOpen')}
        </Fold>
      }
    >
      {isOpen ? (
        <ol className="flex flex-col gap-1.5">
          {phases.map(({ phase, rows }) => (
            <li
              key={phase}
              aria-current={phase === next ? 'step' : undefined}
              className={`border-l-2 pl-2 ${phase === next ? 'border-accent' : 'border-line'}`}
            >
              <p className="flex items-baseline gap-2">
                <span className="font-semibold">{t(`guide.phase.${phase}`)}</span>
                {phase === next ? <span className="text-tiny text-accent">{t('guide.next')}</span> : null}
              </p>
              <ul className="flex flex-col gap-1">
                {rows.map((sentence) => (
                  <Say key={sentence.id} sentence={sentence} guided={guided} isUsed={isUsed(sentence)} isNext={phase === next} />
                ))}
              </ul>
            </li>
          ))}
        </ol>
      ) : used === 0 ? null : (
        <p className="text-small text-ink-2">{t('guide.scriptUsed', { done: used, all: pack.deescalation.length })}</p>
      )}
    </Section>
  );
};

type SayProps = { readonly sentence: Sentence; readonly guided: GuidedHere; readonly isUsed: boolean; readonly isNext: boolean };

/** The words to say stand open in the phase that comes next; of the others the name of the step is enough. */
const Say = ({ sentence, guided, isUsed, isNext }: SayProps) => {
  const { t, say, language } = useDesk();
  const name = say(sentence.label);
  const words = sentence.say === null ? null : say(sentence.say);
  return (
    <li className="flex items-start justify-between gap-2">
      <span className="flex min-w-0 flex-col pt-1">
        <span className="text-small text-ink-2">{name}</span>
        {isNext && words !== null ? <q className={language === 'de' ? "[quotes:'„'_'“']" : "[quotes:'“'_'”']"}>{words}</q> : null}
      </span>
      {guided.may ? (
        // One button for both, so that the focus stays where it is.
        <Button
          small
          kind={isUsed ? 'quiet' : 'plain'}
          pressed={isUsed}
          label={t('guide.useStep', { step: name })}
          onPress={() => void guided.log('deescalation', sentence.id, isUsed ? 'undone' : 'used')}
        >
          {isUsed ? <Check aria-hidden className="size-3 text-ok" /> : null}
          {t(isUsed ? 'guide.said' : 'guide.use')}
        </Button>
      ) : null}
    </li>
  );
};
