// Keeps a desk's packs, customers and absences in step with the ledger's: alone they travel both ways, with a hub they come down.
import { exchangeAbsences } from './absence-book.ts';
import { redecide } from './derive.ts';
import type { Inside } from './inside.ts';
import { BATCH, type Greeting, type Page } from './protocol.ts';

/** A ledger that has never heard of the lane gets its packs first; they open it. Answers whether there were any. */
export const introduce = async (inside: Inside, lane: string): Promise<boolean> => {
  const packs = inside.store.packs().filter((pack) => pack.lane === lane);
  for (const pack of packs) await publish(inside, pack.document);
  return packs.length > 0;
};

const publish = async ({ transport }: Inside, document: Parameters<Inside['transport']['publishPack']>[0]): Promise<void> => {
  const published = await transport.publishPack(document);
  if (!published.ok) throw new Error(`the ledger refused a pack this desk works with: ${JSON.stringify(published.refusal)}`);
};

/** Packs and customers travel both ways, so that a ruling sees what the forecast saw. */
export const exchangePapers = async (inside: Inside, lane: string, hello: Greeting): Promise<void> => {
  const { store, transport } = inside;
  for (const pack of store.packs()) if (pack.lane === lane && !hello.packs.includes(pack.version)) await publish(inside, pack.document);
  await learnMissingPacks(inside, lane, hello);
  if (hello.customers >= store.customerCount(lane)) return;
  for (let after = ''; ;) {
    const page = store.customers(lane, after, BATCH);
    if (page.length === 0) return;
    await transport.putCustomers(lane, page);
    after = page.at(-1)!.id;
  }
};

/** Cases are only shown under a pack, so it comes first. */
export const learnMissingPacks = async (inside: Inside, lane: string, hello: Greeting): Promise<void> => {
  const own = new Set(inside.store.packs().flatMap((pack) => (pack.lane === lane ? [pack.version] : [])));
  if (hello.packs.some((version) => !own.has(version))) await learnPacks(inside, lane);
  inside.packMarks.set(lane, hello.packs.length);
};

const learnPacks = async ({ store, transport, policies, tell }: Inside, lane: string): Promise<void> => {
  const packs = await transport.packs(lane);
  store.transact(() => packs.forEach(({ version, document, at }) => store.savePack(lane, version, document, at)));
  policies.add(packs);
  tell({ type: 'changed', lane, cases: [], topics: ['pack', 'queue', 'lead', 'case', 'alerts'] });
};

/** Tells the windows where somebody is away now, or back again. */
export const learnAbsences = async (inside: Inside, lane: string): Promise<void> => {
  if (!(await exchangeAbsences(inside, lane))) return;
  inside.tell({ type: 'changed', lane, cases: redecide(inside, lane), topics: ['absence', 'lead', 'case', 'alerts'] });
};

/** What a page says has changed among the papers. */
export const learnPapers = async (inside: Inside, lane: string, page: Pick<Page, 'absences' | 'packs' | 'customers'>): Promise<void> => {
  if (page.absences !== inside.marks.get(lane)) await learnAbsences(inside, lane);
  if (inside.transport.mode === 'loopback') return;
  if (page.packs !== inside.packMarks.get(lane)) {
    await learnPacks(inside, lane);
    inside.packMarks.set(lane, page.packs);
  }
};

export const CUSTOMERS_MARK = 'customers-mark:';

/** Page by page after the mark, each with its mark in one transaction. A hub that was set back counts from an older one: all of them come again. */
export const learnCustomers = async (inside: Inside, lane: string, mark: number): Promise<void> => {
  const { store, transport, tell } = inside;
  if (transport.mode === 'loopback') return;
  let own = Number(store.setting(CUSTOMERS_MARK + lane) ?? '0');
  if (own === mark) return;
  if (own > mark) own = 0;
  for (;;) {
    const page = await transport.customers(lane, own);
    store.transact(() => {
      store.putCustomers(lane, page.customers);
      store.saveSetting(CUSTOMERS_MARK + lane, String(page.mark));
    });
    await inside.breathe?.();
    // A hub that promises more and tells nothing would be asked for ever.
    if (!page.more || page.mark <= own) break;
    own = page.mark;
  }
  tell({ type: 'changed', lane, cases: redecide(inside, lane), topics: ['queue', 'case'] });
};
