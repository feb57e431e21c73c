// What is typed while an act is on its way belongs to the next one, and what has been opened meanwhile stays open.
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AnswerPanel } from '../../renderer/parts/answer-panel.tsx';
import { ApprovalPanel } from '../../renderer/parts/approval-panel.tsx';
import { ConsultPanel } from '../../renderer/parts/consult-panel.tsx';
import { Consults } from '../../renderer/parts/consults.tsx';
import { DecisionMeter } from '../../renderer/parts/decision-meter.tsx';
import { FinishPanel } from '../../renderer/parts/finish-panel.tsx';
import { NewPromise } from '../../renderer/parts/promise-new.tsx';
import { Queries } from '../../renderer/parts/queries.tsx';
import { CaseContext } from '../../renderer/parts/use-case.ts';
import { backBefore, typedSince } from '../../renderer/state/draft-words.ts';
import { draftValue } from '../../renderer/state/drafts.ts';
import { useToasts } from '../../renderer/state/toasts.ts';
import { openCase, showOverlay, showPanel, useView } from '../../renderer/state/view.ts';
import { CASE, drafts, sent, slow, VIEW, withPhone } from './call-kit.ts';
import { wire } from './money-kit.ts';

withPhone();

const WITHIN = { rule: 'per-decision', unit: 'money', limit: 9000, used: 0, remaining: 9000, ok: true, detail: null, window: null };
const REASON = { verdict: 'within', binding: WITHIN, caps: [WITHIN], budgetWarning: null, seen: { at: 1 } };
const CAN = {
  ok: true,
  value: { reason: REASON, sentence: { de: 'Geht.', en: 'Fine.' }, quick: [], papers: [], approver: null, formula: null },
};
const CONSULT = {
  consult: 'q',
  to: { team: 'abrechnung', person: 'murat' },
  askedBy: 'lena',
  outcome: 'open',
  question: '?',
  answerBy: Date.UTC(2027, 0, 4),
};
const ASKED = {
  handover: 'h',
  to: { person: null, team: 'technik', tier: 2 },
  from: { person: 'lena', team: 'abrechnung' },
  kind: 'functional',
};

const shows = (part: React.ReactNode): void => {
  Object.assign(wire.answers, {
    'authority.ask': () => CAN,
    'people.present': () => [],
    'absence.list': () => [],
    'sync.status': () => ({ mode: 'alone' }),
  });
  const view = {
    ...VIEW,
    row: { ...VIEW.row, flight: null, holder: { person: 'lena', team: 'abrechnung', waiting: false } },
    consults: [CONSULT],
    approvals: [],
    errand: ASKED,
    handover: { ...ASKED, form: {}, queries: [{ query: 'q', text: 'Seit wann?', answer: null }] },
    can: {},
  };
  render(<CaseContext value={view as never}>{part}</CaseContext>);
};
const field = (name: RegExp): Promise<HTMLInputElement> => screen.findByRole<HTMLInputElement>('textbox', { name });
const type = (entry: Element, value: string): boolean => fireEvent.change(entry, { target: { value } });
const press = async (name: RegExp): Promise<void> => {
  const button = await screen.findByRole('button', { name });
  await waitFor(() => expect(button.getAttribute('aria-disabled')).not.toBe('true'));
  fireEvent.click(button);
};
const answered = async (go: () => void): Promise<void> => {
  await waitFor(() => expect(sent()).toHaveLength(1));
  await act(async () => {
    go();
    await new Promise((done) => setTimeout(done, 50));
  });
};

type Form = {
  readonly part: () => React.ReactNode;
  readonly key: string;
  readonly value: unknown;
  readonly label: RegExp;
  readonly put: RegExp;
};
const NOTHING = (): undefined => undefined;
const FORMS: readonly (readonly [string, Form])[] = [
  [
    'a query',
    { part: () => <Queries />, key: `reply:q:${CASE}`, value: 'Seit Mai.', label: /^Antwort auf die Rückfrage/, put: /^Antworten/ },
  ],
  [
    'a consult',
    { part: () => <Consults />, key: `reply:q:${CASE}`, value: 'Seit Mai.', label: /^Antwort auf die Fachfrage/, put: /antwort/i },
  ],
  [
    'an answer',
    {
      part: () => <AnswerPanel />,
      key: `answer:${CASE}`,
      value: { outcome: 'solved', text: 'Seit Mai.', who: '' },
      label: /^Was soll dem Kunden/,
      put: /^Antwort an/,
    },
  ],
  [
    'a question',
    {
      part: () => <ConsultPanel />,
      key: `consult:${CASE}`,
      value: { to: { team: 'technik', person: null }, text: 'Seit Mai.', live: null },
      label: /^Was möchten Sie/,
      put: /^Frage senden/,
    },
  ],
  [
    'a promise',
    {
      part: () => <NewPromise onDone={NOTHING} />,
      key: `promise:${CASE}`,
      value: { what: 'Seit Mai.' },
      label: /^Was wird zugesagt/,
      put: /^Zusagen/,
    },
  ],
];

describe('[W37] words on their way', () => {
  it.each(FORMS)('leave what was typed since to the next one: %s', async (_, { part, key, value, label, put }) => {
    drafts.set(key, value);
    const go = slow();
    shows(part());
    const entry = await field(label);
    await waitFor(() => expect(entry.value).toBe('Seit Mai.'));
    await press(put);
    await waitFor(() => expect(sent()).toHaveLength(1));
    type(entry, 'Seit Mai. Und er ruft an.');
    await answered(go);
    const left = draftValue(key);
    expect(typeof left === 'string' ? left : Object.values(left as object)).toEqual(
      typeof left === 'string' ? 'Und er ruft an.' : ['Und er ruft an.'],
    );
    expect(entry.value).toBe('Und er ruft an.');
  });
  it.each(FORMS)('leave nothing behind where nothing was typed: %s', async (_, { part, key, value, put }) => {
    drafts.set(key, value);
    const go = slow();
    shows(part());
    await press(put);
    await answered(go);
    expect(draftValue(key)).toBeNull();
  });
});

describe('[W37] a decision on its way', () => {
  const KEY = `decision:${CASE}`;
  const GOODWILL = { type: 'goodwill-credit', amount: 1000 };
  it('leaves an amount typed since as it is, with all that belongs to it', async () => {
    drafts.set(KEY, GOODWILL);
    const go = slow();
    shows(<DecisionMeter />);
    await press(/^Gewähren/);
    await waitFor(() => expect(sent()).toHaveLength(1));
    type(await field(/^Betrag/), '25');
    await answered(go);
    expect(draftValue(KEY)).toMatchObject({ type: 'goodwill-credit', amount: 2500 });
    expect(sent()).toMatchObject([{ type: 'decide', data: { amount: 1000 } }]);
  });
  it('leaves nothing where nothing was typed since', async () => {
    drafts.set(KEY, GOODWILL);
    const go = slow();
    shows(<DecisionMeter />);
    await press(/^Gewähren/);
    await answered(go);
    expect(draftValue(KEY)).toBeNull();
  });
});

describe('[W37] a panel whose answer comes', () => {
  const PANELS = [
    ['consult', <ConsultPanel key="consult" />, /^Frage senden/],
    ['approval', <ApprovalPanel key="approval" />, /^Freigabe anfragen/],
  ] as const;
  const opens = (panel: 'consult' | 'approval', part: React.ReactNode): (() => void) => {
    drafts.set(`consult:${CASE}`, { to: { team: 'technik', person: null }, text: 'Seit wann?', live: null });
    drafts.set(`approval:${CASE}`, { verdict: 'grant', text: 'Stammkunde' });
    drafts.set(`decision:${CASE}`, { type: 'goodwill-credit', amount: 1000 });
    const go = slow();
    showPanel(panel);
    shows(part);
    return go;
  };
  it.each(PANELS)('is folded away: %s', async (panel, part, put) => {
    const go = opens(panel, part);
    await press(put);
    await answered(go);
    expect(useView.getState().panel).toBe('case');
    expect(draftValue(`${panel}:${CASE}`)).toBeNull();
  });
  it.each(PANELS)('leaves what was opened meanwhile: %s', async (panel, part, put) => {
    const go = opens(panel, part);
    await press(put);
    act(() => {
      showPanel('finish');
      showOverlay('help');
    });
    await answered(go);
    expect(useView.getState()).toMatchObject({ panel: 'finish', overlay: 'help' });
  });
  it.each(PANELS)('stays open for what is typed on: %s', async (panel, part, put) => {
    const go = opens(panel, part);
    await press(put);
    await waitFor(() => expect(sent()).toHaveLength(1));
    type(
      await field(panel === 'consult' ? /^Was möchten Sie/ : /^Warum/),
      panel === 'consult' ? 'Seit wann? Und wo?' : 'Stammkunde Und wo?',
    );
    await answered(go);
    expect(useView.getState().panel).toBe(panel);
    expect(draftValue(`${panel}:${CASE}`)).toEqual({ text: 'Und wo?' });
  });
  it.each<readonly [string, () => void, object]>([
    ['is folded away', () => undefined, { caseId: CASE, panel: 'case' }],
    ['leaves the case opened meanwhile', () => openCase('case-2'), { caseId: 'case-2', panel: 'case' }],
    ['leaves the panel opened meanwhile', () => showPanel('links'), { caseId: CASE, panel: 'links' }],
  ])('at the end of a case %s', async (_, goes, stands) => {
    drafts.set(`finish:${CASE}`, { result: 'solved', informedAt: 1, avoidable: false });
    const go = slow();
    showPanel('finish');
    shows(<FinishPanel />);
    await press(/^Lösen und schließen/);
    act(goes);
    go();
    await waitFor(() => expect(sent()).toHaveLength(2));
    await waitFor(() => expect(draftValue(`finish:${CASE}`)).toBeNull());
    expect(useView.getState()).toMatchObject(stands);
  });
  it('gives what is taken back its place before what was typed since', async () => {
    const go = opens('consult', <ConsultPanel />);
    await press(/^Frage senden/);
    await waitFor(() => expect(sent()).toHaveLength(1));
    type(await field(/^Was möchten Sie/), 'Seit wann? Und wo?');
    await answered(go);
    await act(async () => {
      useToasts
        .getState()
        .toasts.find(({ action }) => action !== null)
        ?.action?.run();
      await new Promise((done) => setTimeout(done, 50));
    });
    expect(draftValue(`consult:${CASE}`)).toMatchObject({ to: { team: 'technik' }, text: 'Seit wann?\nUnd wo?' });
  });
});

it('[W37] words that were changed stay whole, and of a form only what was changed', () => {
  expect(typedSince('a', 'a b')).toBe('b');
  expect(typedSince('a b', 'a c')).toBe('a c');
  expect(typedSince('a ', 'a b')).toBe('b');
  expect(typedSince('cancel', 'cancellation')).toBe('cancellation');
  expect(typedSince('a', 'a ')).toBeNull();
  expect(typedSince('a', null)).toBeNull();
  expect(typedSince({ text: 'a', live: true, to: 'x' }, { text: 'a b', live: false, to: 'x' })).toEqual({ text: 'b', live: false });
  expect(typedSince({ text: 'a', to: { team: 'x' } }, { text: '', to: { team: 'x' } })).toBeNull();
  expect(backBefore('a', 'b')).toBe('a\nb');
  expect(backBefore('a', null)).toBe('a');
  expect(backBefore({ text: 'a', to: 'x' }, { text: '', to: 'y' })).toEqual({ text: 'a', to: 'y' });
});
