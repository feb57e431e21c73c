// A case somebody has away from the centre: who and until when, given back by him, taken over with a reason, and over when its time is.
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bridge } from '../../shared/api.ts';
import { packViewOf } from '../../shared/views/pack-view.ts';
import type { CaseRow, CaseView } from '../../shared/views/shapes.ts';
import { CaseLines } from '../../renderer/parts/case-row.tsx';
import { awayNow, CheckOutStrip } from '../../renderer/parts/check-out-strip.tsx';
import { CheckOutPanel } from '../../renderer/parts/check-out-panel.tsx';
import { startKeys } from '../../renderer/parts/keys.ts';
import { eveningIn } from '../../renderer/parts/use-absences.ts';
import { CaseContext } from '../../renderer/parts/use-case.ts';
import { forgetDrafts } from '../../renderer/state/drafts.ts';
import { useSession } from '../../renderer/state/session.ts';
import { useView } from '../../renderer/state/view.ts';
import { startTexts } from '../../renderer/texts/texts.ts';
import { TELECOM } from '../pack.ts';

const HOUR = 3_600_000;
const ROW: CaseRow = {
  caseId: 'case-1',
  number: 'NT-1',
  ref: null,
  title: 'Router',
  customer: null,
  category: 'fault',
  priority: 'P3',
  phase: 'open',
  holder: { person: 'jonas', team: 'stoerung', tier: 1, waiting: false },
  arrived: 'taken',
  due: null,
  flight: null,
  wait: null,
  contacts: 1,
  hops: 0,
  openedAt: 1,
  pending: false,
  hint: null,
};
const view = (out: Partial<NonNullable<CaseView['checkOut']>> | null, can: CaseView['can'] = {}): CaseView =>
  ({
    row: ROW,
    can,
    checkOut: out === null ? null : { by: 'jonas', at: Date.now() - HOUR, until: Date.now() + HOUR, place: 'Filiale Husum', ...out },
  }) as CaseView;

const sent: unknown[] = [];
const bridge: Bridge = {
  call: (name, { input }) => {
    if (name === 'command.send') {
      sent.push(input);
      return Promise.resolve({ ok: true, output: { ok: true, value: { command: 'x', caseId: 'case-1', position: 1 } } });
    }
    return Promise.resolve({ ok: true, output: { value: null, savedAt: 1 } });
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
  sent.length = 0;
  forgetDrafts();
  const me = { lane: 'nordlicht', person: 'lena', name: 'Lena Brandt', role: 'agent' as const, tier: 1 as const, teams: ['abrechnung'] };
  useSession.setState({ phase: 'signed-in', token: `away-${turn}`, me, pack: packViewOf(TELECOM, 1) });
  end = startKeys();
});
afterEach(() => {
  cleanup();
  end();
});
const strip = (shown: CaseView): void =>
  void render(
    <CaseContext value={shown}>
      <CheckOutStrip />
    </CaseContext>,
  );
const FORBIDDEN = { code: 'not-in-team', data: {} };

describe('a case away from the centre', () => {
  it('[W17] says who has it, where and until when; nobody else is offered to give it back', () => {
    strip(view({}, { 'override-check-out': FORBIDDEN }));
    expect(screen.getByRole('region', { name: 'Außer Haus' }).textContent).toMatch(
      /^Jonas Peters arbeitet bis .* außer Haus an diesem Vorgang\.Ort: Filiale Husum · Notizen und Kontakte/,
    );
    expect(screen.queryAllByRole('button')).toEqual([]);
  });

  it('[W17] is given back by whoever has it', async () => {
    strip(view({ by: 'lena' }, { 'check-in': null, 'check-out': FORBIDDEN }));
    await userEvent.click(screen.getByRole('button', { name: 'Zurückgeben' }));
    await waitFor(() => expect(sent).toEqual([{ type: 'check-in', caseId: 'case-1', data: {}, body: {} }]));
  });

  it('[W17] is taken over by whoever may, never without a reason', async () => {
    strip(view({}, { 'override-check-out': null }));
    await userEvent.click(screen.getByRole('button', { name: 'Trotzdem übernehmen …' }));
    await userEvent.click(screen.getByRole('button', { name: 'Übernehmen' }));
    expect(sent).toEqual([]);
    await userEvent.type(screen.getByLabelText('Warum kann es nicht warten?'), 'Kundin wartet{Enter}');
    await waitFor(() =>
      expect(sent).toEqual([{ type: 'override-check-out', caseId: 'case-1', data: {}, body: { text: 'Kundin wartet' } }]),
    );
  });

  it('[W17] is over when its time is, without anything being sent', () => {
    const out = { by: 'jonas', until: 100 };
    expect([awayNow(out, 99), awayNow(out, 100), awayNow(null, 0), awayNow(undefined, 0)]).toEqual([out, null, null, null]);
    strip(view({ until: Date.now() - 60_000 }));
    expect(screen.queryByRole('region')).toBeNull();
  });

  it('[W17] is marked in lists, as is what was taken without the centre', () => {
    const { rerender } = render(<CaseLines row={{ ...ROW, checkedOut: { by: 'jonas', until: Date.now() + HOUR } }} />);
    expect(screen.getByText(/^außer Haus: Jonas Peters/).title).toContain('Jonas Peters arbeitet bis');
    rerender(<CaseLines row={{ ...ROW, checkedOut: { by: 'lena', until: Date.now() + HOUR } }} />);
    screen.getByText(/^außer Haus bei mir/);
    rerender(<CaseLines row={{ ...ROW, pending: true, tentative: true, checkedOut: { by: 'jonas', until: 1 } }} />);
    screen.getByText('vorläufig');
    expect([screen.queryByText('unbestätigt'), screen.queryByText(/außer Haus/)]).toEqual([null, null]);
    rerender(<CaseLines row={{ ...ROW, pending: true }} />);
    screen.getByText('unbestätigt');
  });

  it('[W17] is taken along by keyboard alone until when one says, with the place in words', async () => {
    useView.setState({ panel: 'check-out', caseId: ROW.caseId });
    const began = Date.now();
    render(
      <CaseContext value={view(null, { 'check-out': null })}>
        <CheckOutPanel />
      </CaseContext>,
    );
    expect(document.activeElement?.textContent).toBe(i18next.t('away.today'));
    await userEvent.keyboard('{Tab}{Tab}{Enter}');
    await userEvent.type(screen.getByLabelText(/^Wo arbeiten Sie daran/), 'Filiale Husum');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(sent).toMatchObject([{ type: 'check-out', body: { place: 'Filiale Husum' } }]));
    const { until } = (sent[0] as { readonly data: { readonly until: number } }).data;
    // Midnight may fall into the typing.
    expect([began, Date.now()].map((at) => eveningIn(3, at, TELECOM.pack.principal.zone))).toContain(until);
    expect(useView.getState().panel).toBe('case');
  });
});
