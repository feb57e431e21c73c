// Does plausible work at a desk, chosen by a seeded generator: what a crash test interrupts.
import { createSeeded, type Seeded } from '../../shared/kernel/seeded.ts';
import type { Workplace } from '../../electron/workplace.ts';
import type { Json, Result } from '../../shared/kernel/result.ts';

export const LANE = 'nordlicht';
const DAY = 86_400_000;

export type Acknowledged = { readonly command: string; readonly caseId: string };

export interface Worker {
  /** One action that was accepted; refused ones (nobody's fault in random work) are tried again with another. */
  act(): Acknowledged;
}

/** `known` are cases of earlier runs, so that work goes on where it was cut. */
export const createWorker = (workplace: Workplace, seed: number, known: readonly string[]): Worker => {
  const { engine } = workplace;
  const policy = engine.policy(LANE);
  if (policy === null) throw new Error(`no pack for ${LANE}`);
  const seeded: Seeded = createSeeded(seed);
  const agents = [...policy.people.values()].filter(({ role, demo }) => role === 'agent' && demo).map(({ id }) => id);
  const cases = [...known];
  const { pack } = policy;
  let count = 0;

  const open = (): Result<Acknowledged> =>
    engine.submit({
      lane: LANE,
      caseId: null,
      actor: seeded.pick(agents),
      type: 'open-case',
      data: {
        number: engine.nextCaseNumber(LANE),
        customer: null,
        category: seeded.pick(pack.categories).id,
        channel: 'phone',
        urgency: seeded.pick(['high', 'medium', 'low']),
        impact: 'medium',
        reason: null,
        call: null,
      },
      body: { title: `Störung ${seed}-${(count += 1)}`, text: 'Kein Netz in der Straße „Am Köl‑Ufer“' },
    });
  const onCase = (
    type: 'add-note' | 'decide' | 'log-contact' | 'make-promise' | 'classify' | 'resolve' | 'start-wait' | 'end-wait',
    data: Json,
    body: Json,
  ): Result<Acknowledged> => {
    const caseId = seeded.pick(cases);
    const holder = workplace.store.currentState(caseId)?.holder.person;
    return engine.submit({
      lane: LANE,
      caseId,
      actor: seeded.unit() < 0.9 && holder !== undefined ? holder : seeded.pick(agents),
      type,
      data,
      body,
    });
  };
  const works: readonly (readonly [() => Result<Acknowledged>, number])[] = [
    [open, 3],
    [() => onCase('add-note', {}, { text: `Notiz ${(count += 1)}: Rückruf erbeten` }), 5],
    [
      () =>
        onCase(
          'log-contact',
          { channel: 'phone', direction: 'in', reached: true, informed: false, call: null },
          { text: 'ruft wieder an' },
        ),
      3,
    ],
    [() => onCase('make-promise', { due: Date.now() + DAY, by: seeded.pick(agents), callback: true }, { what: 'Rückruf bis morgen' }), 2],
    // Few customers, so that windows and budgets hold more than one case.
    [() => onCase('classify', { customer: seeded.pick(['K-1', 'K-2', 'K-3', 'K-4', 'K-5']) }, {}), 1],
    [
      () =>
        onCase(
          'decide',
          { decisionType: 'goodwill-credit', amount: 100 * seeded.whole(1, 15), reason: null, evidence: [] },
          { text: 'Kulanz' },
        ),
      2,
    ],
    [() => onCase('classify', { urgency: seeded.pick(['high', 'medium', 'low']) }, {}), 2],
    [() => onCase('start-wait', { reason: seeded.pick(pack.waits).id, until: null }, {}), 1],
    [() => onCase('end-wait', {}, {}), 1],
    [() => onCase('resolve', { result: seeded.pick(pack.results).id }, { text: 'gelöst' }), 1],
  ];

  return {
    act: () => {
      for (;;) {
        const done = cases.length === 0 ? open() : seeded.weighted(works)();
        if (!done.ok) continue;
        if (!cases.includes(done.value.caseId)) cases.push(done.value.caseId);
        return done.value;
      }
    },
  };
};
