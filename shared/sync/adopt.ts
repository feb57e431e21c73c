// Gives commands that were saved from a damaged store a place in this desk's journal; their identity and their words stay.
import type { Body, Command } from '../case/commands.ts';
import { refreshCase } from './derive.ts';
import { searchTextOf } from './forecast.ts';
import { readBody, type Inside } from './inside.ts';
import { entryHash } from './protocol.ts';

/** In the order in which they were given; `text` is the exact bytes of a command. */
export type Saved = {
  readonly commands: readonly { readonly text: string }[];
  readonly bodies: readonly { readonly lane: string; readonly caseId: string; readonly body: Body }[];
};

/**
 * What the ledger has confirmed already is told apart by its events and left out; the rest waits for a verdict like any other
 * command. A command whose pack this desk does not know forecasts nothing, and the ledger will say what it thinks.
 */
export const adoptSaved = (inside: Inside, saved: Saved): void => {
  const { store, digest, device, beliefs } = inside;
  beliefs.clear();
  store.transact(() => {
    for (const { lane, caseId, body } of saved.bodies) store.saveBodies(lane, caseId, [body], true);
    const touched = new Set<string>();
    const adopted: Command[] = [];
    for (const { text } of saved.commands) {
      const command = JSON.parse(text) as Command;
      const confirmed = store.eventsOf(command.caseId).some(({ event }) => event.command === command.id);
      if (confirmed || store.knowsCommand(command.id)) continue;
      const { gen, dseq, hash: prev } = store.journalHead(command.lane);
      const hash = entryHash(digest, { device, gen }, dseq + 1, prev, text);
      store.queue({ command, text, device, gen, dseq: dseq + 1, prev, hash, forecast: [] });
      touched.add(command.caseId);
      adopted.push(command);
    }
    for (const caseId of touched)
      refreshCase(inside, caseId, { confirmed: store.confirmedState(caseId), current: store.confirmedState(caseId) }, []);
    for (const command of adopted) {
      const forecast = store.waiting(command.id)?.forecast ?? [];
      const text = forecast.length === 0 ? '' : searchTextOf(forecast, command.body === null ? null : readBody(store, command.body));
      if (text !== '') store.index({ command: command.id, caseId: command.caseId, lane: command.lane, text, at: forecast[0]!.at });
    }
  });
};
