// Which target a clock of the telecom pack has, in whose hours it counts, and when it is due.
import { describe, expect, it } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { calendarOf, dueAt, targetOf, type ClockId } from '../../shared/policy/targets.ts';
import type { Priority, Tier } from '../../shared/policy/pack-schema.ts';
import { telecom } from './policies.ts';

const where = (tier: Tier, team: string, priority: Priority) => ({ tier, team, priority });
const at = (wall: string): number => Temporal.ZonedDateTime.from(`${wall}[Europe/Berlin]`).epochMilliseconds;

describe('targets [K6]', () => {
  it.each<[ClockId, Tier, string, readonly unknown[], string]>([
    ['accept-live', 3, 'tl-abrechnung', [{ seconds: 60 }, { seconds: 60 }, { seconds: 90 }, undefined], 'real'],
    ['accept', 2, 'technik', [{ minutes: 10 }, { minutes: 30 }, { minutes: 120 }, { minutes: 240 }], 'technik'],
    ['accept', 3, 'tl-technik', [{ minutes: 10 }, { minutes: 15 }, { minutes: 60 }, { minutes: 240 }], 'teamleitung'],
    ['accept', 4, 'leitung', [{ minutes: 10 }, { minutes: 15 }, { minutes: 60 }, { minutes: 240 }], 'leitung'],
    ['decision', 3, 'tl-abrechnung', [{ minutes: 30 }, { minutes: 120 }, { minutes: 240 }, { minutes: 480 }], 'teamleitung'],
    ['answer', 2, 'technik', [{ minutes: 60 }, { minutes: 240 }, { minutes: 480 }, { minutes: 1440 }], 'technik'],
    ['principal-answer', 'A', 'auftraggeber', [{ minutes: 60 }, { minutes: 240 }, { minutes: 480 }, { minutes: 1440 }], 'auftraggeber'],
    ['callback', 1, 'abrechnung', [{ minutes: 60 }, { minutes: 240 }, { days: 1, at: '12:00' }, { days: 2 }], 'service'],
    ['interim', 1, 'abrechnung', [{ minutes: 120 }, { days: 1 }, { days: 2 }, { days: 3 }], 'werktage'],
    ['resolution', 1, 'abrechnung', [{ minutes: 240 }, { days: 1 }, { days: 3 }, { days: 5 }], 'service'],
  ])('%s at tier %s, team %s', (clock, tier, team, expected, calendar) => {
    const found = (['P1', 'P2', 'P3', 'P4'] as const).map((priority) => targetOf(telecom, clock, where(tier, team, priority)));
    expect(found.map((row) => row?.target)).toEqual(expected);
    expect(new Set(found.flatMap((row) => row?.calendar ?? []))).toEqual(new Set([calendar]));
  });

  it('[K6] is due in the hours of the team the case is with', () => {
    const asked = at('2026-03-13T19:50');
    expect(dueAt(telecom, 'accept', where(2, 'technik', 'P2'), asked)).toBe(at('2026-03-13T20:20'));
    expect(dueAt(telecom, 'accept', where(3, 'tl-technik', 'P2'), asked)).toBe(at('2026-03-14T09:05'));
    expect(dueAt(telecom, 'accept', where(4, 'leitung', 'P2'), asked)).toBe(at('2026-03-16T08:15'));
  });

  it('[K6] there is none where the pack sets none, or where the team is not of this house', () => {
    expect(dueAt(telecom, 'accept-live', where(3, 'tl-technik', 'P4'), 0)).toBeNull();
    expect(targetOf(telecom, 'accept', where(3, 'garden', 'P1'))).toBeNull();
  });

  it('[K6] a calendar nobody wrote is a bug', () => expect(() => calendarOf(telecom, 'nacht')).toThrow('no calendar nacht'));
});
