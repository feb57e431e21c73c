// Calls that are announced, and the telephone of another principal, at one's own screen.
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { PopRow } from '../../shared/views/pop-shapes.ts';
import { CallBar } from '../../renderer/parts/call-bar.tsx';
import { PopOutside } from '../../renderer/parts/pop-outside.tsx';
import { PopStrip } from '../../renderer/parts/pop-strip.tsx';
import { PrincipalGuard } from '../../renderer/parts/principal-guard.tsx';
import { Toasts } from '../../renderer/parts/toasts.tsx';
import { useSend } from '../../renderer/parts/use-send.ts';
import { useView } from '../../renderer/state/view.ts';
import { CASE, drafts, phone, press, running, sent, VIEW, withPhone } from './call-kit.ts';
import { toldTo, wire } from './money-kit.ts';

withPhone();

const ROW: PopRow = {
  id: 'pop-1',
  at: Date.now(),
  until: Date.now() + 300_000,
  principal: { id: 'nordlicht', name: 'Nordlicht Telekom' },
  mine: true,
  takers: 1,
  caller: '+49 40 555',
  call: 'cti-9',
  case: null,
  customers: [],
  missing: { case: null, customer: null },
  fault: null,
};
const hit = (open: readonly string[]) => ({ customer: VIEW.customer, open: open.map((caseId) => ({ caseId, number: `NT-${caseId}` })) });

describe('an announced call', () => {
  const shown = async (row: Partial<PopRow>): Promise<void> => {
    phone.rows = [{ ...ROW, ...row } as PopRow];
    wire.answers = { ...wire.answers, 'pops.take': () => ({ ok: true, value: phone.rows[0] }) } as never;
    render(
      <>
        <input aria-label="note" />
        <PopStrip />
        <CallBar />
        <Toasts />
      </>,
    );
    screen.getByLabelText('note').focus();
    await screen.findByRole('region', { name: /^(Anruf|Ein Link)/ });
  };

  it('[CA5] opens nothing and moves no focus; its key takes it and begins the call under the name it came with', async () => {
    await shown({ case: { caseId: 'case-7', number: 'NT-7', title: 'Ausfall' } });
    expect([document.activeElement?.getAttribute('aria-label'), useView.getState().caseId, toldTo('pops.take')]).toEqual([
      'note',
      CASE,
      [],
    ]);
    press('F3', true);
    await waitFor(() => expect(useView.getState().caseId).toBe('case-7'));
    expect(toldTo('pops.take')).toEqual([{ id: 'pop-1' }]);
    await waitFor(() => expect(drafts.get('call:now')).toMatchObject({ call: 'cti-9', caseId: 'case-7' }));
  });

  it.each([
    ['the only open case of the customer', ['7'], { caseId: '7', panel: 'case' }],
    ['the customer, whose cases come first', ['7', '8'], { panel: 'new-case' }],
    ['the customer, who has none', [], { panel: 'new-case' }],
  ])('[CA5] leads to %s', async (_what, open, expected) => {
    await shown({ customers: [hit(open)] as never });
    press('F3', true);
    await waitFor(() => expect(useView.getState()).toMatchObject(expected));
  });

  it('[CA5] puts the customer into a new case, but never over words somebody has begun', async () => {
    drafts.set('new-case', { search: '', customer: null, form: { title: 'angefangen' } });
    await shown({ customers: [hit([])] as never });
    press('F3', true);
    await waitFor(() => expect(useView.getState().panel).toBe('new-case'));
    expect(drafts.get('new-case')).toMatchObject({ form: { title: 'angefangen' } });
    cleanup();
    drafts.delete('new-case');
    await act(async () => Promise.resolve());
    await shown({ customers: [{ customer: { ...VIEW.customer, id: 'K-1' }, open: [] }] as never });
    await userEvent.click(screen.getByRole('button', { name: /^Annehmen/ }));
    await waitFor(() => expect(drafts.get('new-case')).toEqual({ search: 'Karin Öztürk', customer: 'K-1', form: {} }));
  });

  it('[CA5] during another call has no key, so that the key still ends that one', async () => {
    running();
    await shown({});
    await screen.findByText(/Im Gespräch/);
    press('F3', true);
    await waitFor(() => expect(sent().map(({ type }) => type)).toContain('log-contact'));
    expect(toldTo('pops.take')).toEqual([]);
  });

  it('[PO4] that could not be read says what was wrong', async () => {
    await shown({ fault: { code: 'link-unknown-key', data: { key: 'rufer', known: 'caller' } }, principal: null });
    expect(screen.getByText(/„rufer“ gibt es nicht/)).toBeTruthy();
  });
});

describe('another principal', () => {
  const mark = (lane: string): void =>
    window.localStorage.setItem('stafette.call', JSON.stringify({ lane, name: 'Seeblick Hotels', call: `x-${lane}`, since: Date.now() }));
  const Log = () => {
    const send = useSend();
    return (
      <button type="button" onClick={() => void send('log-contact', CASE, {})}>
        log
      </button>
    );
  };

  it('[CA4] is named beside the own one while its call runs here, and a contact is recorded only after a word that it is meant', async () => {
    mark('seeblick');
    render(
      <>
        <PrincipalGuard />
        <Log />
        <Toasts />
      </>,
    );
    expect((await screen.findByRole('alert')).textContent).toMatch(/für Seeblick Hotels.*für Nordlicht Telekom/);
    await userEvent.click(screen.getByText('log'));
    await screen.findByText(/noch ist nichts geschehen/);
    expect(sent()).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: /^Es ist für Nordlicht/ }));
    await userEvent.click(screen.getByText('log'));
    await waitFor(() => expect(sent()).toHaveLength(1));
    await userEvent.click(screen.getByRole('button', { name: /Das Gespräch ist vorbei/ }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('[CA4] the own call warns of nothing here, and is marked for the other windows as long as it runs', async () => {
    running();
    render(
      <>
        <PrincipalGuard />
        <CallBar />
      </>,
    );
    await waitFor(() => expect(window.localStorage.getItem('stafette.call')).toMatch(/"lane":"nordlicht".*"call":"ref-1"/));
    expect(screen.queryByRole('alert')).toBeNull();
    press('F3', true);
    await waitFor(() => expect(window.localStorage.getItem('stafette.call')).toBeNull());
  });

  it('[CA4] whose call waits is named with the way out, and nothing can be taken from here', async () => {
    phone.rows = [{ ...ROW, principal: { id: 'seeblick', name: 'Seeblick Hotels' }, mine: false, takers: 2, caller: null, call: null }];
    render(
      <>
        <PrincipalGuard />
        <PopStrip />
        <CallBar />
      </>,
    );
    expect((await screen.findByRole('alert')).textContent).toMatch(/gehört zu Seeblick Hotels.*2 Personen/);
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Für Seeblick Hotels anmelden', 'Ausblenden']);
    press('F3', true);
    await screen.findByText(/Im Gespräch/);
    expect(toldTo('pops.take')).toEqual([]);
  });

  it('[PO3] at the door it is said for whom a call waits, and no more', async () => {
    wire.answers = {
      ...wire.answers,
      'pops.outside': () => [{ id: 'pop-1', principal: { id: 'seeblick', name: 'Seeblick Hotels' } }],
    } as never;
    render(<PopOutside />);
    expect((await screen.findByRole('status')).textContent).toBe(
      'Ein Anruf für Seeblick Hotels wartet. Melden Sie sich dafür an, um ihn anzunehmen.',
    );
  });
});
