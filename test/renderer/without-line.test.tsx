// Deciding without a line at one's own screen: what is firm, a day open elsewhere, somebody else beside, and the telephone.
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import type { AuthorityView, ApprovalRow, CaseView, HandoverCard } from '../../shared/views/shapes.ts';
import type { StandingView } from '../../shared/views/budget-shapes.ts';
import { BesideForm } from '../../renderer/parts/beside-form.tsx';
import { DecisionStanding } from '../../renderer/parts/decision-standing.tsx';
import { ElsewhereStrip } from '../../renderer/parts/elsewhere-strip.tsx';
import { PhoneAsk } from '../../renderer/parts/phone-ask.tsx';
import { PhoneDialog } from '../../renderer/parts/phone-dialog.tsx';
import { CaseContext } from '../../renderer/parts/use-case.ts';
import { startLine } from '../../renderer/state/line.ts';
import { signIn, useSession } from '../../renderer/state/session.ts';
import { useView } from '../../renderer/state/view.ts';
import { HOUR, sits, toldTo } from './money-kit.ts';

afterEach(cleanup);

const sentence = { de: 'Ich halte das für Sie fest.', en: 'I am noting this for you.' };
const standing = (part: Partial<StandingView>): StandingView => ({
  standing: 'committed',
  sentence,
  until: null,
  away: true,
  holds: { share: 50, until: null, next: null },
  draws: [{ account: 'b', name: { de: 'Abrechnung', en: 'Billing' }, amount: 500, left: 3_750, short: 0, lease: true }],
  ...part,
});
const ANSWER = { reason: { binding: null }, sentence } as unknown as AuthorityView;

describe('what is typed without a line', () => {
  it('[HL20] is firm as far as the share here covers it, and says what is left of it', () => {
    sits();
    render(<DecisionStanding standing={standing({})} answer={ANSWER} />);
    const panel = screen.getByRole('region', { name: 'Verbindlichkeit' });
    expect(panel.textContent).toMatch(/^Gilt sofort: fest zugesagt.*Sagen Sie:.*Ich halte das für Sie fest.*danach bleiben 32,50/);
  });
  it('[HL20] is only subject to confirmation beyond it, and says what is missing', () => {
    sits();
    const draws = [{ ...standing({}).draws[0]!, amount: 4_000, short: 250 }];
    render(<DecisionStanding standing={standing({ standing: 'proposed', draws })} answer={ANSWER} />);
    const panel = screen.getByRole('region', { name: 'Verbindlichkeit' });
    expect(panel.textContent).toMatch(/^Nur vorbehaltlich Bestätigung der Zentrale.*hält diese Arbeitsstelle noch 37,50.*fehlen 2,50/);
  });
});

it('[W24] a network that goes or comes back is told to the desk, as long as the window listens', async () => {
  sits();
  const end = startLine();
  fireEvent(window, new Event('offline'));
  fireEvent(window, new Event('online'));
  end();
  fireEvent(window, new Event('offline'));
  await waitFor(() => expect(toldTo('host.line')).toEqual([{ there: false }, { there: true }]));
});

/** Shown to whoever is signed in, as in the console. */
const Window = () => (useSession(({ phase }) => phase === 'signed-in') ? <ElsewhereStrip /> : null);

describe('a day that is open elsewhere', () => {
  const elsewhere = { name: 'Büro Husum, Platz 1', at: Date.now() - 6 * HOUR, seenAt: Date.now() - 4 * HOUR };
  const comesIn = async (more: object): Promise<void> => {
    sits();
    const { me, pack } = useSession.getState();
    const answers = { 'session.me': () => me, 'pack.view': () => pack };
    sits('agent', { ...answers, 'session.sign-in': () => ({ ok: true, value: { session: 's', me, ...more } }) });
    render(<Window />);
    await act(() => signIn('nordlicht', 'lena', 'geheim'));
  };
  it('[W21] is named at sign-in with its workstation, how long that is silent and the ways out; whoever stays has read it', async () => {
    await comesIn({ elsewhere });
    const strip = await screen.findByRole('region', { name: 'Ihr Tag ist anderswo offen' });
    expect(strip.textContent).toMatch(/am Platz „Büro Husum, Platz 1“ angemeldet.*zuletzt .* gehört.*fehlt hier in Ihren Tagesgrenzen/);
    await userEvent.click(within(strip).getByRole('button', { name: 'Hier weiterarbeiten' }));
    expect([screen.queryByRole('region'), useSession.getState().phase]).toEqual([null, 'signed-in']);
  });
  it('[W21] is left as it is by whoever signs out here; and nothing is said where no day is open elsewhere', async () => {
    await comesIn({ elsewhere });
    await userEvent.click(await screen.findByRole('button', { name: 'Hier abmelden' }));
    await waitFor(() => expect(useSession.getState()).toMatchObject({ phase: 'signed-out', elsewhere: null }));
    cleanup();
    await comesIn({});
    expect(screen.queryByRole('region')).toBeNull();
  });
});

describe('somebody beside', () => {
  const card = { handover: 'h1', facts: [{ id: 'f1', text: sentence }], form: {}, from: { person: 'lena' } } as unknown as HandoverCard;
  const view = { row: { caseId: 'c1', category: 'fault' }, channel: 'phone' } as unknown as CaseView;
  const sitsDown = async (): Promise<HTMLElement> => {
    const acts = (['accept-handover', 'return-handover'] as const).map((verb) => ({ verb, data: { handover: 'h1' } }));
    sits('agent', { 'beside.choices': () => [{ person: 'murat', name: 'Murat Aydin', role: 'lead', tier: 3, ready: true }] });
    render(
      <CaseContext value={view}>
        <BesideForm caseId="c1" acts={acts} amount={null} card={card} onDone={() => undefined} />
      </CaseContext>,
    );
    const form = await screen.findByRole('form', { name: 'Leitung hier am Platz' });
    await userEvent.selectOptions(await within(form).findByRole('combobox', { name: 'Wer ist hier?' }), 'murat');
    await userEvent.type(within(form).getByLabelText('PIN oder Kennwort dieser Person'), 'geheim');
    return form;
  };
  const send = (form: HTMLElement, name: string): Promise<void> => userEvent.click(within(form).getAllByRole('button', { name }).at(-1)!);

  it('[W23] gives a handover back with a code, the field it asks for and his words, never without', async () => {
    const form = await sitsDown();
    await userEvent.click(within(form).getByRole('button', { name: 'Zurückgeben' }));
    await send(form, 'Als Murat Aydin zurückgeben');
    await userEvent.click(within(form).getByRole('button', { name: 'Angabe fehlt' }));
    await send(form, 'Als Murat Aydin zurückgeben');
    expect(toldTo('beside.act')).toEqual([]);
    await userEvent.selectOptions(within(form).getByRole('combobox', { name: 'Welches Feld fehlt?' }), '4');
    await userEvent.type(within(form).getByRole('textbox', { name: /^Ein Satz dazu/ }), 'Seit wann?');
    await send(form, 'Als Murat Aydin zurückgeben');
    const data = { handover: 'h1', deficiency: 'missing-field', field: 4 };
    const command = { type: 'return-handover', caseId: 'c1', data, body: { text: 'Seit wann?' } };
    await waitFor(() => expect(toldTo('beside.act')).toEqual([{ person: 'murat', secret: 'geheim', command }]));
  });
  it('[W23] accepts only what he has read, and keeps no secret on the screen', async () => {
    const form = await sitsDown();
    await send(form, 'Als Murat Aydin annehmen');
    expect(toldTo('beside.act')).toEqual([]);
    await userEvent.click(within(form).getByRole('checkbox'));
    await send(form, 'Als Murat Aydin annehmen');
    await waitFor(() => expect(toldTo('beside.act')).toMatchObject([{ command: { data: { facts: ['f1'] } } }]));
    expect((within(form).getByLabelText('PIN oder Kennwort dieser Person') as HTMLInputElement).value).toBe('');
  });
});

const ASKED = {
  challenge: '0A1C-7M2N-9TX8',
  askedAt: Date.now(),
  until: Date.now() + HOUR / 2,
  number: 'NT-1',
  decisionType: 'goodwill-credit',
  unit: 'money',
  amount: 4_000,
  currency: 'EUR',
  asker: { person: 'lena', name: 'Lena Brandt' },
};

describe('an approval by telephone', () => {
  it('at the office is read out to whoever may, and a slip in the code is found before it counts as a try', async () => {
    const leads = [{ person: 'murat', name: 'Murat Aydin', role: 'lead', tier: 3 }];
    const given = { ok: true, value: { ...ASKED, customer: null, left: 4, leads } };
    sits('agent', { 'telephone.challenge': () => given });
    const approval = { ...ASKED, caseId: 'c1', approval: 'a1', corrected: 0 } as unknown as ApprovalRow;
    render(<PhoneAsk approval={approval} onDone={() => undefined} />);
    await screen.findByText(/^Rufen Sie an: Murat Aydin/);
    screen.getByText('Zum Vorlesen: 0 A 1 C 7 M 2 N 9 T X 8');
    await userEvent.type(screen.getByRole('textbox', { name: 'Code der Leitung' }), '7K2M9-0QYAF{Enter}');
    await screen.findByText(/Das zählt nicht als Versuch/);
    expect(toldTo('telephone.redeem')).toEqual([]);
    // A no needs no code; whoever asked writes it down, with the name of the one who said it.
    await userEvent.click(screen.getByRole('button', { name: 'Murat Aydin sagt nein' }));
    const declined = { type: 'withdraw-approval', caseId: 'c1', data: { approval: 'a1', declinedBy: 'murat' }, body: {} };
    await waitFor(() => expect(toldTo('command.send')).toEqual([declined]));
  });

  it('at the lead shows what is asked and what may not be granted, and takes no yes then', async () => {
    const looked = {
      challenge: ASKED.challenge,
      desk: 'Büro Husum',
      people: [ASKED.asker],
      askedAt: ASKED.askedAt,
      until: ASKED.until,
      asked: { ...ASKED, caseId: null, title: null, customer: null },
      may: { code: 'own-account', data: {} },
    };
    sits('lead', { 'telephone.look': () => ({ ok: true, value: looked }), 'telephone.list': () => [] });
    useView.setState({ overlay: 'phone' });
    render(<PhoneDialog />);
    await userEvent.type(await screen.findByRole('textbox', { name: 'Was die Stelle vorliest' }), '0a1c 7m2n 9tx8{Enter}');
    const asked = await screen.findByRole('region', { name: 'Was gefragt ist' });
    expect(asked.textContent).toMatch(/40,00.*Kulanzgutschrift.*NT-1.*fragt: Lena Brandt.*Platz Büro Husum/);
    await userEvent.click(within(asked).getByRole('button', { name: 'Freigeben' }));
    expect(toldTo('telephone.approve')).toEqual([]);
  });
});
