// What a receiver reads at a glance: how a handover moved, why a case came back, how the principal is reached and how its card went.
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { NewsState } from '../../shared/case/state.ts';
import type { CaseRow, HandoverCard, TimelineItem } from '../../shared/views/shapes.ts';
import { packViewOf } from '../../shared/views/pack-view.ts';
import { markWords, passedWords } from '../../renderer/parts/card-marks.tsx';
import { backWords } from '../../renderer/parts/case-row.tsx';
import { packWords } from '../../renderer/parts/pack-words.ts';
import { mailLink } from '../../renderer/parts/principal-card.tsx';
import { givenLast, hoursWords } from '../../renderer/parts/principal-panel.tsx';
import type { Desk } from '../../renderer/parts/use-pack.ts';
import { startTexts } from '../../renderer/texts/texts.ts';
import { TELECOM } from '../pack.ts';

beforeAll(startTexts);

/** Tuesday 24 November 2026, 13:50 in Berlin. */
const NOW = Date.UTC(2026, 10, 24, 12, 50);
const HOUR = 3_600_000;

const desk = (language: 'de' | 'en' = 'de'): Desk => {
  const t = i18next.getFixedT(language);
  const me = { lane: 'nordlicht', person: 'murat', name: 'Murat Aydin', role: 'lead' as const, tier: 3 as const, teams: ['abrechnung'] };
  return { ...packWords(packViewOf(TELECOM, 3), language), me, t, language, telling: { t, language, zone: 'Europe/Berlin' } };
};

const card = (more: Partial<HandoverCard> = {}): HandoverCard => ({
  handover: 'h',
  kind: 'functional',
  reason: 'other',
  lateral: false,
  from: { person: 'lena', team: 'abrechnung', tier: 1, waiting: false },
  to: { tier: 2, team: 'technik', person: null },
  sentAt: NOW,
  acceptBy: NOW + HOUR,
  deadline: null,
  customerWaiting: false,
  form: {},
  done: 7,
  required: 7,
  later: [],
  facts: [],
  own: [],
  passed: [],
  again: null,
  pingPong: false,
  hop: 1,
  shift: null,
  owed: null,
  contact: null,
  spoken: { de: '', en: '' },
  queries: [],
  ...more,
});

describe('a handover in marks', () => {
  it('[W8] that is a plain first one has none', () => {
    expect(markWords(card(), desk())).toEqual([]);
    expect(passedWords(card(), desk())).toBe('');
  });

  it('[W8] says each thing that is unusual, in the order of its weight', () => {
    const all = card({
      pingPong: true,
      hop: 3,
      passed: [{ at: NOW, from: null, to: 'ayse', why: 'deputy' }],
      owed: { fields: ['fallback'], due: NOW },
      shift: 's',
    });
    expect(markWords(all, desk())).toEqual(['Pingpong', '3. Übergabe', 'weitergereicht', 'Nacharbeit offen', 'Schichtübergabe']);
  });

  it('[W8] says by name whom it was passed on to, step by step, beginning with the team where nobody was named', () => {
    const passed = [
      { at: NOW, from: null, to: 'ayse', why: 'deputy' },
      { at: NOW, from: 'ayse', to: 'carla', why: 'lead' },
    ];
    expect(passedWords(card({ passed }), desk())).toBe(
      'Zuerst an Technik, dann Ayşe Demir (Vertretung), dann Carla Weiß (Leitung); niemand hat rechtzeitig angenommen.',
    );
    expect(passedWords(card({ passed: [{ ...passed[1]!, from: 'piotr' }] }), desk('en'))).toBe(
      'First to Piotr Nowak, then Carla Weiß (lead); nobody accepted in time.',
    );
  });
});

const row = (more: Partial<CaseRow> = {}): CaseRow => ({
  caseId: 'c',
  number: 'NT-1',
  ref: null,
  title: 'Router',
  customer: null,
  category: 'other',
  priority: 'P3',
  phase: 'open',
  holder: { person: 'lena', team: 'abrechnung', tier: 1, waiting: false },
  arrived: 'opened',
  due: null,
  flight: null,
  wait: null,
  contacts: 0,
  hops: 0,
  openedAt: NOW,
  pending: false,
  hint: null,
  ...more,
});

const NEWS: Readonly<Record<NewsState['kind'], string>> = {
  'fell-back': 'zurückgefallen',
  'approval-given': 'Freigabe erteilt',
  'approval-declined': 'Freigabe abgelehnt',
  'approval-expired': 'Freigabe verfallen',
  'consult-answered': 'Fachfrage beantwortet',
  'closed-above': 'oben abgeschlossen',
  'ping-pong': 'Pingpong',
  moved: 'übertragen',
  'promise-moved': 'Zusage übertragen',
  flagged: 'ungelöst',
  merged: 'zusammengeführt',
  'part-told': 'Nachricht aus dem Hauptvorgang',
  'part-closed': 'mit dem Hauptvorgang geschlossen',
  'promise-ended': 'Zusage blieb offen',
  'check-out-overridden': 'trotz Mitnahme übernommen',
  'both-changed': 'zweimal geändert',
  'proposal-granted': 'Vorbehalt bestätigt',
  'proposal-went-up': 'Vorschlag liegt oben',
  'promise-left': 'Zusage bleibt bei Ihnen',
  'contact-merged': 'Kunde meldete sich hier',
  'phone-unconfirmed': 'Anruf nicht bestätigt',
  'phone-declined': 'am Telefon abgelehnt',
  'gap-reported': 'Lücke gemeldet',
  coached: 'Hinweis für Sie',
};

describe('a case that came back', () => {
  it.each(Object.entries(NEWS))('[W9] with the news %s says so', (kind, words) => {
    expect(backWords(row({ told: [kind, 'moved'] }), desk())).toBe(words);
    expect(desk('en').t(`queue.told.${kind}`)).not.toBe(`queue.told.${kind}`);
  });

  it('[W9] without news says whether it was asked about, returned or answered', () => {
    const said = (more: Partial<CaseRow>): string => backWords(row(more), desk());
    expect([
      said({ flight: { team: 'technik', acceptBy: NOW }, arrived: 'returned' }),
      said({ arrived: 'returned' }),
      said({ arrived: 'answered' }),
      said({ arrived: 'opened' }),
      said({ told: ['what-comes-later'] }),
    ]).toEqual(['Rückfrage', 'zurückgegeben', 'Antwort da', '', 'Neues']);
  });
});

const given = (handover: string, at: number, refusal: TimelineItem['refusal'] = null): TimelineItem => ({
  id: `${handover} ${at}`,
  type: 'card-given',
  at,
  recordedAt: at,
  by: { person: 'lena', role: 'agent', tier: 1, team: null },
  data: { handover, way: 'print', contact: null },
  body: null,
  pending: false,
  flag: null,
  refusal,
});

describe('the principal', () => {
  it.each([
    [true, null, 'jetzt erreichbar'],
    [false, NOW + 18 * HOUR, 'erreichbar ab morgen 07:50'],
    [false, null, 'gerade nicht erreichbar'],
  ])('[W10] is reachable %s, next %j: %s', (open, opensAt, words) => expect(hoursWords({ open, opensAt }, desk(), NOW)).toBe(words));

  it('[W10] shows how the card of this handover went last, not one of an earlier handover nor one that was refused', () => {
    const timeline = [
      given('old', NOW),
      given('h', NOW - 1, { code: 'handover-over', data: {} }),
      given('h', NOW - 2),
      given('h', NOW - 3),
    ];
    expect(givenLast(timeline, 'h')?.at).toBe(NOW - 2);
    expect(givenLast(timeline, 'none')).toBeUndefined();
  });

  it('[W10] is written to with everything the card says, whatever signs stand in it', () => {
    const link = mailLink('kunden+betrieb@nordlicht.example', 'Vorgang 1 & 2', 'Größe?\nJa = 50 %');
    expect(link.startsWith('mailto:kunden%2Bbetrieb@nordlicht.example?')).toBe(true);
    const query = new URLSearchParams(link.split('?')[1]);
    expect([query.get('subject'), query.get('body')]).toEqual(['Vorgang 1 & 2', 'Größe?\r\nJa = 50 %']);
  });
});
