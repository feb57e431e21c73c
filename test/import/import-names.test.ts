// Names another system knows find their place in the pack and the directory.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReadOnly } from '../../electron/read-only.ts';
import { openWorkplace } from '../../electron/workplace.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { cli, type Said } from '../cli/run-cli.ts';
import { importFile, path, removeAll, statesOf, write } from './world.ts';

afterAll(removeAll);

describe('[I10] names the pack does not know', () => {
  let states: ReadonlyMap<string, CaseState>;
  let said: Said;
  beforeAll(async () => {
    const file = write('names.csv', [
      { number: 'INC1', assignment_group: 'Group 5', assigned_to: 'Resolver 8', incident_state: 'Active' },
      { number: 'INC2', assignment_group: 'Abrechnung', category: 'Störung' },
      { number: 'INC3', assignment_group: 'Group-5', category: '?' },
    ]);
    said = await importFile(file, 'names');
    states = statesOf('names');
  });

  it('become teams of the mapping’s tier and people without sign-in; the demo people belong to every imported team', async () => {
    const place = await openWorkplace({ dir: path('names') });
    if (!place.ok) throw new Error(JSON.stringify(place.refusal));
    expect(said.json).toMatchObject({ rejected: 0, teams: 2, people: 2 });
    const policy = place.value.engine.policy('nordlicht')!;
    expect(policy.teams.get('group-5')).toMatchObject({ name: { de: 'Group 5', en: 'Group 5' }, tier: 1, lead: 'murat' });
    expect(policy.people.get('resolver-8')).toMatchObject({ role: 'agent', signIn: false, teams: ['group-5'] });
    const strange = states.get('INC3')!.holder.team;
    for (const person of policy.pack.roster.filter(({ demo }) => demo))
      expect(person.teams).toEqual(expect.arrayContaining(['group-5', strange]));
    expect((await place.value.desk.call('session.sign-in', null, { lane: 'nordlicht', person: 'resolver-8' })).ok).toBe(false);
    await place.value.close();
  });

  it('leave the known ones alone: a group and a category are found by their names, not doubled', () => {
    expect(states.get('INC2')).toMatchObject({ holder: { team: 'abrechnung' }, category: 'fault' });
    expect(states.get('INC3')!.category).toBe('imported-unknown');
    expect(states.get('INC3')!.holder.team).not.toBe('group-5');
  });

  it('hold what was assigned to them; where nobody is assigned the team’s lead holds', () => {
    expect(states.get('INC1')!.holder).toEqual({ person: 'resolver-8', team: 'group-5', tier: 1, waiting: false });
    expect(states.get('INC3')!.holder).toMatchObject({ person: 'murat', waiting: true });
  });
});

describe('[I10] names written in several ways', () => {
  it('are one: a team, a person and a category each', async () => {
    const file = write('ways.csv', [
      { number: 'INC1', assignment_group: 'Group X', assigned_to: 'Resolver Y', category: 'Kat Z', incident_state: 'Active' },
      { number: 'INC2', assignment_group: 'GROUP   X', assigned_to: 'RESOLVER Y', category: 'kat  z', incident_state: 'Active' },
    ]);
    expect((await importFile(file, 'ways')).json).toMatchObject({ rejected: 0, added: 2, teams: 1 });
    const states = statesOf('ways');
    expect([states.get('INC2')!.holder, states.get('INC2')!.category]).toEqual([states.get('INC1')!.holder, states.get('INC1')!.category]);
  });
});

describe('[I17] what cannot be read for certain', () => {
  it('is a column that stands twice', async () => {
    const file = write('twice.csv', [{ number: 'INC1' }]);
    writeFileSync(file, readFileSync(file, 'utf8').replace('made_sla', 'assignment_group'));
    const said = await importFile(file, 'twice');
    expect([said.code, said.err, existsSync(path('twice'))]).toEqual([2, [expect.stringMatching(/names assignment_group twice/)], false]);
  });

  it('is a value in another encoding; a column nobody maps may hold what it likes', async () => {
    const file = write('latin.csv', [
      { number: 'INC1', caller_id: 'MXller' },
      { number: 'INC2', location: 'KXln' },
    ]);
    writeFileSync(file, Buffer.from(readFileSync(file, 'utf8').replace('MXller', 'Müller').replace('KXln', 'Köln'), 'latin1'));
    const said = await importFile(file, 'latin');
    expect(said.json).toMatchObject({ rows: 1, rejected: 1 });
    expect(said.err).toEqual([expect.stringMatching(/^line 2: caller_id: .* is no text in the encoding/)]);
  });
});

describe('[I17] a directory in another encoding', () => {
  it('has its mangled lines named, the others are taken', async () => {
    writeFileSync(path('k1252.csv'), Buffer.from('id;name\nk-1;Müller\nk-2;Meier\n', 'latin1'));
    const said = await cli(['import', '--customers', path('k1252.csv'), '--principal', 'nordlicht', '--data', path('k1252'), '--json']);
    expect([said.json['customers'], said.json['rejected'], said.err]).toEqual([1, 1, [expect.stringMatching(/^line 2: not UTF-8/)]]);
  });
});

describe('[I2] a file of broken rows only', () => {
  it('tells what is wrong with the first of them', async () => {
    const said = await importFile(write('wrong.csv', [{ number: 'INC1', contact_type: 'Fax' }]), 'wrong');
    expect([said.code, said.err]).toEqual([
      2,
      [expect.stringMatching(/^line 2: contact_type/), expect.stringMatching(/no readable row.*1 are broken/)],
    ]);
  });
});

describe('[I14] a waiting state', () => {
  it('is a wait with the pack’s reason and its default expiry', async () => {
    await importFile(
      write('wait.csv', [{ number: 'INC1', incident_state: 'Awaiting Vendor', sys_updated_at: '01-03-2016 10:00' }]),
      'wait',
    );
    const { wait } = statesOf('wait').get('INC1')!;
    // One open day of the team's calendar later, the same time of day.
    expect([wait?.reason, new Date(wait!.until).toISOString()]).toEqual(['third-party', '2016-03-02T09:00:00.000Z']);
  });
});

describe('[I15] customers', () => {
  it('are the callers of an export; a directory is taken from a file of its own, broken rows named', async () => {
    writeFileSync(
      path('k.csv'),
      'id;name;numbers;contracts;last_bill\ncaller-1;Caller 1;+49 40 5550100|+49 171 5550101;V-1;39,90\n;Ohne Nummer;;;\nk-2;Zwei;;;x\n',
    );
    const said = await cli(['import', '--customers', path('k.csv'), '--principal', 'nordlicht', '--data', path('people'), '--json']);
    expect(said.json).toMatchObject({ rows: 3, customers: 1, rejected: 2 });
    expect(said.err).toEqual([expect.stringMatching(/^line 3: id is empty/), expect.stringMatching(/^line 4: last_bill/)]);
    await importFile(write('callers.csv', [{ number: 'INC1' }, { number: 'INC2', caller_id: 'Caller 2' }]), 'people');
    const store = openReadOnly(path('people'));
    if (!store.ok) throw new Error(JSON.stringify(store.refusal));
    // The export has only names: what the directory knows stays.
    expect(store.value.customer('nordlicht', 'caller-1')).toMatchObject({
      numbers: ['+49 40 5550100', '+49 171 5550101'],
      lastBill: { minor: 3_990, currency: 'EUR' },
    });
    expect(store.value.customer('nordlicht', 'caller-2')).toMatchObject({ name: 'Caller 2', numbers: [] });
    store.value.close();
  });
});
