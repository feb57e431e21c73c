// A locked desk: whose it is, why, and the ways back in.
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bridge } from '../../shared/api.ts';
import type { SignInChoice } from '../../shared/views/shapes.ts';
import { LockedDoor, lockedPerson } from '../../renderer/parts/locked-door.tsx';
import { lockDesk, sessionEnded, signOut, unlockForAll, useSession } from '../../renderer/state/session.ts';
import { startTexts } from '../../renderer/texts/texts.ts';

const LENA = { lane: 'nordlicht', principal: 'Nordlicht Telekom', person: 'lena', name: 'Lena Brandt' } as SignInChoice;
const ME = { lane: 'nordlicht', person: 'lena', name: 'Lena Brandt', role: 'agent', tier: 1, teams: [] };
const asked: string[] = [];
const bridge: Bridge = {
  call: (name) => {
    asked.push(name);
    // As the desk does: every window hears of it before the answer is there.
    if (name === 'session.sign-out') sessionEnded('s');
    return Promise.resolve({ ok: true, output: {} });
  },
  on: () => () => undefined,
};

beforeAll(() => startTexts());
beforeEach(() => {
  asked.length = 0;
  (window as unknown as { bridge: Bridge }).bridge = bridge;
  useSession.setState({ phase: 'signed-in', token: 's', me: ME as never, locked: null });
});
afterEach(cleanup);

describe('a locked desk', () => {
  it('[W33] knows whose it was and that it locked itself', () => {
    sessionEnded('s');
    const { locked, phase, me } = useSession.getState();
    expect([phase, me, locked]).toEqual(['signed-out', null, { lane: 'nordlicht', person: 'lena', byItself: true }]);
    expect(lockedPerson(locked, [LENA])).toBe(LENA);
    expect(lockedPerson(locked, [])).toBeNull();
    render(<LockedDoor person={LENA} byItself />);
    expect(screen.getByText(/Eine Weile hat hier niemand gearbeitet/)).toBeTruthy();
    expect(document.activeElement?.textContent).toBe('Weiterarbeiten');
  });
  it('[W33] is not what somebody finds who signs out', async () => {
    await signOut();
    expect(useSession.getState()).toMatchObject({ phase: 'signed-out', locked: null });
  });
  it('[W33] is not locked by the end of somebody else', () => {
    sessionEnded('other');
    expect(useSession.getState()).toMatchObject({ phase: 'signed-in', locked: null });
  });
  it('[W33] is locked by hand, opens with one press, or lets somebody else in', async () => {
    await lockDesk();
    expect([asked, useSession.getState().locked]).toEqual([['session.sign-out'], { lane: 'nordlicht', person: 'lena', byItself: false }]);
    render(<LockedDoor person={LENA} byItself={false} />);
    await userEvent.click(screen.getByRole('button', { name: 'Weiterarbeiten' }));
    expect(asked).toContain('session.sign-in');
    await userEvent.click(screen.getByRole('button', { name: 'Andere Person' }));
    expect(useSession.getState().locked).toBeNull();
    unlockForAll();
  });
  it('[W33] asks the secret where there is one', () => {
    render(<LockedDoor person={{ ...LENA, secret: { offline: true } }} byItself={false} />);
    expect(document.activeElement?.tagName).toBe('INPUT');
    expect(screen.queryByRole('button', { name: 'Weiterarbeiten' })).toBeNull();
  });
});
