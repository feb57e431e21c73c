// The focus goes to a list that comes late, and never away from where somebody has gone meanwhile.
import { afterEach, expect, it } from 'vitest';
import { leavePass } from '../../renderer/parts/lead-pass.tsx';
import { focusList, keepRowInSight } from '../../renderer/parts/list-focus.ts';
import { showPanel, useView } from '../../renderer/state/view.ts';

const frames = async (count: number): Promise<void> => {
  if (count === 0) return;
  await new Promise((done) => window.requestAnimationFrame(done));
  await frames(count - 1);
};
const rows = (): void => {
  const list = '<div data-list="rows"><button data-key="1" type="button">NT-1</button></div>';
  document.querySelector('main')!.insertAdjacentHTML('beforeend', list);
};
const put = (): void => {
  document.body.innerHTML = '<button id="gone">Wandtafel</button><a href="#x" id="on">Wandtafel öffnen</a><main></main>';
  document.querySelector<HTMLElement>('#gone')!.focus();
};
const here = (): string => document.activeElement?.textContent ?? '';

afterEach(() => {
  document.body.innerHTML = '';
});

it('a row that comes late gets the focus of whoever waits for it, also where the screen he came from is gone', async () => {
  put();
  focusList(true);
  document.querySelector('#gone')!.remove();
  await frames(3);
  rows();
  await frames(2);
  expect(here()).toBe('NT-1');
});

it('whoever has gone on by Tab before the rows came stays where he is', async () => {
  put();
  focusList(true);
  await frames(2);
  document.querySelector<HTMLElement>('#on')!.focus();
  const on = document.querySelector('#on');
  rows();
  await frames(4);
  expect(document.activeElement).toBe(on);
});

it('whoever leaves the sheet by which a lead passes on stands on the row it was about', async () => {
  put();
  rows();
  document
    .querySelector('[data-list]')!
    .insertAdjacentHTML('beforeend', '<button data-key="2" aria-current="true" type="button">NT-2</button>');
  showPanel('lateral');
  document.querySelector('main')!.insertAdjacentHTML('beforeend', '<input id="to" aria-label="An wen">');
  document.querySelector<HTMLElement>('#to')!.focus();
  document.querySelector('#to')!.remove();
  leavePass();
  await frames(2);
  expect([useView.getState().panel, here()]).toEqual(['case', 'NT-2']);
});

it('the row in hand is scrolled into sight, and no other', () => {
  put();
  rows();
  const seen: (string | null)[] = [];
  Element.prototype.scrollIntoView = function scrolled(this: Element): void {
    seen.push(this.textContent);
  };
  keepRowInSight();
  document.querySelector('[data-key]')!.setAttribute('aria-current', 'true');
  keepRowInSight();
  expect(seen).toEqual(['NT-1']);
});

it('answers nothing an effect could take for its end, though newer browsers answer a scroll with a promise', () => {
  document.body.innerHTML = '<ul data-list="rows"><li data-key="mine case-1" aria-current="true"></li></ul>';
  const row = document.querySelector('[data-key]')!;
  let scrolled = 0;
  Object.assign(row, { scrollIntoView: () => Promise.resolve((scrolled += 1)) });
  expect(keepRowInSight()).toBeUndefined();
  expect(scrolled).toBe(1);
});
