// Handovers nobody accepts where one desk's clock is wrong: what it does too early must not keep the others from doing it in time.
import { afterEach, describe, expect, it } from 'vitest';
import { ledgerOver, memoryStores, workbench, type Workbench } from './api-desk.ts';
import { CUSTOMERS, openBilling, signIn, typedForm } from './api-people.ts';
import { closeScenes, createTime, HOUR, kept, MINUTE } from './turned-time.ts';

afterEach(closeScenes);

describe('[Q53] a handover that nobody accepts', () => {
  it('moves on in time also where a desk whose clock is ahead wanted to move it on before', async () => {
    const time = createTime();
    const stores = memoryStores();
    const ledger = ledgerOver(stores.ledger, time.clock);
    const here = kept(await workbench(stores, { clock: time.clock, ledger, byHand: true }));
    const early = () => time.clock() + 3 * HOUR;
    const there = kept(
      await workbench({ desk: memoryStores().desk, ledger: stores.ledger }, { clock: early, ledger, packs: [], byHand: true }),
    );
    await here.engine.putCustomers('nordlicht', CUSTOMERS.nordlicht);
    const lena = await signIn(here.desk, 'nordlicht', 'lena');
    const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    const form = typedForm(time.clock() + 6 * HOUR, 'lena');
    await lena.send('escalate', caseId, { reason: 'authority-exceeded', demanded: false, customerWaiting: false, form, promises: [] });
    for (const { engine } of [here, there]) await engine.sync();
    const { acceptBy } = flightOf(here, caseId)!;

    // The desk that is ahead tries, is refused, and tries again; then somebody switches it off.
    const stop = there.desk.watch(time.schedule);
    for (let round = 0; round < 8; round += 1) {
      time.turn(time.clock() + 10_000);
      await there.engine.sync();
    }
    expect(flightOf(there, caseId)).toMatchObject({ acceptBy });
    stop();

    const watching = here.desk.watch(time.schedule);
    time.turn(acceptBy);
    for (let round = 0; round < 8; round += 1) {
      time.turn(time.clock() + 10_000);
      await here.engine.sync();
    }
    expect(time.clock()).toBeLessThan(acceptBy + 2 * MINUTE);
    expect(flightOf(here, caseId)).toMatchObject({ step: 1 });
    expect(here.engine.status('nordlicht')).toMatchObject({ trouble: null, refused: 0, waiting: 0 });
    watching();
    await there.engine.stop();
  });
});

const flightOf = ({ store }: Workbench, caseId: string) => store.confirmedState(caseId)?.flight;
