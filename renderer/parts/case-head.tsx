// The head of a case: what it is about, for whom, how urgent, who holds it since when; it stays whatever is done below.
import { useView } from '../state/view.ts';
import { useCall, useCase } from './use-case.ts';
import { CaseMenu } from './case-menu.tsx';
import { CaseLinks } from './case-links.tsx';
import { LevelText } from './due-mark.tsx';
import { IdentityCheck } from './identity-check.tsx';
import { MoodNote } from './mood-note.tsx';
import { useNow } from './now.ts';
import { moneyWords } from './money-words.ts';
import { momentWords } from './time-words.ts';
import { useDesk } from './use-pack.ts';

export const CaseHead = () => {
  const { t, word, me, person, team, telling, language } = useDesk();
  const { row, channel, customer, markers, reopened } = useCase();
  const [call] = useCall(row.caseId);
  const tentative = row.tentative === true;
  const now = useNow(60_000);
  // With the history stands who is asked now, and more of it.
  const panel = useView((view) => view.panel);
  const holder = row.holder.waiting
    ? t('case.waitsIn', { team: team(row.holder.team), lead: person(row.holder.person) })
    : row.holder.person === me.person
      ? t('case.mine', { tier: row.holder.tier })
      : t('case.heldBy', { name: person(row.holder.person), team: team(row.holder.team), tier: row.holder.tier });
  const facts = [
    word('categories', row.category),
    t(`channel.${channel}`),
    t('case.priority', { priority: row.priority.slice(1) }),
    t('case.openedAt', { moment: momentWords(row.openedAt, now, telling) }),
    t('case.contacts', { count: row.contacts }),
    row.hops > 0 ? t('case.hops', { count: row.hops }) : '',
    reopened > 0 ? t('case.reopened', { count: reopened }) : '',
  ];
  const person_ =
    customer === null
      ? t('case.noCustomer')
      : [
          customer.name,
          customer.contracts[0],
          customer.lastBill === null
            ? ''
            : t('case.lastBill', { amount: moneyWords(customer.lastBill.minor, customer.lastBill.currency, language) }),
        ]
          .filter(Boolean)
          .join(' · ');
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-start justify-between gap-3">
        <h1 className="text-large font-semibold">{row.title}</h1>
        <CaseMenu />
      </div>
      <p className="text-ink-2">
        <span className="font-medium text-ink">{row.number}</span>
        {row.ref === null ? null : ` (${row.ref})`}
        {` · ${person_}`}
      </p>
      <p className="text-small text-ink-2">
        {facts.filter((fact) => fact !== '').join(' · ')}
        {' · '}
        <span className="text-ink">{holder}</span>
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 empty:hidden">
        <MoodNote />
        {/* During a call it stands in the strip of the call, on every screen. */}
        {call === null ? <IdentityCheck /> : null}
      </div>
      <div className="flex flex-wrap gap-3 text-small empty:hidden">
        {row.phase === 'open' ? null : <LevelText level="done">{t(`phase.${row.phase}`)}</LevelText>}
        {row.wait === null ? null : (
          <LevelText level="soon">
            {t('queue.waits', { reason: word('waits', row.wait.reason), until: momentWords(row.wait.until, now, telling) })}
          </LevelText>
        )}
        {row.flight === null || panel === 'case' ? null : (
          <LevelText level="soon">
            {t('case.inFlight', { team: team(row.flight.team), moment: momentWords(row.flight.acceptBy, now, telling) })}
          </LevelText>
        )}
        <CaseLinks />
        {row.pending || tentative ? <LevelText level="soon">{t(tentative ? 'queue.tentativeLong' : 'queue.pendingLong')}</LevelText> : null}
        {markers.map((marker) => (
          <LevelText key={marker} level="late">
            {t(`marker.${marker}`)}
          </LevelText>
        ))}
      </div>
    </div>
  );
};
