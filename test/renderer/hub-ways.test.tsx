// What only a person can end: the drawer says what happened, what the reader does and what a lead does, and gives a transcript of what waits.
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bridge } from '../../shared/api.ts';
import { packViewOf } from '../../shared/views/pack-view.ts';
import type { Me, SyncStatus, UnsentRow } from '../../shared/views/shapes.ts';
import { HubStrip } from '../../renderer/parts/hub-strip.tsx';
import { hasWay, wayWords } from '../../renderer/parts/hub-ways.tsx';
import { isStanding } from '../../renderer/parts/hub-words.ts';
import { OwnCases } from '../../renderer/parts/own-cases.tsx';
import { SyncDrawer } from '../../renderer/parts/sync-drawer.tsx';
import { Toasts } from '../../renderer/parts/toasts.tsx';
import { wakeAll } from '../../renderer/state/live.ts';
import { useSession } from '../../renderer/state/session.ts';
import { useToasts } from '../../renderer/state/toasts.ts';
import { showOverlay, useView } from '../../renderer/state/view.ts';
import { startTexts } from '../../renderer/texts/texts.ts';
import { TELECOM } from '../pack.ts';

const NOW = Date.UTC(2026, 10, 24, 12, 50);
const STATUS: SyncStatus = { mode: 'hub', waiting: 2, unconfirmed: 0, refused: 0, position: 7, lastHeard: NOW, trouble: null };
const ROWS: readonly UnsentRow[] = [
  {
    command: 'a',
    type: 'add-note',
    at: NOW,
    by: 'lena',
    caseId: 'c1',
    number: 'NT-0A00-4K7',
    title: 'Router blinkt',
    data: {},
    body: { text: 'Kunde ruft um 15 Uhr zurück.\nBitte Ersatz bereithalten.' },
  },
  { command: 'b', type: 'take-case', at: NOW, by: 'tim', caseId: 'c2', number: 'NT-0A00-4K8', title: 'Rechnung', data: {}, body: null },
];

const desk = { trouble: null as string | null, mode: 'hub' as SyncStatus['mode'], refused: false, asked: [] as string[] };
const answers: Readonly<Record<string, () => unknown>> = {
  'sync.status': () => ({ ...STATUS, mode: desk.mode, trouble: desk.trouble }),
  'hub.view': () => ({ url: 'https://z.example', enrolled: true, name: 'Platz 3', restart: false, trouble: desk.trouble, lanes: [] }),
  'sync.unsent': () => ROWS,
  'sync.go-on': () => {
    if (desk.refused) return { ok: false, refusal: { code: 'hub-unreachable', data: { why: 'x' } } };
    desk.trouble = null;
    return { ok: true, value: { ...STATUS, waiting: 0 } };
  },
};
const bridge: Bridge = {
  call: (name) => {
    desk.asked.push(name);
    return Promise.resolve({ ok: true, output: answers[name]?.() });
  },
  on: () => () => undefined,
};
const files: { readonly name: string; readonly text: Promise<string> }[] = [];

beforeAll(() => {
  startTexts();
  Object.assign(window, { bridge });
  // The page of a test keeps no files: what would be saved is looked at instead.
  let blob: Blob = new Blob();
  Object.assign(URL, { createObjectURL: (given: Blob) => ((blob = given), 'blob:x'), revokeObjectURL: () => undefined });
  HTMLAnchorElement.prototype.click = function click() {
    files.push({ name: this.download, text: blob.text() });
  };
});
const signIn = (role: Me['role']): void => {
  const me: Me = { lane: 'nordlicht', person: 'lena', name: 'Lena Brandt', role, tier: 1, teams: ['abrechnung'] };
  useSession.setState({ phase: 'signed-in', token: `ways-${role}`, me, pack: packViewOf(TELECOM, 1) });
};
beforeEach(() => {
  Object.assign(desk, { trouble: null, mode: 'hub', refused: false, asked: [] });
  files.length = 0;
  useView.setState({ connected: true });
  useToasts.setState({ toasts: [] });
});
afterEach(cleanup);

const openDrawer = async (trouble: string, role: Me['role'] = 'agent'): Promise<void> => {
  desk.trouble = trouble;
  signIn(role);
  render(
    <>
      <HubStrip />
      <SyncDrawer />
      <Toasts />
    </>,
  );
  wakeAll();
  showOverlay('sync');
  await screen.findByText('Was zu tun ist');
};

describe('a state that only a person can end', () => {
  it.each(['journal-forked', 'journal-frozen', 'hub-replaced', 'device-revoked', 'not-enrolled', 'ledger-diverged', 'store-newer'])(
    '[W18] has a way out in words for whoever works there and for whoever mends it: %s',
    (trouble) => {
      const words = wayWords(trouble, i18next.t);
      expect([hasWay(`${trouble}: why`), isStanding(trouble)]).toEqual([true, true]);
      for (const said of [words.what, words.you, words.tech]) expect(said).not.toContain('hubway');
    },
  );

  it('[W18] tells an agent to go on and whom to tell, and gives him no button that is not his', async () => {
    await openDrawer('journal-forked');
    screen.getByText(/Von diesem Platz gibt es zwei Fassungen, zum Beispiel/);
    screen.getByText(/Arbeiten Sie weiter wie sonst; alles bleibt auf diesem Platz gesichert/);
    screen.getByText(/^2 Schritte warten hier auf die Zentrale/);
    expect(screen.queryByRole('button', { name: 'Hier weiterarbeiten' })).toBeNull();
  });

  it('[W18] lets a lead say which of two copies goes on, tells him what kept it, and closes the matter', async () => {
    await openDrawer('journal-frozen', 'lead');
    desk.refused = true;
    await userEvent.click(screen.getByRole('button', { name: 'Hier weiterarbeiten' }));
    await screen.findByText(/^Die Zentrale ist gerade nicht zu erreichen/);
    desk.refused = false;
    await userEvent.click(screen.getByRole('button', { name: 'Hier weiterarbeiten' }));
    await screen.findByText(/^Dieser Platz arbeitet weiter/);
    await waitFor(() => expect(screen.queryByText('Was zu tun ist')).toBeNull());
  });

  it('[W18] writes what waits into a file: every word, of which case, by whom, and what the machine knows', async () => {
    await openDrawer('not-enrolled');
    await userEvent.click(screen.getByRole('button', { name: 'Als Datei sichern' }));
    await screen.findByText(/^2 Schritte stehen jetzt auch in der Datei stafette-nicht-gesendet-\d{4}-\d\d-\d\d\.txt/);
    const text = await files[0]!.text;
    for (const line of [
      '· Lena Brandt · NT-0A00-4K7 · Router blinkt · ',
      '\n  Kunde ruft um 15 Uhr zurück.\n  Bitte Ersatz bereithalten.\n',
      '· Tim Vogel · NT-0A00-4K8 · Rechnung · ',
      '"caseId":"c2"',
    ])
      expect(text).toContain(line);
  });

  it('[W18] stands below the header also where a newer version wrote a folder without a centre', async () => {
    desk.mode = 'loopback';
    await openDrawer('store-newer');
    expect(screen.getByRole('alert', { hidden: true }).textContent).toContain('neueren Version');
    screen.getByText(/Bringen Sie Stafette auf diesem Rechner auf den neuen Stand/);
  });
});

it('[W19] a folder with cases of its own says so before anything is typed, and names the way', async () => {
  let back = 0;
  render(<OwnCases cases={1000} onBack={() => (back += 1)} />);
  screen.getByRole('heading', { name: 'Dieser Ordner hat eigene Vorgänge' });
  screen.getByText(/^Hier stehen mehr als 1\.000 Vorgänge, die keine Zentrale kennt/);
  screen.getByText('npx stafette export --out vorgaenge.jsonl');
  screen.getByText(/npx stafette start --data NEUER-ORDNER --hub ADRESSE/);
  await userEvent.click(screen.getByRole('button', { name: 'Zurück zur Anmeldung' }));
  expect(back).toBe(1);
});
