// Measures what people wait for all day: their list and the search, in a small store and in a big one.
import { join } from 'node:path';
import { generateStore } from '../../electron/generate-store.ts';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import telecom from '../../shared/packs/telecom.json' with { type: 'json' };
import { findArticles } from '../../shared/views/article-search.ts';
import { median, percentile, round, timed, withFolder } from './measure.ts';

const LANE = 'nordlicht';
const AGENT = 'lena';

export type ListsReport = {
  readonly cases: readonly [number, number];
  readonly queueMs: readonly [number, number];
  readonly queueRatio: number;
  readonly searchP95Ms: number;
  readonly searchMedianMs: number;
  readonly searches: number;
  readonly articlesP95Ms: number;
  readonly articlesFirstMs: number;
  readonly articles: number;
  readonly generateCasesPerSecond: number;
};

/** `say` is told what takes long. */
export const benchLists = (small: number, big: number, say: (what: string) => void): Promise<ListsReport> =>
  withFolder(async (dir) => {
    const generateMs = await timed(async () => {
      for (const cases of [small, big]) {
        say(`making a store of ${cases} cases`);
        const made = await generateStore({
          dir: join(dir, String(cases)),
          cases,
          seed: 2,
          principal: LANE,
          language: 'de',
          clock: Date.now,
          progress: () => undefined,
        });
        if (!made.ok) throw new Error(JSON.stringify(made.refusal));
      }
    });
    const places = [await open(join(dir, String(small))), await open(join(dir, String(big)))] as const;
    try {
      const seats = await Promise.all(places.map(signIn));
      const queue: [number[], number[]] = [[], []];
      const ask = (which: 0 | 1): Promise<unknown> => places[which].desk.call('queue.list', seats[which]!, { limit: 50 });
      for (let n = 0; n < 120; n += 1) {
        // In turns; the first ones only warm up.
        for (const which of [0, 1] as const) {
          const ms = await timed(() => ask(which));
          if (n >= 20) queue[which].push(ms);
        }
      }
      const searches: number[] = [];
      for (const text of typed()) searches.push(await timed(() => places[1].desk.call('search', seats[1]!, { text, limit: 20 })));
      const [a, b] = [median(queue[0]), median(queue[1])];
      return {
        cases: [small, big],
        queueMs: [round(a, 3), round(b, 3)],
        queueRatio: round(b / a),
        searchP95Ms: round(percentile(searches, 0.95)),
        searchMedianMs: round(median(searches)),
        searches: searches.length,
        ...benchArticles(),
        generateCasesPerSecond: round(((small + big) * 1_000) / generateMs, 0),
      };
    } finally {
      for (const place of places) await place.close();
    }
  });

const MANY = 200;

/** As many articles as a pack may hold, each a page long; the first search of all folds their words. */
const benchArticles = (): Pick<ListsReport, 'articlesP95Ms' | 'articlesFirstMs' | 'articles'> => {
  const { articles } = telecom.guidance;
  const text = articles.map(({ body }) => body.de).join('\n\n');
  const pack = {
    guidance: {
      steps: [],
      deescalation: [],
      articles: Array.from({ length: MANY }, (_, n) => {
        const { title, body } = articles[n % articles.length]!;
        const long = `${body.de}\n\n${text.slice((n * 37) % 9_000)}`.slice(0, 3_500);
        return { id: `a-${n}`, title: { de: `${title.de} ${n}`, en: title.en }, body: { de: long, en: body.en } };
      }),
    },
  };
  const ask = (typedText: string): number => {
    const began = performance.now();
    findArticles(pack, { text: typedText, category: 'fault', language: 'de', limit: 12 });
    return performance.now() - began;
  };
  const first = ask('router');
  const times = typed().map(ask);
  return { articlesP95Ms: round(percentile(times, 0.95)), articlesFirstMs: round(first), articles: MANY };
};

const open = async (dir: string): Promise<Workplace> => {
  const opened = await openWorkplace({ dir });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  return opened.value;
};

const signIn = async ({ desk }: Workplace): Promise<string> => {
  const signed = await desk.call('session.sign-in', null, { lane: LANE, person: AGENT });
  if (!signed.ok) throw new Error(JSON.stringify(signed.refusal));
  return signed.value.session;
};

/** Every keystroke of what an agent types: common words, rare names, two words, a number of a case. */
const typed = (): readonly string[] => {
  const whole = [
    'Rechnung',
    'Störung und',
    'Frist läuft',
    'Petrović',
    'Yıldız',
    'Möller Betrag',
    'Vertrag und Tarif',
    'bestätigung',
    'rückruf',
    'Kündigung Unterlagen',
    'Sørensen',
    'NT-0000-1',
    'Brief',
    'xylophon',
    'datenschutz',
  ];
  return whole.flatMap((text) => Array.from({ length: text.length }, (_, n) => text.slice(0, n + 1)));
};
