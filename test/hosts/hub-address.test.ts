// The address of a hub as somebody types it: what it means, and what is wrong with it.
import { describe, expect, it } from 'vitest';
import { readAddress } from '../../electron/hub/address.ts';

describe('[HC4] the address of a hub', () => {
  it.each([
    ['https://zentrale.example', 'https://zentrale.example'],
    [' zentrale.example:7420/ ', 'https://zentrale.example:7420'],
    ['https://firma.example/stafette/', 'https://firma.example/stafette'],
    ['http://127.0.0.1:7420', 'http://127.0.0.1:7420'],
    ['http://localhost:7420/', 'http://localhost:7420'],
    ['http://[::1]:7420', 'http://[::1]:7420'],
  ])('%s is %s', (written, read) => expect(readAddress(written)).toEqual({ ok: true, value: read }));

  it.each([
    ['http://zentrale.example', 'hub-insecure'],
    ['http://10.0.0.5:7420', 'hub-insecure'],
    ['http://localhost.evil.example', 'hub-insecure'],
    ['http://127.0.0.1.evil.example', 'hub-insecure'],
    ['ftp://zentrale.example', 'bad-url'],
    ['https://user:wort@zentrale.example', 'bad-url'],
    ['https://zentrale.example/?a=1', 'bad-url'],
    ['', 'bad-url'],
    ['https://', 'bad-url'],
    ['zwei Worte', 'bad-url'],
  ])('%s is refused: %s', (written, code) => expect(readAddress(written)).toMatchObject({ ok: false, refusal: { code } }));
});
