// The door of a desk with a centre, by keyboard: a name opens its secret, a wrong one is said and asked again, a code connects the desk.
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bridge } from '../../shared/api.ts';
import type { HubView, SignInChoice } from '../../shared/views/shapes.ts';
import { packViewOf } from '../../shared/views/pack-view.ts';
import { SignIn } from '../../renderer/screens/sign-in.tsx';
import { wakeAll } from '../../renderer/state/live.ts';
import { useSession } from '../../renderer/state/session.ts';
import { startTexts } from '../../renderer/texts/texts.ts';
import { TELECOM } from '../pack.ts';

const ME = { lane: 'nordlicht', person: 'lena', name: 'Lena Brandt', role: 'agent' as const, tier: 1 as const, teams: ['abrechnung'] };
const person = (id: string, name: string, secret?: SignInChoice['secret']): SignInChoice => ({
  lane: 'nordlicht',
  principal: 'Nordlicht Telekom',
  accent: { light: '#0b6e6e', dark: '#5fd0c8' },
  person: id,
  name,
  role: 'agent',
  tier: 1,
  teams: [{ de: 'Abrechnung', en: 'Billing' }],
  demo: false,
  ...(secret === undefined ? {} : { secret }),
});
const JOINED: HubView = { url: 'https://z.example', enrolled: true, name: 'Platz 3', restart: false, trouble: null, lanes: [] };
type Refusal = { readonly code: string; readonly data: Readonly<Record<string, string | number>> };

/** What the desk would answer; the wire is the edge of these tests. */
const desk = {
  hub: JOINED as HubView,
  people: [] as SignInChoice[],
  refusal: null as Refusal | null,
  offline: false,
  asked: [] as (readonly [string, unknown])[],
};
const answers: Readonly<Record<string, () => unknown>> = {
  'host.info': () => ({ host: 'browser', version: '1', demo: false, now: Date.now() }),
  'hub.view': () => desk.hub,
  'people.list': () => desk.people,
  'session.sign-in': () =>
    desk.refusal === null ? { ok: true, value: { session: 's', me: ME, offline: desk.offline } } : { ok: false, refusal: desk.refusal },
  'session.me': () => ME,
  'pack.view': () => packViewOf(TELECOM, 1),
  'hub.enrol': () => {
    if (desk.refusal !== null) return { ok: false, refusal: desk.refusal };
    desk.hub = JOINED;
    return { ok: true, value: JOINED };
  },
};
const bridge: Bridge = {
  call: (name, { input }) => {
    desk.asked.push([name, input]);
    return Promise.resolve({ ok: true, output: answers[name]?.() });
  },
  on: () => () => undefined,
};
const sent = (name: string): readonly unknown[] => desk.asked.filter(([call]) => call === name).map(([, input]) => input);

beforeAll(() => {
  startTexts();
  Object.assign(window, { bridge });
});
beforeEach(() => {
  window.localStorage.clear();
  window.sessionStorage.clear();
  useSession.setState({ phase: 'signed-out', token: null, me: null, pack: null, offline: false, fault: null, refusal: null });
  const people = [person('lena', 'Lena Brandt', { offline: true }), person('tim', 'Tim Vogel', { offline: false })];
  Object.assign(desk, { hub: JOINED, people, refusal: null, offline: false, asked: [] });
});
afterEach(cleanup);

const openDoor = async (): Promise<void> => {
  render(<SignIn />);
  wakeAll();
  await screen.findByRole('button', { name: /^Lena Brandt/ });
};

describe('the door of a desk with a centre', () => {
  it('[W14] opens the secret below the name that was chosen, and lets in with Enter', async () => {
    await openDoor();
    await userEvent.click(screen.getByRole('button', { name: /^Lena Brandt/ }));
    expect(sent('session.sign-in')).toEqual([]);
    expect(document.activeElement).toBe(screen.getByLabelText('PIN oder Kennwort für Lena Brandt'));
    await userEvent.keyboard('2468{Enter}');
    await waitFor(() => expect(useSession.getState().phase).toBe('signed-in'));
    expect(sent('session.sign-in')).toEqual([{ lane: 'nordlicht', person: 'lena', secret: '2468' }]);
    expect(useSession.getState().offline).toBe(false);
  });

  it('[W14] says what was wrong, empties the secret and stays on it; Escape goes back to the name', async () => {
    desk.refusal = { code: 'wrong-secret', data: { left: 2 } };
    await openDoor();
    await userEvent.click(screen.getByRole('button', { name: /^Lena Brandt/ }));
    await userEvent.keyboard('1{Enter}');
    expect((await screen.findByRole('alert')).textContent).toBe('Das stimmt nicht. Noch 2 Versuche, danach ist kurz Pause.');
    const entry = screen.getByLabelText<HTMLInputElement>('PIN oder Kennwort für Lena Brandt');
    expect([entry.value, document.activeElement]).toEqual(['', entry]);
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: /^Lena Brandt/ }));
    expect(useSession.getState().phase).toBe('signed-out');
  });

  it('[W14] asks nobody while the door is locked', async () => {
    desk.refusal = { code: 'sign-in-locked', data: { until: Date.now() + 60_000 } };
    await openDoor();
    await userEvent.click(screen.getByRole('button', { name: /^Lena Brandt/ }));
    await userEvent.keyboard('1{Enter}');
    await screen.findByText(/^Zu viele Versuche/);
    await userEvent.keyboard('2{Enter}');
    expect(sent('session.sign-in')).toHaveLength(1);
  });

  it('[W14] marks who needs the centre while it is away, and says so to whoever tries', async () => {
    desk.hub = { ...JOINED, trouble: 'unreachable: x' };
    desk.refusal = { code: 'hub-unreachable', data: { why: 'x' } };
    await openDoor();
    expect(screen.getByRole('button', { name: /^Tim Vogel/ }).textContent).toContain('braucht die Zentrale');
    expect(screen.getByRole('button', { name: /^Lena Brandt/ }).textContent).not.toContain('braucht');
    await userEvent.click(screen.getByRole('button', { name: /^Tim Vogel/ }));
    await userEvent.keyboard('1{Enter}');
    await screen.findByText(/Dieses Mal braucht es die Zentrale/);
  });

  it('[W14] remembers who came in without the centre, and opens the last name the next time', async () => {
    desk.offline = true;
    await openDoor();
    await userEvent.click(screen.getByRole('button', { name: /^Lena Brandt/ }));
    await userEvent.keyboard('2468{Enter}');
    await waitFor(() => expect(useSession.getState().offline).toBe(true));
    cleanup();
    useSession.setState({ phase: 'signed-out', token: null, me: null, pack: null });
    render(<SignIn />);
    wakeAll();
    await screen.findByLabelText('PIN oder Kennwort für Lena Brandt');
  });

  it('[W13] shows for each principal how many of its cases are there, and lets people in meanwhile', async () => {
    desk.hub = {
      ...JOINED,
      lanes: [{ lane: 'nordlicht', name: 'Nordlicht Telekom', arriving: { what: 'list', done: 1200, total: 4000 } }],
    };
    await openDoor();
    const bar = screen.getByRole<HTMLProgressElement>('progressbar', { name: 'Nordlicht Telekom: 1.200 von 4.000 Vorgängen' });
    expect([bar.value, bar.max]).toEqual([1200, 4000]);
  });
});

describe('connecting a desk', () => {
  const enrol = async (): Promise<void> => {
    desk.hub = { ...JOINED, enrolled: false, name: null };
    render(<SignIn />);
    wakeAll();
    await screen.findByRole('heading', { name: 'Diesen Platz mit der Zentrale verbinden' });
  };

  it('[W15] begins on the code where the address is known, names what is missing and goes there', async () => {
    await enrol();
    expect(document.activeElement).toBe(screen.getByLabelText('Code für diesen Platz'));
    await userEvent.keyboard('ABCD-1234{Enter}');
    expect(screen.getByRole('alert').textContent).toBe('Bitte geben Sie dem Platz einen Namen.');
    expect(document.activeElement).toBe(screen.getByLabelText(/^Name dieses Platzes/));
    expect(sent('hub.enrol')).toEqual([]);
    await userEvent.keyboard(' Platz 3 {Enter}');
    await screen.findByRole('button', { name: /^Lena Brandt/ });
    expect(sent('hub.enrol')).toEqual([{ url: 'https://z.example', code: 'ABCD-1234', name: 'Platz 3' }]);
  });

  it('[W15] says what the centre said, keeps every word and goes to the field it is about', async () => {
    desk.refusal = { code: 'code-used', data: {} };
    await enrol();
    await userEvent.keyboard('ABCD{Tab}Platz{Enter}');
    await screen.findByText(/^Dieser Code ist schon benutzt/);
    expect(document.activeElement).toBe(screen.getByLabelText('Code für diesen Platz'));
    expect(screen.getByLabelText<HTMLInputElement>(/^Name dieses Platzes/).value).toBe('Platz');
  });

  it('[W19] shows no form where this folder has cases of its own, and leads back to the people', async () => {
    desk.hub = { ...JOINED, url: null, enrolled: false, name: null, ownCases: 28 };
    await openDoor();
    await userEvent.click(screen.getByRole('button', { name: /^Mit einer Zentrale verbinden/ }));
    await screen.findByText(/^Hier stehen 28 Vorgänge, die keine Zentrale kennt/);
    expect(screen.queryByLabelText('Code für diesen Platz')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Zurück zur Anmeldung' }));
    await screen.findByRole('button', { name: /^Lena Brandt/ });
  });

  it('[W15] says that the program must be started anew where it holds only then', async () => {
    desk.hub = { ...JOINED, restart: true };
    render(<SignIn />);
    wakeAll();
    expect((await screen.findByRole('status')).textContent).toContain('https://z.example');
    expect(screen.queryByRole('button', { name: /^Lena/ })).toBeNull();
  });
});
