// Names who could approve and whether they are there, so that the agent knows what to tell the customer who waits.
import type { AuthorityView } from '../../shared/views/shapes.ts';
import { askedWords, namesWords } from './asked-words.ts';
import { spanWords } from './time-words.ts';
import { useDesk, type Desk } from './use-pack.ts';

/** A filled dot is there, a ring is not; the words say it too. */
export const PresenceDot = ({ there }: { readonly there: boolean }) => (
  <span
    aria-hidden
    className={`inline-block size-2 shrink-0 rounded-full border ${there ? 'border-ok bg-ok' : 'border-edge bg-transparent'}`}
  />
);

/** Seconds where a customer waits, else minutes or more. */
const waitWords = (span: number, { t }: Desk): string =>
  span < TWO_MINUTES ? t('time.seconds', { count: Math.round(span / 1000) }) : spanWords(span, t);
const TWO_MINUTES = 120_000;

type Props = {
  readonly approver: NonNullable<AuthorityView['approver']>;
  /** When the desk was asked: its waiting time counts from then. */
  readonly askedAt: number;
};

export const DecisionApprover = ({ approver, askedAt }: Props) => {
  const desk = useDesk();
  const { t, person } = desk;
  const { present, lead, decideBy } = approver;
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
            : decideBy === null
              ? t('present.nobody', { lead: person(lead) })
              : t('present.nobodyUntil', { lead: person(lead), span: waitWords(decideBy - askedAt, desk) })}
        </span>
      </span>
    </p>
  );
};
