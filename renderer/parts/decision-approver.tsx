// Names who could approve and whether they are there, so that the agent knows what to tell the customer who waits.
import type { AuthorityView } from '../../shared/views/shapes.ts';
import { askedWords, namesWords } from './asked-words.ts';
import { useDesk } from './use-pack.ts';

/** A filled dot is there, a ring is not; the words say it too. */
export const PresenceDot = ({ there }: { readonly there: boolean }) => (
  <span
    aria-hidden
    className={`inline-block size-2 shrink-0 rounded-full border ${there ? 'border-ok bg-ok' : 'border-edge bg-transparent'}`}
  />
);

export const DecisionApprover = ({ approver }: { readonly approver: NonNullable<AuthorityView['approver']> }) => {
  const desk = useDesk();
  const { t, person } = desk;
  const { present, lead } = approver;
  const there = present.length > 0;
  return (
    <p className="grid grid-cols-[auto_1fr] items-baseline gap-x-1.5 text-small">
      <PresenceDot there={there} />
      <span>
        <span className="font-medium">{askedWords(approver, desk)}</span>
        <span className="block text-ink-2">
          {there
            ? approver.person === null
              ? t('present.there', { names: namesWords(present, desk) })
              : t('present.isThere')
            : t('present.nobody', { lead: person(lead) })}
        </span>
      </span>
    </p>
  );
};
