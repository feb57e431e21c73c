// Every rule of SPEC.md is proved by a test that quotes it, and nobody quotes a rule that does not exist.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const RULE = /^- \*\*([A-Z]{1,2}\d+)\*\*/gm;
const QUOTE = /\[([A-Z]{1,2}\d+)\]/g;
/** Only the names of tests count: a rule quoted in a comment proves nothing. */
const NAME = /\b(?:it|test|describe)(?:\.\w+)*(?:\([^'"`]*\))?\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1/g;

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ts|tsx)$/.test(path))
    .map((path) => join(root, folder, path));

const rules = [...readFileSync(join(root, 'shared/SPEC.md'), 'utf8').matchAll(RULE)].map((match) => match[1]!);
const names = filesIn('test').flatMap((path) => [...readFileSync(path, 'utf8').matchAll(NAME)].map((match) => match[2]!));
const quoted = new Set(names.flatMap((name) => [...name.matchAll(QUOTE)].map((match) => match[1]!)));

it('every rule has one place', () => {
  expect(rules.length).toBeGreaterThan(50);
  expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
});

it('every rule is quoted by a test', () => {
  expect(rules.filter((rule) => !quoted.has(rule))).toEqual([]);
});

it('every quoted rule exists', () => {
  expect([...quoted].filter((rule) => !rules.includes(rule))).toEqual([]);
});
