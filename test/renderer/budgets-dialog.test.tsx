// The budgets a lead answers for: whose share is where and since when it is silent, and one step at a time over it.
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BudgetRowView, BudgetsView } from '../../shared/views/budget-shapes.ts';
import { BudgetsHere } from '../../renderer/parts/budget-here.tsx';
import { BudgetsDialog } from '../../renderer/parts/budgets-dialog.tsx';
import { useStoppedWord } from '../../renderer/parts/use-stopped-word.ts';
import { Toasts } from '../../renderer/parts/toasts.tsx';
import { useToasts } from '../../renderer/state/toasts.ts';
import { useView } from '../../renderer/state/view.ts';
import { DAY, lease, sits, TEAM, toldTo } from './money-kit.ts';

const budget = (part: Partial<BudgetRowView> = {}): BudgetRowView => ({
  account: 'budget-1',
  scope: 'team',
  owner: TEAM,
  name: { de: 'Abrechnung', en: 'Billing' },
  ledgers: ['goodwill'],
  month: '2026-11',
  limit: 200_000,
  spent: 98_500,
  leased: 41_000,
  free: 60_500,
  exceeded: 0,
  writtenOff: 0,
  burnt: 49.3,
  warnAt: [80],
  doubted: false,
  here: { meaning: 'none' },
  leases: [lease(1)],
  canRelease: null,
  ...part,
});
const view = (part: Partial<BudgetRowView> = {}, more: Partial<BudgetsView> = {}): BudgetsView => ({
  currency: 'EUR',
  leases: true,
  lastHeard: Date.now(),
  away: false,
  holds: { share: 100, until: null, next: null },
  unrecorded: false,
  budgets: [budget(part)],
  ...more,
});

const opens = async (shown: BudgetsView): Promise<void> => {
  sits('manager', { 'budgets.view': () => shown });
  render(
    <>
      <BudgetsDialog />
      <Toasts />
    </>,
  );
  await screen.findByRole('dialog');
};
const mayWriteOff = { can: { recall: null, freeze: null, writeOff: null } };
const press = (name: string): Promise<void> => userEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  useView.setState({ overlay: 'budgets' });
  useToasts.setState({ toasts: [] });
});
afterEach(cleanup);

describe('a share of a budget', () => {
  it('[W20] goes by the name of its workstation, with who decided and signed in there and since when it is silent', async () => {
    await opens(view());
    const row = (await screen.findByText('Büro Husum, Platz 1')).closest('tr')!;
    expect(row.textContent).toMatch(/entschieden: Lena Brandt · angemeldet: Tim Vogel, .*in Gebrauch.*75,00.*125,00.*still seit /);
  });

  it('[W20] of a workstation in touch is not called silent, and one the hub never named keeps its number', async () => {
    const [fresh, unnamed] = [lease(1, { seenAt: Date.now() - 30_000 }), lease(2, { name: null, people: [], signedIn: [], revoked: true })];
    await opens(view({ leases: [fresh, unnamed] }));
    expect((await screen.findByText('Büro Husum, Platz 1')).closest('tr')!.textContent).not.toContain('still seit');
    expect(screen.getByText('Platz 2c4f2a').closest('tr')!.textContent).toContain('aus der Zentrale entfernt');
  });

  it('[W20] is given up only with what was and who, a reason and words; the hub is told just that', async () => {
    await opens(view({ leases: [lease(1, mayWriteOff)] }));
    await press('Abschreiben: Büro Husum, Platz 1');
    const form = screen.getByRole('form', { name: 'Abschreiben: Büro Husum, Platz 1' });
    expect(form.textContent).toMatch(/entschieden: Lena Brandt.*seit 2 Tagen nichts mehr.*Die 75,00.€ werden wieder frei/);
    await userEvent.click(within(form).getByRole('button', { name: 'Abschreiben' }));
    await userEvent.click(within(form).getByRole('button', { name: 'gestohlen' }));
    await userEvent.click(within(form).getByRole('button', { name: 'Abschreiben' }));
    expect(toldTo('budget.act')).toEqual([]);
    await userEvent.type(within(form).getByRole('textbox'), ' Einbruch am Montag {Enter}');
    const told = { account: 'budget-1', verb: 'write-off-lease', lease: 'lease-1', reason: 'stolen', text: 'Einbruch am Montag' };
    await waitFor(() => expect(toldTo('budget.act')).toEqual([told]));
    await screen.findByText('Abgeschrieben: Büro Husum, Platz 1.');
  });

  it('[W20] of a workstation heard of just now says that it is still there', async () => {
    await opens(view({ leases: [lease(1, { ...mayWriteOff, seenAt: Date.now() - 60_000 })] }));
    await press('Abschreiben: Büro Husum, Platz 1');
    expect(screen.getByRole('form').textContent).toContain('Bitten Sie lieber um Rückgabe');
  });
});

describe('a budget', () => {
  it('[W25] takes back one step with Escape: first the form, and the focus returns; then the dialog', async () => {
    await opens(view());
    await press('Zurückbitten: Büro Husum, Platz 1');
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('form')).toBeNull();
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Zurückbitten: Büro Husum, Platz 1'));
    await userEvent.keyboard('{Escape}');
    expect(useView.getState().overlay).toBeNull();
  });

  it('[W25] whose hub was set back says so, and is released with words by whoever may', async () => {
    await opens(view({ doubted: true }));
    await press('Wieder freigeben');
    await userEvent.type(screen.getByRole('textbox'), 'Alle gemeldet{Enter}');
    await waitFor(() => expect(toldTo('budget.act')).toMatchObject([{ verb: 'release-budget', lease: null, text: 'Alle gemeldet' }]));
  });

  it('[W25] names what cannot be done now instead of hiding it', async () => {
    const blocked = { code: 'role-forbids', data: {} };
    await opens(view({ leases: [lease(1, { can: { recall: null, freeze: null, writeOff: blocked } })] }));
    const button = screen.getByRole('button', { name: /^Abschreiben/ });
    await userEvent.click(button);
    expect([screen.queryByRole('form'), button.getAttribute('aria-disabled')]).toEqual([null, 'true']);
  });
});

const STOPPED = { cause: 'by-hand', by: 'tim', at: Date.now() - DAY, words: 'Gerät gesucht' } as const;

describe('a frozen share', () => {
  it('[W27] says to whoever leads why, by whom, in which words, and what ends it', async () => {
    const causes = (['incarnation', 'fork', 'revoked'] as const).map((cause) => ({ cause, by: null, at: null, words: null }));
    const leases = [STOPPED, ...causes].map((stopped, index) =>
      lease(index + 1, { standing: 'frozen', stopped, name: `Platz ${index + 1}` }),
    );
    await opens(view({ leases }));
    const says = async (name: string): Promise<string> => (await screen.findByText(name)).closest('tr')!.textContent;
    expect(await says('Platz 1')).toMatch(/Gesperrt von Tim Vogel.*erst einen neuen Anteil.*Grund: „Gerät gesucht“/);
    expect(await says('Platz 2')).toContain('wird frei, sobald die Zentrale alles von dort kennt');
    expect(await says('Platz 3')).toContain('zwei Fassungen');
    expect(await says('Platz 4')).toContain('aus der Zentrale entfernt');
  });

  it('[W27] is told at once to whoever sits there, once, with the way out', async () => {
    const here = { meaning: 'stopped', standing: 'frozen', lease: 'l', stopped: { ...STOPPED, cause: 'fork', by: null } } as const;
    sits('agent', { 'budgets.view': () => view({ here, leases: [] }) });
    const Told = () => {
      useStoppedWord();
      return <Toasts />;
    };
    const shown = render(<Told />);
    await screen.findByText(/^Teambudget Abrechnung.*zwei Fassungen.*nur noch vorbehaltlich.*rufen Sie Ihre Leitung an/);
    shown.rerender(<Told />);
    expect(useToasts.getState().toasts.length).toBe(1);
    cleanup();
    render(<BudgetsHere />);
    await screen.findByText(/^Von diesem Platz gibt es zwei Fassungen/);
  });
});

it('[HL21] the drawer says what this workstation may promise firmly, and by which share limits hold until when', async () => {
  const here = { meaning: 'low', granted: 20_000, used: 16_250, left: 3_750, standing: 'open', recalled: true } as const;
  const holds = { share: 50, until: Date.now() + DAY, next: null };
  sits('agent', { 'budgets.view': () => view({ here, leases: [] }, { away: true, holds }) });
  render(<BudgetsHere />);
  await screen.findByText(/^Ohne Zentrale gelten 50 % der Grenzen bis .*, danach alles nur vorbehaltlich/);
  screen.getByText('Anteil wird knapp');
  screen.getByText(/^noch 37,50.€ von 200,00/);
  screen.getByText(/^Bis 37,50.€ können Sie fest zusagen; mehr gibt es erst wieder mit Verbindung/);
  expect(screen.getByText(/gibt der Platz von selbst zurück/).textContent).toContain('braucht Geld');
});
