// A case that goes out of sight between two questions of one conversation.
import { describe, expect, it } from 'vitest';
import { DAY } from '../../shared/kernel/time.ts';
import { LANE, notes, opens } from './desks.ts';
import { casesOf, createHubDesk, createOffice, DESK_STORES } from './hub-desks.ts';

describe.each(DESK_STORES)('in %s', (_, newStore) => {
  it('[Y50] a case that moved and went out of sight before its history was asked for goes, and comes whole once it is seen again', async () => {
    const office = await createOffice({ newStore });
    const front = createHubDesk(office, ['lena']);
    await front.engine.sync();
    const caseId = opens(front, 'Kein Netz');
    await front.engine.sync(LANE);
    let hidden = false;
    const beside = createHubDesk(office, ['murat'], {
      wire: (transport) => ({
        ...transport,
        histories: async (...asked) => (hidden ? { events: [], bodies: [], more: [] } : transport.histories(...asked)),
      }),
    });
    await beside.engine.sync();
    await beside.engine.fillHistories(LANE);
    notes(front, caseId, 'was dann geschah');
    await front.engine.sync(LANE);
    hidden = true;
    office.clock.now += DAY;
    await beside.engine.sync();
    expect(casesOf(beside)).toEqual([]);
    hidden = false;
    office.clock.now += DAY;
    await beside.engine.sync();
    await beside.engine.fillHistories(LANE);
    expect(beside.store.eventsOf(caseId)).toEqual(front.store.eventsOf(caseId));
  });
});
