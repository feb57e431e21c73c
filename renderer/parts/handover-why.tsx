// Says why a handover goes where it goes: the row of the matrix that fits, and on a press the ones that did not.
import { useState } from 'react';
import type { EscalationPreview } from '../../shared/views/shapes.ts';
import { Fold } from './fold.tsx';
import { useDesk } from './use-pack.ts';

export const HandoverWhy = ({ preview }: { readonly preview: EscalationPreview }) => {
  const { t, say } = useDesk();
  const [open, setOpen] = useState(false);
  const { why, skipped, row } = preview;
  return (
    <div className="flex flex-col gap-1 text-small">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="text-ink-2">{row === null ? t('handover.named') : t('handover.why', { why: say(why) })}</span>
        {skipped.length === 0 ? null : (
          <Fold open={open} onPress={() => setOpen(!open)}>
            {t('handover.skipped', { count: skipped.length })}
          </Fold>
        )}
      </p>
      {open ? (
        <ol aria-label={t('handover.skippedTitle')} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 border-t border-line pt-1">
          {skipped.map((one) => (
            <li key={one.row} className="contents">
              <span className="text-ink-2">{t([`handover.skip.${one.why}`, 'handover.skip.other'], { why: one.why })}</span>
              <span className="min-w-0 truncate text-ink-3" title={say(one.label)}>
                {say(one.label)}
              </span>
            </li>
          ))}
        </ol>
      ) : null}
    </div>
  );
};
