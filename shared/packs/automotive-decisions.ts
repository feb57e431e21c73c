// What the hotline of a car maker may grant: goodwill per vehicle, shares of a repair, days of mobility.
import type { PackInput } from '../policy/pack-schema.ts';
import { callbackPromise, decision, paper, year } from './blocks.ts';

export const automotiveDecisions: PackInput['decisions'] = [
  decision('goodwill-credit', ['Kulanzgutschrift', 'Goodwill credit'], {
    ledger: 'goodwill',
    unit: 'money',
    limits: { 1: { amount: 2500 }, 2: { amount: 5000 }, 3: { amount: 12500 }, 4: { amount: 50000 } },
    customer: [
      { tiers: [1], per: 'contract', window: year, amount: 3750, grade: 'D' },
      { tiers: [2], per: 'contract', window: year, amount: 7500, grade: 'D' },
      { tiers: [3], per: 'contract', window: year, amount: 18750, grade: 'D' },
      { tiers: [1, 2, 3], per: 'contract', window: { days: 90 }, count: 2, grade: 'D' },
    ],
    agentDay: [{ amount: 12500, count: 6, grade: 'D' }],
    fourEyesAbove: 50000,
    papers: [
      paper(5000, 'written-reason', 'Schriftliche Begründung', 'Written reason'),
      paper(12500, 'lead-note', 'Vermerk der Serviceleitung', 'Note of the service lead'),
    ],
    offline: { allowed: true, perCustomer: 2500 },
    quick: [1000, 2500],
    saying: [
      'Ich schreibe Ihnen {amount} für Ihren nächsten Werkstattbesuch gut.',
      'I will credit you {amount} for your next visit to the workshop.',
    ],
    comment: 'Ladder 25/50/125/500 (C/D). The contract is the vehicle: per vehicle in 12 months 1.5 × the cap of the tier.',
  }),
  decision('repair-goodwill', ['Kulanzanteil an einer Reparatur', 'Share in a repair'], {
    ledger: 'goodwill',
    unit: 'money',
    limits: {
      1: { amount: 15000, percentOfBill: 30, only: { evidence: true, minTenureDays: 365 } },
      2: { amount: 40000, percentOfBill: 50 },
      3: { amount: 100000, percentOfBill: 70 },
      4: { amount: 400000 },
    },
    perCase: [{ tiers: [1, 2, 3], count: 1, grade: 'D' }],
    customer: [{ tiers: [1, 2, 3], per: 'contract', window: { months: 24 }, count: 1, grade: 'D' }],
    fourEyesAbove: 400000,
    papers: [
      paper(0, 'estimate', 'Kostenvoranschlag der Werkstatt', 'Estimate of the workshop'),
      paper(15000, 'service-history', 'Wartungsnachweis', 'Service history'),
      paper(100000, 'expert-report', 'Gutachten', "Expert's report"),
    ],
    offline: { allowed: false },
    quick: [5000, 10000, 15000],
    saying: ['Wir übernehmen {amount} der Reparatur aus Kulanz.', 'As a gesture of goodwill we bear {amount} of the repair.'],
    comment:
      'A share of the estimate after the warranty has ended; tier 1 only with an estimate and for customers of at least a year. Once per vehicle in 24 months.',
  }),
  decision('workshop-refund', ['Erstattung einer Werkstattrechnung', 'Refund of a workshop bill'], {
    ledger: 'entitlement',
    unit: 'money',
    limits: { 1: { amount: 10000, only: { evidence: true } }, 2: { amount: 30000 }, 3: { amount: 80000 }, 4: { amount: 300000 } },
    agentDay: [{ amount: 50000, grade: 'D' }],
    fourEyesAbove: 300000,
    fourEyesWhen: ['other-account'],
    papers: [paper(0, 'workshop-bill', 'Werkstattrechnung', 'Workshop bill')],
    offline: { allowed: false },
    quick: [5000, 10000],
    saying: ['Wir erstatten Ihnen {amount} der Werkstattrechnung.', 'We are refunding {amount} of the workshop bill.'],
    comment: 'Warranty work that was charged, or a repair done twice. Four eyes also when paid to another account.',
  }),
  decision('mobility-days', ['Ersatzwagen', 'Replacement car'], {
    ledger: 'offer',
    unit: 'count',
    limits: { 1: { amount: 1 }, 2: { amount: 3 }, 3: { amount: 7 }, 4: { amount: null } },
    perCase: [
      { tiers: [1, 2], count: 4, grade: 'D' },
      { tiers: [3], count: 14, grade: 'D' },
    ],
    agentDay: [{ count: 15, grade: 'D' }],
    offline: { allowed: false },
    quick: [1],
    saying: ['Sie bekommen einen Ersatzwagen; Tage: {amount}.', 'You will get a replacement car; days: {amount}.'],
    comment: 'The count is days. Never offline: only the booking system knows which cars are free.',
  }),
  decision('towing', ['Abschleppen', 'Towing'], {
    ledger: 'entitlement',
    unit: 'money',
    limits: { 1: { amount: 25000 }, 2: { amount: 40000 }, 3: { amount: 80000 }, 4: { amount: 200000 } },
    perCase: [{ tiers: [1, 2, 3], count: 1, grade: 'D' }],
    fourEyesAbove: 200000,
    quick: [15000, 25000],
    saying: ['Wir lassen Ihr Fahrzeug abschleppen und tragen bis zu {amount}.', 'We have your vehicle towed and bear up to {amount}.'],
    comment: 'By the mobility guarantee of the maker. Possible without a connection: nobody stays at the roadside.',
  }),
  decision('delivery-delay', ['Ausgleich für verspätete Auslieferung', 'Compensation for late delivery'], {
    ledger: 'entitlement',
    unit: 'money',
    limits: { 1: { amount: null }, 2: { amount: null }, 3: { amount: null }, 4: { amount: null } },
    formula: {
      cases: [
        {
          reasons: ['delay'],
          perDay: [
            { fromDay: 15, amount: 2500 },
            { fromDay: 43, amount: 4000 },
          ],
          maxDays: 90,
        },
        { reasons: ['missed-appointment'], once: { amount: 5000 } },
      ],
    },
    terms: ['days'],
    quick: [5000],
    saying: ['Für die Verspätung stehen Ihnen {amount} zu.', 'For the delay you are entitled to {amount}.'],
    comment:
      'Example of a purchase contract, to be confirmed: 25 a day from the third week on, 40 from the seventh; a missed appointment 50.',
  }),
  callbackPromise,
];
