// What a pack says of guidance hangs together: steps, articles and their links name what is there, and nothing is named twice.
import { describe, expect, it } from 'vitest';
import { ALL_STARTER_PACKS } from '../../shared/packs/starter.ts';
import { faultsOf, packOf, withPlace } from './policies.ts';

const { guidance: whole } = packOf('nordlicht');
const [first, second] = whole.articles;

const found = (guidance: object): readonly string[] =>
  faultsOf(withPlace(['guidance'], { ...whole, ...guidance })).map(({ code, path }) => `${code} ${path}`);

describe('guidance of a pack', () => {
  it('[GD11] a link in an article that leads to none is found, in either language', () => {
    expect(found({})).toEqual([]);
    const body = { de: '1. Siehe [dort](article:nirgends "Titel")', en: `[there](article:${second!.id}) and [nowhere](article:)` };
    expect(found({ articles: [{ ...first!, body }, ...whole.articles.slice(1)] })).toEqual([
      'unknown-reference guidance.articles[0].body.de',
      'unknown-reference guidance.articles[0].body.en',
    ]);
  });
  it('[GD11] so is a step or an article that names what is not there, and an article named twice', () => {
    const [step, ...steps] = whole.steps;
    expect(found({ steps: [{ ...step!, article: 'nirgends' }, ...steps] })).toEqual(['unknown-reference guidance.steps[0].article']);
    const articles = whole.articles.slice(1);
    expect(found({ articles: [{ ...first!, categories: ['wetter'] }, ...articles] })).toEqual([
      'unknown-reference guidance.articles[0].categories[0]',
    ]);
    expect(found({ articles: [first!, ...articles, first!] })).toEqual([`duplicate-id guidance.articles[${articles.length + 1}].id`]);
  });
  it.each(Object.entries(ALL_STARTER_PACKS))('[GD11] %s helps with articles, needed steps and sentences to say', (_name, { guidance }) => {
    expect(guidance.articles?.length ?? 0).toBeGreaterThanOrEqual(2);
    expect(guidance.steps?.some(({ needed }) => needed)).toBe(true);
    expect(guidance.deescalation?.every(({ say }) => say !== undefined)).toBe(true);
    for (const { body } of guidance.articles ?? []) expect([body.de, body.en].map((text) => /^\d\. /m.test(text))).toEqual([true, true]);
  });
});
