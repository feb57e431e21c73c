// A handover that stands still is sent as it stands; whatever it hangs on has changed or was refused, it is looked at once more before.
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { EscalationPreview } from '../../shared/views/shapes.ts';
import { usePreparedHandover } from '../../renderer/parts/use-handover.ts';
import { draftValue, setDraft } from '../../renderer/state/drafts.ts';
import { useToasts } from '../../renderer/state/toasts.ts';
import { showPanel, useView } from '../../renderer/state/view.ts';
import { CASE, phone, sent, slow, VIEW, withPhone } from './call-kit.ts';
import { toldTo, wire } from './money-kit.ts';

withPhone();
const FIVE_PAST = Date.UTC(2026, 10, 24, 11, 5);
const preview = (): EscalationPreview =>
  ({
    reason: 'other',
    to: { tier: 3, team: 'technik', person: null, lead: '' },
    acceptBy: FIVE_PAST,
    former: false,
    form: {},
    missing: [],
    done: 3,
    required: 3,
  }) as unknown as EscalationPreview;
const previews = (): number => toldTo('escalation.preview').length;
beforeEach(() => {
  // Where the steps to try before stand: seen, it is sent from here.
  useView.setState({ panel: 'handover' });
  wire.answers = { ...wire.answers, 'escalation.preview': () => ({ ok: true, value: preview() }) };
});

const view = {
  ...VIEW,
  row: { ...VIEW.row, category: 'billing', holder: { team: 'abrechnung', person: 'murat', tier: 1, waiting: false } },
  can: {},
} as unknown as typeof VIEW;

const Ready = () => {
  const { ring, go } = usePreparedHandover(view);
  return (
    <button type="button" onClick={() => void go()}>
      {ring === null ? 'noch nicht' : `${ring.done} von ${ring.required}`}
    </button>
  );
};
const pause = (ms: number): Promise<unknown> => act(() => new Promise((resolve) => setTimeout(resolve, ms)));
/** Until nothing is asked any more, also on a busy machine. */
const stands = async (): Promise<number> => {
  await screen.findByText('3 von 3');
  for (let before = -1; before !== previews(); await pause(400)) before = previews();
  return previews();
};
const press = (): void => void fireEvent.click(screen.getByRole('button'));

describe('a handover that stands still', () => {
  it('is sent without another look, and its sender is told what the desk decided', async () => {
    const flight = { team: 'abrechnung', acceptBy: FIVE_PAST };
    wire.answers = {
      ...wire.answers,
      'command.send': () => ({ ok: true, value: { command: 'c', caseId: CASE, position: null, flight } }),
    };
    render(<Ready />);
    const before = await stands();
    press();
    await waitFor(() =>
      expect(
        useToasts
          .getState()
          .toasts.map(({ text }) => text)
          .join(' '),
      ).toMatch(/^Gesendet an Abrechnung/),
    );
    expect(previews()).toBe(before);
  });

  it('is looked at again where it was refused before', async () => {
    phone.refuses = 'escalate';
    render(<Ready />);
    const before = await stands();
    press();
    await waitFor(() => expect(sent()).toHaveLength(1));
    expect(previews()).toBe(before);
    await waitFor(() => expect(useToasts.getState().toasts).toHaveLength(1));
    press();
    await waitFor(() => expect(sent()).toHaveLength(2));
    expect(previews()).toBe(before + 1);
  });

  it.each([
    ['decision', `decision:${CASE}`],
    ['call', 'call:now'],
  ])('is looked at again after a %s that the desk has not kept yet', async (_what, key) => {
    render(<Ready />);
    const before = await stands();
    act(() =>
      setDraft(key, key === 'call:now' ? { startedAt: 1, direction: 'in', heldAt: null, held: 0, call: 'r', caseId: null } : { amount: 1 }),
    );
    press();
    await waitFor(() => expect(sent()).toHaveLength(1));
    expect(previews()).toBeGreaterThan(before);
  });

  it('is looked at again once what was weighed is kept as cleared', async () => {
    act(() => setDraft(`decision:${CASE}`, { amount: 1 }));
    render(<Ready />);
    const before = await stands();
    act(() => setDraft(`decision:${CASE}`, null));
    expect(await stands()).toBeGreaterThan(before);
  });

  it('[W37] keeps what is typed while it is on its way, and stands before it where it is taken back', async () => {
    const key = `handover:${CASE}`;
    act(() => setDraft(key, { summary: 'Kein Netz.', question: 'Wann?' }));
    const go = slow();
    render(<Ready />);
    await stands();
    press();
    await waitFor(() => expect(sent()).toHaveLength(1));
    act(() => {
      setDraft(key, { summary: 'Kein Netz. Seit Mai.', question: 'Wann?' });
      showPanel('consult');
    });
    go();
    await waitFor(() => expect(useToasts.getState().toasts).toHaveLength(1));
    expect(draftValue(key)).toEqual({ summary: 'Seit Mai.' });
    expect(useView.getState().panel).toBe('consult');
    act(() => useToasts.getState().toasts[0]?.action?.run());
    await waitFor(() => expect(draftValue(key)).toEqual({ summary: 'Kein Netz. Seit Mai.', question: 'Wann?' }));
  });
});
