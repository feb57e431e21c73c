// Signals as a person gets them: an alert heard once, a notification only when asked for and away, a tone for whoever waits on the line.
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bridge, DeskEvent } from '../../shared/api.ts';
import { packViewOf } from '../../shared/views/pack-view.ts';
import type { AlertRow } from '../../shared/views/shapes.ts';
import { AlertBell } from '../../renderer/parts/alert-bell.tsx';
import { Announcer } from '../../renderer/parts/announce.tsx';
import { startTone } from '../../renderer/parts/tone.ts';
import { tellAgain, useSignalling } from '../../renderer/parts/use-signals.ts';
import { startLive } from '../../renderer/state/live.ts';
import { useSession } from '../../renderer/state/session.ts';
import { noticeLeave, setNotices, setSound, startSignals, useSignals } from '../../renderer/state/signals.ts';
import { startTexts } from '../../renderer/texts/texts.ts';
import { TELECOM } from '../pack.ts';

const NOW = Date.UTC(2026, 10, 24, 12, 50);
const alert = (caseId: string, share = 0.75): AlertRow => ({
  alert: `resolution:-:1:${share}`,
  caseId,
  number: `NT-${caseId}`,
  title: 'Karin Öztürk: Router',
  holder: { person: 'lena', team: 'abrechnung', tier: 1, waiting: false },
  clock: 'resolution',
  family: 'customer',
  share,
  at: NOW,
  dueAt: NOW,
  as: 'lead',
  deputy: null,
});
const request = (approval: string, more: object = {}) => ({ approval, customerWaiting: true, mayAnswer: null, ...more });

/** What the desk would answer; the wire is the edge of these tests. */
const desk = { alerts: [] as AlertRow[], approvals: [] as object[] };
const asked = { alerts: 0, lead: 0 };
let tell: (event: DeskEvent) => void = () => undefined;
const bridge: Bridge = {
  call: (name) => {
    asked[name === 'alerts.list' ? 'alerts' : 'lead'] += 1;
    return Promise.resolve({
      ok: true,
      output:
        name === 'alerts.list'
          ? { alerts: desk.alerts, cases: desk.alerts.length, snoozed: 0, nextAt: null }
          : { approvals: desk.approvals, handovers: [], reviews: [], pictures: [], total: 0 },
    });
  },
  on: (listener) => {
    tell = listener;
    return () => undefined;
  },
};
/** Tells of a change and waits until it was asked for, answered and drawn. */
const changed = async (): Promise<void> => {
  const before = { ...asked };
  tell({ type: 'changed', lane: 'nordlicht', cases: [], topics: ['alerts', 'lead'] });
  await waitFor(() => expect(asked.alerts > before.alerts && asked.lead > before.lead).toBe(true));
  await act(() => new Promise((resolve) => setTimeout(resolve, 30)));
};

const notices: { title: string; tag: string | undefined; body: string | undefined }[] = [];
class FakeNotification extends EventTarget {
  static permission: NotificationPermission = 'default';
  static readonly answers: NotificationPermission[] = [];
  static requestPermission = (): Promise<NotificationPermission> => {
    FakeNotification.permission = FakeNotification.answers.shift() ?? FakeNotification.permission;
    return Promise.resolve(FakeNotification.permission);
  };
  constructor(title: string, { tag, body }: NotificationOptions) {
    super();
    notices.push({ title, tag, body });
  }
}

const tones: number[] = [];
const param = { value: 0, setValueAtTime: () => undefined, linearRampToValueAtTime: () => undefined };
class FakeAudio {
  readonly state = 'running';
  readonly currentTime = 0;
  readonly destination = {};
  createGain = () => ({ gain: param, connect: () => undefined });
  createOscillator = () => ({
    frequency: { value: 0 },
    connect: (to: object) => to,
    start: () => void tones.push(1),
    stop: () => undefined,
  });
}

const Probe = () => {
  useSignalling(true);
  return (
    <>
      <AlertBell />
      <Announcer />
      <button type="button">touch</button>
    </>
  );
};
const heard = (): string => screen.getByRole('status').textContent ?? '';

let ends: (() => void)[] = [];
let front = true;
let turn = 0;
beforeAll(() => {
  startTexts();
  Object.assign(window, { bridge, Notification: FakeNotification, AudioContext: FakeAudio });
});
beforeEach(() => {
  turn += 1;
  Object.assign(desk, { alerts: [], approvals: [] });
  notices.length = 0;
  tones.length = 0;
  front = true;
  FakeNotification.permission = 'default';
  vi.spyOn(document, 'hasFocus').mockImplementation(() => front);
  window.localStorage.clear();
  startSignals();
  const me = { lane: 'nordlicht', person: 'murat', name: 'Murat Aydin', role: 'lead' as const, tier: 3 as const, teams: ['abrechnung'] };
  useSession.setState({ phase: 'signed-in', token: `session-${turn}`, me, pack: packViewOf(TELECOM, 3) });
  ends = [startLive(() => undefined), startTone()];
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  for (const end of ends) end();
});

describe('an alert', () => {
  it('[W1] that is old at the start is a number, one that comes later is heard, each once', async () => {
    desk.alerts = [alert('1'), alert('2')];
    render(<Probe />);
    await waitFor(() => expect(heard()).toContain('2 Vorgänge mit enger Frist'));
    expect(screen.getByRole('button', { name: /^2 Warnungen/ })).toBeTruthy();
    desk.alerts = [alert('1'), alert('2'), alert('3')];
    await changed();
    expect(heard()).toBe('Warnung: Lösung (Kunde), 75 % der Zeit. NT-3, Karin Öztürk: Router');
    const before = heard();
    await changed();
    // Said once: the region is untouched when the desk tells the same again.
    expect(heard()).toBe(before);
  });

  it('[W1] that was put off is told again when it comes back', async () => {
    render(<Probe />);
    await changed();
    desk.alerts = [alert('1')];
    await changed();
    const first = heard();
    tellAgain(alert('1'));
    desk.alerts = [];
    await changed();
    desk.alerts = [alert('1')];
    await changed();
    expect(heard()).toBe(`${first}\u00a0`);
  });

  it('[W4] is shown outside the window where somebody asked for it and looks elsewhere, without name or matter', async () => {
    FakeNotification.answers.push('granted');
    expect(await setNotices(true)).toBe('granted');
    desk.alerts = [alert('1')];
    front = false;
    render(<Probe />);
    await waitFor(() => expect(notices.map(({ tag }) => tag)).toEqual(['digest']));
    desk.alerts = [alert('1'), alert('2', 1)];
    await changed();
    expect(notices[1]).toEqual({
      title: 'NT-2 · Lösung (Kunde)',
      tag: '2 resolution:-:1:1',
      body: expect.stringMatching(/^überfällig seit /) as string,
    });
    expect(JSON.stringify(notices)).not.toContain('Öztürk');
    front = true;
    desk.alerts = [...desk.alerts, alert('3')];
    await changed();
    expect(notices.length).toBe(2);
  });

  it('[W4] is shown to nobody who did not ask, and the switch stays off where the browser forbids it', async () => {
    front = false;
    desk.alerts = [alert('1')];
    render(<Probe />);
    await changed();
    expect(notices).toEqual([]);
    FakeNotification.answers.push('denied');
    expect(await setNotices(true)).toBe('blocked');
    expect([useSignals.getState().notices, noticeLeave()]).toEqual([false, 'blocked']);
  });
});

describe('the tone', () => {
  it('[W5] sounds once for a request whose customer waits and that one may answer, never before the first touch', async () => {
    desk.approvals = [request('old')];
    render(<Probe />);
    await changed();
    desk.approvals = [request('old'), request('early')];
    await changed();
    expect(tones).toEqual([]);
    await userEvent.click(screen.getByText('touch'));
    desk.approvals = [request('old'), request('early'), request('new')];
    await changed();
    expect(tones.length).toBe(2);
    await changed();
    expect(tones.length).toBe(2);
    desk.approvals = [
      ...desk.approvals,
      request('calm', { customerWaiting: false }),
      request('other', { mayAnswer: { code: 'not-approver', data: {} } }),
    ];
    await changed();
    expect(tones.length).toBe(2);
  });

  it('[W5] is silent once silenced, also after the window was loaded again', async () => {
    setSound(false);
    startSignals();
    render(<Probe />);
    await changed();
    await userEvent.click(screen.getByText('touch'));
    desk.approvals = [request('new')];
    await changed();
    expect(tones).toEqual([]);
    setSound(true);
    desk.approvals = [request('new'), request('newer')];
    await changed();
    expect(tones.length).toBe(2);
  });
});
