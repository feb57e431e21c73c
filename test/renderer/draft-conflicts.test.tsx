// One draft in two windows: both versions are kept and shown until their author says which stays; nothing is written over.
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bridge } from '../../shared/api.ts';
import { draftCalls } from '../../shared/desk-drafts.ts';
import type { Json } from '../../shared/kernel/result.ts';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { packViewOf } from '../../shared/views/pack-view.ts';
import { DraftConflicts } from '../../renderer/parts/draft-conflicts.tsx';
import { flushDrafts, followDrafts, forgetDrafts, useDraft } from '../../renderer/state/drafts.ts';
import { useSession } from '../../renderer/state/session.ts';
import { startTexts } from '../../renderer/texts/texts.ts';
import { TELECOM } from '../pack.ts';

const KEY = 'note:case-1';
const SEAT = { lane: 'nordlicht', person: { id: 'lena' } } as never;

let calls: ReturnType<typeof draftCalls>;
const told: unknown[] = [];
let loses = 0;
/** Holds words put aside on their way until it is let go. */
let held: Promise<void> | null = null;
const bridge: Bridge = {
  call: async (name, { input }) => {
    const handler = (calls as unknown as Record<string, (seat: never, input: never) => unknown>)[name];
    if (handler === undefined) throw new Error(`nobody expected ${name}`);
    if (held !== null && (input as { aside?: boolean; value: Json }).aside === true && (input as { value: Json }).value !== null)
      await held;
    const output = await handler(SEAT, input as never);
    if (name === 'draft.save' && loses > 0) {
      loses -= 1;
      throw new Error('the answer got lost');
    }
    return { ok: true, output };
  },
  on: () => () => undefined,
};
const there = (value: Json, base?: number | null): unknown =>
  calls['draft.save'](SEAT, { key: KEY, value, ...(base === undefined ? {} : { base }) });
const stored = (): { value: Json; savedAt: number | null; aside?: Json } => calls['draft.get'](SEAT, { key: KEY }) as never;

const Note = () => {
  const [value, set, state] = useDraft(KEY);
  return (
    <>
      <textarea
        aria-label="note"
        data-state={state}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => set(event.target.value)}
      />
      <DraftConflicts />
    </>
  );
};
const note = (): HTMLTextAreaElement => screen.getByLabelText<HTMLTextAreaElement>('note');
const reaches = (state: string): Promise<void> => waitFor(() => expect(note().dataset['state']).toBe(state), { timeout: 6_000 });
const type = (text: string): Promise<void> => userEvent.type(note(), text);
const press = (name: RegExp): Promise<void> => userEvent.click(screen.getByRole('button', { name }));
/** Two windows have written: here "hier", there "dort". */
const collide = async (): Promise<void> => {
  render(<Note />);
  await reaches('idle');
  await type('hier');
  there('dort');
  await reaches('conflict');
};

beforeAll(() => startTexts());
beforeEach(() => {
  let now = 1_000;
  calls = draftCalls({ store: createMemoryDeskStore(), clock: () => (now += 1), tell: (event: unknown) => void told.push(event) } as never);
  loses = 0;
  held = null;
  (window as unknown as { bridge: Bridge }).bridge = bridge;
  useSession.setState({
    token: 's',
    pack: packViewOf(TELECOM, 1),
    me: { lane: 'nordlicht', person: 'lena', name: 'Lena', role: 'agent', tier: 1, teams: [] },
  } as never);
});
afterEach(() => {
  cleanup();
  forgetDrafts();
});

describe('a draft two windows write at once', () => {
  it('[W30] keeps both versions and says so, and writes over neither', async () => {
    await collide();
    expect(stored()).toMatchObject({ value: 'dort', aside: 'hier' });
    expect(screen.getByRole('alert').textContent).toContain(i18next.t('conflict.what.note'));
    expect(screen.getByText('dort')).toBeTruthy();
    await type(' und weiter');
    await waitFor(() => expect(stored()).toMatchObject({ value: 'dort', aside: 'hier und weiter' }));
  });
  it.each([
    [/Meine behalten/, 'hier'],
    [/Andere nehmen/, 'dort'],
    [/Beide behalten/, 'dort\nhier'],
  ])('[W30] is settled by %s', async (button, left) => {
    await collide();
    await press(button);
    await waitFor(() => expect(stored()).toEqual({ value: left, savedAt: expect.any(Number) }));
    expect(note().value).toBe(left);
    expect(screen.queryByRole('alert')).toBeNull();
    await type('!');
    await waitFor(() => expect(stored().value).toBe(`${left}!`));
  });
  it('[W30] stays settled where words put aside were still on their way', async () => {
    await collide();
    const { promise, resolve } = Promise.withResolvers<void>();
    held = promise;
    await type(' und weiter');
    await waitFor(() => expect(note().dataset['state']).toBe('dirty'));
    await new Promise((done) => setTimeout(done, 500));
    await press(/Meine behalten/);
    held = null;
    resolve();
    await waitFor(() => expect(stored()).toEqual({ value: 'hier und weiter', savedAt: expect.any(Number) }));
    await reaches('saved');
  });
  it('[W30] says where the other window has sent or cleared it, and loses no word typed here', async () => {
    const first = there('Anfang') as { savedAt: number };
    render(<Note />);
    await reaches('saved');
    await type(' weiter');
    there(null, first.savedAt);
    await reaches('conflict');
    expect(screen.getByRole('alert').textContent).toMatch(/abgeschickt oder geleert/);
    await press(/Meine behalten/);
    await waitFor(() => expect(stored().value).toBe('Anfang weiter'));
  });
  it('[W30] is still there after the window was closed and opened again', async () => {
    await collide();
    cleanup();
    forgetDrafts();
    render(<Note />);
    await reaches('conflict');
    expect(note().value).toBe('hier');
    expect(screen.getByText('dort')).toBeTruthy();
  });
});

describe('a draft one window writes', () => {
  it('[W30] is no conflict with itself, also where an answer to a save got lost', async () => {
    render(<Note />);
    await reaches('idle');
    loses = 1;
    await type('eins');
    await reaches('failed');
    await type(' zwei');
    await reaches('saved');
    expect(stored()).toEqual({ value: 'eins zwei', savedAt: expect.any(Number) });
    expect(screen.queryByRole('alert')).toBeNull();
  });
  it('[W30] takes over what the other one wrote while nothing is typed here', async () => {
    there('dort');
    render(<Note />);
    await reaches('saved');
    there('dort mehr');
    act(() => followDrafts(null));
    await waitFor(() => expect(note().value).toBe('dort mehr'));
    await type('!');
    await waitFor(() => expect(stored().value).toBe('dort mehr!'));
  });
  it('[W30] is told of by its name, so that no window asks for all of its own', () => {
    there('dort');
    expect(told.at(-1)).toMatchObject({ topics: ['draft'], drafts: [KEY] });
  });
  it('[W30] is sent whole when the window closes', async () => {
    render(<Note />);
    await reaches('idle');
    await type('noch schnell');
    act(() => flushDrafts());
    await waitFor(() => expect(stored().value).toBe('noch schnell'));
  });
});
