// What was refused, with its ways out: taken up again with its words, the lead asked, put away with a reason; and gone once the new one is accepted.
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bridge } from '../../shared/api.ts';
import type { Json } from '../../shared/kernel/result.ts';
import { packViewOf } from '../../shared/views/pack-view.ts';
import type { RefusedRow } from '../../shared/views/shapes.ts';
import { useKey } from '../../renderer/parts/keys.ts';
import { RefusedList } from '../../renderer/parts/refused-list.tsx';
import { joinDrafts, retryOf } from '../../renderer/parts/refused-ways.ts';
import { useSend } from '../../renderer/parts/use-send.ts';
import { draftValue, forgetDrafts } from '../../renderer/state/drafts.ts';
import { useSession } from '../../renderer/state/session.ts';
import { useView } from '../../renderer/state/view.ts';
import { startTexts } from '../../renderer/texts/texts.ts';
import { TELECOM } from '../pack.ts';

const row = (type: string, data: Json = {}, body: Json = {}, more: Partial<RefusedRow> = {}): RefusedRow => ({
  command: `command-${type}`,
  caseId: 'case-1',
  number: 'NT-1',
  title: 'Rechnung doppelt',
  type,
  at: Date.now(),
  refusal: { code: 'not-holder', data: { holder: 'murat', team: 'abrechnung' } },
  data,
  body,
  ...more,
});

/** What the desk would answer; the wire is the edge of these tests. */
const desk = { rows: [] as RefusedRow[], drafts: {} as Record<string, Json>, dismissed: [] as unknown[], sent: [] as unknown[] };
const bridge: Bridge = {
  call: (name, { input }) => {
    const asked = input as { readonly key?: string; readonly value?: Json; readonly command?: string };
    if (name === 'refused.list') return Promise.resolve({ ok: true, output: desk.rows });
    if (name === 'draft.get') return Promise.resolve({ ok: true, output: { value: desk.drafts[asked.key!] ?? null, savedAt: null } });
    if (name === 'command.send') {
      desk.sent.push(input);
      return Promise.resolve({ ok: true, output: { ok: true, value: { command: 'new', caseId: 'case-1', position: null } } });
    }
    if (name === 'refused.dismiss') {
      desk.dismissed.push(input);
      desk.rows = desk.rows.filter(({ command }) => command !== asked.command);
      return Promise.resolve({ ok: true, output: { ok: true, value: {} } });
    }
    return Promise.resolve({ ok: true, output: { savedAt: 1 } });
  },
  on: () => () => undefined,
};

let turn = 0;
beforeAll(() => {
  startTexts();
  Object.assign(window, { bridge });
});
beforeEach(() => {
  turn += 1;
  Object.assign(desk, { rows: [], drafts: {}, dismissed: [], sent: [] });
  forgetDrafts();
  useView.setState({ panel: 'refused', caseId: null });
  const me = { lane: 'nordlicht', person: 'lena', name: 'Lena Brandt', role: 'agent' as const, tier: 1 as const, teams: ['abrechnung'] };
  useSession.setState({ phase: 'signed-in', token: `refused-${turn}`, me, pack: packViewOf(TELECOM, 1) });
});
afterEach(cleanup);

let focused = 0;
/** Stands for the panel, which is proven elsewhere: sends what it would send, and has the note's key. */
const Sender = () => {
  const send = useSend();
  useKey('note', () => void (focused += 1));
  return (
    <button type="button" onClick={() => void send('resolve', 'case-1', { result: 'solved' })}>
      {'send'}
    </button>
  );
};
const show = async (...rows: readonly RefusedRow[]): Promise<void> => {
  desk.rows = [...rows];
  render(
    <>
      <RefusedList />
      <Sender />
    </>,
  );
  await screen.findAllByText(/Rechnung doppelt/);
};
const press = (name: string): Promise<void> => userEvent.click(screen.getByRole('button', { name }));

describe('what was refused', () => {
  it('[W16] is taken up where it was typed, and leaves the list once the new one is accepted', async () => {
    await show(row('resolve', { result: 'solved' }, { text: 'Erstattet' }));
    expect(screen.getByText('Erstattet').className).toContain('line-through');
    await press('Ändern und noch einmal senden');
    await waitFor(() => expect(useView.getState()).toMatchObject({ caseId: 'case-1', panel: 'finish' }));
    expect(draftValue('finish:case-1')).toEqual({ result: 'solved', text: 'Erstattet' });
    expect(desk.dismissed).toEqual([]);
    await press('send');
    await waitFor(() => expect(desk.dismissed).toEqual([{ command: 'command-resolve', reason: 'geändert und noch einmal gesendet' }]));
    // Only the step that took its place puts it away, and only once.
    await press('send');
    await waitFor(() => expect(desk.sent).toHaveLength(2));
    expect(desk.dismissed).toHaveLength(1);
  });

  it('[W16] keeps what was typed there meanwhile', async () => {
    desk.drafts['note:case-1'] = 'Neu getippt';
    await show(row('add-note', {}, { text: 'Alte Worte' }));
    await press('Ändern und noch einmal senden');
    await waitFor(() => expect(draftValue('note:case-1')).toBe('Neu getippt\nAlte Worte'));
    expect(focused).toBe(1);
    expect(joinDrafts({ to: 'a', text: 'alt' }, { text: 'neu' })).toEqual({ to: 'a', text: 'neu' });
    expect(joinDrafts('alt', 'schon alt und neu')).toBe('schon alt und neu');
  });

  it('[W16] asks the lead in words, with what it was and why not', async () => {
    await show(row('resolve', {}, { text: 'Erstattet' }));
    await press('Murat Aydin fragen');
    expect(useView.getState()).toMatchObject({ caseId: 'case-1', panel: 'consult' });
    expect(draftValue('consult:case-1')).toMatchObject({ to: { team: 'abrechnung', person: 'murat' }, live: false });
    expect((draftValue('consult:case-1') as { text: string }).text).toMatch(/Lösen: Erstattet.*Der Vorgang liegt bei Murat Aydin/);
  });

  it('[W16] is put away with one press on a reason, or a word of one’s own; never without', async () => {
    await show(row('take-case'), row('resolve'));
    const [first, second] = screen.getAllByRole('listitem');
    await userEvent.click(within(first!).getByRole('button', { name: 'Ablegen …' }));
    await userEvent.click(within(first!).getByRole('button', { name: 'Ablegen' }));
    expect(desk.dismissed).toEqual([]);
    // Pressed twice in a hurry, before the desk has answered.
    const other = within(first!).getByRole('button', { name: 'Anders gelöst' });
    fireEvent.click(other);
    fireEvent.click(other);
    await waitFor(() => expect(desk.dismissed).toEqual([{ command: 'command-take-case', reason: 'Anders gelöst' }]));
    await userEvent.click(within(second!).getByRole('button', { name: 'Ablegen …' }));
    await userEvent.type(within(second!).getByLabelText('Eigener Grund'), 'Doppelt{Enter}');
    await waitFor(() => expect(desk.dismissed).toHaveLength(2));
    expect(desk.dismissed[1]).toEqual({ command: 'command-resolve', reason: 'Doppelt' });
  });

  it('[W16] that was an opening begins a new case; there is nobody to ask and nothing to open', async () => {
    const data = { customer: 'k1', category: 'billing', channel: 'phone', urgency: 'high', impact: 'low', number: 'NT-1' };
    await show(row('open-case', data, { title: 'Rechnung doppelt', text: 'März' }));
    expect(screen.queryByRole('button', { name: 'Vorgang öffnen' })).toBeNull();
    await press('Ändern und noch einmal senden');
    await waitFor(() => expect(useView.getState()).toMatchObject({ caseId: null, panel: 'new-case' }));
    expect(draftValue('new-case')).toMatchObject({ customer: 'k1', form: { title: 'Rechnung doppelt', text: 'März', urgency: 'high' } });
  });

  it('[W16] of every kind goes back to where it was typed, personal words of a handover included', () => {
    const form = { open: { question: 'Dürfen wir?', wish: { remedy: 'credit' } }, sealed: ['wish.text'] };
    expect(retryOf(row('escalate', { form }, { form: { 'wish.text': 'Gutschrift' } }))).toMatchObject({
      panel: 'handover',
      drafts: { 'handover:case-1': { question: 'Dürfen wir?', wish: { remedy: 'credit', text: 'Gutschrift' } } },
    });
    expect(retryOf(row('decide', { decisionType: 'goodwill-credit', amount: 4000, reason: null, evidence: ['letter'] }))).toMatchObject({
      key: 'decide',
      drafts: { 'decision:case-1': { type: 'goodwill-credit', amount: 4000, evidence: ['letter'] } },
    });
    expect(retryOf(row('make-promise', { due: 7, callback: true, window: { from: 1, until: 2 } }, { what: 'Rückruf' }))).toMatchObject({
      key: 'promise',
      drafts: { 'promise:case-1': { due: 7, callback: true, from: 1, until: 2, what: 'Rückruf' } },
    });
    expect(retryOf(row('ask-approval', { decisionType: 'x', amount: 1, recommendation: 'partly' }, { text: 'bitte' }))).toMatchObject({
      panel: 'approval',
      drafts: { 'approval:case-1': { verdict: 'partly', text: 'bitte' } },
    });
    expect(retryOf(row('take-case'))).toBeNull();
    expect(retryOf(row('toString'))).toBeNull();
  });
});
