// The JSON Schema beside the packs is the one zod makes, is a schema, and takes and refuses what `readPack` takes and refuses.
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { ALL_STARTER_PACKS } from '../../shared/packs/starter.ts';
import { readPack } from '../../shared/policy/check.ts';
import { packJsonSchema } from '../../shared/policy/json-schema.ts';
import { withPlace } from './policies.ts';

const published: unknown = JSON.parse(readFileSync(new URL('../../shared/packs/pack.schema.json', import.meta.url), 'utf8'));
// `format: date` is checked by readPack itself; without the plugin for formats the word would only be a complaint.
const validate = new Ajv2020({ validateFormats: false, allowUnionTypes: true }).compile(packJsonSchema());

describe('the JSON Schema of a pack', () => {
  it('[P8] is published as it is made', () => expect(published).toEqual(packJsonSchema()));

  it.each(Object.entries(ALL_STARTER_PACKS))('[P8] accepts the starter pack %s', (_, document) => {
    validate(JSON.parse(JSON.stringify(document)));
    expect(validate.errors).toBeNull();
  });

  it.each<[(string | number)[], unknown]>([
    [['principal', 'prefix'], 'nt'],
    [['decisions', 0, 'limits', '5'], { amount: 1 }],
    [['decisions', 0, 'limits', '1', 'amount'], 15.5],
    [['decisions', 0, 'limits', '1', 'percentOfBill'], 120],
    [['authority', 'staleness'], []],
    [['teams', 0, 'leed'], 'murat'],
    [['priorities', 'low'], undefined],
    [['clocks', 0, 'id'], 'nap'],
    [['format'], 'stafette-pack/9'],
  ])('[P8] refuses %j with %j', (place, value) => expect(validate(withPlace(place, value))).toBe(false));

  it('[P8] may be named by the document it describes', () => {
    const named = { $schema: './pack.schema.json', ...ALL_STARTER_PACKS['telecom'] };
    expect([validate(JSON.parse(JSON.stringify(named))), readPack(named).ok]).toEqual([true, true]);
  });

  it('[P8] leaves out what has a default', () => {
    const document = JSON.parse(JSON.stringify(ALL_STARTER_PACKS['telecom'])) as Record<string, unknown>;
    delete document['authority'];
    delete document['contacts'];
    expect(validate(document)).toBe(true);
  });
});
