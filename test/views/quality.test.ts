// Which handovers are rated, who is asked, and what may be told of the answers.
import { describe, expect, it } from 'vitest';
import type { CaseEvent, EventOf } from '../../shared/case/events.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { isSampled, qualityOf, ratedOf, ratingFor, type Rated } from '../../shared/views/quality.ts';
import { accepted, offered, opened } from '../case/story.ts';
import { happened } from '../given.ts';
import { telecomWith } from '../pack.ts';
import { fc } from '../seeded.ts';

const id = (n: number): string => `0199${n.toString(16).padStart(4, '0')}-7abc-7def-8123-${(n * 7919).toString(16).padStart(12, '0')}`;
const rating = (by: string, handover: string, complete: 'yes' | 'no'): EventOf<'handover-rated'> & CaseEvent =>
  happened('handover-rated', { handover, complete, clear: 'yes', right: 'partly' }, { by }) as EventOf<'handover-rated'> & CaseEvent;
const said = (by: string, handover: string, complete: 'yes' | 'no', team = 'abrechnung', person = 'lena'): Rated => ({
  rating: rating(by, handover, complete),
  person,
  team,
});
const told = (policy: Policy, reader: string, rows: readonly Rated[]) =>
  qualityOf(policy, policy.people.get(reader)!, ['abrechnung', 'stoerung'], rows);

describe('the sample', () => {
  it('[FB3] follows from the id alone, is about the share the pack names, and grows with it', () => {
    const ids = Array.from({ length: 4_000 }, (_, n) => id(n));
    for (const percent of [0, 10, 50, 100]) {
      const share = ids.filter((each) => isSampled(each, percent)).length / ids.length;
      expect(Math.abs(share - percent / 100)).toBeLessThan(0.03);
    }
    const text = fc.string({ minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(text, fc.nat(100), fc.nat(100), (each, a, b) => {
        expect(isSampled(each, a)).toBe(isSampled(each, a));
        // Whatever is of the smaller sample is of the larger one.
        expect(isSampled(each, Math.min(a, b)) && !isSampled(each, Math.max(a, b))).toBe(false);
      }),
    );
  });
});

describe('the question', () => {
  const all = telecomWith({ quality: { sample: 100 } });
  const history = (...events: readonly CaseEvent[]) => ({ events, bodyOf: () => null });
  const asks = (policy: Policy, reader: string, ...events: readonly CaseEvent[]) =>
    ratingFor(history(...events), policy.people.get(reader)!, policy);

  it('[FB3] goes to whoever accepted, not to the sender, nor to anybody where the pack asks for none', () => {
    const events = [opened(), offered(), accepted()];
    const handover = 'h-1';
    const receiver = accepted().by.person;
    expect(asks(all, receiver, ...events)).toMatchObject({ handover, from: 'lena', given: null });
    expect(asks(all, 'lena', ...events)).toBeNull();
    expect(asks(all, 'helga', ...events)).toBeNull();
    expect(asks(telecomWith({ quality: { sample: 0 } }), receiver, ...events)).toBeNull();
    expect(asks(all, receiver, opened(), offered())).toBeNull();
    const answered = [...events, rating(receiver, handover, 'no'), rating('carla', handover, 'yes'), rating(receiver, handover, 'yes')];
    expect(asks(all, receiver, ...answered)?.given).toEqual({ complete: 'yes', clear: 'yes', right: 'partly' });
  });

  it('[FB3] a rating of a handover that never was, or of one’s own, stands in no figure', () => {
    const events = [opened(), offered(), accepted()];
    const handover = 'h-1';
    expect(ratedOf(rating('murat', handover, 'yes'), events)).toMatchObject({ person: 'lena', team: 'abrechnung' });
    expect(ratedOf(rating('murat', 'no-such', 'yes'), events)).toBeNull();
    expect(ratedOf(rating('lena', handover, 'yes'), events)).toBeNull();
  });
});

describe('the results', () => {
  const rows = [said('murat', 'h-1', 'no'), said('murat', 'h-1', 'yes'), said('carla', 'h-1', 'no'), said('murat', 'h-2', 'yes')];

  const quality = { sample: 100 };
  const some = [...rows, said('murat', 'h-3', 'yes', 'abrechnung', 'tim')];

  it('[FB3] of a team are told where the rated senders are enough, and else only that they are not', () => {
    const small = telecomWith({ quality, figures: { person: false, smallestGroup: 2 } });
    // However many work there: all of it was sent by one.
    expect(told(small, 'murat', rows)).toEqual({ teams: [], people: [], small: ['abrechnung'] });
    expect(told(telecomWith({ quality, figures: { person: false, smallestGroup: 3 } }), 'murat', some).small).toEqual(['abrechnung']);
    // Murat's later word on h-1 stands alone beside Carla's.
    expect(told(small, 'lena', some)).toEqual({
      teams: [
        {
          id: 'abrechnung',
          count: 4,
          complete: { yes: 3, partly: 0, no: 1 },
          clear: { yes: 4, partly: 0, no: 0 },
          right: { yes: 0, partly: 4, no: 0 },
        },
      ],
      people: [],
      small: [],
    });
  });

  it('[FB3] of a handover nobody was asked about count nothing, whoever rated it', () => {
    const asking = telecomWith({ quality: { sample: 50 }, figures: { person: true, smallestGroup: 2 } });
    const ids = Array.from({ length: 20 }, (_, n) => id(n));
    const many = ids.map((handover, n) => said('murat', handover, 'yes', 'abrechnung', n % 2 === 0 ? 'lena' : 'tim'));
    const asked = ids.filter((handover) => isSampled(handover, 50)).length;
    expect(asked).toBeGreaterThan(2);
    expect(told(asking, 'murat', many).teams).toMatchObject([{ count: asked }]);
    const none = telecomWith({ quality: { sample: 0 }, figures: { person: true, smallestGroup: 2 } });
    expect(told(none, 'murat', many)).toEqual({ teams: [], people: [], small: [] });
  });

  it('[FB3] of a person are told only where the pack allows it, to whoever leads him', () => {
    const open = telecomWith({ quality, figures: { person: true, smallestGroup: 3 } });
    expect(told(open, 'murat', rows).people.map((row) => [row.id, row.count])).toEqual([['lena', 3]]);
    expect(told(open, 'carla', rows).people).toEqual([]);
    expect(told(open, 'tim', rows).people).toEqual([]);
    const closed = telecomWith({ quality, figures: { person: false, smallestGroup: 3 } });
    expect(told(closed, 'murat', rows).people).toEqual([]);
  });
});
