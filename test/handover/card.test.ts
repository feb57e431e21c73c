// The read-outs: three facts to read back, twenty seconds to say.
import { describe, expect, it } from 'vitest';
import { FACT_IDS, factsOf, spokenCard, type CardWords } from '../../shared/handover/card.ts';
import { fullForm } from '../case/story.ts';

const words: CardWords = {
  code: () => ({ de: 'Gutschrift', en: 'Credit' }),
  sections: [],
  date: (date) => date,
  money: (minor) => `${minor}`,
  amount: (_type, amount) => `${amount}`,
  person: (id) => (id === 'lena' ? 'Lena Brandt' : id),
  time: (_at, language) => (language === 'de' ? '3. Juni, 14:00' : '3 June, 14:00'),
};
const promises = { none: false, rows: [{ what: 'Rückruf', due: 1, by: 'lena' }] };

describe('the spoken card', () => {
  it('[F12] tells situation, background, assessment, request in this order, in both languages', () => {
    expect(spokenCard(fullForm({ promises }), words)).toEqual({
      de:
        'Rechnung März doppelt abgebucht. Der Kunde ist verärgert. Versucht: Buchungen verglichen – zwei Abbuchungen. ' +
        'Zugesagt: Rückruf, bis 3. Juni, 14:00. Empfehlung: gewähren, treuer Kunde. Meine Frage: Darf ich 40 Euro gutschreiben?',
      en:
        'Rechnung März doppelt abgebucht. The customer is upset. Tried: Buchungen verglichen – zwei Abbuchungen. ' +
        'Promised: Rückruf, by 3 June, 14:00. Recommendation: grant, treuer Kunde. My question: Darf ich 40 Euro gutschreiben?',
    });
  });
  it('[F12] is told in twenty seconds, however long the form', () => {
    const long = 'Wort '.repeat(400);
    const form = fullForm({
      summary: long,
      question: long.slice(0, 500),
      tried: Array.from({ length: 9 }, () => ({ step: long.slice(0, 400), result: long.slice(0, 400), who: 'lena' })),
      mood: { level: 'escalated', quote: long.slice(0, 400) },
      recommendation: { verdict: 'partly', line: long.slice(0, 400) },
      promises: { none: false, rows: Array.from({ length: 9 }, () => ({ what: long.slice(0, 400), due: 1, by: 'lena' })) },
    });
    // German read aloud runs at some 17 characters a second.
    expect(spokenCard(form, words).de.length).toBeLessThanOrEqual(340);
    expect(spokenCard(form, words).en.length).toBeLessThanOrEqual(340);
    expect(spokenCard(form, words).de).toMatch(/Wort….*aufgebracht.*Versucht.*Zugesagt.*Empfehlung.*Frage/);
  });
  it('[F12] says nothing about what is not there', () => {
    expect(spokenCard({}, words)).toEqual({ de: 'Dem Kunden wurde nichts zugesagt.', en: 'Nothing was promised to the customer.' });
  });
});

describe('the facts', () => {
  it('[F13] are made from the form itself, one per id', () => {
    const facts = factsOf(fullForm({ promises }), words);
    expect(facts.map(({ id }) => id)).toEqual(FACT_IDS);
    expect(facts.map(({ text }) => text.de)).toEqual([
      'Rechnung März doppelt abgebucht.',
      'Der Kunde möchte: Gutschrift, Gutschrift über 40 Euro. Meine Frage: Darf ich 40 Euro gutschreiben?',
      'Zugesagt: Rückruf (bis 3. Juni, 14:00, Lena Brandt). Dem Kunden gesagt: Wir melden uns bis morgen.',
    ]);
    expect(factsOf(fullForm({ nextStep: { text: '', told: false, notTold: 'safety' } }), words)[2]?.text).toEqual({
      de: 'Dem Kunden wurde nichts zugesagt. Der nächste Schritt wurde dem Kunden nicht genannt.',
      en: 'Nothing was promised to the customer. The customer has not been told the next step.',
    });
  });
});
