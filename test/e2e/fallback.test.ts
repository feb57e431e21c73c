// An unaccepted handover finds its way back by itself, with the clock handed in: deputy, lead, sender, each of them named on screen.
import { describe, expect, it } from 'vitest';
import { FORM, openCase, people, rowOf } from './people-kit.ts';

const MINUTE = 60_000;
const { place, windowOf, seat, send, caseOf, view } = people();

describe('pain 11: a handover nobody accepts', () => {
  it('asks the deputy, then the lead, and lies with its sender again, each of them by name', { timeout: 90_000 }, async () => {
    const { desk } = place().workplace;
    const [session, lead] = [await seat('lena'), await seat('murat')];
    const caseId = await caseOf(session, /Glasfaser/);
    const to = { team: 'abrechnung', person: 'tim' };
    await send(session, 'offer-handover', caseId, { reason: 'contract-question', demanded: false, customerWaiting: false, to, form: FORM });
    const now = (await desk.call('host.info', null, {})).now;
    const leave = { person: 'tim', deputy: 'jonas', from: now, until: now + 30 * 3_600_000, scope: null };
    expect((await desk.call('absence.set', lead, leave)).ok).toBe(true);

    const lena = await windowOf('Lena Brandt');
    await openCase(lena, /Glasfaser/);
    const strip = lena.getByRole('region', { name: 'Unterwegs' });
    const asked = (who: string): Promise<void> => strip.getByText(`Gefragt ist jetzt: ${who}`).waitFor({ timeout: 15_000 });
    const holder = async () => (await view(session, caseId)).row.holder.person;
    await asked('Tim Vogel, Abrechnung');
    await strip.getByText('Bis zur Annahme sind Sie verantwortlich.').waitFor();
    place().leap(119 * MINUTE);
    await asked('Tim Vogel, Abrechnung');
    place().leap(2 * MINUTE);
    await asked('Jonas Peters für Tim Vogel, Abrechnung');
    expect(await holder()).toBe('lena');
    place().leap(121 * MINUTE);
    await asked('Murat Aydin, Abrechnung');
    expect(await holder()).toBe('lena');
    place().leap(121 * MINUTE);
    await strip.waitFor({ state: 'detached', timeout: 15_000 });
    await lena
      .getByText(/Niemand hat die Übergabe angenommen\. Der Vorgang liegt wieder bei Ihnen/)
      .first()
      .waitFor();
    await rowOf(lena, /Glasfaser/)
      .filter({ hasText: 'zurückgefallen' })
      .first()
      .waitFor();
    expect(await holder()).toBe('lena');
  });
});
