// What people do together, in words: news, who is asked now, who may answer a question, where a link leads, what an event tells.
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EventType } from '../../shared/case/events.ts';
import type { NewsKind } from '../../shared/case/state.ts';
import type { Json } from '../../shared/kernel/result.ts';
import { packViewOf } from '../../shared/views/pack-view.ts';
import type { ApprovalRow, CaseRow, ConsultView, HandoverCard, TimelineItem } from '../../shared/views/shapes.ts';
import { canBeAsked } from '../../renderer/parts/addressee.tsx';
import { consultTo, isAsked } from '../../renderer/parts/consults.tsx';
import { tellEvent } from '../../renderer/parts/event-words.ts';
import { askedNow } from '../../renderer/parts/flight-strip.tsx';
import { newsWords } from '../../renderer/parts/news-strip.tsx';
import { packWords } from '../../renderer/parts/pack-words.ts';
import { refusalWords } from '../../renderer/parts/refusal-words.ts';
import { windowWords } from '../../renderer/parts/time-words.ts';
import { gapWord } from '../../renderer/parts/use-handover.ts';
import type { Desk } from '../../renderer/parts/use-pack.ts';
import de from '../../renderer/texts/de.json' with { type: 'json' };
import { startTexts } from '../../renderer/texts/texts.ts';
import { TELECOM } from '../pack.ts';

beforeAll(startTexts);

const deskIn = (language: 'de' | 'en'): Desk => {
  const t = i18next.getFixedT(language);
  const me = { lane: 'nordlicht', person: 'lena', name: 'Lena Brandt', role: 'agent' as const, tier: 1 as const, teams: ['abrechnung'] };
  return { ...packWords(packViewOf(TELECOM, 1), language), me, t, language, telling: { t, language, zone: 'Europe/Berlin' } };
};
const plain = (text: string): string => text.replace(/\u00a0/g, ' ');
const NOON = Date.UTC(2026, 10, 24, 11);

describe('news', () => {
  const KINDS: Readonly<Record<NewsKind, true>> = {
    'fell-back': true,
    'approval-given': true,
    'approval-declined': true,
    'approval-expired': true,
    'consult-answered': true,
    'closed-above': true,
    'ping-pong': true,
    moved: true,
    'promise-moved': true,
    'promise-left': true,
    flagged: true,
    merged: true,
    'contact-merged': true,
    'part-told': true,
    'part-closed': true,
    'promise-ended': true,
    'check-out-overridden': true,
    'both-changed': true,
    'proposal-granted': true,
    'proposal-went-up': true,
    'phone-unconfirmed': true,
    'phone-declined': true,
    'gap-reported': true,
    coached: true,
  };
  it('have a sentence of their own for every kind', () => {
    expect(Object.keys(KINDS).filter((kind) => !Object.hasOwn(de.news, kind))).toEqual([]);
  });
  it('name who did it and the sum it is about', () => {
    const approval = { approval: 'a1', decisionType: 'goodwill-credit', amount: 4000, unit: 'money', currency: 'EUR' } as ApprovalRow;
    const view = { approvals: [approval], row: {} as CaseRow };
    const given = { news: 'n', kind: 'approval-given', at: NOON, about: 'a1', by: 'murat' };
    expect(plain(newsWords(given, view, deskIn('de')))).toBe(
      'Murat Aydin hat freigegeben: Kulanzgutschrift 40,00 €. Sie können es jetzt zusagen.',
    );
    expect(plain(newsWords({ ...given, about: 'other', by: null }, view, deskIn('en')))).toBe(
      'somebody approved: your request. You can promise it now.',
    );
  });
  it('[W22] of a proposal that went up say with whom it lies, and until when the customer was told to wait', () => {
    const to = { tier: 3, team: 'abrechnung', person: 'murat' };
    const proposed = { until: NOON + 7_200_000 };
    const approval = {
      approval: 'a1',
      decisionType: 'goodwill-credit',
      amount: 4000,
      unit: 'money',
      currency: 'EUR',
      to,
      proposed,
    } as unknown as ApprovalRow;
    const news = { news: 'n', kind: 'proposal-went-up', at: NOON, about: 'a1', by: 'lena' };
    const said = (language: 'de' | 'en'): string => plain(newsWords(news, { approvals: [approval], row: {} as CaseRow }, deskIn(language)));
    expect(said('de')).toMatch(/^Kulanzgutschrift 40,00 € liegt jetzt bei .*Murat Aydin.*vorbehaltlich Bestätigung bis .*\d\d:\d\d/);
    expect(said('en')).toMatch(/^Goodwill credit €40.00 now lies with .*Murat Aydin.*subject to confirmation by .*\d\d:\d\d/);
  });
  it('of a newer desk still give a sentence', () => {
    expect(
      newsWords({ news: 'n', kind: 'unheard-of', at: NOON, about: null, by: null }, { approvals: [], row: {} as CaseRow }, deskIn('en')),
    ).toBe('Something changed for you here.');
  });
});

const card = (more: Partial<HandoverCard>): HandoverCard =>
  ({ to: { tier: 2, team: 'technik', person: null }, passed: [], contact: null, ...more }) as HandoverCard;

describe('a handover in flight', () => {
  it('is with the team, with the person named, with whom it was passed to last, or with the contact', () => {
    const desk = deskIn('de');
    const contact = desk.pack.contacts[0]!;
    const step = (to: string) => ({ at: NOON, from: null, to, why: 'deputy' });
    expect([
      askedNow(card({}), desk),
      askedNow(card({ to: { tier: 2, team: 'technik', person: 'piotr' } }), desk),
      askedNow(card({ passed: [step('ayse'), step('carla')] }), desk),
      askedNow(card({ to: { tier: 'A', team: 'auftraggeber', person: null }, contact: contact.id }), desk),
    ]).toEqual(['Technik', 'Piotr Nowak, Technik', 'Carla Weiß, Technik', `${contact.name}, ${desk.team('auftraggeber')}`]);
  });
  it('names a missing reason for a former team like a field', () => {
    const desk = deskIn('de');
    expect([gapWord('again', desk), gapWord('to', desk), gapWord('summary', desk), gapWord('unheard-of', desk)]).toEqual([
      'Grund für das frühere Team',
      'An wen?',
      'Kurzfassung',
      'unheard-of',
    ]);
  });
});

describe('a question', () => {
  const asked = (more: Partial<ConsultView>): ConsultView =>
    ({ to: { team: 'abrechnung', person: null }, askedBy: 'tim', outcome: 'open', ...more }) as ConsultView;
  const { me } = deskIn('de');
  it('is answered by the team or the person that was asked, while it is open, and never by whoever asked', () => {
    expect([
      isAsked(asked({}), me),
      isAsked(asked({ to: { team: 'technik', person: 'lena' } }), me),
      isAsked(asked({ to: { team: 'abrechnung', person: 'murat' } }), me),
      isAsked(asked({ to: { team: 'technik', person: null } }), me),
      isAsked(asked({ askedBy: 'lena' }), me),
      isAsked(asked({ outcome: 'answered' }), me),
    ]).toEqual([true, true, false, false, false, false]);
  });
  it('says whom it went to', () => {
    expect([consultTo(asked({}), deskIn('en')), consultTo(asked({ to: { team: 'technik', person: 'ayse' } }), deskIn('en'))]).toEqual([
      'Billing',
      'Ayşe Demir, Engineering',
    ]);
  });
  it('is put to people who work here, not to oneself and not to the audit', () => {
    const { pack } = deskIn('de');
    const names = pack.people.filter((person) => canBeAsked(person, 'lena')).map(({ id }) => id);
    expect(names).toEqual(expect.arrayContaining(['tim', 'ayse', 'murat']));
    expect(names.filter((id) => ['lena', 'nora'].includes(id))).toEqual([]);
  });
});

describe('an event between people', () => {
  const item = (type: EventType, data: Json): TimelineItem => ({
    id: 'e',
    type,
    at: NOON,
    recordedAt: NOON,
    by: { person: 'lena', role: 'agent', tier: 1, team: 'abrechnung' },
    data,
    body: null,
    pending: false,
    flag: null,
    refusal: null,
  });
  const detail = (type: EventType, data: Json): string => plain(tellEvent(item(type, data), [], deskIn('de'), NOON).detail);
  const to = (team: string, person: string | null) => ({ tier: 2, team, person });
  it.each([
    [
      'handover-passed',
      { handover: 'h', step: 1, from: to('technik', 'piotr'), to: to('technik', 'ayse'), contact: null, acceptBy: NOON, why: 'deputy' },
      'Piotr Nowak, Technik → Ayşe Demir, Technik · Vertretung · Annahme bis heute 12:00',
    ],
    [
      'consult-asked',
      { consult: 'c', to: { team: 'technik', person: null }, customerWaiting: true, answerBy: NOON },
      '→ Technik · Kunde am Apparat · bis heute 12:00',
    ],
    ['promise-moved', { promise: 'p', from: 'tim', to: 'lena', cause: 'shift' }, 'Tim Vogel → Lena Brandt · zum Schichtwechsel'],
    ['case-linked', { other: 'x', relation: 'part-of' }, 'Teil eines Hauptvorgangs'],
    ['parts-told', { parts: 2, informed: true }, '2 Vorgänge · Kunden informiert'],
    ['alert-acknowledged', { alert: 'resolution:-:1:0.75' }, 'Lösung (Kunde)'],
    [
      'promise-made',
      { promise: 'p', due: NOON + 7_200_000, by: 'lena', callback: true, window: { from: NOON, until: NOON + 3_600_000 } },
      'bis heute 14:00 · Lena Brandt · Rückruf 12:00–13:00',
    ],
  ] as const)('%s is told with its particulars', (type, data, words) => expect(detail(type, data as Json)).toBe(words));
});

describe('a refusal between people', () => {
  it('names the person a promise lies with, and a team where it is one', () => {
    const desk = deskIn('de');
    const said = (code: string, data: Readonly<Record<string, Json>>): string => plain(refusalWords({ code, data }, desk, NOON));
    expect(said('promise-not-yours', { promise: 'p', by: 'tim' })).toBe(
      'Diese Zusage gehört Tim Vogel. Weitergeben kann sie nur Tim Vogel oder die Leitung.',
    );
    expect(said('already-there', { team: 'tim' })).toContain('Tim Vogel');
    expect(said('former-team-needs-reason', { team: 'technik', since: NOON })).toContain('Technik hatte den Vorgang schon');
    expect(said('consult-over', { consult: 'c', outcome: 'answered' })).toBe(
      'Diese Frage ist schon beantwortet. Stellen Sie bei Bedarf eine neue.',
    );
  });
});

describe('a time to call back', () => {
  it('names its day once', () => {
    const { telling } = deskIn('de');
    expect(windowWords({ from: NOON, until: NOON + 7_200_000 }, NOON, telling)).toBe('12:00–14:00');
    expect(windowWords({ from: NOON + 86_400_000, until: NOON + 93_600_000 }, NOON, telling)).toBe('morgen 12:00–14:00');
  });
});
