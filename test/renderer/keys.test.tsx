// Keys as people press them: letters only in rows, function keys everywhere, the part on top answers first.
import { useRef } from 'react';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KEYS, keyLabel, keysOf, pressKey, startKeys, useKey, type KeyId } from '../../renderer/parts/keys.ts';

const stroke = (key: string, mods: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', true>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...mods,
});

describe('a stroke', () => {
  it.each([
    [stroke('F9'), ['escalate']],
    [stroke('k'), ['previous']],
    [stroke('k', { ctrlKey: true }), ['palette']],
    [stroke('k', { metaKey: true }), ['palette']],
    [stroke('K', { ctrlKey: true }), ['palette']],
    [stroke('Enter', { ctrlKey: true }), ['send']],
    [stroke('Enter'), []],
    [stroke('A', { shiftKey: true }), []],
    [stroke('A'), ['accept']],
    [stroke('F9', { altKey: true }), []],
    [stroke('k', { ctrlKey: true, altKey: true }), []],
    [stroke('F9', { ctrlKey: true }), []],
    [stroke('F9', { shiftKey: true }), ['lateral']],
    [stroke('Escape', { shiftKey: true }), []],
  ])('%o means %j', (pressed, ids) => expect(keysOf(pressed)).toEqual(ids));

  it('never means two things at once', () => {
    const told = Object.values(KEYS).map((row) => `${'mod' in row ? 'mod ' : 'shift' in row ? 'shift ' : ''}${row.code}`);
    expect(told.filter((code, index) => told.indexOf(code) !== index)).toEqual([]);
  });

  it('is printed in the language of the keyboard', () => {
    expect([
      keyLabel('send', 'de'),
      keyLabel('send', 'en'),
      keyLabel('back', 'de'),
      keyLabel('accept', 'en'),
      keyLabel('lateral', 'de'),
    ]).toEqual(['Strg Eingabe', 'Ctrl Enter', 'Esc', 'A', 'Umschalt F9']);
  });
});

type Listens = { readonly id: KeyId; readonly on: () => void; readonly active?: boolean; readonly layer?: number };
const Part = ({ id, on, active = true, layer = 0 }: Listens) => {
  useKey(id, on, active, layer);
  return null;
};

/** A row with letters; answers Y only while the focus is inside it. */
const Row = ({ name, on }: { readonly name: string; readonly on: () => void }) => {
  const box = useRef<HTMLDivElement>(null);
  useKey('yes', on, true, 1, box);
  return (
    <div ref={box} data-letters>
      <button type="button">{name}</button>
      <input aria-label={`${name} entry`} />
      <input type="checkbox" aria-label={`${name} tick`} />
    </div>
  );
};

let stop: () => void;
beforeEach(() => void (stop = startKeys()));
afterEach(() => {
  stop();
  cleanup();
});

describe('a pressed key', () => {
  it('reaches the part that listens, wherever one is typing, if it is no letter', async () => {
    const on = vi.fn<() => void>();
    render(
      <>
        <Part id="escalate" on={on} />
        <textarea aria-label="note" />
      </>,
    );
    await userEvent.type(screen.getByLabelText('note'), 'ja{F9}');
    expect(on).toHaveBeenCalledOnce();
  });

  it('is typed, not obeyed, where a letter is typed', async () => {
    const on = vi.fn<() => void>();
    render(<Row name="one" on={on} />);
    await userEvent.type(screen.getByLabelText('one entry'), 'yes');
    expect(on).not.toHaveBeenCalled();
    expect(screen.getByLabelText<HTMLInputElement>('one entry').value).toBe('yes');
  });

  it('is obeyed as a letter on a row and on its ticks, and nowhere else', async () => {
    const [on, anywhere] = [vi.fn<() => void>(), vi.fn<() => void>()];
    render(
      <>
        <Row name="one" on={on} />
        <Part id="accept" on={anywhere} />
        <button type="button">outside</button>
      </>,
    );
    screen.getByText('outside').focus();
    await userEvent.keyboard('ya');
    (document.activeElement as HTMLElement).blur();
    await userEvent.keyboard('ya');
    expect([on.mock.calls, anywhere.mock.calls]).toEqual([[], []]);
    screen.getByText('one').focus();
    await userEvent.keyboard('y');
    screen.getByLabelText('one tick').focus();
    await userEvent.keyboard('ya');
    expect([on.mock.calls.length, anywhere.mock.calls.length]).toEqual([2, 1]);
  });

  it('is obeyed as a letter by the list of the screen where nothing has the focus, unless something lies on top or a field has just gone', async () => {
    const on = vi.fn<() => void>();
    const list = (rest: React.ReactNode = null): React.ReactNode => (
      <>
        <Part id="next" on={on} />
        <div data-list="rows" data-letters />
        {rest}
      </>
    );
    const { rerender } = render(list());
    await userEvent.keyboard('j');
    expect(on).toHaveBeenCalledTimes(1);
    rerender(list(<div role="dialog" />));
    await userEvent.keyboard('j');
    rerender(list(<input aria-label="word" />));
    await userEvent.type(screen.getByLabelText('word'), 'ja');
    rerender(list());
    await userEvent.keyboard('j');
    expect(on).toHaveBeenCalledTimes(1);
  });

  it('answers the row that has the focus, not its neighbour', async () => {
    const [first, second] = [vi.fn<() => void>(), vi.fn<() => void>()];
    render(
      <>
        <Row name="one" on={first} />
        <Row name="two" on={second} />
      </>,
    );
    screen.getByText('one').focus();
    await userEvent.keyboard('y');
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 0]);
  });

  it('is answered by what lies on top, and below again once that is gone', async () => {
    const [below, above] = [vi.fn<() => void>(), vi.fn<() => void>()];
    const both = (open: boolean) => (
      <>
        <Part id="back" on={above} layer={2} active={open} />
        <Part id="back" on={below} layer={1} />
      </>
    );
    const { rerender } = render(both(true));
    await userEvent.keyboard('{Escape}');
    rerender(both(false));
    await userEvent.keyboard('{Escape}');
    expect([above.mock.calls.length, below.mock.calls.length]).toEqual([1, 1]);
  });

  it('does what the newest drawing of the part says', async () => {
    const said: string[] = [];
    const { rerender } = render(<Part id="note" on={() => void said.push('old')} />);
    rerender(<Part id="note" on={() => void said.push('new')} />);
    await userEvent.keyboard('{F4}');
    pressKey('note');
    expect(said).toEqual(['new', 'new']);
  });

  it('of ours never opens the browser’s own search, even with nothing to do', () => {
    const taken = (key: string): boolean => !window.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
    expect([taken('F3'), taken('F5'), taken('x')]).toEqual([true, false, false]);
  });

  it('in the middle of composing a letter is left to the keyboard', async () => {
    const on = vi.fn<() => void>();
    render(<Part id="send" on={on} />);
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, isComposing: true }));
    expect(on).not.toHaveBeenCalled();
  });
});
