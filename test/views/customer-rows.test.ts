// A customer directory is read row by row; broken rows are named and left out.
import { describe, expect, it } from 'vitest';
import { checkCustomerColumns, parseCustomerRows, readAmount } from '../../shared/views/customer-rows.ts';

const AMOUNTS: readonly (readonly [string, number | null])[] = [
  ['39,99', 3999],
  ['39.99', 3999],
  ['1.234,56', 123456],
  ['1,234.56', 123456],
  ['-12,5', -1250],
  ['1.234.567', 123456700],
  ['1.234', null],
  ['zwölf', null],
  ['', null],
];

const row = (line: number, values: Record<string, string>) => ({ line, values });

describe('customer directory', () => {
  it('[V5] reads id, name, numbers, contracts, last bill and relation to staff', () => {
    const { customers, faults } = parseCustomerRows(
      [
        row(2, {
          id: 'K-1',
          name: 'Karin Öztürk',
          numbers: '+49 40 555 0134; 0171 5550134',
          contracts: 'V-77',
          last_bill: '39,99',
          currency: 'EUR',
          staff: '',
        }),
      ],
      'EUR',
    );
    expect(faults).toEqual([]);
    expect(customers).toEqual([
      {
        id: 'K-1',
        name: 'Karin Öztürk',
        numbers: ['+49 40 555 0134', '0171 5550134'],
        contracts: ['V-77'],
        lastBill: { minor: 3999, currency: 'EUR' },
        staff: null,
        relatives: [],
        since: null,
        segment: null,
      },
    ]);
  });

  it('[V6] a broken row is named with line, value and cure, and the others count', () => {
    const { customers, faults } = parseCustomerRows(
      [
        row(2, { id: 'K-1', name: 'A' }),
        row(3, { id: '', name: 'B' }),
        row(4, { id: 'K-2', name: 'C', last_bill: '12,345' }),
        row(5, { id: 'K-1', name: 'D' }),
        row(6, { id: 'K-3', name: 'E', last_bill: '5', currency: 'Euro' }),
      ],
      'EUR',
    );
    expect(customers.map(({ id }) => id)).toEqual(['K-1']);
    expect(faults.map(({ line, column, code }) => [line, column, code])).toEqual([
      [3, 'id', 'empty'],
      [4, 'last_bill', 'not-money'],
      [5, 'id', 'duplicate'],
      [6, 'currency', 'not-currency'],
    ]);
    expect(faults[1]).toMatchObject({ value: '12,345', cure: expect.stringContaining('39,99') });
    expect(checkCustomerColumns(['id', 'numbers']).map(({ column }) => column)).toEqual(['name']);
  });

  it('[V5] reads relatives on the staff, the first day as a customer and the segment; a day that does not exist is no day', () => {
    const { customers, faults } = parseCustomerRows(
      [
        row(2, { id: 'K-1', name: 'A', relatives: 'tim|lena', since: '2021-05-31', segment: 'business' }),
        row(3, { id: 'K-2', name: 'B', since: '2021-02-29' }),
        row(4, { id: 'K-3', name: 'C', since: '31.05.2021' }),
      ],
      'EUR',
    );
    expect(customers).toMatchObject([{ relatives: ['tim', 'lena'], since: '2021-05-31', segment: 'business' }]);
    expect(faults.map(({ line, column, code, value }) => [line, column, code, value])).toEqual([
      [3, 'since', 'not-date', '2021-02-29'],
      [4, 'since', 'not-date', '31.05.2021'],
    ]);
  });

  it.each(AMOUNTS)('[V7] reads the amount "%s" as people write it', (text, minor) => {
    expect(readAmount(text, 'EUR')?.minor ?? null).toBe(minor);
  });
});
