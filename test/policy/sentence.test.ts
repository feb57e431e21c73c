// What is said to a customer in German and English, word by word.
import { describe, expect, it } from 'vitest';
import { judge } from '../../shared/policy/authority.ts';
import { compilePack } from '../../shared/policy/compile.ts';
import { amountText, authoritySentence } from '../../shared/policy/sentence.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { HOUR, NOW, ask, grant } from './authority-asks.ts';
import { SPECIAL } from './authority-tables.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const said = (change: Parameters<typeof ask>[0], policy: Policy = TELECOM): readonly [string, string] => {
  const question = ask(change);
  const { de, en } = authoritySentence(policy, question.wish, judge(policy, question));
  return [plain(de), plain(en)];
};

const GOODWILL = 'Kulanzgutschrift: ';
const yesterday = NOW - 30 * HOUR;

describe('every rule in both languages', () => {
  it.each<[string, Parameters<typeof ask>[0], string, string]>([
    [
      'within',
      {},
      'Ich schreibe Ihnen 10,00 € aus Kulanz gut. Bis zu 15,00 € kann ich selbst zusagen.',
      'I will credit you €10.00 as a gesture of goodwill. Up to €15.00 I can agree to this myself.',
    ],
    [
      'within without a limit',
      { decisionType: 'callback-promise', tier: 4, amount: 2 },
      'Das kann ich selbst zusagen.',
      'I can agree to this myself.',
    ],
    [
      'per decision',
      { amount: 5_000 },
      `${GOODWILL}Bis zu 15,00 € kann ich selbst zusagen. Für 50,00 € brauche ich eine Freigabe (Teamleitung); ich frage dort für Sie an.`,
      'Goodwill credit: Up to €15.00 I can agree to this myself. For €50.00 I need an approval (Team lead); I am asking for you.',
    ],
    [
      'nobody who may is there',
      { amount: 5_000, present: [] },
      `${GOODWILL}Bis zu 15,00 € kann ich selbst zusagen. Für 50,00 € brauche ich eine Freigabe; zurzeit ist dafür niemand erreichbar, ich bleibe für Sie dran.`,
      'Goodwill credit: Up to €15.00 I can agree to this myself. For €50.00 I need an approval; nobody can be reached for it right now, I will keep at it for you.',
    ],
    [
      'no say',
      { decisionType: 'refund-outside-policy' },
      'Das kann ich nicht selbst zusagen. Für 10,00 € brauche ich eine Freigabe (Teamleitung); ich frage dort für Sie an.',
      'I cannot agree to this myself. For €10.00 I need an approval (Team lead); I am asking for you.',
    ],
    [
      'a count of no say',
      { decisionType: 'priority-technician', amount: 1 },
      'Das kann ich nicht selbst zusagen. Dafür brauche ich eine Freigabe (Fachebene); ich frage dort für Sie an.',
      'I cannot agree to this myself. For this I need an approval (Specialists); I am asking for you.',
    ],
    [
      'a count',
      { decisionType: 'callback-promise', amount: 2 },
      'Das kann ich höchstens einmal selbst zusagen. Für mehr brauche ich eine Freigabe (Teamleitung); ich frage dort für Sie an.',
      'I can agree to this once at most myself. For more I need an approval (Team lead); I am asking for you.',
    ],
    [
      'percent',
      { bill: 1_000 },
      `${GOODWILL}Bis zu 5,00 €, das sind 50 % Ihrer letzten Rechnung, kann ich selbst zusagen. Für 10,00 € brauche ich eine Freigabe (Fachebene); ich frage dort für Sie an.`,
      'Goodwill credit: Up to €5.00, which is 50% of your last bill, I can agree to this myself. For €10.00 I need an approval (Specialists); I am asking for you.',
    ],
    [
      'percent of the usual price',
      { decisionType: 'retention-discount', tier: 3, amount: 900 },
      'Bis zu 8,00 €, das sind 20 % des üblichen Monatspreises, kann ich selbst zusagen. Für 9,00 € brauche ich eine Freigabe (Geschäftsleitung); ich frage dort für Sie an.',
      'Up to €8.00, which is 20% of the usual monthly price, I can agree to this myself. For €9.00 I need an approval (Management); I am asking for you.',
    ],
    [
      'a term',
      { decisionType: 'retention-discount', amount: 400, terms: { months: 6 } },
      'Eine Laufzeit bis zu 3 Monaten kann ich selbst zusagen. Für eine längere Laufzeit brauche ich eine Freigabe (Teamleitung); ich frage dort für Sie an.',
      'A term of up to 3 months I can agree to myself. For a longer term I need an approval (Team lead); I am asking for you.',
    ],
    [
      'instalments',
      { decisionType: 'payment-plan', amount: 5_000, terms: { instalments: 2 } },
      'Bis zu einer Rate kann ich selbst zusagen. Für mehr Raten brauche ich eine Freigabe (Fachebene); ich frage dort für Sie an.',
      'Up to one instalment I can agree to this myself. For more instalments I need an approval (Specialists); I am asking for you.',
    ],
    [
      'the window of a customer',
      { amount: 1_200, grants: [grant({ amount: 3_500, at: NOW - 100 * 24 * HOUR })] },
      `${GOODWILL}Innerhalb von 12 Monaten kann ich Ihnen insgesamt bis zu 45,00 € selbst zusagen; 35,00 € davon sind bereits zugesagt, 10,00 € sind noch möglich. Für 12,00 € brauche ich eine Freigabe (Teamleitung); ich frage dort für Sie an.`,
      'Goodwill credit: Within 12 months I can agree to up to €45.00 in total for you myself; €35.00 of it has been agreed already, €10.00 is still possible. For €12.00 I need an approval (Team lead); I am asking for you.',
    ],
    [
      'how often for a customer',
      { amount: 500, grants: [grant({ amount: 100 }), grant({ amount: 100 })] },
      `${GOODWILL}Innerhalb von 90 Tagen kann ich Ihnen das höchstens zweimal selbst zusagen; bisher geschehen: zweimal. Für 5,00 € brauche ich eine Freigabe (Geschäftsleitung); ich frage dort für Sie an.`,
      'Goodwill credit: Within 90 days I can agree to this for you twice at most myself; done so far: twice. For €5.00 I need an approval (Management); I am asking for you.',
    ],
    [
      'what is still open',
      { decisionType: 'payment-plan', amount: 5_000, grants: [grant({ decisionType: 'payment-plan' })] },
      'Davon dürfen gleichzeitig höchstens 1 offen sein; derzeit offen: 1.',
      'At most 1 of these may be open at the same time; currently open: 1.',
    ],
    [
      'the day, without its figures',
      { amount: 600, grants: [grant({ actor: 'lena', customer: 'c2', amount: 7_500 })] },
      `${GOODWILL}Heute kann ich das nicht mehr selbst zusagen. Für 6,00 € brauche ich eine Freigabe (Fachebene); ich frage dort für Sie an.`,
      'Goodwill credit: I cannot agree to this myself any more today. For €6.00 I need an approval (Specialists); I am asking for you.',
    ],
    [
      'what is left of the day',
      { amount: 600, grants: [grant({ actor: 'lena', customer: 'c2', amount: 7_000 })] },
      `${GOODWILL}Heute kann ich bis zu 5,00 € selbst zusagen.`,
      'Goodwill credit: Today I can agree to up to €5.00 myself.',
    ],
    [
      'a budget, without its figures',
      { budget: { limit: 100_000, used: 100_000 } },
      `${GOODWILL}Im Moment kann ich das nicht selbst zusagen. Für 10,00 € brauche ich eine Freigabe (Teamleitung); ich frage dort für Sie an.`,
      'Goodwill credit: At the moment I cannot agree to this myself. For €10.00 I need an approval (Team lead); I am asking for you.',
    ],
    [
      'evidence',
      { decisionType: 'own-billing-error', evidence: [] },
      'Das kann ich selbst nur mit einem Beleg zusagen. Ohne Beleg brauche ich eine Freigabe (Fachebene); ich frage dort für Sie an.',
      'I can only agree to this myself with evidence. Without evidence I need an approval (Specialists); I am asking for you.',
    ],
    [
      'no connection',
      { decisionType: 'refund-inside-policy', connection: { online: false, lastSync: NOW } },
      'Unser System ist gerade nicht verbunden, deshalb kann ich das nicht selbst zusagen. Dafür brauche ich eine Freigabe (Fachebene); ich frage dort für Sie an.',
      'Our system is not connected right now, so I cannot agree to this myself. For this I need an approval (Specialists); I am asking for you.',
    ],
    [
      'half of the limit, without a share that is no longer true',
      { amount: 400, bill: 1_000, connection: { online: false, lastSync: yesterday } },
      `${GOODWILL}Bis zu 2,50 € kann ich selbst zusagen.`,
      'Goodwill credit: Up to €2.50 I can agree to this myself.',
    ],
    [
      'stale',
      { connection: { online: false, lastSync: null } },
      'Unser System war zu lange nicht verbunden, deshalb kann ich das im Moment nicht selbst zusagen.',
      'Our system has not been connected for too long, so at the moment I cannot agree to this myself.',
    ],
    [
      'the account of a colleague',
      { relation: 'colleague' },
      'Über das Konto einer Person aus unserem Haus darf ich nicht selbst entscheiden. Dafür brauche ich eine Freigabe (Teamleitung); ich frage dort für Sie an.',
      'I may not decide on the account of somebody from our own company myself. For this I need an approval (Team lead); I am asking for you.',
    ],
    [
      'the own account',
      { relation: 'own' },
      `${GOODWILL}Über das eigene Konto darf niemand selbst entscheiden.`,
      'Goodwill credit: Nobody may decide on their own account.',
    ],
    [
      'told long ago',
      { toldAt: NOW - 2 * HOUR },
      'Was vor mehr als 60 Minuten zugesagt wurde, kann ich nicht selbst nachtragen.',
      'What was agreed more than 60 minutes ago I cannot enter later myself.',
    ],
    [
      'four eyes, asked by tier 4',
      { tier: 4, amount: 123_456 },
      `${GOODWILL}Über 300,00 € müssen zwei Personen zustimmen. Für 1.234,56 € hole ich die zweite Zustimmung ein (Geschäftsleitung).`,
      'Goodwill credit: Above €300.00 two people must agree. For €1,234.56 I am getting the second agreement (Management).',
    ],
    [
      'four eyes, asked from below',
      { amount: 123_456 },
      `${GOODWILL}Über 300,00 € müssen zwei Personen zustimmen. Für 1.234,56 € hole ich beide Zustimmungen ein (Geschäftsleitung).`,
      'Goodwill credit: Above €300.00 two people must agree. For €1,234.56 I am getting both agreements (Management).',
    ],
    [
      'the formula',
      { decisionType: 'compensation', reason: 'outage', terms: { days: 5 }, amount: 3_000 },
      'Nach der Regelung stehen Ihnen 20,00 € zu; darüber müssen zwei Personen zustimmen. Für 30,00 € hole ich beide Zustimmungen ein (Geschäftsleitung).',
      'Under the rule you are entitled to €20.00; above that two people must agree. For €30.00 I am getting both agreements (Management).',
    ],
    [
      'the formula without its facts',
      { decisionType: 'compensation', amount: 3_000 },
      'Nach der Regelung ergibt sich hierfür noch kein Betrag; für einen Betrag außerhalb der Regelung müssen zwei Personen zustimmen.',
      'Under the rule there is no amount for this yet; for an amount outside the rule two people must agree.',
    ],
    [
      'another account',
      { decisionType: 'refund-inside-policy', otherAccount: true },
      'Wenn das Geld auf ein anderes Konto gehen soll, müssen zwei Personen zustimmen. Dafür hole ich beide Zustimmungen ein (Geschäftsleitung).',
      'When the money is to go to another account, two people must agree. For this I am getting both agreements (Management).',
    ],
    [
      'never',
      { decisionType: 'fee-waiver', amount: 20_000 },
      'Mehr als 150,00 € ist bei uns nicht möglich.',
      'More than €150.00 is not possible with us.',
    ],
    ['unknown', { decisionType: 'gift' }, 'gift: Das ist bei uns nicht möglich.', 'gift: This is not possible with us.'],
  ])('[A8] %s', (_, change, de, en) => {
    const found = said(change);
    expect(found[0]).toContain(de);
    expect(found[1]).toContain(en);
  });

  it('[A8] a window with a contract, a case, an own word for one month', () => {
    const about = { customer: 'c1', contract: 'v1', caseId: 'k1' };
    expect(
      said(
        {
          decisionType: 'welcome-credit',
          tier: 2,
          amount: 2_000,
          about,
          grants: [grant({ decisionType: 'welcome-credit', contract: 'v1' })],
        },
        SPECIAL,
      )[0],
    ).toContain(
      'Innerhalb von 3 Monaten kann ich für diesen Vertrag insgesamt bis zu 25,00 € selbst zusagen; 10,00 € davon sind bereits zugesagt, 15,00 € sind noch möglich.',
    );
    const inCase = grant({ decisionType: 'welcome-credit', customer: 'c9', caseId: 'k1', amount: 5_500 });
    expect(said({ decisionType: 'welcome-credit', amount: 600, tier: 4, grants: [inCase] }, SPECIAL)[0]).toContain(
      'Bereits zugesagt sind 55,00 €; darüber hinaus ist in dieser Sache bei uns nichts mehr möglich.',
    );
    const visits = [grant({ decisionType: 'visits', unit: 'count', amount: 6 })];
    expect(said({ decisionType: 'visits', amount: 2, grants: visits }, SPECIAL)).toEqual([
      'Zusage visits: Das wurde bereits sechsmal zugesagt; öfter ist es innerhalb von einem Monat bei uns nicht möglich.',
      'Grant visits: This has been agreed 6 times already; more often is not possible with us within one month.',
    ]);
  });

  it('[A8] never above the ceiling, and never without evidence that nobody can do without', () => {
    expect(said({ decisionType: 'welcome-credit', amount: 20_001 }, SPECIAL)[1]).toContain('More than €200.00 is not possible with us.');
    expect(said({ decisionType: 'visits', amount: 13 }, SPECIAL)[0]).toContain('Öfter als 12-mal ist das bei uns nicht möglich.');
    const decisions = TELECOM.pack.decisions.map((type) =>
      type.id === 'fee-waiver' ? { ...type, limits: { 1: { amount: 1_000, only: { evidence: true } } } } : type,
    );
    expect(said({ decisionType: 'fee-waiver', amount: 500, evidence: [] }, compilePack({ ...TELECOM.pack, decisions }))[0]).toBe(
      'Gebührenerlass: Ohne einen Beleg ist das bei uns nicht möglich.',
    );
  });

  it('[A8] amounts as each currency is written', () => {
    const yen = telecomWith({ principal: { ...TELECOM.pack.principal, currency: 'JPY' } });
    expect([amountText(yen, undefined, 1_500, 'en'), plain(amountText(TELECOM, undefined, 150_000, 'de'))]).toEqual([
      '¥1,500',
      '1.500,00 €',
    ]);
  });
});
