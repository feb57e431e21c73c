// Asks a hub, for whoever answers for others, which workstations there are; and keeps the list for when the line is gone.
import { z } from 'zod';
import type { Clock, Ms } from '../../shared/kernel/time.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import { isTransportTrouble } from '../../shared/sync/trouble.ts';
import { workstationSchema, type Workstation } from '../../shared/sync/wire-parts.ts';
import type { HubClient } from './hub-client.ts';
import { HUB_SETTINGS } from './hub-file.ts';

/** A screen that shows the list waits so long for it, and asks anew when it is older. */
const LIST_WAIT: Ms = 2_000;
const LIST_AGE: Ms = 10_000;

const listSchema = z.array(workstationSchema);

type Parts = { readonly store: DeskStore; readonly client: HubClient; readonly clock: Clock };

export const createWorkstations = ({ store, client, clock }: Parts): ((lane: string) => Promise<readonly Workstation[]>) => {
  const asked = new Map<string, Ms>();
  const nameOf = (lane: string): string => `${HUB_SETTINGS}workstations:${lane}`;
  const kept = (lane: string): readonly Workstation[] => {
    const text = store.setting(nameOf(lane));
    return text === null || text === '' ? [] : listSchema.parse(JSON.parse(text));
  };
  const isOld = (lane: string): boolean => Math.abs(clock() - (asked.get(lane) ?? 0)) > LIST_AGE;
  return async (lane) => {
    if (!isOld(lane)) return kept(lane);
    asked.set(lane, clock());
    try {
      const { workstations } = await client.ask('workstations', { lane }, LIST_WAIT);
      const text = JSON.stringify(workstations);
      if (store.setting(nameOf(lane)) !== text) store.transact(() => store.saveSetting(nameOf(lane), text));
    } catch (error) {
      // A hub of an older version knows no such list, and one that is away tells none: what was kept is shown.
      if (!isTransportTrouble(error)) throw error;
    }
    return kept(lane);
  };
};
