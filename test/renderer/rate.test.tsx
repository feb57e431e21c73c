// A handover of the sample is rated with three presses or three keys, or put off; nobody else is asked.
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Bridge } from '../../shared/api.ts';
import type { CaseView } from '../../shared/views/shapes.ts';
import { packViewOf } from '../../shared/views/pack-view.ts';
import { RateHandover } from '../../renderer/parts/rate-handover.tsx';
import { forgetDrafts } from '../../renderer/state/drafts.ts';
import { useSession } from '../../renderer/state/session.ts';
import { startTexts } from '../../renderer/texts/texts.ts';
import { TELECOM } from '../pack.ts';

const RATING = { handover: 'h-1', from: 'lena', team: 'abrechnung', kind: 'hierarchical', given: null } as const;
const viewWith = (over: Partial<CaseView>): CaseView =>
  ({ row: { caseId: 'case-1' }, can: { 'rate-handover': null }, rating: RATING, ...over }) as unknown as CaseView;

const sent: { readonly name: string; readonly input: unknown }[] = [];
const drafts = new Map<string, unknown>();
const bridge: Bridge = {
  call: (name, { input }) => {
    const { key, value } = input as { key: string; value: unknown };
    if (name === 'draft.get') return Promise.resolve({ ok: true, output: { value: drafts.get(key) ?? null, savedAt: null } });
    if (name === 'draft.save') drafts.set(key, value);
    if (name === 'draft.save') return Promise.resolve({ ok: true, output: { savedAt: 1 } });
    sent.push({ name, input });
    return Promise.resolve({ ok: true, output: { ok: true, value: { command: 'c', caseId: 'case-1', position: null } } });
  },
  on: () => () => undefined,
};

beforeAll(() => {
  startTexts();
  Object.assign(window, { bridge });
});
beforeEach(() => {
  sent.length = 0;
  drafts.clear();
  const me = { lane: 'nordlicht', person: 'murat', name: 'Murat Aydin', role: 'lead' as const, tier: 3 as const, teams: ['tl-abrechnung'] };
  useSession.setState({ phase: 'signed-in', token: 'rate', me, pack: packViewOf(TELECOM, 3) });
});
afterEach(() => {
  cleanup();
  forgetDrafts();
});

const card = (): Promise<HTMLElement> => screen.findByRole('region', { name: 'Wie war diese Übergabe?' });
const commands = () => sent.filter(({ name }) => name === 'command.send').map(({ input }) => (input as { data: unknown }).data);

it('[FB3] three keys rate it: each answers the next question, the third one sends', async () => {
  render(<RateHandover view={viewWith({})} />);
  const box = await card();
  expect(box.textContent).toContain('von Lena Brandt, Abrechnung');
  box.querySelector<HTMLElement>('[data-question="complete"] button')?.focus();
  await userEvent.keyboard('1');
  expect(document.activeElement?.closest('[data-question]')?.getAttribute('data-question')).toBe('clear');
  await userEvent.keyboard('3');
  expect(commands()).toEqual([]);
  await userEvent.keyboard('2');
  await waitFor(() => expect(commands()).toEqual([{ handover: 'h-1', complete: 'yes', clear: 'no', right: 'partly' }]));
});

it('[FB3] three presses do the same, and an answer can be changed before the third', async () => {
  render(<RateHandover view={viewWith({})} />);
  await card();
  const press = async (question: string, answer: string): Promise<void> => {
    const group = screen.getByRole('group', { name: question });
    await userEvent.click([...group.querySelectorAll('button')].find(({ textContent }) => textContent.startsWith(answer))!);
  };
  await press('Vollständig?', 'nein');
  await press('Vollständig?', 'ja');
  await press('Verständlich?', 'ja');
  await press('Hier richtig?', 'ja');
  await waitFor(() => expect(commands()).toEqual([{ handover: 'h-1', complete: 'yes', clear: 'yes', right: 'yes' }]));
});

it('[FB3] put off it is gone and stays so; rated, of no sample or by whoever may not, it never comes', async () => {
  render(<RateHandover view={viewWith({})} />);
  await card();
  await userEvent.click(screen.getByRole('button', { name: 'Nicht jetzt' }));
  expect(screen.queryByRole('region')).toBeNull();
  cleanup();
  const { rating: _none, ...unasked } = viewWith({});
  const given = { complete: 'yes', clear: 'yes', right: 'yes' } as const;
  const others = [
    viewWith({ rating: { ...RATING, handover: 'h-2', given } }),
    viewWith({ rating: { ...RATING, handover: 'h-3' }, can: { 'rate-handover': { code: 'role-forbids', data: {} } } }),
    unasked as CaseView,
    viewWith({}),
  ];
  render(
    <>
      {others.map((view, index) => (
        <RateHandover key={index} view={view} />
      ))}
    </>,
  );
  await waitFor(() => expect(drafts.size).toBeGreaterThan(0), { timeout: 3_000 });
  expect(screen.queryAllByRole('region')).toEqual([]);
  expect(sent).toEqual([]);
});
