// Knows the absence book as this window sees it, and writes into it; a refusal comes back as a sentence.
import { useEffect, useRef, useState } from 'react';
import { call } from '../api/api.ts';
import { useLive, wake } from '../state/live.ts';
import { useSession } from '../state/session.ts';
import { showToast } from '../state/toasts.ts';
import { once } from '../state/under-way.ts';
import { standsInFor } from '../../shared/policy/absence.ts';
import type { AbsenceRow } from '../../shared/views/shapes.ts';
import { announce } from './announce.tsx';
import { focusHome } from './focus-home.ts';
import { deskNow, useNow } from './now.ts';
import { faultWords, refusalWords } from './refusal-words.ts';
import { fromLocalInput, momentSaid, toLocalInput } from './time-words.ts';
import { useDesk } from './use-pack.ts';

export type AbsenceWish = {
  readonly person: string;
  readonly deputy: string;
  readonly from: number;
  readonly until: number;
  readonly scope: string[] | null;
};

export type AbsencePhase = 'active' | 'coming' | 'over';

export const phaseOf = ({ from, until, endedAt }: AbsenceRow, now: number): AbsencePhase =>
  endedAt !== null || until <= now ? 'over' : now < from ? 'coming' : 'active';

const DAY = 86_400_000;

/** The last minute of the local day `days` after today. */
export const eveningIn = (days: number, now: number, zone: string): number => {
  const noon = fromLocalInput(`${toLocalInput(now, zone).slice(0, 10)}T12:00`, zone) ?? now;
  const day = toLocalInput(noon + days * DAY, zone).slice(0, 10);
  return fromLocalInput(`${day}T23:59`, zone) ?? now + (days + 1) * DAY;
};

type Absences = {
  readonly rows: readonly AbsenceRow[];
  /** Who decides for the signed-in person right now. */
  readonly mine: AbsenceRow | null;
  /** Whoever did so last; null when nobody ever did. */
  readonly last: AbsenceRow | null;
  /** Both answer null when it is done, or being done already, else why not, in words. */
  readonly set: (wish: AbsenceWish) => Promise<string | null>;
  readonly end: (row: AbsenceRow) => Promise<string | null>;
};

export const useAbsences = (): Absences => {
  const desk = useDesk();
  const { t, me, person, telling } = desk;
  const { value } = useLive('absence.list', {});
  // The end of the step, not its beginning: what was entered a moment ago is in force.
  const now = useNow(10_000) + 10_000;
  const rows = value ?? [];
  const done = (text: string): null => {
    showToast('done', text);
    announce(text);
    wake([], ['absence', 'presence', 'lead']);
    focusHome();
    return null;
  };
  return {
    rows,
    mine: rows.find((row) => row.person === me.person && phaseOf(row, now) === 'active') ?? null,
    last: rows.find((row) => row.person === me.person) ?? null,
    set: async (wish) => {
      const answer = await call('absence.set', wish);
      if (!answer.ok) return faultWords(answer.fault, t);
      if (!answer.value.ok) return refusalWords(answer.value.refusal, desk, deskNow());
      const moment = momentSaid(wish.until, deskNow(), telling);
      return done(t('absence.setDone', { deputy: person(wish.deputy), name: person(wish.person), moment }));
    },
    end: async (row) => {
      const answer = await once(['absence.end', row.id], () => call('absence.end', { id: row.id }));
      if (answer === null) return null;
      if (!answer.ok) return faultWords(answer.fault, t);
      if (!answer.value.ok) return refusalWords(answer.value.refusal, desk, deskNow());
      return done(t('absence.ended', { name: person(row.person) }));
    },
  };
};

/**
 * Whether the signed-in person does the work of somebody to whom cases are passed. Lists and cases are asked for again when an absence
 * begins or ends by time alone, of which nobody tells.
 */
export const useStandsIn = (people: readonly { readonly id: string; readonly role: string }[]): boolean => {
  const me = useSession((session) => session.me?.person ?? '');
  const { value } = useLive('absence.list', {});
  const [absent, setAbsent] = useState<readonly string[]>([]);
  useEffect(() => {
    const look = (): void => {
      const found = standsInFor(
        (value ?? []).map((row) => ({ ...row, lane: '' })),
        me,
        deskNow() + 1000,
      );
      setAbsent((known) => (known.join(' ') === found.join(' ') ? known : found));
    };
    look();
    const looking = window.setInterval(look, 10_000);
    return () => window.clearInterval(looking);
  }, [value, me]);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) wake([], ['absence', 'lead']);
    first.current = false;
  }, [absent]);
  return people.some(({ id, role }) => role !== 'agent' && absent.includes(id));
};
