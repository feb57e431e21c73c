// The journeys about money: what one may decide alone, and asking somebody who may.
import { expect, it } from 'vitest';
import { opened, people } from './api-journeys.ts';
import { settled, type ApiUnderTest, type Person } from './api-people.ts';

type Get = () => ApiUnderTest;

export const decisionJourneys = (get: Get): void => {
  it('[Q11] an approval with another amount is the decision; nobody answers his own request', async () => {
    const [lena, murat] = (await people(get, 'lena', 'murat')) as [Person, Person];
    const caseId = await opened(lena, 'M-live');
    await lena.send(
      'ask-approval',
      caseId,
      { decisionType: 'goodwill-credit', amount: 4000, reason: null, evidence: [], customerWaiting: true, recommendation: 'grant' },
      { text: 'Kundin am Apparat' },
    );
    await settled(lena);
    const approval = (await lena.view(caseId)).approvals[0]!;
    expect(approval).toMatchObject({ amount: 4000, outcome: 'open', customer: 'Mia Beispiel live', answeredBy: null });
    expect(approval.mayAnswer).not.toBeNull();
    const inbox = await murat.call('lead.inbox', { limit: 20 });
    const row = inbox.approvals.find((entry) => entry.approval === approval.approval);
    expect(row).toMatchObject({ text: 'Kundin am Apparat', recommendation: 'grant', askedBy: 'lena', mayAnswer: null });
    await murat.send('approve', caseId, { approval: approval.approval, amount: 2500 }, { text: 'so viel ja' });
    await settled(murat);
    const view = await lena.view(caseId);
    expect(view.approvals[0]).toMatchObject({ outcome: 'given', answeredBy: { person: 'murat', for: null, amount: 2500 } });
    expect(view.decisions).toMatchObject([{ amount: 2500, by: 'lena', approvedBy: 'murat' }]);
    expect((await murat.call('lead.inbox', { limit: 20 })).approvals.map((entry) => entry.approval)).not.toContain(approval.approval);
  });

  it('[Q18] authority is told before it is used: within, who must be asked, in a sentence of both languages', async () => {
    const [lena] = (await people(get, 'lena')) as [Person];
    const caseId = await opened(lena, 'M-ask');
    const ask = async (amount: number) =>
      lena.call('authority.ask', { caseId, wish: { decisionType: 'goodwill-credit', amount, reason: null, evidence: [] } });
    expect(await ask(1000)).toMatchObject({ ok: true, value: { reason: { verdict: 'within' }, approver: null } });
    const above = await ask(4000);
    expect(above).toMatchObject({
      ok: true,
      value: { reason: { verdict: 'needs-approval', approverTier: 3 }, approver: { team: 'tl-abrechnung', lead: 'murat' } },
    });
    if (!above.ok) throw new Error(above.refusal.code);
    expect(above.value.sentence.de).not.toBe(above.value.sentence.en);
  });
};
