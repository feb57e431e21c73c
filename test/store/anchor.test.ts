// The name of a place in a log: two logs that were told the same events at different times are not one.
import { describe, expect, it } from 'vitest';
import { anchorOf, isSameEvent } from '../../shared/store/anchor.ts';

describe('an anchor', () => {
  const [before, after] = [5_000, 9_000].map((recordedAt) => anchorOf({ event: { id: 'a@b.0' }, recordedAt }));

  it('[Y67] tells a log from the one that was told the same events again', () => {
    expect([before === after, isSameEvent(before!, after!), isSameEvent(null, after!)]).toEqual([false, true, false]);
    expect(isSameEvent(before!, anchorOf({ event: { id: 'a.0' }, recordedAt: 5_000 }))).toBe(false);
  });
});
