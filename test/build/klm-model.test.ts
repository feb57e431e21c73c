// The keystroke-level model prices what a hand did as the budgets say.
import { describe, expect, it } from 'vitest';
import { inputsOf, keystrokeSeconds, type Act } from '../bench/klm-model.ts';

const field = (keys: number): Act => ({ kind: 'field', keys });
const F9: Act = { kind: 'command', keys: 1 };
const on: Act = { kind: 'walk', keys: 2 };

describe('a handover by the keystroke-level model', () => {
  it('[W32] prices the four sample texts, a choice and two commands below the budget', () => {
    const acts = [F9, field(60), on, field(1), on, field(25), on, field(25), on, field(40), { kind: 'command', keys: 2 } as const];
    expect(inputsOf(acts)).toBe(7);
    // 7 thoughts, 150 signs and a choice, 3 keys of commands, 8 on the way.
    expect(keystrokeSeconds(acts)).toBeCloseTo(7 * 1.35 + (151 + 3 + 8) * 0.2, 6);
    expect(keystrokeSeconds(acts)).toBeLessThan(45);
  });
  it('[W32] charges a click for the thought, the way of the mouse and the hand that leaves the keys', () => {
    expect(keystrokeSeconds([{ kind: 'click', fromKeys: true }])).toBeCloseTo(1.35 + 1.1 + 0.2 + 0.4, 6);
    expect(keystrokeSeconds([{ kind: 'click', fromKeys: false }])).toBeCloseTo(1.35 + 1.1 + 0.2, 6);
  });
  it('[W32] counts walking to a field as part of the field', () => {
    expect([inputsOf([on, field(3), on]), keystrokeSeconds([on])]).toEqual([1, 0.4]);
  });
});
