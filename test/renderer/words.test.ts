// Every code the core can show has words in both languages, both files have the same keys, and no screen speaks past them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../shared/case/commands.ts';
import { REFUSALS } from '../../shared/case/refusals.ts';
import { HARMLESS } from '../../shared/case/flag-review.ts';
import { FLAGS } from '../../shared/sync/flags.ts';
import { apiFaultSchema } from '../../shared/api.ts';
import { channelSchema, kindSchema, levelSchema, markerSchema, packSchema, roleSchema } from '../../shared/policy/pack-schema.ts';
import { queueGroup } from '../../shared/views/shapes.ts';
import { toldEvents } from '../../renderer/parts/event-words.ts';
import { KEYS } from '../../renderer/parts/keys.ts';
import de from '../../renderer/texts/de.json' with { type: 'json' };
import en from '../../renderer/texts/en.json' with { type: 'json' };

const root = join(import.meta.dirname, '../..');
const filesIn = (folder: string, ending: RegExp): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => ending.test(path))
    .map((path) => `${folder}/${path}`);
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

type Words = { readonly [key: string]: string | Words };
const flat = (words: Words, path = ''): readonly (readonly [string, string])[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as const] : flat(value, `${path}${key}.`),
  );
const german = new Map(flat(de));
const english = new Map(flat(en));
const places = (text: string | undefined): readonly string[] =>
  [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).sort();
const missing = (group: string, codes: readonly string[]): readonly string[] =>
  codes.filter((code) => !german.has(`${group}.${code}`) || !english.has(`${group}.${code}`));

describe('the two languages', () => {
  it('have the same keys', () =>
    expect([...german.keys()].filter((key) => !english.has(key)).concat([...english.keys()].filter((key) => !german.has(key)))).toEqual(
      [],
    ));
  it('fill in the same places', () => {
    expect([...german].filter(([key, text]) => places(text).join() !== places(english.get(key)).join()).map(([key]) => key)).toEqual([]);
  });
  it('leave nothing empty, and German no word without its umlaut', () => {
    expect([...german, ...english].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
    expect(
      [...german]
        .filter(([, text]) => /\b(?:fuer|ueber|koennen|muessen|waehlen|zurueck|moeglich|Uebergabe|naechste\w*)\b/i.test(text))
        .map(([key]) => key),
    ).toEqual([]);
  });
});

/** Codes written as `refuse('code'` or `{ code: 'code'`, wherever a screen can hear them. */
const refusalsIn = (paths: readonly string[]): readonly string[] => [
  ...new Set(
    paths.flatMap((path) =>
      [...textOf(path).matchAll(/(?:refuse(?:Case)?\(|refused\(state, \{ code: |quarantined\(state, )\s*'([a-z-]+)'/g)].map(
        (match) => match[1]!,
      ),
    ),
  ),
];
// What a pack says to its author and a file to whoever opens it never reaches a screen as a refusal.
const UNHEARD = /^shared\/(?:sync\/|policy\/check|policy\/pack-fault|store\/)/;
const VERDICTS = ['shared/sync/judge.ts', 'shared/sync/submit.ts'];
const heard = refusalsIn([...filesIn('shared', /\.ts$/).filter((path) => !UNHEARD.test(path)), ...VERDICTS]);
/** Between desk and hub a refusal is either a verdict, which its author reads, or what keeps the sync from going on. */
const synced = refusalsIn(filesIn('shared/sync', /\.ts$/));
const DOOR = ['address', 'door', 'enrol', 'gate'].map((name) => `electron/hub/${name}.ts`);
/** Written out where they are thrown, and named in the contract of the way to a hub. */
const hubTroubles = [
  ...filesIn('electron/hub', /\.ts$/).flatMap((path) =>
    [...textOf(path).matchAll(/transportTrouble\(\s*'([a-z-]+)'/g)].map((match) => match[1]!),
  ),
  ...[
    ...(/Why a hub did not answer a request: [^/]*/.exec(textOf('shared/sync/wire.ts'))?.[0] ?? '').matchAll(/`([a-z]+(?:-[a-z]+)+)`/g),
  ].map((match) => match[1]!),
];

/** Also refused of what was told: see `decideAsTold`, `redeemAsTold`, `spendAsTold`; or of no decision at all. */
const STAND = new Set(
  `amount-missing no-such-budget budget-exhausted budget-doubted give-back-too-much case-unknown approval-unknown not-approver own-request
  asker-stand-in decision-unknown review-over review-needs-words review-needs-callback phone-over phone-given phone-used
  not-this-device`.split(/\s+/),
);
/** Refused beside the rulings themselves: where the case lies, and what became of the request. */
const TOLD = [
  'not-holder',
  'not-open',
  'checked-out',
  'overridden-check-out',
  'approval-over',
  'corrected-meanwhile',
  'never-allowed',
  'own-account',
];
const MONEY = [
  'lease-short',
  'lease-unknown',
  'lease-written-off',
  'budget-without-lease',
  'draw-unpaid',
  'away-hidden',
  'authority-withdrawn',
];

describe('words in both languages', () => {
  it('for every refusal of the core', () => expect(missing('refusal', Object.keys(REFUSALS))).toEqual([]));
  it('for every refusal of the matrix, the desk and the sync', () => {
    expect(heard).toEqual(
      expect.arrayContaining(['no-route', 'no-sign-in', 'disk-full', 'pack-unknown', 'unknown-case', 'case-number-check']),
    );
    expect(missing('refusal', heard)).toEqual([]);
    const unsaid = new Set(missing('trouble', synced));
    expect(missing('refusal', synced).filter((code) => unsaid.has(code))).toEqual([]);
  });
  it('for whatever keeps a door shut', () => {
    const shut = [...refusalsIn(DOOR), 'wrong-code', 'code-used', 'code-expired', 'device-taken', 'wrong-secret', 'sign-in-locked'];
    expect(shut).toEqual(expect.arrayContaining(['bad-url', 'hub-insecure', 'own-cases', 'hub-unreachable', 'secret-needed']));
    expect(
      missing('refusal', [...shut, 'protocol-too-old', 'protocol-too-new', 'not-a-hub', 'not-signed-in-here', 'device-revoked']),
    ).toEqual([]);
  });
  it('for every trouble of the sync', () => {
    const greeted = filesIn('shared/sync', /^(?:greet|leave|stocktaking|tell-again)[a-z-]*\.ts$/).flatMap((path) =>
      [...textOf(path).matchAll(/return '([a-z]+(?:-[a-z]+)+)'/g)].map((match) => match[1]!),
    );
    const driven = [...textOf('shared/sync/driver.ts').matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map((match) => match[1]!);
    expect([greeted.length, driven.length, hubTroubles.length].map((count) => count > 1)).toEqual([true, true, true]);
    expect(hubTroubles).toEqual(expect.arrayContaining(['hub-silent', 'hub-untrusted', 'not-enrolled', 'device-revoked', 'not-ready']));
    const settled = refusalsIn(['shared/sync/settle.ts', 'shared/sync/ledger.ts']);
    expect(missing('trouble', [...settled, ...greeted, ...driven, ...hubTroubles, 'unreachable', 'hub-replaced', 'other'])).toEqual([]);
  });
  it('[Y92] for every trouble a conversation can end with, whoever names it', () => {
    // What these files name with a hyphen is either a trouble or nothing a screen ever hears of.
    const talking = filesIn('shared/sync', /^(?:exchange|greet|greet-hub|leave|driver|stocktaking|tell-again|cut-back|missing-cases)\.ts$/);
    const named = talking.flatMap((path) => [...textOf(path).matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map((match) => match[1]!));
    const codes = [...new Set([...named, ...refusalsIn(filesIn('shared/sync', /^(?:settle|ledger|sequencer)\.ts$/))])];
    expect(codes).toEqual(
      expect.arrayContaining(['out-of-step', 'no-verdict', 'hub-replaced', 'journal-forked', 'lane-moved', 'ledger-diverged', 'disk-full']),
    );
    expect(missing('trouble', codes)).toEqual([]);
  });
  it('for every event', () => expect(missing('event', toldEvents)).toEqual([]));
  it('for every command', () => expect(missing('command', Object.keys(COMMANDS))).toEqual([]));
  it('for every clock', () =>
    expect(missing('clock', [...packSchema.shape.clocks.element.shape.id.options, 'promise', 'wait'])).toEqual([]));
  it('for every fault of a wire', () =>
    expect(missing('fault', [...apiFaultSchema.shape.fault.options, 'unreachable', 'no-bridge'])).toEqual([]));
  it('for every key', () => expect(missing('keys', Object.keys(KEYS))).toEqual([]));
  it('[W26] for every flag of the ledger, and every refusal of what was told already: what it is, in short, and what to do', () => {
    // Whatever refuses a decision, a spend or an approval by telephone becomes its flag, unless it stands against what was told as well.
    const ruling = ['decide-decisions', 'break-glass', 'decide-budget', 'decide-telephone'].map((name) => `shared/case/${name}.ts`);
    const flags = [...FLAGS, ...TOLD, ...refusalsIn(ruling)].filter((code) => !STAND.has(code));
    expect(flags).toEqual(
      expect.arrayContaining(['lease-short', 'lease-written-off', 'above-authority', 'phone-unconfirmed', 'terms-missing']),
    );
    expect(missing('flag', flags)).toEqual([]);
    const looked = flags.filter((code) => !HARMLESS.has(code));
    expect(
      missing(
        'flagReview',
        looked.map((code) => `short-${code}`),
      ),
    ).toEqual([]);
    expect(missing('flagReview', ['do-other', ...MONEY.map((code) => `do-${code}`)])).toEqual([]);
  });
  it.each([
    ['role', roleSchema.options],
    ['channel', channelSchema.options],
    ['level', levelSchema.options],
    ['kind', kindSchema.options],
    ['marker', markerSchema.options],
    ['queue.group', queueGroup.shape.group.options],
  ] as const)('for every %s', (group, codes) => expect(missing(group, codes)).toEqual([]));

  it('for every key a screen asks for by its full name', () => {
    const asked = filesIn('renderer', /\.tsx?$/).flatMap((path) =>
      [...textOf(path).matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((match) => match[1]!),
    );
    const known = (key: string): boolean => german.has(key) || german.has(`${key}_one`);
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !known(key))).toEqual([]);
  });
});

type Node = { readonly type: string; readonly start: number; readonly [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const walk = (node: Node): readonly Node[] => [node, ...Object.values(node).flat().filter(isNode).flatMap(walk)];
const SPOKEN = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label', 'aria-description', 'aria-roledescription']);

/** Letters between tags, in braces between tags, or in an attribute that is read out. */
const plainWords = (text: string): readonly string[] =>
  walk(parseAst(text, { lang: 'tsx' }) as unknown as Node).flatMap((node) => {
    const name = (node['name'] as Node | undefined)?.['name'];
    const value = node['value'];
    const said =
      node.type === 'JSXText'
        ? String(value)
        : node.type === 'JSXAttribute' && SPOKEN.has(String(name)) && isNode(value) && value.type === 'Literal'
          ? String(value['value'])
          : node.type === 'JSXExpressionContainer' && isNode(node['expression']) && typeof node['expression']['value'] === 'string'
            ? node['expression']['value']
            : '';
    return /\p{L}/u.test(said) ? [said.trim()] : [];
  });

describe('screens', () => {
  it('speak only through the texts', () => {
    const found = filesIn('renderer', /\.tsx$/).flatMap((path) => plainWords(textOf(path)).map((words) => `${path}: ${words}`));
    expect(found).toEqual([]);
  });
  it('would be noticed with a word of their own', () => {
    expect(plainWords("const a = <b title='Hallo' className='x'>Guten {'Tag'}, {t('x')}</b>;")).toEqual(['Hallo', 'Guten', 'Tag']);
  });
});
