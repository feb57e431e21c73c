// Articles are found as one types, in either language, by the beginnings of words, with and without umlauts, the title first.
import { describe, expect, it } from 'vitest';
import { findArticles, plainText } from '../../shared/views/article-search.ts';
import { fc } from '../seeded.ts';

const row = (id: string, de: string, body: string, more: object = {}) => ({
  id,
  title: { de, en: `${id} in English` },
  body: { de: body, en: `# ${id}\n\nEnglish words only.` },
  ...more,
});
const PACK = {
  guidance: {
    steps: [],
    deescalation: [],
    articles: [
      row(
        'router',
        'Router zurücksetzen',
        '1. Stecker ziehen\n2. Eine Minute **warten**\n3. Stecker stecken\n\nSiehe [Störung](article:outage).',
        {
          categories: ['fault'],
        },
      ),
      row('outage', 'Störung im Gebiet', 'Der Router des Kunden ist in Ordnung; die Größe der Störung steht im Netzplan.', {
        categories: ['fault'],
      }),
      row('bill', 'Rechnung erklären', 'Posten für Posten.', { categories: ['billing'], words: { de: ['Faktura', 'Abrechnung'] } }),
      row('tone', 'Am Telefon', 'Zuhören, dann fragen.'),
    ],
  },
} as never;
const find = (text: string, more: object = {}): readonly string[] =>
  findArticles(PACK, { text, category: null, language: 'de', limit: 10, ...more }).map(({ id }) => id);

describe('the search over articles', () => {
  it('[GD6] finds beginnings of words, umlauts or not, and the title before the text', () => {
    expect(find('rout')).toEqual(['router', 'outage']);
    expect(find('stor')).toEqual(['outage', 'router']);
    expect(find('grosse')).toEqual(['outage']);
    expect(find('Größe störung')).toEqual(['outage']);
    expect(find('outer')).toEqual([]);
    expect(find('router rechnung')).toEqual([]);
  });
  it('[GD6] knows the other words an article is looked for by, and keeps to the language that is asked', () => {
    expect(find('faktura')).toEqual(['bill']);
    expect(find('english')).toEqual([]);
    expect(find('english', { language: 'en' })).toEqual(['router', 'outage', 'bill', 'tone']);
    expect(find('faktura', { language: 'en' })).toEqual([]);
  });
  it('[GD6] offers without words those of the category first, then those of every one', () => {
    expect(find('', { category: 'billing' })).toEqual(['bill', 'tone', 'router', 'outage']);
    expect(find('', { category: 'billing', limit: 1 })).toEqual(['bill']);
  });
  it('[GD6] shows the words around the first one found, without marks of layout, and counts the steps', () => {
    const [hit] = findArticles(PACK, { text: 'warten', category: null, language: 'de', limit: 1 });
    expect(hit).toMatchObject({ id: 'router', steps: 3, part: 'Stecker ziehen Eine Minute warten Stecker stecken Siehe Störung.' });
    expect(plainText('| Tag | Geld |\n| --- | :---: |\n| 3. | 5 € |\n\n---\n\nEnde --- nie')).toBe('Tag Geld 3. 5 € Ende --- nie');
    const long = `${'Vorspann ohne Belang. '.repeat(20)}Hier steht das Ziel. ${'Danach noch mehr. '.repeat(20)}`;
    const [far] = findArticles({ guidance: { articles: [row('far', 'Weit', long)] } } as never, {
      text: 'ziel',
      category: null,
      language: 'de',
      limit: 1,
    });
    expect(far?.part).toMatch(/^… .*das Ziel\. .* …$/);
    expect(far!.part.length).toBeLessThan(190);
  });
  it('[GD6] no line of an article holds up the desk, however it is made', () => {
    const lines = [
      `${' '.repeat(900)}${'-'.repeat(900)}x`,
      '['.repeat(8_000),
      '[]('.repeat(2_600),
      `${'|-'.repeat(4_000)}x`,
      '\n '.repeat(4_000),
    ];
    const begun = performance.now();
    for (const line of lines) expect(plainText(line).length).toBeLessThanOrEqual(line.length);
    // Far more than it takes; patterns that go over a line again and again took minutes.
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(plainText('[a [b](c) d](e) und [f](https://g.example/h)')).toBe('[a b d](e) und f');
  });
  it('[GD6] takes whatever is typed, and whatever stands in an article', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.string({ minLength: 1, maxLength: 400 }), (text, body) => {
        const hits = findArticles({ guidance: { articles: [row('a', body, body)] } } as never, {
          text,
          category: null,
          language: 'de',
          limit: 3,
        });
        expect(hits.length).toBeLessThanOrEqual(1);
        expect(plainText(plainText(body))).not.toMatch(/\n/);
      }),
      { numRuns: 300 },
    );
  });
});
