// The line of ratings tells yes, partly and no apart, in shares that add up.
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { sharesOf } from '../../renderer/parts/rating-words.ts';
import { QueueHealthTable } from '../../renderer/parts/queue-health.tsx';
import { sits } from './money-kit.ts';

afterEach(cleanup);

it('[FB3] shares of yes, partly and no add up to a hundred', () => {
  expect(sharesOf({ yes: 1, partly: 1, no: 1 })).toEqual({ yes: 34, partly: 33, no: 33 });
  expect(sharesOf({ yes: 2, partly: 5, no: 0 })).toEqual({ yes: 29, partly: 71, no: 0 });
  expect(sharesOf({ yes: 0, partly: 4, no: 0 })).toEqual({ yes: 0, partly: 100, no: 0 });
  expect(sharesOf({ yes: 0, partly: 0, no: 0 })).toEqual({ yes: 0, partly: 0, no: 0 });
});

it('[FB3] the line says partly apart from no', async () => {
  const row = {
    id: 'abrechnung',
    count: 8,
    complete: { yes: 4, partly: 3, no: 1 },
    clear: { yes: 8, partly: 0, no: 0 },
    right: { yes: 0, partly: 8, no: 0 },
  };
  sits('lead', {
    'lead.health': () => ({
      at: 0,
      teams: [{ team: 'abrechnung', waiting: 0, oldestAt: null, inFlight: 0, live: 0, soon: 0, late: 0, held: null, here: 0 }],
    }),
    'quality.results': () => ({ teams: [row], people: [], small: [] }),
  } as never);
  render(<QueueHealthTable />);
  const line = await screen.findByText(/Vollständig\?/);
  expect(line.textContent).toContain(
    'Vollständig? 50 % ja, 38 % teils, 12 % nein · Verständlich? 100 % ja, 0 % teils, 0 % nein · Hier richtig? 0 % ja, 100 % teils, 0 % nein',
  );
});
