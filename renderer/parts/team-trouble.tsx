// What a lead's people sent and was refused: who, what, why, and the two ways on: open the case, write to the author.
import { useRef } from 'react';
import { useLive } from '../state/live.ts';
import { goToCase, showCoach } from '../state/view.ts';
import type { TroubleRow } from '../../shared/views/floor-shapes.ts';
import { Button } from './button.tsx';
import { deskNow, useNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { useRowSteps } from './row-steps.ts';
import { momentWords } from './time-words.ts';
import { useDesk } from './use-pack.ts';

const SHOWN = 20;

export const TeamTrouble = () => {
  const { t } = useDesk();
  const { value } = useLive('team.trouble', { limit: SHOWN });
  const box = useRef<HTMLElement>(null);
  useRowSteps(box);
  const rows = value?.refused ?? [];
  const flagged = value?.flagged.length ?? 0;
  return (
    <section ref={box} aria-label={t('teamTrouble.title')} className="flex min-w-0 flex-col">
      <h2 className="heading flex min-h-9 items-center px-3">{`${t('teamTrouble.title')}${rows.length === 0 ? '' : ` · ${rows.length}`}`}</h2>
      {rows.length === 0 ? <p className="px-3 pb-2 text-small text-ink-2">{t('teamTrouble.empty')}</p> : null}
      {flagged === 0 ? null : <p className="px-3 pb-2 text-small text-ink-2">{t('teamTrouble.flagged', { count: flagged })}</p>}
      <ul data-letters>
        {rows.map((row) => (
          <One key={row.command} row={row} />
        ))}
      </ul>
    </section>
  );
};

const One = ({ row }: { readonly row: TroubleRow }) => {
  const desk = useDesk();
  const { t, person, telling } = desk;
  const now = useNow(60_000);
  const name = person(row.author);
  return (
    <li className="flex flex-col gap-0.5 border-t border-line px-3 py-1.5">
      <span>
        <span className="font-semibold">{name}</span>
        {` · ${t([`command.${row.type}`, 'event.other'])} · ${momentWords(row.at, now, telling)}`}
      </span>
      <span className="truncate text-small text-ink-2">{[row.number, row.title].filter(Boolean).join(' · ')}</span>
      <span className="text-small font-medium text-bad">{refusalWords(row.refusal, desk, deskNow())}</span>
      {row.isThere ? (
        <span className="flex flex-wrap gap-1.5 py-0.5">
          <button
            type="button"
            data-key={row.command}
            className="inline-flex h-7 items-center rounded-md border border-edge bg-raised px-2 text-small font-medium hover:bg-panel"
            onClick={() => goToCase(row.caseId)}
          >
            {t('teamTrouble.open')}
          </button>
          <Button small onPress={() => showCoach(row.author, row.caseId, null)}>
            {t('teamTrouble.tell', { name })}
          </Button>
        </span>
      ) : null}
    </li>
  );
};
