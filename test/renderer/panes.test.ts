// How wide panes are: by themselves, pulled by a hand, moved by keys; never more than the middle can spare.
import { expect, it } from 'vitest';
import { fc } from '../seeded.ts';
import { mostOf, PANES, STEP, widthByKey, widthOf, type PaneId } from '../../renderer/parts/panes.ts';

const IDS = Object.keys(PANES) as PaneId[];

it('[LK2] a pane is as wide as pulled, by itself a share of the window', () => {
  expect([widthOf('desk.list', undefined, 1280), widthOf('desk.list', undefined, 1920), widthOf('desk.list', undefined, 2560)]).toEqual([
    272, 403, 480,
  ]);
  expect(widthOf('desk.list', 400, 1280)).toBe(400);
});

it('[LK2] arrows move it outward and inward, by the side it lies on', () => {
  expect([widthByKey('desk.list', 'ArrowRight', 300, 1280), widthByKey('desk.side', 'ArrowRight', 300, 1280)]).toEqual([316, 284]);
  expect([widthByKey('desk.list', 'Home', 300, 1280), widthByKey('desk.list', 'End', 300, 1280)]).toEqual([208, 576]);
  expect([widthByKey('desk.list', 'Enter', 300, 1280), widthByKey('desk.list', 'a', 300, 1280)]).toEqual([null, undefined]);
});

it('[LK2] no pull and no key takes more than the middle can spare', () => {
  const key = fc.constantFrom('ArrowLeft', 'ArrowRight', 'Home', 'End');
  fc.assert(
    fc.property(
      fc.constantFrom(...IDS),
      fc.integer({ min: -5000, max: 5000 }),
      fc.integer({ min: 960, max: 4000 }),
      key,
      (id, pulled, window, pressed) => {
        const width = widthOf(id, pulled, window);
        const next = widthByKey(id, pressed, width, window)!;
        for (const one of [width, next]) {
          expect(one).toBeGreaterThanOrEqual(PANES[id].min);
          expect(one).toBeLessThanOrEqual(Math.round(mostOf(id, window)));
        }
        const most = pressed.startsWith('Arrow') ? STEP : Number.MAX_SAFE_INTEGER;
        expect(Math.abs(next - width)).toBeLessThanOrEqual(most);
      },
    ),
  );
});
