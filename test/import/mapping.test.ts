// A mapping is data: another export is another file, and a wrong one is refused as a whole with its place.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadMapping, readMapping } from '../../electron/import/mapping.ts';
import { cli } from '../cli/run-cli.ts';

const dir = mkdtempSync(join(tmpdir(), 'stafette-mapping-'));
afterAll(() => rmSync(dir, { recursive: true }));

const own = JSON.parse(readFileSync(join(import.meta.dirname, '../../electron/import/mappings/servicenow.json'), 'utf8')) as Record<
  string,
  Record<string, unknown>
>;
const changed = (change: (mapping: Record<string, Record<string, unknown>>) => void): unknown => {
  const copy = structuredClone(own);
  change(copy);
  return copy;
};

describe('[I3] a mapping', () => {
  it('for another export is a new file: other columns, delimiter, times and words', async () => {
    const other = {
      format: 'stafette-mapping/1',
      system: 'helpdesk',
      about: { de: 'Helpdesk', en: 'Helpdesk' },
      file: { delimiter: ';', empty: ['', '-'] },
      time: 'YYYY/MM/DD HH:mm:ss',
      columns: { number: 'Ticket', updatedAt: 'Wann', state: 'Stand', group: 'Gruppe', title: ['Betreff'] },
      states: { offen: { state: 'open' }, 'wartet auf Kunde': { state: 'waiting', wait: 'customer-info' }, zu: { state: 'closed' } },
      defaults: {
        channel: 'mail',
        urgency: 'low',
        impact: 'low',
        priority: 'P4',
        category: { id: 'other', label: { de: 'Sonstiges', en: 'Other' } },
      },
      teams: { tier: 2, lead: 'carla' },
    };
    writeFileSync(join(dir, 'helpdesk.json'), JSON.stringify(other));
    writeFileSync(
      join(dir, 'tickets.csv'),
      'Ticket;Wann;Stand;Gruppe;Betreff\n7;2016/03/01 08:00:00;offen;Netz;"Leitung; tot"\n7;2016/03/01 09:30:00;zu;Netz;Leitung\n8;2016/03/01 09:00:00;wartet auf Kunde;-;Frage\n',
    );
    const said = await cli([
      'import',
      join(dir, 'tickets.csv'),
      '--from',
      join(dir, 'helpdesk.json'),
      '--principal',
      'nordlicht',
      '--data',
      join(dir, 'store'),
      '--json',
    ]);
    expect(said.json).toMatchObject({ cases: 2, open: 1, closed: 1, handovers: 0, rejected: 0, teams: 1 });
  });

  it.each([
    ['a missing key', changed((m) => delete m['columns']!['number']), 'columns.number'],
    ['a misspelled key', changed((m) => (m['columns']!['grup'] = 'x')), 'columns'],
    ['an unknown state', changed((m) => (m['states']!['New'] = { state: 'nearly' })), 'states.New'],
    ['a time without a year', changed((m) => ((m as Record<string, unknown>)['time'] = 'DD.MM. HH:mm')), 'time'],
    ['no object at all', 7, '(whole file)'],
  ])('with %s is refused with the place', (_, document, place) => {
    const read = readMapping(document, 'mine');
    expect(read.ok ? 'read' : read.refusal).toMatchObject({
      code: 'mapping-broken',
      data: { path: expect.stringContaining(place) as string },
    });
  });

  it('that is broken, unknown, or waits for a reason the pack does not know writes nothing', async () => {
    writeFileSync(join(dir, 'broken.json'), '{');
    writeFileSync(join(dir, 'wait.json'), JSON.stringify(changed((m) => (m['states']!['New'] = { state: 'waiting', wait: 'full-moon' }))));
    writeFileSync(join(dir, 'lead.json'), JSON.stringify(changed((m) => (m['teams']!['lead'] = 'nobody'))));
    writeFileSync(join(dir, 'f.csv'), readFileSync(join(import.meta.dirname, 'two-rows.csv')));
    for (const [from, sentence] of [
      ['nosuch', /There is no mapping "nosuch"; known are: servicenow, customers/],
      [join(dir, 'missing.json'), /There is no file/],
      [join(dir, 'broken.json'), /is not JSON/],
      [join(dir, 'wait.json'), /names the wait reason full-moon; the pack of "nordlicht" only knows: customer-info/],
      [join(dir, 'lead.json'), /names "nobody" as lead/],
    ] as const) {
      const said = await cli(['import', join(dir, 'f.csv'), '--from', from, '--principal', 'nordlicht', '--data', join(dir, 'no')]);
      expect([said.code, said.err]).toEqual([2, [expect.stringMatching(sentence)]]);
    }
    expect(existsSync(join(dir, 'no'))).toBe(false);
  });

  it('of the project can be read, every one of them', () => expect(loadMapping('servicenow').ok).toBe(true));
});
