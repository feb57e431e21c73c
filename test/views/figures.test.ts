// What may be counted about single people: the pack's word, the smallest group, and who leads whom.
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../shared/policy/policy.ts';
import { leadsPerson, mayCount, mayTellState } from '../../shared/views/figures.ts';
import { TELECOM, telecomWith } from '../pack.ts';

const ALLOWED = telecomWith({ figures: { person: true, smallestGroup: 4 } });
const read = (policy: Policy, reader: string, people: readonly string[]): boolean => mayCount(policy, policy.people.get(reader)!, people);

describe('figures about people', () => {
  it('[PR5] a pack that says nothing allows no figure about fewer than five people, to nobody', () => {
    for (const reader of ['murat', 'carla', 'helga', 'lena', 'nora']) {
      expect(read(TELECOM, reader, ['tim'])).toBe(false);
      expect(read(TELECOM, reader, ['tim', 'lena', 'jonas', 'murat'])).toBe(false);
      expect(read(TELECOM, reader, ['tim', 'lena', 'jonas', 'murat', 'carla'])).toBe(true);
    }
  });

  it('[PR5] somebody named twice is one, and nobody named is no figure about anybody', () => {
    expect(read(TELECOM, 'helga', ['tim', 'tim', 'tim', 'tim', 'tim'])).toBe(false);
    expect(read(TELECOM, 'lena', [])).toBe(true);
  });

  it('[PR5] where the pack allows it, only to whoever leads them: not to colleagues, not to himself, not to an auditor', () => {
    expect(read(ALLOWED, 'murat', ['lena'])).toBe(true);
    expect(read(ALLOWED, 'murat', ['lena', 'tim'])).toBe(true);
    // Jonas works for another team.
    expect(read(ALLOWED, 'murat', ['lena', 'jonas'])).toBe(false);
    expect(read(ALLOWED, 'helga', ['ayse'])).toBe(true);
    expect(read(ALLOWED, 'lena', ['tim'])).toBe(false);
    expect(read(ALLOWED, 'murat', ['murat'])).toBe(false);
    expect(read(ALLOWED, 'nora', ['lena'])).toBe(false);
    expect(read(ALLOWED, 'helga', ['somebody-else'])).toBe(false);
    expect(read(ALLOWED, 'lena', ['tim', 'lena', 'jonas', 'murat'])).toBe(true);
  });

  it('[PR5] what a colleague is doing just now is told only where the pack allows it', () => {
    expect([mayTellState(TELECOM), mayTellState(ALLOWED)]).toEqual([false, true]);
    expect(leadsPerson(TELECOM, TELECOM.people.get('carla')!, 'piotr')).toBe(true);
  });
});
