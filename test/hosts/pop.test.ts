// Calls a telephone system announces: what a link may say, whose call it is, who may take it, and how it comes to a running desk.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc } from '../seeded.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallOutput } from '../../shared/api.ts';
import { LINK_LIMIT, readPop, readPopLink, writePopLink } from '../../shared/pop-link.ts';
import type { Pop } from '../../shared/views/pop-shapes.ts';
import { principalOf } from '../../shared/views/pop.ts';
import { announceToRunning, leaveNote } from '../../electron/browser-host/control.ts';
import { memoryStores, workbench, type Workbench } from '../contracts/api-desk.ts';
import { CUSTOMERS } from '../contracts/api-people.ts';
import { cli } from '../cli/run-cli.ts';
import { startKit, type Kit } from './host-kit.ts';

const NOTHING: Pop = { caller: null, customer: null, principal: null, case: null, call: null };
const codeOf = (link: string): string => {
  const read = readPopLink(link);
  return read.ok ? JSON.stringify(Object.fromEntries(Object.entries(read.value).filter(([, value]) => value !== null))) : read.refusal.code;
};

describe('a link', () => {
  it.each([
    ['stafette://call?caller=+49405550134', '{"caller":"+49405550134"}'],
    ['stafette://call/?caller=%2B49%2040%20555&principal=nordlicht', '{"caller":"+49 40 555","principal":"nordlicht"}'],
    ['STAFETTE://CALL?case=NT-0A00-4K7&call=sip:77/a', '{"case":"NT-0A00-4K7","call":"sip:77/a"}'],
    ['stafette://call?caller=&customer=K-1001', '{"customer":"K-1001"}'],
    ['stafette://call?caller=anonymous&customer=Käufer.7', '{"customer":"Käufer.7"}'],
  ])('[PO1] %s is read', (link, expected) => expect(codeOf(link)).toBe(expected));

  it.each([
    ['https://call?caller=1234', 'link-foreign'],
    ['stafette:call?caller=1234', 'link-foreign'],
    ['stafette://user@call?caller=1234', 'link-foreign'],
    ['stafette://call:80?caller=1234', 'link-foreign'],
    ['stafette://call/../open?caller=1234', 'link-foreign'],
    ['stafette://call?caller=1234#x', 'link-foreign'],
    ['stafette://call?caller=1234\nX: y', 'link-foreign'],
    ['stafette://open?key=1234', 'link-foreign'],
    ['stafette://call?caller=%', 'link-spelling'],
    ['stafette://call?caller=%FF', 'link-spelling'],
    ['stafette://call?caller=1234&caller=5678', 'link-twice'],
    ['stafette://call?__proto__=x', 'link-unknown-key'],
    ['stafette://call?constructor=x&caller=1234', 'link-unknown-key'],
    ['stafette://call?caller=1234&do=take', 'link-unknown-key'],
    ['stafette://call?caller=<img src=x>', 'link-foreign'],
    ['stafette://call?caller=%3Cimg%3E', 'link-bad-value'],
    ['stafette://call?caller=0170%0A1234', 'link-bad-value'],
    ['stafette://call?customer=..%2F..%2Fdesk.sqlite', 'link-bad-value'],
    [`stafette://call?customer=${'k'.repeat(81)}`, 'link-bad-value'],
    ['stafette://call?principal=Nordlicht', 'link-bad-value'],
    ["stafette://call?case=NT'--", 'link-bad-value'],
    ['stafette://call?call=a b', 'link-foreign'],
    ['stafette://call?call=a%E2%80%AEb', 'link-bad-value'],
    ['stafette://call?', 'link-empty'],
    ['stafette://call?caller=anonymous', 'link-empty'],
  ])('[PO1] %s is refused: %s', (link, code) => expect(codeOf(link)).toBe(code));

  it('[PO1] longer than any call is refused before it is looked at', () =>
    expect(codeOf(`stafette://call?caller=${'1'.repeat(LINK_LIMIT)}`)).toBe('link-long'));

  it('[PO1] names an unknown word without saying anything that could be read as ours', () => {
    const read = readPopLink(`stafette://call?${encodeURIComponent('Bitte überweisen Sie <b>jetzt</b> an')}=1`);
    expect(read).toMatchObject({ refusal: { data: { key: 'Bitte??berweisen?Sie??b?jetzt?' } } });
  });

  it('[PO1] whatever it says, reading it never fails, and what is read is written back the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (noise) => {
        const reads = [readPopLink(`stafette://call?caller=${noise}`), readPop({ customer: noise })].filter(({ ok }) => ok);
        expect(reads.map((read) => (read.ok ? readPopLink(writePopLink(read.value)) : null))).toEqual(reads);
      }),
      { numRuns: 80 },
    );
  });
});

it('[PO2] a call belongs to the principal it names, else to the one of its case number, the longer prefix first', () => {
  const principals = [
    { id: 'a', name: 'A', prefix: 'NT' },
    { id: 'b', name: 'B', prefix: 'NTX' },
  ];
  const whose = (pop: Partial<Pop>): unknown => {
    const found = principalOf({ ...NOTHING, ...pop }, principals);
    return typeof found === 'object' ? (found?.id ?? null) : found;
  };
  expect([whose({ case: 'ntx-0000-1' }), whose({ case: 'NT-0000-1' }), whose({ principal: 'a', case: 'NTX-0000-1' })]).toEqual([
    'b',
    'a',
    'a',
  ]);
  expect([whose({ caller: '040' }), whose({ principal: 'c' })]).toEqual([null, 'unknown']);
});

describe('a desk', () => {
  let bench: Workbench;
  let now = Date.UTC(2026, 10, 24, 12);
  let [lena, hotel] = ['', ''];
  const announce = (pop: Partial<Pop>) => bench.desk.pops.announce({ ...NOTHING, ...pop });
  const waiting = (session: string): Promise<CallOutput<'pops.waiting'>> => bench.desk.call('pops.waiting', session, {});
  const enter = async (lane: string, person: string): Promise<string> => {
    const signed = await bench.desk.call('session.sign-in', null, { lane, person });
    if (!signed.ok) throw new Error(signed.refusal.code);
    return signed.value.session;
  };
  beforeAll(async () => {
    bench = await workbench(memoryStores(), { clock: () => now });
    for (const [lane, list] of Object.entries(CUSTOMERS)) await bench.engine.putCustomers(lane, list);
    lena = await enter('nordlicht', 'lena');
    hotel = await enter('seeblick', 'sofia');
  });
  beforeEach(() => (now += 10 * 60_000));
  afterAll(() => bench.close());

  it.each(['+49 40 555 0134', '+49405550134', '0049405550134', '040 555 0134', '49405550134'])(
    '[PO2] finds a customer by the number %s as a telephone system writes it',
    async (caller) => {
      announce({ caller, principal: 'nordlicht' });
      const [row] = await waiting(lena);
      expect(row).toMatchObject({ mine: true, caller, customers: [{ customer: { id: 'K-1001' } }] });
    },
  );

  it('[PO2] takes no number that only begins alike, and no customer of another principal', async () => {
    announce({ caller: '+49 40 555 01', principal: 'nordlicht' });
    announce({ caller: '+43 1 555 0134', customer: 'G-1', principal: 'nordlicht' });
    const rows = await waiting(lena);
    expect(rows.map(({ customers, missing }) => [customers.length, missing.customer])).toEqual([
      [0, 'G-1'],
      [0, null],
    ]);
  });

  it('[PO3] tells a window of another principal whose call it is and nothing else, and lets it neither take nor drop it', async () => {
    announce({ caller: '+49 40 555 0134', customer: 'K-1001', principal: 'nordlicht', call: 'c-1' });
    const [row] = await waiting(hotel);
    expect(row).toMatchObject({
      principal: { id: 'nordlicht' },
      mine: false,
      takers: 1,
      caller: null,
      call: null,
      case: null,
      customers: [],
    });
    expect(JSON.stringify(row)).not.toMatch(/0134|1001|c-1|Öztürk/);
    const id = row!.id;
    for (const name of ['pops.take', 'pops.drop'] as const)
      expect(await bench.desk.call(name, hotel, { id })).toMatchObject({ ok: false, refusal: { code: 'pop-not-yours' } });
    expect(await bench.desk.call('pops.outside', null, {})).toEqual([{ id, principal: expect.objectContaining({ id: 'nordlicht' }) }]);
    expect(await bench.desk.call('pops.take', lena, { id })).toMatchObject({ ok: true, value: { call: 'c-1' } });
    expect(await bench.desk.call('pops.take', lena, { id })).toMatchObject({ ok: false, refusal: { code: 'pop-gone' } });
  });

  it('[PO3] a case of another principal stays closed to whoever names it', async () => {
    const sent = await bench.desk.call('command.send', lena, {
      type: 'open-case',
      caseId: null,
      data: { customer: 'K-1001', category: 'billing', channel: 'phone', urgency: 'low', impact: 'low', reason: null, call: null },
      body: { title: 'Rechnung unklar' },
    });
    if (!sent.ok) throw new Error(sent.refusal.code);
    const view = await bench.desk.call('case.view', lena, { caseId: sent.value.caseId });
    const number = view.ok ? view.value.row.number : '';
    announce({ case: number.toLowerCase() });
    expect([(await waiting(lena))[0], (await waiting(hotel))[0]]).toMatchObject([
      { mine: true, case: { number, title: 'Rechnung unklar' } },
      { mine: false, case: null, missing: { case: null } },
    ]);
    announce({ case: number, principal: 'seeblick' });
    expect((await waiting(hotel))[0]).toMatchObject({ mine: true, case: null, missing: { case: number } });
  });

  it('[PO4] keeps at most five for five minutes, one call once, and takes no flood', async () => {
    for (let n = 0; n < 7; n += 1) announce({ caller: `+4940555020${n}` });
    expect((await waiting(lena)).map(({ caller }) => caller)).toEqual([
      '+49405550206',
      '+49405550205',
      '+49405550204',
      '+49405550203',
      '+49405550202',
    ]);
    announce({ call: 'twice', caller: '040 1234' });
    announce({ call: 'twice', caller: '040 12345' });
    expect((await waiting(lena)).filter(({ call }) => call === 'twice').map(({ caller }) => caller)).toEqual(['040 12345']);
    expect([announce({ caller: '0401' }), announce({ caller: '0402' })]).toMatchObject([
      { ok: true },
      { refusal: { code: 'pop-too-many' } },
    ]);
    now += 3_000;
    expect(announce({ caller: '0403' })).toMatchObject({ ok: true });
    now += 5 * 60_000;
    expect(await waiting(lena)).toEqual([]);
  });

  it('[PO4] says which principals there are instead of guessing, and shows a link nobody could read once', async () => {
    expect(announce({ principal: 'nobody' })).toMatchObject({ refusal: { code: 'pop-principal', data: { principal: 'nobody' } } });
    bench.desk.pops.announceFault({ code: 'link-empty', data: {} });
    bench.desk.pops.announceFault({ code: 'link-unknown-key', data: { key: 'x', known: 'caller' } });
    expect((await waiting(hotel)).map(({ fault }) => fault?.code)).toEqual(['link-unknown-key']);
    expect(await bench.desk.call('pops.outside', null, {})).toEqual([]);
  });
});

describe('a browser host', () => {
  let kit: Kit;
  let dir: string;
  const heard: Pop[] = [];
  beforeEach(async () => {
    heard.length = 0;
    dir = mkdtempSync(join(tmpdir(), 'stafette-pop-'));
    kit = await startKit({}, undefined, (pop) => {
      heard.push(pop);
      return pop.principal === 'nobody'
        ? { ok: false, refusal: { code: 'pop-principal', data: { principal: 'nobody', known: 'nordlicht' } } }
        : { ok: true, value: null };
    });
    leaveNote(dir, kit.host.tcpPort, kit.host.secret);
  });
  afterEach(async () => {
    await kit.close();
    rmSync(dir, { recursive: true });
  });

  it('[PO5] takes a call from `npx stafette open`, by words or by a link, and says how many windows show it', async () => {
    const said = await cli(['open', '--caller', '+49 40 555 0134', '--principal', 'nordlicht', '--data', dir]);
    expect([said.code, said.out, heard]).toEqual([
      0,
      [expect.stringContaining('no window is open')],
      [{ ...NOTHING, caller: '+49 40 555 0134', principal: 'nordlicht' }],
    ]);
    expect((await cli(['open', 'stafette://call?call=77', '--data', dir])).code).toBe(0);
    expect(heard.at(-1)).toEqual({ ...NOTHING, call: '77' });
  });

  it.each([
    [['open', '--caller', 'abc'], /"caller" is not of the expected form/],
    [['open'], /at least one is needed of: caller, customer, principal, case, call/],
    [['open', 'stafette://call?to=1'], /does not know "to"/],
    [['open', 'stafette://call?call=7', '--call', '7'], /URL and --call exclude each other/],
    [['open', '--principal', 'nobody'], /no principal "nobody" here/],
  ])('[PO5] %j is refused in a sentence', async (args, sentence) => {
    const said = await cli([...args, '--data', dir]);
    expect([said.code, said.err]).toEqual([2, [expect.stringMatching(sentence)]]);
  });

  it('[PO5] says so where no desk runs on the folder', async () => {
    const said = await cli(['open', '--call', '7', '--data', join(dir, 'empty')], { language: 'de' });
    expect([said.code, said.err]).toEqual([2, [expect.stringContaining('läuft Stafette nicht')]]);
  });

  it.each([
    ['a page of its own', { origin: 'own' }, 403],
    ['a foreign page', { origin: 'https://example.org' }, 403],
    ['somebody without the secret', {}, 403],
    ['a form', { 'stafette-control': 'own', 'content-type': 'text/plain' }, 415],
    ['more than five words', { 'stafette-control': 'own', 'content-type': 'application/json' }, 400],
  ])('[PO5] the door is closed to %s', async (_who, headers, status) => {
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        value !== 'own' ? value : name === 'origin' ? kit.host.origin : kit.host.secret,
      ]),
    );
    const body = JSON.stringify({ ...NOTHING, call: '7', do: 'take' });
    const answer = await kit.raw('POST /control/open', { ...sent, 'content-length': String(body.length) }, body);
    expect([answer.status, heard]).toEqual([status, []]);
  });

  it('[PO5] checks the words again, and takes no more than four kilobytes', async () => {
    expect(await announceToRunning(dir, { ...NOTHING, caller: '<b>' })).toMatchObject({ refusal: { code: 'link-bad-value' } });
    const body = 'x'.repeat(5_000);
    const headers = { 'stafette-control': kit.host.secret, 'content-type': 'application/json', 'content-length': String(body.length) };
    expect([(await kit.raw('POST /control/open', headers, body)).status, (await kit.raw('GET /control/open')).status, heard]).toEqual([
      413,
      405,
      [],
    ]);
  });
});
