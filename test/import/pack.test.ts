// A pack of one's own comes into a store whole, or not at all with every fault named.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openWorkplace } from '../../electron/workplace.ts';
import { cli, type Said } from '../cli/run-cli.ts';
import { importFile, path, removeAll, write } from './world.ts';

afterAll(removeAll);

type Raw = {
  version: string;
  principal: { id: string; zone: string };
  teams: { id: string; tier: number; lead: string }[];
  roster: { id: string; teams: string[] }[];
};
const telecom = (): Raw => JSON.parse(readFileSync(join(import.meta.dirname, '../../shared/packs/telecom.json'), 'utf8')) as Raw;
const own = (name: string, change: (pack: Raw) => void): string => {
  const pack = telecom();
  change(pack);
  writeFileSync(path(name), `\uFEFF${JSON.stringify(pack)}`);
  return path(name);
};
const take = (file: string, data: string, ...more: readonly string[]): Promise<Said> =>
  cli(['import', file, '--from', 'pack', '--data', path(data), '--json', ...more]);

describe('[I16] a pack of one’s own', () => {
  it('that is broken is refused with every fault, its place, value and cure, and nothing is made', async () => {
    const file = own('broken.json', (pack) => {
      pack.version = 'own-1';
      pack.teams[0]!.lead = 'nobody';
      pack.principal.zone = 'Mars/Base';
    });
    const said = await take(file, 'broken');
    expect([said.code, said.out, existsSync(path('broken'))]).toEqual([2, [], false]);
    expect(said.err).toEqual([
      expect.stringMatching(/^teams\[0\]\.lead: it says "nobody"\. Use one of .*/),
      expect.stringMatching(/Mars\/Base.*Europe\/Berlin/),
      expect.stringMatching(/is broken \(2\); nothing of it was taken over/),
    ]);
    writeFileSync(path('no.json'), '{');
    expect((await take(path('no.json'), 'broken')).err[0]).toMatch(/is not JSON/);
    writeFileSync(path('list.json'), '[]');
    expect((await take(path('list.json'), 'broken')).code).toBe(2);
    expect(existsSync(path('broken'))).toBe(false);
  });

  it('that is broken leaves a store as it was', async () => {
    await importFile(write('one.csv', [{ number: 'INC1' }]), 'whole');
    const file = own('broken-2.json', (pack) => void (pack.version = ''));
    expect((await take(file, 'whole')).code).toBe(2);
    const place = await openWorkplace({ dir: path('whole') });
    if (!place.ok) throw new Error(JSON.stringify(place.refusal));
    expect(place.value.engine.policy('nordlicht')!.version).toMatch(/^nordlicht-2026\.1\+servicenow/);
    await place.value.close();
  });

  it('begins a new principal, and a second run adds nothing; a dry run writes nothing', async () => {
    const file = own('new.json', (pack) => {
      pack.principal.id = 'eigen';
      pack.version = 'eigen-1';
    });
    expect((await take(file, 'new', '--dry-run')).json).toMatchObject({ principal: 'eigen', added: true, dryRun: true });
    expect(existsSync(path('new'))).toBe(false);
    expect((await take(file, 'new')).json).toMatchObject({ principal: 'eigen', version: 'eigen-1', added: true });
    expect((await take(file, 'new')).json).toMatchObject({ added: false });
    const place = await openWorkplace({ dir: path('new') });
    if (!place.ok) throw new Error(JSON.stringify(place.refusal));
    expect(place.value.engine.lanes()).toEqual(['eigen', 'nordlicht', 'seeblick']);
    await place.value.close();
    expect((await take(file, 'new', '--principal', 'nordlicht')).err[0]).toMatch(/a pack of "eigen", not of "nordlicht"/);
  });

  it('with other content under a published version is refused', async () => {
    expect(
      (
        await take(
          own('unchanged.json', () => undefined),
          'same',
        )
      ).json['added'],
    ).toBe(false);
    const other = own('other.json', (pack) => void (pack.principal.zone = 'Europe/Vienna'));
    expect((await take(other, 'same')).err[0]).toMatch(/exists with other content/);
  });

  it('keeps the teams, people and categories cases stand in, so that the store stays whole and the cases workable', async () => {
    await importFile(
      write('two.csv', [{ number: 'INC1', assignment_group: 'Group 7', assigned_to: 'Resolver 3', category: 'Eigenes' }]),
      'kept',
    );
    expect(
      (
        await take(
          own('again.json', () => undefined),
          'kept',
        )
      ).json,
    ).toMatchObject({
      added: false,
      version: expect.stringMatching(/^nordlicht-2026\.1\+servicenow/),
    });
    const said = await take(
      own('next.json', (pack) => void (pack.version = 'nordlicht-2027.1')),
      'kept',
    );
    expect(said.json).toMatchObject({ added: true, kept: { teams: 1, categories: 2 } });
    expect((await take(path('next.json'), 'kept')).json).toMatchObject({ added: false });
    const place = await openWorkplace({ dir: path('kept') });
    if (!place.ok) throw new Error(JSON.stringify(place.refusal));
    const policy = place.value.engine.policy('nordlicht')!;
    expect([policy.version.startsWith('nordlicht-2027.1+kept.'), policy.teams.has('group-7'), policy.people.has('resolver-3')]).toEqual([
      true,
      true,
      true,
    ]);
    const demo = policy.pack.roster.find((person) => person.demo)!;
    expect(demo.teams).toContain('group-7');
    await place.value.close();
    expect((await cli(['doctor', '--data', path('kept'), '--json'])).json).toMatchObject({ ok: true });
    // A later import goes on under the new pack.
    expect((await importFile(path('two.csv'), 'kept')).json).toMatchObject({ added: 0, teams: 0 });
  });
});
