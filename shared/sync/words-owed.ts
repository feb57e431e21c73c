// Decides what becomes of a command that names words nobody has sent: they are asked for once, and without them it is kept aside.
import { refuse } from '../kernel/result.ts';
import type { Body } from '../case/commands.ts';
import type { LedgerAppend, LedgerStore } from '../store/ledger-store.ts';
import type { Docket } from './docket.ts';
import type { Hashes } from './judge.ts';
import type { Push, PushAnswer, PushEntry } from './protocol.ts';
import type { Caller } from './rights.ts';

type Pushed = {
  readonly push: Push;
  readonly caller: Caller;
  readonly fresh: readonly PushEntry[];
  readonly sent: Hashes;
};

export interface OwedWords {
  /** Of each push that says something without its words: what the ledger has of them already, or the answer that asks for them. */
  of<Each extends Pushed>(docket: Docket, news: readonly Each[]): Promise<Owed<Each>>;
}

export type Owed<Each> = { readonly known: ReadonlyMap<string, Body>; readonly asked: ReadonlyMap<Each, PushAnswer> };

/** Asked for and not brought yet; whoever is forgotten is asked once more. */
const REMEMBERED = 10_000;

export const createOwedWords = (store: Pick<LedgerStore, 'bodies'>): OwedWords => {
  const asked = new Set<string>();
  const remember = (name: string): void => {
    asked.add(name);
    if (asked.size > REMEMBERED) asked.delete(asked.values().next().value!);
  };

  return {
    of: async (docket, news) => {
      const lacking = news.map((each) => ({ each, entries: wordless(docket, each) })).filter(({ entries }) => entries.length > 0);
      if (lacking.length === 0) return { known: new Map(), asked: new Map() };
      // A desk tells its journal again where a hub was set back; some of the words may have come before.
      const hashes = new Set(lacking.flatMap(({ entries }) => entries.map(({ body }) => body)));
      const known = new Map((await store.bodies(docket.lane, [...hashes])).map((body) => [body.hash, body]));
      const answers = lacking.flatMap(({ each, entries }) => {
        const { push } = each;
        const names = entries.flatMap(({ dseq, hash, body }) =>
          known.has(body) ? [] : [{ dseq, body, name: JSON.stringify([push.lane, push.device, push.gen, hash]) }],
        );
        // Whoever comes again without them has them no more, and must not wait behind his own words for ever.
        const fresh = names.filter(({ name }) => !asked.has(name));
        names.forEach(({ name }) => remember(name));
        const [first] = fresh;
        return first === undefined ? [] : [[each, refuse('body-missing', { dseq: first.dseq, hash: first.body })] as const];
      });
      return { known, asked: new Map(answers) };
    },
  };
};

type Wordless = { readonly dseq: number; readonly hash: string; readonly body: string };

/** Commands settled before and those of strangers are settled as they are. */
const wordless = ({ lane, commands, earlier }: Docket, { fresh, caller, sent }: Pushed): readonly Wordless[] => {
  const found: Wordless[] = [];
  for (const entry of fresh) {
    const read = commands.get(entry)!;
    if (!read.ok || read.value.body === null || sent.has(read.value.body)) continue;
    const { id, actor, body } = read.value;
    if (!earlier.has(id) && caller.admits(lane, actor) === null) found.push({ dseq: entry.dseq, hash: entry.hash, body });
  }
  return found;
};

/** Words are kept with the case of the command that says them. Nothing else that came along is: nobody would ever ask for it. */
export const wordsSaid = ({ commands }: Docket, { push, fresh }: Pick<Pushed, 'push' | 'fresh'>): LedgerAppend['bodies'] => {
  if (push.bodies.length === 0) return [];
  const said = new Map<string, string>();
  const unread: string[] = [];
  for (const entry of fresh) {
    const read = commands.get(entry)!;
    if (!read.ok) unread.push(entry.text);
    else if (read.value.body !== null) said.set(read.value.body, read.value.caseId);
  }
  const kept: { readonly caseId: string; readonly body: Body }[] = [];
  for (const { caseId, hash, salt, text } of push.bodies) {
    const own = said.get(hash) ?? (unread.some((command) => command.includes(hash)) ? caseId : null);
    if (own !== null) kept.push({ caseId: own, body: { hash, salt, text } });
  }
  return kept;
};
