// The card for a principal without a desk: whether its contact is there, and when he is there again.
import { expect, it } from 'vitest';
import { HOUR } from '../../shared/kernel/time.ts';
import { externalCardOf } from '../../shared/views/external-card.ts';
import { shownCard } from '../../shared/views/shown-card.ts';
import { offered, opened } from '../case/story.ts';
import { after, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';

const cardAt = (now: number, contact: string | null = 'nt-betrieb') => {
  const events = [opened(), offered({ to: { tier: 'A', team: 'auftraggeber', person: null }, contact, customerWaiting: true })];
  const state = after(...events);
  const card = shownCard(state, { events, bodyOf: () => null }, 'h-1', TELECOM);
  if (card === null) throw new Error('no card');
  return externalCardOf(state, card, TELECOM, now);
};

it('[V24] the contact of a card is open by his own calendar; a closed one opens at a named instant', () => {
  expect(cardAt(NOON).contact).toMatchObject({ id: 'nt-betrieb', open: true, opensAt: null });
  // Wednesday night in Berlin; the office opens at eight on Thursday, Corpus Christi or not as the pack's holidays say.
  const closed = cardAt(NOON + 14 * HOUR).contact!;
  expect(closed.open).toBe(false);
  const calendar = TELECOM.calendars.get('auftraggeber')!;
  expect([calendar.isOpen(closed.opensAt!), calendar.isOpen(closed.opensAt! - 1)]).toEqual([true, false]);
  expect(calendar.openTime(NOON + 14 * HOUR, closed.opensAt!)).toBe(0);
  // The duty desk is there at any hour.
  expect(cardAt(NOON + 14 * HOUR, 'nt-netz').contact).toMatchObject({ open: true, opensAt: null });
});

it('[V24] the card is written in both languages, with who sends it, the case and the time to answer; without a contact it names the team', () => {
  const { subject, text } = cardAt(NOON);
  expect(subject.de).toBe('Vorgang NT-0A00-4K7 (P3): Eigene Befugnis reicht nicht');
  expect(text.de).toContain('An: Annika Thoms, Leitung Kundenbetrieb');
  expect(text.de).toContain('Von: Lena Brandt, Abrechnung');
  expect(text.de).toContain('Der Kunde wartet am Telefon.');
  expect(text.en).toContain('To: Annika Thoms, Head of customer operations');
  const alone = cardAt(NOON, null);
  expect(alone.contact).toBeNull();
  expect(alone.text.en).toContain('To: Nordlicht Telekom (principal)');
});
