// The call at one's own screen: its times, its hold, its end, and what is due after it.
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../shared/views/shapes.ts';
import { CallBar } from '../../renderer/parts/call-bar.tsx';
import { dueAfter } from '../../renderer/parts/wrap-up-due.ts';
import { callFigures, heldFor, type Wrap } from '../../renderer/state/calls.ts';
import { useView } from '../../renderer/state/view.ts';
import { CASE, drafts, phone, press, running, sent, VIEW, withPhone } from './call-kit.ts';
import { toldTo } from './money-kit.ts';

withPhone();

describe('times', () => {
  it('[CA1] of all holds together stand beside the length of the call, and never exceed it', () => {
    const call = { startedAt: 1_000, heldAt: 61_000, held: 5_900 };
    expect([heldFor(call, 71_000), callFigures(call, 71_000)]).toEqual([15_900, { seconds: 70, held: 15 }]);
    expect(callFigures({ startedAt: 1_000, heldAt: null, held: 9_999 }, 2_500)).toEqual({ seconds: 1, held: 1 });
    expect(callFigures({ startedAt: 5_000, heldAt: null, held: 0 }, 1_000)).toEqual({ seconds: 0, held: 0 });
    expect(callFigures({ startedAt: 0, heldAt: null, held: 0 }, 1e12).seconds).toBe(86_400);
  });
});

describe('a call', () => {
  it('[CA1] begins by its key, is held and resumed by another, on whatever screen', async () => {
    useView.setState({ screen: 'board' });
    render(<CallBar />);
    await act(async () => Promise.resolve());
    press('F3', true);
    await screen.findByText(/Im Gespräch 0:00/);
    expect(screen.getByText(/mein Name ist Murat Aydin/)).toBeTruthy();
    press('F3');
    await screen.findByText(/Gehalten 0:00/);
    press('F3');
    await screen.findByText(/Im Gespräch/);
    await waitFor(() => expect(drafts.get('call:now')).toMatchObject({ caseId: null, direction: 'in', heldAt: null }));
    expect(toldTo('presence.set')).toEqual([{ state: 'call' }]);
    await act(() => i18next.changeLanguage('en'));
    await screen.findByText(/On the phone/);
    await act(() => i18next.changeLanguage('de'));
  });

  it('[CA2] ends by its key: the contact and its length, one after the other, under one name', async () => {
    running();
    render(<CallBar />);
    await screen.findByText(/Im Gespräch/);
    press('F3', true);
    await waitFor(() => expect(sent()).toHaveLength(2));
    expect(sent().map(({ type, data }) => ({ type, ...data }))).toEqual([
      { type: 'log-contact', channel: 'phone', direction: 'in', reached: true, informed: true, call: 'ref-1' },
      { type: 'log-call', call: 'ref-1', direction: 'in', seconds: 100, held: 20 },
    ]);
    await screen.findByText(/Nichts mehr offen/);
    await waitFor(() => expect([drafts.get('call:now'), drafts.get('call:after')]).toMatchObject([null, [{ logged: true, seconds: 100 }]]));
    expect(phone.doing).toBe('after-call');
    press('F3');
    await waitFor(() => expect(phone.doing).toBe('free'));
  });

  it('[CA2] whose contact no case took is over all the same, and the contact is offered again', async () => {
    phone.refuses = 'log-contact';
    running();
    render(<CallBar />);
    await screen.findByText(/Im Gespräch/);
    press('F3', true);
    await screen.findByRole('button', { name: /^Kontakt festhalten/ }, { timeout: 5_000 });
    expect(sent().map(({ type }) => type)).toEqual(['log-contact']);
    phone.refuses = null;
    await userEvent.click(screen.getByRole('button', { name: /^Kontakt festhalten/ }));
    await screen.findByText(/Nichts mehr offen/);
    expect(sent().map(({ type }) => type)).toEqual(['log-contact', 'log-contact', 'log-call']);
  });

  it('[L14] that a case takes only later says when it was over, or what was promised in it would look kept by it', async () => {
    const endedAt = Date.now() - 600_000;
    const wrap = { caseId: CASE, call: 'ref-1', direction: 'in', reached: true, informed: false, seconds: 90, held: 0, logged: false };
    drafts.set('call:after', [{ ...wrap, endedAt }]);
    render(<CallBar />);
    await userEvent.click(await screen.findByRole('button', { name: /^Kontakt festhalten/ }));
    await waitFor(() => expect(sent()).toHaveLength(2));
    expect(sent()[1]).toMatchObject({ type: 'log-call', data: { call: 'ref-1', seconds: 90, endedAt } });
  });
});

const WRAP: Wrap = {
  endedAt: 1_000_000,
  caseId: CASE,
  call: 'ref-1',
  direction: 'in',
  reached: true,
  informed: false,
  seconds: 100,
  held: 0,
  logged: true,
};

describe('after a call', () => {
  const view = (part: object): CaseView => ({ ...VIEW, can: { ...VIEW.can, 'note-mood': null }, ...part }) as CaseView;
  const kinds = (part: object, wrap: Partial<Wrap> = {}, note = false): readonly string[] =>
    dueAfter({ ...WRAP, ...wrap }, view(part), 'murat', note, 1_010_000).map(({ kind }) => kind);
  const mood = { points: [{ level: 'calm', at: 950_000 }] };
  it('[CA3] stands what is due, the most pressing first', () => {
    const handover = { from: { person: 'murat' }, owed: { fields: ['a', 'b'], due: 5 } };
    const promises = [
      { outcome: 'open', by: 'murat', due: 4_000_000 },
      { outcome: 'open', by: 'murat', due: 2_000_000 },
      { outcome: 'kept', by: 'murat', due: 1 },
      { outcome: 'open', by: 'lena', due: 1 },
    ];
    const all = { handover, promises, decisions: [{ toldAt: null }, { toldAt: 3 }] };
    expect(kinds(all, { logged: false }, true)).toEqual(['contact', 'owed', 'decision', 'promise', 'note', 'mood']);
    expect(dueAfter(WRAP, view(all), 'murat', false, 1_010_000)).toContainEqual({ kind: 'promise', due: 2_000_000 });
  });
  it('[CA3] stands nothing that belongs to others, was done in the call, or cannot be done', () => {
    expect(kinds({ handover: { from: { person: 'lena' }, owed: { fields: ['a'], due: 5 } }, mood })).toEqual([]);
    expect(kinds({ mood: { points: [{ level: 'calm', at: 800_000 }] } })).toEqual(['mood']);
    expect(kinds({}, { reached: false })).toEqual([]);
    expect(dueAfter({ ...WRAP, logged: false }, null, 'murat', false, 1_010_000)).toEqual([{ kind: 'contact' }]);
  });
  it('[CA3] one key ends it, the one before it comes back, and a next call goes before all of it', async () => {
    const endedAt = Date.now() - 5_000;
    drafts.set('call:after', [
      { ...WRAP, endedAt, call: 'first' },
      { ...WRAP, endedAt, call: 'second', seconds: 65 },
    ]);
    render(<CallBar />);
    await screen.findByText(/Gespräch 1:05/);
    expect(screen.getByRole('timer').textContent).toMatch(/^noch 9:5\d/);
    press('F3');
    await screen.findByText(/Gespräch 1:40/);
    press('F3', true);
    await screen.findByText(/Im Gespräch/);
    expect(phone.doing).toBe('call');
    await waitFor(() => expect((drafts.get('call:after') as readonly Wrap[]).map(({ call }) => call)).toEqual(['first']));
  });
});
