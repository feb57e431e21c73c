// Makes small valid things to store: events, states, rows, commands; only what a store looks at differs between them.
import type { Command } from '../../shared/case/commands.ts';
import type { CaseEvent, Confirmed } from '../../shared/case/events.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseState } from '../../shared/case/state.ts';
import type { Outgoing } from '../../shared/store/desk-store.ts';
import type { Absence } from '../../shared/policy/absence.ts';
import type { Grant } from '../../shared/policy/authority-types.ts';
import type { Customer } from '../../shared/views/shapes.ts';
import type { CaseTables } from '../../shared/views/tables.ts';

export const LANE = 'nordlicht';
export const hash = (n: number): string => n.toString(16).padStart(64, '0');

const holder = { person: 'lena', team: 'abrechnung', tier: 1, waiting: false } as const;
const by = { person: 'lena', role: 'agent', tier: 1, team: 'abrechnung' } as const;

export const opened = (caseId: string, lane = LANE): CaseEvent => ({
  id: `open-${caseId}.0`,
  lane,
  caseId,
  command: `open-${caseId}`,
  type: 'case-opened',
  at: 1000,
  by,
  pack: '1',
  body: null,
  data: {
    number: `NT-${caseId}`,
    customer: null,
    category: 'billing',
    channel: 'phone',
    urgency: 'medium',
    impact: 'low',
    priority: 'P3',
    reason: null,
    call: null,
    holder,
    source: null,
    openedAt: 1000,
  },
});

export const noted = (caseId: string, n: number, lane = LANE): CaseEvent => ({
  id: `note-${caseId}-${n}.0`,
  lane,
  caseId,
  command: `note-${caseId}-${n}`,
  type: 'note-added',
  at: 2000 + n,
  by,
  pack: '1',
  body: null,
  data: {},
});

export const confirmed = (event: CaseEvent, position: number, version: number): Confirmed => ({
  event,
  position,
  version,
  recordedAt: 5000 + position,
  flag: null,
});

export const stateOf = (caseId: string, lane = LANE): CaseState => evolve(null, opened(caseId, lane));

export const outgoing = (n: number, caseId = 'c1', over: Partial<Outgoing> = {}): Outgoing => {
  const command = {
    id: `cmd-${n}`,
    lane: LANE,
    caseId,
    type: 'add-note',
    actor: 'lena',
    at: n,
    quality: 'synced',
    pack: '1',
    seen: 0,
    data: {},
    body: null,
  } satisfies Command;
  return {
    command,
    text: JSON.stringify(command),
    device: 'd1',
    gen: 0,
    dseq: n,
    prev: n === 1 ? '' : hash(n - 1),
    hash: hash(n),
    forecast: [noted(caseId, n)],
    ...over,
  };
};

export const grant = (n: number, over: Partial<Grant> = {}): Grant => ({
  decision: `d${String(n).padStart(3, '0')}`,
  decisionType: 'goodwill-credit',
  ledger: 'goodwill',
  unit: 'money',
  amount: 1000 + n,
  currency: 'EUR',
  customer: 'k1',
  contract: null,
  caseId: 'c1',
  actor: 'lena',
  team: 'abrechnung',
  tier: 1,
  at: 1000 * n,
  month: '2026-06',
  open: true,
  ...over,
});

export const absence = (id: string, over: Partial<Absence> = {}): Absence => ({
  id,
  lane: LANE,
  person: 'murat',
  deputy: 'sabine',
  from: 1000,
  until: 9000,
  scope: null,
  setBy: 'murat',
  setAt: 500,
  endedAt: null,
  endedBy: null,
  ...over,
});

export const customer = (id: string, over: Partial<Customer> = {}): Customer => ({
  id,
  name: `Kundin ${id}`,
  numbers: [],
  contracts: [],
  lastBill: null,
  staff: null,
  relatives: [],
  since: null,
  segment: null,
  ...over,
});

export const tables = (
  caseId: string,
  lists: readonly (readonly [string, number])[],
  over: Partial<CaseTables['row']> = {},
  lane = LANE,
): CaseTables => {
  const customer = over.customer ?? null;
  return {
    lane,
    customer,
    row: {
      caseId,
      number: `NT-${caseId}`,
      ref: null,
      title: `Fall ${caseId}`,
      customer,
      category: 'billing',
      priority: 'P3',
      phase: 'open',
      holder,
      arrived: 'opened',
      due: null,
      flight: null,
      wait: null,
      contacts: 1,
      hops: 0,
      openedAt: 1000,
      pending: false,
      hint: null,
      ...over,
    },
    lists: lists.map(([list, due]) => ({ list, due, caseId })),
    grants: [],
  };
};
