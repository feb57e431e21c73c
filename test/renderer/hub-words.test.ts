// What the badge says of a centre: heard lately, silent since when, arriving, or a state somebody must end; and never that all is well when nobody knows.
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SyncStatus } from '../../shared/views/shapes.ts';
import { doorWords, isStanding, silentSince, syncWords, troubleWords } from '../../renderer/parts/hub-words.ts';
import { startTexts } from '../../renderer/texts/texts.ts';

const NOW = Date.UTC(2026, 10, 24, 12, 50);
const MINUTE = 60_000;
const STATUS: SyncStatus = {
  mode: 'hub',
  waiting: 0,
  unconfirmed: 0,
  refused: 0,
  position: 7,
  lastHeard: NOW - 10_000,
  trouble: null,
};
beforeAll(startTexts);
const telling = () => ({ t: i18next.t, language: 'de' as const, zone: 'Europe/Berlin' });
const badge = (more: Partial<SyncStatus> = {}, now = NOW) => syncWords({ ...STATUS, ...more }, true, now, telling());

describe('the badge with a centre', () => {
  it('[W12] says all is well only while the centre was heard within three minutes and nothing waits', () => {
    expect(badge()).toEqual({ level: 'done', text: 'Zentrale verbunden' });
    expect(badge({}, NOW + 2 * MINUTE)).toEqual({ level: 'done', text: 'Zentrale verbunden · vor 2 min' });
    expect(badge({}, NOW - 10_000 + 3 * MINUTE)).toMatchObject({ level: 'done' });
    expect(badge({}, NOW - 10_000 + 3 * MINUTE + 1)).toEqual({ level: 'soon', text: 'Ohne Zentrale seit 13:49' });
    expect(badge({ waiting: 1 }).level).toBe('soon');
    expect(badge({ unconfirmed: 1 }).level).toBe('soon');
  });
  it('[W12] says since when it heard nothing, and how much waits', () => {
    const away = { trouble: 'unreachable: connect ECONNREFUSED', lastHeard: NOW - 30 * MINUTE };
    expect(badge(away).text).toBe('Ohne Zentrale seit 13:20');
    expect(badge({ ...away, waiting: 2, unconfirmed: 1 }).text).toBe('Ohne Zentrale seit 13:20 · 3 warten');
    expect(badge({ ...away, lastHeard: NOW - 26 * 60 * MINUTE }).text).toBe('Ohne Zentrale seit gestern 11:50');
    expect(badge({ ...away, lastHeard: null })).toEqual({ level: 'soon', text: 'Zentrale noch nicht gehört' });
    expect(silentSince({ ...STATUS, ...away }, NOW)).toEqual({ since: away.lastHeard });
    // A lost hub shows at once, not only when its last sign of life has grown old.
    expect(badge({ trouble: 'hub-silent' }).text).toBe('Ohne Zentrale seit 13:49');
  });
  it('[W12] tells an outage from a state somebody must end', () => {
    expect(badge({ trouble: 'hub-replaced', waiting: 4 })).toEqual({ level: 'late', text: 'Andere Zentrale' });
    expect(badge({ trouble: 'device-revoked' })).toEqual({ level: 'late', text: 'Platz gesperrt' });
    expect(['hub-replaced', 'device-revoked', 'not-enrolled', 'protocol-too-old', 'unreachable: x', 'not-ready'].map(isStanding)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(badge({ trouble: 'journal-frozen' })).toEqual({ level: 'late', text: 'Platz angehalten' });
    expect(badge({ trouble: 'broken-in-two' })).toEqual({ level: 'late', text: 'Abgleich gestört' });
    expect(troubleWords('hub-untrusted: certificate has expired', i18next.t)).toContain('Zertifikat');
    expect(troubleWords('newer-than-this', i18next.t)).toContain('newer-than-this');
  });
  it('[W13] counts what is still arriving before its lists are whole, as the language writes figures', () => {
    expect(badge({ arriving: { what: 'list', done: 8400, total: 20_000 } }).text).toBe('Vorgänge kommen: 8.400 von 20.000');
    expect(badge({ arriving: { what: 'history', done: 1, total: 2 } }).text).toBe('Zentrale verbunden');
  });
  it('[W12] knows of no silence on a desk that keeps its own ledger, and hears first that the window lost its desk', () => {
    expect(badge({ mode: 'loopback', lastHeard: null }).text).toBe('Alles gesichert');
    expect(silentSince({ ...STATUS, mode: 'loopback', lastHeard: null }, NOW)).toBeNull();
    expect(syncWords(STATUS, false, NOW, telling()).text).toBe('Keine Verbindung zum Arbeitsplatz');
  });
});

describe('the door', () => {
  const said = (code: string, data: Record<string, number | string> = {}): string => doorWords({ code, data }, NOW, telling());
  it('[W14] says how many attempts are left and until when to wait, without a word of who was right', () => {
    expect(said('wrong-secret', { left: 3 })).toBe('Das stimmt nicht. Noch 3 Versuche, danach ist kurz Pause.');
    expect(said('wrong-secret', { left: 1 })).toBe('Das stimmt nicht. Noch 1 Versuch, danach ist kurz Pause.');
    expect(said('wrong-secret', { left: 0 })).toBe('Das stimmt nicht. Vor dem nächsten Versuch ist kurz Pause.');
    expect(said('wrong-secret')).toBe('Das stimmt nicht. Bitte versuchen Sie es noch einmal.');
    expect(said('sign-in-locked', { until: NOW + 5 * MINUTE })).toBe('Zu viele Versuche. Ab heute 13:55 geht es weiter.');
    expect(said('already-enrolled', { url: 'https://z.example' })).toContain('https://z.example');
    expect(said('from-tomorrow')).toContain('from-tomorrow');
  });
});
