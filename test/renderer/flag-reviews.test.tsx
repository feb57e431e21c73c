// What the hub flagged is reviewed: why, what else used the limit, and two answers.
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import type { ReviewRow } from '../../shared/views/shapes.ts';
import { LeadReviews, ReviewDetail } from '../../renderer/parts/lead-reviews.tsx';
import { useView } from '../../renderer/state/view.ts';
import { DAY, HOUR, sits, toldTo } from './money-kit.ts';

afterEach(cleanup);

const others = [{ decision: 'd0', caseId: 'c0', by: 'jonas', team: 'stoerung', at: Date.now() - DAY, amount: 1_500 }];
const row = (part: object = {}, more: Partial<ReviewRow> = {}): ReviewRow =>
  ({
    caseId: 'c1',
    number: 'NT-1',
    title: 'Rechnung doppelt',
    customer: 'Anja Stolz',
    text: null,
    mayReview: null,
    decision: {
      decision: 'd1',
      decisionType: 'goodwill-credit',
      unit: 'money',
      amount: 1_500,
      currency: 'EUR',
      by: 'lena',
      reason: null,
      at: Date.now() - HOUR,
      sentence: { de: 'Bis 15 Euro.', en: 'Up to 15.' },
      review: { by: Date.now() + DAY, outcome: null, cause: 'above-authority', rule: 'customer-count', others, ...part },
    },
    ...more,
  }) as unknown as ReviewRow;
const shows = (shown: ReviewRow): void => {
  sits('lead');
  render(<ReviewDetail row={shown} onDone={() => undefined} />);
};

it('[W26] says why it was flagged, by which limit, and what else drew on it; each is one press away', async () => {
  shows(row());
  expect(screen.getByRole('region', { name: 'Ergebnis der Prüfung' }).textContent).toMatch(
    /Zugesagt von Lena Brandt.*eine Grenze war schon genutzt.*Grenze: (?!Regel customer).*Was sonst dieselbe Grenze nutzt15,00.€ · Jonas Peters/,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Öffnen' }));
  expect(useView.getState().caseId).toBe('c0');
});

it('[W26] of money says what the budget held, and for each cause what one can do', () => {
  const fact = { account: 'a', scope: 'team', owner: 'abrechnung', month: '2026-11', amount: 4_000, beyond: 1_250 };
  const budgets = [
    {
      ...fact,
      limit: 200_000,
      spent: 1,
      free: 0,
      exceeded: 1_250,
      lease: { device: 'd', standing: 'written-off', granted: 5_000, used: 5_000 },
    },
  ];
  shows(row({ cause: 'lease-written-off', rule: null, budgets }));
  const form = screen.getByRole('region', { name: 'Ergebnis der Prüfung' });
  expect(form.textContent).toMatch(
    /Was Sie tun können.*hat sich doch gemeldet.*Was im Budget stand.*27,50.€ gedeckt; 12,50.€ zählen über das Budget/,
  );
  expect(form.textContent).toMatch(/der Platz hatte 0,00.€ von 50,00.€ \(abgeschrieben\)/);
});

it('[W26] stands with one press, and needs no words for that', async () => {
  shows(row());
  await userEvent.click(screen.getByRole('button', { name: 'Bestätigen' }));
  await waitFor(() =>
    expect(toldTo('command.send')).toMatchObject([{ type: 'review-decision', data: { decision: 'd1', outcome: 'upheld' }, body: {} }]),
  );
  expect((toldTo('command.send')[0] as { readonly data: object }).data).not.toHaveProperty('callback');
});

it('[W26] turns into a callback by whoever promised it, with words and a moment; not without words', async () => {
  shows(row());
  await userEvent.click(screen.getByRole('button', { name: 'Kunden zurückrufen' }));
  expect(toldTo('command.send')).toEqual([]);
  await userEvent.type(screen.getByRole('textbox', { name: 'Ein Satz dazu' }), 'Bitte erklären');
  await userEvent.click(screen.getByRole('button', { name: 'Kunden zurückrufen' }));
  const callback = { due: expect.any(Number) as number, by: 'lena', window: null };
  await waitFor(() =>
    expect(toldTo('command.send')).toMatchObject([{ data: { outcome: 'follow-up', callback }, body: { text: 'Bitte erklären' } }]),
  );
});

it('[W26] of whoever may not review it is read, with the reason and no answer', () => {
  shows(row({}, { mayReview: { code: 'own-account', data: {} } }));
  expect(screen.queryByRole('button', { name: 'Bestätigen' })).toBeNull();
});

it('[W26] are counted by cause above the list, emergencies among them', () => {
  sits('lead');
  const plain = row({ cause: undefined, rule: undefined, others: [] });
  const other: ReviewRow = { ...plain, decision: { ...plain.decision, decision: 'd2' } };
  render(<LeadReviews reviews={[row(), other]} selected={null} onSelect={() => undefined} />);
  const list = screen.getByRole('region', { name: 'Prüfen' });
  expect(within(list).getByText('Grenze doppelt genutzt 1 · Notfall 1')).toBeTruthy();
});
