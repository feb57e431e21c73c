// An older version meets a folder that a newer one wrote: it shows what is there, and leaves every byte as it was.
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallInput, CallName } from '../../shared/api.ts';
import { openDesk, type OpenDesk } from '../../electron/open-desk.ts';
import { openReadOnly } from '../../electron/read-only.ts';
import { openWorkplace } from '../../electron/workplace.ts';
import { LANE, opens } from '../sync/desks.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stafette-downgrade-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Some work, then what a newer version adds to the files. */
const newerFolder = async (sql: string): Promise<string> => {
  const place = await openWorkplace({ dir });
  if (!place.ok) throw new Error(place.refusal.code);
  const { engine, store, close } = place.value;
  const caseId = opens({ engine, store, timers: { schedule: () => () => undefined, due: [] } });
  store.transact(() => store.saveDraft({ author: `${LANE}/lena`, key: 'note', value: 'halb geschrieben', savedAt: 1 }));
  await engine.sync(LANE);
  await close();
  for (const file of ['desk.sqlite', 'ledger.sqlite']) {
    const handle = new Database(join(dir, file));
    if (file === 'desk.sqlite') handle.exec(sql);
    handle.pragma('user_version = 99');
    handle.close();
  }
  return caseId;
};

const bytes = (): readonly string[] =>
  readdirSync(dir)
    .toSorted()
    .map(
      (file) =>
        `${file} ${createHash('sha256')
          .update(readFileSync(join(dir, file)))
          .digest('hex')}`,
    );

const ADDED = 'CREATE TABLE halos (id TEXT PRIMARY KEY) STRICT; ALTER TABLE settings ADD COLUMN halo TEXT;';

const lenaAt = async ({ api }: OpenDesk) => {
  const signed = await api.call('session.sign-in', null, { lane: LANE, person: 'lena' });
  if (!signed.ok) throw new Error(signed.refusal.code);
  return <Name extends CallName>(name: Name, input: CallInput<Name>) => api.call(name, signed.value.session, input);
};

const opened = async (): Promise<OpenDesk> => {
  const desk = await openDesk({ dir, host: 'browser', version: '0', examples: null });
  if (!desk.ok) throw new Error(desk.refusal.code);
  return desk.value;
};

describe('a folder of a newer version', () => {
  it('[S45] opens to be read: lists, cases and drafts are there, and the status says why nothing moves', async () => {
    const caseId = await newerFolder(ADDED);
    const desk = await opened();
    const lena = await lenaAt(desk);
    expect((await lena('search', { text: 'router', limit: 9 })).map((row) => row.caseId)).toContain(caseId);
    const view = await lena('case.view', { caseId });
    expect(view.ok && view.value.timeline.map(({ type }) => type)).toEqual(['case-opened']);
    expect((await lena('draft.get', { key: 'note' })).value).toBe('halb geschrieben');
    expect(await lena('sync.status', {})).toMatchObject({ trouble: 'store-newer' });
    await desk.close();
  });

  it('[S45] takes nothing, keeps what is typed as long as it runs, and leaves every byte as it was', async () => {
    const caseId = await newerFolder(ADDED);
    const before = bytes();
    const desk = await opened();
    const lena = await lenaAt(desk);
    const no = { ok: false, refusal: { code: 'read-only', data: {} } };
    expect(await lena('command.send', { type: 'add-note', caseId, data: {}, body: { text: 'x' } })).toEqual(no);
    expect(await lena('absence.end', { id: 'x' })).toEqual(no);
    expect(await lena('refused.dismiss', { command: 'x', reason: '' })).toEqual(no);
    expect(await desk.api.call('hub.enrol', null, { url: 'https://hub.example', code: 'x', name: 'x' })).toEqual(no);
    await lena('draft.save', { key: 'note', value: 'weiter' });
    expect((await lena('draft.get', { key: 'note' })).value).toBe('weiter');
    await lena('draft.save', { key: 'note', value: null });
    expect((await lena('draft.get', { key: 'note' })).value).toBeNull();
    await desk.close();
    expect(bytes()).toEqual(before);
    const again = await opened();
    expect((await (await lenaAt(again))('draft.get', { key: 'note' })).value).toBe('halb geschrieben');
    await again.close();
  });

  it('[S45] is refused where this version does not find what it asks for, and untouched', async () => {
    await newerFolder('ALTER TABLE drafts RENAME COLUMN value TO words;');
    const before = bytes();
    const desk = await openDesk({ dir, host: 'browser', version: '0', examples: null });
    expect(desk).toMatchObject({ ok: false, refusal: { code: 'store-newer', data: { dir } } });
    expect(openReadOnly(dir)).toMatchObject({ ok: false, refusal: { code: 'store-newer' } });
    expect(bytes()).toEqual(before);
  });
});
