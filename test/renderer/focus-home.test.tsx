// Where the focus goes when somebody's own act took away what had it, and when it is left where it is.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { render } from '@testing-library/react';
import { startKeys, useKey } from '../../renderer/parts/keys.ts';
import { focusHome, watchFocus } from '../../renderer/parts/focus-home.ts';
import { focusList } from '../../renderer/parts/list-focus.ts';

const note = (): HTMLElement => document.querySelector<HTMLElement>('[data-home]')!;

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<main><textarea data-home></textarea><button>Decide</button></main>';
});

afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

it('[LK13] leads home what an act has lost', () => {
  const button = document.querySelector('button')!;
  button.focus();
  focusHome();
  button.remove();
  vi.advanceTimersByTime(500);
  expect(document.activeElement).toBe(note());
});

it('[LK13] leaves alone who walks over the end of the window by Tab', () => {
  note().focus();
  focusHome();
  vi.advanceTimersByTime(100);
  note().dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }));
  note().blur();
  vi.advanceTimersByTime(15_000);
  expect(document.activeElement).toBe(document.body);
});

it('[LK13] still leads home while somebody types on, and after the next act', () => {
  const button = document.querySelector('button')!;
  button.focus();
  focusHome();
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }));
  button.blur();
  focusHome();
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'x', bubbles: true }));
  vi.advanceTimersByTime(500);
  expect(document.activeElement).toBe(note());
});

const press = (element: Element): void => {
  element.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true }));
  element.dispatchEvent(new MouseEvent('click', { bubbles: true }));
};

it('[LK13] leads home what any button took away, whatever it does, and watches no longer than it is asked to', () => {
  const stop = watchFocus();
  const button = document.querySelector('button')!;
  button.focus();
  press(button);
  vi.advanceTimersByTime(1000);
  button.remove();
  vi.advanceTimersByTime(500);
  expect(document.activeElement).toBe(note());
  stop();
  note().blur();
  document.querySelector('main')!.append(button);
  press(button);
  vi.advanceTimersByTime(500);
  expect(document.activeElement).toBe(document.body);
});

it('[LK13] leaves alone who points at what cannot be pressed', () => {
  const stop = watchFocus();
  const button = document.querySelector('button')!;
  button.focus();
  press(button);
  button.blur();
  press(document.querySelector('main')!);
  vi.advanceTimersByTime(15_000);
  expect(document.activeElement).toBe(document.body);
  stop();
});

it('[LK13] leads home what Escape closed, and moves nothing where nothing had the focus', () => {
  const form = document.createElement('form');
  form.innerHTML = '<input>';
  document.querySelector('main')!.append(form);
  const Form = () => {
    useKey('back', () => form.remove());
    return null;
  };
  const stop = startKeys();
  const shown = render(<Form />);
  const escape = (): void => {
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', code: 'Escape', bubbles: true }));
    vi.advanceTimersByTime(500);
  };
  form.querySelector('input')!.focus();
  escape();
  expect(document.activeElement).toBe(note());
  vi.advanceTimersByTime(15_000);
  note().blur();
  escape();
  expect(document.activeElement).toBe(document.body);
  shown.unmount();
  stop();
});

it('[LK13] waits for a case that is still being fetched, and leads to its note and to no row beside it', () => {
  document.body.innerHTML =
    '<ul data-list="rows"><li data-key="a" aria-current="true" tabindex="0"></li></ul><main aria-busy="true"></main>';
  focusHome();
  vi.advanceTimersByTime(4000);
  expect(document.activeElement).toBe(document.body);
  document.querySelector('main')!.removeAttribute('aria-busy');
  document.querySelector('main')!.innerHTML = '<textarea data-home></textarea>';
  vi.advanceTimersByTime(500);
  expect(document.activeElement).toBe(note());
});

it('[LK13] leaves alone who walks along a list by its letters', () => {
  document.querySelector('main')!.insertAdjacentHTML('beforebegin', '<ul data-list="rows"><li data-key="a" tabindex="0"></li></ul>');
  const row = document.querySelector<HTMLElement>('[data-key]')!;
  focusHome();
  row.focus();
  row.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }));
  row.remove();
  vi.advanceTimersByTime(15_000);
  expect(document.activeElement).toBe(document.body);
});

it('[LK13] does not go before a list that was asked for, however late it comes', () => {
  focusHome();
  focusList(true);
  vi.advanceTimersByTime(3000);
  expect(document.activeElement).toBe(document.body);
  document.querySelector('main')!.insertAdjacentHTML('beforebegin', '<ul data-list="rows"><li data-key="a" tabindex="0"></li></ul>');
  vi.advanceTimersByTime(200);
  expect(document.activeElement).toBe(document.querySelector('[data-key]'));
});
