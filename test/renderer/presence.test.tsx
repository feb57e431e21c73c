// Who is there on the screen: team by team and calm, figures only where the desk tells them, and a plain sentence where nobody knows.
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Bridge, CallName, CallOutput } from '../../shared/api.ts';
import { packViewOf } from '../../shared/views/pack-view.ts';
import { setDeskTime } from '../../renderer/parts/now.ts';
import { PresenceBadge } from '../../renderer/parts/presence-badge.tsx';
import { useSession } from '../../renderer/state/session.ts';
import { startTexts } from '../../renderer/texts/texts.ts';
import { NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';

const HOUR = 3_600_000;
type Rows = CallOutput<'people.present'>;
const row = (person: string, more: Partial<Rows[number]> = {}): Rows[number] => {
  const { tier, teams } = TELECOM.people.get(person)!;
  return { person, tier, teams: [...teams], state: 'free', elsewhere: false, ...more };
};

let told: { people: Rows; own: CallOutput<'presence.view'> };
let turn = 0;
const asked: { readonly name: string; readonly input: unknown }[] = [];
const answers = (name: CallName): unknown => {
  if (name === 'people.present') return told.people;
  if (name === 'presence.view') return told.own;
  if (name === 'absence.list')
    return [
      {
        id: 'a',
        person: 'piotr',
        deputy: 'ayse',
        from: NOON - HOUR,
        until: NOON + HOUR,
        scope: null,
        setBy: 'piotr',
        setAt: NOON,
        endedAt: null,
      },
    ];
  if (name === 'contacts.list')
    return [
      {
        id: 'nt-betrieb',
        name: 'Annika Thoms',
        function: { de: 'Leitung Kundenbetrieb', en: 'Head' },
        phone: '+49 40 5550100',
        mail: null,
        open: true,
        until: NOON + 4 * HOUR,
        opensAt: null,
        deputy: 'Jörn Petersen',
      },
    ];
  return {};
};
const bridge: Bridge = {
  call: (name, { input }) => {
    asked.push({ name, input });
    return Promise.resolve({ ok: true, output: answers(name as CallName) });
  },
  on: () => () => undefined,
};

beforeAll(() => {
  startTexts();
  Object.assign(window, { bridge });
});
beforeEach(() => {
  asked.length = 0;
  told = { people: [row('murat'), row('lena', { elsewhere: true })], own: { state: 'free', elsewhere: 'known' } };
  setDeskTime(NOON);
  const me = { lane: 'nordlicht', person: 'murat', name: 'Murat Aydin', role: 'lead' as const, tier: 3 as const, teams: ['tl-abrechnung'] };
  useSession.setState({ phase: 'signed-in', token: `presence-${(turn += 1)}`, me, pack: packViewOf(TELECOM, 3) });
});
afterEach(cleanup);

const open = async (name: RegExp): Promise<HTMLElement> => {
  render(<PresenceBadge />);
  await userEvent.click(await screen.findByRole('button', { name }));
  return screen.findByRole('dialog', { name: 'Wer ist da?' });
};
const team = (box: HTMLElement, name: string): string => within(box).getByRole('region', { name }).textContent;

it('[PR5] shows people team by team with what they are doing and who decides for the absent; figures only where they were told', async () => {
  told.people = [
    row('murat'),
    row('lena', { state: 'call', since: NOON - HOUR, load: { open: 4, due: 1 } }),
    row('tim', { state: 'break' }),
  ];
  const box = await open(/^2 da$/);
  await within(box).findByText(/erreichbar bis/);
  expect(team(box, 'Abrechnung')).toMatch(
    /^Abrechnung · 1 da.*Lena Brandt · 4 offen, 1 fällig · seit \d\d:\d\dim Gespräch.*Tim Vogelin der Pause/,
  );
  expect(team(box, 'Technik')).toMatch(/Piotr Nowak · bis heute \d\d:\d\d, es entscheidet Ayşe Demirabwesend.*nicht da: Ayşe Demir/);
  expect(team(box, 'Teamleitung Abrechnung')).toContain('Murat Aydin (Sie)frei');
  expect(within(box).getByRole('button', { name: /Lena Brandt/ }).textContent).toBe('Übertragen …');
});

it('[PR6] names the contacts of the principal with their hours, their ways and who stands in', async () => {
  const box = await open(/^2 da$/);
  await within(box).findByText(/^erreichbar bis \d\d:\d\d$/);
  expect(team(box, 'Ansprechpartner Nordlicht Telekom')).toContain('Leitung Kundenbetrieb · +49 40 5550100 · Vertretung: Jörn Petersen');
});

it('[PR3] says that nobody knows who is elsewhere where the line is cut, that an older hub does not tell it, and nothing where there is none', async () => {
  told = { people: [row('murat')], own: { state: 'free', elsewhere: 'cut' } };
  const box = await open(/^1 hier$/);
  await within(box).findByText('Ohne Verbindung: wer an anderen Arbeitsplätzen ist, ist nicht bekannt.');
  expect(box.textContent).not.toContain('Außer Ihnen');
  cleanup();
  useSession.setState({ token: 'untold' });
  told.own = { state: 'free', elsewhere: 'untold' };
  await within(await open(/^1 da$/)).findByText('Diese Zentrale meldet nicht, wer an anderen Arbeitsplätzen ist.');
  cleanup();
  useSession.setState({ token: 'alone' });
  told.own = { state: 'free', elsewhere: 'alone' };
  const alone = await open(/^1 da$/);
  await within(alone).findByText(/^Außer Ihnen/);
  expect(alone.textContent).not.toMatch(/Verbindung|Zentrale/);
});

it('[PR4] a break is taken and ended with one press; in a call and after it the button says why not', async () => {
  const box = await open(/^2 da$/);
  const sets = () => asked.filter(({ name }) => name === 'presence.set').map(({ input }) => input);
  await userEvent.click(within(box).getByRole('button', { name: 'Pause machen' }));
  expect(sets()).toEqual([{ state: 'break' }]);
  cleanup();
  useSession.setState({ token: 'on-break' });
  told.own = { state: 'break', elsewhere: 'known' };
  await userEvent.click(within(await open(/^2 da$/)).getByRole('button', { name: 'Wieder da' }));
  await waitFor(() => expect(sets()).toEqual([{ state: 'break' }, { state: 'free' }]));
  cleanup();
  useSession.setState({ token: 'in-call' });
  told.own = { state: 'call', elsewhere: 'known' };
  const busy = within(await open(/^2 da$/)).getByRole('button', { name: /^Pause machen/ });
  expect(busy.getAttribute('aria-disabled')).toBe('true');
  await userEvent.click(busy);
  expect(sets()).toHaveLength(2);
});
