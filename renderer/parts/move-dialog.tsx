// The open work of somebody, moved to one colleague in one press; what could not be moved stands there with its reason.
import { useState } from 'react';
import { useAsked } from '../state/asked.ts';
import { useLive } from '../state/live.ts';
import { foldOverlay, showOverlay, useView } from '../state/view.ts';
import type { BulkResult } from '../../shared/views/shapes.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Pick, Select, Text } from './fields/inputs.tsx';
import { useKey } from './keys.ts';
import { deskNow, useNow } from './now.ts';
import { isAskable } from './presence-words.tsx';
import { reachable } from './reachable.ts';
import { refusalWords } from './refusal-words.ts';
import { phaseOf, useAbsences } from './use-absences.ts';
import { failureLines, useBulk } from './use-bulk.ts';
import { useDesk } from './use-pack.ts';
import { WorkCases, WorkPromises } from './work-lists.tsx';
import { LONGEST } from '../../shared/kernel/limits.ts';

export const MoveDialog = () => {
  const { t, person } = useDesk();
  const about = useView((view) => view.about);
  const open = useView((view) => view.overlay === 'move') && about !== null;
  return (
    <Dialog open={open} onClose={() => showOverlay(null)} title={t('move.title', { name: person(about ?? '') })}>
      {open ? <Inside key={about} whose={about} /> : null}
    </Dialog>
  );
};

/** Colleagues of a common team who can take a case, those who are there first. */
const useReceivers = (whose: string) => {
  const { t, pack } = useDesk();
  const { value: present } = useLive('people.present', {});
  const { rows } = useAbsences();
  const now = useNow(10_000) + 10_000;
  const away = new Set(rows.filter((row) => phaseOf(row, now) === 'active').map(({ person }) => person));
  const here = new Set((present ?? []).filter(isAskable).map(({ person }) => person));
  const teams = pack.people.find(({ id }) => id === whose)?.teams ?? [];
  return pack.people
    .filter(({ id, signIn, role, teams: own }) => id !== whose && signIn && role !== 'auditor' && own.some((team) => teams.includes(team)))
    .toSorted((a, b) => Number(here.has(b.id)) - Number(here.has(a.id)))
    .map(({ id, name }) => {
      const state = away.has(id) ? t('move.away') : here.has(id) ? t('present.isThere') : t('present.notThere');
      return { id, label: `${name} · ${state}` };
    });
};

const Inside = ({ whose }: { readonly whose: string }) => {
  const desk = useDesk();
  const { t, person } = desk;
  const bulk = useBulk();
  const { rows } = useAbsences();
  const [done, setDone] = useState<BulkResult | null>(null);
  const { value, fault } = useAsked('people.work', { person: whose }, 0, done);
  const receivers = useReceivers(whose);
  const isAway = rows.some((row) => row.person === whose && phaseOf(row, deskNow()) === 'active');
  const [chosen, setChosen] = useState('');
  const [cause, setCause] = useState<string | null>(null);
  const [text, setText] = useState('');
  const why = cause ?? (isAway ? 'absence' : 'workload');
  const to = chosen === '' && receivers.length === 1 ? receivers[0]!.id : chosen;
  const work = value?.ok === true ? value.value : null;
  const blocked = to === '' ? t('move.needsReceiver') : (work?.total ?? 0) === 0 ? t('move.nothing', { name: person(whose) }) : null;
  const move = async (): Promise<void> => {
    if (blocked !== null || work === null) return;
    const input = { person: whose, to, cause: why === 'absence' ? 'absence' : 'workload', text: text.trim() } as const;
    const result = await bulk('people.move', input, t('move.done', { count: work.total, name: person(to) }));
    if (result === null) return;
    setDone(result);
    if (result.failed.length === 0) foldOverlay('move');
  };
  useKey('send', () => void move(), true, 2);
  if (value?.ok === false) return <p className="p-4">{refusalWords(value.refusal, desk, deskNow())}</p>;
  if (work === null) return <p className="p-4 text-ink-2">{fault === null ? t('move.loading') : t('move.noAnswer')}</p>;
  return (
    <>
      <div ref={reachable} className="flex min-h-0 flex-col gap-4 overflow-auto p-4 -outline-offset-2">
        {done === null || done.failed.length === 0 ? null : (
          <div role="alert" className="rounded-lg border border-bad bg-bad-soft p-3">
            <p className="font-semibold">{t('bulk.part', { done: done.done, count: done.failed.length })}</p>
            <ul>
              {failureLines(done, desk, deskNow()).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        )}
        {work.total === 0 ? <p className="text-ink-2">{t('move.nothing', { name: person(whose) })}</p> : null}
        {work.cases.length === 0 ? null : (
          <section aria-label={t('move.cases', { count: work.cases.length })}>
            <h3 className="heading pb-1">{t('move.cases', { count: work.cases.length })}</h3>
            <WorkCases cases={work.cases} />
          </section>
        )}
        {work.promises.length === 0 ? null : (
          <section aria-label={t('move.promises', { count: work.promises.length })}>
            <h3 className="heading pb-1">{t('move.promises', { count: work.promises.length })}</h3>
            <WorkPromises promises={work.promises} />
          </section>
        )}
      </div>
      {work.total === 0 ? null : (
        <div className="flex flex-col gap-3 border-t border-line p-4">
          <div className="grid grid-cols-2 gap-3">
            <div className="flex flex-col gap-1">
              <span aria-hidden className="text-small text-ink-2">
                {t('move.to')}
              </span>
              <Select label={t('move.to')} value={to} options={receivers} onChange={setChosen} />
            </div>
            <div className="flex flex-col gap-1">
              <span aria-hidden className="text-small text-ink-2">
                {t('move.cause')}
              </span>
              <Pick
                label={t('move.cause')}
                value={why}
                options={(['absence', 'workload'] as const).map((id) => ({ id, label: t(`move.cause-${id}`) }))}
                onChange={setCause}
              />
            </div>
          </div>
          <Text most={LONGEST.aside} label={t('move.text')} value={text} onChange={setText} />
          <div className="flex items-center gap-3">
            <Button kind="primary" keyId="send" blocked={blocked} onPress={() => void move()}>
              {to === '' ? t('move.moveAll', { count: work.total }) : t('move.moveTo', { count: work.total, name: person(to) })}
            </Button>
            <p className="text-small text-ink-2">{t('move.explain')}</p>
          </div>
        </div>
      )}
    </>
  );
};
