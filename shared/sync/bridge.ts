// Gives a store that knows nothing of many desks yet the few answers the loopback needs.
import type { LedgerStore } from '../store/ledger-store.ts';

export const bridged = (store: LedgerStore): LedgerStore => {
  const old: Pick<LedgerStore, 'glance' | 'epochs' | 'eventAt'> = {
    eventAt: async (lane, position) => (position === 0 ? null : ((await store.events(lane, position - 1, 1))[0]?.event.id ?? null)),
    glance: async (lane, position) => {
      const head = await store.head(lane);
      if (head === null) return null;
      const anchor = position === 0 ? '' : await old.eventAt(lane, position);
      return { ...head, anchor, absences: await store.absenceMark(lane), customers: 0, canary: null };
    },
    epochs: async (lane) => {
      const head = await store.head(lane);
      return head === null ? [] : [{ epoch: head.epoch, from: 0 }];
    },
  };
  return { ...old, ...store };
};
