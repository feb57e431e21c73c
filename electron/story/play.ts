// Plays the story: a day with a line, a week without, one office put back from a backup and one lost, and the day the line comes back.
import type { BudgetAccount } from '../../shared/case/budget-account.ts';
import type { Ms } from '../../shared/kernel/time.ts';
import { LANE, openHouse, type House, type Office } from './house.ts';
import { holdingsAt, serve } from './office-work.ts';
import {
  ASKED,
  BACKUP,
  CUSTOMERS,
  DAYS,
  DROWNS,
  FAILS,
  LAST,
  MANAGER,
  OFFICES,
  PEOPLE,
  RETURN,
  SHARED,
  type Day,
  type Place,
} from './script.ts';
import type { Holding, Told } from './told.ts';

export type Account = { readonly id: string; readonly budget: BudgetAccount };

/** What a manager gave up: whose, why, and how much nobody can account for. */
export type WrittenOff = { readonly account: string; readonly office: Place; readonly amount: number; readonly reason: 'lost' | 'broken' };

export type Morning = { readonly day: Day; readonly office: Place; readonly holdings: readonly Holding[]; readonly share: number | null };

export type Played = {
  readonly told: readonly Told[];
  readonly mornings: readonly Morning[];
  readonly before: readonly Account[];
  readonly after: readonly Account[];
  readonly writtenOff: readonly WrittenOff[];
  readonly devices: ReadonlyMap<string, Place>;
};

export type PlayOptions = { readonly root: string; readonly onDay?: (day: Day) => void };

/** At nine in the morning in summer, where the offices are. */
export const hourOf = (day: Day, hour = 9): Ms => Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00+02:00`);

const FIELD = OFFICES.filter(({ id }) => id !== 'zentrale');

/** Everybody has heard of everything: twice round, because what one says follows from what another has said. */
const settleAll = async (offices: readonly Office[]): Promise<void> => {
  for (const office of [...offices, ...offices]) {
    const { trouble } = await office.desk().ask({ do: 'settle', lane: LANE });
    if (trouble !== null) throw new Error(`no conversation with the hub: ${trouble}`);
  }
};

/** Every budget of the house, as whoever answers for it sees it at the head office. */
const accountsAt = async (head: Office, manager: string): Promise<readonly Account[]> => {
  const { budgets } = await head.desk().call('budgets.view', manager, {});
  const states = await Promise.all(budgets.map(({ account }) => head.desk().ask({ do: 'state', caseId: account })));
  return states.flatMap((state) => (state?.budget === undefined ? [] : [{ id: state.id, budget: state.budget }]));
};

type Stage = {
  readonly house: House;
  readonly told: Told[];
  readonly mornings: Morning[];
  /** Of customers who ask for the first time: who comes next. */
  readonly newcomers: string[];
};

const officeOf = ({ house }: Pick<Stage, 'house'>, id: Place): Office => house.offices.get(id)!;

/** Whoever opens up signs in and sees what his workstation holds; what stood in the notebook only is entered first. */
const workDay = async (stage: Stage, place: Place, person: string, day: Day, notebook: readonly Told[] = []): Promise<void> => {
  const { told, mornings, newcomers } = stage;
  const office = officeOf(stage, place);
  await office.setClock(hourOf(day));
  const session = await office.signIn(person);
  await office.desk().ask({ do: 'settle', lane: LANE });
  const { holds } = await office.desk().call('budgets.view', session, {});
  mornings.push({ day, office: place, holdings: await holdingsAt(office, session), share: holds.share });
  const base = { office, session, day, place, person };
  for (const { number, customer, kind, amount } of notebook)
    told.push(await serve({ ...base, number: told.length + 1, customer, asking: { kind, amount }, again: number }));
  for (const asking of ASKED.filter((row) => row.day === day && row.office === place)) {
    const customer = asking.customer ?? newcomers.shift()!;
    told.push(await serve({ ...base, number: told.length + 1, customer, asking, again: null }));
  }
};

/** Between two days: folders are copied, disks fail, rooms are flooded. */
const night = async (stage: Stage, day: Day, next: Day): Promise<void> => {
  const [husum, buesum] = [officeOf(stage, 'husum'), officeOf(stage, 'buesum')];
  if (day === BACKUP) {
    await husum.close();
    husum.backUp();
    await husum.start(hourOf(next));
  }
  if (day === FAILS) {
    await husum.putBack();
    await husum.start(hourOf(next));
  }
  if (day === DROWNS) await buesum.lose();
};

/** A manager gives up what a workstation still held, by name and with a reason: `which` of its leases. */
const writeOff = async (
  head: Office,
  manager: string,
  device: string,
  office: Place,
  reason: WrittenOff['reason'],
  which: readonly BudgetAccount['leases'][number]['standing'][],
): Promise<readonly WrittenOff[]> => {
  const given: WrittenOff[] = [];
  const text = reason === 'lost' ? 'Gerät beim Hochwasser verloren.' : 'Platte ausgefallen; Verlorenes aus dem Notizbuch neu erfasst.';
  for (const { id, budget } of await accountsAt(head, manager))
    for (const { lease, granted, used, standing, ...row } of budget.leases)
      if (row.device === device && which.includes(standing)) {
        const input = { account: id, verb: 'write-off-lease', lease, reason, text } as const;
        const done = await head.desk().call('budget.act', manager, input);
        if (!done.ok) throw new Error(`not written off: ${JSON.stringify(done.refusal)}`);
        given.push({ account: id, office, amount: granted - used, reason });
      }
  await settleAll([head]);
  return given;
};

export const playStory = async <Read>(
  { root, onDay = () => undefined }: PlayOptions,
  read: (house: House, played: Played) => Promise<Read>,
): Promise<Read> => {
  const house = await openHouse({ root, at: hourOf(LAST), people: PEOPLE, customers: CUSTOMERS, offices: OFFICES });
  const newcomers = CUSTOMERS.map(({ id }) => id).filter((id) => id !== SHARED);
  const stage: Stage = { house, told: [], mornings: [], newcomers };
  const { told, mornings } = stage;
  try {
    const all = [...house.offices.values()];
    const head = officeOf(stage, 'zentrale');
    await settleAll(all);
    const devices = new Map<string, Place>();
    for (const { id } of OFFICES) devices.set((await officeOf(stage, id).desk().ask({ do: 'settle', lane: LANE })).device, id);

    for (const day of DAYS.slice(0, -1)) {
      onDay(day);
      const present = FIELD.filter(({ id }) => !(id === 'buesum' && day > DROWNS));
      for (const { id, people } of present) {
        const isBack = id === 'husum' && DAYS[DAYS.indexOf(day) - 1] === FAILS;
        const notebook = isBack ? told.filter(({ office, day: on }) => office === id && on > BACKUP && on <= FAILS) : [];
        await workDay(stage, id, people[0]!, day, notebook);
      }
      if (day === LAST) {
        await settleAll(all);
        for (const { id } of FIELD) officeOf(stage, id).line.cut();
      }
      await night(stage, day, DAYS[DAYS.indexOf(day) + 1]!);
    }

    onDay(RETURN);
    await house.moveHub(hourOf(RETURN));
    await head.setClock(hourOf(RETURN));
    await settleAll([head]);
    const manager = await head.signIn(MANAGER);
    const before = await accountsAt(head, manager);
    const deviceOf = (place: Place): string => [...devices].find(([, id]) => id === place)![0];
    const lost = await writeOff(head, manager, deviceOf('buesum'), 'buesum', 'lost', ['open', 'frozen']);
    const back = [officeOf(stage, 'kiel'), officeOf(stage, 'husum')];
    for (const [index, office] of back.entries()) {
      await office.setClock(hourOf(RETURN));
      office.line.mend();
      await office.signIn(FIELD[index]!.people[0]!);
      await settleAll([office]);
    }
    await settleAll([...back, head]);
    // What the workstation put back held before, nobody can prove: the hub has not heard its end.
    const broken = await writeOff(head, manager, deviceOf('husum'), 'husum', 'broken', ['frozen']);
    await settleAll([...back, head]);
    const after = await accountsAt(head, manager);
    return await read(house, { told, mornings, before, after, writtenOff: [...lost, ...broken], devices });
  } finally {
    await house.end();
  }
};
