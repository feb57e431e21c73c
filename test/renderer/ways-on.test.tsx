// What leads on: a blocked key says why, amounts are offered where they lead somewhere, and news tells each reader what he can do.
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AuthorityView, CaseView } from '../../shared/views/shapes.ts';
import { DecisionQuick } from '../../renderer/parts/decision-quick.tsx';
import { startKeys } from '../../renderer/parts/keys.ts';
import { NewsStrip } from '../../renderer/parts/news-strip.tsx';
import { Promises } from '../../renderer/parts/promises.tsx';
import { Toasts } from '../../renderer/parts/toasts.tsx';
import { CaseContext } from '../../renderer/parts/use-case.ts';
import { useDesk } from '../../renderer/parts/use-pack.ts';
import { useToasts } from '../../renderer/state/toasts.ts';
import { sits } from './money-kit.ts';

beforeEach(() => useToasts.setState({ toasts: [] }));
afterEach(cleanup);

const view = (part: object): CaseView =>
  ({
    row: { caseId: 'c1', holder: { person: 'lena', team: 'abrechnung', waiting: false } },
    can: {},
    promises: [],
    approvals: [],
    news: [],
    timeline: [],
    ...part,
  }) as unknown as CaseView;

it('[W28] a key that can do nothing says why, and offers the next best thing', async () => {
  sits();
  const end = startKeys();
  render(
    <CaseContext value={view({ can: { 'make-promise': { code: 'not-open', data: { phase: 'resolved' } } } })}>
      <Promises />
      <Toasts />
    </CaseContext>,
  );
  fireEvent.keyDown(window, { key: 'F4', shiftKey: true });
  end();
  expect(useToasts.getState().toasts).toMatchObject([{ tone: 'refused', action: { label: 'Wieder öffnen' } }]);
  expect(screen.queryByRole('form')).toBeNull();
});

it('[W28] only amounts that may be granted or asked for are offered', () => {
  sits();
  const quick = [
    { amount: 500, verdict: 'within' },
    { amount: 1_000, verdict: 'needs-approval' },
    { amount: 1_500, verdict: 'never' },
  ];
  const Shown = ({ mayAsk }: { readonly mayAsk: boolean }) => {
    const spec = useDesk().decision('goodwill-credit')!;
    const before = { quick } as unknown as AuthorityView;
    return <DecisionQuick spec={{ ...spec, quick: [500, 1_000, 1_500] }} before={before} mayAsk={mayAsk} onPick={() => undefined} />;
  };
  const amounts = (): readonly string[] => screen.queryAllByRole('button').map(({ textContent }) => textContent.replace(/[^\d]/g, ''));
  const shown = render(<Shown mayAsk />);
  expect(amounts()).toEqual(['5', '10']);
  shown.rerender(<Shown mayAsk={false} />);
  expect(amounts()).toEqual(['5']);
});

it('[U39] that nobody answered is told to a lead in words of his own, and to whoever asked in his', () => {
  const approval = { approval: 'a1', decisionType: 'goodwill-credit', unit: 'money', amount: 4_000, currency: 'EUR' };
  const tells = (askedBy: string): string => {
    sits('lead');
    const news = [{ news: 'n1', kind: 'approval-expired', at: Date.now(), about: 'a1', by: null }];
    render(
      <CaseContext value={view({ news, approvals: [{ ...approval, askedBy }] })}>
        <NewsStrip />
      </CaseContext>,
    );
    const { textContent } = screen.getByRole('region', { name: 'Neu für Sie' });
    cleanup();
    return textContent;
  };
  expect(tells('lena')).toMatch(
    /^Niemand hat die Anfrage von Lena Brandt beantwortet: .*40,00.*rufen Sie Lena Brandt an, oder entscheiden Sie selbst/,
  );
  expect(tells('murat')).toMatch(/^Niemand hat rechtzeitig geantwortet: .*Fragen Sie neu an/);
});
