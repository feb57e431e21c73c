// Sends what was said along with the events that name it, so that a workstation that was woken need not ask a second time.
import type { Body } from '../../shared/case/commands.ts';
import type { Confirmed } from '../../shared/case/events.ts';
import type { LedgerSession } from '../../shared/sync/ledger.ts';
import type { Push } from '../../shared/sync/protocol.ts';

export interface WordsAlong {
  /** A push was settled, and with that its words were held against their hashes. */
  note(frame: Push): void;
  /** What the events of a page name, as far as one answer takes it; what a workstation has said itself it has. */
  of(session: Pick<LedgerSession, 'bodies'>, lane: string, device: string, events: readonly Confirmed[]): Promise<readonly Body[]>;
}

/** Characters of the words that are kept at hand, and of those that go along with one page. */
const AT_HAND = 2_000_000;
const ALONG = 1_000_000;

type Said = { readonly device: string; readonly caseId: string; readonly body: Body };

/**
 * Two hundred workstations wake up for the same note: its words are kept at hand as they were pushed, by the case they were pushed for, and
 * whoever is shown an event of that case is shown them. All others are read with the rights of whoever asks.
 */
export const createWordsAlong = (): WordsAlong => {
  const said = new Map<string, Said>();
  let size = 0;
  const nameOf = (lane: string, hash: string): string => `${lane}\n${hash}`;
  const drop = (name: string): void => {
    size -= said.get(name)?.body.text.length ?? 0;
    said.delete(name);
  };
  return {
    note: ({ lane, device, bodies }) => {
      for (const { caseId, hash, salt, text } of bodies) {
        const name = nameOf(lane, hash);
        drop(name);
        said.set(name, { device, caseId, body: { hash, salt, text } });
        size += text.length;
      }
      for (const name of said.keys()) {
        if (size <= AT_HAND) return;
        drop(name);
      }
    },
    of: async (session, lane, device, events) => {
      const along: Body[] = [];
      const others: string[] = [];
      let room = ALONG;
      for (const { event } of events) {
        if (event.body === null) continue;
        const known = said.get(nameOf(lane, event.body));
        if (known?.device === device) continue;
        if (known?.caseId !== event.caseId) others.push(event.body);
        else if ((room -= known.body.text.length) >= 0) along.push(known.body);
      }
      const read = others.length === 0 || room < 0 ? [] : await session.bodies(lane, others);
      return [...along, ...read.filter(({ text }) => (room -= text.length) >= 0)];
    },
  };
};
