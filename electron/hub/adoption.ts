// Keeps commands saved from a damaged store until the hub has been greeted: only then is known under which numbers they may go on.
import type { DeskStore } from '../../shared/store/desk-store.ts';
import type { Saved } from '../../shared/sync/adopt.ts';
import type { Engine } from '../../shared/sync/engine.ts';
import { HUB_SETTINGS } from './hub-file.ts';

const SAVED = `${HUB_SETTINGS}saved`;
const LOOK = 1_000;

export interface Adoption {
  keep(saved: Saved): void;
  /** Looks now, and again until everything has been taken in. */
  watch(engine: Engine): void;
  stop(): void;
}

export const createAdoption = (store: Pick<DeskStore, 'transact' | 'setting' | 'saveSetting' | 'head'>): Adoption => {
  let timer: NodeJS.Timeout | null = null;
  const read = (): Saved => {
    const kept = store.setting(SAVED);
    // Written by `keep` alone.
    return kept === null || kept === '' ? { commands: [], bodies: [] } : (JSON.parse(kept) as Saved);
  };
  const write = (saved: Saved): void =>
    store.transact(() => store.saveSetting(SAVED, saved.commands.length === 0 ? '' : JSON.stringify(saved)));
  const stop = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };

  const look = (engine: Engine): void => {
    const saved = read();
    const ready = new Set(lanesOf(saved).filter((lane) => store.head(lane).epoch !== null && engine.status(lane).trouble === null));
    if (ready.size > 0) {
      // Taken in first and forgotten after: what is there already is not taken in twice.
      engine.adopt(partOf(saved, (lane) => ready.has(lane)));
      write(partOf(saved, (lane) => !ready.has(lane)));
      for (const lane of ready) engine.kick(lane);
    }
    if (read().commands.length === 0) stop();
  };

  return {
    keep: (saved) => {
      const before = read();
      write({ commands: [...before.commands, ...saved.commands], bodies: [...before.bodies, ...saved.bodies] });
    },
    watch: (engine) => {
      stop();
      if (read().commands.length === 0) return;
      timer = setInterval(() => look(engine), LOOK);
      timer.unref();
      look(engine);
    },
    stop,
  };
};

const laneOf = ({ text }: Saved['commands'][number]): string => (JSON.parse(text) as { readonly lane: string }).lane;
const lanesOf = (saved: Saved): readonly string[] => [...new Set(saved.commands.map(laneOf))];
const partOf = (saved: Saved, wanted: (lane: string) => boolean): Saved => ({
  commands: saved.commands.filter((command) => wanted(laneOf(command))),
  bodies: saved.bodies.filter(({ lane }) => wanted(lane)),
});
