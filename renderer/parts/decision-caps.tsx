// Shows every cap that was looked at as a small table: the rule in words, its limit, what was used, what is left, kept or not.
import type { CapView } from '../../shared/views/shapes.ts';
import { figureWords, isPlain, ruleWords } from './cap-words.ts';
import { Shape } from './due-mark.tsx';
import { useDesk } from './use-pack.ts';

const sameCap = (a: CapView, b: CapView): boolean => a.rule === b.rule && a.detail === b.detail && a.unit === b.unit;

export const DecisionCaps = ({ caps, binding }: { readonly caps: readonly CapView[]; readonly binding: CapView }) => {
  const { t } = useDesk();
  return (
    <table className="w-full text-small">
      <caption className="sr-only">{t('limits.title')}</caption>
      <thead>
        <tr className="text-left text-ink-3">
          <th scope="col" className="font-normal">
            {t('limits.rule')}
          </th>
          {(['limit', 'used', 'left'] as const).map((column) => (
            <th key={column} scope="col" className="pl-2 text-right font-normal">
              {t(`limits.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {caps.map((cap, index) => (
          <Row key={`${cap.rule} ${cap.detail ?? ''} ${index}`} cap={cap} binds={sameCap(cap, binding)} />
        ))}
      </tbody>
    </table>
  );
};

const Row = ({ cap, binds }: { readonly cap: CapView; readonly binds: boolean }) => {
  const desk = useDesk();
  const { t } = desk;
  const state = t(cap.ok ? 'limits.ok' : 'limits.notOk');
  return (
    <tr className={`border-t border-line align-baseline ${binds ? 'font-semibold' : ''}`}>
      <th scope="row" className={`py-0.5 text-left hyphens-auto ${binds ? 'font-semibold' : 'font-normal'}`}>
        <span className={`mr-1 inline-block align-[-1px] ${cap.ok ? 'text-ok' : 'text-bad'}`} title={state}>
          <Shape level={cap.ok ? 'done' : 'late'} />
          <span className="sr-only">{state}</span>
        </span>
        {ruleWords(cap, desk)}
      </th>
      {isPlain(cap) ? (
        <td colSpan={3} className="py-0.5 pl-2 text-right">
          {t(cap.ok ? 'limits.met' : 'limits.notMet')}
        </td>
      ) : (
        [cap.limit, cap.used, cap.remaining].map((value, column) => (
          <td key={column} className="py-0.5 pl-2 text-right whitespace-nowrap">
            {figureWords(value, cap, desk)}
          </td>
        ))
      )}
    </tr>
  );
};
