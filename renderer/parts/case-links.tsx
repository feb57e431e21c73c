// Says in the head of a case that others belong to it, and leads to the one it goes on in or the one above it.
import { goToCase, showPanel } from '../state/view.ts';
import { useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';

const LINK = 'aim rounded-sm font-semibold text-accent hover:underline';

export const CaseLinks = () => {
  const { t } = useDesk();
  const { links } = useCase();
  if (links.length === 0) return null;
  // Where it went on is what one must know; all others wait behind one press.
  const first = links.find(({ relation }) => relation === 'merged-into') ?? links.find(({ relation }) => relation === 'part-of');
  const rest = links.length - (first === undefined ? 0 : 1);
  return (
    <>
      {first === undefined || first.number === null ? null : (
        <button type="button" className={LINK} onClick={() => goToCase(first.other)}>
          {`${t(`links.is-${first.relation}`)} ${first.number}`}
        </button>
      )}
      {rest === 0 ? null : (
        <button type="button" className={LINK} onClick={() => showPanel('links')}>
          {t('links.count', { count: rest })}
        </button>
      )}
    </>
  );
};
