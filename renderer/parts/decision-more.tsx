// What few decisions need, folded away: told earlier, paid to another account. It stays open while something of it is set.
import { Moment, Tick } from './fields/inputs.tsx';
import type { DecisionDraft, DecisionSpec } from './decision-draft.ts';
import { deskNow } from './now.ts';
import { useDesk } from './use-pack.ts';

const MINUTE = 60_000;

type Props = {
  readonly spec: DecisionSpec;
  readonly draft: DecisionDraft;
  readonly change: (next: Partial<DecisionDraft>) => void;
};

export const hasMore = ({ otherAccount, toldAt }: DecisionDraft): boolean => otherAccount || toldAt !== null;

export const DecisionMore = ({ spec, draft, change }: Props) => {
  const { t } = useDesk();
  return (
    <div className="flex flex-col gap-1 text-small">
      {spec.otherAccount || draft.otherAccount ? (
        <Tick label={t('decide.otherAccount')} value={draft.otherAccount} onChange={(otherAccount) => change({ otherAccount })} />
      ) : null}
      <Tick
        label={t('decide.told')}
        value={draft.toldAt !== null}
        onChange={(told) => change({ toldAt: told ? Math.floor(deskNow() / MINUTE) * MINUTE : null })}
      />
      {draft.toldAt === null ? null : (
        <Moment past label={t('decide.toldAt')} value={draft.toldAt} onChange={(at) => change({ toldAt: at ?? null })} />
      )}
    </div>
  );
};
