// Says in words how things stand between desk and centre: heard lately or not, what waits, what keeps it from going on.
import type { TFunction } from 'i18next';
import type { Refusal } from '../../shared/kernel/result.ts';
import type { SyncStatus } from '../../shared/views/shapes.ts';
import type { Language } from '../state/looks.ts';
import { momentSaid, momentWords, spanWords, type Level, type Telling } from './time-words.ts';

export type SyncWords = { readonly level: Level; readonly text: string };

const MINUTE = 60_000;
/** A canary passes every minute; after three nobody may say that all is well (sync.md I14). */
export const HEARD = 3 * MINUTE;

/** Somebody must do something: waiting alone will not mend it. */
const STANDING = new Set([
  'hub-replaced',
  'device-revoked',
  'not-enrolled',
  'protocol-too-old',
  'protocol-too-new',
  'hub-untrusted',
  'hub-insecure',
  'no-rights',
  'journal-forked',
  'journal-frozen',
  'ledger-diverged',
  'store-newer',
]);
/** The centre, or the way to it, is away for a while: a normal state. */
const PASSING = new Set(['unreachable', 'hub-silent', 'bad-answer', 'not-a-hub', 'not-ready', 'too-many', 'broken']);

/** The desk tells a code, and for the technical support what exactly failed behind a colon. */
export const codeOf = (trouble: string): string => trouble.split(':')[0] ?? trouble;
export const isStanding = (trouble: string): boolean => STANDING.has(codeOf(trouble));
export const troubleWords = (trouble: string, t: TFunction): string => t([`trouble.${codeOf(trouble)}`, 'trouble.other'], { trouble });

/** Whether this desk is without its centre now; null while it hears of it. */
export const silentSince = (status: SyncStatus, now: number): { readonly since: number | null } | null => {
  if (status.mode !== 'hub') return null;
  const isAway = status.trouble !== null && PASSING.has(codeOf(status.trouble));
  return isAway || status.lastHeard === null || now - status.lastHeard > HEARD ? { since: status.lastHeard } : null;
};

const figure = (value: number, language: Language): string => new Intl.NumberFormat(language).format(value);

/** The two figures of an arrival, as the language writes them. */
export const arrivingFigures = (
  { done, total }: { readonly done: number; readonly total: number },
  language: Language,
): { readonly done: string; readonly total: string } => ({ done: figure(done, language), total: figure(total, language) });

const hubWords = (status: SyncStatus, now: number, telling: Telling): SyncWords => {
  const { t, language } = telling;
  const waiting = status.waiting + status.unconfirmed;
  const withWaiting = (text: string): string => (waiting === 0 ? text : t('sync.withWaiting', { text, count: waiting }));
  const silent = silentSince(status, now);
  if (silent !== null) {
    const text = silent.since === null ? t('sync.silentNever') : t('sync.silent', { moment: momentWords(silent.since, now, telling) });
    return { level: 'soon', text: withWaiting(text) };
  }
  if (status.arriving?.what === 'list') return { level: 'calm', text: t('sync.arriving', arrivingFigures(status.arriving, language)) };
  if (waiting > 0) return { level: 'soon', text: t('sync.waiting', { count: waiting }) };
  const age = now - (status.lastHeard ?? now);
  return { level: 'done', text: age < MINUTE ? t('sync.heardNow') : t('sync.heard', { span: spanWords(age, t, true) }) };
};

/** What the badge says; a lost window connection comes before everything the desk last told. */
export const syncWords = (status: SyncStatus | undefined, connected: boolean, now: number, telling: Telling): SyncWords => {
  const { t } = telling;
  if (!connected) return { level: 'late', text: t('sync.noDesk') };
  if (status === undefined) return { level: 'calm', text: t('sync.asking') };
  const { trouble, mode } = status;
  if (trouble !== null && (mode === 'loopback' || !PASSING.has(codeOf(trouble))))
    return { level: 'late', text: t([`sync.short.${codeOf(trouble)}`, 'sync.trouble']) };
  if (mode === 'hub') return hubWords(status, now, telling);
  const waiting = status.waiting + status.unconfirmed;
  return waiting > 0 ? { level: 'soon', text: t('sync.waiting', { count: waiting }) } : { level: 'done', text: t('sync.alone') };
};

/** A time before anybody has signed in, when no principal's zone is known yet: this machine's. */
export const machineTelling = (t: TFunction, language: Language): Telling => ({
  t,
  language,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});

/** What the door says to somebody outside, before there is a pack with words of its own. */
export const doorWords = ({ code, data }: Refusal, now: number, telling: Telling): string => {
  const { t } = telling;
  const { left } = data;
  if (code === 'wrong-secret' && typeof left === 'number')
    return left === 0 ? t('refusal.wrong-secret-last') : t('refusal.wrong-secret-left', { count: left });
  const until = typeof data['until'] === 'number' ? momentSaid(data['until'], now, telling) : '';
  const words = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, typeof value === 'object' ? '' : String(value)]));
  return t([`refusal.${code}`, 'refusal.unknown'], { ...words, until, code });
};
