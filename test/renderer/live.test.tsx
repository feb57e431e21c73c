// What a screen asks the desk again when something changed: once for what came in one breath, and the case in hand first.
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bridge, DeskEvent } from '../../shared/api.ts';
import { forgetDrafts, useDraft } from '../../renderer/state/drafts.ts';
import { startLive, useLive, wakeSince } from '../../renderer/state/live.ts';
import { useSession } from '../../renderer/state/session.ts';

const asked: string[] = [];
let tell: (event: DeskEvent) => void = () => undefined;
const bridge: Bridge = {
  call: (name, { input }) => {
    const { key } = input as { key?: string };
    asked.push(key === undefined ? name : `${name} ${key}`);
    return Promise.resolve({ ok: true, output: name === 'draft.get' ? { value: null, savedAt: null } : null });
  },
  on: (listener) => {
    tell = listener;
    return () => undefined;
  },
};
const changed = (cases: string[], topics: string[], more: object = {}): DeskEvent =>
  ({ type: 'changed', lane: 'nordlicht', cases, topics, ...more }) as DeskEvent;
/** As long as a burst and the pause of drafts last. */
const settled = (): Promise<unknown> => act(() => new Promise((resolve) => setTimeout(resolve, 200)));

const Screen = () => {
  useLive('queue.list', { limit: 10 });
  useLive('case.view', { caseId: 'case-1' });
  useDraft('note:case-1');
  useDraft('view');
  return null;
};

beforeAll(() => {
  Object.assign(window, { bridge });
  startLive(() => undefined);
});
beforeEach(async () => {
  useSession.setState({ token: 'session-1', me: { lane: 'nordlicht' } as never });
  render(<Screen />);
  await settled();
  asked.length = 0;
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
    expect(asked).toEqual(['case.view', 'queue.list']);
  });

  it('is not asked for twice because of an own command whose wake-up came before its answer', async () => {
    const since = performance.now();
    tell(changed(['case-1'], ['queue', 'case']));
    wakeSince(since, ['case-1'], ['queue', 'case']);
    await settled();
    expect(asked).toEqual(['case.view', 'queue.list']);
  });

  it('is asked for after an own command even if no wake-up comes', async () => {
    tell(changed(['case-1'], ['queue']));
    await settled();
    asked.length = 0;
    wakeSince(performance.now(), ['case-1'], ['queue', 'case']);
    await settled();
    expect(asked).toEqual(['case.view', 'queue.list']);
  });

  it('stays as it is when another case changed', async () => {
    tell(changed(['case-2'], ['case']));
    await settled();
    expect(asked).toEqual([]);
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
