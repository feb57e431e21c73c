// What a screen asks the desk again when something changed: once for what came in one breath, and the case in hand first.
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bridge, DeskEvent, WireAnswer } from '../../shared/api.ts';
import { forgetDrafts, useDraft } from '../../renderer/state/drafts.ts';
import { call } from '../../renderer/api/api.ts';
import { startLive, useLive, wake, wakeSince } from '../../renderer/state/live.ts';
import { useSession } from '../../renderer/state/session.ts';

const asked: string[] = [];
let tell: (event: DeskEvent) => void = () => undefined;
/** What the desk says: by name the output, and the last change it had told of. */
const says = new Map<string, unknown>();
let told: number | undefined;
/** Questions by name that are answered only when the test says so. */
const held = new Map<string, (() => void)[]>();
const letGo = (name: string): Promise<unknown> =>
  act(() => {
    for (const go of held.get(name) ?? []) go();
    held.delete(name);
    return Promise.resolve();
  });
const bridge: Bridge = {
  call: async (name, { input }) => {
    const { key } = input as { key?: string };
    asked.push(key === undefined ? name : `${name} ${key}`);
    const answer: WireAnswer = {
      ok: true,
      output: name === 'draft.get' ? { value: null, savedAt: null } : (says.get(name) ?? null),
      ...(told === undefined ? {} : { told }),
    };
    const waiting = held.get(name);
    if (waiting !== undefined) await new Promise<void>((go) => waiting.push(go));
    return structuredClone(answer);
  },
  on: (listener) => {
    tell = listener;
    return () => undefined;
  },
};
const changed = (cases: string[], topics: string[], more: object = {}): DeskEvent =>
  ({ type: 'changed', lane: 'nordlicht', cases, topics, ...more }) as DeskEvent;
const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));
/** Until nothing has been asked for longer than a burst, the calm after it and the pause of drafts last, also on a busy machine. */
const settled = (): Promise<unknown> =>
  act(async () => {
    for (let [quiet, before] = [0, asked.length]; quiet < 8; quiet = asked.length === before ? quiet + 1 : 0) {
      before = asked.length;
      await pause(50);
    }
  });

let drawn: unknown[] = [];
const Screen = () => {
  const { value } = useLive('queue.list', { limit: 10 });
  drawn.push(value);
  useLive('budgets.view', {});
  useLive('case.view', { caseId: 'case-1' });
  useDraft('note:case-1');
  useDraft('view');
  return null;
};

beforeAll(() => {
  Object.assign(window, { bridge });
  startLive(() => undefined);
});
beforeEach(() => {
  says.clear();
  held.clear();
  told = undefined;
});
beforeEach(async () => {
  useSession.setState({ token: 'session-1', me: { lane: 'nordlicht' } as never });
  render(<Screen />);
  await settled();
  asked.length = 0;
  drawn = [];
});
afterEach(() => {
  cleanup();
  forgetDrafts();
  asked.length = 0;
});

describe('what is on the screen', () => {
  it('is asked for once when what was done and its settling are told in one breath, the case before the lists', async () => {
    tell(changed(['case-1'], ['queue', 'case']));
    tell(changed(['case-1'], ['queue', 'case', 'sync']));
    await settled();
    expect(asked).toEqual(['case.view', 'queue.list', 'budgets.view']);
  });

  it('is not asked for twice because of an own command whose wake-up came before its answer', async () => {
    const since = performance.now();
    tell(changed(['case-1'], ['queue', 'case']));
    void wakeSince(since, ['case-1'], ['queue', 'case']);
    await settled();
    expect(asked).toEqual(['case.view', 'queue.list']);
  });

  it('is asked for after an own command even if no wake-up comes', async () => {
    tell(changed(['case-1'], ['queue']));
    await settled();
    asked.length = 0;
    void wakeSince(performance.now(), ['case-1'], ['queue', 'case']);
    await settled();
    expect(asked).toEqual(['case.view', 'queue.list']);
  });

  it('stays as it is when another case changed', async () => {
    tell(changed(['case-2'], ['case']));
    await settled();
    expect(asked).toEqual([]);
  });
});

describe('what somebody waits for', () => {
  it('goes before the lists, which are asked for only when it has been answered', async () => {
    held.set('case.view', []);
    void wakeSince(performance.now(), ['case-1'], ['queue']);
    await act(() => pause(100));
    expect(asked).toEqual(['case.view']);
    await letGo('case.view');
    await settled();
    expect(asked).toEqual(['case.view', 'queue.list']);
  });

  it('goes before the lists also where it is a question of its own', async () => {
    held.set('case.view', []);
    const answer = call('case.view', { caseId: 'case-2' });
    wake([], ['sync']);
    await act(() => pause(100));
    expect(asked).toEqual(['case.view']);
    await letGo('case.view');
    await answer;
    await settled();
    expect(asked).toEqual(['case.view', 'budgets.view']);
  });

  it('keeps the lists waiting only for a moment, and a list that is long on its way no other', async () => {
    held.set('case.view', []);
    held.set('queue.list', []);
    void wakeSince(performance.now(), ['case-1'], ['queue', 'sync']);
    await act(() => vi.waitFor(() => expect(asked).toEqual(['case.view', 'queue.list', 'budgets.view']), 5_000));
    await letGo('case.view');
    await letGo('queue.list');
  });

  it('is asked for once with what follows from it, lists included', async () => {
    held.set('case.view', []);
    void wakeSince(performance.now(), ['case-1'], ['queue', 'sync']);
    tell(changed(['case-1'], ['queue', 'sync']));
    await act(() => pause(30));
    tell(changed(['case-1'], ['queue', 'sync']));
    await act(() => pause(80));
    await letGo('case.view');
    await settled();
    expect(asked).toEqual(['case.view', 'case.view', 'queue.list', 'budgets.view']);
  });
});

describe('what was answered after a change', () => {
  it('is not asked for again because of it, but on the next one', async () => {
    told = 7;
    void wakeSince(performance.now(), ['case-1'], ['queue']);
    await settled();
    asked.length = 0;
    tell(changed(['case-1'], ['queue'], { told: 7 }));
    await settled();
    expect(asked).toEqual([]);
    tell(changed(['case-1'], ['queue'], { told: 8 }));
    await settled();
    expect(asked).toEqual(['case.view', 'queue.list']);
  });

  it('is not asked for again either when the change was heard of before the answer came', async () => {
    told = 7;
    held.set('case.view', []);
    wake(['case-1'], []);
    tell(changed(['case-1'], [], { told: 7 }));
    await act(() => pause(30));
    await letGo('case.view');
    await settled();
    expect(asked).toEqual(['case.view']);
    held.set('case.view', []);
    wake(['case-1'], []);
    tell(changed(['case-1'], [], { told: 8 }));
    await act(() => pause(30));
    await letGo('case.view');
    await settled();
    expect(asked).toEqual(['case.view', 'case.view', 'case.view']);
  });

  it('[W37] is waited for after an own command, but not for long', async () => {
    held.set('case.view', []);
    let ended = 0;
    const since = performance.now();
    void wakeSince(since, ['case-1'], []).then(() => (ended = performance.now()));
    await act(() => pause(20));
    expect(ended).toBe(0);
    await letGo('case.view');
    await vi.waitFor(() => expect(ended).toBeGreaterThan(0));
    held.set('case.view', []);
    const which = (id: string, ms: number): Promise<unknown> =>
      Promise.race([wakeSince(performance.now(), [id], []).then(() => 'in time'), pause(ms).then(() => 'late')]);
    expect(await which('case-1', 5_000)).toBe('in time');
    expect(await which('case-2', 100)).toBe('in time');
    expect(asked).toEqual(['case.view', 'case.view']);
    await letGo('case.view');
    await settled();
  });

  it('is asked for at once after an own command whose wake-up came before its answer, and no second time because of it', async () => {
    told = 7;
    const since = performance.now();
    tell(changed(['case-1'], ['queue'], { told: 7 }));
    void wakeSince(since, ['case-1'], ['queue']);
    expect(asked).toEqual(['case.view']);
    await settled();
    expect(asked).toEqual(['case.view', 'queue.list']);
    // What follows from it is told by itself.
    tell(changed(['case-1'], [], { told: 8 }));
    await settled();
    expect(asked).toEqual(['case.view', 'queue.list', 'case.view']);
  });

  it('is asked for on every change of a host that was started since and counts anew', async () => {
    told = 7;
    wake(['case-1'], ['queue']);
    await settled();
    told = 0;
    held.set('case.view', []);
    startLive(() => undefined);
    tell(changed(['case-1'], [], { told: 1 }));
    await act(() => pause(30));
    asked.length = 0;
    await letGo('case.view');
    await settled();
    // It was asked for before the change of the new host.
    expect(asked).toContain('case.view');
    asked.length = 0;
    tell(changed(['case-1'], ['queue'], { told: 1 }));
    await settled();
    expect(asked).toEqual(['case.view', 'queue.list']);
  });

  it('is drawn anew only where it says something else, and only that', async () => {
    const row = (caseId: string, title: string) => ({ caseId, title });
    says.set('queue.list', [{ group: 'mine', total: 2, rows: [row('1', 'Eins'), row('2', 'Zwei')] }]);
    wake([], ['queue']);
    await settled();
    const [before] = drawn.slice(-1) as { rows: unknown[] }[][];
    drawn = [];
    wake([], ['queue']);
    await settled();
    expect(drawn).toEqual([]);
    says.set('queue.list', [{ group: 'mine', total: 2, rows: [row('1', 'Eins'), row('2', 'Drei')] }]);
    wake([], ['queue']);
    await settled();
    const [after] = drawn.slice(-1) as { rows: unknown[] }[][];
    expect(after![0]!.rows).toEqual([row('1', 'Eins'), row('2', 'Drei')]);
    expect(after![0]!.rows[0]).toBe(before![0]!.rows[0]);
  });
});

describe('drafts on the screen', () => {
  it('are compared where they were saved, all of them only when nobody knows which', async () => {
    tell(changed([], ['draft'], { drafts: ['view'] }));
    await settled();
    expect(asked).toEqual(['draft.get view']);
    asked.length = 0;
    tell(changed([], ['draft']));
    tell(changed([], ['draft'], { drafts: ['view'] }));
    await settled();
    expect(asked.toSorted()).toEqual(['draft.get note:case-1', 'draft.get view']);
  });
});
