// What a handover says of a customer's past counts in words: one contact is no plural.
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FieldProps } from '../../renderer/parts/fields/field.ts';
import { Past } from '../../renderer/parts/fields/past-fields.tsx';
import { sits } from './money-kit.ts';

beforeEach(() => sits());
afterEach(cleanup);

it.each([
  [1, '1 Kontakt, 13,00 € Kulanz in 12 Monaten'],
  [2, '2 Kontakte, 13,00 € Kulanz in 12 Monaten'],
])('of %i contacts it says so', (contacts, words) => {
  const spec = { id: 'history' } as FieldProps['spec'];
  render(<Past spec={spec} form={{ history: { contacts, goodwill: 1300 } }} change={() => undefined} label="" />);
  expect(screen.getByText(/Kulanz/).textContent?.replaceAll('\u00a0', ' ')).toBe(words);
});
