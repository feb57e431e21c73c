// The day of somebody who stands in for absent colleagues, without a mouse: their questions, what is handed to them, their cases, their answers.
import { beforeAll, describe, expect, it } from 'vitest';
import { focusComes, focused, said, tabTo } from './keyboard-kit.ts';
import { opens, seats, stands } from './journeys-kit.ts';
import { FORM } from './people-kit.ts';

const { page: at, place, seat, send, newCase, view, another } = seats(/^Lena Brandt/);
const HOUR = 3_600_000;
const READ = ['situation', 'request', 'promise'];

/** From now on Lena does the work of this person, until he is back. */
const goesAway = async (person: string): Promise<() => Promise<void>> => {
  const { desk } = place().workplace;
  const session = await seat(person);
  const { now } = await desk.call('host.info', null, {});
  const set = await desk.call('absence.set', session, { person, deputy: 'lena', from: now - HOUR, until: now + 8 * HOUR, scope: null });
  if (!set.ok) throw new Error(set.refusal.code);
  return async () => {
    const ended = await desk.call('absence.end', session, { id: set.value.id });
    if (!ended.ok) throw new Error(ended.refusal.code);
  };
};

/** Down the list by J, as one reads it, until this row has the focus; what it says is handed back. */
const walksTo = async (row: RegExp): Promise<string> => {
  const page = at();
  await page.locator('nav button[data-key]').filter({ hasText: row }).first().waitFor();
  await page.keyboard.press('Control+1');
  await page.waitForFunction(() => document.activeElement?.hasAttribute('data-key'));
  for (let step = 0; step < 60; step += 1) await page.keyboard.press('k');
  for (let step = 0; step < 60; step += 1) {
    const { name } = await focused(page);
    if (row.test(name)) return name;
    await page.keyboard.press('j');
  }
  throw new Error(`no way by J to ${String(row)}`);
};

describe('a deputy acts without a mouse', () => {
  beforeAll(async () => {
    await goesAway('jonas');
  });

  it('[Q58] finds the question asked of the absent colleague, marked with his name, and answers it', async () => {
    const page = at();
    const ayse = await seat('ayse');
    const caseId = await newCase(ayse, 'Leitung am Husumer Weg');
    const question = { to: { team: 'stoerung', person: 'jonas' }, customerWaiting: false };
    await send(ayse, 'ask-consult', caseId, question, { text: 'Ist dort ein Ausfall gemeldet?' });
    expect(await walksTo(/Leitung am Husumer Weg/)).toContain('in Vertretung für Jonas Peters');
    await page.keyboard.press('Enter');
    const reply = page.getByRole('region', { name: 'Antwort auf die Fachfrage' });
    await reply.getByText('in Vertretung für Jonas Peters').waitFor();
    await tabTo(page, /^Antwort auf die Fachfrage/);
    await page.keyboard.type('Ja, seit heute Morgen, behoben bis 14 Uhr.');
    await page.keyboard.press('Control+Enter');
    await said(page, /^Antwort ist bei Ayşe Demir/);
    await stands(page);
    const [answered] = (await view(ayse, caseId)).consults;
    expect(answered).toMatchObject({ outcome: 'answered', answeredBy: 'lena', answer: 'Ja, seit heute Morgen, behoben bis 14 Uhr.' });
    await expect.poll(() => page.locator('nav button[data-key]').filter({ hasText: 'Leitung am Husumer Weg' }).count()).toBe(0);
  });

  it('[Q60] whoever leads the one who was asked answers in his place', async () => {
    const [lena, tim] = [await seat('lena'), await seat('tim')];
    const caseId = await newCase(lena, 'Störung am Deichtor');
    await send(
      lena,
      'ask-consult',
      caseId,
      { to: { team: 'abrechnung', person: 'tim' }, customerWaiting: false },
      { text: 'Wer war dort?' },
    );
    expect((await view(tim, caseId)).consults[0]).not.toHaveProperty('inHisPlace');
    const lead = await another(/^Murat Aydin/);
    await opens(lead, 'Störung am Deichtor');
    await tabTo(lead, /^Für Tim Vogel antworten/);
    await lead.keyboard.press('Enter');
    await tabTo(lead, /^Antwort auf die Fachfrage/);
    await lead.keyboard.type('Die Nachtschicht.');
    await lead.keyboard.press('Control+Enter');
    await said(lead, /^Antwort ist bei Lena Brandt/);
    expect((await view(lena, caseId)).consults[0]).toMatchObject({ answeredBy: 'murat', answer: 'Die Nachtschicht.' });
    await stands(lead);
    await lead.close();
  });

  it('[Q59] reads and accepts what was handed to the absent colleague', async () => {
    const page = at();
    const tim = await seat('tim');
    const lena = await seat('lena');
    const caseId = await newCase(tim, 'Umzug nach Husum');
    const data = { reason: 'technical-depth', demanded: false, customerWaiting: false, form: FORM };
    await send(tim, 'offer-handover', caseId, { ...data, to: { team: 'stoerung', person: 'jonas' } });
    expect(await walksTo(/Umzug nach Husum/)).toContain('in Vertretung für Jonas Peters');
    await page.keyboard.press('Enter');
    await page.getByRole('main').getByText('Lena Brandt für Jonas Peters, Störung').waitFor();
    await page.keyboard.press('a');
    for (const fact of READ) {
      await focusComes(page, /./);
      await page.waitForFunction((id) => document.activeElement?.getAttribute('data-fact') === id, fact);
      await page.keyboard.press('Space');
      await page.keyboard.press('a');
    }
    await said(page, /^Angenommen\. Tim Vogel sieht/);
    await stands(page);
    expect((await view(lena, caseId)).row.holder.person).toBe('lena');
  });

  it('[Q28] answers a request for the absent lead on his screen, which is there as long as she stands in for him', async () => {
    const page = at();
    const screens = page.getByRole('banner');
    const tim = await seat('tim');
    const caseId = await newCase(tim, 'Kulanz für Tim');
    expect(await screens.getByRole('button', { name: /^Leitung/ }).count()).toBe(0);
    const comesBack = await goesAway('murat');
    const wish = { decisionType: 'goodwill-credit', amount: 4000, reason: null, evidence: [], customerWaiting: true, recommendation: null };
    await send(tim, 'ask-approval', caseId, wish, { text: 'Zwei Wochen ohne Netz.' });
    await screens.getByRole('button', { name: /^Leitung/ }).waitFor();
    await page.keyboard.press('Control+2');
    await page.locator('[data-list="live"]').getByText('Kulanz für Tim').waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('[data-list="live"]') !== null);
    // A row that came under the key by itself is not answered in the same breath.
    await page.waitForTimeout(400);
    await page.keyboard.press('y');
    const answered = async () => (await view(tim, caseId)).approvals[0];
    await expect.poll(async () => (await answered())?.outcome).toBe('given');
    expect((await answered())?.answeredBy).toMatchObject({ person: 'lena', for: 'murat' });
    await stands(page);
    await comesBack();
    await expect.poll(() => screens.getByRole('button', { name: /^Leitung/ }).count()).toBe(0);
    await page.keyboard.press('Control+1');
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-key'));
  });
});
