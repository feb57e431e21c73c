// Lists the approvals by telephone that somebody gave or entered at this workstation: which still wait, which lapsed, and which the hub does not bear out.
import { z } from 'zod';
import { phoneFileId, PHONE_LIFE, PHONE_SLACK } from './case/telephone-code.ts';
import { isConfirmed, type PhoneFile } from './case/telephone-file.ts';
import type { CallOutput } from './api.ts';
import type { DeskInside } from './desk-parts.ts';
import type { Seat } from './desk-session.ts';

type Row = CallOutput<'telephone.list'>[number];

const MOST = 100;

/** Of the desk's settings: challenges that were agreed to or entered here, the newest last. */
const BOOK = 'telephone-calls:';

const callsAt = ({ store }: Pick<DeskInside, 'store'>, lane: string): readonly string[] => {
  const kept = store.setting(BOOK + lane);
  return kept === null || kept === '' ? [] : z.array(z.string()).parse(JSON.parse(kept));
};

/** Kept, so that the call can be looked up here however it ends. */
export const keepCall = ({ store }: Pick<DeskInside, 'store'>, lane: string, challenge: string): void => {
  const calls = callsAt({ store }, lane).filter((other) => other !== challenge);
  store.transact(() => store.saveSetting(BOOK + lane, JSON.stringify([...calls, challenge].slice(-MOST))));
};

const filesOf = ({ store }: DeskInside, lane: string): readonly PhoneFile[] =>
  callsAt({ store }, lane).flatMap((challenge) => {
    const caseId = phoneFileId(lane, challenge);
    return (store.currentState(caseId) ?? store.confirmedState(caseId))?.phone ?? [];
  });

const standingOf = (file: PhoneFile, now: number): Row['standing'] => {
  const { given, used } = file;
  if (used !== null) return given === null ? 'unconfirmed' : isConfirmed(file) ? 'confirmed' : 'unlike';
  return now <= (given?.askedAt ?? 0) + PHONE_LIFE + PHONE_SLACK ? 'waiting' : 'lapsed';
};

/** Newest first; of whoever agreed, asked, or is said to have agreed. */
export const phoneCalls = (inside: DeskInside, { lane, person, policy }: Seat): Row[] => {
  const named = (id: string) => ({ person: id, name: policy.people.get(id)?.name ?? id });
  const now = inside.clock();
  return filesOf(inside, lane)
    .flatMap((file): readonly (Row & { readonly at: number })[] => {
      const { given, used } = file;
      const side = used ?? given;
      const people = [given?.lead, given?.asker, used?.lead, used?.asker];
      if (side === null || !people.includes(person.id)) return [];
      return [
        {
          challenge: file.challenge,
          number: side.number,
          decisionType: side.decisionType,
          unit: policy.decisions.get(side.decisionType)?.unit ?? 'money',
          amount: side.amount,
          currency: policy.pack.principal.currency,
          asker: named(side.asker),
          lead: named(side.lead),
          givenAt: given?.at ?? null,
          usedAt: used?.at ?? null,
          standing: standingOf(file, now),
          caseId: used?.case ?? null,
          at: side.askedAt,
        },
      ];
    })
    .toSorted((a, b) => b.at - a.at)
    .map(({ at: _at, ...row }) => row);
};
