// Holds what an approval by telephone needs of this workstation's membership: its slot, the secret it shares with the hub, the way to ask.
import { createHmac, hash } from 'node:crypto';
import { refuse, type Refusal, type Result } from '../../shared/kernel/result.ts';
import type { Ms } from '../../shared/kernel/time.ts';
import { codeOf, deviceKeyText, phoneSecret, type Hmac } from '../../shared/case/telephone-code.ts';
import type { TelephoneLine } from '../../shared/desk-parts.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import { isTransportTrouble, troubleLine } from '../../shared/sync/trouble.ts';
import type { HubClient } from './hub-client.ts';
import { SLOT } from './hub-file.ts';

/** Somebody holds the telephone in his hand. */
const SILENCE: Ms = 6_000;

const sha256 = (text: string): string => hash('sha256', text);
const hmac: Hmac = (key, text) => createHmac('sha256', key).update(text).digest('hex');

type LineParts = {
  readonly store: Pick<DeskStore, 'setting'>;
  readonly client: HubClient;
  /** Of this workstation; null before it is enrolled. */
  readonly key: () => string | null;
};

export const createTelephoneLine = ({ store, client, key }: LineParts): TelephoneLine => ({
  digest: sha256,
  device: () => store.setting('device') ?? '',
  slot: () => Number(store.setting(SLOT) ?? '0'),
  code: (lane, call) => {
    const own = key();
    return own === null ? null : codeOf(hmac, phoneSecret(hmac, sha256(deviceKeyText(own)), lane), { ...call, lane });
  },
  desk: (lane, slot) => answered(() => client.ask('phone-desk', { lane, slot }, SILENCE)),
  ask: (lane, challenge, lead) => answered(() => client.ask('approve-by-phone', { lane, challenge, lead }, SILENCE)),
});

type Answer<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Refusal };

/** A hub that is not reached is an answer, too. */
const answered = async <Value>(ask: () => Promise<unknown>): Promise<Result<Value>> => {
  try {
    return (await ask()) as Answer<Value>;
  } catch (error) {
    if (!isTransportTrouble(error)) throw error;
    return refuse('hub-unreachable', { why: troubleLine(error) });
  }
};
