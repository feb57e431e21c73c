// The house keeps its shape: each rule is held against the whole project, and seen to fail on a planted violation.
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../build/paths.ts';
import { bannedNames } from './architecture/banned.ts';
import {
  barrels,
  ceiling,
  idleExceptions,
  importTable,
  knownRooms,
  loops,
  runnableImports,
  tooLong,
  withoutOpening,
} from './architecture/rules.ts';
import { readSources, type Source } from './architecture/source.ts';

const sources = readSources();

/** Files above the ceiling, each with the reason why two files would be worse. */
const longFiles: Record<string, string> = {};

const file = (path: string, text: string): Source => ({ path, text });

describe('who may import whom', () => {
  it('holds in the whole project', () => expect(importTable(sources)).toEqual([]));
  it('has every room of shared in the table', () => expect(knownRooms(sources)).toEqual([]));
  it('would notice a room nobody knows', () => expect(knownRooms([file('shared/misc/a.ts', '')])).toHaveLength(1));

  it.each([
    ['shared/kernel/a.ts', "import { b } from '../case/b.ts';"],
    ['shared/case/a.ts', "import type { B } from '../views/b.ts';"],
    ['shared/views/a.ts', "export * from '../store/b.ts';"],
    ['shared/views/a.ts', "type B = import('../sync/b.ts').B;"],
    ['shared/policy/a.ts', "const b = await import('../case/b.ts');"],
    ['shared/sync/a.ts', "import { api } from '../api.ts';"],
    ['shared/desk.ts', "import { b } from '../electron/b.ts';"],
    ['shared/store/a.ts', "import { readFileSync } from 'node:fs';"],
    ['shared/store/a.ts', "import Database from 'better-sqlite3';"],
    ['shared/case/a.ts', "import lodash from 'lodash';"],
    ['renderer/a.tsx', "import { b } from '../electron/b.ts';"],
    ['renderer/a.tsx', "import { b } from '../shared/store/b.ts';"],
    ['renderer/a.tsx', "import { b } from '../shared/desk.ts';"],
    ['renderer/a.tsx', "import { ipcRenderer } from 'electron';"],
    ['electron/a.ts', "import { b } from '../hub/b.ts';"],
    ['electron/a.ts', "import { openEmbeddedLedger } from '../hub/embedded.ts';"],
    ['electron/workplace.ts', "import { b } from '../hub/b.ts';"],
    ['electron/workplace.ts', "import { b } from '../shared/store/sqlite-ledger-store.ts';"],
    ['shared/sync/a.ts', "import { openEmbeddedLedger } from '../../hub/embedded.ts';"],
    ['hub/a.ts', "import { app } from 'electron';"],
    ['hub/a.ts', "import { b } from '../test/b.ts';"],
  ])('would notice in %s: %s', (path, text) => expect(importTable([file(path, text)])).toHaveLength(1));

  it.each([
    ['shared/policy/a.ts', "import { b } from '../handover/b.ts';"],
    ['electron/workplace.ts', "import { openEmbeddedLedger } from '../hub/embedded.ts';"],
    ['shared/store/a.ts', "import { b } from '../views/b.ts';"],
    ['shared/desk.ts', "import { b } from './sync/b.ts'; import { z } from 'zod';"],
    ['renderer/a.tsx', "import { api } from '../shared/api.ts'; import { useState } from 'react';"],
  ])('allows in %s: %s', (path, text) => expect(importTable([file(path, text)])).toEqual([]));
});

describe('imports', () => {
  it('run without a build', () => expect(runnableImports(sources)).toEqual([]));
  it('would be noticed without ending', () => expect(runnableImports([file('hub/a.ts', "import { b } from './b';")])).toHaveLength(1));
  it('would be noticed as JSON without its attribute', () => {
    const [bare, right] = ["import p from './p.json';", "import p from './p.json' with { type: 'json' };"].map((text) =>
      file('hub/a.ts', text),
    );
    expect([runnableImports([bare!]), runnableImports([right!])]).toEqual([[expect.stringContaining('./p.json')], []]);
  });

  it('make no loops, types included', () => expect(loops(sources)).toEqual([]));
  it('would be noticed as a loop', () => {
    const ring = [
      file('hub/a.ts', "import { b } from './b.ts';"),
      file('hub/b.ts', "import type { C } from './c.ts';"),
      file('hub/c.ts', "export { a } from './a.ts';"),
    ];
    expect(loops(ring)).toEqual(['hub/a.ts -> hub/b.ts -> hub/c.ts -> hub/a.ts']);
  });

  it('meet no folder barrels', () => expect(barrels(sources)).toEqual([]));
  it('would be noticed as a barrel', () => expect(barrels([file('shared/case/index.ts', '')])).toHaveLength(1));
});

describe('the core asks the machine for nothing', () => {
  it('holds in the whole of shared', () => expect(bannedNames(sources)).toEqual([]));

  it.each([
    'const t = Date.now();',
    'const t = Date["now"]();',
    'const t = new Date();',
    'const t = Date();',
    'const r = Math.random();',
    'const f = Math.random;',
    'setTimeout(() => {}, 1);',
    'const later = setInterval;',
    'const e = process.env;',
    'window.close();',
    'const d = { document };',
    'const n = Temporal.Now.instant();',
    'globalThis.x = 1;',
  ])('would notice: %s', (text) => expect(bannedNames([file('shared/case/a.ts', text)]).length).toBeGreaterThan(0));

  it.each([
    'const t = new Date(0);',
    'const s = { window: 1, process: 2 };',
    'const w = callback.window;',
    'const f = (window: string) => window.length;',
    'const { process } = row; use(process);',
    "import { Temporal } from 'temporal-polyfill'; Temporal.Instant.from(x);",
    'type T = { document: string };',
    '// setTimeout and Date.now() in words only',
  ])('allows: %s', (text) => expect(bannedNames([file('shared/case/a.ts', text)])).toEqual([]));
});

describe('a file is one thought', () => {
  it('stays below the ceiling', () => expect(tooLong(sources, longFiles)).toEqual([]));
  it('keeps no exception that is not needed', () => expect(idleExceptions(sources, longFiles)).toEqual([]));
  it('would be noticed when long, unless argued', () => {
    const long = file('hub/a.ts', 'x\n'.repeat(ceiling + 1));
    expect([tooLong([long], {}).length, tooLong([long], { 'hub/a.ts': 'why' }).length]).toEqual([1, 0]);
    expect(idleExceptions([file('hub/a.ts', 'x')], { 'hub/a.ts': 'why' })).toEqual(['hub/a.ts']);
  });

  it('begins with a sentence on what it knows', () => expect(withoutOpening(sources)).toEqual([]));
  it.each(["import { z } from 'zod';", '// money', '/* eslint */', ''])('would be noticed beginning with: %s', (text) =>
    expect(withoutOpening([file('shared/kernel/a.ts', text)])).toHaveLength(1),
  );
});

describe('the top level', () => {
  const allowed =
    /^(?:\..+|package(?:-lock)?\.json|tsconfig\.json|electron|renderer|shared|hub|build|test|(?:README|DECISIONS|OPERATIONS|SECURITY)\.md|LICENSE)$/;
  it('holds the rooms and a handful of files', () => {
    const tracked = execFileSync('git', ['ls-files'], { cwd: projectRoot, maxBuffer: 1 << 26 })
      .toString()
      .split('\n')
      .filter(Boolean);
    expect([...new Set(tracked.map((path) => path.split('/')[0]!))].filter((name) => !allowed.test(name))).toEqual([]);
  });
  it('would notice a stray one', () => expect(['src', 'vite.config.ts', 'docs'].filter((name) => allowed.test(name))).toEqual([]));
});
