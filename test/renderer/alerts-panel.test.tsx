// The alerts by keyboard alone: opened with one key, walked with J and K, seen with G, put off with S, and Escape takes back one step.
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bridge } from '../../shared/api.ts';
import { packViewOf } from '../../shared/views/pack-view.ts';
import type { AlertRow } from '../../shared/views/shapes.ts';
import { AlertBell } from '../../renderer/parts/alert-bell.tsx';
import { AlertsPanel } from '../../renderer/parts/alerts-panel.tsx';
import { startKeys } from '../../renderer/parts/keys.ts';
import { useSession } from '../../renderer/state/session.ts';
import { showOverlay, useView } from '../../renderer/state/view.ts';
import { startTexts } from '../../renderer/texts/texts.ts';
import { TELECOM } from '../pack.ts';

const MINUTE = 60_000;
const alert = (caseId: string, more: Partial<AlertRow> = {}): AlertRow => ({
  alert: 'resolution:-:1:1',
  caseId,
  number: `NT-${caseId}`,
  title: `Vorgang ${caseId}`,
  holder: { person: 'lena', team: 'abrechnung', tier: 1, waiting: false },
  clock: 'resolution',
  family: 'customer',
  share: 1,
  at: 0,
  dueAt: Date.now() - MINUTE,
  as: 'lead',
  deputy: null,
  ...more,
});

type Sent = { readonly type: string; readonly caseId: string; readonly data: Readonly<Record<string, unknown>> };
/** What the desk would answer; the wire is the edge of these tests. */
const desk = { alerts: [] as AlertRow[], sent: [] as unknown[], commands: [] as Sent[] };
const bridge: Bridge = {
  call: (name, { input }) => {
    if (name === 'command.send') {
      const command = input as Sent;
      desk.commands.push(command);
      if (command.type !== 'move-case') desk.alerts = desk.alerts.filter(({ caseId }) => caseId !== command.caseId);
      return Promise.resolve({ ok: true, output: { ok: true, value: { command: 'x', caseId: command.caseId, position: 1 } } });
    }
    if (name === 'shift.send') desk.sent.push(input);
    return Promise.resolve({
      ok: true,
      output:
        name === 'alerts.list'
          ? { alerts: desk.alerts, cases: desk.alerts.length + 37, snoozed: 2, nextAt: null }
          : { ok: true, value: { done: 1, failed: [] } },
    });
  },
  on: () => () => undefined,
};

let end: () => void;
let turn = 0;
beforeAll(() => {
  startTexts();
  Object.assign(window, { bridge });
});
beforeEach(() => {
  turn += 1;
  Object.assign(desk, { alerts: [alert('1'), alert('2'), alert('3')], sent: [], commands: [] });
  const me = { lane: 'nordlicht', person: 'murat', name: 'Murat Aydin', role: 'lead' as const, tier: 3 as const, teams: ['abrechnung'] };
  useSession.setState({ phase: 'signed-in', token: `panel-${turn}`, me, pack: packViewOf(TELECOM, 3) });
  showOverlay(null);
  end = startKeys();
});
afterEach(() => {
  cleanup();
  end();
});

const open = async (): Promise<void> => {
  render(
    <>
      <AlertBell />
      <AlertsPanel />
    </>,
  );
  await screen.findByText('40 Warnungen');
  await userEvent.keyboard('{Control>}b{/Control}');
  await standsOn('Vorgang 1');
};
/** On the row itself: the list that holds it contains its words, too, and has the focus for a moment before. */
const standsOn = (words: string): Promise<void> =>
  waitFor(() => expect(document.activeElement?.matches('[data-key]') === true && document.activeElement.textContent).toContain(words));

describe('the alerts panel', () => {
  it('[W11] is walked with J and K, and tells what is not shown as numbers', async () => {
    await open();
    await userEvent.keyboard('jj');
    await standsOn('Vorgang 3');
    await userEvent.keyboard('k');
    await standsOn('Vorgang 2');
    expect(screen.getByText('noch 37 weitere Vorgänge · 2 zurückgestellt')).toBeTruthy();
  });

  it('[W11] lets an alert be seen with G and goes on to the next one', async () => {
    await open();
    await userEvent.keyboard('jg');
    await standsOn('Vorgang 3');
    expect(desk.commands).toMatchObject([{ type: 'acknowledge-alert', caseId: '2', data: { alert: 'resolution:-:1:1' } }]);
    await waitFor(() => expect(screen.queryByText('Vorgang 2')).toBeNull());
  });

  it('[W11] puts an alert off with S, a reason and a time within the pack’s longest; Escape takes back one step', async () => {
    await open();
    await userEvent.keyboard('s');
    await screen.findByRole('region', { name: 'Warum später?' });
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Warum später?' })).toBeNull());
    await standsOn('Vorgang 1');
    await userEvent.keyboard('s');
    await screen.findByRole('region', { name: 'Warum später?' });
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(desk.commands).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Ich bin beim Kunden' }));
    await userEvent.click(screen.getByRole('button', { name: 'in 1 h' }));
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(desk.commands.length).toBe(1));
    const { type, data } = desk.commands[0]!;
    expect([type, data['reason']]).toEqual(['snooze-alert', 'with-customer']);
    expect(Number(data['until'])).toBeLessThan(Date.now() + 60 * MINUTE);
    expect(Number(data['until'])).toBeGreaterThan(Date.now() + 59 * MINUTE);
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(useView.getState().overlay).toBeNull());
  });

  it('[W11] a lead gives the case to the deputy; whoever holds it offers it sideways', async () => {
    const mine = { person: 'murat', team: 'abrechnung', tier: 3 as const, waiting: false };
    desk.alerts = [alert('1', { deputy: 'tim' }), alert('2', { deputy: 'tim', as: 'holder', holder: mine })];
    render(<AlertsPanel />);
    showOverlay('alerts');
    await userEvent.click(await screen.findByRole('button', { name: 'An Tim Vogel geben' }));
    expect(desk.commands).toMatchObject([
      { type: 'move-case', caseId: '1', data: { to: { team: 'abrechnung', person: 'tim' }, cause: 'workload' } },
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'An Tim Vogel übergeben' }));
    expect(desk.sent).toEqual([{ to: 'tim', note: '', cases: ['2'], promises: [], language: 'de' }]);
  });
});
