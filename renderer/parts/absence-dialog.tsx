// Names who decides while somebody is away, from when to when and over what; lists what was named, each with its end.
import { useState } from 'react';
import { once } from '../state/under-way.ts';
import { showOverlay, showWork, useView } from '../state/view.ts';
import type { AbsenceRow } from '../../shared/views/shapes.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { LevelText } from './due-mark.tsx';
import { Moment, Pick, Select, Ticks } from './fields/inputs.tsx';
import { useKey } from './keys.ts';
import { deskNow, useNow } from './now.ts';
import { momentSaid } from './time-words.ts';
import { eveningIn, phaseOf, useAbsences } from './use-absences.ts';
import { useLeads } from './use-leads.ts';
import { useDesk } from './use-pack.ts';

export const AbsenceDialog = () => {
  const { t } = useDesk();
  const open = useView((view) => view.overlay === 'absence');
  return (
    <Dialog open={open} onClose={() => showOverlay(null)} title={t('absence.title')}>
      {open ? <Inside /> : null}
    </Dialog>
  );
};

const QUICK = [
  ['today', 0],
  ['tomorrow', 1],
  ['week', 7],
  ['twoWeeks', 14],
] as const;

const Inside = () => {
  const { rows, set, end } = useAbsences();
  const { t } = useDesk();
  return (
    <div className="flex min-h-0 flex-col gap-4 overflow-auto p-4">
      <Form onSet={set} />
      <section aria-label={t('absence.list')} className="flex flex-col gap-1.5">
        <h3 className="heading">{t('absence.list')}</h3>
        {rows.length === 0 ? <p className="text-ink-2">{t('absence.empty')}</p> : null}
        <ul className="border-line not-empty:border-t">
          {rows.map((row) => (
            <One key={row.id} row={row} onEnd={() => end(row)} />
          ))}
        </ul>
      </section>
    </div>
  );
};

const Labelled = ({ label, children }: { readonly label: string; readonly children: React.ReactNode }) => (
  <div className="flex min-w-0 flex-col gap-1">
    <span aria-hidden className="text-small text-ink-2">
      {label}
    </span>
    {children}
  </div>
);

const Form = ({ onSet }: { readonly onSet: ReturnType<typeof useAbsences>['set'] }) => {
  const { t, me, pack, options, telling, person: nameOf } = useDesk();
  const [person, setPerson] = useState<string>(me.person);
  const [deputy, setDeputy] = useState('');
  const [from, setFrom] = useState<number | undefined>(() => deskNow());
  const [until, setUntil] = useState<number | undefined>(() => eveningIn(0, deskNow(), telling.zone));
  const [scope, setScope] = useState<string>('all');
  const [types, setTypes] = useState<string[]>([]);
  const [refused, setRefused] = useState<string | null>(null);
  /** Whose absence was just entered: what lies with him can go along. */
  const [entered, setEntered] = useState<string | null>(null);
  const leads = useLeads();
  const people = pack.people.filter(({ signIn, role }) => signIn && role !== 'auditor');
  const named = (list: typeof people) => list.map(({ id, name, tier }) => ({ id, label: `${name} · ${t('person.tier', { tier })}` }));
  // Offered is what the desk will take: everybody for himself, a lead for the people of the teams he leads, a manager for all.
  const led = pack.teams.filter(({ lead }) => lead === me.person).map(({ id }) => id);
  const isLed = ({ teams }: (typeof people)[number]): boolean =>
    me.role === 'manager' || (me.role === 'lead' && teams.some((team) => led.includes(team)));
  const absent = people.filter((one) => one.id === me.person || (one.tier !== 'A' && String(one.tier) <= String(me.tier) && isLed(one)));
  const deputies = people
    .filter(({ id, tier }) => id !== person && tier !== 'A')
    .toSorted((a, b) => String(b.tier).localeCompare(String(a.tier)));
  const quick = QUICK.find(([, days]) => until === eveningIn(days, deskNow(), telling.zone))?.[0] ?? '';
  const missing =
    person === ''
      ? t('absence.needsPerson')
      : deputy === ''
        ? t('absence.needsDeputy')
        : from === undefined
          ? t('absence.needsFrom')
          : until === undefined
            ? t('absence.needsUntil')
            : scope === 'some' && types.length === 0
              ? t('absence.needsTypes')
              : null;
  const put = async (): Promise<void> => {
    if (missing !== null || from === undefined || until === undefined) return;
    await once(['absence.set', person], async () => {
      const why = await onSet({ person, deputy, from, until, scope: scope === 'all' ? null : types });
      setRefused(why);
      setEntered(why === null ? person : null);
      if (why === null) setDeputy('');
    });
  };
  useKey('send', () => void put(), true, 2);
  return (
    <section aria-label={t('absence.set')} className="flex flex-col gap-3">
      <p className="text-ink-2">{t('absence.explain')}</p>
      <div className="grid grid-cols-2 gap-3">
        <Labelled label={t('absence.person')}>
          <Select label={t('absence.person')} value={person} options={named(absent)} onChange={setPerson} />
        </Labelled>
        <Labelled label={t('absence.deputy')}>
          <Select label={t('absence.deputy')} value={deputy} options={named(deputies)} onChange={setDeputy} />
        </Labelled>
        <Labelled label={t('absence.from')}>
          <Moment label={t('absence.from')} value={from} onChange={setFrom} />
        </Labelled>
        <Labelled label={t('absence.until')}>
          <Moment label={t('absence.until')} value={until} onChange={setUntil} />
        </Labelled>
      </div>
      <Pick
        label={t('absence.untilQuick')}
        value={quick}
        options={QUICK.map(([id]) => ({ id, label: t(`absence.${id}`) }))}
        onChange={(id) => setUntil(eveningIn(QUICK.find(([name]) => name === id)?.[1] ?? 0, deskNow(), telling.zone))}
      />
      <Labelled label={t('absence.scope')}>
        <Pick
          label={t('absence.scope')}
          value={scope}
          options={[
            { id: 'all', label: t('absence.all') },
            { id: 'some', label: t('absence.some') },
          ]}
          onChange={setScope}
        />
      </Labelled>
      {scope === 'some' ? <Ticks label={t('absence.types')} value={types} options={options('decisions')} onChange={setTypes} /> : null}
      {refused === null ? null : (
        <p role="alert" className="text-bad">
          {refused}
        </p>
      )}
      <div className="flex items-center gap-3">
        <Button kind="primary" keyId="send" blocked={missing} onPress={() => void put()}>
          {t('absence.set')}
        </Button>
        {entered !== null && leads(entered) ? (
          <Button onPress={() => showWork(entered)}>{t('move.openFor', { name: nameOf(entered) })}</Button>
        ) : null}
      </div>
    </section>
  );
};

const LEVEL = { active: 'done', coming: 'soon', over: 'calm' } as const;

const One = ({ row, onEnd }: { readonly row: AbsenceRow; readonly onEnd: () => Promise<string | null> }) => {
  const { t, person, word, telling } = useDesk();
  const now = useNow(60_000);
  const leads = useLeads();
  const [refused, setRefused] = useState<string | null>(null);
  const phase = phaseOf(row, now);
  const about = row.scope === null ? t('absence.everything') : row.scope.map((type) => word('decisions', type)).join(', ');
  return (
    <li
      className={`grid grid-cols-[5rem_minmax(0,1fr)_auto] items-center gap-3 border-b border-line py-1.5 ${phase === 'over' ? 'text-ink-2' : ''}`}
    >
      <LevelText level={LEVEL[phase]}>{t(`absence.${phase}`)}</LevelText>
      <div className="flex min-w-0 flex-col">
        <span className="truncate font-medium">{t('absence.row', { deputy: person(row.deputy), name: person(row.person) })}</span>
        <span className="truncate text-small text-ink-2">
          {[
            t('absence.span', { from: momentSaid(row.from, now, telling), until: momentSaid(row.endedAt ?? row.until, now, telling) }),
            about,
            row.endedBy === null ? '' : t('absence.endedBy', { name: person(row.endedBy) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {refused === null ? null : (
          <span role="alert" className="text-small text-bad">
            {refused}
          </span>
        )}
      </div>
      {phase === 'over' ? null : (
        <span className="flex items-center gap-2">
          {leads(row.person) ? (
            <Button small label={`${t('move.open')} ${person(row.person)}`} onPress={() => showWork(row.person)}>
              {t('move.open')}
            </Button>
          ) : null}
          <Button
            small
            label={`${t('absence.end')}: ${t('absence.row', { deputy: person(row.deputy), name: person(row.person) })}`}
            onPress={() => void onEnd().then(setRefused)}
          >
            {t('absence.end')}
          </Button>
        </span>
      )}
    </li>
  );
};
